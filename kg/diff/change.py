"""What two graphs hold that the other does not, and what both hold otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from kg.diff.side import Item, Items, Sentence, Side, renamed
from kg.graph import Graph
from kg.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is `added`, `removed` or `changed`, in words.

    `values` gives old and new of what differs; `sentences` are those that state it, of a changed thing only those that
    are new; `gone` are those that state it no more.
    """

    kind: str
    text: str
    values: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    sentences: tuple[Sentence, ...] = ()
    gone: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Difference:
    """The changes of articles, entities, facts and figures, and the two graphs themselves."""

    old: Graph
    new: Graph
    changes: Mapping[str, tuple[Change, ...]]

    def __bool__(self) -> bool:
        return any(self.changes.values()) or set(self.old.default) != set(self.new.default)


def compare(old: Graph, new: Graph, vocabulary: Vocabulary, newer: Vocabulary | None = None) -> Difference:
    """How the new graph differs from the old one in what they assert; `newer` is its vocabulary, if it has its own."""
    before, after = Side(old, vocabulary), Side(new, newer or vocabulary)
    before.renamed = renamed(before, after)
    left, right = before.items(), after.items()
    return Difference(old, new, {part: tuple(_changes(left[part], right[part])) for part in left})


def _changes(old: Items, new: Items) -> Iterator[Change]:
    """Removed, then added, then changed, each in the order of the words."""
    found = [change for key in {**old, **new} for change in _of_key(old.get(key, []), new.get(key, []))]
    order = ("removed", "added", "changed")
    yield from sorted(found, key=lambda change: (order.index(change.kind), change.text, str(change)))


def _of_key(old: list[Item], new: list[Item]) -> Iterator[Change]:
    """What changed under one key; where each side has several items, only whole ones come and go."""
    left, right = [item for item in old if not item.is_in(new)], [item for item in new if not item.is_in(old)]
    if len(left) == len(right) == 1:
        yield _changed(left[0], right[0])
        return
    yield from (Change("removed", item.text, sentences=item.sentences) for item in left)
    yield from (Change("added", item.text, sentences=item.sentences) for item in right)


def _changed(old: Item, new: Item) -> Change:
    values = {name: (old.values[name], value) for name, value in new.values.items() if old.values[name] != value}
    change = Change("changed", new.text, values)
    come = tuple(sentence for sentence in new.sentences if sentence not in old.sentences)
    gone = tuple(sentence for sentence in old.sentences if sentence not in new.sentences)
    return replace(change, sentences=come, gone=gone)
