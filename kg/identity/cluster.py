"""Clusters of an article's names: which names are forms of one, and why."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain

from kg.lexicon import Lexicon
from kg.mention import Mentions
from kg.model import Entity, Mention
from kg.naming import ZONE_TAIL, folded, reason, zone
from kg.wording import Wording

_WORDING = Wording("names.toml", "identity")
#: The one level of government that can also be a park.
DISTRICT = _WORDING.text("district")


class Cluster:
    """The names found so far of one thing."""

    def __init__(self, type_: str) -> None:
        self.type = type_
        self.names: Counter[str] = Counter()
        self.confidence = 0.0

    def add(self, mention: Mention) -> None:
        """Counts one more mention of the thing."""
        self.names[mention.text] += 1
        self.confidence = max(self.confidence, mention.confidence)

    @property
    def fullest(self) -> str:
        """The longest name, marks and blanks not counted; of equally long ones the most frequent."""
        return max(self.names, key=lambda name: (len(folded(name)), self.names[name], name))

    def entity(self, lexicon: Lexicon) -> Entity:
        """The thing under its fullest name, the others as aliases, with its gazetteer id where it is known."""
        name = _bare(self.fullest)
        others = sorted({_bare(n) for n in self.names} - {name})
        known = next((n for n in lexicon.names.get(name, ()) if n.type == self.type and n.full == name), None)
        return Entity(self.type, name, tuple(others), gazetteer=known.id or None if known else None)


def _bare(name: str) -> str:
    """The name without quotation marks around the whole or round a part of it."""
    return re.sub(r"[“”《》]", "", name).strip()


def find_clusters(mentions: Mentions, lexicon: Lexicon) -> tuple[dict[str, Cluster], list[tuple[str, str, str]]]:
    """The cluster of each name, and the reasons of the merges: (long name, short name, reason)."""
    types, own = _types(mentions), dict[str, Cluster]()
    for mention in chain.from_iterable(mentions.found):
        if mention.source != "reference":
            own.setdefault(mention.text, Cluster(types[mention.text])).add(mention)
    reasons: list[tuple[str, str, str]] = []
    for short, full in mentions.short_names.items():
        if short in own and full in own and own[short] is not own[full]:
            _merge(own, full, short)
            reasons.append((full, short, "short name introduced by the page"))
    for short in sorted(own, key=lambda n: (-len(folded(n)), n)):
        fits = list(_longer_forms(own, short, lexicon))
        if len({id(own[long]) for long, _ in fits}) == 1:
            long, why = fits[0]
            reasons.append((long, short, why))
            _merge(own, long, short)
    _merge_places(own, reasons, lexicon)
    return own, reasons


def _types(mentions: Mentions) -> dict[str, str]:
    """One class for each name: the one that the surest mentions give it."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in chain.from_iterable(mentions.found):
        if mention.source != "reference":
            votes[mention.text][mention.type] += round(100 * mention.confidence)
    return {name: max(sorted(count), key=lambda t: count[t]) for name, count in votes.items()}


def _longer_forms(own: dict[str, Cluster], short: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """The names, at least as long, of other things of the class that the short one could be a form of, and why."""
    mine, size = own[short], len(folded(short))
    for name, cluster in own.items():
        fits = cluster is not mine and cluster.type == mine.type and len(folded(name)) >= size
        if fits and (why := reason(mine.type, name, short, lexicon)):
            yield name, why


def _merge(own: dict[str, Cluster], into: str, from_: str) -> None:
    target, source = own[into], own[from_]
    target.names.update(source.names)
    target.confidence = max(target.confidence, source.confidence)
    for name in source.names:
        own[name] = target


def _merge_places(own: dict[str, Cluster], reasons: list[tuple[str, str, str]], lexicon: Lexicon) -> None:
    """A 'place' that is a park's name with an open tail (新站区 beside 新站高新区) is that park."""
    parks = [name for name in own if own[name].type == "Park"]
    places = [name for name in sorted(own) if own[name].type == "Place" and name.endswith(DISTRICT) and len(name) > 2]
    for name in [place for place in places if place not in lexicon.names]:
        stem = name.removesuffix(DISTRICT)
        fits = {id(own[park]): park for park in parks if ZONE_TAIL.sub("", zone(park)).endswith(stem)}
        if len(fits) == 1:
            park = next(iter(fits.values()))
            reasons.append((park, name, "short name of a zone"))
            _merge(own, park, name)
