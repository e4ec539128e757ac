"""The tables of units and qualifiers: loads them from `data/words` and checks their shape, once a process."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from kg.model import KgError
from kg.wording import read_words_file, words_file

KINDS = ("money", "count", "percent", "measure", "duration")
QUALIFIERS = ("exact", "over", "about", "under")


@dataclass(frozen=True, slots=True)
class Unit:
    """A word that stands behind a numeral: the unit that it means, its kind, what it is worth, and when it is none.

    `numerals` says which numerals make a figure of it: `one` all; `any` all but a bare one; `large` Arabic figures
    and Chinese numerals from ten; `arabic` Arabic figures and numerals with a decimal scale.
    It is void before a word of `unless`, and without a word of `needs` earlier in its clause.
    """

    word: str
    unit: str
    kind: str
    factor: Decimal
    numerals: str
    unless: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A word that says how exact a figure is; void beside a word of `unless`; `reaches` it over filler words?"""

    word: str
    place: str
    qualifier: str
    unless: tuple[str, ...]
    reaches: bool


def _rows(path: Path, columns: list[str]) -> Iterator[dict[str, str]]:
    reader = csv.reader(read_words_file(path).splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    if next(reader, None) != columns:
        raise KgError(f"{path}: the first line must name the columns {' '.join(columns)}")
    for number, row in enumerate(reader, 2):
        if len(row) != len(columns) or not all(row):
            raise KgError(f"{path}: line {number} must have {len(columns)} filled columns")
        yield dict(zip(columns, row, strict=True))


def _words(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split())


@cache
def units() -> Mapping[str, Unit]:
    """The units of `units.tsv` by the word as printed; KgError for a line that is none."""
    path, found = words_file("units.tsv"), dict[str, Unit]()
    for row in _rows(path, ["word", "unit", "kind", "factor", "numerals", "unless", "needs"]):
        word = row["word"]
        if row["kind"] not in KINDS or row["numerals"] not in ("one", "any", "large", "arabic") or word in found:
            raise KgError(f"{path}: {word}: unknown kind or numerals, or listed twice")
        try:
            factor = Decimal(row["factor"])
        except InvalidOperation as error:
            raise KgError(f"{path}: {word}: the factor must be a number") from error
        found[word] = Unit(
            word, row["unit"], row["kind"], factor, row["numerals"], _words(row["unless"]), _words(row["needs"])
        )
    return found


@cache
def qualifiers() -> tuple[Qualifier, ...]:
    """The qualifiers of `qualifiers.tsv`; KgError for a line that is none."""
    path, found = words_file("qualifiers.tsv"), []
    for row in _rows(path, ["word", "place", "qualifier", "unless", "reaches"]):
        if row["place"] not in ("before", "bare", "inside", "after") or row["qualifier"] not in QUALIFIERS:
            raise KgError(f"{path}: {row['word']}: unknown place or qualifier")
        found.append(
            Qualifier(row["word"], row["place"], row["qualifier"], _words(row["unless"]), row["reaches"] == "yes")
        )
    return tuple(found)
