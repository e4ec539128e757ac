"""Articles of our own with everything that they state, as `tests/gold/articles/README` writes them down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

SECTION = re.compile(r"^--- *(entities|relations|statistics) *$", re.M)
ARTICLE = "ARTICLE"


@dataclass(frozen=True)
class Thing:
    """An entity of the answers: its class and others that are as good, its names (the fullest first), its date."""

    classes: tuple[str, ...]
    names: tuple[str, ...]
    date: str | None
    optional: bool


@dataclass(frozen=True)
class Stated:
    """A relation of the answers: subject, relation, and the object's name, or text of a post."""

    subject: str
    relation: str
    object: str
    optional: bool


@dataclass(frozen=True)
class Counted:
    """A figure of the answers."""

    about: str
    measure: str
    value: Decimal
    unit: str
    qualifier: str
    time: str | None
    optional: bool


@dataclass(frozen=True)
class Annotated:
    """One article as printed, and its answers."""

    id: str
    text: str
    things: tuple[Thing, ...] = ()
    stated: tuple[Stated, ...] = ()
    counted: tuple[Counted, ...] = ()
    called: dict[str, int] = field(default_factory=dict, repr=False)

    def thing(self, name: str) -> int:
        """The number of the thing that has this name; ValueError if there is none."""
        if name not in self.called:
            raise ValueError(f"{self.id}: {name} is none of the entities")
        return self.called[name]


def _fields(line: str, least: int, most: int) -> tuple[bool, list[str]]:
    parts = [part.strip() for part in line.lstrip("?").split("|")]
    if not least <= len(parts) <= most:
        raise ValueError(f"{len(parts)} fields: {line}")
    return line.startswith("?"), parts


def _thing(line: str) -> Thing:
    optional, (classes, name, *rest) = _fields(line, 2, 4)
    date = next((part[1:].strip() for part in rest if part.startswith("@")), None)
    aliases = [alias.strip() for part in rest if not part.startswith("@") for alias in part.split(";") if alias.strip()]
    return Thing(tuple(c.strip() for c in classes.split(",")), (name, *aliases), date, optional)


def _stated(line: str) -> Stated:
    optional, (subject, relation, thing) = _fields(line, 3, 3)
    return Stated(subject, relation, thing, optional)


def _counted(line: str) -> Counted:
    optional, (about, measure, value, unit, qualifier, *time) = _fields(line, 5, 6)
    return Counted(about, measure, Decimal(value), unit, qualifier, time[0] if time and time[0] else None, optional)


def _article(id_: str, body: str) -> Annotated:
    text, *rest = SECTION.split(body)
    sections = dict(zip(rest[::2], rest[1::2], strict=True))
    lines = {name: [line.strip() for line in part.splitlines() if line.strip()] for name, part in sections.items()}
    things = tuple(map(_thing, lines["entities"]))
    called: dict[str, int] = {thing.names[0]: number for number, thing in enumerate(things)}
    for number, thing in enumerate(things):
        for name in thing.names[1:]:
            called.setdefault(name, number)
    stated, counted = tuple(map(_stated, lines["relations"])), tuple(map(_counted, lines["statistics"]))
    return Annotated(id_, text.strip() + "\n", things, stated, counted, called)


def read_articles(path: Path) -> Iterator[Annotated]:
    """Every article of the file in turn; ValueError names the article that is not written as it should be."""
    for chunk in re.split(r"^=== *", path.read_text("utf-8"), flags=re.M)[1:]:
        id_, _, body = chunk.partition("\n")
        try:
            yield _article(id_.strip(), body)
        except (ValueError, KeyError, ArithmeticError) as error:
            raise ValueError(f"{path} {id_.strip()}: {error}") from error


def as_gold(article: Annotated) -> dict[str, Any]:
    """The answers in the form of the annotation guidelines, for the scorer."""
    ids = [f"e{number}" for number in range(1, len(article.things) + 1)]
    authors = [one.object for one in article.stated if one.relation == "authoredBy"]
    lines = article.text.splitlines()
    return {
        "page": article.id,
        "articles": [{"id": "a1", "title": lines[0], "byline": authors, "fragments": [[1, len(lines)]]}],
        "entities": [_entity(id_, thing) for id_, thing in zip(ids, article.things, strict=True)],
        "relations": [_relation(article, ids, one) for one in article.stated],
        "statistics": [_statistic(article, ids, one) for one in article.counted],
    }


def _entity(id_: str, thing: Thing) -> dict[str, Any]:
    entity: dict[str, Any] = {"id": id_, "type": thing.classes[0], "name": thing.names[0], "articles": ["a1"]}
    entity |= {"aliases": list(thing.names[1:]), "types_ok": list(thing.classes[1:])}
    return entity | ({"date": thing.date} if thing.date else {}) | ({"optional": True} if thing.optional else {})


def _relation(article: Annotated, ids: list[str], one: Stated) -> dict[str, Any]:
    subject = "a1" if one.subject == ARTICLE else ids[article.thing(one.subject)]
    thing = one.object if one.relation == "holdsPost" else ids[article.thing(one.object)]
    relation = {"s": subject, "p": one.relation, "o": thing, "article": "a1"}
    return relation | ({"optional": True} if one.optional else {})


def _statistic(article: Annotated, ids: list[str], one: Counted) -> dict[str, Any]:
    figure: dict[str, Any] = {"s": ids[article.thing(one.about)], "measure": one.measure, "value": float(one.value)}
    figure |= {"unit": one.unit, "qualifier": one.qualifier, "article": "a1"}
    return figure | ({"time": one.time} if one.time else {}) | ({"optional": True} if one.optional else {})
