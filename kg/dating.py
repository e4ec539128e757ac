"""Dates of things: when a policy was issued, an event held, a team set up, where the sentence says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from kg.clause import DATE, Encoded, letters
from kg.model import Entity
from kg.value import Date
from kg.wording import Wording

#: Classes that are dated by anything that happens to them once, and those only by their founding.
EVENTS = letters(("Policy", "Programme", "Event", "Project", "Fund"))
FOUNDED = letters(("Organization", "Platform", "Park", "Company"))
#: Longest way from a date to the name that it dates, and from there on to the verb, in characters.
REACH, BEHIND = 40, 10

_WORDING = Wording("clauses.toml", "dated")
#: The verb between date and name, and the verb behind the name, by the letter of the thing.
VERBS = {
    **dict.fromkeys(EVENTS, (_WORDING.pattern("born_before"), _WORDING.pattern("born_behind"))),
    **dict.fromkeys(FOUNDED, (_WORDING.pattern("founded_before"), _WORDING.pattern("founded_behind"))),
}
#: A date behind the name, then the verb.
BEHIND_NAME = {
    **dict.fromkeys(EVENTS, _WORDING.pattern("born_after", date=DATE)),
    **dict.fromkeys(FOUNDED, _WORDING.pattern("founded_after", date=DATE)),
}
#: Words that say the date only begins a span of time.
SINCE = _WORDING.pattern("since")


def find_birth_dates(encoded: Encoded) -> Iterator[tuple[Entity, str]]:
    """Each thing of the sentence that is dated there, with its date in ISO 8601."""
    for place in [at for at, letter in enumerate(encoded.text) if letter in VERBS]:
        slot = encoded.slots[place]
        if slot.start < 0 or slot.entity is None:
            continue
        date, behind = _date_before(encoded, place), _date_behind(encoded, place)
        if date is not None and _is_dated(encoded, date[0], place):
            yield slot.entity, _begin(date[1].value)
        elif behind is not None and "/" not in behind.value:
            yield slot.entity, behind.value


def _date_before(encoded: Encoded, place: int) -> tuple[int, Date] | None:
    """The last date before the place, and where it stands, if it says at least the year."""
    at = encoded.text.rfind(DATE, 0, place)
    date = encoded.slots[at].date if at >= 0 else None
    return (at, date) if date is not None and date.complete else None


def _date_behind(encoded: Encoded, place: int) -> Date | None:
    """The date right behind the name and in front of its verb (甲于2017年建成), if it says at least the year."""
    found = BEHIND_NAME[encoded.text[place]].match(encoded.text, place + 1)
    date = encoded.slots[found.start("date")].date if found else None
    return date if found and date is not None and date.complete and encoded.is_fact(place, found.end()) else None


def _is_dated(encoded: Encoded, date: int, place: int) -> bool:
    """Whether a verb between date and thing, or right behind the thing, says that the date is the thing's."""
    between, rest = encoded.text[date + 1 : place], encoded.text[place + 1 : place + 1 + BEHIND]
    said = encoded.slots[date].date
    if len(between) > REACH or re.search("[。；]", between) or (said is not None and SINCE.search(said.surface)):
        return False
    behind = "".join(takewhile(lambda char: char not in "，。；", rest))
    clause = between[max(between.rfind("，"), 0) :] + behind
    before_name, behind_name = VERBS[encoded.text[place]]
    own = before_name.search(between) or behind_name.match(behind)
    return bool(own and encoded.is_fact(date, place + 1) and not SINCE.search(clause))


def _begin(value: str) -> str:
    """The day, month or year on which a span of time begins."""
    return value.split("/")[0]
