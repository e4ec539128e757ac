"""The analysis under the rules: a sentence as a string of letters, one a mention, each clause with its subject.

A mention is one letter of the Unicode private area, its class the letter, its position the key to what it names. So a
pattern is an ordinary regular expression over the encoded sentence. A clause that names no subject of its own gets the
one carried over from the clause before: CARRIED follows it where the clause goes on with its verb, OWNED where the
clause has a noun of its own for subject, whose owner alone the carried name can be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.lexicon import Lexicon
from kg.mention.context import Context
from kg.model import Entity, Mention
from kg.value import Date, Value

CLASSES = [
    "Park",
    "Place",
    "GovernmentBody",
    "Company",
    "AcademicInstitution",
    "Organization",
    "Person",
    "Policy",
    "Programme",
    "Fund",
    "Project",
    "Platform",
    "Event",
    "Award",
    "Industry",
    "Technology",
]
LETTER = {name: chr(0xE000 + at) for at, name in enumerate(CLASSES)}
HEAD, POST, VALUE, DATE, CARRIED, OWNED = (chr(0xE100 + at) for at in range(6))
ENTITY_LETTERS = "".join(LETTER.values())
SLOTS = f"{ENTITY_LETTERS}{HEAD}{POST}"
#: Classes that act: they can be the subject of a clause.
AGENTS = "".join(LETTER[c] for c in CLASSES if c not in ("Industry", "Technology", "Award"))
MARKS = "，；。！？：…"
#: Words that say the clause is no fact: not so, not yet, only wished for.
NEGATED = re.compile(
    r"(?:并?没有|没能|并不|不在|不曾|未曾|不属于|无意|难以|谢绝|婉拒|原定|传言|据传|网传|要是|能否|是否|申报|并?未(?!来)|尚未|从未|不再|不得|不能|无法|拒绝|否认|不会|并非|不是|曾(?:经)?(?:设|在|位于|是|入驻|落户|任)|取消|终止|叫停|暂停|撤销)"
)
#: Words behind it that take it back.
DENIED = re.compile(
    r"予以否认|并不属实|不属实|未获批|尚未获批|被否决|已取消|取消|告吹|落空|流产|搁置|作罢|泡汤|未果|就好了|还没有结果|才有结果"
)
PLANNED = re.compile(
    r"(?:拟(?!定)|计划(?!书)|将(?!其|[^，。；]{0,12}(?:列|纳)入)|即将|力争|争取|有望|准备|打算|希望|预计|筹划|谋划|规划建设|酝酿|"
    r"建议|呼吁|要求|鼓励|如果|若|一旦|待|未来|下一步|接下来|目标是|欲|想|愿|力求|旨在)"
)
JOINED = re.compile(rf"^[{ENTITY_LETTERS}{HEAD}{POST}、和与及兼]*")
#: A relative clause before the name that is the subject: 位于甲的|乙, 甲创办的|乙.
RELATIVE = re.compile(
    rf"^(?:[^{MARKS}{SLOTS}]{{0,4}}(?:位于|坐落于|地处|来自|落户)[{ENTITY_LETTERS}]的([{AGENTS}])|"
    rf"[{ENTITY_LETTERS}][^{MARKS}、了{VALUE}{SLOTS}]{{1,12}}的([{AGENTS}]){DATE}?[^，。；的、{SLOTS}]{{0,6}}[，。；！？]?$)"
)
ADVERBIAL = frozenset({"d", "c", "TIME", "t", "w", "f", "xc", "ad", "vd", "r"})


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
    """A sentence as the rules see it; `carried` holds the places of subjects that an earlier clause named."""

    text: str
    slots: Mapping[int, Slot]
    carried: frozenset[int] = field(default_factory=frozenset)
    distant: frozenset[int] = field(default_factory=frozenset)

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


@lru_cache(maxsize=4)
def _post_pattern(posts: tuple[tuple[str, ...], ...]) -> re.Pattern[str]:
    leading, other, prefixes = ("|".join(sorted(map(re.escape, group), key=len, reverse=True)) for group in posts)
    return re.compile(
        rf"(?P<post>(?:{prefixes})*(?P<deputy>副)?(?:(?P<other>{other})|(?P<leading>{leading})))(?![处会长记级队办])"
    )


def find_posts(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, str, bool]]:
    """Every post in the text: start, end, the post, whether whoever holds it leads."""
    posts = lexicon.posts
    for found in _post_pattern((posts["leading"], posts["other"], posts["prefixes"])).finditer(text):
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
        self._first = True
        plain = _letters(context, _slots(context, found, weak, values, dates), asides)
        return self._with_subjects(context, plain)

    def _whole(self, weak: frozenset[Entity]) -> tuple[Entity, ...]:
        """The article's topic as a subject, if it is a thing for certain."""
        return (self.topic,) if self.topic and self.topic not in weak else ()

    def _with_subjects(self, context: Context, plain: list[tuple[str, Slot]]) -> Encoded:
        text: list[str] = []
        slots: dict[int, Slot] = {}
        carried: set[int] = set()
        distant: set[int] = set()
        shadowed = False
        for clause in _clauses(plain):
            own = _subject(context, clause)
            if own:
                if _is_post_of(clause, self.standing) and own[0].type == "Person":
                    distant.add(len(text))
                    slots[len(text)] = Slot(-1, -1, self.standing[0])
                    text += [LETTER[self.standing[0].type], CARRIED]
                self.subject, self._first, shadowed = own, False, False
                if all(entity.type != "Person" for entity in own):
                    self.standing = own
            elif self.subject and clause and clause[0][0] not in MARKS:
                for at, entity in enumerate(self.subject):
                    text += ["、"] if at else []
                    (distant if self._first else carried).add(len(text))
                    slots[len(text)] = Slot(-1, -1, entity)
                    text.append(LETTER[entity.type])
                noun = _has_own_noun(context, clause)
                shadowed = shadowed or (noun and all(letter != VALUE for letter, _ in clause))
                text += [OWNED] if noun or shadowed else [CARRIED]
            for letter, slot in clause:
                if letter in SLOTS or letter in (VALUE, DATE):
                    slots[len(text)] = slot
                text.append(letter)
        return Encoded("".join(text), slots, frozenset(carried), frozenset(distant))


