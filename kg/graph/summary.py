"""How much a graph holds, counted for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import RDF

from kg.graph.mint import ORG, PARK
from kg.graph.parts import Graph
from kg.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Summary:
    """The numbers of a graph. Classes and relations stand in the vocabulary's order, those with none left out."""

    pages: int
    articles: int
    entities: Mapping[str, int]
    facts: Mapping[str, int]
    statistics: int
    memberships: int
    claims: int
    inferred: int


def graph_summary(graph: Graph, vocabulary: Vocabulary) -> Summary:
    """The pages, articles, entities by class, facts by relation, statistics and claims of a graph."""
    kinds = Counter(graph.default.objects(None, RDF.type))
    said = Counter(graph.default.predicates())
    told = [(s, o) for s, _, o, _ in graph.evidence.quads((None, RDF.type, None, None))]
    return Summary(
        pages=len({s for s, o in told if o == PARK.Page}),
        articles=kinds[PARK.Article],
        entities={name: kinds[term.iri] for name, term in vocabulary.classes.items() if kinds[term.iri]},
        facts={name: said[term.iri] for name, term in vocabulary.relations.items() if said[term.iri]},
        statistics=kinds[PARK.Statistic],
        memberships=kinds[ORG.Membership],
        claims=len({s for s, o in told if o == PARK.Claim}),
        inferred=len(graph.inferred),
    )
