"""The reader: one article in, everything that it states out; the stages of extraction in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.article import find_articles
from kg.clause import Encoded, Encoder
from kg.dating import find_birth_dates
from kg.identity import Resolved, resolve
from kg.lexicon import Lexicon, load_lexicon
from kg.mention import FINDERS, Mentions, find_mentions
from kg.mention.context import Context
from kg.model import Article, Entity, Evidence, Fact, Page, Reading, Sentence, Statistic
from kg.post import as_held, restate_posts, without_posts
from kg.relate import Judged, Memory, Relator, load_relator
from kg.relate.belief import believed
from kg.rule import Found, RuleFile, apply_nested, apply_rule, load_rules
from kg.sentence import find_sentences
from kg.statistic import Clock, Figure, find_figures, once
from kg.tagger import Tagger, load_tagger
from kg.value import Date, Value, find_dates, find_values, last_anchor
from kg.vocabulary import load_vocabulary


@dataclass(frozen=True)
class Analysis:
    """One article with the result of every stage, for building the graph and for explaining it."""

    article: Article
    sentences: tuple[Sentence, ...]
    mentions: Mentions
    resolved: Resolved
    measured: tuple[tuple[Sequence[Value], Sequence[Date]], ...]
    encoded: tuple[Encoded, ...] = ()
    restated: tuple[tuple[Encoded, ...], ...] = ()
    #: What the rules read off each sentence.
    read: tuple[tuple[Found, ...], ...] = ()
    #: What the relator takes for likely in each sentence.
    judged: tuple[tuple[Judged, ...], ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Stated:
    """What one article states, its things as the analysis has them: without dates, and without the authors."""

    analysis: Analysis
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    statistics: tuple[Statistic, ...]


@dataclass(frozen=True)
class Reader:
    """Lexicon and rules, ready to read any number of pages."""

    lexicon: Lexicon
    rules: tuple[RuleFile, ...]
    finders: tuple[str, ...] = tuple(FINDERS)
    tagger: Tagger | None = None
    relator: Relator | None = None

    def analyse(self, article: Article) -> Analysis:
        """All stages. What a fact proves to be a thing can be the subject of another: sentences are encoded twice."""
        sentences = find_sentences(article)
        mentions = find_mentions(article, sentences, self.lexicon, self.finders, self.tagger)
        resolved = resolve(mentions, self.lexicon)
        measured = tuple(_measured(article, mentions.contexts))
        analysis = self._encoded(Analysis(article, sentences, mentions, resolved, measured))
        proved = {thing for fact in analysis.facts for thing in (fact.subject, fact.object)} & resolved.weak
        if proved:
            weak = frozenset(e for e in resolved.weak if e not in proved or e.type in ("Industry", "Technology"))
            analysis = self._encoded(replace(analysis, resolved=replace(resolved, weak=weak)))
        return analysis

    def _encoded(self, analysis: Analysis) -> Analysis:
        """The analysis with its sentences encoded and the facts that the rules read off them."""
        encoded = tuple(_encode(analysis))
        same = [analysis.encoded[n : n + 1] == (sentence,) for n, sentence in enumerate(encoded)]
        restated = tuple(
            analysis.restated[n] if same[n] else tuple(restate_posts(sentence, self.lexicon))
            for n, sentence in enumerate(encoded)
        )
        read = tuple(
            analysis.read[n] if same[n] else tuple(self._of_sentence(sentence, restated[n]))
            for n, sentence in enumerate(encoded)
        )
        unchanged = analysis.encoded == encoded
        analysis = replace(analysis, encoded=encoded, restated=restated, read=read)
        if not unchanged:
            analysis = replace(analysis, judged=tuple(self._judged(analysis)))
        return replace(analysis, facts=tuple(self._facts(analysis)))

    def _judged(self, analysis: Analysis) -> Iterator[tuple[Judged, ...]]:
        """What the relator takes for likely, sentence by sentence."""
        memory = Memory(analysis.resolved.topic)
        for sentence, encoded, read in zip(analysis.sentences, analysis.encoded, analysis.read, strict=True):
            if self.relator is None:
                yield ()
                continue
            view = self.relator.view(encoded, read, analysis.resolved.topic, sentence.paragraph == 0)
            yield tuple(self.relator.judge(view, memory))
            memory.read(encoded)

    def read(self, page: Page) -> Reading:
        """All articles of the page with what they state; KgError if there is no article on it."""
        articles = find_articles(page)
        entities: list[tuple[Article, Entity]] = []
        facts: list[Fact] = []
        statistics: list[Statistic] = []
        for article in articles:
            stated = self.read_article(article)
            dated = {entity: replace(entity, date=date) for entity, date in _dates(stated.analysis).items()}
            authored = tuple(_authored(article, stated.analysis))
            authors = (fact.object for fact in authored if isinstance(fact.object, Entity))
            entities += [(article, dated.get(e, e)) for e in dict.fromkeys((*stated.entities, *authors))]
            facts += [_dated(fact, dated) for fact in (*stated.facts, *authored)]
            statistics += [replace(s, about=dated.get(s.about, s.about)) for s in stated.statistics]
        return Reading(page, articles, tuple(entities), tuple(facts), tuple(statistics))

    def read_article(self, article: Article) -> Stated:
        """What the graph gets of one article, with the analysis that it comes from."""
        analysis = self.analyse(article)
        facts = _specific(analysis.facts, self.rules)
        entities = _kept(analysis.resolved, facts)
        figures = tuple(figure for figure in _figures(analysis) if figure.about in entities)
        return Stated(analysis, entities, facts, figures)

    def _facts(self, analysis: Analysis) -> list[Fact]:
        """What the rules read off the article, each triple with its best evidence a sentence."""
        found: dict[tuple[Entity, str, Entity | str, int], Fact] = {}
        rows = zip(analysis.sentences, analysis.encoded, analysis.restated, analysis.read, analysis.judged, strict=True)
        for sentence, encoded, restated, read, judged in rows:
            over = self._by_rules(as_held(encoded, restated, self.lexicon)) if judged else ()
            for fact in believed(self.relator, encoded, read, judged, self.lexicon.posts["former"], over):
                self._keep(found, fact, sentence)
        first = _first_sentences(analysis)
        for file in self.rules:
            for rule in file.nested:
                for fact in apply_nested(rule, analysis.resolved.entities):
                    outer = max((fact.subject, fact.object), key=lambda thing: len(getattr(thing, "name", "")))
                    if isinstance(outer, Entity) and outer in first:
                        self._keep(found, fact, first[outer])
        return list(found.values())

    def _of_sentence(self, sentence: Encoded, restated: Sequence[Encoded]) -> Iterator[Found]:
        """What the rules read off one sentence, its posts put aside, and off each post restated."""
        yield from self._by_rules((without_posts(sentence), *restated))

    def _by_rules(self, sentences: Iterable[Encoded]) -> Iterator[Found]:
        """Everything that any rule reads off any of the sentences."""
        for encoded in sentences:
            letters = frozenset(encoded.text)
            for file in self.rules:
                if file.may_speak_of(letters):
                    for rule in file.rules:
                        yield from apply_rule(rule, encoded)

    @staticmethod
    def _keep(found: dict[tuple[Entity, str, Entity | str, int], Fact], read: Found, sentence: Sentence) -> None:
        """Puts the fact, if it is new in the sentence, surer, or the first that names its body."""
        key = (read.subject, read.relation, read.object, sentence.number)
        before = found.get(key)
        if before is None or before.evidence.confidence < read.confidence or (read.body and not before.body):
            evidence = Evidence(sentence, read.rule, round(read.confidence, 3))
            found[key] = Fact(read.subject, read.relation, read.object, evidence, read.body, read.time)


def _measured(article: Article, contexts: Sequence[Context]) -> Iterator[tuple[Sequence[Value], Sequence[Date]]]:
    """The figures and the dates of each sentence; a date without a year is read against the paragraph's last."""
    anchor: str | None = None
    paragraph = -1
    for context in contexts:
        if context.sentence.paragraph != paragraph:
            paragraph, anchor = context.sentence.paragraph, None
        dates = find_dates(context.text, article.page.published, anchor)
        anchor = last_anchor(dates, anchor)
        yield find_values(context.text), dates


