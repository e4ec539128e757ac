"""Posts: who holds which post in which body, each restated as a plain sentence (甲任乙主任) for the rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from kg.clause import CARRIED, HEAD, HELD_IN, LETTER, MARKS, OWNED, POST, SLOTS, Encoded, letters
from kg.lexicon import Lexicon
from kg.wording import Wording, either

BODIES = letters(
    ("GovernmentBody", "Company", "AcademicInstitution", "Organization", "Park", "Place", "Platform", "Project")
)
PERSON = LETTER["Person"]
#: What may stand between a body and the post held in it.
MIDDLE = f"[^{MARKS}、{SLOTS}]{{0,6}}"
TOKEN = re.compile(f"(?P<body>[{BODIES}]?)(?P<middle>{MIDDLE}?)(?P<post>[{HEAD}{POST}])")
#: How far before the first of body, post and person a word makes the post one of the past.
LOOKBACK = 8

_WORDING = Wording("clauses.toml", "held")
#: The verb of a restated post.
HOLDS = _WORDING.text("holds")
_POST = f"[{BODIES}]?{MIDDLE}?[{HEAD}{POST}]"
_SEPARATOR = f"{_WORDING.expression('separators')}?"
_LETTERS = {
    "bodies": BODIES,
    "posts": f"{HEAD}{POST}",
    "person": PERSON,
    "middle": MIDDLE,
    "post": _POST,
    "chain": f"(?P<chain>{_POST}(?:{_SEPARATOR}{_POST})*)",
}
#: Posts in front of the name: 乙副主任、丙主任甲.
BEFORE = re.compile(f"{_LETTERS['chain']}(?P<persons>{PERSON}(?:、{PERSON})*)")
#: A post in brackets behind the name: 甲（乙副主任）.
BRACKETED = re.compile(f"(?P<person>{PERSON})（(?P<chain>[^（）]{{1,16}})）")
#: A post whose holder is named behind it: 实验室主任由乙担任; 甲公司的董事长是乙.
GIVEN = (_WORDING.pattern("given", **_LETTERS), _WORDING.pattern("named", **_LETTERS))
#: Posts and bodies that stand before a name only to say who the person is.
APPOSITION = re.compile(f"(?:{_POST}{_SEPARATOR})*{_POST}(?={PERSON})")


@dataclass(frozen=True, slots=True)
class _Held:
    """The places of a person, of a post of theirs, and of the body in which they hold it."""

    person: int
    body: int | None
    post: int
    #: Whether the sentence says that the person took the post, so that its date is the post's.
    taken: bool = False


def _chain(encoded: Encoded, start: int, end: int) -> list[tuple[int | None, int]]:
    """The posts between the two places, each with its body; one without a body is held in the body before it."""
    found: list[tuple[int | None, int]] = []
    body: int | None = None
    for token in TOKEN.finditer(encoded.text, start, end):
        if token["body"]:
            body = token.start("body")
            if (body in encoded.carried or body in encoded.distant) and not _fits(encoded, body, token):
                body = None
        found.append((body, token.start("post")))
    return found


def _fits(encoded: Encoded, body: int, token: re.Match[str]) -> bool:
    """Whether a body that an earlier clause named has such a post, and nothing else stands before the post."""
    entity, post = encoded.slots[body].entity, encoded.slots[token.start("post")].post
    held = HELD_IN.get(entity.type) if entity else None
    return not token["middle"].strip(CARRIED + OWNED) and held is not None and held.search(post) is not None


@lru_cache(maxsize=4)
def _behind_pattern(verbs: tuple[str, ...]) -> re.Pattern[str]:
    """Posts behind the name: 甲到乙任副主任, 甲出任乙主任、丙书记."""
    return _WORDING.pattern("behind", **_LETTERS, verbs=either(verbs))


@lru_cache(maxsize=4)
def _former_pattern(former: tuple[str, ...]) -> re.Pattern[str]:
    """Words that make the post behind them one of the past."""
    return re.compile(either(former))


def _before(encoded: Encoded) -> Iterator[_Held]:
    for found in BEFORE.finditer(encoded.text):
        for person in range(*found.span("persons")):
            if encoded.text[person] == PERSON:
                for body, post in _chain(encoded, *found.span("chain")):
                    yield _Held(person, body, post)


def _behind(encoded: Encoded, verbs: tuple[str, ...]) -> Iterator[_Held]:
    """The posts of a chain without a body are held in the last one between name and verb."""
    for found in _behind_pattern(verbs).finditer(encoded.text):
        bodies = [at for at in range(*found.span("way")) if encoded.text[at] in BODIES]
        for body, post in _chain(encoded, *found.span("chain")):
            yield _Held(found.start("person"), body if body is not None or not bodies else bodies[-1], post, True)


def _of_one(encoded: Encoded, patterns: Iterable[re.Pattern[str]]) -> Iterator[_Held]:
    """Chains of posts with the one person whom the pattern names."""
    for found in chain.from_iterable(pattern.finditer(encoded.text) for pattern in patterns):
        for body, post in _chain(encoded, *found.span("chain")):
            yield _Held(found.start("person"), body, post)


def _held(encoded: Encoded, lexicon: Lexicon) -> Iterator[_Held]:
    """Everyone who is said to hold a post, some more than once."""
    yield from _before(encoded)
    yield from _of_one(encoded, (BRACKETED, *GIVEN))
    yield from _behind(encoded, lexicon.posts["verbs"])


def restate_posts(encoded: Encoded, lexicon: Lexicon) -> Iterator[Encoded]:
    """One small encoded sentence `甲任(乙)职务` for every post that the sentence says someone holds now."""
    former = _former_pattern(lexicon.posts["former"])
    seen: set[tuple[int, int]] = set()
    for held in _held(encoded, lexicon):
        first = min(held.post, held.person, held.body if held.body is not None else held.post)
        said = encoded.text[max(0, first - LOOKBACK, encoded.clause(first)[0]) : held.post]
        if (held.person, held.post) in seen or former.search(said) or not encoded.is_fact(first, held.post + 1):
            continue
        seen.add((held.person, held.post))
        yield _restated(encoded, held)


def without_posts(encoded: Encoded) -> Encoded:
    """The sentence without the posts and bodies that stand before a name only to say who the person is."""
    keep = [True] * len(encoded.text)
    for found in APPOSITION.finditer(encoded.text):
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
    """Person, verb, body if any, and post."""
    places = [held.person, *([] if held.body is None else [held.body]), held.post]
    text, slots = encoded.text[held.person] + HOLDS, {0: encoded.slots[held.person]}
    for at in places[1:]:
        slots[len(text)] = encoded.slots[at]
        text += encoded.text[at]
    was_restored = any(at in encoded.carried or at in encoded.distant for at in places)
    time = _since(encoded, held.person) if held.taken else None
    return Encoded(text, slots, frozenset({0}) if was_restored else frozenset(), time=time)


def _since(encoded: Encoded, person: int) -> str | None:
    """The time from the last complete date in front of the person on, if there is one in the sentence."""
    dates = [slot.date for at, slot in sorted(encoded.slots.items()) if at < person and slot.date]
    date = dates[-1] if dates else None
    if date is None or not date.complete:
        return None
    return date.value if "/" in date.value else f"{date.value}/.."
