"""Rules over encoded sentences: from a match to the subject, relation and object that it states."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from kg.clause import Encoded, Slot
from kg.model import Entity
from kg.naming import folded, organ
from kg.rule.load import Nested, Rule

#: What a subject that an earlier clause, or an earlier sentence, named is worth against one that stands there.
CARRIED, DISTANT = 0.95, 0.85
#: The organ in which a body's name ends: what stands before it owns the body.
ORGAN = re.compile(
    r"(?:管委会|党工委|纪工委|工委|党委|党组|纪委|筹委会|人民政府|政府|办公室|委员会|政协|人大|法院|检察院|组织部|宣传部|统战部|(?:领导|服务|工作|指导|督导|调研)?小?组|专班|"
    r"[\u4e00-\u9fff]{2,5}[局办厅处科]|[省市县区镇乡]委)$"
)
#: A body or zone inside the body's name: then the place in front is not its own owner (锦州|市委|组织部).
INNER = re.compile(
    r"..(?:[省市县区镇]委|[局厅处部]|政府|管委会|公司|集团|开发区|高新区|经开区|新区|园区|综保区|自贸区)"
)
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


def _filled(encoded: Encoded, start: int, end: int) -> list[tuple[int, Slot]]:
    return [(at, encoded.slots[at]) for at in range(start, end) if at in encoded.slots]


def _worth(rule: Rule, encoded: Encoded, at: int) -> float:
    return rule.confidence * (CARRIED if at in encoded.carried else DISTANT if at in encoded.distant else 1.0)


def _pairs(rule: Rule, encoded: Encoded, spans: dict[str, tuple[int, int]]) -> Iterator[Found]:
    body = None
    if "body" in spans and spans["body"][0] >= 0:
        body = encoded.slots[spans["body"][0]].entity
    if "each" in spans:
        members = [(at, slot.entity) for at, slot in _filled(encoded, *spans["each"]) if slot.entity]
        for (at, left), (_, right) in combinations(members, 2):
            if left != right:
                yield Found(left, rule.relation.name, right, rule.id, _worth(rule, encoded, at))
        return
    for at, subject in _filled(encoded, *spans["s"]):
        for _, slot in _filled(encoded, *spans["o"]):
            thing = slot.post if rule.relation.literal else slot.entity
            if (slot.weak or subject.weak) and rule.confidence < SURE:
                continue
            if subject.entity and thing and thing != subject.entity:
                yield Found(subject.entity, rule.relation.name, thing, rule.id, _worth(rule, encoded, at), body)


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
    for outer in things:
        if outer.type not in rule.outer:
            continue
        fits: dict[tuple[bool, int], Entity] = {}
        for inner in things:
            if inner.type not in rule.inner or inner == outer:
                continue
            for name in (outer.name, *outer.aliases):
                for part in (inner.name, *inner.aliases):
                    place = _opens(organ(name), organ(part))
                    if place is not None:
                        fits[(place, len(folded(part)))] = inner
        if fits:
            yield Found(outer, rule.relation.name, fits[max(fits)], rule.id, rule.confidence)


def _opens(name: str, part: str) -> bool | None:
    """True if the part is all that stands before the organ, or ends there; False if it opens the name; else None."""
    tail = ORGAN.search(name)
    rest = name[: tail.start()] if tail else name
    if len(part) < 2 or len(part) >= len(name):
        return None
    if rest.endswith(part):
        return True
    return False if name.startswith(part) and not INNER.search(rest) else None
