"""The graph in other formats: which there are, and whole files or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeAlias

from kg.export.network import gexf, graphml
from kg.export.rdf import quads, rdfxml
from kg.export.sheet import csv_facts, csv_files, xlsx
from kg.graph import Graph
from kg.model import KgError
from kg.store import reason
from kg.vocabulary import Vocabulary

#: A graph (asserted facts alone, or with what follows from them) to the bytes of a file.
Writer: TypeAlias = Callable[[Graph, Vocabulary, bool], bytes]
#: The same to several files, by name.
FolderWriter: TypeAlias = Callable[[Graph, Vocabulary, bool], Mapping[str, bytes]]

#: Every format by the name that `--format` takes, which is also the ending of its files; a new one is one more line.
FORMATS: Mapping[str, Writer] = {
    "ttl": partial(quads, "ttl"),
    "trig": partial(quads, "trig"),
    "nq": partial(quads, "nq"),
    "jsonld": partial(quads, "jsonld"),
    "rdf": rdfxml,
    "graphml": graphml,
    "gexf": gexf,
    "csv": csv_facts,
    "xlsx": xlsx,
}
#: The formats that fill a folder where `out` does not end as one of their files does.
FOLDERS: Mapping[str, FolderWriter] = {"csv": csv_files}


def export(graph: Graph, form: str, out: Path | BinaryIO, vocabulary: Vocabulary, asserted: bool = False) -> None:
    """Write the graph in one of FORMATS to a file or a binary stream; what is inferred is left out if `asserted`.

    A format of FOLDERS writes all its files into `out` where that does not end in the format's name. Files are written
    beside and then moved into place. KgError for a format that there is none of, for a graph that the format cannot
    hold, and for a file that cannot be written.
    """
    if form not in FORMATS:
        raise KgError(f'no format "{form}"; there are {", ".join(FORMATS)}')
    if not isinstance(out, Path):
        out.write(FORMATS[form](graph, vocabulary, asserted))
        return
    try:
        if form in FOLDERS and out.suffix.lower() != f".{form}":
            files = FOLDERS[form](graph, vocabulary, asserted)
            out.mkdir(exist_ok=True)
            _replace(out, files)
        else:
            _replace(out.parent, {out.name: FORMATS[form](graph, vocabulary, asserted)})
    except OSError as error:
        raise KgError(f"{out}: cannot be written: {reason(error)}") from error


def _replace(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put the files into the folder; if one cannot be written none is touched."""
    for name in files:
        if (folder / name).is_dir():
            raise IsADirectoryError(None, "Is a directory")
    with tempfile.TemporaryDirectory(prefix=".kg-", dir=folder) as scratch:
        for name, content in files.items():
            (Path(scratch) / name).write_bytes(content)
        for name in files:
            os.replace(Path(scratch) / name, folder / name)
