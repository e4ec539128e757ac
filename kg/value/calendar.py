"""The regular expression that finds dates, built once from `dates.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.value.number import numerals
from kg.wording import either, entry, table


@cache
def words_of(section: str, key: str) -> Any:
    """An entry of `dates.toml`."""
    return entry("dates.toml", section, key)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What `date.py` matches: a place where a date can start, one date, what joins two, and the words around them."""

    seed: re.Pattern[str]
    date: re.Pattern[str]
    join: re.Pattern[str]
    code: re.Pattern[str]
    since: re.Pattern[str]
    since_far: re.Pattern[str]
    since_alone: re.Pattern[str]
    start: re.Pattern[str]
    later: re.Pattern[str]
    compare_before: re.Pattern[str]
    compare_after: re.Pattern[str]


def _mark(key: str) -> str:
    return re.escape(str(words_of("mark", key)))


def _year(spelled: str) -> str:
    year = _mark("year")
    words = either(table("dates.toml")["year"])
    number = rf"(?:(?P<year>(?:1[89]|2[01])[0-9]{{2}})|(?P<spelled>[{spelled}]{{4}}))[ \u00a0]?{year}"
    tail = either(words_of("mark", "year_tail"))
    return rf"(?:(?:{number}(?!{either(words_of('mark', 'year_unless'))})|(?P<year_word>{words})){tail}?)"


def _within_year(number: str) -> str:
    """What can follow a year, or stand without one: some of its months, one month, a day."""
    month, count, first = _mark("month"), _mark("count"), _mark("first")
    days = f"[{_mark('day')}]"
    join = rf"[{words_of('mark', 'join')}]{{1,2}}"
    tail = rf"{_mark('month_tail')}?"
    unless = either(words_of("mark", "month_unless"))
    day = rf"(?P<day>{number})(?:{join}(?P<day_to>{number}))?{days}{either(words_of('part', 'day'))}?"
    return (
        rf"(?:(?P<half>{either(table('dates.toml')['half'])})|{first}(?P<first>{number}){count}?{month}{tail}"
        rf"|(?P<month_from>{number}){join}(?P<month_to>{number}){month}{tail}"
        rf"|(?:(?P<month>{number}){month}{tail}|(?P<month_word>{either(table('dates.toml')['month'])}))"
        rf"(?:{day}|(?!{unless}){either(words_of('part', 'month'))}?))"
    )


def _plan() -> str:
    tens, section = re.escape(words_of("plan", "tens")), "plan"
    digits = "".join(numerals().digits)
    marks = (f"[{words_of(section, 'open')}]?", f"[{words_of(section, 'close')}]?")
    tail = either(words_of(section, "tail"))
    return rf"{marks[0]}{tens}(?P<plan>[{digits}]){re.escape(words_of(section, 'unit'))}{marks[1]}{tail}"


def _pattern() -> str:
    figures = "".join(numerals().digits)
    number = rf"(?:[0-9]{{1,2}}|[{figures}{re.escape(words_of('plan', 'tens'))}]{{1,3}})"
    join = rf"[{words_of('mark', 'join')}]{{1,2}}"
    four = r"(?:1[89]|2[01])[0-9]{2}"
    years = rf"(?P<year_from>{four}){_mark('year')}?{join}(?P<year_to>{four}){_mark('year')}"
    iso = rf"(?P<iso>{four}(?P<by>[{words_of('mark', 'iso')}])[0-9]{{1,2}}(?P=by)[0-9]{{1,2}})(?![0-9])"
    bare = rf"(?P<bare_day>[0-9]{{1,2}}){_mark('bare_day')}(?!{either(words_of('mark', 'day_unless'))})"
    bare += rf"{either(words_of('part', 'day'))}?"
    month_follows = rf"(?![0-9]{{1,2}}{_mark('month')})"
    day_word = rf"(?P<day_word>{either(table('dates.toml')['day'])})"
    year = rf"{_year(figures)}?+(?:{_within_year(number)}|{either(words_of('part', 'year'))})?+"
    return rf"{_plan()}|{iso}|{years}{month_follows}|{day_word}|{bare}|{year}"


def _first_characters() -> str:
    """Every character that a date can start with."""
    words = [word for section in ("half", "year", "month", "day") for word in table("dates.toml")[section]]
    words += [words_of("mark", "first"), words_of("plan", "tens"), *words_of("plan", "open"), *numerals().digits]
    return "".join(sorted({word[0] for word in words}))


@cache
def calendar() -> Calendar:
    """The calendar of `dates.toml`; KgError if an entry is missing."""
    after, alone = either(words_of("since", "after")), either(words_of("since", "alone"))
    unless = words_of("since", "unless")
    gap = rf"[^\W\d]{{1,{int(words_of('since', 'most'))}}}?"
    later = rf"({numerals().pattern}){words_of('later', 'unit')}{either(words_of('later', 'words'))}$"
    return Calendar(
        seed=re.compile(rf"[0-9{re.escape(_first_characters())}]"),
        date=re.compile(_pattern()),
        join=re.compile(rf"[{words_of('mark', 'join')}]{{1,2}}"),
        code=re.compile(rf"[0-9A-Za-z.{_mark('ordinal')}]"),
        since=re.compile(rf"{after}(?![{unless}])"),
        since_far=re.compile(rf"{gap}{re.escape(words_of('since', 'far'))}"),
        since_alone=re.compile(rf"{alone}(?![{unless}])"),
        start=re.compile(rf"{either(words_of('since', 'before'))}$"),
        later=re.compile(later),
        compare_before=re.compile(rf"{either(words_of('compare', 'before'))}$"),
        compare_after=re.compile(either(words_of("compare", "after"))),
    )
