"""Questions to a graph: found by name, filled with names, answered by SPARQL that only reads, written in four ways."""

from kg.query.answer import open_store, run
from kg.query.question import Parameter, Query, find_query, named_queries, read_query
from kg.query.result import FORMATS, Result

__all__ = [
    "FORMATS",
    "Parameter",
    "Query",
    "Result",
    "find_query",
    "named_queries",
    "open_store",
    "read_query",
    "run",
]
