"""The topic of an article: what a word such as 园区 stands for and what is left without an owner belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container

from kg.mention import WEAK, Mentions
from kg.model import Entity
from kg.wording import Wording

_WORDING = Wording("names.toml", "identity")
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
#: Names of places that can be what an article is about.
ACTING = _WORDING.pattern("acting_places")


def find_topic(mentions: Mentions, named: Callable[[str], Entity], names: Container[str]) -> Entity | None:
    """What the article is about: the park of its headline, else the first thing named there that can act, else the
    park, place or company that it names most. `named` gives the thing of each name of the article, `names` them all."""
    headline: list[Entity] = []
    score: Counter[Entity] = Counter()
    for context, sentence in zip(mentions.contexts, mentions.found, strict=True):
        for mention in sentence:
            if mention.source != "reference" and mention.confidence > WEAK:
                entity = named(mention.text)
                score[entity] += 1
                if context.sentence.paragraph == 0 and entity.type in TOPICS:
                    headline.append(entity)
    parks = [e for e in headline if e.type == "Park"]
    if parks or headline:
        return max(parks, key=lambda e: (score[e], e.name)) if parks else headline[0]
    for type_ in ("Park", "Company", "Place", "GovernmentBody"):
        ranked = [e for e in score if e.type == type_ and (type_ != "Place" or _can_act(e.name, names))]
        if ranked:
            return max(ranked, key=lambda e: (score[e], -len(e.name), e.name))
    return None


def _can_act(place: str, names: Container[str]) -> bool:
    """Whether an article can be about the place: it is one of local people, and the page writes it so."""
    return place in names and ACTING.search(place) is not None