def _encode(analysis: Analysis) -> Iterator[Encoded]:
    mentions, resolved = analysis.mentions, analysis.resolved
    encoder = Encoder(resolved.topic)
    for number, context in enumerate(mentions.contexts):
        values, dates = analysis.measured[number]
        yield encoder.encode(context, resolved.found[number], resolved.weak, values, dates, mentions.asides[number])


def _first_sentences(analysis: Analysis) -> dict[Entity, Sentence]:
    """The first sentence that names each thing."""
    first: dict[Entity, Sentence] = {}
    for sentence, row in zip(analysis.sentences, analysis.resolved.found, strict=True):
        for _, entity in row:
            first.setdefault(entity, sentence)
    return first


def _specific(facts: Sequence[Fact], rules: Sequence[RuleFile]) -> tuple[Fact, ...]:
    """The facts without those that follow from a more specific one beside them, by the ontology."""
    implied = {file.relation.name: file.relation.implies for file in rules}
    weaker = {
        (fact.object, plain[1:], fact.subject) if plain.startswith("^") else (fact.subject, plain, fact.object)
        for fact in facts
        for plain in implied[fact.relation]
    }
    return tuple(fact for fact in facts if (fact.subject, fact.relation, fact.object) not in weaker)


def _figures(analysis: Analysis) -> Iterator[Statistic]:
    """The figures of the article, each once, those of the body before those of the headlines."""
    found: list[tuple[Figure, int]] = []
    clock, topic = Clock(), analysis.resolved.topic
    topic = None if topic in analysis.resolved.weak else topic
    for number, (sentence, encoded) in enumerate(zip(analysis.sentences, analysis.encoded, strict=True)):
        clock.read(sentence.paragraph, encoded)
        figures = find_figures(analysis.mentions.contexts[number], without_posts(encoded), topic, clock)
        found += [(figure, number) for figure in figures]
    found.sort(key=lambda it: analysis.sentences[it[1]].paragraph == 0)
    for figure, number in once(found):
        yield Statistic(
            figure.about,
            figure.measure,
            figure.value,
            figure.unit,
            figure.qualifier,
            figure.surface,
            Evidence(analysis.sentences[number], "statistic", figure.confidence),
            figure.time,
        )


