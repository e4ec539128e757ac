"""The relator: how likely two things are related, by what stands round them (logistic regression, one a relation).

There is a regression for each relation, for each order of its ends, and for pairs of one sentence (near) apart from
those whose first thing was named before it (far). All were fitted on our own articles (`make models`). What the
ontology does not take on a side is never asked about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from kg.clause import HEAD, LETTER, POST, Encoded
from kg.model import Entity, KgError
from kg.relate.feature import View, find_features
from kg.relate.pair import Group, Known, Memory, Pair, far_pairs, find_groups, near_pairs
from kg.rule import Found
from kg.vocabulary import Relation

#: A regression: a relation, whether its subject stands first, and whether both stand in one sentence.
Way = tuple[str, bool, bool]
#: The least probability of a fact that no rule reads.
LEAST = 0.6


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair's relation with its probability."""

    pair: Pair
    relation: str
    forward: bool
    likely: float


@dataclass(frozen=True, eq=False)
class Relator:
    """The weight of every feature for every way."""

    ways: tuple[Way, ...]
    features: Mapping[str, int]
    weights: NDArray[np.float32]
    biases: NDArray[np.float32]
    verbs: re.Pattern[str]
    relations: Mapping[str, Relation]

    @cached_property
    def allowed(self) -> Mapping[tuple[str, bool], NDArray[np.int64]]:
        """For two letters, near or far, the ways that the ontology takes between them; a symmetric one once."""
        found: dict[tuple[str, bool], list[int]] = defaultdict(list)
        for number, (name, forward, near) in enumerate(self.ways):
            relation = self.relations[name]
            if relation.symmetric and not forward:
                continue
            objects = [HEAD, POST] if relation.literal else [LETTER[c] for c in LETTER if c in relation.range]
            for s, o in product([LETTER[c] for c in LETTER if c in relation.domain], objects):
                found[s + o if forward else o + s, near].append(number)
        return {key: np.array(ways) for key, ways in found.items()}

    def pairs(self, encoded: Encoded, memory: Memory) -> Iterator[tuple[Pair, NDArray[np.int64]]]:
        """Every pair of the sentence with the ways that the ontology takes between its classes."""
        groups = find_groups(encoded)
        for pair in (*near_pairs(encoded, groups), *far_pairs(encoded, groups, memory.known())):
            left = encoded.text[pair.left.last] if isinstance(pair.left, Group) else LETTER[pair.left.entity.type]
            ways = self.allowed.get((left + encoded.text[pair.right.first], isinstance(pair.left, Group)))
            if ways is not None:
                yield pair, ways

    def judge(self, view: View, memory: Memory) -> Iterator[Judged]:
        """Every relation of every pair that is likely enough, or that a rule reads."""
        for pair, ways in self.pairs(view.encoded, memory):
            known = sorted({self.features[f] for f in find_features(view, pair) if f in self.features})
            logits = (self.weights.take(known, axis=0).sum(axis=0) + self.biases)[ways]
            for way, likely in zip(ways, 1 / (1 + np.exp(-logits)), strict=True):
                name, forward, _ = self.ways[way]
                if likely >= LEAST or _is_read(view, pair, name, forward):
                    yield Judged(pair, name, forward, round(float(likely), 3))

    def view(self, encoded: Encoded, read: Sequence[Found], topic: Entity | None, headline: bool) -> View:
        """What all pairs of the sentence share; `read` is what the rules read off it."""
        rules: dict[tuple[Entity, Entity | str], list[str]] = defaultdict(list)
        for fact in read:
            rules[fact.subject, fact.object].append(fact.rule)
        return View(encoded, self.verbs, topic, headline, rules)


def _is_read(view: View, pair: Pair, name: str, forward: bool) -> bool:
    """Whether a rule states the relation between members of the pair."""
    if not isinstance(pair.left, Group):
        return False
    slots = view.encoded.slots
    sides = (pair.left, pair.right) if forward else (pair.right, pair.left)
    for s, o in product(sides[0].places, sides[1].places):
        subject, thing = slots[s].entity, slots[o].entity or slots[o].post
        if subject and any(rule.startswith(f"{name}/") for rule in view.fired.get((subject, thing), ())):
            return True
    return False


def facts(encoded: Encoded, judged: Judged, relations: Mapping[str, Relation]) -> Iterator[Found]:
    """What the judgement states, each member of one list with each of the other."""
    relation, left = relations[judged.relation], judged.pair.left
    first = [left.entity] if isinstance(left, Known) else [_thing(encoded, at) for at in left.places]
    second = [_thing(encoded, at) for at in judged.pair.right.places]
    for subject, thing in product(*((first, second) if judged.forward else (second, first))):
        if isinstance(subject, Entity) and thing and thing != subject and isinstance(thing, str) == relation.literal:
            yield Found(subject, relation.name, thing, f"learned/{relation.name}", judged.likely)


def _thing(encoded: Encoded, at: int) -> Entity | str:
    slot = encoded.slots[at]
    return slot.entity or slot.post


def load_relator(path: Path, relations: Mapping[str, Relation]) -> Relator:
    """The regressions in the file, without those of relations that the ontology lacks; KgError if it cannot be read."""
    try:
        with np.load(path, allow_pickle=False) as file:
            names = str(file["features"]).split("\n")
            ways = tuple((name, forward == "1", near == "1") for name, forward, near in file["ways"].tolist())
            shape = (len(names), len(ways))
            weights = np.zeros(shape, dtype=np.float32)
            weights[file["rows"], file["columns"]] = file["values"]
            biases, verbs = file["biases"].astype(np.float32), re.compile(str(file["verbs"]))
    except (OSError, EOFError, ValueError, KeyError, BadZipFile, re.error) as error:
        raise KgError(f"{path}: {error}") from error
    kept = [number for number, (name, _, _) in enumerate(ways) if name in relations]
    features = {name: number for number, name in enumerate(names)}
    rows = np.ascontiguousarray(weights[:, kept])  # else each look-up of a feature would copy them all
    return Relator(tuple(ways[n] for n in kept), features, rows, biases[kept], verbs, relations)


__all__ = ["LEAST", "Judged", "Known", "Memory", "Relator", "View", "Way", "facts", "find_features", "load_relator"]
