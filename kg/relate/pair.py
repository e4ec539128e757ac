"""Pairs: which two things of an article may be related; whether they are is not known here.

Near pairs stand in one sentence; in a far pair the first thing was named before, and the sentence goes on about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.clause import LETTER, MARKS, SLOTS, Encoded
from kg.model import Entity

#: How far apart two things of a sentence may stand, in letters, and how many marks may stand between them.
FAR, CLAUSES = 60, 3
_MARKS = re.compile(f"[{MARKS}]")
#: How many sentences back a thing is remembered that is not the article's topic.
RECENT = 1
#: What joins the members of a list.
JOINED = re.compile(r"(?:[、和与及同]|以及|、以及)")


@dataclass(frozen=True, slots=True)
class Group:
    """A thing, or the things of one class that a list joins: where the letters stand."""

    places: tuple[int, ...]

    @property
    def first(self) -> int:
        """Where the first stands."""
        return self.places[0]

    @property
    def last(self) -> int:
        """Where the last stands."""
        return self.places[-1]


@dataclass(frozen=True, slots=True)
class Known:
    """A thing named before the sentence: how many sentences ago, and what it was there."""

    entity: Entity
    ago: int
    topic: bool
    latest: bool
    subject: bool
    rivals: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things or lists of things; the first stands before the second, or was named before the sentence."""

    left: Group | Known
    right: Group


def find_groups(encoded: Encoded) -> list[Group]:
    """The things of the sentence, lists as one; a subject that was put back stays by itself."""
    groups: list[Group] = []
    for at, char in enumerate(encoded.text):
        if char not in SLOTS or at not in encoded.slots:
            continue
        last = groups[-1].last if groups else -1
        if groups and char == encoded.text[last] and _joined(encoded, last, at):
            groups[-1] = Group((*groups[-1].places, at))
        else:
            groups.append(Group((at,)))
    return groups


def _joined(encoded: Encoded, before: int, at: int) -> bool:
    restored = encoded.carried | encoded.distant
    return (before in restored) == (at in restored) and bool(JOINED.fullmatch(encoded.text, before + 1, at))


def near_pairs(encoded: Encoded, groups: Sequence[Group]) -> Iterator[Pair]:
    """Every two groups that stand near enough; a subject put back speaks for its own clause only."""
    restored = encoded.carried | encoded.distant
    for number, left in enumerate(groups):
        reach = 0 if left.first in restored else CLAUSES
        for right in groups[number + 1 :]:
            between = encoded.text[left.last + 1 : right.first]
            if len(between) > FAR or len(_MARKS.findall(between)) > reach:
                break
            if right.first not in restored:
                yield Pair(left, right)
    for group in groups:
        if len(group.places) == 2:
            yield Pair(Group(group.places[:1]), Group(group.places[1:]))


def far_pairs(encoded: Encoded, groups: Sequence[Group], known: Sequence[Known]) -> Iterator[Pair]:
    """Every thing named before the sentence, but not in it, with each group of it."""
    here = {encoded.slots[at].entity for group in groups for at in group.places}
    restored = encoded.carried | encoded.distant
    for before in known:
        if before.entity not in here:
            yield from (Pair(before, group) for group in groups if group.first not in restored)


@dataclass
class Memory:
    """What an article has named lately: the latest thing of each class."""

    topic: Entity | None
    sentence: int = 0
    last: dict[str, tuple[Entity, int, bool]] = field(default_factory=dict)
    kinds: dict[str, set[Entity]] = field(default_factory=dict)
    latest: Entity | None = None

    def known(self) -> list[Known]:
        """The topic, and the latest thing of each class that was named not long ago."""
        found = [
            Known(
                entity,
                self.sentence - number,
                entity == self.topic,
                entity == self.latest,
                subject,
                len(self.kinds[entity.type]),
            )
            for entity, number, subject in self.last.values()
            if self.sentence - number <= RECENT or entity == self.topic
        ]
        if self.topic and all(one.entity != self.topic for one in found) and self.topic.type in self.kinds:
            rivals = len(self.kinds[self.topic.type])
            found.append(Known(self.topic, self.sentence, True, False, False, rivals))
        return found

    def read(self, encoded: Encoded) -> None:
        """Moves on by a sentence."""
        restored = encoded.carried | encoded.distant
        for at, slot in sorted(encoded.slots.items()):
            if slot.entity and at not in restored and encoded.text[at] == LETTER[slot.entity.type]:
                opens = encoded.clause(at)[0] == at
                self.last[slot.entity.type] = (slot.entity, self.sentence, opens)
                self.kinds.setdefault(slot.entity.type, set()).add(slot.entity)
                self.latest = slot.entity
        self.sentence += 1
