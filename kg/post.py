"""Posts: who holds which post in which body, each restated as a plain sentence (甲任乙主任) for the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.clause import CARRIED, HEAD, LETTER, MARKS, OWNED, POST, SLOTS, Encoded, Slot
from kg.lexicon import Lexicon

BODIES = "".join(
    LETTER[c]
    for c in (
        "GovernmentBody",
        "Company",
        "AcademicInstitution",
        "Organization",
        "Park",
        "Place",
        "Platform",
        "Project",
    )
)
PERSON = LETTER["Person"]
MIDDLE = f"[^{MARKS}、{SLOTS}]{{0,6}}"
TOKEN = re.compile(f"(?P<body>[{BODIES}]?)(?P<middle>{MIDDLE}?)(?P<post>[{HEAD}{POST}])")
SEPARATOR = "(?:、|兼任|兼|和|及|，兼|，)?"
#: A post that the word before it makes a thing of the past.
LOOKBACK = 8


@dataclass(frozen=True, slots=True)
class _Held:
    person: int
    body: int | None
    post: int


def _chain(encoded: Encoded, start: int, end: int) -> list[tuple[int | None, int]]:
    """The posts between the two places, each with its body; one without a body is held in the body before it."""
    found: list[tuple[int | None, int]] = []
    body: int | None = None
    for token in TOKEN.finditer(encoded.text, start, end):
        if token["body"]:
            body = token.start("body")
            if (body in encoded.carried or body in encoded.distant) and token["middle"].strip(CARRIED + OWNED):
                body = None
        found.append((body, token.start("post")))
    return found


def _before(encoded: Encoded) -> Iterator[_Held]:
    """Posts in front of the name: 乙副主任、丙主任甲."""
    token = f"[{BODIES}]?{MIDDLE}?[{HEAD}{POST}]"
    pattern = re.compile(f"(?P<chain>{token}(?:{SEPARATOR}{token})*)(?P<persons>{PERSON}(?:、{PERSON})*)")
    for found in pattern.finditer(encoded.text):
        for person in range(*found.span("persons")):
            if encoded.text[person] == PERSON:
                for body, post in _chain(encoded, *found.span("chain")):
                    yield _Held(person, body, post)


def _behind(encoded: Encoded, verbs: Sequence[str]) -> Iterator[_Held]:
    """Posts behind the name: 甲到乙任副主任, 甲出任乙主任、丙书记."""
    said = "|".join(sorted(map(re.escape, verbs), key=len, reverse=True))
    token = f"[{BODIES}]?{MIDDLE}?[{HEAD}{POST}]"
    pattern = re.compile(
        f"(?P<person>{PERSON})(?P<way>[^。；{PERSON}]{{0,24}}?)(?:{said}|职务[是为])(?:了)?(?P<chain>{token}(?:{SEPARATOR}{token})*)"
    )
    for found in pattern.finditer(encoded.text):
        before = [at for at in range(*found.span("way")) if encoded.text[at] in BODIES]
        for body, post in _chain(encoded, *found.span("chain")):
            yield _Held(found.start("person"), body if body is not None else (before[-1] if before else None), post)


def _bracketed(encoded: Encoded) -> Iterator[_Held]:
    """A post in brackets behind the name: 甲（乙副主任）."""
    pattern = re.compile(f"(?P<person>{PERSON})（(?P<chain>[^（）]{{1,16}})）")
    for found in pattern.finditer(encoded.text):
        for body, post in _chain(encoded, *found.span("chain")):
            yield _Held(found.start("person"), body, post)


def _given(encoded: Encoded) -> Iterator[_Held]:
    """A post whose holder is named behind it: 实验室主任由乙担任, 甲公司的董事长是乙."""
    pattern = re.compile(
        f"(?P<chain>[{BODIES}]?{MIDDLE}?[{HEAD}{POST}])(?:暂)?由[^，。；{PERSON}]{{0,10}}(?P<person>{PERSON})(?:担任|兼任|出任|接任)"
    )
    named = re.compile(f"(?P<chain>[{BODIES}]的?{MIDDLE}?[{HEAD}{POST}])(?:是|为|：)(?P<person>{PERSON})")
    for found in [*pattern.finditer(encoded.text), *named.finditer(encoded.text)]:
        for body, post in _chain(encoded, *found.span("chain")):
            yield _Held(found.start("person"), body, post)


def restate_posts(encoded: Encoded, lexicon: Lexicon) -> Iterator[Encoded]:
    """One small encoded sentence `甲任(乙)职务` for every post that the sentence says someone holds now."""
    former = re.compile("|".join(sorted(map(re.escape, lexicon.posts["former"]), key=len, reverse=True)))
    seen: set[tuple[int, int]] = set()
    for held in [*_before(encoded), *_bracketed(encoded), *_given(encoded), *_behind(encoded, lexicon.posts["verbs"])]:
        first = min(held.post, held.person, held.body if held.body is not None else held.post)
        said = encoded.text[max(0, first - LOOKBACK, encoded.clause(first)[0]) : held.post]
        if (held.person, held.post) in seen or former.search(said) or not encoded.is_fact(first, held.post + 1):
            continue
        seen.add((held.person, held.post))
        yield _restated(encoded, held)


def without_posts(encoded: Encoded) -> Encoded:
    """The sentence without the posts and bodies that stand before a name only to say who the person is."""
    token = f"[{BODIES}]?{MIDDLE}?[{HEAD}{POST}]"
    pattern = re.compile(f"(?:{token}{SEPARATOR})*{token}(?={PERSON})")
    keep = [True] * len(encoded.text)
    for found in pattern.finditer(encoded.text):
        keep[found.start() : found.end()] = [False] * (found.end() - found.start())
    places = [at for at, kept in enumerate(keep) if kept]
    moved = {old: new for new, old in enumerate(places)}
    return Encoded(
        "".join(encoded.text[at] for at in places),
        {moved[at]: slot for at, slot in encoded.slots.items() if at in moved},
        frozenset(moved[at] for at in encoded.carried if at in moved),
        frozenset(moved[at] for at in encoded.distant if at in moved),
    )


def _restated(encoded: Encoded, held: _Held) -> Encoded:
    order = [held.person, *([held.body] if held.body is not None else []), held.post]
    text, slots = encoded.text[held.person] + "任", dict[int, Slot]()
    slots[0] = encoded.slots[held.person]
    for at in order[1:]:
        slots[len(text)] = encoded.slots[at]
        text += encoded.text[at]
    carried = frozenset({0}) if any(at in encoded.carried or at in encoded.distant for at in order) else frozenset()
    return Encoded(text, slots, carried)


__all__ = ["CARRIED", "restate_posts"]
