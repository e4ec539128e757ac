"""The format of a gazetteer: name, other names, id and parent, parted by tabs; what in a user's own is not so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.lexicon import Lexicon
from kg.model import KgError
from kg.vocabulary import Vocabulary

#: Marks that no name holds: with one of them a line is a sentence, or its columns are not parted by tabs.
_NO_NAME = "。；;，,！!？?|\ufffd"
_COLUMNS = 4
#: The most faults of one file that are told.
_MOST = 5


def name_faults(path: Path, vocabulary: Vocabulary, lexicon: Lexicon) -> Iterator[str]:
    """What is wrong with the file, a line each, with the numbers of its lines; the first few, and how many more."""
    kind = path.name.partition(".")[0]
    try:
        vocabulary.entity_class(kind)
        lines = path.read_text("utf-8-sig").splitlines()
    except KgError as error:
        yield f"{path}: {error}; a gazetteer is called after the class of what it names"
        return
    except UnicodeDecodeError:
        yield f"{path}: not UTF-8"
        return
    except OSError as error:
        yield f"{path}: {error.strerror or error}"
        return
    known = {name.id: name.full for names in lexicon.names.values() for name in names if name.id and name.type == kind}
    faults = [f"{path}: line {number}: {fault}" for number, fault in _lines(lines, known)]
    yield from faults[:_MOST]
    if len(faults) > _MOST:
        yield f"{path}: {len(faults) - _MOST} more like these"


def _lines(lines: list[str], known: dict[str, str]) -> Iterator[tuple[int, str]]:
    first: dict[tuple[str, str], int] = {}
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        full, aliases, id_, *rest = [*line.split("\t"), "", ""][: max(3, line.count("\t") + 1)]
        if len(rest) > _COLUMNS - 3:
            yield number, f"{len(rest) + 3} columns; there are four: name, other names, id, parent"
        for name in (full, *(aliases.split("|") if aliases else ())):
            if fault := _fault(name):
                yield number, fault
        if (full, id_) in first:
            yield number, f"“{full}” stands in line {first[full, id_]} already"
        if id_ and known.get(id_, full) != full:
            yield number, f"the id {id_} is that of “{known[id_]}” already"
        first.setdefault((full, id_), number)
        known.setdefault(id_, full)


def _fault(name: str) -> str | None:
    """Why this is no name, if it is none."""
    if name != name.strip() or not name.isprintable():
        return f"“{name.strip()}” has a blank or a control character where none belongs"
    if odd := next((mark for mark in _NO_NAME if mark in name), None):
        return f"“{name}” holds “{odd}”, so it is no name; columns are parted by tabs, other names by |"
    return f"“{name}” is too short for a name" if len(name) < 2 else None
