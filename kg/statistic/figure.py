"""Figures of a sentence: puts together owner, measure, value and time, and says each only once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.clause import Encoded, Slot
from kg.mention.context import Context
from kg.model import Entity
from kg.statistic.clock import Clock
from kg.statistic.count import is_counted
from kg.statistic.measure import describe
from kg.statistic.owner import find_owners
from kg.value import change_sign


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its owner, before it has its evidence."""

    about: Entity
    measure: str
    value: Decimal
    unit: str
    qualifier: str
    surface: str
    time: str | None
    confidence: float


def find_figures(context: Context, encoded: Encoded, topic: Entity | None, clock: Clock) -> Iterator[Figure]:
    """Every figure of the sentence that has an owner; spans of time are none."""
    whole = Slot(-1, -1, topic) if topic else None
    for at, slot in sorted(encoded.slots.items()):
        value = slot.value
        if value is None or value.kind == "duration" or not is_counted(context, encoded, at, value):
            continue
        for place, owner in find_owners(encoded, at, whole):
            if owner.entity is not None:
                yield _figure(context, encoded, at, place, owner.entity, clock)


def _figure(context: Context, encoded: Encoded, at: int, place: int, owner: Entity, clock: Clock) -> Figure:
    """The figure at `at` as a statement about its owner, who stands at `place` (nowhere, if -1)."""
    value = encoded.slots[at].value
    assert value is not None
    sign = change_sign(context.text[: value.start], context.text[value.end :]) if value.kind == "percent" else 0
    return Figure(
        owner,
        describe(context, encoded, place, at, value),
        -value.value if sign < 0 else value.value,
        value.unit,
        value.qualifier,
        value.surface,
        clock.time(encoded, at),
        _confidence(encoded, place),
    )


def _confidence(encoded: Encoded, place: int) -> float:
    """How sure it is that the thing at the place owns the figure: less, the further away it was named."""
    if place < 0:
        return 0.65
    if place in encoded.distant:
        return 0.7
    return 0.8 if place in encoded.carried else 0.85


def _alike(one: str, other: str) -> bool:
    """Whether two descriptions share half of their characters (Dice)."""
    return 2 * len(set(one) & set(other)) >= 0.5 * (len(set(one)) + len(set(other)))


def once(figures: Sequence[tuple[Figure, int]]) -> Iterator[tuple[Figure, int]]:
    """Each figure once for each owner: a later mention of the same number says nothing new."""
    seen: dict[tuple[Entity, Decimal, str], list[str]] = {}
    for figure, sentence in figures:
        said = seen.setdefault((figure.about, figure.value, figure.unit), [])
        if not any(_alike(figure.measure, before) for before in said):
            said.append(figure.measure)
            yield figure, sentence
