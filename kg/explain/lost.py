"""Where one fact was lost: the first step between the words of a text and the graph that it did not pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

from kg.clause import LETTER, Encoded
from kg.explain.asked import Asked, named, posts, why_unnamed
from kg.explain.show import because, name, stated
from kg.explain.trace import FORMER, GUARD, PLAN, WEAK, Attempt, Story, variants_of
from kg.graph import normalise
from kg.model import Entity, Fact
from kg.reader import Reader
from kg.rule import Found, RuleFile, apply_rule
from kg.rule.pattern import APART, JOIN
from kg.vocabulary import Vocabulary


class Step(IntEnum):
    """The steps in their order; `READ` is the end of the road."""

    NAME = 1
    CLASS = 2
    ONTOLOGY = 3
    PATTERN = 4
    PLAN = 5
    GUARD = 6
    WEAK = 7
    WEAKER = 8
    FOLLOWS = 9
    READ = 10


TITLES = {
    Step.NAME: "lost at the name",
    Step.CLASS: "lost at the class of a name",
    Step.ONTOLOGY: "lost at the ontology: the relation does not take these classes",
    Step.PATTERN: "lost at the rules: no pattern matches",
    Step.PLAN: "lost at negation, plan or past",
    Step.GUARD: "lost at a rule's guard",
    Step.WEAK: "lost at a name that is too weak for the rule",
    Step.WEAKER: "read, but dropped: another fact says more",
    Step.FOLLOWS: "not read, but it follows",
    Step.READ: "read",
}
STEP_OF = {PLAN: Step.PLAN, FORMER: Step.PLAN, GUARD: Step.GUARD, WEAK: Step.WEAK}
#: Longest list of near rules.
MOST = 5

Thing = Entity | str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The step that a fact came to, and what there is to say of it."""

    step: Step
    lines: tuple[str, ...]


def explain_fact(asked: Asked, story: Story, reader: Reader, vocabulary: Vocabulary) -> Verdict:
    """Whether the text gives the fact, by which rule and how surely; else the step at which it was lost."""
    if not asked.relation.domain & set(LETTER):
        return _of_article(asked, story)
    subjects = named(story, asked.subject)
    objects: tuple[Thing, ...] = named(story, asked.object)
    if asked.relation.literal:
        objects = tuple(post for post in posts(story, reader.lexicon) if normalise(post) == normalise(asked.object))
    if not (subjects and objects):
        return Verdict(Step.NAME, tuple(_unnamed(asked, story, reader, bool(subjects), bool(objects))))
    case = _Case(asked, story, reader, vocabulary, subjects, objects)
    return next(verdict for verdict in (case.read(), case.dropped(), case.classes(), case.unmatched()) if verdict)


def _of_article(asked: Asked, story: Story) -> Verdict:
    """A relation of the article itself: its byline says who wrote it."""
    names = [text.text.strip() for text in story.analysis.article.byline]
    read = normalise(asked.object) in map(normalise, names)
    line = f"{asked.relation.name} is read from the byline, which names {'、'.join(names) or 'nobody'}"
    return Verdict(Step.READ if read else Step.NAME, (line,))


def _unnamed(asked: Asked, story: Story, reader: Reader, subject: bool, object_: bool) -> Iterator[str]:
    if not subject:
        yield from why_unnamed(story, asked.subject)
    if not object_ and asked.relation.literal:
        found = "、".join(posts(story, reader.lexicon)) or "none"
        yield f"“{asked.object}” is not found as a post (posts found: {found}; data/words/posts.toml lists them)"
    elif not object_:
        yield from why_unnamed(story, asked.object)


