"""Rules over encoded sentences: from a match to the subject, relation and object that it states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from kg.clause import Encoded, Slot
from kg.model import Entity
from kg.naming import folded, organ
from kg.rule.load import Nested, Rule
from kg.wording import Wording

#: What a subject that an earlier clause, or an earlier sentence, named is worth against one that stands there.
CARRIED, DISTANT = 0.95, 0.85
_WORDING = Wording("rules.toml", "nested")
#: The organ in which a body's name ends: what stands before it owns the body.
ORGAN = _WORDING.pattern("organ")
#: A body or zone inside the body's name: then the place in front is not its own owner (锦州|市委|组织部).
INNER = _WORDING.pattern("inner")
#: Only a rule this sure may bring a thing into the graph that is no name by itself.
SURE = 0.85


@dataclass(frozen=True, slots=True)
class Found:
    """A fact as a rule read it, before it has its evidence."""

    subject: Entity
    relation: str
    object: Entity | str
    rule: str
    confidence: float
    body: Entity | None = None
    time: str | None = None


def _filled(encoded: Encoded, start: int, end: int) -> list[tuple[int, Slot]]:
    """What the letters of the range stand for, each with its place."""
    return [(at, encoded.slots[at]) for at in range(start, end) if at in encoded.slots]


def _worth(rule: Rule, encoded: Encoded, at: int) -> float:
    """The rule's confidence, less for a subject that was named before."""
    if at in encoded.carried:
        return rule.confidence * CARRIED
    return rule.confidence * (DISTANT if at in encoded.distant else 1.0)


def _pairs(rule: Rule, encoded: Encoded, spans: Mapping[str, tuple[int, int]]) -> Iterator[Found]:
    """Every subject of a match with every object; for one relation within a list, each earlier one with each later."""
    if "each" in spans:
        members = [(at, slot.entity) for at, slot in _filled(encoded, *spans["each"]) if slot.entity]
        for (at, left), (_, right) in combinations(members, 2):
            if left != right:
                yield Found(left, rule.relation.name, right, rule.id, _worth(rule, encoded, at))
        return
    place = spans.get("body", (-1, -1))[0]
    body = encoded.slots[place].entity if place >= 0 else None
    for (at, subject), (_, slot) in product(_filled(encoded, *spans["s"]), _filled(encoded, *spans["o"])):
        thing = slot.post if rule.relation.literal else slot.entity
        unsure = (slot.weak or subject.weak) and rule.confidence < SURE
        if not unsure and subject.entity and thing and thing != subject.entity:
            yield Found(
                subject.entity, rule.relation.name, thing, rule.id, _worth(rule, encoded, at), body, encoded.time
            )


def apply_rule(rule: Rule, encoded: Encoded) -> Iterator[Found]:
    """Every fact that the rule reads off the sentence."""
    at = 0
    while at < len(encoded.text) and (found := rule.regex.search(encoded.text, at)):
        at = found.start() + 1
        start, end = found.span()
        clause = encoded.text[encoded.clause(start)[0] : encoded.clause(max(start, end - 1))[1]]
        if not rule.planned and not encoded.is_fact(start, end):
            continue
        if any(guard.search(clause) for guard in rule.unless):
            continue
        yield from _pairs(rule, encoded, {name: found.span(name) for name in rule.regex.groupindex})


def apply_nested(rule: Nested, entities: Iterable[Entity]) -> Iterator[Found]:
    """Every outer thing whose name begins with the name of an inner one: the one nearest before its head wins."""
    things = list(entities)
    inner = [thing for thing in things if thing.type in rule.inner]
    for outer in things:
        if outer.type in rule.outer:
            fits = dict(_fits(outer, [thing for thing in inner if thing != outer]))
            if fits:
                ends = (fits[max(fits)], outer) if rule.turned else (outer, fits[max(fits)])
                yield Found(ends[0], rule.relation.name, ends[1], rule.id, rule.confidence)


def _fits(outer: Entity, things: Iterable[Entity]) -> Iterator[tuple[tuple[bool, int], Entity]]:
    """The things in the outer thing's name, each by whether it stands right before the head, and its length."""
    for inner in things:
        for name, part in product((outer.name, *outer.aliases), (inner.name, *inner.aliases)):
            place = _opens(organ(name), organ(part))
            if place is not None:
                yield (place, len(folded(part))), inner


def _opens(name: str, part: str) -> bool | None:
    """True if the part is all that stands before the organ, or ends there; False if it opens the name; else None."""
    tail = ORGAN.search(name)
    rest = name[: tail.start()] if tail else name
    if len(part) < 2 or len(part) >= len(name):
        return None
    if rest.endswith(part):
        return True
    return False if name.startswith(part) and not INNER.search(rest[len(part) :]) else None
