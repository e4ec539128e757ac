"""Whom a clause speaks of: the subject that it names, or what its opening says of the one it does not name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.clause.alphabet import AGENTS, DATE, ENTITY_LETTERS, HEAD, LETTER, MARKS, POST, SLOTS, VALUE
from kg.clause.encoded import Slot
from kg.mention.context import Context
from kg.model import Entity
from kg.wording import Wording, either, table

#: A clause: its letters and characters, each with what it stands for.
Clause = Sequence[tuple[str, Slot]]

_WORDING = Wording("clauses.toml", "subject")
AND, WITH = _WORDING.text("and"), _WORDING.text("with")
#: Names one after another, in front of the verb.
JOINED = re.compile(f"^[{ENTITY_LETTERS}{HEAD}{POST}、{AND}]*")
#: A relative clause before the name that is the subject: 位于甲的|乙, 甲创办的|乙.
RELATIVE = _WORDING.pattern(
    "relative", agents=AGENTS, date=DATE, entity=ENTITY_LETTERS, marks=MARKS, slots=SLOTS, value=VALUE
)
#: Words that may stand in front of the subject, beside adverbials.
LEAD_INS = frozenset(_WORDING.words("lead_ins"))
#: Words that open a clause which only prepares the next one, whose subject is still to come.
AIMS = frozenset(_WORDING.words("aims"))
#: Tags of words that may.
ADVERBIAL = frozenset({"d", "c", "TIME", "t", "w", "f", "xc", "ad", "vd", "r"})
#: Tags of words that open a noun phrase.
NOUNS = frozenset({"n", "nz", "an", "s", "m", "q"})
#: Posts that are held in a body of this class, where the sentence names none: 董事长 in the company spoken of.
HELD_IN = {type_: re.compile(either(posts)) for type_, posts in table("clauses.toml")["held_in"].items()}


def find_subject(context: Context, clause: Clause) -> tuple[Entity, ...]:
    """Whom the clause names as its subject: the first name, or list of names, before any verb or preposition."""
    said = "".join(letter for letter, _ in clause)
    first = next((at for at, letter in enumerate(said) if letter in SLOTS), None)
    if first is None:
        return ()
    if relative := RELATIVE.match(said):
        return _certain(clause[relative.start(relative.lastindex or 0)][1])
    slot = clause[first][1]
    if first > 2 and said[first - 1] == "的" and said[first] in AGENTS and not slot.weak:
        return _certain(slot)
    if not all(_may_lead_in(context, *item) for item in clause[:first]):
        return ()
    return _named(clause[first:])


def _certain(slot: Slot) -> tuple[Entity, ...]:
    """The thing that the slot names, if it is one for certain."""
    return (slot.entity,) if slot.entity and not slot.weak else ()


def _may_lead_in(context: Context, letter: str, slot: Slot) -> bool:
    """Whether this may stand in front of a subject."""
    if letter == VALUE:
        return False
    if letter == DATE or not context.word_at:
        return True
    word = context.words[context.word_at[slot.start]]
    return word.tag in ADVERBIAL or word.text in LEAD_INS


def _named(rest: Clause) -> tuple[Entity, ...]:
    """The subject in what begins with a name: the persons of a list, else all that it joins, else its last member."""
    joined = JOINED.match("".join(letter for letter, _ in rest))
    names = rest[: joined.end() if joined else 0]
    persons = [slot.entity for letter, slot in names if letter == LETTER["Person"] and slot.entity]
    if persons:
        return tuple(persons)
    agents = [slot.entity for letter, slot in names if letter in AGENTS and slot.entity and not slot.weak]
    if not agents:
        first = rest[0][1]
        return _certain(first) if first.entity and LETTER[first.entity.type] in AGENTS else ()
    between = {letter for letter, _ in names}
    if WITH in between:
        return (agents[0],)
    return tuple(agents) if not between.isdisjoint(f"、{AND}") else (agents[-1],)


def has_own_noun(context: Context, clause: Clause) -> bool:
    """Whether the clause opens with a noun phrase of its own (从业人员近3000人): the carried name is then its owner."""
    for letter, slot in clause:
        if letter in SLOTS or letter == VALUE:
            return letter in ENTITY_LETTERS and letter not in AGENTS
        if letter == DATE or slot.start not in context.word_at:
            continue
        word = context.words[context.word_at[slot.start]]
        if word.tag in NOUNS or word.text in AIMS:
            return True
        if word.tag not in ADVERBIAL | {"u"}:
            return False
    return False


def is_post_of(clause: Clause, standing: tuple[Entity, ...]) -> bool:
    """Whether the clause opens with a post, without a body, that is held in the body last spoken of."""
    if len(standing) != 1 or not clause or clause[0][0] not in (HEAD, POST):
        return False
    held = HELD_IN.get(standing[0].type)
    return bool(held and held.search(clause[0][1].post))
