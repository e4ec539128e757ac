"""Paths: how two entities are connected, fact by fact, and the facts read out in Chinese."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import networkx as nx

from kg.home import home
from kg.network.link import Fact, Network, Ties, label, parks, ties
from kg.network.rank import affordable


@dataclass(frozen=True, slots=True)
class Way:
    """The entities from one end to the other, and for each step the facts that join the two."""

    nodes: tuple[str, ...]
    steps: tuple[tuple[Fact, ...], ...]

    def __len__(self) -> int:
        return len(self.steps)


def shortest_path(network: Network, one: str, other: str) -> Way | None:
    """A shortest path between two entities by IRI, whichever way the facts point; None where there is none.

    Of equally short ones it is the one with the fewest steps that only say where something lies or belongs.
    """
    first, last = sorted((one, other))
    try:
        nodes = nx.dijkstra_path(ties(network), first, last)
    except nx.NetworkXNoPath:
        return None
    return _path(network, nodes if first == one else nodes[::-1])


def park_paths(network: Network) -> list[Way]:
    """A shortest path between every two parks that are connected, the shortest first.

    In a large network the parks with the most ties stand for all (see `affordable`).
    """
    joined = ties(network)
    known = sorted(parks(network), key=lambda park: (-joined.degree(park), park))[: affordable(network, effort=3)]
    return [_path(network, nodes) for _, nodes in sorted(_between(joined, sorted(known)))]


def _between(joined: Ties, known: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """What the path costs, and its nodes, for every two that are connected."""
    for at, park in enumerate(known):
        costs, paths = nx.single_source_dijkstra(joined, park)
        yield from ((costs[other], paths[other]) for other in known[at + 1 :] if other in paths)


def _path(network: Network, nodes: Sequence[str]) -> Way:
    return Way(tuple(nodes), tuple(_facts(network, *ends) for ends in pairwise(nodes)))


def _facts(network: Network, one: str, other: str) -> tuple[Fact, ...]:
    both = ((one, other), (other, one))
    return tuple(Fact(s, key, o) for s, o in both for key in sorted(network.get_edge_data(s, o, default={})))


def read_out(network: Network, path: Way) -> list[str]:
    """The path in Chinese, a line for each step."""
    return [words()["and"].join(tell(network, fact) for fact in step) for step in path.steps]


def tell(network: Network, fact: Fact) -> str:
    """The fact in Chinese: a symmetric one says that the two do it together."""
    about = network.edges[fact.subject, fact.object, fact.relation]
    return sentence(label(network, fact.subject), about["label"], label(network, fact.object), about["symmetric"])


def sentence(subject: str, relation: str, object: str, symmetric: bool) -> str:
    """The words for a fact of which subject, relation and object are called so."""
    form = words()["together" if symmetric else "fact"]
    return form.format(subject=subject, relation=relation, object=object)


@cache
def words() -> dict[str, str]:
    """The words in which facts, figures and paths are told."""
    told = tomllib.loads((home() / "data" / "report" / "words.toml").read_text("utf-8"))
    return {name: str(text) for name, text in told.items()}
