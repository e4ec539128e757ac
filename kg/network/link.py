"""Entities and what joins them, as a networkx graph that any other program of networkx understands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import networkx as nx
from rdflib import DCTERMS, RDF, RDFS, SKOS, URIRef
from rdflib.term import Node

from kg.graph import Graph, nearest, normalise
from kg.model import KgError
from kg.vocabulary import Vocabulary

#: Nodes are the IRIs of entities, edges the asserted facts between two of them, keyed by the relation's local name.
Network: TypeAlias = "nx.MultiDiGraph[str]"
#: The same without direction and relation: an edge for each pair that any fact joins.
Ties: TypeAlias = "nx.Graph[str]"

#: What a step along a tie costs; a tie that says no more than where something lies or belongs costs a little more.
_STEP, _BARE_STEP = 1000, 1001


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """An edge of the network: a fact between two entities, by their IRIs and the relation's local name."""

    subject: str
    relation: str
    object: str


def to_network(graph: Graph, vocabulary: Vocabulary) -> Network:
    """The entities of a graph and the asserted facts between them, in an order that depends on the triples only.

    A node has its `label`, all its `names` (the label first), its class as `kind`, and whether it is a park or a
    `body`. An edge has its relation's Chinese `label`, and whether the relation is `symmetric` (then it is there
    once), is `transitive` (so that it says where the subject lies or belongs) and makes the subject a `part`.
    """
    found: Network = nx.MultiDiGraph()
    kinds = _kinds(graph, vocabulary)
    bodies = {vocabulary.pk.Park, *vocabulary.graph.transitive_subjects(RDFS.subClassOf, vocabulary.pk.Body)}
    for node, kind in sorted(kinds.items(), key=lambda item: str(item[0])):
        names = _names(graph, node)
        body = vocabulary.classes[kind].iri in bodies
        found.add_node(str(node), label=names[0], names=names, kind=kind, body=body)
    parts = set(vocabulary.graph.subjects(RDFS.subPropertyOf, DCTERMS.isPartOf))
    for name, relation in sorted(vocabulary.relations.items()):
        about = {
            "label": relation.label_zh,
            "symmetric": relation.symmetric,
            "transitive": relation.transitive,
            "part": relation.iri in parts,
        }
        for subject, object in sorted(graph.default.subject_objects(relation.iri), key=_as_text):
            if subject != object and subject in kinds and object in kinds:
                found.add_edge(str(subject), str(object), key=name, **about)
    return found


def _kinds(graph: Graph, vocabulary: Vocabulary) -> dict[Node, str]:
    """Each entity with the local name of its class; of several classes the first by IRI."""
    found: dict[Node, str] = {}
    for name, term in sorted(vocabulary.classes.items(), key=lambda item: item[1].iri, reverse=True):
        found |= dict.fromkeys(graph.default.subjects(RDF.type, URIRef(term.iri)), name)
    return found


def _as_text(ends: tuple[Node, Node]) -> tuple[str, str]:
    return str(ends[0]), str(ends[1])


def _names(graph: Graph, node: Node) -> tuple[str, ...]:
    label = min((str(name) for name in graph.default.objects(node, RDFS.label)), default=str(node))
    return (label, *sorted({str(name) for name in graph.default.objects(node, SKOS.altLabel)} - {label}))


def ties(network: Network) -> Ties:
    """Who is joined to whom, whatever the relation and its direction; `weight` is what a step along a tie costs."""
    found: Ties = nx.Graph()
    found.add_nodes_from(network)
    for subject, object, bare in network.edges(data="transitive"):
        known = found.get_edge_data(subject, object, default={"weight": _BARE_STEP})
        found.add_edge(subject, object, weight=known["weight"] if bare else _STEP)
    return found


def parks(network: Network) -> list[str]:
    """The IRIs of all parks, in order."""
    return [node for node, kind in network.nodes(data="kind") if kind == "Park"]


def label(network: Network, node: str) -> str:
    """What people call the entity."""
    return str(network.nodes[node]["label"])


def isolated(network: Network) -> list[str]:
    """The IRIs of the entities that no fact joins to another one, in order."""
    return list(nx.isolates(network))


def find(network: Network, name: str) -> str:
    """The IRI of the entity that people call by this name, or that has this IRI.

    KgError where there is none (with the nearest names) or several (with their IRIs).
    """
    if name in network:
        return name
    by_label, by_name = (sorted(_called(network, name, first)) for first in (True, False))
    found = by_label or by_name
    if len(found) == 1:
        return found[0]
    if found:
        raise KgError(f'"{name}" is the name of {len(found)} things; say which: {", ".join(found)}')
    known = (known for _, names in network.nodes(data="names") for known in names)
    raise KgError(f'nothing is called "{name}" in this graph{nearest(name, known)}')


def _called(network: Network, name: str, label: bool) -> Iterator[str]:
    wanted = normalise(name)
    for node, names in network.nodes(data="names"):
        if wanted and wanted in map(normalise, names[:1] if label else names):
            yield node
