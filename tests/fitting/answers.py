"""The answers of an article as keys of its things: what is true, what may be, and which thing an entity is."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.model import Entity
from kg.vocabulary import Relation
from tests.annotated import ARTICLE, Annotated, Stated

#: Subject, relation, and object or post.
Key = tuple[int | None, str, int | str | None]
#: Names are alike that share so much of their characters (Dice).
ALIKE = 0.8


def plain(name: str) -> str:
    """The name as answers are compared: without marks, in one case."""
    return re.sub(r"[\s\"'“”‘’《》·()•,，。、：:\-—]", "", unicodedata.normalize("NFKC", name).lower())


def _dice(one: str, other: str) -> float:
    common = sum((Counter(one) & Counter(other)).values())
    return 2 * common / (len(one) + len(other)) if one and other else 0.0


@dataclass(frozen=True)
class Answers:
    """What an article states, and what it may be said to state."""

    article: Annotated
    true: frozenset[Key]
    open: frozenset[Key]

    def which(self, entities: Sequence[Entity]) -> dict[Entity, int]:
        """The thing that each entity is, where it is one: by a name, else by one that is nearly the same."""
        names = [{plain(name) for name in thing.names} for thing in self.article.things]
        found: dict[Entity, int] = {}
        for entity in entities:
            own = {plain(name) for name in (entity.name, *entity.aliases)}
            best: list[tuple[float, int]] = []
            for number, thing in enumerate(self.article.things):
                if entity.type in thing.classes:
                    alike = max(_dice(a, b) for a in own for b in names[number])
                    best.append((1.0 if own & names[number] else alike, -number))
            if best and max(best)[0] >= ALIKE:
                found[entity] = -max(best)[1]
        return found

    def label(self, subject: int | None, relation: Relation, thing: int | str | None) -> int | None:
        """1 for what is true, 0 for what is not, None for what could be left out as well."""
        key = (subject, relation.name, plain(thing) if isinstance(thing, str) else thing)
        if key in self.true:
            return 1
        if key in self.open:
            return None
        if isinstance(thing, str):
            held = [k for k in self.true | self.open if k[:2] == key[:2] and str(key[2]).endswith(str(k[2]))]
            return None if any(k in self.open for k in held) else int(bool(held))
        return 0


def read_answers(article: Annotated, relations: Mapping[str, Relation]) -> Answers:
    """The keys of the article's relations, with all that follows from them by the ontology."""
    stated = [one for one in article.stated if one.subject != ARTICLE]
    true = {_key(article, one, relations) for one in stated if not one.optional}
    open_ = {_key(article, one, relations) for one in stated if one.optional}
    true |= {(o, p, s) for s, p, o in true if relations[p].symmetric and isinstance(o, int)}
    organs = _organs(article, true)
    for s, p, o in [*true, *open_]:
        for plain_relation in relations[p].implies:
            name, turned = plain_relation.removeprefix("^"), plain_relation.startswith("^")
            if not turned:
                open_.add((s, name, o))
            elif isinstance(o, int):
                open_.add((o, name, s))
        if p not in ("partOf", "locatedIn"):
            subjects = (s, *organs.get(s, ()))
            objects = (o, *organs.get(o, ())) if isinstance(o, int) else (o,)
            open_ |= {(a, p, b) for a in subjects for b in objects}
    open_ |= _enclosing(true | open_)
    return Answers(article, frozenset(true), frozenset(open_ - true))


def _key(article: Annotated, one: Stated, relations: Mapping[str, Relation]) -> Key:
    literal = relations[one.relation].literal
    return article.thing(one.subject), one.relation, plain(one.object) if literal else article.thing(one.object)


def _organs(article: Annotated, true: set[Key]) -> dict[int | str | None, set[int]]:
    """An organ and the park or place that it is an organ of, each for the other."""
    pairs: dict[int | str | None, set[int]] = defaultdict(set)
    for s, p, o in true:
        if p == "partOf" and isinstance(s, int) and isinstance(o, int):
            whole = article.things[o].classes[0] in ("Park", "Place")
            if article.things[s].classes[0] == "GovernmentBody" and whole:
                pairs[s].add(o)
                pairs[o].add(s)
    return pairs


def _enclosing(keys: set[Key]) -> set[Key]:
    """Where each thing lies, all the way up."""
    within: dict[int | str | None, set[int | str | None]] = defaultdict(set)
    for s, p, o in keys:
        if p == "locatedIn":
            within[s].add(o)
    found: set[Key] = set()
    for subject in list(within):
        todo, seen = list(within[subject]), set[int | str | None]()
        while todo:
            place = todo.pop()
            if place not in seen:
                seen.add(place)
                todo += within.get(place, ())
        found |= {(subject if isinstance(subject, int) else None, "locatedIn", place) for place in seen}
    return found
