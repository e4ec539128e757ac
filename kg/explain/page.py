"""A page explained: its articles sentence by sentence with what each gave, and what of it was not read; as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from kg.article import find_articles
from kg.explain.sentence import says_more
from kg.explain.show import because, figured, name, plain, stated
from kg.explain.text import readable_page
from kg.explain.trace import Attempt, Story, tell
from kg.model import Entity, Fact, KgError, Mention, Page, Refusal, Sentence, Statistic
from kg.page import read_pages
from kg.reader import Reader


@dataclass(frozen=True)
class Row:
    """One sentence with all that was found in it and all that came of it."""

    sentence: Sentence
    names: tuple[tuple[Mention, Entity], ...]
    facts: tuple[Fact, ...]
    figures: tuple[Statistic, ...]
    weaker: tuple[tuple[Fact, tuple[Fact, ...]], ...]
    dropped: tuple[Attempt, ...]
    kept: frozenset[Entity]

    @property
    def gave(self) -> bool:
        """Whether the graph has a fact or a figure of this sentence."""
        return bool(self.facts or self.figures)


@dataclass(frozen=True)
class PageStory:
    """A page with the story of each of its articles."""

    page: Page
    stories: tuple[Story, ...]

    @cached_property
    def rows(self) -> tuple[tuple[Row, ...], ...]:
        """The sentences of each article."""
        return tuple(tuple(_rows(story)) for story in self.stories)

    @property
    def unread(self) -> tuple[str, ...]:
        """The lines, or parts of lines, that are in no article: credits, datelines, ornaments."""
        used = {at for story in self.stories for at in _offsets(story)}
        kept = "".join(c if at not in used else "\n" for at, c in enumerate(self.page.text))
        return tuple(line.strip() for line in kept.splitlines() if any(c.isalnum() for c in line))


def _offsets(story: Story) -> Iterator[int]:
    article = story.analysis.article
    for text in (article.title, article.subtitle, *article.byline, *article.paragraphs):
        yield from text.offsets if text else ()


def _rows(story: Story) -> Iterator[Row]:
    for number, sentence in enumerate(story.analysis.sentences):
        yield Row(
            sentence,
            story.analysis.resolved.found[number],
            tuple(fact for fact in story.facts if fact.evidence.sentence.number == sentence.number),
            tuple(figure for figure in story.figures if figure.evidence.sentence.number == sentence.number),
            tuple((fact, more) for fact, more in story.weaker if fact.evidence.sentence.number == sentence.number),
            tuple(attempt for attempt in story.attempts[number] if attempt.obstacles),
            frozenset(story.kept),
        )


def read_page(path: Path, reader: Reader) -> PageStory:
    """The page of a file, read; KgError if the file cannot be read, or holds no article."""
    refused: list[Refusal] = []
    page = next(read_pages([path], refused.append), None)
    if page is None:
        raise KgError(str(refused[0]) if refused else f"{path}: not a page")
    page = replace(page, text=readable_page(page.text))
    return PageStory(page, tuple(tell(reader, article) for article in find_articles(page)))


def counts(page: PageStory) -> dict[str, int]:
    """How much of everything there is."""
    rows = [row for article in page.rows for row in article]
    return {
        "articles": len(page.stories),
        "sentences": len(rows),
        "facts": sum(len(row.facts) for row in rows),
        "figures": sum(len(row.figures) for row in rows),
        "silent": sum(not row.gave for row in rows),
    }


def explain_page(page: PageStory) -> str:
    """The page as text: every sentence with its names marked and what it gave, then the sentences that gave nothing."""
    said = (f"{count} {what if count != 1 else what.removesuffix('s')}" for what, count in counts(page).items())
    lines = [f"{page.page.name}: {', '.join(list(said)[:-1])}"]
    for story, rows in zip(page.stories, page.rows, strict=True):
        lines += ["", story.analysis.article.title.quote(page.page)]
        if story.analysis.article.byline:
            lines.append(f"  by {'、'.join(text.text for text in story.analysis.article.byline)}")
        for number, row in enumerate(rows, 1):
            lines += [f"{number:3} {marked(row)}", *(f"      {line}" for line in _gave(row))]
        silent = [f"{number:3} {row.sentence.quote}" for number, row in enumerate(rows, 1) if not row.gave]
        lines += ["Sentences that gave no fact", *silent] if silent else []
    if page.unread:
        lines += ["", "In no article", *(f"  {line}" for line in page.unread)]
    return plain("\n".join(lines)) + "\n"


def marked(row: Row) -> str:
    """The sentence as printed, with 〔Class name〕 for each name, and what a reference stands for.

    A question mark stands behind the class of what no fact uses and is no name by itself.
    """
    quote, at, parts = row.sentence.quote, 0, list[str]()
    for mention, entity in row.names:
        means = "" if entity.name == mention.text else f" = {entity.name}"
        kind = entity.type if entity in row.kept else f"{entity.type}?"
        parts += [quote[at : mention.start], f"〔{kind} {quote[mention.start : mention.end]}{means}〕"]
        at = mention.end
    return "".join([*parts, quote[at:]])


def _gave(row: Row) -> Iterator[str]:
    for fact in row.facts:
        yield f"{stated(fact)}  {fact.evidence.rule}, {fact.evidence.confidence:.2f}"
    for figure in row.figures:
        yield f"{figured(figure)}  “{figure.surface}”, {figure.evidence.confidence:.2f}"
    for fact, more in row.weaker:
        yield f"dropped: {stated(fact)}  {fact.evidence.rule}; {says_more(more)}"
    for attempt in row.dropped:
        found = attempt.found
        said = f"{found.subject.name} {found.relation} {name(found.object)}  {found.rule}"
        yield f"dropped: {'; '.join((said, *map(because, attempt.obstacles)))}"
