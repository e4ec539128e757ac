"""The set phrases of a newspaper page: loads the word lists that tell bylines, datelines, credits and headings."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.home import home
from kg.model import KgError


@dataclass(frozen=True)
class Words:
    """The lists of `article_words.toml`, the radicals of `article_radicals.tsv`, and the surnames of `surnames.txt`."""

    lists: Mapping[str, Mapping[str, tuple[str, ...]]]
    radicals: Mapping[int, str]
    surnames: frozenset[str]

    def __call__(self, table: str, key: str = "words") -> tuple[str, ...]:
        """The words of one list, the longest first; a list written as one string is a list of characters."""
        return self.lists[table][key]


def _lists(text: str) -> dict[str, dict[str, tuple[str, ...]]]:
    return {
        table: {key: tuple(sorted(map(str, found), key=lambda word: (-len(word), word))) for key, found in keys.items()}
        for table, keys in tomllib.loads(text).items()
    }


def _rows(text: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))


def _radicals(text: str) -> dict[int, str]:
    return {ord(radical): char for radical, char in _rows(text)}


@cache
def words() -> Words:
    """The word lists, read once; KgError names the file that cannot be read."""
    folder = home() / "data" / "words"
    path = folder / "article_words.toml"
    try:
        lists = _lists(path.read_text("utf-8"))
        path = folder / "article_radicals.tsv"
        radicals = _radicals(path.read_text("utf-8"))
        path = folder / "surnames.txt"
        return Words(lists, radicals, frozenset(row[0] for row in _rows(path.read_text("utf-8"))))
    except (OSError, ValueError, TypeError) as error:
        raise KgError(f"{path}: {error}") from error
