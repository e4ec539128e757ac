"""Identity within an article: which mentions are one thing, what it is called, and what 园区 or 该公司 stands for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from kg.lexicon import Lexicon
from kg.mention import WEAK, Mentions
from kg.model import Entity, Mention
from kg.naming import ZONE_TAIL, folded, reason, zone
from kg.wording import Wording

_WORDING = Wording("names.toml", "identity")
#: An organ said without the park or place it belongs to.
BARE_ORGAN = _WORDING.pattern("bare_organ")
#: Organs that every level of government has, and the one level that can also be a park.
OF_ANY, DISTRICT = frozenset(_WORDING.words("of_any")), _WORDING.text("district")
#: Words for whatever park the article is about, the plainest of them, and words that name a kind of park.
ANY_PARK, THE_PARK = frozenset(_WORDING.words("any_park")), _WORDING.text("the_park")
PARK_WORDS = frozenset(_WORDING.words("park_words"))
#: Words for whatever event was spoken of last.
GATHERING = frozenset(_WORDING.words("gathering"))
#: The organs that a park has of its own.
ORGAN_OF = _WORDING.pattern("of_park")
#: Classes that an article can be about.
TOPICS = frozenset(
    [
        "Park",
        "Company",
        "Event",
        "Fund",
        "Policy",
        "AcademicInstitution",
        "Platform",
        "GovernmentBody",
        "Organization",
        "Project",
    ]
)
#: How many things back 该公司 reaches.
RECENT = 6
#: Words for the place of that level that was spoken of last.
WITHIN = frozenset(_WORDING.words("levels"))
#: Names of places that can be what an article is about.
ACTING = _WORDING.pattern("acting_places")


@dataclass(frozen=True)
class Resolved:
    """The mentions of each sentence with the thing that each names; `weak` things are kept only if a fact uses them."""

    found: tuple[tuple[tuple[Mention, Entity], ...], ...]
    entities: tuple[Entity, ...]
    weak: frozenset[Entity]
    topic: Entity | None
    reasons: tuple[tuple[str, str, str], ...]


class _Cluster:
    """The names found so far of one thing."""

    def __init__(self, type_: str) -> None:
        self.type = type_
        self.names: Counter[str] = Counter()
        self.confidence = 0.0

    def add(self, mention: Mention) -> None:
        self.names[mention.text] += 1
        self.confidence = max(self.confidence, mention.confidence)

    @property
    def fullest(self) -> str:
        return max(self.names, key=lambda name: (len(folded(name)), self.names[name], name))

    def entity(self, lexicon: Lexicon) -> Entity:
        name = _bare(self.fullest)
        others = sorted({_bare(n) for n in self.names} - {name})
        known = next((n for n in lexicon.names.get(name, ()) if n.type == self.type and n.full == name), None)
        return Entity(self.type, name, tuple(others), gazetteer=known.id or None if known else None)


def _bare(name: str) -> str:
    """The name without quotation marks around the whole or round a part of it."""
    return re.sub(r"[“”《》]", "", name).strip()


def _types(mentions: Mentions) -> dict[str, str]:
    """One class for each name: the one that the surest mentions give it."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in chain.from_iterable(mentions.found):
        if mention.source != "reference":
            votes[mention.text][mention.type] += round(100 * mention.confidence)
    return {name: max(sorted(count), key=lambda t: count[t]) for name, count in votes.items()}


def _clusters(
    mentions: Mentions, types: dict[str, str], lexicon: Lexicon
) -> tuple[dict[str, _Cluster], list[tuple[str, str, str]]]:
    """The cluster of each name, and the reasons of the merges: (long name, short name, reason)."""
    own: dict[str, _Cluster] = {}
    for mention in chain.from_iterable(mentions.found):
        if mention.source != "reference":
            own.setdefault(mention.text, _Cluster(types[mention.text])).add(mention)
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


