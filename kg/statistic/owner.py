"""Owners of figures: which things of the sentence, or the article's topic, a figure is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.clause import LETTER, MARKS, OWNED, SLOTS, Encoded, Slot, letters
from kg.wording import Wording

_WORDING = Wording("figures.toml", "statistic")
#: Classes that can own a figure, and those to which a figure right before the name belongs (10亿元的基金).
OWNERS = "".join(letter for name, letter in LETTER.items() if name not in ("Industry", "Technology", "Award"))
MODIFIED = letters(("Fund", "Policy", "Project", "Platform", "Park", "Event", "Organization"))
#: Things that a sentence speaks of in passing: the next one, with a noun of its own, goes on about the topic.
PASSING = letters(("Project", "Programme", "Policy"))
#: What pays for others.
SCHEMES = letters(("Policy", "Fund"))
#: Members of a list of firms.
COMPANIES = letters(("Company", "AcademicInstitution"))
#: The name behind a figure that belongs to it.
MODIFIES = re.compile(f"的?(?:[^{MARKS}、{SLOTS}]{{0,4}})([{MODIFIED}])")
#: A list of things each of which has the figure.
EACH = _WORDING.pattern("each", owners=OWNERS, slots=SLOTS)
AND = frozenset(_WORDING.text("and"))
#: Words for paying.
GRANTS = _WORDING.pattern("grants")
#: Who comes to an event is counted for the event.
ATTENDED = _WORDING.pattern("attended")


def find_owners(encoded: Encoded, at: int, topic: Slot | None) -> Iterator[tuple[int, Slot]]:
    """Whose figure it is: the owner, or each member of the list that the clause says it of (甲、乙都在70亿元以上)."""
    text, start = encoded.text, encoded.clause(at)[0]
    listed = EACH.match(text[start:at])
    if listed:
        yield from ((p, encoded.slots[p]) for p in range(start, start + listed.end(1)) if text[p] in OWNERS)
    elif owner := _owner(encoded, at, topic):
        yield owner


def _owner(encoded: Encoded, at: int, topic: Slot | None) -> tuple[int, Slot] | None:
    """Whose figure stands at `at`: the thing it modifies, else the subject of its clause; the article's topic, where
    that is a list or a person, neither of whom owns what the sentence counts."""
    return _modified(encoded, at) or _subject(encoded, at, topic)


def _modified(encoded: Encoded, at: int) -> tuple[int, Slot] | None:
    """The thing behind the figure that it belongs to: one joined with 的, or an amount right before the name."""
    rest, value = encoded.text[at + 1 :], encoded.slots[at].value
    behind = MODIFIES.match(rest)
    amount = value is not None and value.kind in ("money", "measure")
    if behind and (rest[0] == "的" or (amount and rest[0] == behind[1])):
        place = at + 1 + behind.start(1)
        return place, encoded.slots[place]
    return None


def _subject(encoded: Encoded, at: int, topic: Slot | None) -> tuple[int, Slot] | None:
    """The owner among the things of the clause: the event that people come to, else the first thing before the figure;
    for a person the last other thing, for a list of firms the topic."""
    text, (start, end) = encoded.text, encoded.clause(at)
    places = [place for place in range(start, at) if _can_own(encoded, place)]
    if not places:
        return None
    first = _innermost(encoded, places)
    if first in encoded.distant and text[first + 1] == OWNED and text[first] in PASSING and topic:
        return -1, topic
    events = [p for p in range(at) if text[p] == LETTER["Event"] and not encoded.slots[p].weak]
    if events and ATTENDED.search(text[start:end]):
        return events[-1], encoded.slots[events[-1]]
    schemes = [
        p for p in range(start) if text[p] in SCHEMES and not encoded.slots[p].weak and encoded.slots[p].start >= 0
    ]
    if schemes and GRANTS.search(text[start:end]):
        return schemes[-1], encoded.slots[schemes[-1]]
    if text[first] == LETTER["Person"]:
        others = [p for p in range(start, end) if text[p] != LETTER["Person"] and _can_own(encoded, p)]
        if others:
            return others[-1], encoded.slots[others[-1]]
        return (-1, topic) if topic else None
    if topic and text[first] in COMPANIES and text[first + 1 : first + 2] in AND:
        return -1, topic
    return first, encoded.slots[first]


def _can_own(encoded: Encoded, place: int) -> bool:
    """Whether a thing that can own a figure, and is one for certain, stands at the place."""
    return encoded.text[place] in OWNERS and bool(encoded.slots[place].entity) and not encoded.slots[place].weak


def _innermost(encoded: Encoded, places: Sequence[int]) -> int:
    """The first of the places, a thing of this sentence before one carried into it; of owner 的 owned the owned one."""
    text, first = encoded.text, places[0]
    own = [place for place in places if place not in encoded.distant and text[place] in MODIFIED]
    if first in encoded.distant and own:
        first = own[0]
    for place in places[places.index(first) + 1 :]:
        if text[first + 1 : place] not in ("", "的", OWNED):
            break
        first = place
    return first
