"""What the report lists beside the network: the pages, the figures of each park, the facts that are least sure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rdflib import RDF, RDFS, Literal, URIRef
from rdflib.term import Node

from kg.graph import Graph
from kg.graph.mint import OA, PARK
from kg.network.path import sentence, words
from kg.vocabulary import Relation, Vocabulary

#: A fact of which the surest reading is less sure than this is listed as doubtful.
DOUBT = Decimal("0.75")

Triple = tuple[Node, Node, Node]


@dataclass(frozen=True, slots=True)
class PageRecord:
    """A page: its names, when it was published (ISO 8601 or empty), its headlines, how many facts and figures."""

    names: tuple[str, ...]
    published: str
    titles: tuple[str, ...]
    facts: int
    statistics: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A statistic: what is counted, the words as printed, the exact value in base units, its unit and its time."""

    measure: str
    surface: str
    value: str
    unit: str
    time: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A fact that is not sure, told in Chinese: confidence in (0, 1], a sentence that it was read from, the rule."""

    fact: str
    confidence: str
    sentence: str
    rule: str


def pages(graph: Graph, vocabulary: Vocabulary) -> tuple[PageRecord, ...]:
    """Every page of the graph, by date and name."""
    told, default = graph.evidence, graph.default
    relations = {relation.iri for relation in vocabulary.relations.values()}
    said = {(page, triple) for _, triple, page in _claims(graph)}
    facts = Counter(page for page, (_, predicate, _) in said if predicate in relations)
    statistics = Counter(page for page, (_, predicate, _) in said if predicate == PARK.about)
    articles = defaultdict(list)
    for article, _, page, _ in told.quads((None, PARK.page, None, None)):
        articles[page].append(str(default.value(article, RDFS.label) or ""))
    found = []
    for page, _, _, _ in told.quads((None, RDF.type, PARK.Page, None)):
        names = tuple(sorted(_objects(graph, page, RDFS.label))) or (str(page),)
        published = min(_objects(graph, page, PARK.published), default="")
        found.append(PageRecord(names, published, tuple(sorted(articles[page])), facts[page], statistics[page]))
    return tuple(sorted(found, key=lambda one: (one.published, one.names, one.titles, one.facts)))


def figures(graph: Graph) -> dict[str, tuple[Figure, ...]]:
    """The statistics of each park by its label, ordered by time and measure; parks without any are left out."""
    default = graph.default
    found: dict[str, set[Figure]] = defaultdict(set)
    for park in default.subjects(RDF.type, PARK.Park):
        for statistic in default.subjects(PARK.about, park):
            terms = (PARK.measure, PARK.surface, PARK.value, PARK.unit, PARK.time)
            words = (str(default.value(statistic, term) or "") for term in terms)
            found[_name(graph, park)].add(Figure(*words))
    order = {
        park: sorted(known, key=lambda one: (one.time, one.measure, one.value, one.surface, one.unit))
        for park, known in found.items()
    }
    return {park: tuple(order[park]) for park in sorted(order)}


def authors(graph: Graph) -> set[str]:
    """The IRIs of all who wrote an article."""
    return {str(person) for person in graph.default.objects(None, PARK.authoredBy)}


def doubts(graph: Graph, vocabulary: Vocabulary) -> tuple[Doubt, ...]:
    """The asserted facts of which the surest reading is below `DOUBT`, the least sure first, each with that reading."""
    surest: dict[Triple, tuple[Decimal, str]] = {}
    for claim, triple, _ in _claims(graph):
        sure = Decimal(min(_objects(graph, claim, PARK.confidence), default="1"))
        surest[triple] = max(surest.get(triple, (sure, str(claim))), (sure, str(claim)))
    relations: dict[Node, Relation] = {relation.iri: relation for relation in vocabulary.relations.values()}
    found = [
        _doubt(graph, _fact(graph, triple, relations.get(triple[1])), URIRef(claim), sure)
        for triple, (sure, claim) in surest.items()
        if sure < DOUBT and triple in graph.default and (triple[1] in relations or triple[1] == PARK.about)
    ]
    return tuple(sorted(found, key=lambda one: (Decimal(one.confidence), one.fact, one.sentence, one.rule)))


def _fact(graph: Graph, triple: Triple, relation: Relation | None) -> str:
    """The fact in words; without a relation it is a statistic."""
    subject, _, object = triple
    if relation:
        return sentence(_name(graph, subject), relation.label_zh, _name(graph, object), relation.symmetric)
    measure, surface = (str(graph.default.value(subject, term) or "") for term in (PARK.measure, PARK.surface))
    return words()["figure"].format(about=_name(graph, object), measure=measure, surface=surface)


def _doubt(graph: Graph, fact: str, claim: URIRef, sure: Decimal) -> Doubt:
    quotes = (
        quote
        for support in _nodes(graph, claim, PARK.support)
        for selector in _nodes(graph, support, OA.hasSelector)
        for quote in _objects(graph, selector, OA.exact)
    )
    rule = min(_objects(graph, claim, PARK.rule), default="")
    return Doubt(fact, str(sure), min(quotes, default=""), rule)


def _claims(graph: Graph) -> Iterator[tuple[Node, Triple, Node]]:
    """Every claim, the triple that it is about, and the page that it was read from."""
    predicates, objects = (
        {claim: node for claim, _, node, _ in graph.evidence.quads((None, term, None, None))}
        for term in (RDF.predicate, RDF.object)
    )
    for claim, _, subject, page in graph.evidence.quads((None, RDF.subject, None, None)):
        if page is not None and claim in predicates and claim in objects:
            yield claim, (subject, predicates[claim], objects[claim]), page


def _nodes(graph: Graph, subject: Node, predicate: URIRef) -> set[Node]:
    return {node for _, _, node, _ in graph.evidence.quads((subject, predicate, None, None))}


def _objects(graph: Graph, subject: Node, predicate: URIRef) -> list[str]:
    return [str(node) for node in _nodes(graph, subject, predicate)]


def _name(graph: Graph, node: Node) -> str:
    if isinstance(node, Literal):
        return str(node)
    return min(map(str, graph.default.objects(node, RDFS.label)), default=str(node))
