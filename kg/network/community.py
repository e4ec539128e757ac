"""Communities: groups of entities that are joined more closely among themselves than to the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import networkx as nx

from kg.network.link import Network, Ties, label, ties


@dataclass(frozen=True, slots=True)
class Community:
    """A group, named after the park or body with the most ties inside it; members from the most central on, as IRIs."""

    name: str
    members: tuple[str, ...]


def communities(network: Network) -> tuple[Community, ...]:
    """The communities by Louvain's method, each of two entities or more, the largest first.

    The same for the same network. Every one hangs together; entities without a tie are in none.
    """
    joined = ties(network)
    found = (_community(network, joined, group) for group in _groups(joined))
    return tuple(sorted(found, key=lambda one: (-len(one.members), one.name, one.members)))


def modularity(network: Network, found: Sequence[Community]) -> float:
    """How much more of the ties lie inside the communities than chance would put there, from -0.5 to below 1.

    0 where there is no tie.
    """
    joined = ties(network)
    linked = joined.subgraph([node for node, degree in joined.degree() if degree])
    if not linked:
        return 0.0
    return float(nx.community.modularity(linked, [set(one.members) for one in found], weight=None))


def _groups(joined: Ties) -> Iterator[list[str]]:
    """Louvain's groups; one that does not hang together, which the method allows, falls into its pieces."""
    order = [node for node, degree in joined.degree() if degree]
    number = {node: at for at, node in enumerate(order)}
    plain: nx.Graph[int] = nx.Graph()
    # numbers, because sets of text have another order in each process
    plain.add_nodes_from(range(len(order)))
    plain.add_edges_from((number[one], number[other]) for one, other in joined.edges())
    for group in nx.community.louvain_communities(plain, weight=None, seed=0):
        for piece in nx.connected_components(plain.subgraph(group)):
            yield [order[at] for at in sorted(piece)]


def _community(network: Network, joined: Ties, group: list[str]) -> Community:
    inside = dict(joined.subgraph(group).degree())
    order = sorted(group, key=lambda node: (-inside[node], -joined.degree(node), label(network, node), node))
    named = next((node for node in order if network.nodes[node]["body"]), order[0])
    return Community(label(network, named), tuple(order))
