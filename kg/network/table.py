"""The figures of a graph, or one path in it, as text: a table for people, JSON for programs, Markdown."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict

from kg.graph import Graph
from kg.network.link import find, label, to_network
from kg.network.path import shortest_path, words
from kg.network.report import TOP, escape, report
from kg.network.stats import Stats, Thing, route, stats
from kg.query.result import width
from kg.vocabulary import Vocabulary


def write_stats(graph: Graph, vocabulary: Vocabulary, form: str = "table", top: int = TOP) -> str:
    """The figures of a graph as one of FORMATS, with at most `top` of each list; `md` is the whole report."""
    return FORMATS[form](graph, vocabulary, top)


def write_path(graph: Graph, vocabulary: Vocabulary, one: str, other: str, form: str = "table") -> str:
    """A shortest path between two entities, by name or IRI, read out in Chinese as one of FORMATS.

    KgError for a name that nothing or more than one thing has.
    """
    network = to_network(graph, vocabulary)
    ends = find(network, one), find(network, other)
    path = shortest_path(network, *ends)
    found = route(network, path) if path else None
    if form == "json":
        return _json(asdict(found) if found else None)
    lines = list(found.steps) if found else []
    if not lines:
        told = words()["same" if ends[0] == ends[1] else "unconnected"]
        lines = [told.format(one=label(network, ends[0]), other=label(network, ends[1]))]
    elif form == "md":
        lines = [f"{number}. {escape(line)}" for number, line in enumerate(lines, 1)]
    return "".join(f"{line if form == 'md' else _plain(line)}\n" for line in lines)


def _table(graph: Graph, vocabulary: Vocabulary, top: int) -> str:
    whole = stats(graph, vocabulary)
    parts = [*_numbers(whole), *_lists(whole, top)]
    return "\n".join("\n".join([title, *_columns(rows)]) + "\n" for title, rows in parts if rows)


def _numbers(whole: Stats) -> Iterator[tuple[str, list[Sequence[object]]]]:
    size = whole.size
    yield (
        "size",
        [
            ("entities", size.entities),
            ("joined to others", size.joined),
            ("facts", sum(whole.summary.facts.values())),
            ("between two entities", size.facts),
            ("pairs joined", size.pairs),
            ("density", size.density),
            ("components", len(size.components)),
            ("largest component", size.components[0] if size.components else 0),
            ("communities", len(whole.communities)),
            ("modularity", size.modularity),
        ],
    )
    yield "entities by class", list(whole.summary.entities.items())
    yield "facts by relation", list(whole.summary.facts.items())


def _lists(whole: Stats, top: int) -> Iterator[tuple[str, list[Sequence[object]]]]:
    some, counts = whole.first(top), whole.counts()

    def title(name: str, words: str) -> str:
        return f"{words} ({len(getattr(some, name))} of {counts[name]})"

    named = title("communities", "communities: name, entities, parks")
    yield named, [(group.name, group.size, _names(group.parks)) for group in some.communities]
    for measure, ranked in some.centrality.items():
        exact = measure != "betweenness" or whole.looked_from == whole.size.entities
        note = "" if exact else f", estimated from {whole.looked_from} entities"
        yield f"highest {measure}{note}", [(one.thing.label, one.value) for one in ranked]
    bridging: list[Sequence[object]] = [
        (link.thing.label, "only link" if link.only else "", _names(link.parks), "；".join(link.facts))
        for link in some.bridges
    ]
    yield title("bridges", "bridges between parks: name, parks, how"), bridging
    routes: list[Sequence[object]] = [
        (_names((way.things[0], way.things[-1])), len(way.steps), " → ".join(way.steps)) for way in some.routes
    ]
    yield title("routes", "shortest paths between parks: parks, steps, how"), routes
    yield title("isolated", "entities without relations"), [(thing.label, thing.kind) for thing in some.isolated]


def _names(things: Sequence[Thing]) -> str:
    return "、".join(thing.label for thing in things)


def _columns(rows: Sequence[Sequence[object]]) -> list[str]:
    """The rows in columns that line up on a terminal, numbers to the right; a column that is empty is left out."""
    columns = [column for column in zip(*rows, strict=True) if any(str(cell) for cell in column)]
    padded = []
    for column in columns:
        cells = [_plain(str(cell)) for cell in column]
        size = max(map(width, cells))
        right = all(isinstance(cell, int | float) for cell in column)
        space = [" " * (size - width(cell)) for cell in cells]
        padded.append([blank + cell if right else cell + blank for cell, blank in zip(cells, space, strict=True)])
    return [("  " + "  ".join(row)).rstrip() for row in zip(*padded, strict=True)]


def _plain(text: str) -> str:
    """The text on one line and without signs that steer a terminal or turn the direction of writing."""
    return "".join("\ufffd" if unicodedata.category(mark) in {"Cc", "Cf", "Zl", "Zp"} else mark for mark in text)


def _json_stats(graph: Graph, vocabulary: Vocabulary, top: int) -> str:
    whole = stats(graph, vocabulary)
    return _json(whole.first(top).as_dict() | {"counts": whole.counts()})


def _json(content: Mapping[str, object] | None) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


#: Every way to write the figures.
FORMATS: Mapping[str, Callable[[Graph, Vocabulary, int], str]] = {"table": _table, "json": _json_stats, "md": report}
