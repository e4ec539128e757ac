"""The tagger's sentences: features of the tokens, and the classes that the answers give them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite

from kg.article import find_articles
from kg.article.fold import fold
from kg.lexicon import Lexicon
from kg.mention import find_candidates
from kg.mention.context import Context
from kg.model import Page
from kg.sentence import find_sentences
from kg.tagger import find_features, find_tokens
from tests.annotated import Annotated

#: Marks that stand in a text's names and not in the answers'.
MARKS = frozenset('“”‘’"《》「」 ')
#: L1 and L2, iterations, and the least number of times that a feature is seen: by cross-validation on the articles.
SETTINGS = {"c1": 0.1, "c2": 0.05, "max_iterations": 70, "feature.possible_transitions": True, "feature.minfreq": 2}


@dataclass(frozen=True)
class Example:
    """A sentence as the tagger sees it, with the tag of each token."""

    features: list[list[str]]
    tags: list[str]


def bare(text: str) -> tuple[str, list[int]]:
    """The text without marks, and where each of its characters stands."""
    kept = [at for at, char in enumerate(text) if char not in MARKS]
    return "".join(text[at] for at in kept), kept


def find_names(text: str, article: Annotated) -> list[tuple[int, int, str]]:
    """Where the names of the answers stand, with their class: the longest first, none inside another."""
    flat, places = bare(text)
    names = {(bare(fold(name))[0], thing.classes[0]) for thing in article.things for name in thing.names}
    taken, found = [False] * len(flat), list[tuple[int, int, str]]()
    for name, class_ in sorted(names, key=lambda item: (-len(item[0]), item)):
        at = flat.find(name) if len(name) > 1 else -1
        while at >= 0:
            end = at + len(name)
            if not any(taken[at:end]):
                taken[at:end] = [True] * len(name)
                found.append((places[at], places[end - 1] + 1, class_))
            at = flat.find(name, at + 1)
    return sorted(found)


def contexts(article: Annotated, lexicon: Lexicon) -> Iterator[Context]:
    """The sentences of the article."""
    for part in find_articles(Page(article.id, article.text)):
        yield from (Context(sentence, lexicon) for sentence in find_sentences(part))


def examples(article: Annotated, lexicon: Lexicon) -> list[Example]:
    """The sentences of the article with their tags; a name that cuts a token in two is left out."""
    found: list[Example] = []
    for context in contexts(article, lexicon):
        tokens = find_tokens(context)
        tags = ["O"] * len(tokens)
        starts = {token.start: number for number, token in enumerate(tokens)}
        ends = {token.end: number for number, token in enumerate(tokens)}
        for start, end, class_ in find_names(context.text, article):
            if start in starts and end in ends:
                first, last = starts[start], ends[end]
                tags[first : last + 1] = [f"B-{class_}", *[f"I-{class_}"] * (last - first)]
        found.append(Example(find_features(context, tokens, find_candidates(context)), tags))
    return found


def fit(sentences: Iterable[Example], path: Path) -> None:
    """Writes the tagger that these sentences make."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for sentence in sentences:
        trainer.append(sentence.features, sentence.tags)
    trainer.set_params(SETTINGS)
    trainer.train(str(path))
