"""Whether a post is held today or was once: by the words before it, inside its chain and behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TypeAlias

from kg.clause import SLOTS, Encoded
from kg.lexicon import Lexicon
from kg.post.chain import LETTERS, PERSON, Link, own_name
from kg.wording import Wording, either

_WORDING = Wording("clauses.toml", "former")
#: Words that say the post behind them is held today, whatever stands before them.
NOW = _WORDING.pattern("now", **LETTERS)
#: What stands behind a post of which only the time is told: 任主任期间.
DURING = _WORDING.pattern("during")
#: How far before a post stand words that make it doubtful whether it is held today.
LOOKBACK = 8


#: A range of the sentence.
Range: TypeAlias = tuple[int, int]


class Tense(Enum):
    """How a post is said to be held."""

    SAID = "said to tell who somebody is"
    TAKEN = "taken at some time"
    HELD = "held now"
    WAS = "said to tell who somebody was"
    ONCE = "held once"
    THEN = "held at the time that is told of"
    LEFT = "given up"

    @property
    def past(self) -> bool:
        """Whether the post is one of the past."""
        return self in (Tense.WAS, Tense.ONCE, Tense.THEN, Tense.LEFT)


@dataclass(frozen=True)
class Words:
    """The patterns that the lexicon's words of the past are in."""

    #: Right before posts that stand before a name; before the body or post inside them; between a name and its posts.
    apposed: re.Pattern[str]
    inner: re.Pattern[str]
    behind: re.Pattern[str]
    #: Anywhere in front: the post may be over.
    doubt: re.Pattern[str]


@lru_cache(maxsize=4)
def _words(former: tuple[str, ...], verbs: tuple[str, ...]) -> Words:
    known = {**LETTERS, "former": either(former), "verbs": either(verbs)}
    apposed, inner, behind = (_WORDING.pattern(key, **known) for key in ("apposed", "inner", "behind"))
    return Words(apposed, inner, behind, re.compile(either(former)))


def words_of(lexicon: Lexicon) -> Words:
    """The patterns of the lexicon's words of the past."""
    return _words(lexicon.posts["former"], lexicon.posts["verbs"])


def _told(found: re.Match[str] | None, offset: int, usual: Tense) -> tuple[Tense, Range] | None:
    """The tense that the words say, and where they stand."""
    if found is None:
        return None
    groups = found.groupdict()
    tense = Tense.THEN if groups.get("then") else Tense.LEFT if groups.get("left") else usual
    return tense, (found.start() + offset, found.end() + offset)


def tense_before(encoded: Encoded, chain: Sequence[Link], link: Link, words: Words) -> tuple[Tense, Range] | None:
    """What makes a post before a name, or in brackets behind it, one of the past; None if nothing does."""
    text, first = encoded.text, chain[0].start
    bodies = [one.body for one in (chain[0], link) if one.body is not None]
    if any(own_name(encoded.slots[body]) for body in bodies) and not NOW.search(text, first, link.post):
        return Tense.WAS, (0, 0)
    start = _clear(encoded, first)
    found = _told(words.apposed.search(text[start:first]), start, Tense.WAS) if text[first] in SLOTS else None
    if found and not NOW.search(text, first, link.post):
        return found
    return _told(words.inner.search(text[link.group : link.post + 1]), link.group, Tense.WAS)


def tense_behind(
    encoded: Encoded, person: int, chain: Sequence[Link], link: Link, words: Words
) -> tuple[Tense, Range] | None:
    """How a post behind a name and a verb is held, by the words in between; None if none of them tells."""
    text, first = encoded.text, chain[0].start
    told = words.behind.search(text[person + 1 : first])
    found = _told(told, person + 1, Tense.ONCE)
    if told and told["series"] and link == chain[-1] and not NOW.search(text, link.post):
        return None
    if found:
        return (Tense.HELD, found[1]) if NOW.search(text, first, link.post) else found
    during = DURING.match(text, chain[-1].post + 1)
    return (Tense.ONCE, during.span()) if during else None


def is_doubtful(encoded: Encoded, first: int, post: int, words: Words) -> bool:
    """Whether a word of the past stands between the places, or shortly before them with no name of a person between."""
    start = first if encoded.text[first] == PERSON else max(_clear(encoded, first), first - LOOKBACK)
    said = encoded.text[start:post]
    now = max((found.end() for found in NOW.finditer(said)), default=0)
    return words.doubt.search(said, now) is not None


def _clear(encoded: Encoded, at: int) -> int:
    """Where the words before the place begin that can be about it: the clause, or what follows its last person."""
    return max(encoded.clause(at)[0], encoded.text.rfind(PERSON, 0, at) + 1)
