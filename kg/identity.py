"""Identity within an article: which mentions are one thing, what it is called, and what 园区 or 该公司 stands for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.lexicon import Lexicon
from kg.mention import WEAK, Mentions
from kg.model import Entity, Mention
from kg.naming import ZONE_TAIL, folded, reason, zone

#: An organ said without the park or place it belongs to.
BARE_ORGAN = re.compile(
    r"(?P<owner>高新区|经开区|开发区|园区|新区|片区|区|镇|县|市|省)?"
    r"(?P<organ>管理委员会|管委会|党工委|工委|筹委会|党委|委|政府|纪委|管委)"
)
#: Words for whatever park the article is about; any other park word names a kind.
ANY_PARK = frozenset({"园区", "全区", "该区", "我区", "区内", "园内", "区里", "本区"})
PARK_WORDS = frozenset({"高新区", "经开区", "开发区", "新区", "片区", "示范区", "保税区", "综保区"})
#: Words for whatever event was spoken of last.
GATHERING = frozenset({"会议", "会上", "活动", "大会", "仪式"})
#: The organs that a park has of its own.
ORGAN_OF = re.compile("(?:管理委员会|管委会|党工委|纪工委|工委)$")
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
WITHIN = {"镇": "镇", "县": "县", "市": "市", "省": "省"}


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
        self.first = (10**9, 0)

    def add(self, mention: Mention, at: tuple[int, int]) -> None:
        self.names[mention.text] += 1
        self.confidence = max(self.confidence, mention.confidence)
        self.first = min(self.first, at)

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
    for sentence in mentions.found:
        for mention in sentence:
            if mention.source != "reference":
                votes[mention.text][mention.type] += round(100 * mention.confidence)
    return {name: max(sorted(count), key=lambda t: count[t]) for name, count in votes.items()}


def _clusters(
    mentions: Mentions, types: dict[str, str], lexicon: Lexicon
) -> tuple[dict[str, _Cluster], list[tuple[str, str, str]]]:
    """The cluster of each name, and the reasons of the merges: (long name, short name, reason)."""
    own: dict[str, _Cluster] = {}
    for number, sentence in enumerate(mentions.found):
        for mention in sentence:
            if mention.source != "reference":
                cluster = own.setdefault(mention.text, _Cluster(types[mention.text]))
                cluster.add(mention, (number, mention.start))
    reasons: list[tuple[str, str, str]] = []
    for short, full in mentions.short_names.items():
        if short in own and full in own and own[short] is not own[full]:
            _merge(own, full, short)
            reasons.append((full, short, "short name introduced by the page"))
    for short in sorted(own, key=lambda n: (-len(folded(n)), n)):
        longer = [n for n in own if own[n] is not own[short] and own[n].type == own[short].type]
        fits = [
            (n, why)
            for n in longer
            if len(folded(n)) >= len(folded(short))
            if (why := reason(own[short].type, n, short, lexicon))
        ]
        if len({id(own[n]) for n, _ in fits}) == 1:
            reasons.append((fits[0][0], short, fits[0][1]))
            _merge(own, fits[0][0], short)
    _merge_places(own, reasons, lexicon)
    return own, reasons


def _merge(own: dict[str, _Cluster], into: str, from_: str) -> None:
    target, source = own[into], own[from_]
    target.names.update(source.names)
    target.confidence = max(target.confidence, source.confidence)
    target.first = min(target.first, source.first)
    for name in source.names:
        own[name] = target


def _merge_places(own: dict[str, _Cluster], reasons: list[tuple[str, str, str]], lexicon: Lexicon) -> None:
    """A 'place' that is a park's name with an open tail (新站区 beside 新站高新区) is that park."""
    parks = [n for n in own if own[n].type == "Park"]
    for name in [n for n in sorted(own) if own[n].type == "Place" and n.endswith("区") and n not in lexicon.names]:
        fits = {id(own[p]): p for p in parks if ZONE_TAIL.sub("", zone(p)).endswith(name[:-1]) and len(name) > 2}
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
        self.extra: dict[Entity, None] = {}

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
            ranked = [e for e in score if e.type == type_ and not (type_ == "Place" and e.name not in self._agents())]
            if ranked:
                return max(ranked, key=lambda e: (score[e], -len(e.name), e.name))
        return None

    def _agents(self) -> set[str]:
        return {name for name in self.clusters if re.search(r"[镇乡县市区村]$|社区$|街道$", name)}

    def walk(self) -> Iterator[tuple[tuple[Mention, Entity], ...]]:
        """The resolved mentions, sentence by sentence."""
        seen: list[Entity] = []
        for sentence in self.mentions.found:
            row: list[tuple[Mention, Entity]] = []
            for mention in sentence:
                entity = self._reference(mention, seen) if mention.source == "reference" else self._body(mention, seen)
                if entity is not None:
                    row.append((mention, entity))
                    if mention.confidence > WEAK:
                        seen.append(entity)
            yield tuple(row)

    def _body(self, mention: Mention, seen: Sequence[Entity]) -> Entity:
        """The entity of a name; a body whose name begins with a bare 开发区 gets its park's name in front."""
        entity = self._named(mention.text)
        found = BARE_ORGAN.fullmatch(mention.text) if entity.type == "GovernmentBody" else None
        return (self._organ(found, mention.text, seen) if found else None) or entity

    def _reference(self, mention: Mention, seen: Sequence[Entity]) -> Entity | None:
        found = BARE_ORGAN.fullmatch(mention.text)
        if mention.type == "GovernmentBody" and found:
            return self._organ(found, mention.text, seen)
        if mention.type == "Park":
            return self._park(mention.text, seen)
        if mention.type == "Company":
            recent = [e for e in seen[-6:] if e.type == "Company"]
            return recent[-1] if recent else None
        if mention.type == "Event" and mention.text in GATHERING:
            events = [e for e in seen if e.type == "Event"]
            return events[-1] if events else None
        if mention.type != "Place":
            same = [
                e
                for e in seen
                if e.type == mention.type and any(n.endswith(mention.text) for n in (e.name, *e.aliases))
            ]
            return same[-1] if same else None
        tail = mention.text[-1]
        places = [e for e in seen if e.type == "Place" and e.name.endswith(WITHIN.get(tail, "\0"))]
        return places[-1] if places else None

    def _park(self, word: str, seen: Sequence[Entity]) -> Entity | None:
        """The park a word such as 高新区 or 园区 stands for: the topic, or the last one of that kind."""
        parks = [e for e in seen if e.type == "Park"]
        if word not in ANY_PARK:
            kind = [e for e in parks if any(zone(n).endswith(zone(word)) for n in (e.name, *e.aliases))]
            return kind[-1] if kind else None
        if self.topic and self.topic.type == "Park":
            return self.topic
        return parks[-1] if parks else None

    def _organ(self, found: re.Match[str], text: str, seen: Sequence[Entity]) -> Entity | None:
        """管委会 is the topic park's; 镇党委 that of the town last spoken of."""
        owner, organ = found["owner"] or "", found["organ"]
        if owner in WITHIN:
            places = [e for e in seen if e.type == "Place" and e.name.endswith(owner)]
            base = places[-1].name if places else None
        elif organ in ("委", "政府", "党委", "纪委") and owner != "区":
            base = None
        else:
            park = self._park(owner if owner in PARK_WORDS else "园区", seen)
            base = min((park.name, *park.aliases), key=lambda n: (not ZONE_TAIL.search(n), len(n))) if park else None
        if base is None:
            return None
        name = base + (organ if organ not in ("委",) else "委")
        same = [
            n
            for n in self.clusters
            if self.clusters[n].type == "GovernmentBody" and reason("GovernmentBody", n, name, self.lexicon)
        ]
        if same:
            return self._named(same[0])
        entity = Entity("GovernmentBody", name, (text,) if owner else ())
        self.extra[entity] = None
        return entity


def _owners(entities: Iterable[Entity], lexicon: Lexicon) -> Iterator[Entity]:
    """The parks that the page names only in the names of their organs (甲高新区 in 甲高新区管委会)."""
    known = {zone(name) for e in entities if e.type == "Park" for name in (e.name, *e.aliases)}
    for body in [e for e in entities if e.type == "GovernmentBody"]:
        owner = ORGAN_OF.sub("", body.name)
        head = lexicon.head(owner)
        if owner != body.name and head and head[1] == "Park" and head[2] and len(owner) > len(head[0]) + 1:
            if zone(owner) not in known:
                known.add(zone(owner))
                yield Entity("Park", owner)


def resolve(mentions: Mentions, lexicon: Lexicon) -> Resolved:
    """The article's things, with every mention of each."""
    resolver = _Resolver(mentions, lexicon)
    found = tuple(resolver.walk())
    weak = {resolver.entity_of[id(c)] for c in resolver.clusters.values() if c.confidence <= WEAK}
    entities = dict.fromkeys(entity for row in found for _, entity in row)
    entities |= dict.fromkeys(_owners(entities, lexicon))
    return Resolved(found, tuple(entities), frozenset(weak & set(entities)), resolver.topic, tuple(resolver.reasons))
