"""Identity within an article: which mentions are one thing, what it is called, and what 园区 or 该公司 stands for."""

from __future__ import annotations

from dataclasses import dataclass

from kg.identity.owner import find_owners
from kg.identity.reference import Resolver
from kg.lexicon import Lexicon
from kg.mention import WEAK, Mentions
from kg.model import Entity, Mention

__all__ = ["Resolved", "resolve"]


@dataclass(frozen=True)
class Resolved:
    """The mentions of each sentence with the thing that each names; `weak` things are kept only if a fact uses them."""

    found: tuple[tuple[tuple[Mention, Entity], ...], ...]
    entities: tuple[Entity, ...]
    weak: frozenset[Entity]
    topic: Entity | None
    reasons: tuple[tuple[str, str, str], ...]


def resolve(mentions: Mentions, lexicon: Lexicon) -> Resolved:
    """The article's things, with every mention of each."""
    resolver = Resolver(mentions, lexicon)
    found = tuple(resolver.walk())
    weak = {resolver.entity_of[id(c)] for c in resolver.clusters.values() if c.confidence <= WEAK}
    entities = dict.fromkeys(entity for row in found for _, entity in row)
    entities |= dict.fromkeys(find_owners(entities, lexicon))
    return Resolved(found, tuple(entities), frozenset(weak & set(entities)), resolver.topic, tuple(resolver.reasons))
