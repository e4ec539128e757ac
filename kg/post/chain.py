"""Chains of posts (甲局局长、乙市副市长): the letters that they are made of, and the body of each post in one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.clause import CARRIED, DATE, HEAD, HELD_IN, LETTER, MARKS, OWNED, POST, SLOTS, Encoded, Slot, letters
from kg.wording import Wording

BODIES = letters(
    ("GovernmentBody", "Company", "AcademicInstitution", "Organization", "Park", "Place", "Platform", "Project")
)
PERSON = LETTER["Person"]
#: What may stand between a body and the post held in it.
MIDDLE = f"[^{MARKS}、{SLOTS}]{{0,6}}"
#: Bodies that the next one belongs to: 甲市 in 甲市乙区区长.
_OWNERS = f"(?:[{BODIES}](?=[{BODIES}]))*"
TOKEN = re.compile(f"{_OWNERS}(?P<body>[{BODIES}]?)(?P<middle>{MIDDLE}?)(?P<post>[{HEAD}{POST}])")

_WORDING = Wording("clauses.toml", "held")
_POST = f"[{BODIES}]?{MIDDLE}?[{HEAD}{POST}]"
#: What parts two posts of a chain, taken whole or not at all: a long chain is read in one way only.
SEPARATOR = f"(?:{_WORDING.expression('separators')})?+"
#: What expressions about posts name in braces.
LETTERS = {
    "bodies": BODIES,
    "posts": f"{HEAD}{POST}",
    "person": PERSON,
    "middle": MIDDLE,
    "marks": MARKS,
    "slots": SLOTS,
    "again": f"{CARRIED}{OWNED}",
    "date": DATE,
    "post": _POST,
    "chain": f"(?P<chain>{_OWNERS}{_POST}(?:{SEPARATOR}{_OWNERS}{_POST})*)",
}
#: Posts and bodies that stand before a name only to say who the person is.
APPOSITION = re.compile(f"(?:{_POST}{SEPARATOR})*{_POST}(?={PERSON})")
_FORMER = Wording("clauses.toml", "former")
#: Words between body and post that say of the post that it is over; and one that was taken for part of a body's name.
_PAST, _SWALLOWED = _FORMER.pattern("between"), _FORMER.pattern("swallowed")


@dataclass(frozen=True, slots=True)
class Link:
    """A post of a chain: its place and its body's, where its words begin, and where those of the body's posts do."""

    post: int
    body: int | None
    start: int
    group: int


def links(encoded: Encoded, start: int, end: int) -> Iterator[Link]:
    """The posts between the two places, each with its body; one without a body is held in the body before it."""
    body: int | None = None
    group = start
    for token in TOKEN.finditer(encoded.text, start, end):
        if token["body"]:
            body, group = token.start("body"), token.start()
            if (body in encoded.carried or body in encoded.distant) and not _fits(encoded, body, token):
                body = None
        yield Link(token.start("post"), body, token.start(), group)


def _fits(encoded: Encoded, body: int, token: re.Match[str]) -> bool:
    """Whether a body that an earlier clause named has such a post, and nothing else stands before the post."""
    entity, post = encoded.slots[body].entity, encoded.slots[token.start("post")].post
    held = HELD_IN.get(entity.type) if entity else None
    between = _PAST.sub("", token["middle"].strip(CARRIED + OWNED))
    return not between and held is not None and held.search(post) is not None


def own_name(slot: Slot) -> str | None:
    """The name of a body without the word of the past that was taken for part of it (原|云川市科技局); None if it has
    none."""
    found = _SWALLOWED.match(slot.entity.name) if slot.entity else None
    return found.string[found.end() :] if found else None
