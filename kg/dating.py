"""Dates of things: when a policy was issued, an event held, a team set up, where the sentence says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.clause import CLASSES, DATE, LETTER, Encoded
from kg.model import Entity

#: Classes that have a date of their own.
DATED = "".join(
    LETTER[c]
    for c in CLASSES
    if c in ["Policy", "Programme", "Event", "Project", "Organization", "Fund", "Platform", "Park", "Company"]
)
#: What happens to such a thing once: its date is the thing's.
BORN = (
    "举行|举办|召开|开幕|启动|发布|出台|颁布|印发|公布|成立|设立|组建|揭牌|推出|实施|开展|铺开|开工|落成|创办|创设|施行|登场|亮相|"
    "签署|获批|投用|启用|建成|走进|投产|创建|开园|挂牌|始于|奠基"
)
#: Classes that are dated by any such verb, and those only by their founding.
EVENTS = "".join(LETTER[c] for c in ("Policy", "Programme", "Event", "Project", "Fund"))
FOUNDED = "成立|设立|组建|创办|创建|揭牌|获批|挂牌|建成|投用|启用|开园|创设|落成"
REACH = 40


def _day(value: str) -> str:
    """The day, month or year on which a span of time begins."""
    return value.split("/")[0]


def find_birth_dates(encoded: Encoded) -> Iterator[tuple[Entity, str]]:
    """Each thing of the sentence that is dated there, with its date in ISO 8601."""
    text = encoded.text
    for place in [at for at, char in enumerate(text) if char in DATED]:
        slot = encoded.slots[place]
        dates = [at for at in range(place) if text[at] == DATE]
        if slot.start < 0 or slot.entity is None or not dates:
            continue
        date = encoded.slots[dates[-1]].date
        between, behind = text[dates[-1] + 1 : place], re.match("[^，。；]{0,10}", text[place + 1 :])
        if date is None or not date.complete or len(between) > REACH or re.search("[。；]", between):
            continue
        verbs = BORN if text[place] in EVENTS else FOUNDED
        clause = between[max(between.rfind("，"), 0) :] + (behind[0] if behind else "")
        own = re.search(f"(?:{verbs})(?:了|的)?[^，；。]{{0,14}}$", between) or re.match(
            f"[^，。；的]{{0,6}}(?:{verbs})", behind[0] if behind else ""
        )
        if own and encoded.is_fact(dates[-1], place + 1) and not re.search("以来|至今", clause):
            yield slot.entity, _day(date.value)
