"""Figures of a sentence as statements: whose figure it is, what it counts, when, and whether it rises or falls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.clause import CARRIED, DATE, LETTER, MARKS, OWNED, PLANNED, SLOTS, VALUE, Encoded, Slot
from kg.mention.context import NOMINAL, Context
from kg.model import Entity
from kg.value import Value, change_sign

#: Classes that can own a figure, and those to which a figure right before the name belongs (10亿元的基金).
OWNERS = "".join(LETTER[c] for c in LETTER if c not in ("Industry", "Technology", "Award"))
MODIFIED = "".join(LETTER[c] for c in ("Fund", "Policy", "Project", "Platform", "Park", "Event", "Organization"))
#: A list of things each of which has the figure.
EACH = re.compile(f"([{OWNERS}](?:[、和与][{OWNERS}])+)[^{SLOTS}]{{0,16}}?[都均各]")
COMPANIES = "".join(LETTER[c] for c in ("Company", "AcademicInstitution"))
#: Longest description of what is counted, in characters.
LONGEST = 24
LINKS = re.compile(
    r"(?:分别|累计|已经|已|共计|共有|共|总计|合计|达到了?|达|高达|突破|为|是|有|至|到|约|近|超过|超|升至|降至|提升至|做到|扩到|定为|实现|仅|只|均|也|就|便|了|，|：|的)+$"
)
#: What makes a figure the bound of a class of things, not a statement of its own.
BOUND = re.compile(
    r"(?:、[^，。；、]{1,8}){0,3}(?:元)?(?:以上|以下|门槛|大关)?的(?:[^，。；]{0,6})?(?:企业|公司|有|项目|单位|园区|门槛)|(?:门槛|大关|条(?:政策|措施|举措))"
)
#: Nouns that a small number only announces (两个方面).
ABSTRACT = re.compile(
    r"[^，。；]{0,4}?(?:方向|方面|目标|希望|线|任务|字|阶段|地方|名单|层次|环节|领域|问题|特点|优势|抓手|身份|意义|词|头衔|挡|档|维度|层面|途径|渠道|家庭|人|步|板块)"
)
#: Who comes to an event is counted for the event.
ATTENDED = re.compile("参会|到会|参展|参赛|到场|报名|与会|观众|嘉宾")
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


def _owner(encoded: Encoded, at: int, topic: Slot | None) -> tuple[int, Slot] | None:
    """Whose figure stands at `at`: the thing it modifies, else the subject of its clause; the article's topic, where
    that is a list or a person, neither of whom owns what the sentence counts."""
    text = encoded.text
    behind = re.match(f"的?(?:[^{MARKS}、{SLOTS}]{{0,4}})([{MODIFIED}])", text[at + 1 :])
    value = encoded.slots[at].value
    amount = value is not None and value.kind in ("money", "measure")
    if behind and (text[at + 1] == "的" or (amount and text[at + 1] == behind[1])):
        place = at + 1 + behind.start(1)
        return place, encoded.slots[place]
    start = encoded.clause(at)[0]
    places = [
        p for p in range(start, at) if text[p] in OWNERS and encoded.slots[p].entity and not encoded.slots[p].weak
    ]
    if not places:
        return None
    first = places[0]
    own = [p for p in places if p not in encoded.distant and text[p] in MODIFIED]
    if first in encoded.distant and own:
        first = own[0]
    for place in places[places.index(first) + 1 :]:
        if text[first + 1 : place] not in ("", "的", OWNED):
            break
        first = place
    end = encoded.clause(at)[1]
    events = [p for p in range(at) if text[p] == LETTER["Event"] and not encoded.slots[p].weak]
    if events and ATTENDED.search(text[start:end]):
        return events[-1], encoded.slots[events[-1]]
    others = [
        p for p in range(start, end) if text[p] in OWNERS and text[p] != LETTER["Person"] and not encoded.slots[p].weak
    ]
    if text[first] == LETTER["Person"]:
        return (others[-1], encoded.slots[others[-1]]) if others else (-1, topic) if topic else None
    if text[first + 1 : first + 2] in ("、", "和", "与") and topic and text[first] in COMPANIES:
        return -1, topic
    return first, encoded.slots[first]


def _is_counted(context: Context, encoded: Encoded, at: int, value: Value) -> bool:
    """Whether the figure says something: not a list's length, nor 两个方面, nor a bound (500万元以上的)."""
    before, behind = encoded.text[:at], context.text[value.end :]
    noun = _noun_behind(context, value) if value.kind == "count" else "-"
    if re.search(f"(?:、[{SLOTS}]|等)$", before) and not noun:
        return False
    if re.search("[由从]$", context.text[: value.start]) and re.match("(?:逐步|一路)?[降升提增扩减上下]", behind):
        return False
    if (value.kind in ("money", "measure") and BOUND.match(behind)) or (
        value.unit == "条" and re.match("政策|措施|举措|新政", behind)
    ):
        return False
    if value.kind == "count" and value.value <= 9 and not re.search(r"\d|大", value.surface):
        opens = all(
            p in encoded.carried | encoded.distant or encoded.text[p] in CARRIED + OWNED
            for p in range(encoded.clause(at)[0], at)
        )
        vague = value.unit in ("条", "处", "种", "点", "口", "席", "份", "度")
        return not (opens or vague or not noun or ABSTRACT.match(behind))
    return True


