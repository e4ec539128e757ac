"""A difference in words for people, as JSON, and as Turtle for programs that follow changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict

from rdflib import RDF, Namespace, URIRef

from kg.diff.change import Change, Difference
from kg.diff.side import Sentence
from kg.graph import Mint, prefixes
from kg.query.result import plain
from kg.store import Quad, quads_of, serialize, written

CS = Namespace("http://purl.org/vocab/changeset/schema#")
_SIGNS = {"removed": "-", "added": "+", "changed": "~"}


def _table(difference: Difference) -> str:
    """A line for each change under the head of its part, its values and sentences below it; nothing if all is equal."""
    lines: list[str] = []
    for part, changes in difference.changes.items():
        if changes:
            counts = {kind: sum(change.kind == kind for change in changes) for kind in ("added", "removed", "changed")}
            lines.append(f"{part}: " + ", ".join(f"{count} {kind}" for kind, count in counts.items() if count))
            lines += [line for change in changes for line in _lines(change)]
    return "".join(f"{plain(line)}\n" for line in lines)


def _lines(change: Change) -> Iterator[str]:
    yield f"{_SIGNS[change.kind]} {change.text}"
    yield from (f"    {name}: {old or '(none)'} → {new or '(none)'}" for name, (old, new) in change.values.items())
    sign = {"removed": "", "added": "", "changed": "+ "}[change.kind]
    yield from (f"    {sign}{_quoted(sentence)}" for sentence in change.sentences)
    yield from (f"    - {_quoted(sentence)}" for sentence in change.gone)


def _quoted(sentence: Sentence) -> str:
    return f"“{sentence.quote}” ({sentence.page}《{sentence.article}》)"


def _json(difference: Difference) -> str:
    told = {part: [asdict(change) for change in changes] for part, changes in difference.changes.items()}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _ttl(difference: Difference) -> str:
    """The triples that differ, as the change sets of purl.org/vocab/changeset, one for each subject."""
    old, new = (set(quads_of(graph.default)) for graph in (difference.old, difference.new))
    mint = Mint(difference.new.base)
    quads: list[Quad] = []
    for verb, triples in (("removal", old - new), ("addition", new - old)):
        for subject, predicate, node, _ in triples:
            change = mint.content("ChangeSet", [str(subject)])
            statement = mint.content("Change", [verb, *map(written, (subject, predicate, node))])
            quads += [
                Quad(change, RDF.type, CS.ChangeSet),
                Quad(change, CS.subjectOfChange, subject),
                Quad(change, URIRef(CS[verb]), statement),
                Quad(statement, RDF.type, RDF.Statement),
                Quad(statement, RDF.subject, subject),
                Quad(statement, RDF.predicate, predicate),
                Quad(statement, RDF.object, node),
            ]
    return serialize(quads, "ttl", {**prefixes(difference.new.base), "cs": str(CS)}).decode()


#: How a difference is written, by the name that `--format` takes.
FORMATS: Mapping[str, Callable[[Difference], str]] = {"table": _table, "json": _json, "ttl": _ttl}
