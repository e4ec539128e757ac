"""A built graph as a folder of files: written all together or not at all, and read back."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kg.graph.mint import DEFAULT_BASE, prefixes
from kg.graph.parts import Graph
from kg.model import KgError
from kg.store import Quad, read, reason, serialize

DEFAULT, INFERRED, EVIDENCE, SOURCES = "graph.ttl", "inferred.ttl", "evidence.trig", "sources"
#: The terms of a user's own ontology that the graph uses, where it was built with one.
OWN_TERMS = "own-terms.ttl"
_SOURCE = re.compile(r"[0-9a-f]{64}\.txt")


def write(graph: Graph, folder: Path, beside: Mapping[str, bytes] | None = None) -> None:
    """Leave graph.ttl, inferred.ttl, evidence.trig and sources/ in the folder, and the files `beside` with them.

    All is written under another name first and then moved into place; if that fails, the folder holds what it held
    before. What only an earlier build left goes, files that no build wrote stay. KgError where the folder cannot be
    written.
    """
    files = dict(_files(graph)) | dict(beside or {})
    made = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _scratch(folder) as scratch:
            for name, content in files.items():
                path = scratch / "new" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            _swap(scratch, folder, [*files, *_stale(folder, files)])
    except OSError as error:
        for parent in made:
            _remove_empty(parent)
        raise KgError(f"{folder}: cannot write the graph here: {reason(error)}") from error


def load(path: Path) -> Graph:
    """The graph that `write` left in a folder, or that a single RDF file holds; KgError where there is none.

    Of a single file, the default graph counts as asserted and the named graphs as evidence.
    """
    if path.is_dir():
        default, base = _read(path / DEFAULT)
        inferred, _ = _read(path / INFERRED)
        evidence, _ = _read(path / EVIDENCE)
        return Graph(default, inferred, evidence, _sources(path), base)
    if not path.exists():
        raise KgError(f"{path}: no such file or folder")
    quads, base = _read(path)
    default = [quad for quad in quads if quad.graph is None]
    evidence = [quad for quad in quads if quad.graph is not None]
    return Graph(default, (), evidence, {}, base)


def graph_files(folder: Path, asserted: bool = False) -> tuple[Path, ...]:
    """The files of a folder that `write` left which hold its triples; KgError where one is missing."""
    names = (DEFAULT, EVIDENCE) if asserted else (DEFAULT, INFERRED, EVIDENCE)
    for name in names:
        if not (folder / name).is_file():
            raise KgError(f"{folder}: no graph here ({name} is missing); kg build writes one")
    return tuple(folder / name for name in names)


def own_terms(path: Path) -> tuple[Path, ...]:
    """The file of a user's own terms in a folder that `write` left, or beside a file of it; none if there is none."""
    found = (path if path.is_dir() else path.parent) / OWN_TERMS
    return (found,) if found.is_file() else ()


def _read(path: Path) -> tuple[list[Quad], str]:
    if not path.is_file():
        raise KgError(f"{path.parent}: no graph here ({path.name} is missing); kg build writes one")
    quads, known = read(path)
    return list(quads), known.get("id", DEFAULT_BASE)


def _sources(folder: Path) -> dict[str, str]:
    try:
        found = sorted(p for p in (folder / SOURCES).glob("*.txt") if _SOURCE.fullmatch(p.name))
        return {p.stem: p.read_bytes().decode("utf-8", "surrogatepass") for p in found}
    except (OSError, UnicodeDecodeError) as error:
        raise KgError(f"{folder / SOURCES}: {reason(error)}") from error


def _files(graph: Graph) -> Iterator[tuple[str, bytes]]:
    """What is written: path inside the folder, and bytes; sources first, so that no claim ever lacks its text."""
    for sha256, text in sorted(graph.sources.items()):
        yield f"{SOURCES}/{sha256}.txt", text.encode("utf-8", "surrogatepass")
    known = prefixes(graph.base)
    yield EVIDENCE, serialize(graph.part("evidence"), "trig", known)
    yield INFERRED, serialize(graph.part("inferred"), "ttl", known)
    yield DEFAULT, serialize(graph.part("default"), "ttl", known)


def _stale(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    names = (f"{SOURCES}/{path.name}" for path in (folder / SOURCES).glob("*.txt") if _SOURCE.fullmatch(path.name))
    return sorted(name for name in [*names, *(terms.name for terms in own_terms(folder))] if name not in files)


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A folder for files on their way, on the same disk as their goal; gone afterwards, whatever happens."""
    scratch = Path(tempfile.mkdtemp(prefix=".kg-", dir=folder))
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _swap(scratch: Path, folder: Path, names: list[str]) -> None:
    """Move the new files in and the old ones out; on a fault put every old one back."""
    done: list[tuple[Path, Path, bool]] = []
    try:
        for name in names:
            goal, old, new = folder / name, scratch / "old" / name, scratch / "new" / name
            for path in (goal.parent, old.parent):
                path.mkdir(parents=True, exist_ok=True)
            kept = goal.exists() or goal.is_symlink()
            if kept:
                goal.rename(old)
            done.append((goal, old, kept))
            if new.exists():
                new.rename(goal)
    except OSError:
        for goal, old, kept in reversed(done):
            goal.unlink(missing_ok=True)
            if kept:
                old.rename(goal)
        _remove_empty(folder / SOURCES)
        raise


def _remove_empty(folder: Path) -> None:
    """Remove the folder if it is there and holds nothing."""
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