def _noun_behind(context: Context, value: Value) -> str:
    """The noun phrase that the figure counts (2家|省级软件园); empty if no noun follows it."""
    end = value.end
    for word in context.words:
        if word.end <= value.end:
            continue
        if word.start < value.end and word.end > value.end:
            end = word.end
            continue
        if word.start > end or word.tag not in NOMINAL | {"xx", "c"}:
            break
        if word.text in context.lexicon.stops["verbs"] and word.tag != "vn":
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
    words = "".join(said).replace(CARRIED, "").replace(OWNED, "").strip("的，、 ")
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


#: Words that say a figure is of today, whatever date stands before it.
TODAY = re.compile("目前|现有|如今|截至|眼下|这一次|此次|此番|至今|现已|已累计|预计|计划|将|明年")
#: A span of time: what a report counts over. A single day is none.
PERIOD = re.compile(r"\d{4}(?:-\d{2})?(?:/\d{4}(?:-\d{2}){0,2})?")
#: A date that the figure is only compared with (较2017年下降).
COMPARED = re.compile(f"(?:比|较|与|同|于){DATE}")


class Clock:
    """The time of figures that have none in their own sentence: the period last named in the paragraph."""

    def __init__(self) -> None:
        self.paragraph = -1
        self.period: str | None = None
        self.report: str | None = None

    def read(self, paragraph: int, encoded: Encoded) -> None:
        """Moves on by a sentence."""
        if paragraph != self.paragraph:
            self.paragraph, self.period = paragraph, self.report
        for at, slot in sorted(encoded.slots.items()):
            if (
                slot.date
                and slot.date.complete
                and PERIOD.fullmatch(slot.date.value)
                and not COMPARED.match(encoded.text[max(0, at - 1) :])
            ):
                self.period = slot.date.value
                if "/" in slot.date.value and ".." not in slot.date.value:
                    self.report = self.report or slot.date.value

    def time(self, encoded: Encoded, at: int) -> str | None:
        """The last complete date before the figure in its sentence, else the period of the paragraph."""
        places = [p for p, slot in sorted(encoded.slots.items()) if p < at and slot.date and slot.date.complete]
        own = [p for p in places if not COMPARED.match(encoded.text[max(0, p - 1) :])]
        if own:
            date = encoded.slots[own[-1]].date
            return date.value if date else None
        return None if TODAY.search(encoded.text[:at]) else self.period


def find_figures(context: Context, encoded: Encoded, topic: Entity | None, clock: Clock) -> Iterator[Figure]:
    """Every figure of the sentence that has an owner; spans of time are none."""
    whole = Slot(-1, -1, topic) if topic else None
    for at, slot in sorted(encoded.slots.items()):
        value = slot.value
        if value is None or value.kind == "duration" or not _is_counted(context, encoded, at, value):
            continue
        for place, owner in _owners(encoded, at, whole):
            if owner.entity is not None:
                yield _figure(context, encoded, at, place, owner.entity, clock)


def _owners(encoded: Encoded, at: int, topic: Slot | None) -> Iterator[tuple[int, Slot]]:
    """Whose figure it is: the owner, or each member of the list that the clause says it of (甲、乙都在70亿元以上)."""
    text, start = encoded.text, encoded.clause(at)[0]
    listed = EACH.match(text[start:at])
    if listed:
        yield from ((p, encoded.slots[p]) for p in range(start, start + listed.end(1)) if text[p] in OWNERS)
    elif owner := _owner(encoded, at, topic):
        yield owner


def _figure(context: Context, encoded: Encoded, at: int, place: int, owner: Entity, clock: Clock) -> Figure:
    """The figure at `at` as a statement about its owner, who stands at `place` (nowhere, if -1)."""
    value = encoded.slots[at].value
    assert value is not None
    sign = change_sign(context.text[: value.start], context.text[value.end :]) if value.kind == "percent" else 0
    return Figure(
        owner,
        _measure(context, encoded, place, at, value),
        -value.value if sign < 0 else value.value,
        value.unit,
        value.qualifier,
        value.surface,
        clock.time(encoded, at),
        0.65 if place < 0 else 0.7 if place in encoded.distant else 0.8 if place in encoded.carried else 0.85,
    )


def _alike(one: str, other: str) -> bool:
    """Whether two descriptions share half of their characters (Dice)."""
    return 2 * len(set(one) & set(other)) >= 0.5 * (len(set(one)) + len(set(other)))


def once(figures: Sequence[tuple[Figure, int]]) -> Iterator[tuple[Figure, int]]:
    """Each figure once for each owner: a later mention of the same number says nothing new."""
    seen: dict[tuple[Entity, Decimal, str], list[str]] = {}
    for figure, sentence in figures:
        said = seen.setdefault((figure.about, figure.value, figure.unit), [])
        if not any(_alike(figure.measure, before) for before in said):
            said.append(figure.measure)
            yield figure, sentence
