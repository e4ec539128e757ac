"""The words that code looks for: reads the TOML files of `data/words`, once a process, and makes patterns of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.home import home
from kg.model import KgError

#: Another entry of the section, or letters that the code gives, inside an expression. Counts such as {0,4} are none.
PLACE = re.compile(r"\{([a-z_]+)\}")


def words_file(name: str) -> Path:
    """Where the file of `data/words` lies; KgError if there is no such folder."""
    return home() / "data" / "words" / name


def read_words_file(path: Path) -> str:
    """The text of the file; KgError that names it if it cannot be read."""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KgError(f"{path}: {error}") from error


@cache
def table(name: str) -> Mapping[str, Any]:
    """One TOML file of `data/words`; KgError if it cannot be read."""
    path = words_file(name)
    try:
        return tomllib.loads(read_words_file(path))
    except tomllib.TOMLDecodeError as error:
        raise KgError(f"{path}: {error}") from error


def entry(name: str, section: str, key: str) -> Any:
    """One entry of a TOML file of `data/words`; KgError that names file and entry where it is missing."""
    try:
        return table(name)[section][key]
    except KeyError as error:
        raise KgError(f"{words_file(name)}: [{section}] {key} is missing") from error


def either(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first; it branches at each character, which is fast."""
    return _branches(sorted(set(words)))


def _branches(words: list[str]) -> str:
    """`words` sorted; an empty one among them makes the rest optional."""
    ends, starts = "" in words, dict[str, list[str]]()
    for word in filter(None, words):
        starts.setdefault(word[0], []).append(word[1:])
    if not starts:
        return ""
    single = "".join(re.escape(char) for char, rest in starts.items() if rest == [""])
    branches = [f"{re.escape(char)}{_branches(rest)}" for char, rest in starts.items() if rest != [""]]
    branches += [f"[{single}]"] if single else []
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"


@dataclass(frozen=True, slots=True)
class Wording:
    """One section of a TOML file of `data/words`: lists of words, strings of characters, and expressions.

    In an expression a name in braces stands for another entry of the section, or for letters that the code gives.
    """

    file: str
    section: str

    def words(self, key: str) -> tuple[str, ...]:
        """The words of a list; KgError if the entry is missing or no list of words."""
        found = entry(self.file, self.section, key)
        if not isinstance(found, list) or not all(isinstance(word, str) and word for word in found):
            raise self._wrong(key, "must be a list of words")
        return tuple(found)

    def text(self, key: str) -> str:
        """A string as it stands: a word, or characters each of which means the same; KgError if it is none."""
        found = entry(self.file, self.section, key)
        if not isinstance(found, str):
            raise self._wrong(key, "must be a text")
        return found

    def expression(self, key: str, **letters: str) -> str:
        """The entry as the source of a regular expression: a list as any of its words, a string with its braces filled.

        `letters` fills what the section has no entry for. KgError where neither has one.
        """
        found = entry(self.file, self.section, key)
        if isinstance(found, list):
            return either(self.words(key))
        return PLACE.sub(
            lambda place: letters[place[1]] if place[1] in letters else self.expression(place[1], **letters),
            self.text(key),
        )

    def pattern(self, key: str, **letters: str) -> re.Pattern[str]:
        """The entry as a compiled regular expression; KgError if it is none."""
        try:
            return re.compile(self.expression(key, **letters))
        except re.error as error:
            raise self._wrong(key, str(error)) from error

    def replacements(self, key: str) -> tuple[tuple[re.Pattern[str], str], ...]:
        """The patterns of a list of {long, short}, each with what takes its place; KgError if it is no such list."""
        try:
            return tuple((re.compile(pair["long"]), str(pair["short"])) for pair in entry(self.file, self.section, key))
        except (KeyError, TypeError, re.error) as error:
            raise self._wrong(key, f"must be a list of {{ long, short }}: {error}") from error

    def _wrong(self, key: str, why: str) -> KgError:
        return KgError(f"{words_file(self.file)}: [{self.section}] {key}: {why}")
