"""The graph as flat tables for people: entities, facts, statistics and articles, each fact with its surest sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from rdflib import URIRef

from kg.graph import Graph
from kg.view.content import Content, Source, Statement, Thing
from kg.view.data import read
from kg.vocabulary import Vocabulary

#: A text, a number, a yes or no, or nothing.
Cell: TypeAlias = str | int | Decimal | bool | None


@dataclass(frozen=True)
class Table:
    """A table: its name, its columns, and rows of as many cells."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Contents:
    """What the graph holds, with what is only inferred marked as such, or left out."""

    def __init__(self, graph: Graph, vocabulary: Vocabulary, asserted: bool) -> None:
        self._inferred = graph.inferred
        self.vocabulary = vocabulary
        both = (*graph.part("default"), *graph.part("inferred"))
        whole = graph if asserted else Graph(both, (), graph.evidence, graph.sources, graph.base)
        self.content: Content = read(whole, vocabulary)

    def is_inferred(self, fact: Statement) -> bool:
        """Whether no page states the fact: it follows from others."""
        if fact.object is None:
            return False
        subject, object = (URIRef(self.content.entities[number].iri) for number in (fact.subject, fact.object))
        return (subject, self.vocabulary.relations[fact.relation].iri, object) in self._inferred

    def evidence(self, sources: tuple[Source, ...]) -> dict[str, Cell]:
        """Confidence, text and place of the surest sentence, and how many there are; all empty where there is none."""
        if not sources:
            return dict.fromkeys(("confidence", "sentence", "sentences", "article", "published", "page", "rule"))
        best = sources[0]
        quote = self.content.sentences[best.sentence]
        story = self.content.articles[quote.article]
        return {
            "confidence": Decimal(str(best.confidence)),
            "sentence": quote.text,
            "sentences": len({source.sentence for source in sources}),
            "article": story.title,
            "published": story.published,
            "page": story.page,
            "rule": best.rule,
        }


def tables(graph: Graph, vocabulary: Vocabulary, asserted: bool) -> tuple[Table, ...]:
    """Entities, facts, statistics and articles, in that order; rows in an order that depends on the graph alone."""
    contents = Contents(graph, vocabulary, asserted)
    made = {"entities": _entities, "facts": _facts, "statistics": _statistics, "articles": _articles}
    return tuple(_table(name, list(rows(contents))) for name, rows in made.items())


def number(text: str) -> Cell:
    """The figure as a number, or as the text that it is where it is none."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return text
    return found if found.is_finite() else text


#: The columns of each table, so that an empty one has them too.
_COLUMNS = {
    "entities": "name class class_zh class_en other_names date iri",
    "facts": (
        "subject subject_class relation relation_zh object object_class body time status inferred confidence sentence "
        "sentences article published page rule subject_iri object_iri"
    ),
    "statistics": (
        "entity entity_class measure value unit qualifier time surface confidence sentence sentences article published "
        "page rule entity_iri"
    ),
    "articles": "headline authors published page",
}


def _table(name: str, rows: list[dict[str, Cell]]) -> Table:
    columns = tuple(_COLUMNS[name].split())
    return Table(name, columns, tuple(tuple(row[column] for column in columns) for row in rows))


def described(thing: Thing, vocabulary: Vocabulary) -> dict[str, Cell]:
    """What tables and networks say of an entity beside its name and IRI: class, other names, date."""
    term = vocabulary.classes[thing.kind]
    return {
        "class": thing.kind,
        "class_zh": term.label_zh,
        "class_en": term.label_en,
        "other_names": "；".join(thing.names),
        "date": thing.date,
    }


def _entities(contents: Contents) -> Iterator[dict[str, Cell]]:
    for thing in contents.content.entities:
        yield {"name": thing.label, **described(thing, contents.vocabulary), "iri": thing.iri}


def _facts(contents: Contents) -> Iterator[dict[str, Cell]]:
    things = contents.content.entities
    for fact in contents.content.facts:
        subject, object = things[fact.subject], None if fact.object is None else things[fact.object]
        yield {
            "subject": subject.label,
            "subject_class": subject.kind,
            "relation": fact.relation,
            "relation_zh": contents.vocabulary.relations[fact.relation].label_zh,
            "object": object.label if object else fact.text,
            "object_class": object.kind if object else None,
            "body": None if fact.where is None else things[fact.where].label,
            "time": fact.time,
            "status": fact.status,
            "inferred": contents.is_inferred(fact),
            **contents.evidence(fact.sources),
            "subject_iri": subject.iri,
            "object_iri": object.iri if object else None,
        }


def _statistics(contents: Contents) -> Iterator[dict[str, Cell]]:
    for figure in contents.content.figures:
        about = contents.content.entities[figure.about]
        yield {
            "entity": about.label,
            "entity_class": about.kind,
            "measure": figure.measure,
            "value": number(figure.value),
            "unit": figure.unit,
            "qualifier": figure.qualifier,
            "time": figure.time,
            "surface": figure.surface,
            **contents.evidence(figure.sources),
            "entity_iri": about.iri,
        }


def _articles(contents: Contents) -> Iterator[dict[str, Cell]]:
    for story in contents.content.articles:
        authors = "；".join(contents.content.entities[person].label for person in story.authors)
        yield {"headline": story.title, "authors": authors, "published": story.published, "page": story.page}
