"""Figures of a sentence as statements: whose figure it is, what it counts, when, and whether it rises or falls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.clause import CARRIED, DATE, LETTER, MARKS, OWNED, PLANNED, SLOTS, VALUE, Encoded, Slot, letters
from kg.mention.context import NOMINAL, Context
from kg.model import Entity
from kg.value import Value, change_sign
from kg.wording import Wording, table

#: Classes that can own a figure, and those to which a figure right before the name belongs (10亿元的基金).
OWNERS = "".join(letter for name, letter in LETTER.items() if name not in ("Industry", "Technology", "Award"))
MODIFIED = letters(("Fund", "Policy", "Project", "Platform", "Park", "Event", "Organization"))
#: Things that a sentence speaks of in passing: the next one, with a noun of its own, goes on about the topic.
PASSING = letters(("Project", "Programme", "Policy"))
#: What pays for others, and words for paying.
SCHEMES = letters(("Policy", "Fund"))
COMPANIES = letters(("Company", "AcademicInstitution"))
#: The name behind a figure that belongs to it.
MODIFIES = re.compile(f"的?(?:[^{MARKS}、{SLOTS}]{{0,4}})([{MODIFIED}])")
#: Longest description of what is counted, in characters; and how much of the words before a noun it may hold.
LONGEST, LONG, SHORT = 24, 8, 4
#: The largest number that may only announce what follows.
FEW = 9

_WORDING = Wording("figures.toml", "statistic")
#: A list of things each of which has the figure.
EACH = _WORDING.pattern("each", owners=OWNERS, slots=SLOTS)
AND = frozenset(_WORDING.text("and"))
LINKS = _WORDING.pattern("link_tail")
#: Marks round a description.
EDGES = "的，、 "
#: What makes a figure the bound of a class of things, not a statement of its own.
BOUND = _WORDING.pattern("bound")
#: Nouns that a small number only announces (两个方面), units that do, and how a number that says more is written.
ABSTRACT, PLAIN_NUMBER = _WORDING.pattern("abstract"), _WORDING.pattern("plain_number")
VAGUE_UNITS = frozenset(_WORDING.words("vague_units"))
#: A list whose members the figure counts.
LISTED = _WORDING.pattern("listed", slots=SLOTS)
#: What stands before and behind the figure from which something rises or falls.
FROM, MOVES = _WORDING.pattern("from"), _WORDING.pattern("moves")
#: The number of a document's articles.
ARTICLE_UNIT, ARTICLES = _WORDING.text("article_unit"), _WORDING.pattern("articles")
#: Who comes to an event is counted for the event.
GRANTS = _WORDING.pattern("grants")
ATTENDED = _WORDING.pattern("attended")
#: Words that say a measure is a target or forecast, and the one that is put before a measure to say so.
FORECASTS, FORECAST = _WORDING.pattern("forecasts"), _WORDING.text("forecast")
#: What is counted where the page does not say it, by the kind of the value.
SPECIFIC: Mapping[str, str] = table("figures.toml")["specific"]
#: Words that say a figure is of today, whatever date stands before it.
TODAY = _WORDING.pattern("today")
#: A date that the figure is only compared with (较2017年下降).
COMPARED = _WORDING.pattern("compared", date=DATE)
#: A span of time: what a report counts over. A single day is none.
PERIOD = re.compile(r"\d{4}(?:-\d{2})?(?:/\d{4}(?:-\d{2}){0,2})?")


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


def _is_counted(context: Context, encoded: Encoded, at: int, value: Value) -> bool:
    """Whether the figure says something: not a list's length, nor 两个方面, nor a bound (500万元以上的)."""
    behind = context.text[value.end :]
    noun = _noun_behind(context, value) if value.kind == "count" else "-"
    if LISTED.search(encoded.text[:at]) and not noun:
        return False
    if FROM.search(context.text[: value.start]) and MOVES.match(behind):
        return False
    if value.kind in ("money", "measure") and BOUND.match(behind):
        return False
    if value.unit == ARTICLE_UNIT and ARTICLES.match(behind):
        return False
    if value.kind == "count" and value.value <= FEW and not PLAIN_NUMBER.search(value.surface):
        announces = not noun or value.unit in VAGUE_UNITS or ABSTRACT.match(behind)
        return not (announces or _opens(encoded, at))
    return True


def _opens(encoded: Encoded, at: int) -> bool:
    """Whether the clause begins with the figure, but for the subject carried into it."""
    restored = encoded.carried | encoded.distant
    return all(p in restored or encoded.text[p] in CARRIED + OWNED for p in range(encoded.clause(at)[0], at))


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
    opening = encoded.clause(at)[0]
    start = max(opening, text.rfind(VALUE, opening, at) + 1)
    if start <= owner < at:
        start = owner + 1
    said: list[str] = []
    for place in range(start, at):
        slot = encoded.slots.get(place)
        if slot is None:
            said.append(text[place])
        elif slot.start >= 0 and text[place] != DATE:
            said.append(context.text[slot.start : slot.end])
    words = "".join(said).replace(CARRIED, "").replace(OWNED, "").strip(EDGES)
    while (trimmed := LINKS.sub("", words).strip(EDGES)) != words:
        words = trimmed
    return words[-LONGEST:]


def _measure(context: Context, encoded: Encoded, owner: int, at: int, value: Value) -> str:
    """What is counted, in the page's words; a target or forecast says so."""
    before = _words_before(context, encoded, owner, at)
    noun = _noun_behind(context, value) if value.kind == "count" else ""
    if noun and len(before) > LONG:
        before = before[-SHORT:]
    measure = (before + noun)[-LONGEST:] or SPECIFIC.get(value.kind, SPECIFIC["count"])
    clause = encoded.text[encoded.clause(at)[0] : at]
    return FORECAST + measure if PLANNED.search(clause) and not FORECASTS.search(measure) else measure


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
        for at in _dates(encoded):
            date = encoded.slots[at].date
            if date and PERIOD.fullmatch(date.value):
                self.period = date.value
                if "/" in date.value and ".." not in date.value:
                    self.report = self.report or date.value

    def time(self, encoded: Encoded, at: int) -> str | None:
        """The last complete date before the figure in its sentence, else the period of the paragraph."""
        before = [place for place in _dates(encoded) if place < at]
        date = encoded.slots[before[-1]].date if before else None
        if date:
            return date.value
        return None if TODAY.search(encoded.text[:at]) else self.period


def _dates(encoded: Encoded) -> list[int]:
    """Where the sentence's complete dates stand, without those that something is only compared with."""
    dated = [at for at, slot in sorted(encoded.slots.items()) if slot.date and slot.date.complete]
    return [at for at in dated if not COMPARED.match(encoded.text, max(0, at - 1))]


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
        _confidence(encoded, place),
    )


def _confidence(encoded: Encoded, place: int) -> float:
    """How sure it is that the thing at the place owns the figure: less, the further away it was named."""
    if place < 0:
        return 0.65
    if place in encoded.distant:
        return 0.7
    return 0.8 if place in encoded.carried else 0.85


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
