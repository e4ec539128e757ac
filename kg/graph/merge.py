"""Readings into one graph: things of one class and name become one node, facts one triple, evidence stays apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from rdflib import RDF, RDFS, SKOS, Literal, URIRef

from kg.graph.evidence import Claims, agreed, page_quads
from kg.graph.infer import infer
from kg.graph.membership import FORMER, POSTS, Memberships, Post
from kg.graph.mint import DEFAULT_BASE, PARK, Mint, chinese, clean, decimal, normalise
from kg.graph.parts import Graph
from kg.model import Article, Entity, Evidence, Fact, Reading, Statistic
from kg.store import Quad
from kg.vocabulary import Vocabulary


def to_graph(readings: Iterable[Reading], vocabulary: Vocabulary, base: str = DEFAULT_BASE) -> Graph:
    """The graph of what the pages were read as, the same whatever order they come in.

    KgError for a base that is no absolute IRI, and for a class or relation that the vocabulary does not hold.
    """
    read = list(readings)
    merger = _Merger(read, vocabulary, Mint(base))
    for reading in read:
        merger.add(reading)
    default = tuple(dict.fromkeys(merger.quads()))
    evidence = (*page_quads(read, merger.mint), *merger.mentions, *merger.claims.quads())
    inferred = infer(default, vocabulary.graph)
    return Graph(default, inferred, evidence, {r.page.sha256: r.page.text for r in read}, base)


class _Merger:
    def __init__(self, readings: Iterable[Reading], vocabulary: Vocabulary, mint: Mint) -> None:
        self.vocabulary, self.mint, self.claims = vocabulary, mint, Claims(mint)
        self.mentions: list[Quad] = []
        self._quads: list[Quad] = []
        self._entities: dict[URIRef, list[Entity]] = defaultdict(list)
        self._memberships = Memberships(mint, self.claims)
        self._ids: dict[tuple[str, str], set[str]] = defaultdict(set)
        for entity in (entity for reading in readings for entity in _entities(reading)):
            if entity.gazetteer:
                self._ids[entity.type, normalise(entity.name)].add(entity.gazetteer)

    def add(self, reading: Reading) -> None:
        """Take in what one page says."""
        graph = self.mint.page(reading.page)
        for article in reading.articles:
            self._article(article)
        for article, entity in reading.entities:
            self.mentions.append(Quad(self.mint.article(article), PARK.mentions, self._entity(entity), graph))
        for fact in reading.facts:
            self._fact(fact)
        for statistic in reading.statistics:
            self._statistic(statistic)

    def quads(self) -> Iterator[Quad]:
        """The default graph. Call it once, when all is added; it also claims the memberships."""
        yield from self._quads
        for name, same in self._entities.items():
            yield from _describe(name, same, self.vocabulary)
        yield from self._memberships.quads()

    def _entity(self, entity: Entity) -> URIRef:
        ids = {entity.gazetteer} if entity.gazetteer else self._ids.get((entity.type, normalise(entity.name)), set())
        known = next(iter(ids)) if len(ids) == 1 else None
        name = self.mint.entity(entity.type, entity.name, entity.body, known)
        self._entities[name].append(entity)
        return name

    def _article(self, article: Article) -> URIRef:
        name = self.mint.article(article)
        self._quads.append(Quad(name, RDF.type, PARK.Article))
        self._quads.append(Quad(name, RDFS.label, chinese(article.title.text)))
        return name

    def _fact(self, fact: Fact) -> None:
        relation = self.vocabulary.relation(fact.relation)
        subject = self._article(fact.subject) if isinstance(fact.subject, Article) else self._entity(fact.subject)
        if isinstance(fact.object, str):
            self._say(subject, relation.iri, Literal(clean(fact.object)), fact.evidence)
            if relation.name in POSTS:
                body = self._entity(fact.body) if fact.body else None
                post = Post(subject, clean(fact.object), body, fact.time, relation.name == FORMER)
                self._memberships.add(post, fact.evidence)
            return
        other = self._entity(fact.object)
        if relation.symmetric and other < subject:
            subject, other = other, subject
        if subject != other:
            self._say(subject, relation.iri, other, fact.evidence)

    def _say(self, subject: URIRef, predicate: URIRef, node: URIRef | Literal, evidence: Evidence) -> None:
        self._quads.append(Quad(subject, predicate, node))
        self.claims.add((subject, predicate, node), evidence)

    def _statistic(self, given: Statistic) -> None:
        about = self._entity(given.about)
        texts = {PARK.measure: given.measure, PARK.unit: given.unit, PARK.qualifier: given.qualifier}
        told: list[tuple[URIRef, Literal]] = [(p, Literal(clean(text))) for p, text in texts.items()]
        told.append((PARK.value, decimal(given.value)))
        if given.time:
            told.append((PARK.time, Literal(given.time)))
        name = self.mint.content("Statistic", (about, *(f"{p} {value}" for p, value in told)))
        self._quads.append(Quad(name, RDF.type, PARK.Statistic))
        self._quads.append(Quad(name, PARK.surface, Literal(clean(given.surface))))
        self._quads.extend(Quad(name, p, value) for p, value in told)
        self._say(name, PARK.about, about, given.evidence)


def _entities(reading: Reading) -> Iterator[Entity]:
    """Every entity that the reading speaks of, in whatever part."""
    yield from (entity for _, entity in reading.entities)
    yield from (statistic.about for statistic in reading.statistics)
    for fact in reading.facts:
        yield from (part for part in (fact.subject, fact.object, fact.body) if isinstance(part, Entity))


def _describe(name: URIRef, same: Iterable[Entity], vocabulary: Vocabulary) -> Iterator[Quad]:
    """Class, label, other names and date of one thing that was read once or more."""
    known = list(same)
    names = Counter(clean(entity.name) for entity in known)
    label = min(names, key=lambda text: (-len(normalise(text)), -names[text], len(text), text))
    others = {clean(alias) for entity in known for alias in (entity.name, *entity.aliases)} - {label, ""}
    yield Quad(name, RDF.type, vocabulary.entity_class(known[0].type).iri)
    yield Quad(name, RDFS.label, Literal(label, lang="zh"))
    yield from (Quad(name, SKOS.altLabel, Literal(other, lang="zh")) for other in others)
    if date := agreed(entity.date for entity in known):
        yield Quad(name, PARK.date, Literal(date))
