"""Rule files: `data/rules/<relation>.toml` to rules, stopping at the first that is wrong, with the reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from kg.clause import HEAD, LETTER, POST
from kg.model import KgError
from kg.rule.pattern import USUAL, compile_frame, compile_pattern
from kg.vocabulary import Relation, Vocabulary, load_vocabulary

KEYS = {
    "pattern": {"match", "unless", "confidence", "planned"},
    "frame": {"verbs", "forms", "gap", "unless", "confidence", "planned"},
    "nested": {"outer", "inner", "confidence", "subject"},
    "example": {"text"},
    "counterexample": {"text"},
}
#: What is written behind a key: its type in words, and the test of it.
WORDS = ("a list of texts", lambda value: isinstance(value, list) and all(isinstance(word, str) for word in value))
TEXT = ("a text", lambda value: isinstance(value, str))
VALUES: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    **dict.fromkeys(("match", "text"), TEXT),
    **dict.fromkeys(("unless", "verbs", "forms", "outer", "inner"), WORDS),
    "gap": ("a whole number", lambda value: type(value) is int and value >= 0),
    "subject": ("outer or inner", lambda value: value in ("outer", "inner")),
    "planned": ("true or false", lambda value: isinstance(value, bool)),
    "confidence": ("a number above 0 and at most 1", lambda value: type(value) in (int, float) and 0 < value <= 1),
}


@dataclass(frozen=True)
class Rule:
    """One pattern (or one form of a frame) of a relation; `id`, file/number, goes with every fact it reads."""

    id: str
    relation: Relation
    regex: re.Pattern[str]
    unless: tuple[re.Pattern[str], ...]
    confidence: float
    planned: bool = False


@dataclass(frozen=True)
class Nested:
    """A relation that a name itself states: the outer name begins with the inner one (临沂高新区|管委会)."""

    id: str
    relation: Relation
    outer: frozenset[str]
    inner: frozenset[str]
    confidence: float
    #: Whether the inner thing is the subject (商会 hosts 商会第二次大会).
    turned: bool = False


@dataclass(frozen=True)
class RuleFile:
    """All that one file says of its relation, with the sentences that prove it."""

    path: Path
    relation: Relation
    rules: tuple[Rule, ...]
    nested: tuple[Nested, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]

    @cached_property
    def _needed(self) -> tuple[frozenset[str], frozenset[str]]:
        subjects = frozenset(LETTER[name] for name in self.relation.domain if name in LETTER)
        objects = {HEAD, POST} if self.relation.literal else {LETTER[name] for name in self.relation.range}
        listed = any("each" in rule.regex.groupindex for rule in self.rules)
        return subjects, frozenset(objects) | (subjects if listed else frozenset())

    def may_speak_of(self, letters: frozenset[str]) -> bool:
        """Whether an encoded sentence of these characters names what can be a subject, and what can be an object."""
        subjects, objects = self._needed
        return not (subjects.isdisjoint(letters) or objects.isdisjoint(letters))


def _entries(data: Mapping[str, Any], kind: str) -> Sequence[Mapping[str, Any]]:
    entries = data.get(kind, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError(f"{kind} must be written [[{kind}]]")
    for entry in entries:
        for key in entry:
            if key not in KEYS[kind]:
                raise ValueError(f"[[{kind}]] has no key {key!r}; its keys are {', '.join(sorted(KEYS[kind]))}")
            said, fits = VALUES[key]
            if not fits(entry[key]):
                raise ValueError(f"[[{kind}]] {key} must be {said}, not {entry[key]!r}")
    return entries


def _unless(entry: Mapping[str, Any]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(text) for text in entry.get("unless", ()))


def _rules(data: Mapping[str, Any], name: str, relation: Relation) -> Iterator[Rule]:
    for number, entry in enumerate(_entries(data, "pattern"), 1):
        regex = compile_pattern(entry["match"], relation)
        names = set(regex.groupindex)
        if not ({"s", "o"} <= names or "each" in names):
            raise ValueError(f"pattern {number}: a pattern needs {{s}} and {{o}}, or {{each+}}")
        yield Rule(
            f"{name}/{number}",
            relation,
            regex,
            _unless(entry),
            entry.get("confidence", 0.9),
            entry.get("planned", False),
        )
    for number, entry in enumerate(_entries(data, "frame"), 1):
        for form in entry.get("forms", USUAL):
            regex = compile_frame(tuple(entry["verbs"]), form, entry.get("gap", 12), relation)
            id_ = f"{name}/frame{number}.{form}"
            yield Rule(id_, relation, regex, _unless(entry), entry.get("confidence", 0.9), entry.get("planned", False))


def load_rule_file(path: Path, vocabulary: Vocabulary) -> RuleFile:
    """The rules of one file; KgError names the file and what is wrong, with the nearest right term."""
    try:
        relation = vocabulary.relation(path.stem)
        data = tomllib.loads(path.read_text("utf-8"))
        unknown = sorted(set(data) - set(KEYS))
        if unknown:
            raise ValueError(f"unknown part {unknown[0]!r}; parts are {', '.join(sorted(KEYS))}")
        nested = tuple(
            Nested(
                f"{path.stem}/nested{number}",
                relation,
                frozenset(vocabulary.entity_class(c).name for c in entry["outer"]),
                frozenset(vocabulary.entity_class(c).name for c in entry["inner"]),
                entry.get("confidence", 0.9),
                entry.get("subject", "outer") == "inner",
            )
            for number, entry in enumerate(_entries(data, "nested"), 1)
        )
        return RuleFile(
            path,
            relation,
            tuple(_rules(data, path.stem, relation)),
            nested,
            tuple(entry["text"] for entry in _entries(data, "example")),
            tuple(entry["text"] for entry in _entries(data, "counterexample")),
        )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValueError, re.error) as error:
        raise KgError(f"{path}: {error}") from error
    except KeyError as error:
        raise KgError(f"{path}: the key {error} is missing") from error
    except KgError as error:
        raise KgError(f"{path}: {error}") from error


@lru_cache(maxsize=4)
def load_rules(folder: Path, vocabulary_folder: Path) -> tuple[RuleFile, ...]:
    """Every rule file of the folder, by name; KgError if one is wrong or there is none."""
    vocabulary = load_vocabulary(vocabulary_folder)
    files = tuple(load_rule_file(path, vocabulary) for path in sorted(folder.glob("*.toml")))
    if not files:
        raise KgError(f"{folder}: no rule files here (*.toml)")
    return files
