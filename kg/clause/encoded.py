"""A sentence as the rules see it, and whether what it says is a fact; which subject a clause has is settled before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.clause.alphabet import MARKS
from kg.model import Entity
from kg.value import Date, Value
from kg.wording import Wording

_WORDING = Wording("clauses.toml", "fact")
#: Words that say the clause is no fact: not so, not yet, only wished for.
NEGATED = _WORDING.pattern("negated")
#: Words behind it that take it back.
DENIED = _WORDING.pattern("denied")
#: Words that say it is yet to come.
PLANNED = _WORDING.pattern("planned")


@dataclass(frozen=True, slots=True)
class Slot:
    """What a letter of an encoded sentence stands for, and where that stands in the sentence (nowhere, if carried)."""

    start: int
    end: int
    entity: Entity | None = None
    value: Value | None = None
    date: Date | None = None
    post: str = ""
    weak: bool = False


@dataclass(frozen=True)
class Encoded:
    """A sentence in letters, and what each stands for.

    `carried` holds the places of subjects that an earlier clause named, `distant` of those from an earlier sentence.
    """

    text: str
    slots: Mapping[int, Slot]
    carried: frozenset[int] = field(default_factory=frozenset)
    distant: frozenset[int] = field(default_factory=frozenset)
    #: Since when what it states holds, where it is about a post; an ISO 8601 interval.
    time: str | None = None

    def clause(self, at: int) -> tuple[int, int]:
        """The range of the clause that the position stands in."""
        start = max((self.text.rfind(mark, 0, at) for mark in MARKS), default=-1) + 1
        ends = [end for mark in MARKS if (end := self.text.find(mark, at)) >= 0]
        return start, min(ends, default=len(self.text))

    def is_fact(self, start: int, end: int) -> bool:
        """Whether the matched range states something: its words hold no negation and no plan."""
        head = self.clause(start)[0]
        said = self.text[min(head, start) : end]
        return not (NEGATED.search(said) or PLANNED.search(said) or DENIED.search(self.text, end))
