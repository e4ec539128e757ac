"""Where each entity stands on the drawing: communities apart, no two labels over each other, the same every time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Indices = NDArray[np.intp]
Box = tuple[float, float]
Link = tuple[int, int]

_TURN = math.pi * (3 - math.sqrt(5))
_WIDER = 1.05
#: The part of the drawing that boxes cover, before those that overlap are moved apart.
_FULL = 0.5
#: How near two boxes must come to be watched.
_MARGIN = 60.0


def arrange(
    boxes: Sequence[Box], links: Sequence[Link], circles: Iterable[Iterable[int]] = ()
) -> list[tuple[int, int]]:
    """A place (x, y) for each box (width, height), in the same units; boxes without a link stand in rows below.

    The boxes of a circle keep together; no box is in two, and one that is in none is a circle of its own.
    """
    joined = sorted({end for link in links for end in link if link[0] != link[1]})
    place = {number: at for at, number in enumerate(joined)}
    pairs = sorted({(place[a], place[b]) for a, b in links if a != b})
    sizes = np.array([boxes[number] for number in joined], dtype=float).reshape(-1, 2)
    groups = _groups(pairs, [[place[number] for number in circle if number in place] for circle in circles])
    points = _spread(_forces(groups, pairs), sizes) if joined else np.zeros((0, 2))
    single = [number for number in range(len(boxes)) if number not in place]
    rows = _rows([boxes[number] for number in single], points, sizes)
    found = {**{number: tuple(points[at]) for number, at in place.items()}, **dict(zip(single, rows, strict=True))}
    return [(round(found[number][0]), round(found[number][1])) for number in range(len(boxes))]


def _groups(pairs: Sequence[Link], circles: Sequence[Sequence[int]]) -> list[list[int]]:
    """The numbers of the pairs by circle, those in none each by themselves.

    What hangs together follows each other, the largest first, so that nothing starts in the midst of something else.
    """
    whole = sorted(map(sorted, nx.connected_components(nx.Graph(pairs))), key=lambda part: (-len(part), part))
    rank = {number: at for at, part in enumerate(whole) for number in part}
    known = {number for circle in circles for number in circle}
    found = [*(sorted(circle) for circle in circles if circle), *([number] for number in rank if number not in known)]
    return sorted(found, key=lambda group: (rank[group[0]], -len(group), group))


def _forces(groups: Sequence[Sequence[int]], pairs: Sequence[Link]) -> Array:
    """ForceAtlas2: hubs push each other off, what is joined draws near, most of all within a community."""
    count = sum(map(len, groups))
    points, before = _start(groups), np.zeros((count, 2))
    first, last = np.array(pairs).T
    home = np.empty(count, dtype=int)
    for number, group in enumerate(groups):
        home[group] = number
    pull = np.where(home[first] == home[last], 1.0, 0.15)[:, None]
    weight = np.ones(count)
    np.add.at(weight, np.array(pairs).ravel(), 1)
    rounds = 300 if count <= 600 else 120
    for step in range(rounds):
        force = _repulsion(points, weight) - 1.5 * weight[:, None] * points / _length(points)[:, None]
        tug = (points[last] - points[first]) * pull
        np.add.at(force, first, tug)
        np.add.at(force, last, -tug)
        swing = _length(force - before)
        move = force / (1 + np.sqrt(weight * swing))[:, None] * (1 - step / rounds) ** 0.5
        points = points + move * np.minimum(1, 12 / _length(move))[:, None]
        before = force
    return points


def _start(groups: Sequence[Sequence[int]]) -> Array:
    """Each community on a sunflower of its own, the communities on one large sunflower, the greatest in the middle."""
    points = np.zeros((sum(map(len, groups)), 2))
    seen = 0
    for number, group in enumerate(groups):
        centre = _seed(number, 9 * math.sqrt(seen + len(group) / 2))
        for place, member in enumerate(group):
            points[member] = np.add(centre, _seed(place, 5 * math.sqrt(place + 0.5)))
        seen += len(group)
    return points


def _seed(number: int, radius: float) -> tuple[float, float]:
    return radius * math.cos(number * _TURN), radius * math.sin(number * _TURN)


def _repulsion(points: Array, weight: Array) -> Array:
    x, y, heavy = points[:, 0].astype("f4"), points[:, 1].astype("f4"), weight.astype("f4")
    x, y = x[:, None] - x[None, :], y[:, None] - y[None, :]
    strength = 10 * heavy[None, :] / (x * x + y * y + np.float32(0.01))
    pushed = np.einsum("ij,ij->i", x, strength), np.einsum("ij,ij->i", y, strength)
    return np.stack(pushed, axis=1).astype(float) * weight[:, None]


def _length(vectors: Array) -> Array:
    return np.hypot(vectors[:, 0], vectors[:, 1]) + 1e-9


def _spread(points: Array, sizes: Array) -> Array:
    """The points scaled so that the boxes have room, and wider than high, then moved until no two boxes overlap."""
    points = (points - points.mean(axis=0)) * (_WIDER, 1)
    extent = points.max(axis=0) - points.min(axis=0) + 1e-9
    points = points * math.sqrt(sizes.prod(axis=1).sum() / _FULL / extent.prod())
    for along in (_outwards, _sideways):
        for _ in range(12):
            low, high = _neighbours(points, sizes)
            halves = (sizes[low] + sizes[high]) / 2
            for _ in range(10):
                push = along(points[high] - points[low], halves) * 0.4
                np.add.at(points, low, -push)
                np.add.at(points, high, push)
    return points


def _neighbours(points: Array, sizes: Array) -> tuple[Indices, Indices]:
    """The pairs of boxes that overlap, or might after a few steps, from left to right."""
    order = np.argsort(points[:, 0], kind="stable")
    widest = float(sizes[:, 0].max()) + _MARGIN
    ends = np.searchsorted(points[order, 0], points[order, 0] + widest)
    counts = ends - np.arange(len(order)) - 1
    first = np.repeat(np.arange(len(order)), counts)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
    low, high = order[first], order[second]
    near = (abs(points[low] - points[high]) < (sizes[low] + sizes[high]) / 2 + _MARGIN).all(axis=1)
    return low[near], high[near]


def _outwards(gaps: Array, halves: Array) -> Array:
    """How far to part boxes whose ellipses meet, along the line between them."""
    near = np.sqrt((gaps**2 / halves**2).sum(axis=1))[:, None]
    return np.where(near < 1, gaps * (1 / np.maximum(near, 0.05) - 1), 0)


def _sideways(gaps: Array, halves: Array) -> Array:
    """How far to part boxes that overlap, the shortest way, left and right or up and down."""
    over = halves - abs(gaps)
    shortest = (over == over.min(axis=1, keepdims=True)) & (over > 0.5).all(axis=1, keepdims=True)
    return np.where(shortest, np.where(gaps < 0, -over, over), 0)


def _rows(boxes: Sequence[Box], points: Array, sizes: Array) -> list[tuple[float, float]]:
    """Places in rows, left to right, under all that is drawn, and about as wide."""
    low = (points - sizes / 2).min(axis=0) if len(points) else np.zeros(2)
    high = (points + sizes / 2).max(axis=0) if len(points) else np.zeros(2)
    width = max(float(high[0] - low[0]), 220 * math.sqrt(len(boxes) or 1))
    found, x, y = [], 0.0, float(high[1]) + 90
    for box in boxes:
        if x + box[0] > width:
            x, y = 0.0, y + 62
        found.append((float(low[0]) + x + box[0] / 2, y))
        x += box[0] + 14
    return found
