"""Centrality: how much of the network hangs on each entity, by three measures."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np

from kg.network.link import Network, ties

#: How many steps along ties may be taken for a measure that looks from each entity at all others: some seconds.
_STEPS = 2_000_000
_DAMPING, _ROUNDS, _STILL = 0.85, 1000, 1e-12


@dataclass(frozen=True, slots=True)
class Centrality:
    """The degree: how many others it is joined to. The betweenness: the share of all pairs of others whose shortest
    paths lead through it. The PageRank: how often a walker along the facts is there; all together have 1."""

    degree: int
    betweenness: float
    pagerank: float


def affordable(network: Network, effort: int = 1) -> int:
    """From how many entities a large network is looked at where looking from all of them would take too long.

    `effort` is how many times as long as a step along a tie takes at best one of this kind takes.
    """
    count = len(network)
    return min(count, max(16, _STEPS // (effort * max(1, count + int(network.number_of_edges())))))


def centrality(network: Network) -> dict[str, Centrality]:
    """The centrality of every entity by IRI; the betweenness is an estimate where `affordable` is less than all."""
    joined, ranks, seen = ties(network), pagerank(network), affordable(network)
    between = nx.betweenness_centrality(joined, k=None if seen == len(network) else seen, seed=0) if network else {}
    return {
        node: Centrality(degree, round(between[node], 6), round(ranks[node], 6)) for node, degree in joined.degree()
    }


def pagerank(network: Network) -> dict[str, float]:
    """The PageRank of every entity by IRI; each fact leads both ways, as attracting and settling are one event."""
    order = {node: at for at, node in enumerate(network)}
    if not order:
        return {}
    ends = np.array([(order[subject], order[object]) for subject, object in network.edges()], dtype=np.intp)
    source, target = np.concatenate([ends.reshape(-1, 2), ends.reshape(-1, 2)[:, ::-1]]).T
    count = len(order)
    leaving = np.bincount(source, minlength=count)
    rank = np.full(count, 1 / count)
    for _ in range(_ROUNDS):
        flow = np.bincount(target, (rank / np.maximum(leaving, 1))[source], count)
        new = (1 - _DAMPING) / count + _DAMPING * (flow + rank[leaving == 0].sum() / count)
        moved, rank = float(abs(new - rank).sum()), new
        if moved < _STILL:
            break
    return dict(zip(order, map(float, rank), strict=True))
