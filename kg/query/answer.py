"""Questions put to a graph: names made into things, the guard passed, the answer with its labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rdflib import RDF, RDFS, SKOS, Literal, URIRef
from rdflib.plugins.sparql.parser import parseQuery

from kg.graph import DEFAULT_BASE, Graph, graph_files, nearest, normalise, prefixes
from kg.graph.mint import PARK
from kg.model import KgError
from kg.query.guard import guard
from kg.query.question import ANY, TEXT, Parameter, Query
from kg.query.result import Result
from kg.store import Answer, Rows, Store, quads_of, read_prefixes, reason, written

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
#: What the parser says that people understand; its lists of what it expected instead are of no use to them.
_TELLING = {
    "Prefix not found": "a prefix that is not declared",
    "unbound": "a variable that is not bound where it stands",
    "IRI parsing failed": "an IRI that is malformed or not absolute",
}


def run(
    source: Graph | Path, query: Query, parameters: Mapping[str, str] | None = None, asserted: bool = False
) -> Result:
    """The answer to a query over a graph, a folder that `write` left, or one RDF file.

    The default graph is what is asserted and what is inferred (without the latter if `asserted`), the named graphs are
    the evidence. `parameters` fill the blanks of a named question with names as people know them; a blank left out
    stands for everything. KgError for a missing or malformed graph, a query that is malformed or does more than read,
    an unknown parameter and, with the nearest ones, an unknown name.
    """
    guard(query.name, query.text)
    given = dict(parameters or {})
    declared = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in declared:
            known = f"it has {', '.join(declared)}" if declared else "it has none"
            raise KgError(f'{query.name}: no parameter "{name}"; {known}')
    store, known_prefixes = open_store(source, asserted)
    terms = {name: _terms(store, declared[name], value) for name, value in given.items()}
    answer = _ask(store, query.name, query.fill(terms), known_prefixes)
    return Result(answer, _labels(store, answer), known_prefixes)


def open_store(source: Graph | Path, asserted: bool = False) -> tuple[Store, dict[str, str]]:
    """The graph ready for queries, and the prefixes that a query over it may use; KgError where there is none."""
    store = Store()
    if isinstance(source, Graph):
        store.add(source.quads(asserted))
        return store, prefixes(source.base)
    if not source.exists():
        raise KgError(f"{source}: no such file or folder")
    paths = graph_files(source, asserted) if source.is_dir() else (source,)
    for path in paths:
        store.read(path)
    return store, prefixes(read_prefixes(paths[0]).get("id", DEFAULT_BASE))


def _ask(store: Store, name: str, text: str, known: Mapping[str, str]) -> Answer:
    try:
        return store.query(text, known)
    except SyntaxError as error:
        raise KgError(f"{name}: {_malformed(str(error), text)}") from error
    except (OSError, ValueError, RuntimeError) as error:
        raise KgError(f"{name}: cannot be answered: {reason(error)}") from error


def _malformed(message: str, text: str) -> str:
    """Where and, if it can be said in words, why the text is no SPARQL."""
    found = _PLACE.match(message)
    if not found:
        return f"not SPARQL: {message.splitlines()[0]}"
    line, column = _stop(text) or (int(found[1]), int(found[2]))
    lines = text.split("\n")
    rest = lines[line - 1][column - 1 :].strip() if line <= len(lines) else ""
    why = next((words for sign, words in _TELLING.items() if sign in found[3]), None)
    near = f'at "{rest[:30]}"' if rest else "at the end of the line"
    return f"not SPARQL: line {line}, column {column}, {near}" + (f": {why}" if why else "")


def _stop(text: str) -> tuple[int, int] | None:
    """Line and column where rdflib's slower parser stops, which is nearer to the fault; None where it does not stop."""
    try:
        parseQuery(text)
    except Exception as error:  # pyparsing's own errors, and RecursionError
        line, column = getattr(error, "lineno", None), getattr(error, "column", None)
        return (line, column) if isinstance(line, int) and isinstance(column, int) else None
    return None


def _terms(store: Store, parameter: Parameter, value: str) -> str:
    """What the value stands for, as SPARQL writes it; KgError with the nearest names where nothing is called so."""
    if TEXT in parameter.kinds:
        return written(Literal(value))
    names = list(_names(store, parameter.kinds))
    found = {thing for name, thing in names if normalise(name) == normalise(value)}
    if found:
        return " ".join(written(thing) for thing in sorted(found))
    sort = "thing" if ANY in parameter.kinds else " or ".join(parameter.kinds)
    raise KgError(f'no {sort} is called "{value}" in this graph{nearest(value, (name for name, _ in names))}')


def _names(store: Store, kinds: Iterable[str]) -> Iterator[tuple[str, URIRef]]:
    """Each label and other name of the things of these classes, and the thing."""
    wanted = {PARK[kind] for kind in kinds}
    allowed = {quad.subject for quad in store.find(RDF.type) if ANY in kinds or quad.object in wanted}
    for predicate in (RDFS.label, SKOS.altLabel):
        for quad in store.find(predicate):
            if quad.subject in allowed and isinstance(quad.subject, URIRef):
                yield str(quad.object), quad.subject


def _labels(store: Store, answer: Answer) -> dict[URIRef, str]:
    if isinstance(answer, bool):
        return {}
    triples = answer.rows if isinstance(answer, Rows) else (quad[:3] for quad in quads_of(answer))
    things = {node for row in triples for node in row if isinstance(node, URIRef)}
    labels = ((thing, store.value(thing, RDFS.label)) for thing in things)
    return {thing: str(label) for thing, label in labels if label is not None}
