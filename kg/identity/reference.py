"""References: walks the article in reading order and says what 园区, 该公司 or 管委会 stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.identity.cluster import DISTRICT, find_clusters
from kg.identity.spoken import WITHIN, last, last_place, names_of
from kg.identity.topic import find_topic
from kg.lexicon import Lexicon
from kg.mention import WEAK, Mentions
from kg.model import Entity, Mention
from kg.naming import ZONE_TAIL, reason, zone
from kg.wording import Wording

_WORDING = Wording("names.toml", "identity")
#: An organ said without the park or place it belongs to.
BARE_ORGAN = _WORDING.pattern("bare_organ")
#: Organs that every level of government has.
OF_ANY = frozenset(_WORDING.words("of_any"))
#: Words for whatever park the article is about, the plainest of them, and words that name a kind of park.
ANY_PARK, THE_PARK = frozenset(_WORDING.words("any_park")), _WORDING.text("the_park")
PARK_WORDS = frozenset(_WORDING.words("park_words"))
#: Words for whatever event was spoken of last.
GATHERING = frozenset(_WORDING.words("gathering"))
#: How many things back 该公司 reaches.
RECENT = 6


class Resolver:
    """Walks the article in reading order and says what each reference stands for."""

    def __init__(self, mentions: Mentions, lexicon: Lexicon) -> None:
        self.mentions = mentions
        self.lexicon = lexicon
        self.clusters, self.reasons = find_clusters(mentions, lexicon)
        self.entity_of = {id(c): c.entity(lexicon) for c in self.clusters.values()}
        self.topic = find_topic(mentions, self._named, self.clusters)
        #: The company that a clause last began with, and how many things were named before this sentence.
        self.spoken_of: Entity | None = None
        self.said_before = 0

    def _named(self, name: str) -> Entity:
        return self.entity_of[id(self.clusters[name])]

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
            return last(entity for entity in seen[-RECENT:] if entity.type == "Person")
        if mention.type == "Event" and mention.text in GATHERING:
            return last(entity for entity in seen if entity.type == "Event")
        if mention.type == "Place":
            return last_place(mention.text[-1], seen)
        return last(e for e in seen if e.type == mention.type and any(n.endswith(mention.text) for n in names_of(e)))

    def _company(self, seen: Sequence[Entity]) -> Entity | None:
        """The company named last in the sentence, else the one that a clause before began with, else the last."""
        here = last(entity for entity in seen[self.said_before :] if entity.type == "Company")
        recent = [entity for entity in seen[-RECENT:] if entity.type == "Company"]
        return here or (self.spoken_of if self.spoken_of in recent else last(recent))

    def _park(self, word: str, seen: Sequence[Entity]) -> Entity | None:
        """The park a word such as 高新区 or 园区 stands for: the topic, or the last one of that kind."""
        parks = [entity for entity in seen if entity.type == "Park"]
        if word not in ANY_PARK:
            return last(park for park in parks if any(zone(name).endswith(zone(word)) for name in names_of(park)))
        if self.topic and self.topic.type == "Park":
            return self.topic
        return last(parks)

    def _organ(self, found: re.Match[str], text: str, seen: Sequence[Entity]) -> Entity | None:
        """管委会 is the topic park's; 镇党委 that of the town last spoken of."""
        if not found["owner"]:
            same = last(e for e in seen[-RECENT:] if e.type == "GovernmentBody" and e.name.endswith(text))
            if same is not None:
                return same
        base = self._base(found["owner"] or "", found["organ"], seen)
        if base is None:
            return None
        name = base + found["organ"]
        bodies = (known for known, cluster in self.clusters.items() if cluster.type == "GovernmentBody")
        known_as = next((known for known in bodies if reason("GovernmentBody", known, name, self.lexicon)), None)
        if known_as is not None:
            return self._named(known_as)
        return Entity("GovernmentBody", name, (text,) if found["owner"] else ())

    def _base(self, owner: str, organ: str, seen: Sequence[Entity]) -> str | None:
        """What the organ's name begins with: the name of the place, or the shortest of the park that ends as a zone."""
        if owner in WITHIN:
            place = last_place(owner, seen)
            return place.name if place else None
        if organ in OF_ANY and owner != DISTRICT:
            return None
        park = self._park(owner if owner in PARK_WORDS else THE_PARK, seen)
        return min(names_of(park), key=lambda name: (not ZONE_TAIL.search(name), len(name))) if park else None


def _opens(text: str, at: int) -> bool:
    """Whether a clause begins at the place: then the name there is what the clause speaks of."""
    return at == 0 or text[at - 1] in "，。；：！？"
