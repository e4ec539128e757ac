"""The evidence of a graph: pages, articles, sentences and claims, one named graph a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from rdflib import RDF, RDFS, Literal, URIRef

from kg.graph.mint import OA, PARK, Mint, clean, decimal, integer, normalise, whole
from kg.model import Evidence, Reading, Sentence
from kg.store import Quad

#: Subject, predicate and object of what is claimed.
Triple = tuple[URIRef, URIRef, URIRef | Literal]


def combine(confidences: Iterable[float]) -> Decimal:
    """How sure independent readings are together (noisy-or): above 0, at most 1, three digits."""
    doubt = 1.0
    for confidence in sorted(confidences):
        doubt *= 1.0 - min(max(confidence, 0.0), 1.0)
    highest = Decimal("0.999") if doubt else Decimal(1)
    return min(max(round(Decimal(1.0 - doubt), 3), Decimal("0.001")), highest)


def agreed(dates: Iterable[str | None]) -> str | None:
    """The most precise of dates that refine one another; None where they differ or there is none."""
    known = sorted({date for date in dates if date}, key=lambda date: (len(date), date))
    if known and all(known[-1].startswith(date) for date in known):
        return known[-1]
    return None


class Claims:
    """Gathers why each triple is believed, then says it."""

    def __init__(self, mint: Mint) -> None:
        self._mint = mint
        self._found: dict[tuple[Triple, str, str], dict[URIRef, tuple[Sentence, float]]] = defaultdict(dict)

    def add(self, triple: Triple, evidence: Evidence) -> None:
        """One more reading of a sentence that supports the triple."""
        sentence, confidence = evidence.sentence, evidence.confidence
        supports = self._found[triple, evidence.rule, str(self._mint.page(sentence.article.page))]
        name = self._mint.sentence(sentence)
        if name not in supports or confidence > supports[name][1]:
            supports[name] = (sentence, confidence)

    def quads(self) -> Iterator[Quad]:
        """A claim for each triple, rule and page; a sentence printed twice counts once in its confidence."""
        said: set[URIRef] = set()
        for (triple, rule, page), supports in self._found.items():
            graph = URIRef(page)
            claim = self._mint.content("Claim", (*(_parts(triple)), rule, page))
            surest: dict[str, float] = {}
            for name, (sentence, confidence) in supports.items():
                printed = normalise(sentence.quote)
                surest[printed] = max(confidence, surest.get(printed, 0.0))
                yield Quad(claim, PARK.support, name, graph)
                if name not in said:
                    said.add(name)
                    yield from self._sentence(name, sentence, graph)
            yield Quad(claim, RDF.type, PARK.Claim, graph)
            for predicate, node in zip((RDF.subject, RDF.predicate, RDF.object), triple, strict=True):
                yield Quad(claim, predicate, node, graph)
            yield Quad(claim, PARK.rule, Literal(clean(rule)), graph)
            yield Quad(claim, PARK.confidence, decimal(combine(surest.values())), graph)

    def _sentence(self, name: URIRef, sentence: Sentence, graph: URIRef) -> Iterator[Quad]:
        quote = name + "-quote"
        yield Quad(name, RDF.type, PARK.Sentence, graph)
        yield Quad(name, PARK.article, self._mint.article(sentence.article), graph)
        yield Quad(name, OA.hasSource, graph, graph)
        yield Quad(name, OA.hasSelector, quote, graph)
        yield Quad(quote, RDF.type, OA.TextQuoteSelector, graph)
        yield Quad(quote, OA.exact, Literal(whole(sentence.quote)), graph)
        for start, end in sentence.body.spans():
            span = name + f"-{start}-{end}"
            yield Quad(name, OA.hasSelector, span, graph)
            yield Quad(span, RDF.type, OA.TextPositionSelector, graph)
            yield Quad(span, OA.start, integer(start), graph)
            yield Quad(span, OA.end, integer(end), graph)


def _parts(triple: Triple) -> Iterator[str]:
    for node in triple:
        yield f'"{node}' if isinstance(node, Literal) else str(node)


def page_quads(readings: Iterable[Reading], mint: Mint) -> Iterator[Quad]:
    """What is known of the pages and of their articles beside headline, authors and what they mention."""
    same: dict[URIRef, list[Reading]] = defaultdict(list)
    for reading in readings:
        same[mint.page(reading.page)].append(reading)
    for graph, group in same.items():
        published = agreed(reading.page.published for reading in group)
        source = min((clean(reading.page.source) for reading in group if reading.page.source), default=None)
        yield Quad(graph, RDF.type, PARK.Page, graph)
        yield from (Quad(graph, RDFS.label, Literal(clean(reading.page.name)), graph) for reading in group)
        yield from _told(graph, {PARK.published: published, PARK.source: source}, graph)
        for article in (article for reading in group for article in reading.articles):
            name = mint.article(article)
            subtitle = clean(article.subtitle.text) if article.subtitle else None
            yield Quad(name, PARK.page, graph, graph)
            yield Quad(name, PARK.number, integer(article.number), graph)
            yield from _told(name, {PARK.published: published}, graph)
            if subtitle:
                yield Quad(name, PARK.subtitle, Literal(subtitle, lang="zh"), graph)


def _told(subject: URIRef, texts: Mapping[URIRef, str | None], graph: URIRef) -> Iterator[Quad]:
    return (Quad(subject, predicate, Literal(text), graph) for predicate, text in texts.items() if text)