def _dates(analysis: Analysis) -> dict[Entity, str]:
    """The date of each thing that the article dates; the first one said counts."""
    dates: dict[Entity, str] = {}
    for encoded in analysis.encoded:
        for entity, date in find_birth_dates(encoded):
            dates.setdefault(entity, date)
    return dates


def _dated(fact: Fact, dated: Mapping[Entity, Entity]) -> Fact:
    """The fact with its things as they are with their dates."""
    subject = fact.subject if isinstance(fact.subject, Article) else dated.get(fact.subject, fact.subject)
    thing = fact.object if isinstance(fact.object, str) else dated.get(fact.object, fact.object)
    return replace(fact, subject=subject, object=thing, body=dated.get(fact.body, fact.body) if fact.body else None)


def _kept(resolved: Resolved, facts: Sequence[Fact]) -> tuple[Entity, ...]:
    """The things that enter the graph: named for certain, or used by a fact."""
    used = {thing for fact in facts for thing in (fact.subject, fact.object, fact.body)}
    return tuple(entity for entity in resolved.entities if entity not in resolved.weak or entity in used)


def _authored(article: Article, analysis: Analysis) -> Iterator[Fact]:
    """Who wrote the article, by its byline."""
    for name in article.byline:
        persons = (e for e in analysis.resolved.entities if e.type == "Person" and name.text in (e.name, *e.aliases))
        author = next(persons, Entity("Person", name.text.strip()))
        sentence = replace(analysis.sentences[0], body=name)
        yield Fact(article, "authoredBy", author, Evidence(sentence, "byline", 0.95))


def load_reader(home: Path, finders: Sequence[str] = tuple(FINDERS), *, models: bool = True) -> Reader:
    """A reader with the word lists, gazetteers, rules and models below `home`; KgError names the file that is wrong.

    Without `models` it reads by rules alone.
    """
    reader = Reader(load_lexicon(home), load_rules(home / "data" / "rules", home / "ontology"), tuple(finders))
    if not models:
        return reader
    folder, relations = home / "data" / "models", load_vocabulary(home / "ontology").relations
    tagger = load_tagger(folder / "tagger.crfsuite")
    return replace(reader, tagger=tagger, relator=load_relator(folder / "relator.npz", relations) if tagger else None)
