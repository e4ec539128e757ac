"""What a query found, and the ways to write it: a table for people, CSV, SPARQL's JSON, Turtle."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from rdflib import BNode, Literal, URIRef
from rdflib.namespace import XSD

from kg.model import KgError
from kg.store import Answer, Node, Rows, quads_of, serialize

_NUMBERS = {XSD.decimal, XSD.integer, XSD.double, XSD.float}


@dataclass(frozen=True)
class Result:
    """A SELECT's rows, an ASK's bool or a CONSTRUCT's rdflib graph, with the labels of the things that it names."""

    answer: Answer
    labels: Mapping[URIRef, str] = field(default_factory=dict)
    prefixes: Mapping[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> Rows:
        """The rows; of a graph, its triples in a fixed order, and of an ASK, its one answer."""
        if isinstance(self.answer, Rows):
            return self.answer
        if isinstance(self.answer, bool):
            return Rows(("answer",), ((Literal(str(self.answer).lower(), datatype=XSD.boolean),),))
        triples = sorted((quad[:3] for quad in quads_of(self.answer)), key=lambda triple: tuple(map(str, triple)))
        return Rows(("subject", "predicate", "object"), tuple(triples))

    def write(self, form: str | None = None) -> str:
        """The result as one of FORMATS (by default `ttl` for a graph, else `table`); KgError where that cannot be."""
        chosen = form or ("table" if isinstance(self.answer, Rows | bool) else "ttl")
        if chosen not in FORMATS:
            raise KgError(f'no format "{chosen}"; there are {", ".join(FORMATS)}')
        return FORMATS[chosen](self)


def width(text: str) -> int:
    """The columns that the text takes on a terminal: two for a wide character, none for a mark on another."""
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else _columns(c) for c in text)


def _columns(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _shown(node: Node | None, result: Result) -> str:
    """The node for people: a label, a short name or the text, on one line and without control characters."""
    if node is None:
        return ""
    text = result.labels.get(node, short(node, result.prefixes)) if isinstance(node, URIRef) else str(node)
    return plain(text)


def plain(line: str) -> str:
    """The line with a blank for each character that would move a cursor or end the line."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in line)


def short(iri: URIRef, prefixes: Mapping[str, str]) -> str:
    """The IRI with a prefix where one fits, else in angle brackets."""
    fitting = [(name, base) for name, base in prefixes.items() if iri.startswith(base)]
    if not fitting:
        return f"<{iri}>"
    name, base = max(fitting, key=lambda item: len(item[1]))
    return f"{name}:{iri[len(base) :]}"


def _table(result: Result) -> str:
    if isinstance(result.answer, bool):
        return "yes\n" if result.answer else "no\n"
    rows = result.rows
    cells = [list(rows.variables), *([_shown(node, result) for node in row] for row in rows.rows)]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    right = [_is_number(column) for column in zip(*rows.rows, strict=True)] or [False] * len(widths)
    lines = ["  ".join(map(_pad, row, widths, right)).rstrip() for row in cells]
    return "\n".join([lines[0], "  ".join("-" * size for size in widths), *lines[1:], ""])


def _pad(text: str, size: int, right: bool) -> str:
    space = " " * (size - width(text))
    return space + text if right else text + space


def _is_number(column: tuple[Node | None, ...]) -> bool:
    given = [node for node in column if node is not None]
    return bool(given) and all(isinstance(node, Literal) and node.datatype in _NUMBERS for node in given)


def _csv(result: Result) -> str:
    """RFC 4180, as SPARQL's CSV results are: IRIs and lexical forms, nothing where a variable is unbound."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(result.rows.variables)
    writer.writerows(["" if node is None else str(node) for node in row] for row in result.rows.rows)
    return text.getvalue()


def _json(result: Result) -> str:
    """SPARQL 1.1 query results JSON."""
    if isinstance(result.answer, bool):
        content: dict[str, object] = {"head": {}, "boolean": result.answer}
    else:
        rows = result.rows
        bindings = [
            {name: _term(node) for name, node in zip(rows.variables, row, strict=True) if node is not None}
            for row in rows.rows
        ]
        content = {"head": {"vars": list(rows.variables)}, "results": {"bindings": bindings}}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _term(node: Node) -> dict[str, str]:
    if isinstance(node, Literal):
        term = {"type": "literal", "value": str(node)}
        if node.language:
            return term | {"xml:lang": node.language}
        return term | {"datatype": str(node.datatype)} if node.datatype else term
    return {"type": "bnode" if isinstance(node, BNode) else "uri", "value": str(node)}


def _turtle(result: Result) -> str:
    if isinstance(result.answer, Rows | bool):
        raise KgError("ttl is for CONSTRUCT and DESCRIBE; this query gives a table (table, csv, json)")
    return serialize(quads_of(result.answer), "ttl", result.prefixes).decode()


#: Every way to write a result; a new one is one more line.
FORMATS: Mapping[str, Callable[[Result], str]] = {"table": _table, "csv": _csv, "json": _json, "ttl": _turtle}
