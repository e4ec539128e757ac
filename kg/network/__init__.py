"""The graph as a network: its size, its communities, what is central, what connects, and the report that says so."""

from kg.network.bridge import Bridge, Contact, bridges
from kg.network.community import Community, communities, modularity
from kg.network.link import Fact, Network, find, isolated, parks, ties, to_network
from kg.network.path import Way, park_paths, read_out, shortest_path
from kg.network.rank import Centrality, centrality, pagerank
from kg.network.report import report
from kg.network.stats import Stats, stats
from kg.network.table import FORMATS, write_path, write_stats

__all__ = [
    "FORMATS",
    "Bridge",
    "Centrality",
    "Community",
    "Contact",
    "Fact",
    "Network",
    "Stats",
    "Way",
    "bridges",
    "centrality",
    "communities",
    "find",
    "isolated",
    "modularity",
    "pagerank",
    "park_paths",
    "parks",
    "read_out",
    "report",
    "shortest_path",
    "stats",
    "ties",
    "to_network",
    "write_path",
    "write_stats",
]
