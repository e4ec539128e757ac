"""A built graph in its parts, each kept as quads until somebody asks for it in rdflib."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, TypeAlias, TypeVar

from rdflib import URIRef
from rdflib.graph import Dataset
from rdflib.graph import Graph as RdfGraph

from kg.graph.mint import DEFAULT_BASE, prefixes
from kg.store import Quad, quads_of

Rdf = TypeVar("Rdf", bound=RdfGraph)
Part: TypeAlias = Literal["default", "inferred", "evidence"]


class Graph:
    """A built graph: what is asserted, what follows from it, why it is believed, and the pages that it was read from.

    `default` and `inferred` are rdflib graphs that share no triple; `evidence` has one named graph a page;
    `sources` gives the text of each page by its SHA-256. A part that is given as quads becomes one of rdflib when it
    is first asked for.
    """

    def __init__(
        self,
        default: RdfGraph | Iterable[Quad] = (),
        inferred: RdfGraph | Iterable[Quad] = (),
        evidence: Dataset | Iterable[Quad] = (),
        sources: Mapping[str, str] | None = None,
        base: str = DEFAULT_BASE,
    ) -> None:
        self._default = default if isinstance(default, RdfGraph) else _plain(default)
        self._inferred = inferred if isinstance(inferred, RdfGraph) else _plain(inferred)
        self._evidence = evidence if isinstance(evidence, Dataset) else tuple(dict.fromkeys(evidence))
        self.sources: Mapping[str, str] = {} if sources is None else sources
        self.base = base

    @property
    def default(self) -> RdfGraph:
        """What is asserted; what is changed in it is changed in the graph."""
        if not isinstance(self._default, RdfGraph):
            self._default = rdf_graph(self._default, self.base)
        return self._default

    @property
    def inferred(self) -> RdfGraph:
        """What follows from it; what is changed in it is changed in the graph."""
        if not isinstance(self._inferred, RdfGraph):
            self._inferred = rdf_graph(self._inferred, self.base)
        return self._inferred

    @property
    def evidence(self) -> Dataset:
        """Why it is believed; what is changed in it is changed in the graph."""
        if not isinstance(self._evidence, Dataset):
            self._evidence = rdf_dataset(self._evidence, self.base)
        return self._evidence

    def part(self, name: Part) -> Iterator[Quad]:
        """Every quad of one part."""
        parts = {"default": self._default, "inferred": self._inferred, "evidence": self._evidence}
        part = parts[name]
        return quads_of(part) if isinstance(part, RdfGraph) else iter(part)

    def quads(self, asserted: bool = False) -> Iterator[Quad]:
        """Every quad: the default graph (what is inferred too, unless `asserted`), then the evidence."""
        yield from self.part("default")
        if not asserted:
            yield from self.part("inferred")
        yield from self.part("evidence")


def _plain(quads: Iterable[Quad]) -> tuple[Quad, ...]:
    """Each triple of the quads once, whatever graph they stand in."""
    return tuple(dict.fromkeys(quad if quad.graph is None else quad._replace(graph=None) for quad in quads))


def rdf_graph(quads: Iterable[Quad], base: str) -> RdfGraph:
    """The triples of the quads, whatever graph they stand in."""
    graph = RdfGraph(store="SimpleMemory")  # the usual store remembers the graphs of each triple, at a price
    for quad in quads:
        graph.store.add(quad[:3], graph)
    return _bound(graph, base)


def rdf_dataset(quads: Iterable[Quad], base: str) -> Dataset:
    """The quads, each in its graph."""
    data = Dataset()
    graphs: dict[URIRef | None, RdfGraph] = {None: data.default_graph}
    for quad in quads:
        if quad.graph not in graphs:
            graphs[quad.graph] = data.graph(quad.graph)
        data.store.add(quad[:3], graphs[quad.graph])
    return _bound(data, base)


def _bound(graph: Rdf, base: str) -> Rdf:
    """The graph itself, which now writes the project's prefixes."""
    for prefix, iri in prefixes(base).items():
        graph.bind(prefix, iri, replace=True)
    return graph
