"""Figures of a sentence as statements: whose figure it is, what it counts, when, and whether it rises or falls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.clause import CARRIED, DATE, LETTER, MARKS, PLANNED, SLOTS, VALUE, Encoded, Slot
from kg.mention.context import NOMINAL, Context
from kg.model import Entity
from kg.value import Value, change_sign

#: Classes that can own a figure, and those to which a figure right before the name belongs (10亿元的基金).
OWNERS = "".join(LETTER[c] for c in LETTER if c not in ("Industry", "Technology", "Award"))
MODIFIED = "".join(LETTER[c] for c in ("Fund", "Policy", "Project", "Platform", "Park", "Event"))
#: Longest description of what is counted, in characters.
LONGEST = 24
LINKS = re.compile(r"(?:分别|累计|已经|已|共计|共有|共|总计|合计|达到了?|达|高达|突破|为|是|有|至|到|约|近|超过|超|升至|降至|提升至|做到|扩到|定为|实现|仅|只|均|也|就|便|了|，|：|的)+$")
SPECIFIC = {"money": "金额", "measure": "规模", "percent": "比例", "count": "数量"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its owner, before it has its evidence."""

    about: Entity
    measure: str
    value: Decimal
    unit: str
    qualifier: str
    surface: str
    time: str | None
    confidence: float


def _owner(encoded: Encoded, at: int) -> tuple[int, Slot] | None:
    """Whose figure stands at `at`: the thing it modifies, else the subject of its clause."""
    text = encoded.text
    behind = re.match(f"的?(?:[^{MARKS}、{SLOTS}]{{0,4}})([{MODIFIED}])", text[at + 1 :])
    if behind and text[at + 1 : at + 2] in ("的", behind[1]):
        place = at + 1 + behind.start(1)
        return place, encoded.slots[place]
    start = encoded.clause(at)[0]
    places = [p for p in range(start, at) if text[p] in OWNERS and encoded.slots[p].entity and not encoded.slots[p].weak]
    if not places:
        return None
    first = places[0]
    for place in places[1:]:
        if text[first + 1 : place] not in ("", "的"):
            break
        first = place
    return first, encoded.slots[first]


def _noun_behind(context: Context, value: Value) -> str:
    """The noun phrase that the figure counts (2家|省级软件园); empty if no noun follows it."""
    end = value.end
    for word in context.words:
        if word.end <= value.end:
            continue
        if word.start < value.end and word.end > value.end:
            end = word.end
            continue
        if word.start > end or word.tag not in NOMINAL | {"xx"} or word.text in context.lexicon.stops["verbs"]:
            break
        if word.end - value.end > LONGEST:
            break
        end = word.end
    return context.text[value.end : end].strip("“”")


def _words_before(context: Context, encoded: Encoded, owner: int, at: int) -> str:
    """The words between the owner, or the last mark or figure, and the figure."""
    text = encoded.text
    start = max([encoded.clause(at)[0], *(p + 1 for p in range(encoded.clause(at)[0], at) if text[p] == VALUE)])
    if start <= owner < at:
        start = owner + 1
    said: list[str] = []
    for place in range(start, at):
        slot = encoded.slots.get(place)
        if slot is None:
            said.append(text[place])
        elif slot.start >= 0 and text[place] != DATE:
            said.append(context.text[slot.start : slot.end])
    words = "".join(said).replace(CARRIED, "").strip("的，、 ")
    while (trimmed := LINKS.sub("", words).strip("的，、 ")) != words:
        words = trimmed
    return words[-LONGEST:]


def _measure(context: Context, encoded: Encoded, owner: int, at: int, value: Value) -> str:
    """What is counted, in the page's words; a target or forecast says so."""
    before, noun = _words_before(context, encoded, owner, at), ""
    if value.kind == "count":
        noun = _noun_behind(context, value)
    if noun:
        before = before if len(before) <= 8 else before[-4:]
    measure = (before + noun)[-LONGEST:] or SPECIFIC.get(value.kind, "数量")
    clause = encoded.text[encoded.clause(at)[0] : at]
    if PLANNED.search(clause) and not re.search("预计|目标|计划|有望|力争|拟|将", measure):
        measure = "预计" + measure
    return measure


def _time(encoded: Encoded, at: int) -> str | None:
    """The last complete date before the figure in its sentence."""
    dates = [slot.date for place, slot in sorted(encoded.slots.items()) if place < at and encoded.text[place] == DATE]
    known = [date.value for date in dates if date and date.complete]
    return known[-1] if known else None


def find_figures(context: Context, encoded: Encoded) -> Iterator[Figure]:
    """Every figure of the sentence that has an owner; spans of time are none."""
    for at, slot in sorted(encoded.slots.items()):
        value = slot.value
        if value is None or value.kind == "duration":
            continue
        owner = _owner(encoded, at)
        if owner is None or owner[1].entity is None:
            continue
        place, holder = owner
        amount = value.value
        if value.kind == "percent":
            sign = change_sign(context.text[: value.start], context.text[value.end :])
            amount = -amount if sign < 0 else amount
        sure = 0.7 if place in encoded.distant else 0.8 if place in encoded.carried else 0.85
        assert holder.entity is not None
        yield Figure(
            holder.entity,
            _measure(context, encoded, place, at, value),
            amount,
            value.unit,
            value.qualifier,
            value.surface,
            _time(encoded, at),
            sure,
        )


def once(figures: Sequence[tuple[Figure, int]]) -> Iterator[tuple[Figure, int]]:
    """Each figure once for each owner: a later mention of the same number says nothing new."""
    seen: set[tuple[Entity, Decimal, str]] = set()
    for figure, sentence in figures:
        key = (figure.about, figure.value, figure.unit)
        if key not in seen:
            seen.add(key)
            yield figure, sentence
