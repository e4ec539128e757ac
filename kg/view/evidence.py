"""The claims of a graph, found by the triple that they describe, and the sentences that they quote."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from rdflib import RDF, RDFS, URIRef
from rdflib.term import Node

from kg.graph import Graph
from kg.graph.mint import OA, PARK
from kg.view.content import Quote, Source, Story

Triple = tuple[Node, Node, Node]


def marks(quote: str, subject: Iterable[str], object: Iterable[str]) -> tuple[tuple[int, int, str], ...]:
    """Where the names of subject (s) and object (o) stand in the quote; of names that overlap the longer wins."""
    roles = {name: "o" for name in object if name} | {name: "s" for name in subject if name}
    if not roles:
        return ()
    pattern = "|".join(re.escape(name) for name in sorted(roles, key=lambda name: (-len(name), name)))
    return tuple((found.start(), found.end(), roles[found[0]]) for found in re.finditer(pattern, quote))


class Evidence:
    """Numbers the sentences and articles of a graph in the order in which they are asked for."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        subjects, predicates, objects = (self._table(term) for term in (RDF.subject, RDF.predicate, RDF.object))
        self._claims: dict[Triple, list[Node]] = defaultdict(list)
        for claim in sorted(subjects, key=str):
            self._claims[subjects[claim][0], predicates[claim][0], objects[claim][0]].append(claim)
        self._support, self._rule = self._table(PARK.support), self._table(PARK.rule)
        self._confidence, self._article = self._table(PARK.confidence), self._table(PARK.article)
        self._selector, self._exact = self._table(OA.hasSelector), self._table(OA.exact)
        self._sentences: dict[Node, int] = {}
        self._articles: dict[Node, int] = {}

    def sources(self, triple: Triple, subject: Iterable[str], object: Iterable[str]) -> tuple[Source, ...]:
        """Each sentence and rule that supports the triple, surest first; its ends are marked under the given names."""
        subject, object = tuple(subject), tuple(object)
        found = (
            Source(
                self._number(sentence),
                _first(self._rule, claim),
                float(_first(self._confidence, claim) or 0),
                marks(self._quote(sentence), subject, object),
            )
            for claim in self._claims.get(triple, ())
            for sentence in self._support.get(claim, ())
        )
        return tuple(sorted(found, key=lambda source: (-source.confidence, source.sentence, source.rule)))

    def quotes(self) -> tuple[Quote, ...]:
        """The sentences asked for so far, each with the number of its article."""
        return tuple(Quote(self._quote(sentence), self._told_in(sentence)) for sentence in self._sentences)

    def stories(self, numbers: Mapping[Node, int]) -> tuple[Story, ...]:
        """All articles, those of the quotes first; `numbers` are those of the entities, by IRI."""
        facts, pages = self._graph.default, self._table(PARK.page)
        published, labels = self._table(PARK.published), self._table(RDFS.label)
        for article in sorted(facts.subjects(RDF.type, PARK.Article), key=str):
            self._articles.setdefault(article, len(self._articles))
        found = []
        for article in self._articles:
            page = next(iter(pages.get(article, ())), article)
            authors = sorted(numbers[person] for person in facts.objects(article, PARK.authoredBy) if person in numbers)
            date = _first(published, article) or _first(published, page)
            found.append(Story(str(facts.value(article, RDFS.label) or ""), tuple(authors), date, _first(labels, page)))
        return tuple(found)

    def _number(self, sentence: Node) -> int:
        return self._sentences.setdefault(sentence, len(self._sentences))

    def _told_in(self, sentence: Node) -> int:
        article = self._article.get(sentence, [URIRef("")])[0]
        return self._articles.setdefault(article, len(self._articles))

    def _quote(self, sentence: Node) -> str:
        quotes = (quote for selector in self._selector.get(sentence, ()) for quote in self._exact.get(selector, ()))
        return str(next(quotes, ""))

    def _table(self, predicate: URIRef) -> dict[Node, list[Node]]:
        """Every subject of the predicate in any page's graph, with its objects in a fixed order."""
        found: dict[Node, set[Node]] = defaultdict(set)
        for subject, _, object, _ in self._graph.evidence.quads((None, predicate, None, None)):
            found[subject].add(object)
        return {subject: sorted(objects, key=str) for subject, objects in found.items()}


def _first(table: Mapping[Node, list[Node]], subject: Node) -> str:
    return str(next(iter(table.get(subject, ())), ""))
