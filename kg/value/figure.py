"""Figures: finds the amounts, counts, shares, measures and spans of time that a sentence states, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.value.date import date_spans
from kg.value.grammar import Grammar, grammar, words_of
from kg.value.number import numerals, read_number
from kg.value.words import Unit

#: How far back, in characters, a qualifier or the word that a unit needs can stand.
BACK = 16


@dataclass(frozen=True, slots=True)
class Value:
    """A figure as a sentence prints it: `text[start:end] == surface`, qualifier and unit included.

    `kind` is money, count, percent, measure or duration; `value` is in base units of `unit` (yuan, not ten
    thousand yuan; per cent, not tenths); `qualifier` is exact, over, about or under.
    """

    start: int
    end: int
    kind: str
    value: Decimal
    unit: str
    qualifier: str
    surface: str


@dataclass(frozen=True, slots=True)
class _Amount:
    """What was read at one place, before the words in front of it are looked at; `more` is how much more than said."""

    number: str
    value: Decimal
    unit: str
    kind: str
    end: int
    more: str | None = None
    after: str | None = None


def find_values(text: str) -> tuple[Value, ...]:
    """The figures of the text from left to right, none overlapping another or a date.

    Nothing comes back for ordinals, ranges, ratios, clock times, generations (5G), a bare one before a measure
    word, and numbers without a unit.
    """
    return tuple(_scan(text, grammar()))


def _scan(text: str, words: Grammar) -> Iterator[Value]:
    dates = iter((*date_spans(text), (len(text) + 1, len(text) + 1)))
    span, at, floor = next(dates), 0, 0
    while seed := words.seed.search(text, at):
        start = seed.start()
        while span[1] <= start:
            span = next(dates)
        if span[0] <= start:
            at = floor = span[1]
            continue
        at, found = _Reader(text, words, start, floor).read()
        if span[0] < at:
            at, found = span[1], None
        if found:
            yield found
        floor = at


def _tidy(value: Decimal) -> Decimal:
    """The same number in its shortest form; a whole number never with an exponent."""
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()


class _Reader:
    """Reads one figure: its numeral starts at `start`, and nothing before `floor` belongs to it."""

    def __init__(self, text: str, words: Grammar, start: int, floor: int) -> None:
        self.text, self.words, self.start, self.floor = text, words, start, floor

    def read(self) -> tuple[int, Value | None]:
        """Where the next figure can begin, and the figure, if it is one."""
        number = self.words.number.match(self.text, self.start)
        share = self.words.share.match(self.text, self.start)
        figure = None if share else self.words.figure.match(self.text, self.start)
        end = max((match.end() for match in (number, share, figure) if match), default=self.start + 1)
        unit = self._unit(figure) if figure else None
        beyond = self._range(end, unit.unit if unit else "")
        if beyond:
            return beyond, None
        clock = number and self.words.clock.match(self.text, number.end())
        if clock or self._refused(number):
            return clock.end() if clock else end, None
        amount = self._share(share) if share else self._figure(figure, unit) if figure and unit else None
        if amount is None and number:
            amount = self._unitless(number)
        return (amount.end, self._qualified(amount)) if amount else (end, None)

    def _before(self, size: int = BACK) -> str:
        """The text in front of the numeral, within its clause."""
        window = self.text[max(0, self.start - size) : self.start]
        return self.words.clause.split(window)[-1]

    def _refused(self, number: re.Match[str] | None) -> bool:
        """Whether what stands beside the numeral makes it an ordinal, a code, a ratio or an unknown number of tens."""
        window = self.text[max(0, self.start - 3) : self.start]
        if self.words.refuse.search(window):
            return True
        if number is None:
            return False
        if self.words.ratio.match(self.text, number.end()):
            return True
        vague = window[-1:] and window[-1] in words_of("guard", "vague")
        return bool(vague) and number[0][0] in numerals().scales

    def _range(self, end: int, unit: str) -> int:
        """The end of a range that begins here; 0 if there is none."""
        link = self.words.range.match(self.text, end)
        if link is None:
            return 0
        second = self.words.figure.match(self.text, link.end())
        if second is None:
            number = self.words.number.match(self.text, link.end())
            return number.end() if number and not unit else 0
        other = self._unit(second)
        return second.end() if not unit or (other is not None and other.unit == unit) else 0

    def _unit(self, match: re.Match[str]) -> Unit | None:
        word = match["unit"] or f"{words_of('count', 'big_unit')}{match['rest']}"
        return self.words.units.get(word)

    def _share(self, match: re.Match[str]) -> _Amount | None:
        if match["word"]:
            value = Decimal(words_of("fraction", "shares")[match["word"]])
        else:
            below, above = read_number(match["below"]), read_number(match["above"])
            if not below or above is None:
                return None
            value = above * 100 / below
            value = value if value == round(value, 4) else round(value, 2)
        return _Amount(match[0], value, "%", "percent", match.end(), after=self._after(match))

    def _figure(self, match: re.Match[str], unit: Unit) -> _Amount | None:
        numeral = match["number"] + (match["scale"] or "")
        value = read_number(numeral)
        if value == 0 and not any(char.isdecimal() for char in numeral):
            return None
        more = match["inside"] or match["then"] or match["within"]
        tail, end, after = match["tail"], match.end(), self._after(match)
        if tail and unit.kind not in ("duration", "measure"):
            tail, end, after = None, match.start("tail"), None
        elif match["after"] and not after:
            end = match.start("after")
        if value is None or not self._fits(numeral, value, unit, bool(more or tail)) or not self._stands(unit, end):
            return None
        half = numerals().half
        if half in (more, tail):
            value, more, tail = value + Decimal("0.5"), None, None
        return _Amount(numeral, value * unit.factor, unit.unit, unit.kind, end, more or tail, after)

    def _after(self, match: re.Match[str]) -> str | None:
        """The qualifier behind the unit, unless it is the beginning of another word."""
        word = match["after"]
        void = word and self.text.startswith(self.words.after[word].unless or ("\0",), match.end())
        return word if word and not void else None

    def _fits(self, numeral: str, value: Decimal, unit: Unit, more: bool) -> bool:
        """Whether the unit takes a numeral of this kind."""
        if numeral == numerals().half:
            return unit.kind in ("duration", "measure")
        if numeral == words_of("count", "article") and not more and unit.numerals != "one":
            return bool(self._qualifier(False)[1])
        plain = not any(char.isdecimal() for char in numeral)
        if unit.numerals == "large":
            return not plain or value >= 10
        return unit.numerals != "arabic" or not plain or value >= 10**4

    def _stands(self, unit: Unit, end: int) -> bool:
        """Whether the words around the unit leave it a unit."""
        behind = self.text[end : end + 8]
        if behind.startswith((*unit.unless, *words_of("guard", "after"))):
            return False
        if unit.word[-1].isascii() and unit.word[-1].isalpha() and behind[:1].isascii() and behind[:1].isalpha():
            return False
        if self._before().endswith(words_of("guard", "rank")) and unit.word in words_of("guard", "rank_units"):
            return False
        return not unit.needs or any(word in self._before() for word in unit.needs)

    def _unitless(self, match: re.Match[str]) -> _Amount | None:
        """A figure whose unit is implied: the three great industries, three points, half, a sum of money."""
        numeral, end = match["number"] + (match["scale"] or ""), match.end()
        value = read_number(numeral)
        if value is None:
            return None
        big, half = self.words.big.match(self.text, end), self.words.half.match(self.text, self.start)
        if big and 2 <= value <= 10:
            return _Amount(numeral, value, words_of("count", "big_unit"), "count", big.end())
        points = self.words.points.match(self.text, end)
        if points and value > 1:
            return _Amount(numeral, value, words_of("count", "points"), "count", points.end())
        if half:
            return _Amount(numeral, Decimal(50), "%", "percent", half.end(), after=self._after(half))
        unit = self._implied(numeral, end)
        return _Amount(numeral, value, unit, "money", end, match["inside"]) if unit else None

    def _implied(self, numeral: str, end: int) -> str:
        """The currency of a numeral that no unit follows; empty if it is no money."""
        sign = words_of("money", "signs").get(self.text[self.start - 1 : self.start])
        if sign:
            return str(sign)
        goal = self.text.startswith(tuple(words_of("money", "goals")), end)
        if goal and numeral[-1] in words_of("money", "goal_scales"):
            return str(words_of("money", "unit"))
        ends = end == len(self.text) or self.text[end].isspace() or self.words.clause.match(self.text, end)
        money = ends and numeral[-1] in words_of("money", "scales") and not numerals().is_bare(numeral)
        said = self._before() if money else ""
        return str(words_of("money", "unit")) if any(word in said for word in words_of("money", "of")) else ""

    def _qualified(self, amount: _Amount) -> Value | None:
        """The amount with the qualifier in front of it; None where only a qualifier would make it a figure."""
        bare = numerals().is_bare(amount.number) or amount.number.startswith(numerals().half)
        start, qualifier = self._qualifier(bare)
        if bare and not qualifier and not amount.more and not self._bare_stands(amount):
            return None
        value = amount.value
        if start == self.start and self.floor < start:
            mark = self.text[start - 1]
            if amount.kind == "percent" and self.words.minus.search(self.text[max(0, start - 2) : start]):
                start, value = start - 1, -value
            elif mark in words_of("money", "signs") and amount.kind == "money":
                start -= 1
        if not qualifier and amount.more:
            qualifier = self.words.inside[amount.more].qualifier
        if not qualifier and amount.after:
            qualifier = self.words.after[amount.after].qualifier
        surface = self.text[start : amount.end]
        return Value(start, amount.end, amount.kind, _tidy(value), amount.unit, qualifier or "exact", surface)

    def _bare_stands(self, amount: _Amount) -> bool:
        """Whether a numeral without a digit is a figure by itself: ten billion yuan is, ten thousand firms is none."""
        if amount.number == numerals().half:
            return amount.kind in ("duration", "measure")
        return amount.kind == "percent" or (amount.kind == "money" and len(amount.number) > 1)

    def _qualifier(self, bare: bool) -> tuple[int, str]:
        """Where the qualifier in front of the numeral starts, and which it is; empty if there is none."""
        at = self.start
        for step in range(int(words_of("fill", "most")) + 1):
            for size in range(min(4, at - self.floor), 0, -1):
                found = self.words.before.get(self.text[at - size : at])
                if found is None or (step and not found.reaches) or (found.place == "bare" and not bare):
                    continue
                if not self.text.endswith(found.unless or ("\0",), 0, at - size):
                    return at - size, found.qualifier
            sizes = range(min(4, at - self.floor), 0, -1)
            fill = next((size for size in sizes if self.text[at - size : at] in self.words.fill), 0)
            if not fill:
                break
            at -= fill
        return self.start, ""
