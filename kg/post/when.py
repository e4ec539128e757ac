"""When a post was taken, held or given up, by the dates that stand before the words about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.clause import Encoded
from kg.post.chain import LETTERS
from kg.post.held import OPEN, Held, is_closed
from kg.post.tense import NOW, Tense
from kg.value import Date
from kg.wording import Wording

#: What parts a date that is about the next clause from that clause.
_WORDING = Wording("clauses.toml", "former")
NEXT = _WORDING.pattern("next", **LETTERS)
#: What may stand in a clause before the date that it begins with.
LEAD = _WORDING.expression("lead", **LETTERS)


def dated(encoded: Encoded, held: Held) -> tuple[Held, str | None]:
    """The post with its time, if there is one; one that was held from then to then is one of the past."""
    at, date = next(_dates(encoded, held.start), (-1, None))
    if held.tense in (Tense.SAID, Tense.WAS) or date is None or not date.complete:
        return held, None
    begin, _, end = date.value.partition("/")
    own = at >= encoded.clause(held.start)[0]
    if not own and not _leads(encoded, at):
        return held, None
    near = own or NEXT.fullmatch(encoded.text, at + 1, held.start) is not None
    if held.tense is Tense.LEFT:
        return held, f"{OPEN}/{begin if end in ('', OPEN) else end}"
    if held.tense is Tense.THEN or (held.tense is Tense.ONCE and near):
        return held, begin if end == OPEN else date.value
    if held.tense is Tense.ONCE:
        return held, None
    return _of_today(encoded, held, at, date, near)


def _of_today(encoded: Encoded, held: Held, at: int, date: Date, near: bool) -> tuple[Held, str | None]:
    """A post that is held since the date, unless the date says till when; what somebody is is dated in its clause."""
    if is_closed(encoded, at):
        return (replace(held, tense=Tense.ONCE), date.value) if near else (held, None)
    if held.tense is Tense.HELD and at < encoded.clause(held.start)[0]:
        return held, None
    return held, date.value if "/" in date.value else f"{date.value}/{OPEN}"


def _leads(encoded: Encoded, at: int) -> bool:
    """Whether the clause begins with the date, whatever subject was put back before it."""
    before = range(encoded.clause(at)[0], at)
    return all(encoded.text[n] in LEAD or n in encoded.carried or n in encoded.distant for n in before)


def _dates(encoded: Encoded, end: int) -> Iterator[tuple[int, Date]]:
    """The dates before the place, the last one first."""
    for at, slot in sorted(encoded.slots.items(), reverse=True):
        if at < end and slot.date:
            yield at, slot.date


def contrasted(encoded: Encoded, found: list[tuple[Held, str | None]]) -> Iterator[tuple[Held, str | None]]:
    """The posts; one that somebody took on a date is over where the sentence goes on with what they are now."""
    now = [held for held, _ in found if held.tense is Tense.HELD]
    for held, time in found:
        over = (
            NOW.search(encoded.text, held.post, other.post) is not None and _same(encoded, held, other) for other in now
        )
        if held.tense is Tense.TAKEN and time and any(over):
            yield replace(held, tense=Tense.ONCE), time.removesuffix(f"/{OPEN}")
        else:
            yield held, time


def _same(encoded: Encoded, one: Held, other: Held) -> bool:
    """Whether both are about one person."""
    return encoded.slots[one.person].entity == encoded.slots[other.person].entity
