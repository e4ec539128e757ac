"""One side of a comparison: the content of a graph under keys that the other side shares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.graph import Graph, normalise
from kg.view.content import Content, Source, Thing
from kg.view.data import read
from kg.vocabulary import Vocabulary

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as printed, the headline of its article, and its page."""

    quote: str
    article: str
    page: str


@dataclass(frozen=True)
class Item:
    """One thing of a side: what it is in words, the values that may change, and the sentences that state it."""

    text: str
    values: Mapping[str, str]
    sentences: tuple[Sentence, ...] = ()

    def is_in(self, others: Iterable[Item]) -> bool:
        """Whether one of the others says the same of the same thing, whatever it is called now."""
        return any((self.values, self.sentences) == (other.values, other.sentences) for other in others)


#: Everything that a side holds, by what keeps it the same thing on both sides; most keys have one item.
Items = Mapping[Key, list[Item]]


@dataclass
class Side:
    """The content of a graph; `renamed` gives the other side's IRI of an entity that has another there."""

    graph: Graph
    vocabulary: Vocabulary
    renamed: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.content: Content = read(self.graph, self.vocabulary)

    def items(self) -> dict[str, Items]:
        """Articles, entities, facts and figures."""
        parts = {"articles": self._articles(), "entities": self._entities(), "facts": self._facts()}
        return {name: _grouped(items) for name, items in {**parts, "figures": self._figures()}.items()}

    def _key(self, number: int | None) -> str:
        iri = "" if number is None else self.content.entities[number].iri
        return self.renamed.get(iri, iri)

    def _name(self, number: int | None) -> str:
        return "" if number is None else self.content.entities[number].label

    def _articles(self) -> Iterator[tuple[Key, Item]]:
        for story in self.content.articles:
            authors = "；".join(sorted(map(self._name, story.authors)))
            values = {"authors": authors, "published": story.published}
            yield (story.title, story.page), Item(f"{story.title} ({story.page})", values)

    def _entities(self) -> Iterator[tuple[Key, Item]]:
        for number, thing in enumerate(self.content.entities):
            kind = self.vocabulary.classes[thing.kind].label_zh
            names = {"name": thing.label, "class": kind, "other names": "；".join(thing.names)}
            yield (self._key(number),), Item(f"{kind} {thing.label}", {**names, "date": thing.date, "iri": thing.iri})

    def _facts(self) -> Iterator[tuple[Key, Item]]:
        for fact in self.content.facts:
            label = self.vocabulary.relations[fact.relation].label_zh
            words = (self._name(fact.subject), label, self._name(fact.where), self._name(fact.object) or fact.text)
            key = (self._key(fact.subject), fact.relation, self._key(fact.object) or fact.text, self._key(fact.where))
            values = {"time": fact.time, "confidence": _sure(fact.sources)}
            yield key, Item(f"{' '.join(filter(None, words))} ({fact.relation})", values, self._sentences(fact.sources))

    def _figures(self) -> Iterator[tuple[Key, Item]]:
        for figure in self.content.figures:
            time = f" ({figure.time})" if figure.time else ""
            text = f"{self._name(figure.about)} {figure.measure}{time}: {figure.surface}"
            told = {"unit": figure.unit, "qualifier": figure.qualifier, "surface": figure.surface}
            values = {"value": figure.value, **told, "confidence": _sure(figure.sources)}
            key = (self._key(figure.about), figure.measure, figure.time)
            yield key, Item(text, values, self._sentences(figure.sources))

    def _sentences(self, sources: Iterable[Source]) -> tuple[Sentence, ...]:
        quotes = (self.content.sentences[source.sentence] for source in sources)
        stories = ((quote.text, self.content.articles[quote.article]) for quote in quotes)
        return tuple(dict.fromkeys(Sentence(text, story.title, story.page) for text, story in stories))


def _sure(sources: tuple[Source, ...]) -> str:
    return f"{max(source.confidence for source in sources):g}" if sources else ""


def _grouped(items: Iterable[tuple[Key, Item]]) -> Items:
    found: dict[Key, list[Item]] = defaultdict(list)
    for key, item in items:
        found[key].append(item)
    return found


def renamed(old: Side, new: Side) -> dict[str, str]:
    """The new IRI of each entity whose own is gone, where just one new entity of its class shares a name with it.

    That is how an entity looks of which a fuller name was read later.
    """
    here, there = ({thing.iri: thing for thing in side.content.entities} for side in (old, new))
    gone = [thing for iri, thing in here.items() if iri not in there]
    come = [thing for iri, thing in there.items() if iri not in here]
    pairs = [(one.iri, other.iri) for one in gone for other in come if _same(one, other)]
    olds, news = [one for one, _ in pairs], [other for _, other in pairs]
    return {one: other for one, other in pairs if olds.count(one) == news.count(other) == 1}


def _same(one: Thing, other: Thing) -> bool:
    names, others = ({normalise(name) for name in (thing.label, *thing.names)} for thing in (one, other))
    return one.kind == other.kind and not names.isdisjoint(others)
