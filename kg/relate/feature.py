"""Features of a pair: what stands before, between and behind two things, and what the rules read off them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kg.clause import CARRIED, LETTER, MARKS, NEGATED, OWNED, PLANNED, SLOTS, Encoded, Slot
from kg.model import Entity
from kg.relate.pair import Group, Known, Pair

SIGNS = re.compile(f"[{CARRIED}{OWNED}]")
#: How many letters before and behind a pair are looked at.
AROUND = 14


@dataclass(frozen=True)
class View:
    """What is the same for all pairs of one sentence."""

    encoded: Encoded
    verbs: re.Pattern[str]
    topic: Entity | None
    headline: bool
    #: The rules that related two things.
    fired: Mapping[tuple[Entity, Entity | str], Collection[str]]


def _grams(sign: str, text: str) -> list[str]:
    return [sign + text[at : at + 2] for at in range(len(text) - 1)] + [
        sign + text[at : at + 3] for at in range(len(text) - 2)
    ]


def _end(slot: Slot) -> str:
    """The last characters of what the slot stands for."""
    return slot.entity.name[-2:] if slot.entity else slot.post[-2:]


def _said(view: View, start: int, end: int) -> list[str]:
    """What says that the words of the range are no fact."""
    said = view.encoded.text[start:end]
    return ["neg"] * bool(NEGATED.search(said)) + ["plan"] * bool(PLANNED.search(said)) + ["hl"] * view.headline


def _right(view: View, right: Group) -> list[str]:
    """What the second thing shows by itself, and what stands behind it."""
    encoded = view.encoded
    end = encoded.clause(right.last)[1]
    behind = SIGNS.sub("", encoded.text[right.last + 1 : min(end, right.last + 1 + AROUND)])
    slot = encoded.slots[right.first]
    return [
        "gr" + str(min(len(right.places), 3)),
        "sr" + _end(slot),
        "n" + behind[:1],
        "N" + behind[:2],
        "r" + behind[:3],
        *["va" + found[0] for found in view.verbs.finditer(behind)],
        *_grams("a", behind[:10]),
        *["wr"] * slot.weak,
        *["tr"] * (slot.entity is not None and slot.entity == view.topic),
    ]


def near_features(view: View, left: Group, right: Group) -> list[str]:
    """The features of two things of one sentence, each a short text that names what was seen where."""
    encoded = view.encoded
    text = encoded.text
    start, end = encoded.clause(left.first)[0], encoded.clause(right.last)[1]
    raw = text[left.last + 1 : right.first]
    between = SIGNS.sub("", raw)
    before = SIGNS.sub("", text[max(start, left.first - AROUND) : left.first])
    behind = text[right.last + 1 : min(end, right.last + 2)]
    types = text[left.last] + text[right.first]
    slot = encoded.slots[left.first]
    inside = {char for char in between if char in SLOTS}
    row = [
        "T" + types,
        "c" + str(sum(char in MARKS for char in between)),
        "d" + str(min(len(between) // 4, 10)),
        "o" + "".join(sorted(inside)),
        "gl" + str(min(len(left.places), 3)),
        "sl" + _end(slot),
        "b" + between[:2],
        "B" + between[:3],
        "e" + between[-2:],
        "E" + between[-3:],
        "p" + before[-1:],
        "P" + before[-2:],
        "q" + before[-3:],
        "PN" + before[-1:] + "|" + behind,
        "Pb" + before[-1:] + "|" + between[:1],
        "en" + between[-1:] + "|" + behind,
        *_right(view, right),
        *_said(view, start, end),
        *_verbs(view, before, between, types),
        *_grams("2", between),
        *_grams("k", before[-8:]),
    ]
    if len(between) <= 8:
        row += ["m" + between, "M" + types + between]
    row += _flags(view, left, right, inside)
    return row + _names(view, slot, encoded.slots[right.first])


def _flags(view: View, left: Group, right: Group, inside: set[str]) -> list[str]:
    """What is so or not of the pair; `inside` is the classes of the things that stand between."""
    encoded, text, slot = view.encoded, view.encoded.text, view.encoded.slots[left.first]
    start = encoded.clause(left.first)[0]
    flags = {
        "lc": left.first in encoded.carried,
        "ld": left.first in encoded.distant,
        "lo": text[left.last + 1] == OWNED,
        "wl": slot.weak,
        "ir": text[right.first] in inside,
        "il": text[left.first] in inside,
        "tl": slot.entity is not None and slot.entity == view.topic,
        "ls": all(text[at] not in SLOTS for at in range(start, left.first)),
    }
    apart = len({at for at in range(left.last + 1, right.first) if text[at] in SLOTS})
    return [*(name for name, seen in flags.items() if seen), "w" + str(min(apart, 4))]


def _verbs(view: View, before: str, between: str, types: str) -> list[str]:
    verbs = [found[0] for found in view.verbs.finditer(between)]
    row = ["vb" + found[0] for found in view.verbs.finditer(before)]
    if not verbs:
        return [*row, "v0"]
    for verb in verbs:
        row += ["vm" + verb, f"vm{verb}|{types}"]
    return [*row, "vf" + verbs[0], "vl" + verbs[-1], f"vl{verbs[-1]}|{before[-1:]}"]


def _names(view: View, one: Slot, other: Slot) -> list[str]:
    """Whether one name stands in the other, and which rules related the two."""
    row: list[str] = []
    if one.entity and other.entity:
        row += ["nl"] * (one.entity.name in other.entity.name) + ["nr"] * (other.entity.name in one.entity.name)
    if one.entity:
        row += ["R>" + rule for rule in view.fired.get((one.entity, other.entity or other.post), ())]
    if other.entity:
        row += ["R<" + rule for rule in view.fired.get((other.entity, one.entity or one.post), ())]
    return row


def far_features(view: View, known: Known, right: Group) -> list[str]:
    """The features of a thing named before the sentence and one that stands in it."""
    encoded = view.encoded
    text, entity = encoded.text, known.entity
    start, end = encoded.clause(right.first)
    before = SIGNS.sub("", text[max(start, right.first - 24) : right.first])
    types = LETTER[entity.type] + text[right.first]
    letters = [char for at, char in enumerate(text) if char in SLOTS and at in encoded.slots]
    restored = encoded.carried | encoded.distant
    opening = next((text[at] for at in range(start, right.first) if text[at] in SLOTS), "")
    carried = any(at in restored for at in range(start, right.first))
    row = [
        "T" + types,
        "ago" + str(min(known.ago, 5)),
        "riv" + str(min(known.rivals, 4)),
        f"rt{min(known.rivals, 3)}{known.topic:d}{known.latest:d}",
        "sl" + entity.name[-2:],
        "same" + str(min(letters.count(LETTER[entity.type]), 2)),
        f"op{opening}{carried:d}",
        "first" + str(int(start == 0)),
        "e" + before[-2:],
        "E" + before[-3:],
        "en" + before[-1:] + "|" + text[right.last + 1 : right.last + 2],
        *_right(view, right),
        *_said(view, start, end),
        *["vb" + found[0] for found in view.verbs.finditer(before)],
        *_grams("k", before),
        *["t"] * known.topic,
        *["l"] * known.latest,
        *["s"] * known.subject,
        *["ref" + str(min(known.ago, 3))] * (entity.name[-2:] in text),
    ]
    if len(before) <= 6:
        row += ["m" + before, "M" + types + before]
    other = encoded.slots[right.first].entity
    if other:
        row += ["nl"] * (entity.name in other.name) + ["nr"] * (other.name in entity.name)
    return row


def find_features(view: View, pair: Pair) -> list[str]:
    """The features of the pair."""
    if isinstance(pair.left, Known):
        return far_features(view, pair.left, pair.right)
    return near_features(view, pair.left, pair.right)
