"""Belief: what the rules read off a sentence and what the relator adds, each fact with how likely it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from kg.clause import HEAD, LETTER, POST, SLOTS, Encoded
from kg.model import Entity
from kg.relate import LEAST, Judged, Known, Relator, facts
from kg.rule import Found

#: How far before a pair a word makes a post in it one of the past.
LOOKBACK = 8
#: How sure rule and relator are, and how many of such facts are right: read off blind rounds 3 and 5, then seen.
MEASURED = ((0.0, 0.0), (0.5, 0.6), (0.7, 0.83), (0.8, 0.9), (1.0, 1.0))


#: Subject, relation and object of a fact.
Triple: TypeAlias = tuple[Entity, str, Entity | str]


def believed(
    relator: Relator | None,
    encoded: Encoded,
    read: Sequence[Found],
    judged: Sequence[Judged],
    former: tuple[str, ...],
    over: Iterable[Found] = (),
) -> Iterator[Found]:
    """What the rules read, as sure as rule and relator are on average, and what the relator adds; `former` are words
    that make a post one of the past, `over` is what would follow from posts that are over if they were held."""
    if relator is None:
        yield from read
        return
    likely: dict[Triple, Found] = {}
    past = {_triple(fact) for fact in over}
    for one in judged:
        is_past = _is_past(encoded, one, former)
        for fact in facts(encoded, one, relator.relations):
            key = _triple(fact)
            if key not in likely or likely[key].confidence < fact.confidence:
                likely[key] = fact
            if is_past:
                past.add(key)
    for fact in read:
        known = likely.pop(_triple(fact), None)
        sure = fact.confidence if known is None else trusted((fact.confidence + known.confidence) / 2)
        yield replace(fact, confidence=sure)
    for key, fact in likely.items():
        if fact.confidence >= LEAST and key not in past:
            yield replace(fact, confidence=trusted(fact.confidence))


def _triple(fact: Found) -> Triple:
    return fact.subject, fact.relation, fact.object


def trusted(likely: float) -> float:
    """How often facts are right that rule and relator are so sure of."""
    for (low, right), (high, more) in pairwise(MEASURED):
        if likely <= high:
            return right + (more - right) * (likely - low) / (high - low)
    return 1.0


def _is_past(encoded: Encoded, judged: Judged, former: tuple[str, ...]) -> bool:
    """Whether the words before a person or a post of the pair say that it is one of the past (时任, 原)."""
    if isinstance(judged.pair.left, Known):
        return False
    first, last = judged.pair.left.first, judged.pair.right.last
    said = encoded.text[max(encoded.clause(first)[0], first - LOOKBACK) : last + 1]
    about_posts = any(letter in said for letter in (HEAD, POST, LETTER["Person"]))
    return about_posts and _words(former).search(said) is not None


@lru_cache(maxsize=4)
def _words(former: tuple[str, ...]) -> re.Pattern[str]:
    """The words; one of a single character only right before a name or a post."""
    short = (f"{word}(?=[{SLOTS}])" for word in former if len(word) == 1)
    return re.compile("|".join((*short, *(word for word in former if len(word) > 1))))
