"""Sentences of an article: cuts paragraphs at their ends, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Article, Sentence, Text

#: Marks that end a sentence, and those that close it behind them.
ENDS = "。！？；"
CLOSERS = "”’」』）》"
#: Marks between which no sentence ends.
OPENS, CLOSES = "（《", "）》"


def _cuts(text: str) -> Iterator[int]:
    """Where a sentence ends: behind 。！？； and the marks that close it, outside brackets and book titles."""
    depth = 0
    for at, char in enumerate(text):
        if char in OPENS:
            depth += 1
        elif char in CLOSES:
            depth = max(0, depth - 1)
        elif char == "\n" or (char in ENDS and depth == 0):
            end = at + 1
            while end < len(text) and text[end] in CLOSERS:
                end += 1
            yield end


def _sentences(text: Text) -> Iterator[Text]:
    start = 0
    for end in [*_cuts(text.text), len(text)]:
        if end <= start:
            continue
        piece = text[start:end]
        left = len(piece.text) - len(piece.text.lstrip())
        right = len(piece.text.rstrip())
        if right > left:
            yield piece[left:right]
        start = end


def find_sentences(article: Article) -> tuple[Sentence, ...]:
    """The sentences in reading order: headline and subtitle (paragraph 0), then the body's paragraphs from 1."""
    found: list[Sentence] = []
    heads = [article.title] + ([article.subtitle] if article.subtitle else [])
    for number, paragraph in [(0, head) for head in heads] + list(enumerate(article.paragraphs, 1)):
        for piece in _sentences(paragraph):
            found.append(Sentence(article, number, len(found), piece))
    return tuple(found)