def _longer_forms(own: dict[str, _Cluster], short: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """The names, at least as long, of other things of the class that the short one could be a form of, and why."""
    mine, size = own[short], len(folded(short))
    for name, cluster in own.items():
        fits = cluster is not mine and cluster.type == mine.type and len(folded(name)) >= size
        if fits and (why := reason(mine.type, name, short, lexicon)):
            yield name, why


def _merge(own: dict[str, _Cluster], into: str, from_: str) -> None:
    target, source = own[into], own[from_]
    target.names.update(source.names)
    target.confidence = max(target.confidence, source.confidence)
    for name in source.names:
        own[name] = target


def _merge_places(own: dict[str, _Cluster], reasons: list[tuple[str, str, str]], lexicon: Lexicon) -> None:
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


class _Resolver:
    """Walks the article in reading order and says what each reference stands for."""

    def __init__(self, mentions: Mentions, lexicon: Lexicon) -> None:
        self.mentions = mentions
        self.lexicon = lexicon
        self.clusters, self.reasons = _clusters(mentions, _types(mentions), lexicon)
        self.entity_of = {id(c): c.entity(lexicon) for c in self.clusters.values()}
        self.topic = self._topic()
        #: The company that a clause last began with, and how many things were named before this sentence.
        self.spoken_of: Entity | None = None
        self.said_before = 0

    def _named(self, name: str) -> Entity:
        return self.entity_of[id(self.clusters[name])]

    def _topic(self) -> Entity | None:
        """What the article is about: the park of its headline, else the first thing named there that can act, else the
        park, place or company that it names most."""
        named: list[Entity] = []
        score: Counter[Entity] = Counter()
        for context, sentence in zip(self.mentions.contexts, self.mentions.found, strict=True):
            for mention in sentence:
                if mention.source != "reference" and mention.confidence > WEAK:
                    entity = self._named(mention.text)
                    score[entity] += 1
                    if context.sentence.paragraph == 0 and entity.type in TOPICS:
                        named.append(entity)
        parks = [e for e in named if e.type == "Park"]
        if parks or named:
            return max(parks, key=lambda e: (score[e], e.name)) if parks else named[0]
        for type_ in ("Park", "Company", "Place", "GovernmentBody"):
            ranked = [e for e in score if e.type == type_ and (type_ != "Place" or self._can_act(e.name))]
            if ranked:
                return max(ranked, key=lambda e: (score[e], -len(e.name), e.name))
        return None

    def _can_act(self, place: str) -> bool:
        """Whether an article can be about the place: it is one of local people, and the page writes it so."""
        return place in self.clusters and ACTING.search(place) is not None

    def walk(self) -> Iterator[tuple[tuple[Mention, Entity], ...]]:
        """The resolved mentions, sentence by sentence."""
        seen: list[Entity] = []
        for context, sentence in zip(self.mentions.contexts, self.mentions.found, strict=True):
            row: list[tuple[Mention, Entity]] = []
            self.said_before = len(seen)
            for mention in sentence:
                entity = self._reference(mention, seen) if mention.source == "reference" else self._body(mention, seen)
                if entity is not None:
                    row.append((mention, entity))
                    if mention.confidence > WEAK:
                        seen.append(entity)
                        if entity.type == "Company" and _opens(context.text, mention.start):
                            self.spoken_of = entity
            yield tuple(row)

    def _body(self, mention: Mention, seen: Sequence[Entity]) -> Entity:
        """The entity of a name; a body whose name begins with a bare 开发区 gets its park's name in front."""
        entity = self._named(mention.text)
        found = BARE_ORGAN.fullmatch(mention.text) if entity.type == "GovernmentBody" else None
        return (self._organ(found, mention.text, seen) if found else None) or entity

    def _reference(self, mention: Mention, seen: Sequence[Entity]) -> Entity | None:
        """What a word stands for, if that was spoken of before."""
        found = BARE_ORGAN.fullmatch(mention.text)
        if mention.type == "GovernmentBody" and found:
            return self._organ(found, mention.text, seen)
        if mention.type == "Park":
            return self._park(mention.text, seen)
        if mention.type == "Company":
            return self._company(seen)
        if mention.type == "Person":
            return _last(entity for entity in seen[-RECENT:] if entity.type == "Person")
        if mention.type == "Event" and mention.text in GATHERING:
            return _last(entity for entity in seen if entity.type == "Event")
        if mention.type == "Place":
            return _place(mention.text[-1], seen)
        return _last(e for e in seen if e.type == mention.type and any(n.endswith(mention.text) for n in _names(e)))

    def _company(self, seen: Sequence[Entity]) -> Entity | None:
        """The company named last in the sentence, else the one that a clause before began with, else the last."""
        here = _last(entity for entity in seen[self.said_before :] if entity.type == "Company")
        recent = [entity for entity in seen[-RECENT:] if entity.type == "Company"]
        return here or (self.spoken_of if self.spoken_of in recent else _last(recent))

    def _park(self, word: str, seen: Sequence[Entity]) -> Entity | None:
        """The park a word such as 高新区 or 园区 stands for: the topic, or the last one of that kind."""
        parks = [entity for entity in seen if entity.type == "Park"]
        if word not in ANY_PARK:
            return _last(park for park in parks if any(zone(name).endswith(zone(word)) for name in _names(park)))
        if self.topic and self.topic.type == "Park":
            return self.topic
        return _last(parks)

    def _organ(self, found: re.Match[str], text: str, seen: Sequence[Entity]) -> Entity | None:
        """管委会 is the topic park's; 镇党委 that of the town last spoken of."""
        if not found["owner"]:
            same = _last(e for e in seen[-RECENT:] if e.type == "GovernmentBody" and e.name.endswith(text))
            if same is not None:
                return same
        base = self._base(found["owner"] or "", found["organ"], seen)
        if base is None:
            return None
        name = base + found["organ"]
        bodies = (known for known, cluster in self.clusters.items() if cluster.type == "GovernmentBody")
        same = next((known for known in bodies if reason("GovernmentBody", known, name, self.lexicon)), None)
        if same is not None:
            return self._named(same)
        return Entity("GovernmentBody", name, (text,) if found["owner"] else ())

    def _base(self, owner: str, organ: str, seen: Sequence[Entity]) -> str | None:
        """What the organ's name begins with: the name of the place, or the shortest of the park that ends as a zone."""
        if owner in WITHIN:
            place = _place(owner, seen)
            return place.name if place else None
        if organ in OF_ANY and owner != DISTRICT:
            return None
        park = self._park(owner if owner in PARK_WORDS else THE_PARK, seen)
        return min(_names(park), key=lambda name: (not ZONE_TAIL.search(name), len(name))) if park else None


def _opens(text: str, at: int) -> bool:
    """Whether a clause begins at the place: then the name there is what the clause speaks of."""
    return at == 0 or text[at - 1] in "，。；：！？"


def _names(entity: Entity) -> tuple[str, ...]:
    return entity.name, *entity.aliases


def _last(entities: Iterable[Entity]) -> Entity | None:
    return next(iter(list(entities)[-1:]), None)


def _place(level: str, seen: Iterable[Entity]) -> Entity | None:
    """The place of that level that was spoken of last."""
    return _last(e for e in seen if e.type == "Place" and level in WITHIN and e.name.endswith(level))


def _owners(entities: Iterable[Entity], lexicon: Lexicon) -> Iterator[Entity]:
    """The parks that the page names only in the names of their organs (甲高新区 in 甲高新区管委会)."""
    known = {zone(name) for e in entities if e.type == "Park" for name in _names(e)}
    for body in [e for e in entities if e.type == "GovernmentBody"]:
        owner = ORGAN_OF.sub("", body.name)
        if owner != body.name and _is_park(owner, lexicon) and zone(owner) not in known:
            known.add(zone(owner))
            yield Entity("Park", owner)


def _is_park(name: str, lexicon: Lexicon) -> bool:
    """Whether the name is a park's by its head, with more than one character before that."""
    head = lexicon.head(name)
    return head is not None and head[1] == "Park" and head[2] and len(name) > len(head[0]) + 1


def resolve(mentions: Mentions, lexicon: Lexicon) -> Resolved:
    """The article's things, with every mention of each."""
    resolver = _Resolver(mentions, lexicon)
    found = tuple(resolver.walk())
    weak = {resolver.entity_of[id(c)] for c in resolver.clusters.values() if c.confidence <= WEAK}
    entities = dict.fromkeys(entity for row in found for _, entity in row)
    entities |= dict.fromkeys(_owners(entities, lexicon))
    return Resolved(found, tuple(entities), frozenset(weak & set(entities)), resolver.topic, tuple(resolver.reasons))
