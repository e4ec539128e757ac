"""What became of every rule that matched a sentence: read, or dropped, and what it would take to read it.

Each condition is lifted in turn and the rules are asked again, so nothing here repeats how they decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.clause import NEGATED, PLANNED, Encoded
from kg.lexicon import Lexicon
from kg.model import Article, Entity, Fact, Statistic
from kg.post import restate_as_current, restate_posts, without_posts
from kg.reader import Analysis, Reader
from kg.rule import Found, Rule, apply_rule

#: Kinds of obstacle.
PLAN, GUARD, WEAK, FORMER = "plan", "guard", "weak", "former"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What kept a match from being a fact: the kind, and the words or the guard that did it."""

    kind: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A fact that a rule's pattern matched; it is read if nothing stands in its way."""

    found: Found
    obstacles: tuple[Obstacle, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """One form of a sentence that the rules are applied to, and what keeps that form itself from being used."""

    encoded: Encoded
    obstacles: tuple[Obstacle, ...] = ()


@dataclass(frozen=True)
class Story:
    """All that was found in an article, with what was dropped.

    `weaker` holds each fact that was read and not kept, with the facts that it follows from.
    """

    analysis: Analysis
    variants: tuple[tuple[Variant, ...], ...]
    attempts: tuple[tuple[Attempt, ...], ...]
    facts: tuple[Fact, ...]
    weaker: tuple[tuple[Fact, tuple[Fact, ...]], ...]
    figures: tuple[Statistic, ...]
    kept: tuple[Entity, ...]


class _Certain(Encoded):
    """An encoded sentence that takes everything in it for a fact."""

    def is_fact(self, start: int, end: int) -> bool:
        """Always."""
        return True


def tell(reader: Reader, article: Article) -> Story:
    """The story of an article: every stage's result, every rule's attempts, and what the graph gets."""
    stated = reader.read_article(article)
    analysis = stated.analysis
    variants = tuple(tuple(variants_of(encoded, reader.lexicon)) for encoded in analysis.encoded)
    attempts = tuple(tuple(_attempts(reader, row)) for row in variants)
    implied = {file.relation.name: file.relation.implies for file in reader.rules}
    weaker = tuple(
        (fact, tuple(other for other in analysis.facts if _says(other, fact, implied)))
        for fact in analysis.facts
        if fact not in stated.facts
    )
    return Story(analysis, variants, attempts, stated.facts, weaker, stated.statistics, stated.entities)


def _says(fact: Fact, other: Fact, implied: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether, by the ontology, the other fact follows from the fact."""
    straight = other.relation in implied[fact.relation] and (fact.subject, fact.object) == (other.subject, other.object)
    turned = f"^{other.relation}" in implied[fact.relation]
    return straight or (turned and (fact.subject, fact.object) == (other.object, other.subject))


def variants_of(encoded: Encoded, lexicon: Lexicon) -> Iterator[Variant]:
    """The sentence as the rules see it, each post restated, and the posts that were not restated."""
    yield Variant(without_posts(encoded))
    restated = list(restate_posts(encoded, lexicon))
    yield from map(Variant, restated)
    certain = _Certain(encoded.text, encoded.slots, encoded.carried, encoded.distant)
    if_certain, if_current = list(restate_posts(certain, lexicon)), list(restate_as_current(encoded, lexicon))
    for post in (*if_certain, *restate_as_current(certain, lexicon)):
        if post not in restated:
            restated.append(post)
            former = [] if post in if_certain else [Obstacle(FORMER, _words(lexicon.posts["former"], encoded))]
            plan = [] if post in if_current else [Obstacle(PLAN, _plan_words(encoded, _places(post, encoded)))]
            yield Variant(post, (*former, *plan))


def _attempts(reader: Reader, variants: Iterable[Variant]) -> Iterator[Attempt]:
    """What each rule makes of the sentence: once for each pair of things, with the fewest obstacles."""
    best: dict[tuple[str, Entity, Entity | str], Attempt] = {}
    for variant in variants:
        for file in reader.rules:
            for rule in file.rules:
                for attempt in attempts_of(rule, variant):
                    key = (rule.id, attempt.found.subject, attempt.found.object)
                    if key not in best or len(attempt.obstacles) < len(best[key].obstacles):
                        best[key] = attempt
    yield from best.values()


def attempts_of(rule: Rule, variant: Variant) -> Iterator[Attempt]:
    """Everything that the rule's pattern matches in the sentence, read or not."""
    encoded = variant.encoded
    read = {_pair(found): found for found in apply_rule(rule, encoded)}
    yield from (Attempt(found, variant.obstacles) for found in read.values())
    free = replace(rule, planned=True, unless=(), confidence=1.0)
    for found in {_pair(found): found for found in apply_rule(free, encoded)}.values():
        if _pair(found) not in read:
            obstacles = (*variant.obstacles, *_obstacles(rule, free, encoded, found))
            yield Attempt(replace(found, confidence=rule.confidence), obstacles)


def _obstacles(rule: Rule, free: Rule, encoded: Encoded, found: Found) -> Iterator[Obstacle]:
    """Which of the rule's conditions, each put back alone, drops the match."""

    def drops(condition: Rule) -> bool:
        return all(_pair(other) != _pair(found) for other in apply_rule(condition, encoded))

    if not rule.planned and drops(replace(free, planned=False)):
        yield Obstacle(PLAN, _plan_words(encoded, _ends(encoded, found)))
    for guard in rule.unless:
        if drops(replace(free, unless=(guard,))):
            yield Obstacle(GUARD, guard.pattern)
    if drops(replace(free, confidence=rule.confidence)):
        yield Obstacle(WEAK, "、".join(_weak(encoded, found)))


def _pair(found: Found) -> tuple[Entity, Entity | str]:
    return found.subject, found.object


def _ends(encoded: Encoded, found: Found) -> list[int]:
    """The places of the two things in the sentence."""
    return [
        at
        for at, slot in encoded.slots.items()
        if slot.entity == found.subject or found.object in (slot.entity, slot.post)
    ]


def _weak(encoded: Encoded, found: Found) -> list[str]:
    names = (slot.entity.name for slot in encoded.slots.values() if slot.weak and slot.entity in _pair(found))
    return list(dict.fromkeys(names))


def _places(post: Encoded, encoded: Encoded) -> list[int]:
    """Where the parts of a restated post stand in the sentence that it was restated from."""
    return [at for at, slot in encoded.slots.items() if slot in post.slots.values()]


def _plan_words(encoded: Encoded, places: Sequence[int]) -> str:
    """The words of negation and plan from the head of the first thing's clause to the end of the last one's."""
    start = encoded.clause(min(places, default=0))[0]
    end = encoded.clause(max(places, default=len(encoded.text)))[1]
    found = {
        match.start(): match[0] for words in (NEGATED, PLANNED) for match in words.finditer(encoded.text, start, end)
    }
    return "、".join(dict.fromkeys(found[at] for at in sorted(found)))


def _words(known: Iterable[str], encoded: Encoded) -> str:
    held = [word for word in known if word in encoded.text]
    return "、".join(word for word in held if not any(word != other and word in other for other in held))
