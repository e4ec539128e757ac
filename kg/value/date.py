"""Dates: finds where a sentence says when, and resolves it against the day of publication and what was dated before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.value.calendar import Calendar, calendar, words_of
from kg.value.moment import MONTHS, Moment, read_moment
from kg.value.number import read_digits, read_number

#: How far back, in characters, the words stand that change what a date means.
BACK = 10


@dataclass(frozen=True, slots=True)
class Date:
    """A date as a sentence prints it: `text[start:end] == surface`.

    `value` is ISO 8601, as precise as the text: `2018`, `2018-03`, `2018-03-15`, an interval `2021-01/2021-06`, or
    `2017-09/..` for what goes on since; empty, and `complete` False, where the year cannot be known.
    `anchor` is the date against which the next one without a year is to be read: hand it to the next sentence.
    """

    start: int
    end: int
    value: str
    surface: str
    complete: bool
    anchor: str | None


def find_dates(text: str, published: str | None = None, anchor: str | None = None) -> tuple[Date, ...]:
    """The dates of the text from left to right, none overlapping another.

    `published` is the day of publication and `anchor` the last date of the paragraph so far, both ISO 8601. Without
    a year a month and day are those of the anchor's year, else of the publication's (of the year before where that
    would lie more than half a year ahead); a year is never guessed.
    """
    return tuple(_resolved(text, read_moment(published), read_moment(anchor), anchor))


def last_anchor(dates: Sequence[Date], anchor: str | None = None) -> str | None:
    """The anchor after these dates, given the one before them."""
    return dates[-1].anchor if dates else anchor


def date_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where dates stand, from left to right, without asking which they are."""
    return ((first.start(), (second or first).end()) for first, second in _matches(text, calendar()))


def _matches(text: str, words: Calendar) -> Iterator[tuple[re.Match[str], re.Match[str] | None]]:
    """Each date; of an interval its first and its second."""
    at = 0
    while seed := words.seed.search(text, at):
        at = seed.start()
        match = _one(text, at, words)
        if match is None:
            at += 1
            while text[at - 1 : at].isdigit() and text[at : at + 1].isdigit():
                at += 1
            continue
        join = words.join.match(text, match.end())
        second = _one(text, join.end(), words) if join else None
        yield match, second
        at = (second or match).end()


def _one(text: str, at: int, words: Calendar) -> re.Match[str] | None:
    match = words.date.match(text, at)
    if match is None or match.end() == at:
        return None
    return None if text[at].isdigit() and at and words.code.match(text, at - 1) else match


def _resolved(text: str, published: Moment, anchor: Moment, said: str | None) -> Iterator[Date]:
    words = calendar()
    for first, second in _matches(text, words):
        start, end = first.start(), (second or first).end()
        before = text[max(0, start - BACK) : start]
        reader = _Reader(published, _later(before, anchor, words))
        low, high = reader.read(first)
        if second is not None:
            high = reader.until(low, second)
        value, end = _spelled(text, low, high, before, end, words)
        compared = words.compare_before.search(before) or words.compare_after.match(text, end)
        if value and not compared and not first["plan"]:
            anchor, said = high, str(high)
        yield Date(start, end, value, text[start:end], bool(value), said)


def _later(before: str, anchor: Moment, words: Calendar) -> Moment:
    """The anchor, or the month that so many months later has come."""
    match = words.later.search(before)
    months = read_number(match[1]) if match else None
    return anchor.plus_months(int(months)) if months and months < MONTHS * 100 else anchor


def _spelled(text: str, low: Moment, high: Moment, before: str, end: int, words: Calendar) -> tuple[str, int]:
    """The value, and where the words for it end: since then, from then to then, or then."""
    if not str(low) or not str(high):
        return "", end
    if low != high:
        return (f"{low}/{high}" if low < high else ""), end
    opened = words.start.search(before)
    since = (words.since if opened else words.since_alone).match(text, end)
    if since:
        return f"{low}/..", since.end()
    if opened and words.since_far.match(text, end):
        return f"{low}/..", end
    return str(low), end


