"""Bridges: the entities that connect two parks or more, such as shared partners and companies active in several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx

from kg.network.cut import Cuts
from kg.network.link import Fact, Network, label, parks, ties


@dataclass(frozen=True, slots=True, order=True)
class Contact:
    """A park, and the fact that joins the bridge to it, by themselves or their organs."""

    park: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Bridge:
    """An entity, the parks that it connects, how, and whether some of them would be unconnected without it (`only`)."""

    entity: str
    parks: tuple[str, ...]
    contacts: tuple[Contact, ...]
    only: bool


def bridges(network: Network) -> tuple[Bridge, ...]:
    """Every entity, itself no park, that facts join to two parks or more; first the one that connects the most.

    What is part of a park or of an entity speaks for it. That a park lies in a place connects it to no other park
    there; of a park and a park inside it only the inner one counts.
    """
    contacts: dict[str, set[Contact]] = defaultdict(set)
    for entity, contact in _contacts(network):
        contacts[entity].add(contact)
    within = _within(network)
    cuts = Cuts(ties(network))
    found = []
    for entity, known in contacts.items():
        touched = {contact.park for contact in known}
        inner = sorted(park for park in touched if not any(_holds(within, park, other) for other in touched))
        if len(inner) >= 2:
            kept = tuple(sorted(contact for contact in known if contact.park in inner))
            found.append(Bridge(entity, tuple(inner), kept, cuts.parts(entity, inner)))
    return tuple(sorted(found, key=lambda one: (-len(one.parks), not one.only, label(network, one.entity), one.entity)))


def _contacts(network: Network) -> Iterator[tuple[str, Contact]]:
    """Each entity that a fact joins to a park; not where the park's side is what lies in or belongs to the entity."""
    owners = {node: _owners(network, node) for node in network}
    known = set(parks(network))
    for subject, object, relation, contained in network.edges(keys=True, data="transitive"):
        for one, other, outwards in ((subject, object, True), (object, subject, False)):
            # seen from `one`, the park's side
            if contained and outwards:
                continue
            for park in owners[one] & known:
                for entity in owners[other] - known - owners[one]:
                    yield entity, Contact(park, Fact(subject, relation, object))


def _owners(network: Network, node: str) -> set[str]:
    """The entity itself and all that it is part of."""
    found, todo = {node}, [node]
    while todo:
        fresh = {whole for _, whole, part in network.out_edges(todo.pop(), data="part") if part} - found
        found |= fresh
        todo.extend(fresh)
    return found


def _within(network: Network) -> dict[str, set[str]]:
    """For each park, all that it lies in or belongs to, without itself."""
    lies: nx.DiGraph[str] = nx.DiGraph()
    lies.add_nodes_from(network)
    lies.add_edges_from((inner, outer) for inner, outer, contained in network.edges(data="transitive") if contained)
    return {park: set(nx.descendants(lies, park)) for park in parks(network)}


def _holds(within: dict[str, set[str]], park: str, other: str) -> bool:
    """Whether the other park lies in this one, and not also the other way round."""
    return park in within[other] and other not in within[park]
