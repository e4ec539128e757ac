"""The network that pyvis draws: a node for each entity, an edge for each fact between two, each at its place."""

from __future__ import annotations

import math
import unicodedata
import warnings
from collections import defaultdict
from pathlib import Path
from typing import Any

from kg.view.content import Content
from kg.view.layout import Box, arrange
from kg.view.look import look
from kg.vocabulary import Vocabulary

#: How many entities are drawn at most: what vis.js moves smoothly on a computer without a graphics card.
MOST_DRAWN = 1500

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "selectConnectedEdges": False},
    "nodes": {"shape": "custom"},
    "edges": {"smooth": False, "arrows": {"to": {"enabled": True, "scaleFactor": 0.4}}},
}
_LINE, _LONGEST = 8, 18


def network(content: Content, vocabulary: Vocabulary) -> Any:
    """A pyvis Network; its nodes are numbered as the entities are, its edges `f` and the number of the fact."""
    net = _pyvis()(directed=True, cdn_resources="in_line")
    degrees = content.degrees()
    order = sorted(range(len(degrees)), key=lambda number: (-degrees[number], number))[:MOST_DRAWN]
    place = {number: at for at, number in enumerate(order)}
    labels = [_lines(content.entities[number].label) for number in order]
    sizes = [_size(degrees[number]) for number in order]
    edges = [
        (f"f{number}", fact.subject, fact.object, fact.relation)
        for number, fact in enumerate(content.facts)
        if fact.subject in place and fact.object is not None and fact.object in place
    ]
    boxes = [_box(label, size) for label, size in zip(labels, sizes, strict=True)]
    circles = [[place[number] for number in one.members if number in place] for one in content.communities]
    points = arrange(boxes, [(place[subject], place[object]) for _, subject, object, _ in edges], circles)
    for number, label, size, (x, y) in zip(order, labels, sizes, points, strict=True):
        colour = look(content.entities[number].kind).colour
        net.add_node(number, label=label, shape="custom", color=colour, size=size, x=x, y=y, alone=not degrees[number])
    bends = _bends([(name, subject, object) for name, subject, object, _ in edges])
    for name, subject, object, relation in edges:
        net.add_edge(subject, object, id=name, label=vocabulary.relations[relation].label_zh, smooth=bends[name])
    net.options = _OPTIONS
    return net


def drawing_library() -> str:
    """The text of vis.js as the installed pyvis brings it, without the address of its source map."""
    import pyvis

    found = sorted(Path(pyvis.__file__).parent.glob("templates/lib/vis-*/vis-network.min.js"))
    lines = found[-1].read_text("utf-8").split("\n")
    return "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL"))


def _pyvis() -> Any:
    """Its class; imported only now, because it brings IPython, whose and whose friends' warnings are not ours."""
    with warnings.catch_warnings():
        for module in ("pyvis", "IPython", "jsonpickle"):
            warnings.filterwarnings("ignore", module=rf"{module}(\.|$)")
        from pyvis.network import Network
    return Network


def _size(degree: int) -> int:
    return round(min(30, 8 + 3 * math.sqrt(degree)))


def _width(text: str) -> float:
    """In pixels, at the size of a label."""
    return sum(13 if unicodedata.east_asian_width(mark) in "FW" else 7 for mark in text)


def _lines(label: str) -> str:
    """The label in at most two lines; what is longer ends in an ellipsis."""
    if len(label) <= _LINE:
        return label
    if len(label) > _LONGEST:
        label = label[: _LONGEST - 1] + "…"
    half = (len(label) + 1) // 2
    half = next((at for at in range(half, len(label)) if not label[at - 1 : at + 1].isascii()), half)
    return f"{label[:half]}\n{label[half:]}"


def _box(label: str, size: int) -> Box:
    lines = label.split("\n")
    return max(2.0 * size, *map(_width, lines)) + 14, 2 * size + 15 * len(lines) + 14


def _bends(edges: list[tuple[str, int, int]]) -> dict[str, bool | dict[str, object]]:
    """How each edge bends, so that several between the same two entities lie beside each other."""
    groups: dict[tuple[int, int], list[tuple[str, int, int]]] = defaultdict(list)
    for edge in edges:
        groups[min(edge[1:]), max(edge[1:])].append(edge)
    found: dict[str, bool | dict[str, object]] = {}
    for group in groups.values():
        for at, (name, subject, object) in enumerate(group):
            offset = at - (len(group) - 1) / 2
            turn = "curvedCW" if (offset > 0) == (subject < object) else "curvedCCW"
            found[name] = {"enabled": True, "type": turn, "roundness": abs(offset) * 0.2} if offset else False
    return found