#: Posts that are held in a body of this class, where the sentence names none: 董事长 in the company spoken of.
HELD_IN = {
    "Company": re.compile("董事|总经理|总裁|CEO|首席|创始|负责人|厂长|总监|总工|合伙人"),
    "AcademicInstitution": re.compile("院长|校长|所长|主任|负责人|书记"),
    "Organization": re.compile("会长|理事长|秘书长|队长|组长|负责人|主任"),
}


def _is_post_of(clause: Sequence[tuple[str, Slot]], standing: tuple[Entity, ...]) -> bool:
    """Whether the clause opens with a post, without a body, that is held in the body last spoken of."""
    if len(standing) != 1 or not clause or clause[0][0] not in (HEAD, POST):
        return False
    held = HELD_IN.get(standing[0].type)
    return bool(held and held.search(clause[0][1].post))


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


def _clauses(plain: Sequence[tuple[str, Slot]]) -> Iterator[list[tuple[str, Slot]]]:
    clause: list[tuple[str, Slot]] = []
    for item in plain:
        clause.append(item)
        if item[0] in MARKS:
            yield clause
            clause = []
    if clause:
        yield clause


def _subject(context: Context, clause: Sequence[tuple[str, Slot]]) -> tuple[Entity, ...]:
    """Whom the clause names as its subject: the first name, or list of names, before any verb or preposition."""
    first = next((at for at, (letter, _) in enumerate(clause) if letter in SLOTS), None)
    if first is None:
        return ()
    head = RELATIVE.match("".join(letter for letter, _ in clause))
    if head:
        slot = clause[head.start(1) if head[1] else head.start(2)][1]
        return (slot.entity,) if slot.entity and not slot.weak else ()
    before = clause[:first]
    if len(before) > 2 and before[-1][0] == "的" and clause[first][0] in AGENTS and not clause[first][1].weak:
        return (entity,) if (entity := clause[first][1].entity) else ()
    for letter, slot in before:
        if letter == VALUE:
            return ()
        if letter not in (DATE,) and context.word_at:
            word = context.words[context.word_at[slot.start]]
            if word.tag not in ADVERBIAL and word.text not in _LEAD_INS:
                return ()
    run = [slot for letter, slot in clause[first:] if letter in SLOTS]
    length = JOINED.match("".join(letter for letter, _ in clause[first:]))
    span = clause[first : first + (length.end() if length else 0)]
    persons = [slot.entity for letter, slot in span if letter == LETTER["Person"] and slot.entity]
    if persons:
        return tuple(persons)
    listed = [slot.entity for letter, slot in span if letter in AGENTS and slot.entity and not slot.weak]
    joined = any(letter in "、和与及" for letter, _ in span)
    if not listed:
        head = run[0].entity
        return (head,) if head and LETTER[head.type] in AGENTS and not run[0].weak else ()
    return tuple(listed) if joined and "与" not in "".join(letter for letter, _ in span) else (listed[-1],)


_LEAD_INS = frozenset(
    [
        "本报讯",
        "本报",
        "讯",
        "记者",
        "其中",
        "同时",
        "此外",
        "据悉",
        "目前",
        "近日",
        "为此",
        "据了解",
        "截至",
        "截止",
        "此前",
        "另外",
        "日前",
        "会上",
        "当天",
        "的",
        "本",
        "区",
        "（",
        "）",
        "“",
        "”",
        "今年",
        "近年",
        "来",
        "以来",
        "如今",
        "如",
        "而",
        "但",
        "并",
        "也",
        "还",
        "由此",
        "获悉",
        "据介绍",
        "至此",
        "去年",
    ]
)


def _has_own_noun(context: Context, clause: Sequence[tuple[str, Slot]]) -> bool:
    """Whether the clause opens with a noun phrase of its own (从业人员近3000人): the carried name is then its owner."""
    for letter, slot in clause:
        if letter in SLOTS or letter == VALUE:
            return False
        if letter == DATE or slot.start not in context.word_at:
            continue
        tag = context.words[context.word_at[slot.start]].tag
        if tag in ("n", "nz", "an", "s", "m", "q"):
            return True
        if tag not in ADVERBIAL:
            return False
    return False