def _int(text: str) -> int:
    number = read_number(text)
    return int(number) if number is not None else 0


class _Reader:
    """Says which moments a matched date means."""

    def __init__(self, published: Moment, anchor: Moment) -> None:
        self.published, self.anchor = published, anchor

    def until(self, low: Moment, second: re.Match[str]) -> Moment:
        """The end of an interval that began at `low`."""
        high = _Reader(self.published, low).read(second)[1]
        named = second["year"] or second["spelled"] or second["year_word"]
        return high._replace(year=high.year + 1) if high < low and not named and high.month else high

    def read(self, match: re.Match[str]) -> tuple[Moment, Moment]:
        """The first and the last moment of a date, the same unless it is an interval."""
        if match["plan"]:
            number = _int(words_of("plan", "tens") + match["plan"])
            year = int(words_of("plan", "first_year")) + (number - 1) * int(words_of("plan", "years"))
            return Moment(year), Moment(year + int(words_of("plan", "years")) - 1)
        if match["iso"]:
            year, month, day = (int(part) for part in match["iso"].split(match["by"]))
            moment = Moment(year, month, day) if month and day else Moment()
            return moment, moment
        if match["year_from"]:
            return Moment(int(match["year_from"])), Moment(int(match["year_to"]))
        if match["day_word"] or match["bare_day"]:
            moment = self._day_word(match["day_word"]) if match["day_word"] else self._bare_day(int(match["bare_day"]))
            return moment, moment
        return self._within(match)

    def _base(self, name: str) -> Moment:
        return self.published if name == "published" else self.anchor

    def _day_word(self, word: str) -> Moment:
        base, days = words_of("day", word)
        return self._base(base).plus_days(days)

    def _bare_day(self, day: int) -> Moment:
        """A day without a month: of the anchor's month, else the last such day before publication."""
        if self.anchor.month:
            return self.anchor._replace(day=day)
        month = Moment(self.published.year, self.published.month)
        return (month.plus_months(-1) if 0 < self.published.day < day else month)._replace(day=day)

    def _within(self, match: re.Match[str]) -> tuple[Moment, Moment]:
        """A year, some of its months, a month, or days of it."""
        if match["month_word"]:
            base, months = words_of("month", match["month_word"])
            start = self._base(base).plus_months(months)
            return self._days(match, start)
        months_ = self._months(match)
        year = self._year(match, months_[1])
        if not year:
            return Moment(), Moment()
        if months_[0] != months_[1]:
            return Moment(year, months_[0]), Moment(year, months_[1])
        return self._days(match, Moment(year, months_[0]))

    def _days(self, match: re.Match[str], month: Moment) -> tuple[Moment, Moment]:
        if not match["day"] or not month.month:
            return month, month
        first = month._replace(day=_int(match["day"]) or 99)
        return first, month._replace(day=_int(match["day_to"]) or 99) if match["day_to"] else first

    def _months(self, match: re.Match[str]) -> tuple[int, int]:
        if match["half"]:
            first, last = words_of("half", match["half"])
            return int(first), int(last)
        if match["first"]:
            return 1, _int(match["first"]) or 99
        if match["month_from"]:
            return _int(match["month_from"]) or 99, _int(match["month_to"]) or 99
        month = (_int(match["month"]) or 99) if match["month"] else 0
        return month, month

    def _year(self, match: re.Match[str], month: int) -> int:
        if match["year"]:
            return int(match["year"])
        if match["spelled"]:
            return read_digits(match["spelled"]) or 0
        if match["year_word"]:
            base, years = words_of("year", match["year_word"])
            year = self._base(base).year
            return year + int(years) if year else 0
        if self.anchor.year:
            return self.anchor.year
        ahead = self.published.month and month - self.published.month > MONTHS // 2
        return self.published.year - 1 if ahead and self.published.year else self.published.year
