"""The graph: readings merged into RDF with their evidence, what follows from it, and the files that hold it."""

from kg.graph.folder import OWN_TERMS, graph_files, load, own_terms, write
from kg.graph.merge import to_graph
from kg.graph.mint import DEFAULT_BASE, Mint, decimal, normalise, prefixes
from kg.graph.near import nearest
from kg.graph.parts import Graph
from kg.graph.summary import Summary, graph_summary

__all__ = [
    "DEFAULT_BASE",
    "OWN_TERMS",
    "Graph",
    "Mint",
    "Summary",
    "decimal",
    "graph_files",
    "graph_summary",
    "load",
    "nearest",
    "normalise",
    "own_terms",
    "prefixes",
    "to_graph",
    "write",
]