@dataclass(frozen=True)
class _Case:
    """A fact whose two things are known."""

    asked: Asked
    story: Story
    reader: Reader
    vocabulary: Vocabulary
    subjects: tuple[Entity, ...]
    objects: tuple[Thing, ...]

    @property
    def rules(self) -> RuleFile | None:
        """The file of the relation."""
        return next((file for file in self.reader.rules if file.relation.name == self.asked.relation.name), None)

    def joins(self, fact: Fact | Found, relation: str | None = None, turned: bool = False) -> bool:
        """Whether the fact stands between the two things, the other way round if `turned`."""
        ends = (fact.object, fact.subject) if turned else (fact.subject, fact.object)
        right = relation is None or fact.relation == relation
        return right and ends[0] in self.subjects and ends[1] in self.objects

    def is_asked(self, fact: Fact | Found) -> bool:
        """Whether it is the fact that was asked about."""
        relation = self.asked.relation
        return self.joins(fact, relation.name) or (relation.symmetric and self.joins(fact, relation.name, True))

    def read(self) -> Verdict | None:
        """Read and kept, read and not kept, or following from what is kept."""
        if read := [fact for fact in self.story.facts if self.is_asked(fact)]:
            return Verdict(Step.READ, tuple(_because(fact) for fact in read))
        weaker = [(fact, more) for fact, more in self.story.weaker if self.is_asked(fact)]
        if weaker:
            more = dict.fromkeys(stated(other) for _, others in weaker for other in others)
            lines = (*(_because(fact) for fact, _ in weaker), *(f"kept instead: {line}" for line in more))
            return Verdict(Step.WEAKER, lines)
        follows = [fact for fact in self.story.facts if self._implies(fact)]
        return Verdict(Step.FOLLOWS, tuple(f"from {stated(fact)}" for fact in follows)) if follows else None

    def _implies(self, fact: Fact) -> bool:
        relation = self.vocabulary.relation(fact.relation)
        straight = self.asked.relation.name in relation.implies and self.joins(fact)
        turned = f"^{self.asked.relation.name}" in relation.implies or relation.inverse == self.asked.relation.name
        return straight or (turned and self.joins(fact, None, True))

    def dropped(self) -> Verdict | None:
        """A rule matched, but something stood in the way: of several matches, the one that came furthest."""
        attempts = [a for row in self.story.attempts for a in row if a.obstacles and self.is_asked(a.found)]
        if not attempts:
            return None
        first = max(attempts, key=_came_to)
        return Verdict(_came_to(first), tuple(dict.fromkeys(_attempt(attempt) for attempt in attempts)))

    def classes(self) -> Verdict | None:
        """Not one subject and object of classes that the relation takes."""
        if any(self._fits(s, o) for s in self.subjects for o in self.objects):
            return None
        lines = [f"{s.name} is a {s.type}{self._finder(s)}" for s in self.subjects]
        lines += [f"{o.name} is a {o.type}{self._finder(o)}" for o in self.objects if isinstance(o, Entity)]
        relation = self.asked.relation
        takes = f"{relation.name} goes from {_listed(relation.domain)} to {_listed(relation.range) or 'text'}"
        others = tuple(dict.fromkeys(self._if_another()))
        if others:
            return Verdict(Step.CLASS, (*lines, takes, *others))
        return Verdict(Step.ONTOLOGY, (*lines, takes, *self._nearest_relations()))

    def _fits(self, subject: Entity, object_: Thing) -> bool:
        right = isinstance(object_, str) or object_.type in self.asked.relation.range
        left = isinstance(object_, Entity) and object_.type in self.asked.relation.domain
        turned = self.asked.relation.symmetric and left and subject.type in self.asked.relation.range
        return (subject.type in self.asked.relation.domain and right) or turned

    def _finder(self, thing: Entity) -> str:
        """Who found the thing, and so gave it its class."""
        rows = self.story.analysis.resolved.found
        found = next((mention for row in rows for mention, entity in row if entity == thing), None)
        return f" ({found.source}, {found.confidence:.2f})" if found else ""

    def _if_another(self) -> Iterator[str]:
        """The classes that would make a rule read the fact."""
        relation = self.asked.relation
        for subject in self.subjects:
            for object_ in self.objects:
                for left in (
                    sorted(relation.domain & set(LETTER)) if subject.type not in relation.domain else [subject.type]
                ):
                    for right in self._classes_of(object_):
                        rule = self._rule_if(subject, left, object_, right)
                        if rule:
                            what = f"{subject.name} were a {left}" if left != subject.type else ""
                            that = (
                                f"{name(object_)} a {right}"
                                if isinstance(object_, Entity) and right != object_.type
                                else ""
                            )
                            yield f"if {' and '.join(filter(None, (what, that)))}, {rule} would read it"

    def _classes_of(self, thing: Thing) -> list[str]:
        if isinstance(thing, str):
            return [""]
        return [thing.type] if thing.type in self.asked.relation.range else sorted(self.asked.relation.range)

    def _rule_if(self, subject: Entity, left: str, object_: Thing, right: str) -> str | None:
        """The rule that reads the fact where the two things are of other classes."""
        for encoded in self.story.analysis.encoded:
            swapped = _swapped(_swapped(encoded, subject, left), object_, right)
            for variant in variants_of(swapped, self.reader.lexicon):
                for rule in self.rules.rules if self.rules and not variant.obstacles else ():
                    if any(self.is_asked(found) for found in apply_rule(rule, variant.encoded)):
                        return rule.id
        return None

    def _nearest_relations(self) -> Iterator[str]:
        """The relations that these classes can stand in, those first that were read between the two."""
        pairs = [(s.type, o.type) for s in self.subjects for o in self.objects if isinstance(o, Entity)]
        fits = [r for r in self.vocabulary.relations.values() if any(a in r.domain and b in r.range for a, b in pairs)]
        yield from self._between()
        yield f"relations that take these classes: {', '.join(r.name for r in fits) or 'none'}"

    def _between(self) -> Iterator[str]:
        """What was read between the two instead."""
        for fact in self.story.facts:
            if self.joins(fact) or self.joins(fact, None, True):
                yield f"read between them: {_because(fact)}"

    def unmatched(self) -> Verdict:
        """No pattern matched: what was read instead, and which patterns have words that the sentence has."""
        if self.rules is None:
            return Verdict(Step.PATTERN, (f"no file in data/rules/ reads {self.asked.relation.name}",))
        together = [n for n, encoded in enumerate(self.story.analysis.encoded) if self._holds_both(encoded)]
        lines = list(self._between())
        for attempt in (attempt for row in self.story.attempts for attempt in row):
            found = attempt.found
            if found.relation == self.asked.relation.name and (found.subject in self.subjects) != (
                found.object in self.objects
            ):
                lines.append(f"matched with another thing: {_attempt(attempt)}")
        if not together:
            lines.append("the two never stand in one sentence, nor is the subject carried over to the object")
        near = list(self._near_rules(together or range(len(self.story.analysis.encoded))))
        lines += near[:MOST] or [
            f"no word of the {len(self.rules.rules)} patterns in {self.rules.path.name} is in the text"
        ]
        return Verdict(Step.PATTERN, tuple(dict.fromkeys(lines)))

    def _holds_both(self, encoded: Encoded) -> bool:
        held = {thing for slot in encoded.slots.values() for thing in (slot.entity, slot.post)}
        return bool(held & set(self.subjects)) and bool(held & set(self.objects))

    def _near_rules(self, numbers: Iterable[int]) -> Iterator[str]:
        texts = "\n".join(self.story.analysis.encoded[number].text for number in numbers)
        for rule in self.rules.rules if self.rules else ():
            held = [word for word in words_of(rule.regex) if word in texts]
            if held:
                yield f"near: {rule.id}, of which the text has “{'、'.join(held)}”, but not where it would match"


