"""From a sentence's mentions, figures, dates and posts to its encoded form; what they are is found elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.clause.alphabet import CARRIED, DATE, HEAD, LETTER, MARKS, OWNED, POST, SLOTS, VALUE
from kg.clause.encoded import Encoded, Slot
from kg.clause.subject import Clause, find_subject, has_own_noun, is_post_of
from kg.lexicon import Lexicon
from kg.mention.context import Context
from kg.model import Entity, Mention
from kg.value import Date, Value
from kg.wording import Wording, either


@lru_cache(maxsize=4)
def _post_pattern(leading: tuple[str, ...], other: tuple[str, ...], prefixes: tuple[str, ...]) -> re.Pattern[str]:
    known = {"leading": either(leading), "other": either(other), "prefixes": either(prefixes)}
    return Wording("clauses.toml", "post").pattern("post", **known)


def find_posts(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, str, bool]]:
    """Every post in the text: start, end, the post, whether whoever holds it leads."""
    posts = lexicon.posts
    for found in _post_pattern(posts["leading"], posts["other"], posts["prefixes"]).finditer(text):
        yield found.start(), found.end(), found["post"], found["leading"] is not None and found["deputy"] is None


def _slots(
    context: Context,
    found: Sequence[tuple[Mention, Entity]],
    weak: frozenset[Entity],
    values: Sequence[Value],
    dates: Sequence[Date],
) -> dict[int, tuple[str, Slot]]:
    """The letters by the place where they begin; names win over figures, figures over posts."""
    taken: list[tuple[int, int]] = []
    slots: dict[int, tuple[str, Slot]] = {}

    def put(letter: str, slot: Slot) -> None:
        if all(slot.end <= start or slot.start >= end for start, end in taken):
            taken.append((slot.start, slot.end))
            slots[slot.start] = (letter, slot)

    for mention, entity in found:
        if entity.type == "Place" and entity in weak:
            continue
        put(LETTER[entity.type], Slot(mention.start, mention.end, entity, weak=entity in weak))
    for date in dates:
        put(DATE, Slot(date.start, date.end, date=date))
    for value in values:
        put(VALUE, Slot(value.start, value.end, value=value))
    text = list(context.text)
    for start, end in taken:
        text[start:end] = "\0" * (end - start)
    for start, end, post, leads in find_posts("".join(text), context.lexicon):
        put(HEAD if leads else POST, Slot(start, end, post=post))
    return slots


@dataclass
class _Draft:
    """An encoded sentence in the making."""

    text: list[str] = field(default_factory=list)
    slots: dict[int, Slot] = field(default_factory=dict)
    carried: set[int] = field(default_factory=set)
    distant: set[int] = field(default_factory=set)

    def restore(self, subjects: Sequence[Entity], sign: str, *, distant: bool) -> None:
        """Puts subjects that were named before at the head of a clause, and the sign that they were."""
        for at, entity in enumerate(subjects):
            if at:
                self.text.append("、")
            (self.distant if distant else self.carried).add(len(self.text))
            self.slots[len(self.text)] = Slot(-1, -1, entity)
            self.text.append(LETTER[entity.type])
        self.text.append(sign)

    def add(self, clause: Clause) -> None:
        """Puts the clause as it stands."""
        for letter, slot in clause:
            if letter in SLOTS or letter in (VALUE, DATE):
                self.slots[len(self.text)] = slot
            self.text.append(letter)

    def encoded(self) -> Encoded:
        """What was put so far."""
        return Encoded("".join(self.text), self.slots, frozenset(self.carried), frozenset(self.distant))


class Encoder:
    """Encodes the sentences of one article in turn, and remembers who was spoken of."""

    def __init__(self, topic: Entity | None) -> None:
        self.topic = topic
        self.subject: tuple[Entity, ...] = ()
        self.standing: tuple[Entity, ...] = ()
        self.paragraph = -1

    def encode(
        self,
        context: Context,
        found: Sequence[tuple[Mention, Entity]],
        weak: frozenset[Entity],
        values: Sequence[Value] = (),
        dates: Sequence[Date] = (),
        asides: Sequence[tuple[int, int]] = (),
    ) -> Encoded:
        """The sentence in letters, every clause with its subject."""
        if context.sentence.paragraph != self.paragraph:
            self.paragraph = context.sentence.paragraph
            self.subject = self.standing = self._whole(weak)
        if any(entity.type == "Person" for entity in self.subject) or len(self.subject) > 1:
            self.subject = self.standing if len(self.standing) == 1 else self._whole(weak)
        return self._with_subjects(context, _letters(context, _slots(context, found, weak, values, dates), asides))

    def _whole(self, weak: frozenset[Entity]) -> tuple[Entity, ...]:
        """The article's topic as a subject, if it is a thing for certain."""
        return (self.topic,) if self.topic and self.topic not in weak else ()

    def _with_subjects(self, context: Context, plain: Clause) -> Encoded:
        """The sentence with the subject that was spoken of last in front of each clause that names none.

        It is distant until the sentence names a subject itself. A clause with a noun of its own, and those behind it,
        have the subject for an owner only.
        """
        draft, distant, owned = _Draft(), True, False
        for clause in _clauses(plain):
            own = find_subject(context, clause)
            if own:
                if not owned and own[0].type == "Person" and is_post_of(clause, self.standing):
                    draft.restore(self.standing, CARRIED, distant=True)
                self.subject, distant, owned = own, False, False
                if all(entity.type != "Person" for entity in own):
                    self.standing = own
            elif self.subject and clause[0][0] not in MARKS:
                noun = has_own_noun(context, clause)
                owned = owned or (noun and all(letter != VALUE for letter, _ in clause))
                draft.restore(self.subject, OWNED if noun or owned else CARRIED, distant=distant)
            draft.add(clause)
        return draft.encoded()


def _letters(
    context: Context, slots: Mapping[int, tuple[str, Slot]], asides: Sequence[tuple[int, int]]
) -> list[tuple[str, Slot]]:
    """The characters of the sentence with letters for what is known, without asides and marks round a name."""
    ends = {slot.end for _, slot in slots.values()}
    out: list[tuple[str, Slot]] = []
    at = 0
    while at < len(context.text):
        aside = next((end for start, end in asides if start <= at < end), None)
        if aside is not None:
            at = aside
        elif at in slots:
            letter, slot = slots[at]
            out.append((letter, slot))
            at = slot.end
        else:
            char = context.text[at]
            if not (char in "“‘《" and at + 1 in slots) and not (char in "”’》" and at in ends):
                out.append((char, Slot(at, at + 1)))
            at += 1
    return out


def _clauses(plain: Clause) -> Iterator[Clause]:
    """The sentence cut behind each mark."""
    start = 0
    for at, (letter, _) in enumerate(plain, 1):
        if letter in MARKS:
            yield plain[start:at]
            start = at
    if start < len(plain):
        yield plain[start:]
