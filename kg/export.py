"""The graph in other formats, each a function from quads to bytes."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeAlias

from kg.graph import Graph, prefixes
from kg.model import KgError
from kg.store import reason, serialize

#: A graph (asserted facts alone, or with what follows from them) to the bytes of a file.
Writer: TypeAlias = Callable[[Graph, bool], bytes]


def _rdf(form: str, graph: Graph, asserted: bool) -> bytes:
    """Default graph and evidence; a format that knows no named graphs holds the default graph alone."""
    named = form != "ttl"
    quads = (quad for quad in graph.quads(asserted) if named or quad.graph is None)
    return serialize(quads, form, prefixes(graph.base))


#: Every format by the name that `--format` takes; a new one is one more line.
FORMATS: Mapping[str, Writer] = {
    "ttl": partial(_rdf, "ttl"),
    "trig": partial(_rdf, "trig"),
    "nq": partial(_rdf, "nq"),
    "jsonld": partial(_rdf, "jsonld"),
}


def export(graph: Graph, form: str, out: Path | BinaryIO, asserted: bool = False) -> None:
    """Write the graph in one of FORMATS to a file or a binary stream; what is inferred is left out if `asserted`.

    A file is written beside and then moved into place. KgError for a format that there is none of, and for a file that
    cannot be written.
    """
    if form not in FORMATS:
        raise KgError(f'no format "{form}"; there are {", ".join(FORMATS)}')
    content = FORMATS[form](graph, asserted)
    if not isinstance(out, Path):
        out.write(content)
        return
    try:
        _replace(out, content)
    except OSError as error:
        raise KgError(f"{out}: cannot be written: {reason(error)}") from error


def _replace(path: Path, content: bytes) -> None:
    if path.is_dir():
        raise IsADirectoryError(None, "Is a directory")
    with tempfile.TemporaryDirectory(prefix=".kg-", dir=path.parent) as scratch:
        new = Path(scratch) / path.name
        new.write_bytes(content)
        os.replace(new, path)