def words_of(pattern: re.Pattern[str]) -> list[str]:
    """The Chinese words of two characters or more that the pattern itself says."""
    text = pattern.pattern.replace(APART, " ").replace(JOIN, " ")
    bare = re.sub(r"\[[^\]]*\]|\(\?[!=<][^)]*\)", " ", text)
    return list(dict.fromkeys(re.findall(r"[\u4e00-\u9fff]{2,}", bare)))


def _swapped(encoded: Encoded, thing: Thing, kind: str) -> Encoded:
    """The sentence with the thing as one of another class."""
    if isinstance(thing, str) or thing.type == kind:
        return encoded
    chars = [
        LETTER[kind] if at in encoded.slots and encoded.slots[at].entity == thing else c
        for at, c in enumerate(encoded.text)
    ]
    return replace(encoded, text="".join(chars))


def _came_to(attempt: Attempt) -> Step:
    return min(STEP_OF[obstacle.kind] for obstacle in attempt.obstacles)


def _because(fact: Fact) -> str:
    evidence = fact.evidence
    return f"{stated(fact)}, by {evidence.rule}, {evidence.confidence:.2f}: {evidence.sentence.quote}"


def _attempt(attempt: Attempt) -> str:
    found = attempt.found
    said = f"{found.rule} ({found.confidence:.2f}) matches {found.subject.name} {found.relation} {name(found.object)}"
    return "; ".join((said, *map(because, attempt.obstacles)))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
