"""The figures of a whole graph as one value: size, communities, centrality, bridges, paths, what stands alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace

import networkx as nx

from kg.graph import Graph, Summary, graph_summary
from kg.network.bridge import Bridge, bridges
from kg.network.community import Community, communities, modularity
from kg.network.link import Network, isolated, ties, to_network
from kg.network.path import Way, park_paths, read_out, tell
from kg.network.rank import affordable, centrality
from kg.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity: IRI, label, local name of its class."""

    iri: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Size:
    """How much the network holds: entities and the asserted facts between two of them; `pairs` counts who is joined,
    by however many facts; `density` is the part of all possible pairs; `components` are the numbers of entities that
    hang together, the largest first, without those that stand alone; `modularity` is that of the communities."""

    entities: int
    joined: int
    facts: int
    pairs: int
    density: float
    components: tuple[int, ...]
    modularity: float


@dataclass(frozen=True, slots=True)
class Group:
    """A community, its parks, and all its members from the most central on."""

    name: str
    size: int
    parks: tuple[Thing, ...]
    members: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entity and its value by one measure of centrality."""

    thing: Thing
    value: float


@dataclass(frozen=True, slots=True)
class Link:
    """An entity that connects parks; `facts` tells in Chinese how; `only`: without it they would be unconnected."""

    thing: Thing
    parks: tuple[Thing, ...]
    facts: tuple[str, ...]
    only: bool


@dataclass(frozen=True, slots=True)
class Route:
    """The entities on a shortest path, and each step of it in Chinese."""

    things: tuple[Thing, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stats:
    """All that `kg stats` says; `looked_from` is from how many entities betweenness was taken (all: exact)."""

    summary: Summary
    size: Size
    communities: tuple[Group, ...]
    centrality: Mapping[str, tuple[Ranked, ...]]
    looked_from: int
    bridges: tuple[Link, ...]
    routes: tuple[Route, ...]
    isolated: tuple[Thing, ...]

    def first(self, count: int) -> Stats:
        """The same with at most so many of each list, the members of each community too."""
        cut = tuple(replace(group, members=group.members[:count]) for group in self.communities[:count])
        return replace(
            self,
            communities=cut,
            centrality={name: ranked[:count] for name, ranked in self.centrality.items()},
            bridges=self.bridges[:count],
            routes=self.routes[:count],
            isolated=self.isolated[:count],
        )

    def counts(self) -> dict[str, int]:
        """How long each list is."""
        lists = {name: getattr(self, name) for name in ("communities", "bridges", "routes", "isolated")}
        return {name: len(found) for name, found in lists.items()}

    def as_dict(self) -> dict[str, object]:
        """The whole as plain dictionaries, lists, texts and numbers."""
        return asdict(self)


def stats(graph: Graph, vocabulary: Vocabulary) -> Stats:
    """The figures of a graph, with every list whole; the same for the same triples."""
    network = to_network(graph, vocabulary)
    found = communities(network)
    return Stats(
        summary=graph_summary(graph, vocabulary),
        size=_size(network, found),
        communities=tuple(_group(network, one) for one in found),
        centrality=_ranked(network),
        looked_from=affordable(network),
        bridges=tuple(_link(network, bridge) for bridge in bridges(network)),
        routes=tuple(route(network, path) for path in park_paths(network)),
        isolated=_things(network, isolated(network)),
    )


def route(network: Network, path: Way) -> Route:
    """The path with names for IRIs, read out."""
    return Route(_things(network, path.nodes), tuple(read_out(network, path)))


def _thing(network: Network, node: str) -> Thing:
    about = network.nodes[node]
    return Thing(node, about["label"], about["kind"])


def _things(network: Network, nodes: Iterable[str]) -> tuple[Thing, ...]:
    return tuple(_thing(network, node) for node in nodes)


def _size(network: Network, found: tuple[Community, ...]) -> Size:
    joined = ties(network)
    alone = len(isolated(network))
    sizes = sorted((len(part) for part in nx.connected_components(joined)), reverse=True)
    return Size(
        entities=len(network),
        joined=len(network) - alone,
        facts=network.number_of_edges(),
        pairs=joined.number_of_edges(),
        density=round(nx.density(joined), 6),
        components=tuple(size for size in sizes if size > 1),
        modularity=round(modularity(network, found), 6),
    )


def _group(network: Network, one: Community) -> Group:
    members = _things(network, one.members)
    return Group(one.name, len(members), tuple(thing for thing in members if thing.kind == "Park"), members)


def _ranked(network: Network) -> dict[str, tuple[Ranked, ...]]:
    """For each measure, the entities that have any of it; equal ones by label."""
    found: dict[str, tuple[Ranked, ...]] = {}
    known = {_thing(network, node): asdict(each) for node, each in centrality(network).items() if each.degree}
    for measure in ("degree", "betweenness", "pagerank"):
        values = [Ranked(thing, each[measure]) for thing, each in known.items() if each[measure]]
        found[measure] = tuple(sorted(values, key=lambda one: (-one.value, one.thing.label, one.thing.iri)))
    return found


def _link(network: Network, bridge: Bridge) -> Link:
    facts = dict.fromkeys(tell(network, contact.fact) for contact in bridge.contacts)
    return Link(_thing(network, bridge.entity), _things(network, bridge.parks), tuple(facts), bridge.only)
