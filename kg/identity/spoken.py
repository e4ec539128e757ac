"""Things spoken of so far: their names, the last of them, and the last place of a level."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Entity
from kg.wording import Wording

_WORDING = Wording("names.toml", "identity")
#: Words for the place of that level that was spoken of last.
WITHIN = frozenset(_WORDING.words("levels"))


def names_of(entity: Entity) -> tuple[str, ...]:
    """The thing's name and its aliases."""
    return entity.name, *entity.aliases


def last(entities: Iterable[Entity]) -> Entity | None:
    """The last of the things; None if there is none."""
    return next(iter(list(entities)[-1:]), None)


def last_place(level: str, seen: Iterable[Entity]) -> Entity | None:
    """The place of that level that was spoken of last."""
    return last(e for e in seen if e.type == "Place" and level in WITHIN and e.name.endswith(level))
