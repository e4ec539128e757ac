"""Text for people: encoded sentences with their letters spelt out, tables, and nothing that a terminal would obey."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from kg.clause import CARRIED, HEAD, POST, Encoded, Slot
from kg.explain.trace import FORMER, GUARD, PLAN, WEAK, Obstacle
from kg.model import Article, Entity, Fact, Statistic

#: What stands beside the name of a subject that the analysis put in: named in this sentence, or in an earlier one.
HERE, BEFORE = "↑", "⇡"


def plain(text: str) -> str:
    """The text without control characters, direction marks and lone surrogates, each shown as U+FFFD."""
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") and c != "\n" else c for c in text)


def width(text: str) -> int:
    """How many columns a terminal gives the text."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def table(rows: Iterable[Sequence[str]], indent: str = "  ") -> Iterator[str]:
    """The rows as lines, the columns under one another; columns beyond 32 characters push what follows."""
    known = [list(row) for row in rows]
    count = max(map(len, known), default=0)
    wide = [min(32, max((width(row[n]) for row in known if n < len(row)), default=0)) for n in range(count)]
    for row in known:
        cells = (cell + " " * (wide[n] - width(cell)) for n, cell in enumerate(row))
        yield (indent + "  ".join(cells)).rstrip()


def readable(encoded: Encoded) -> str:
    """The sentence with 〔Class name〕 for each letter; ↑ and ⇡ mark subjects that are carried over."""
    return "".join(_part(encoded, at) for at in range(len(encoded.text)))


def _part(encoded: Encoded, at: int) -> str:
    char, slot = encoded.text[at], encoded.slots.get(at)
    if slot is None:
        return "" if char == CARRIED else char
    sign = HERE if at in encoded.carried else BEFORE if at in encoded.distant else ""
    return f"〔{sign}{_slot(char, slot)}〕"


def _slot(char: str, slot: Slot) -> str:
    if slot.entity:
        return f"{slot.entity.type} {slot.entity.name}" + ("?" if slot.weak else "")
    if slot.value:
        return f"value {slot.value.surface}"
    if slot.date:
        return f"date {slot.date.value}"
    return {HEAD: "head ", POST: "post "}.get(char, "") + slot.post


def name(thing: Entity | Article | str) -> str:
    """What the thing is called."""
    return thing.title.text if isinstance(thing, Article) else thing if isinstance(thing, str) else thing.name


def stated(fact: Fact) -> str:
    """Subject, relation and object; for a post, with its body and its time."""
    time = fact.time if isinstance(fact.object, str) else None
    told = ", ".join(filter(None, (fact.body.name if fact.body else None, time)))
    return f"{name(fact.subject)} {fact.relation} {name(fact.object)}" + (f" ({told})" if told else "")


def figured(figure: Statistic) -> str:
    """Owner, measure, value, unit and qualifier."""
    sign = {"over": ">", "under": "<", "about": "≈"}.get(figure.qualifier, "=")
    time = f", {figure.time}" if figure.time else ""
    return f"{figure.about.name}: {figure.measure} {sign} {figure.value:,f} {figure.unit}{time}"


def because(obstacle: Obstacle) -> str:
    """Why a match is no fact, in words."""
    words = f"“{obstacle.detail}”" if obstacle.detail else ""
    return {
        PLAN: f"no fact: a word of negation or plan {words}",
        GUARD: f"the rule's unless {words}",
        WEAK: f"{words} is no name by itself, and the rule is not sure enough to make it one",
        FORMER: f"a post held before {words}",
    }[obstacle.kind].strip()
