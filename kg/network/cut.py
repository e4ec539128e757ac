"""Cuts: which entities, taken away, would leave others with no connection to each other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from kg.network.link import Ties


class Cuts:
    """One walk through the network, depth first, after which every question about a cut is quick."""

    def __init__(self, joined: Ties) -> None:
        self._joined = joined
        #: When the walk came to each entity, and to the last of those that it came to from there.
        self._seen: dict[str, int] = {}
        self._last: dict[str, int] = {}
        #: The earliest that can be reached by one step back from what lies below.
        self._low: dict[str, int] = {}
        self._below: dict[str, list[str]] = {node: [] for node in joined}
        for node in joined:
            if node not in self._seen:
                self._walk(node)

    def parts(self, entity: str, others: Iterable[str]) -> bool:
        """Whether some of the others, all connected to the entity, are connected to each other only through it."""
        return len({self._side(entity, other) for other in others}) > 1

    def _side(self, entity: str, other: str) -> str | None:
        """Where the other would be without the entity: under the first of those below, or (None) where all began."""
        if not self._seen[entity] < self._seen[other] <= self._last[entity]:
            return None
        below = self._below[entity]
        child = below[bisect_right(below, self._seen[other], key=self._seen.__getitem__) - 1]
        return child if self._low[child] >= self._seen[entity] else None

    def _walk(self, start: str) -> None:
        todo: list[tuple[str, str | None, Iterator[str]]] = [(start, None, iter(self._joined[start]))]
        self._seen[start] = self._low[start] = len(self._seen)
        while todo:
            node, before, rest = todo[-1]
            fresh = next((other for other in rest if self._step(node, before, other)), None)
            if fresh is not None:
                self._below[node].append(fresh)
                self._seen[fresh] = self._low[fresh] = len(self._seen)
                todo.append((fresh, node, iter(self._joined[fresh])))
                continue
            self._last[node] = len(self._seen) - 1
            todo.pop()
            if before is not None:
                self._low[before] = min(self._low[before], self._low[node])

    def _step(self, node: str, before: str | None, other: str) -> bool:
        """Whether the step leads to where the walk has not been; one that leads back is noted."""
        if other not in self._seen:
            return True
        if other != before:
            self._low[node] = min(self._low[node], self._seen[other])
        return False
