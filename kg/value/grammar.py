"""The regular expressions that find figures: built once from the word lists, each to be matched at one place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.value.number import ARABIC_DIGIT, numerals
from kg.value.words import Qualifier, Unit, qualifiers, units
from kg.wording import either, entry


@cache
def words_of(section: str, key: str) -> Any:
    """An entry of `values.toml`."""
    return entry("values.toml", section, key)


@dataclass(frozen=True, slots=True)
class Grammar:
    """What `figure.py` matches, and the units and qualifiers by the word as printed."""

    seed: re.Pattern[str]
    share: re.Pattern[str]
    half: re.Pattern[str]
    figure: re.Pattern[str]
    number: re.Pattern[str]
    big: re.Pattern[str]
    points: re.Pattern[str]
    range: re.Pattern[str]
    ratio: re.Pattern[str]
    clock: re.Pattern[str]
    refuse: re.Pattern[str]
    minus: re.Pattern[str]
    clause: re.Pattern[str]
    units: dict[str, Unit]
    before: dict[str, Qualifier]
    inside: dict[str, Qualifier]
    after: dict[str, Qualifier]
    fill: frozenset[str]


def _at(*places: str) -> dict[str, Qualifier]:
    return {q.word: q for q in qualifiers() if q.place in places}


def _more() -> str:
    return rf"(?:(?P<inside>{either(_at('inside'))})(?P<scale>{numerals().scale}{{0,2}}))?"


def _figure(number: str, after: str) -> re.Pattern[str]:
    """Numeral, how many more, unit (which may hold how many more), how many more, qualifier."""
    general, half = str(words_of("count", "big_unit")), re.escape(numerals().half)
    rest = either(word.removeprefix(general) for word in units() if word.startswith(general) and word != general)
    more = either(_at("inside"))
    tail = rf"{either(words_of('tail', 'words'))}(?![{words_of('tail', 'unless')}])"
    return re.compile(
        rf"(?P<number>{number}){_more()}(?P<then>{more})?"
        rf"[ \u00a0]?(?:{general}(?P<within>{more}|{half})(?P<rest>{rest})|(?P<unit>{either(units())}))"
        rf"(?P<tail>{tail}|{half}(?![{words_of('fraction', 'half_unless')}]))?{after}"
    )


def _share(number: str, after: str) -> re.Pattern[str]:
    """A fraction, or a word for one."""
    half, no = re.escape(numerals().half), words_of("fraction", "half_unless")
    below = rf"(?P<below>{number}|[{''.join(numerals().scales)}]){re.escape(words_of('fraction', 'over'))}"
    word = rf"(?P<word>{either(words_of('fraction', 'shares'))})(?:(?<!{half})|(?![{no}]))"
    return re.compile(rf"(?:{below}(?P<above>{number})|{word}){after}")


def _number(number: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<number>{number}){_more()}")


@cache
def grammar() -> Grammar:
    """The grammar of figures, from `values.toml`, `units.tsv` and `qualifiers.tsv`."""
    words = numerals()
    half = re.escape(words.half)
    number = rf"(?:{words.pattern}|{half})"
    after = rf"(?P<after>{either(_at('after'))})?"
    one = rf"[0-9A-Za-z\uff10-\uff19{words.characters}]"
    ratio, minus = words_of("guard", "ratio"), re.escape(words_of("guard", "minus"))
    ordinal, minute = either(words_of("guard", "before")), re.escape(words_of("guard", "minute"))
    big_unless = either(words_of("count", "big_unless"))
    return Grammar(
        seed=re.compile(rf"[0-9\uff10-\uff19{words.characters}]"),
        share=_share(number, after),
        half=re.compile(rf"{half}(?![{words_of('fraction', 'half_unless')}]){after}"),
        figure=_figure(number, after),
        number=_number(number),
        big=re.compile(rf"{re.escape(words_of('count', 'big'))}(?!{big_unless})(?=[\u4e00-\u9fff])"),
        points=re.compile(rf"{re.escape(words_of('count', 'points'))}(?={either(words_of('count', 'points_of'))})"),
        range=re.compile(rf"[{words_of('guard', 'range')}]{{1,2}}(?={number})"),
        ratio=re.compile(rf"\s?[{ratio}]\s?{one}"),
        clock=re.compile(rf"[{words_of('guard', 'clock')}]{ARABIC_DIGIT}{{1,2}}{minute}?"),
        refuse=re.compile(rf"(?:{ordinal}|[A-Za-z][-–—]?|{one}\s?[{ratio}]\s?|[0-9][.．])$"),
        minus=re.compile(rf"(?<!{one})(?<![%％])[{minus}]$"),
        clause=re.compile(rf"[{re.escape(words_of('guard', 'clause'))}]"),
        units=dict(units()),
        before=_at("before", "bare"),
        inside=_at("inside"),
        after=_at("after"),
        fill=frozenset(words_of("fill", "words")),
    )
