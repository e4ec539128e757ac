"""The graph as RDF: the formats that pyoxigraph writes, and RDF/XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from rdflib import RDF, BNode, Literal, URIRef

from kg.export.markup import HEAD, escape
from kg.graph import Graph, prefixes
from kg.model import KgError
from kg.store import Node, Quad, serialize, sort
from kg.vocabulary import Vocabulary

_START = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd"
)
#: What must end a predicate's IRI if XML is to name an element after it.
_LOCAL = re.compile(rf"[{_START}][{_START}0-9.\xb7-]*\Z")


def quads(form: str, graph: Graph, vocabulary: Vocabulary, asserted: bool) -> bytes:
    """Default graph and evidence; a format that knows no named graphs holds the default graph alone."""
    named = form != "ttl"
    found = (quad for quad in graph.quads(asserted) if named or quad.graph is None)
    return serialize(found, form, prefixes(graph.base))


def rdfxml(graph: Graph, vocabulary: Vocabulary, asserted: bool) -> bytes:
    """The default graph as RDF/XML; KgError for a predicate that cannot be an element's name.

    Written here because pyoxigraph's writer loses carriage returns and leaves characters in that XML forbids.
    """
    found = sort(quad for quad in graph.quads(asserted) if quad.graph is None)
    names = _Names(graph.base)
    subjects = groupby(found, key=lambda quad: quad.subject)
    body = [line for subject, said in subjects for line in _about(subject, said, names)]
    spaces = "".join(f' xmlns:{name}="{escape(iri)}"' for name, iri in sorted(names.used.items()))
    return "\n".join([HEAD, f"<rdf:RDF{spaces}>", *body, "</rdf:RDF>", ""]).encode()


class _Names:
    """The prefixes for element names: the graph's own, and `ns` and a number for namespaces that have none."""

    def __init__(self, base: str) -> None:
        self._known = {iri: name for name, iri in prefixes(base).items()}
        self.used = {"rdf": str(RDF)}

    def element(self, predicate: URIRef) -> str:
        """The predicate as prefix and local name."""
        local = _LOCAL.search(predicate)
        if local is None:
            raise KgError(f"RDF/XML cannot hold the predicate <{predicate}>: its end is no XML name; other formats can")
        space = str(predicate)[: local.start()]
        name = self._known.setdefault(space, f"ns{len(self._known)}")
        self.used[name] = space
        return f"{name}:{local[0]}"


def _about(subject: Node, said: Iterator[Quad], names: _Names) -> Iterator[str]:
    """All that is said of one subject."""
    yield f"  <rdf:Description {_node('about', subject)}>"
    for quad in said:
        element, value = names.element(quad.predicate), quad.object
        if isinstance(value, Literal):
            kind = f' xml:lang="{escape(value.language)}"' if value.language else ""
            if value.datatype and not value.language:
                kind = f' rdf:datatype="{escape(value.datatype)}"'
            yield f"    <{element}{kind}>{escape(str(value))}</{element}>"
        else:
            yield f"    <{element} {_node('resource', value)}/>"
    yield "  </rdf:Description>"


def _node(attribute: str, node: Node) -> str:
    return f'rdf:nodeID="b{escape(node)}"' if isinstance(node, BNode) else f'rdf:{attribute}="{escape(node)}"'
