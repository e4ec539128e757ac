"""The content of the view, read from the graph's triples alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rdflib import RDF, RDFS, SKOS, Literal, URIRef
from rdflib.term import Node

from kg.graph import Graph
from kg.graph.membership import FORMER
from kg.graph.mint import ORG, PARK
from kg.network import communities, to_network
from kg.view.content import Circle, Content, Figure, Statement, Thing
from kg.view.evidence import Evidence
from kg.vocabulary import Vocabulary

#: Body (by number), time and status of a post; each that a person holds, or held, by its words.
Held = tuple[int | None, str, str]
Posts = dict[tuple[Node, str, bool], list[Held]]
NONE: Held = (None, "", "")


def read(graph: Graph, vocabulary: Vocabulary) -> Content:
    """The content of a graph, in an order that depends on its triples only."""
    reader = _Reader(graph, vocabulary)
    facts, figures = tuple(reader.facts()), tuple(reader.figures())
    quotes = reader.evidence.quotes()
    stories = reader.evidence.stories(reader.numbers)
    numbers = {thing.iri: number for number, thing in enumerate(reader.entities)}
    found = communities(to_network(graph, vocabulary))
    circles = tuple(Circle(one.name, tuple(numbers[iri] for iri in one.members)) for one in found)
    return Content(reader.entities, facts, figures, quotes, stories, circles)


_KINDS = (PARK.FormerMembership, PARK.ActingMembership)


class _Reader:
    def __init__(self, graph: Graph, vocabulary: Vocabulary) -> None:
        self.triples = graph.default
        self.evidence = Evidence(graph)
        self.relations = {URIRef(str(term.iri)): name for name, term in vocabulary.relations.items()}
        kinds = {URIRef(str(term.iri)): name for name, term in vocabulary.classes.items()}
        things: dict[Node, str] = {}
        for kind, name in sorted(kinds.items(), reverse=True):
            things |= dict.fromkeys(self.triples.subjects(RDF.type, kind), name)
        order = sorted(things, key=str)
        self.numbers: dict[Node, int] = {thing: number for number, thing in enumerate(order)}
        self.entities = tuple(self._thing(thing, things[thing]) for thing in order)

    def _thing(self, thing: Node, kind: str) -> Thing:
        label = self._text(thing, RDFS.label) or str(thing)
        names = sorted({str(name) for name in self.triples.objects(thing, SKOS.altLabel)} - {label})
        return Thing(str(thing), label, tuple(names), kind, self._text(thing, PARK.date))

    def _text(self, subject: Node, predicate: URIRef) -> str:
        return min((str(value) for value in self.triples.objects(subject, predicate)), default="")

    def _names(self, number: int) -> tuple[str, ...]:
        return (self.entities[number].label, *self.entities[number].names)

    def facts(self) -> Iterator[Statement]:
        """Every asserted fact whose subject is an entity; a post once for each body in which it is held."""
        posts = self._posts()
        for relation, name in sorted(self.relations.items(), key=lambda item: item[1]):
            for subject, object in sorted(self.triples.subject_objects(relation), key=str):
                if subject not in self.numbers or not (isinstance(object, Literal) or object in self.numbers):
                    continue
                number, other = self.numbers[subject], self.numbers.get(object)
                ends = self._names(number), (str(object),) if other is None else self._names(other)
                sources = self.evidence.sources((subject, relation, object), *ends)
                text = str(object) if other is None else ""
                held = posts.get((subject, text, name == FORMER), [NONE]) if other is None else [NONE]
                for where, time, status in held:
                    yield Statement(number, name, other, text, where, time, status, sources)

    def _posts(self) -> Posts:
        found: Posts = defaultdict(list)
        for membership in sorted(self.triples.subjects(RDF.type, ORG.Membership), key=str):
            member, role = (self.triples.value(membership, term) for term in (ORG.member, ORG.role))
            body, during = (self.triples.value(membership, term) for term in (ORG.organization, ORG.memberDuring))
            if member is None or role is None:
                continue
            time = self._text(during, PARK.time) if during is not None else ""
            former, acting = ((membership, RDF.type, kind) in self.triples for kind in _KINDS)
            status = "former" if former else "acting" if acting else "current"
            place = self.numbers.get(body) if body else None
            found[member, self._text(role, RDFS.label), former].append((place, time, status))
        return found

    def figures(self) -> Iterator[Figure]:
        """Every statistic about an entity, ordered by entity, measure and time."""
        statistics = sorted(self.triples.subjects(RDF.type, PARK.Statistic), key=str)
        found = [figure for figure in map(self._figure, statistics) if figure]
        yield from sorted(found, key=lambda figure: (figure.about, figure.measure, figure.time, figure.value))

    def _figure(self, statistic: Node) -> Figure | None:
        about = self.triples.value(statistic, PARK.about)
        if about not in self.numbers:
            return None
        measure, unit, qualifier, time, surface = (
            self._text(statistic, term) for term in (PARK.measure, PARK.unit, PARK.qualifier, PARK.time, PARK.surface)
        )
        number = self.numbers[about]
        sources = self.evidence.sources((statistic, PARK.about, about), self._names(number), (surface, measure))
        value = self._text(statistic, PARK.value)
        return Figure(number, measure, value, unit, qualifier, time, surface, sources)
