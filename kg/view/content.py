"""What the view shows, as plain values: entities, facts, figures, sentences and articles, numbered by their place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Why a fact is believed: a sentence (by number), the rule, how sure, and where subject (s) and object (o) stand.

    Marks are half-open ranges of Unicode code points of the quote.
    """

    sentence: int
    rule: str
    confidence: float
    marks: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity: IRI, label, other names, local name of its class, date (ISO 8601, or empty)."""

    iri: str
    label: str
    names: tuple[str, ...]
    kind: str
    date: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact of two entities, or of an entity and a text (`object` is then None).

    `where`, `time` and `status` (current, acting or former) are a post's.
    """

    subject: int
    relation: str
    object: int | None
    text: str
    where: int | None
    time: str
    status: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A statistic of an entity: its exact value in base units, and `surface`, the words as printed."""

    about: int
    measure: str
    value: str
    unit: str
    qualifier: str
    time: str
    surface: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence as printed, and the number of its article."""

    text: str
    article: int


@dataclass(frozen=True, slots=True)
class Story:
    """An article: headline, the people who wrote it (by number), date of publication, name of the page."""

    title: str
    authors: tuple[int, ...]
    published: str
    page: str


@dataclass(frozen=True, slots=True)
class Circle:
    """A community of entities (by number, from the most central on), named after the one that it gathers round."""

    name: str
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """All that the page holds; entities, sentences and articles are referred to by their place in these lists."""

    entities: tuple[Thing, ...]
    facts: tuple[Statement, ...]
    figures: tuple[Figure, ...]
    sentences: tuple[Quote, ...]
    articles: tuple[Story, ...]
    communities: tuple[Circle, ...]

    def degrees(self) -> list[int]:
        """For each entity, how many facts join it to another one."""
        found = [0] * len(self.entities)
        for fact in self.facts:
            if fact.object is not None:
                found[fact.subject] += 1
                found[fact.object] += 1
        return found
