"""The word lists and gazetteers of `data/`, loaded once and ready to be looked up."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from kg.model import KgError


@dataclass(frozen=True, slots=True)
class Name:
    """One row of a gazetteer: the name as written here, the thing's full name, its class and its id.

    `own` is true of a name that the user gave, which therefore is one wherever it stands.
    """

    written: str
    full: str
    type: str
    id: str
    own: bool = False


@dataclass(frozen=True)
class Lexicon:
    """What is known of words before a page is read."""

    heads: Mapping[str, tuple[str, bool]]
    stops: Mapping[str, frozenset[str]]
    posts: Mapping[str, tuple[str, ...]]
    marks: Mapping[str, Mapping[str, tuple[str, ...]]]
    surnames: frozenset[str]
    names: Mapping[str, tuple[Name, ...]]

    @cached_property
    def longest_head(self) -> int:
        """The length of the longest head, in characters."""
        return max(map(len, self.heads))

    @cached_property
    def post_words(self) -> frozenset[str]:
        """Every post of `data/words/posts.toml`."""
        return frozenset({*self.posts["leading"], *self.posts["other"]})

    def head(self, text: str) -> tuple[str, str, bool] | None:
        """The longest head that the text ends in: the head, its class, and whether a proper name before it suffices."""
        for size in self._by_end.get(text[-1:], ()):
            found = self.heads.get(text[-size:])
            if found and size <= len(text):
                return text[-size:], *found
        return None

    @cached_property
    def _by_end(self) -> dict[str, tuple[int, ...]]:
        sizes: dict[str, set[int]] = {}
        for head in self.heads:
            sizes.setdefault(head[-1:], set()).add(len(head))
        return {end: tuple(sorted(found, reverse=True)) for end, found in sizes.items()}

    @cached_property
    def _by_start(self) -> dict[str, tuple[int, ...]]:
        sizes: dict[str, set[int]] = {}
        for name in self.names:
            sizes.setdefault(name[:2], set()).add(len(name))
        return {start: tuple(sorted(found, reverse=True)) for start, found in sizes.items()}

    def known(self, text: str) -> Iterator[tuple[int, Name]]:
        """Every place where a gazetteer's name stands in the text, the longest at each start, with that start."""
        for start in range(len(text) - 1):
            for size in self._by_start.get(text[start : start + 2], ()):
                found = self.names.get(text[start : start + size])
                if found and start + size <= len(text):
                    yield from ((start, name) for name in found)
                    break

    def is_person_name(self, text: str) -> bool:
        """Whether the text has the shape of a Chinese person's name: a surname and one or two characters more."""
        if "·" in text:
            return len(text) <= 20
        return (text[:1] in self.surnames and 2 <= len(text) <= 3) or (
            text[:2] in self.surnames and 3 <= len(text) <= 4
        )


def _toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KgError(f"{path}: {error}") from error


def _words(path: Path, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise KgError(f"{path}: {key} must be a list of words")
    return tuple(value)


def read_heads(path: Path) -> dict[str, tuple[str, bool]]:
    """Each type word of a file with its class, and whether a proper name before it suffices."""
    heads: dict[str, tuple[str, bool]] = {}
    for type_, lists in _toml(path).items():
        if not isinstance(lists, dict) or not {"weak", "strong"} >= lists.keys():
            raise KgError(f"{path}: [{type_}] must hold the lists strong and weak, and nothing else")
        for strength in ("weak", "strong"):
            for head in _words(path, f"[{type_}] {strength}", lists.get(strength, [])):
                heads[head] = (type_, strength == "strong")
    return heads


def read_lists(path: Path) -> dict[str, tuple[str, ...]]:
    """Each list of words of a file, by its key."""
    found: dict[str, tuple[str, ...]] = {}
    for key, value in _toml(path).items():
        found[key] = _words(path, key, value)
    return found


def _marks(path: Path) -> dict[str, dict[str, tuple[str, ...]]]:
    return {
        key: {name: tuple(words) for name, words in group.items()}
        for key, group in _toml(path).items()
        if isinstance(group, dict)
    }


def _rows(path: Path) -> Iterator[list[str]]:
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KgError(f"{path}: {error}") from error
    for line in lines:
        if line and not line.startswith("#"):
            yield line.split("\t")


def read_names(paths: Iterable[Path]) -> dict[str, tuple[Name, ...]]:
    """Every way to write each name of the gazetteers, with all things that are written so; one character is no name."""
    names: dict[str, dict[Name, None]] = {}
    for path in paths:
        type_ = path.name.split(".")[0]
        for row in _rows(path):
            full, aliases, id_ = [*row, "", ""][:3]
            for written in (full, *filter(None, aliases.split("|"))):
                names.setdefault(written, {})[Name(written, full, type_, id_)] = None
    return {written: tuple(found) for written, found in names.items() if len(written) > 1}


@lru_cache(maxsize=4)
def load_lexicon(home: Path) -> Lexicon:
    """Word lists and gazetteers below `home/data`; KgError names the file that cannot be read."""
    words = home / "data" / "words"
    surnames = words / "surnames.txt"
    return Lexicon(
        heads=read_heads(words / "heads.toml"),
        stops={key: frozenset(found) for key, found in read_lists(words / "stops.toml").items()},
        posts=read_lists(words / "posts.toml"),
        marks=_marks(words / "marks.toml"),
        surnames=frozenset(row[0] for row in _rows(surnames)) if surnames.exists() else frozenset(),
        names=read_names(sorted((home / "data" / "names").glob("*.tsv"))),
    )
