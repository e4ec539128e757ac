"""The one door to pyoxigraph: RDF terms across, files in, queries and updates over quads, sorted bytes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS, XSD, BNode, Literal, URIRef
from rdflib.graph import Dataset
from rdflib.graph import Graph as RdfGraph

from kg.model import KgError

Node: TypeAlias = URIRef | BNode | Literal


class Quad(NamedTuple):
    """A triple and the named graph that holds it (None: the default graph)."""

    subject: URIRef | BNode
    predicate: URIRef
    object: Node
    graph: URIRef | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """What a SELECT found: its variables, and for each solution their values (None: unbound)."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Node | None, ...], ...]


#: A SELECT's rows, an ASK's answer, or a CONSTRUCT's or DESCRIBE's triples.
Answer: TypeAlias = Rows | bool | RdfGraph

FORMATS: Mapping[str, ox.RdfFormat] = {
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}


#: Looked up once: rdflib makes the term anew each time.
_STRING = XSD.string


@lru_cache(maxsize=65536)
def _named(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


@lru_cache(maxsize=65536)
def _angled(iri: str) -> str:
    """The IRI as N-Triples writes it; ValueError where no other tool would read it."""
    return str(_named(iri))


def _out(node: object) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """The node as pyoxigraph's; ValueError for an IRI that no other tool would read."""
    if isinstance(node, URIRef):
        return _named(str(node))
    if isinstance(node, BNode):
        return ox.BlankNode(str(node))
    if isinstance(node, Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=_named(str(node.datatype or _STRING)))
    raise TypeError(f"{node!r} is no RDF term")


@lru_cache(maxsize=65536)
def _iri(text: str) -> URIRef:
    return URIRef(text)


def _in(node: object) -> Node:
    """The node as rdflib's; a string literal becomes a plain one."""
    if isinstance(node, ox.NamedNode):
        return _iri(node.value)
    if isinstance(node, ox.BlankNode):
        return BNode(node.value)
    if isinstance(node, ox.Literal):
        if node.language:
            return Literal(node.value, lang=node.language)
        kind = _iri(node.datatype.value)
        return Literal(node.value, datatype=None if kind == _STRING else kind, normalize=False)
    raise TypeError(f"{node!r} is no RDF 1.1 term")


def _out_quad(quad: Quad) -> ox.Quad:
    graph = ox.DefaultGraph() if quad.graph is None else _named(str(quad.graph))
    return ox.Quad(_out(quad.subject), _named(str(quad.predicate)), _out(quad.object), graph)  # type: ignore[arg-type]


def _in_quad(quad: ox.Quad) -> Quad:
    graph = _iri(quad.graph_name.value) if isinstance(quad.graph_name, ox.NamedNode) else None
    return Quad(_in(quad.subject), _iri(quad.predicate.value), _in(quad.object), graph)  # type: ignore[arg-type]


def written(node: Node) -> str:
    """The node as SPARQL and N-Triples write it, every hostile character escaped."""
    return str(_out(node))


def is_iri(text: str) -> bool:
    """Whether every RDF tool reads the text as an absolute IRI."""
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def quads_of(graph: RdfGraph) -> Iterator[Quad]:
    """The triples of an rdflib graph as quads; of a Dataset, with the graphs that hold them."""
    if isinstance(graph, Dataset):
        default = graph.default_graph.identifier
        for part in graph.graphs():
            name = None if part.identifier == default else URIRef(str(part.identifier))
            for s, p, o in part:
                yield Quad(s, p, o, name)  # type: ignore[arg-type]
    else:
        for s, p, o in graph:
            yield Quad(s, p, o)  # type: ignore[arg-type]


def format_of(path: Path) -> str:
    """The key of FORMATS that the file's ending stands for; KgError where it stands for none."""
    ending = path.suffix.lower().lstrip(".")
    if ending not in FORMATS:
        raise KgError(f"{path}: not a graph file ({', '.join('.' + known for known in FORMATS)})")
    return ending


def read(path: Path) -> tuple[Iterator[Quad], dict[str, str]]:
    """The quads of an RDF file, and the prefixes it declares; KgError naming the line where it is malformed."""
    try:
        parser = ox.parse(path=path, format=FORMATS[format_of(path)])
        quads = [_in_quad(quad) for quad in parser]
    except (OSError, SyntaxError, ValueError) as error:
        raise KgError(f"{path}: {reason(error)}") from error
    return iter(quads), dict(parser.prefixes)


def read_prefixes(path: Path) -> dict[str, str]:
    """The prefixes that an RDF file declares before its first triple; none where it cannot be read."""
    try:
        parser = ox.parse(path=path, format=FORMATS[format_of(path)])
        next(parser, None)
    except (OSError, SyntaxError, ValueError):
        return {}
    return dict(parser.prefixes)


def reason(error: BaseException) -> str:
    """The first line of what went wrong, in words for people."""
    text = (error.strerror if isinstance(error, OSError) and error.strerror else str(error)) or type(error).__name__
    return text.splitlines()[0]


#: What a reader looks for first; every other predicate follows in the order of its IRI.
_FIRST = (RDF.type, RDFS.label, SKOS.altLabel, RDF.subject, RDF.predicate, RDF.object)
_RANKS = {str(predicate): rank for rank, predicate in enumerate(_FIRST)}


def _order(quad: Quad) -> tuple[object, ...]:
    """Graph, subject, predicate (type and names first), object: a total order that depends on the terms alone."""
    o = quad.object
    kind = (o.language or "", str(o.datatype or "")) if isinstance(o, Literal) else ("", "")
    graph, predicate = "" if quad.graph is None else str(quad.graph), str(quad.predicate)
    return (graph, str(quad.subject), _RANKS.get(predicate, len(_RANKS)), predicate, type(o).__name__, str(o), *kind)


def sort(quads: Iterable[Quad]) -> list[Quad]:
    """Each quad once, in an order that depends on the terms alone."""
    return sorted(set(quads), key=_order)


def serialize(quads: Iterable[Quad], form: str, prefixes: Mapping[str, str]) -> bytes:
    """The quads in one of FORMATS, sorted, so that equal sets of quads give equal bytes.

    Formats without named graphs (`ttl`, `nt`) take only quads of the default graph.
    """
    if form in ("nq", "nt"):
        return "".join(_lines(sort(quads), named=form == "nq")).encode()
    ordered = [_out_quad(quad) for quad in sort(quads)]
    kind = FORMATS[form]
    items = ordered if kind.supports_datasets else [quad.triple for quad in ordered]
    if form not in ("ttl", "trig"):
        return ox.serialize(items, format=kind) or b""
    return _tidy((ox.serialize(items, format=kind, prefixes=dict(prefixes)) or b"").decode(), prefixes).encode()


def _lines(quads: Iterable[Quad], named: bool) -> Iterator[str]:
    """Each quad as a line of N-Quads, or of N-Triples, which has no named graphs."""
    for s, p, o, graph in quads:
        node = _angled(str(o)) if isinstance(o, URIRef) else str(_out(o))
        subject = _angled(str(s)) if isinstance(s, URIRef) else str(_out(s))
        where = f" {_angled(str(graph))}" if named and graph is not None else ""
        yield f"{subject} {_angled(str(p))} {node}{where} .\n"


def _tidy(text: str, prefixes: Mapping[str, str]) -> str:
    """Turtle with the prefixes in alphabetical order (pyoxigraph's follow a hash) and a line between subjects."""
    lines = [line for line in text.split("\n") if line and not line.startswith("@prefix ")]
    body: list[str] = []
    inner = False
    for line in lines:
        indent = len(line) - len(line.lstrip("\t"))
        opens = line.endswith(" {") and not indent
        if body and indent == int(inner) and not body[-1].endswith(" {") and line != "}":
            body.append("")
        body.append("    " * indent + line.lstrip("\t"))
        inner = opens or (inner and line != "}")
    used = [name for name in sorted(prefixes) if any(f"{name}:" in line for line in body)]
    head = [f"@prefix {name}: <{prefixes[name]}> ." for name in used]
    return "\n".join([*head, "", *body, ""]) if body else ""


class Store:
    """A set of quads in memory that answers SPARQL."""

    def __init__(self) -> None:
        self._store = ox.Store()

    def __len__(self) -> int:
        return len(self._store)

    def add(self, quads: Iterable[Quad]) -> None:
        """Put the quads in."""
        self._store.bulk_extend(_out_quad(quad) for quad in quads)

    def read(self, path: Path) -> None:
        """Put a file's quads in; KgError naming file and line where it is missing or malformed."""
        form = FORMATS[format_of(path)]
        try:
            self._store.load(path=path, format=form)
        except (OSError, SyntaxError, ValueError) as error:
            raise KgError(f"{path}: {reason(error)}") from error

    def quads(self, graph: URIRef | None) -> Iterator[Quad]:
        """The quads of one graph (None: of the default graph)."""
        name = ox.DefaultGraph() if graph is None else _named(str(graph))
        return (_in_quad(quad) for quad in self._store.quads_for_pattern(None, None, None, name))

    def state(self) -> frozenset[object]:
        """All that it holds now; for `since`."""
        return frozenset(self._store)

    def since(self, state: frozenset[object]) -> Iterator[Quad]:
        """The quads of the default graph that came after the state."""
        found = self._store.quads_for_pattern(None, None, None, ox.DefaultGraph())
        return (_in_quad(quad) for quad in found if quad not in state)

    def find(self, predicate: URIRef) -> Iterator[Quad]:
        """The quads of the default graph with this predicate."""
        found = self._store.quads_for_pattern(None, _named(str(predicate)), None, ox.DefaultGraph())
        return (_in_quad(quad) for quad in found)

    def value(self, subject: URIRef, predicate: URIRef) -> Node | None:
        """The first object, in the order of their text, that the default graph gives."""
        found = self._store.quads_for_pattern(_named(str(subject)), _named(str(predicate)), None, ox.DefaultGraph())
        return min((_in(quad.object) for quad in found), default=None, key=str)

    def update(self, text: str, prefixes: Mapping[str, str]) -> None:
        """Carry out a SPARQL update of our own."""
        self._store.update(text, prefixes=dict(prefixes))

    def query(self, text: str, prefixes: Mapping[str, str]) -> Answer:
        """Answer a query; SyntaxError where it is malformed, OSError or ValueError where it cannot be answered."""
        found = self._store.query(text, prefixes=dict(prefixes))
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        if isinstance(found, ox.QuerySolutions):
            names = tuple(variable.value for variable in found.variables)
            return Rows(names, tuple(tuple(None if v is None else _in(v) for v in row) for row in found))
        graph = RdfGraph()
        for s, p, o in found:
            graph.add((_in(s), URIRef(p.value), _in(o)))
        return graph
