"""The sentences behind a violation, found through the claims of the evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rdflib import RDF, RDFS, Graph, URIRef
from rdflib.term import Node

from kg.graph.mint import OA, PARK

#: How many sentences are given for one violation.
MOST = 3


@dataclass(frozen=True, slots=True)
class Cause:
    """A sentence as printed, the headline of its article, its page, and which rule read it how surely."""

    quote: str
    article: str
    page: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Claim:
    name: Node
    subject: Node
    predicate: Node | None
    object: Node | None


class Causes:
    """The claims of a graph that holds its evidence too, by the things that they speak of."""

    def __init__(self, data: Graph) -> None:
        self._data = data
        self._about: dict[Node, list[_Claim]] = defaultdict(list)
        for name, subject in data.subject_objects(RDF.subject):
            claim = _Claim(name, subject, data.value(name, RDF.predicate), data.value(name, RDF.object))
            for thing in {name, subject, claim.object}:
                if thing is not None:
                    self._about[thing].append(claim)

    def of(self, focus: Node, predicate: Node | None, value: Node | None) -> tuple[Cause, ...]:
        """Up to MOST sentences, the surest first, that claim what stands between focus and value, or tell of the focus.

        What the property says of both is looked for first, then what is said of both (from which the property may
        follow), then what the property says of the focus, then anything said of it.
        """

        def joins(claim: _Claim) -> bool:
            return value is not None and value in (claim.subject, claim.object)

        def says(claim: _Claim) -> bool:
            return claim.predicate == predicate

        tests: tuple[Callable[[_Claim], bool], ...] = (lambda c: joins(c) and says(c), joins, says, lambda _: True)
        about = self._about.get(focus, [])
        for test in tests:
            if found := [claim for claim in about if test(claim)]:
                return self._surest(found)
        return ()

    def _surest(self, claims: Iterable[_Claim]) -> tuple[Cause, ...]:
        order = sorted(self._causes(claims), key=lambda c: (-c.confidence, c.page, c.article, c.quote, c.rule))
        surest: dict[str, Cause] = {}
        for cause in order:
            surest.setdefault(cause.quote, cause)
        return tuple(surest.values())[:MOST]

    def _causes(self, claims: Iterable[_Claim]) -> Iterator[Cause]:
        for claim in claims:
            rule, sure = self._text(claim.name, PARK.rule), _number(self._text(claim.name, PARK.confidence))
            for sentence in self._data.objects(claim.name, PARK.support):
                quote, article, page = (
                    min(map(str, self._data.objects(sentence, path)), default="")
                    for path in (OA.hasSelector / OA.exact, PARK.article / RDFS.label, OA.hasSource / RDFS.label)
                )
                yield Cause(quote, article, page, rule, sure)

    def _text(self, subject: Node, predicate: URIRef) -> str:
        return min(map(str, self._data.objects(subject, predicate)), default="")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
