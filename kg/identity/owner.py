"""Owners of organs: the parks that a page names only in the names of their organs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.identity.spoken import names_of
from kg.lexicon import Lexicon
from kg.model import Entity
from kg.naming import zone
from kg.wording import Wording

_WORDING = Wording("names.toml", "identity")
#: The organs that a park has of its own.
ORGAN_OF = _WORDING.pattern("of_park")


def find_owners(entities: Iterable[Entity], lexicon: Lexicon) -> Iterator[Entity]:
    """The parks that the page names only in the names of their organs (甲高新区 in 甲高新区管委会)."""
    known = {zone(name) for e in entities if e.type == "Park" for name in names_of(e)}
    for body in [e for e in entities if e.type == "GovernmentBody"]:
        owner = ORGAN_OF.sub("", body.name)
        if owner != body.name and _is_park(owner, lexicon) and zone(owner) not in known:
            known.add(zone(owner))
            yield Entity("Park", owner)


def _is_park(name: str, lexicon: Lexicon) -> bool:
    """Whether the name is a park's by its head, with more than one character before that."""
    head = lexicon.head(name)
    return head is not None and head[1] == "Park" and head[2] and len(name) > len(head[0]) + 1
