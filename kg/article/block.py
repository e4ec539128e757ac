"""Blocks of a page: says of each line whether it is headline, byline, credit or text, and joins text over breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from kg.article.border import NEVER_FIRST, continues, could_head, ends_sentence, has_headline_space, link, reads_on
from kg.article.byline import Byline, is_credit, read_byline, starts_dateline
from kg.article.line import Line, read_lines, unwrap, width
from kg.article.words import words
from kg.model import Page, Text

#: As much of a paragraph's end as tells whether it is complete.
TAIL = 100
DASHES = "—─―－–-"


class Kind(Enum):
    """What a block is on its page."""

    HEADING = 1
    BYLINE = 2
    CREDIT = 3
    TEXT = 4


@dataclass(frozen=True, slots=True)
class Block:
    """A headline, a byline (with its names), a credit, or a paragraph of text; `gap` blank lines stand before it."""

    kind: Kind
    text: Text
    gap: int = 0
    level: int = 0
    names: tuple[Text, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it is text that stops in the middle of a sentence."""
        return self.kind is Kind.TEXT and not ends_sentence(self.text.text)


def starts_with_dash(text: str) -> bool:
    """Whether the line is marked as a subtitle by the dash before it."""
    return bool(re.match(rf"[{DASHES}]{{2}}|[—─―]", text))


def _as_headline(text: str) -> str:
    """Without the marks that a headline may hold, though they speak for a sentence elsewhere."""
    return re.sub("[，！？]", " ", text).strip()


def _is_rule(text: str) -> bool:
    """Whether the line is an ornament: signs that divide, and none that a sentence has."""
    return not re.search(r"\w", text) and not set(text) & set(NEVER_FIRST)


class _Reader:
    """Goes down the lines of one page; what a line is depends on what stood before it and what follows.

    Of a paragraph that may still grow `blocks` holds the tail only; its lines wait in `parts`.
    """

    def __init__(self, page: Page, lines: Sequence[Line]) -> None:
        self.page, self.lines = page, lines
        self.bylines: list[Byline | None] = [None if line.level else read_byline(line.text) for line in lines]
        self.blocks: list[Block] = []
        self.parts: list[list[Text]] = []

    def read(self) -> list[Block]:
        for at, line in enumerate(self.lines):
            self._add(at, line)
        return [
            replace(block, text=link(parts, self.page)) for block, parts in zip(self.blocks, self.parts, strict=True)
        ]

    def _add(self, at: int, line: Line) -> None:
        text, byline = line.text.text, self.bylines[at]
        last = self.blocks[-1] if self.blocks else None
        if line.level:
            self.blocks.append(Block(Kind.HEADING, line.text, line.gap, line.level))
        elif (
            (_is_rule(text) and not (last and last.open and len(text) < 3))
            or is_credit(text)
            or text.strip("【】[]") in words()("labels")
        ):
            self.blocks.append(Block(Kind.CREDIT, line.text, line.gap))
        elif byline and (byline.sure or self._at_edge(at)):
            self.blocks.append(Block(Kind.BYLINE, line.text, line.gap, names=byline.names))
        elif self._heads(at):
            self.blocks.append(Block(Kind.HEADING, line.text, line.gap))
        elif last and last.kind is Kind.TEXT and self._goes_on(last, line):
            self.parts[-1].append(line.text)
            self.blocks[-1] = replace(last, text=(last.text + line.text)[-TAIL:])
            return
        else:
            self.blocks.append(Block(Kind.TEXT, line.text[-TAIL:], line.gap))
        self.parts.append([line.text])

    def _goes_on(self, last: Block, line: Line) -> bool:
        text = line.text.text
        return not starts_dateline(text) and continues(last.text.text, text, line.indent > 1)

    def _shaped(self, at: int) -> bool:
        """Whether the line could be a headline by its shape alone."""
        line = self.lines[at]
        if line.level:
            return True
        text = line.text.text
        asks = text.endswith(("！", "？")) and not self.blocks
        return (could_head(text) and (asks or not ends_sentence(text))) and not starts_dateline(text)

    def _announced(self, at: int) -> bool:
        """Whether a byline, a dateline or a subtitle behind a dash follows, with only headlines between."""
        for after in range(at + 1, min(at + 4, len(self.lines))):
            byline = self.bylines[after]
            text = self.lines[after].text.text
            if (byline and byline.sure) or starts_dateline(text) or starts_with_dash(text):
                return True
            if not self._shaped(after):
                return False
        return False

    def _heads(self, at: int) -> bool:
        line = self.lines[at]
        text, last = line.text.text, self.blocks[-1] if self.blocks else None
        if not self._shaped(at):
            return False
        if at + 1 == len(self.lines):
            return not any(block.kind is Kind.TEXT for block in self.blocks)
        if self._announced(at) or (starts_with_dash(text) and last is not None and last.kind is Kind.HEADING):
            return True
        after = self.lines[at + 1].text.text
        if last is None:
            return not reads_on(_as_headline(text), after)
        if last.kind is Kind.TEXT and last.open:
            return has_headline_space(text) and not line.indent
        if last.kind is Kind.HEADING and line.indent > self.lines[at - 1].indent:
            return False
        if last.kind is Kind.HEADING and not line.gap and (self.lines[at + 1].gap or self.bylines[at + 1]):
            text = _as_headline(text)
        return not reads_on(text, after)

    def _at_edge(self, at: int) -> bool:
        """Whether a line of bare names stands right behind a headline, or between the last words and what follows."""
        last = self.blocks[-1] if self.blocks else None
        after = self.lines[at + 1] if at + 1 < len(self.lines) else None
        if last is None:
            return False
        if last.kind is Kind.HEADING:
            return after is not None and not self._shaped(at + 1)
        if last.kind is Kind.CREDIT or last.open:
            return False
        if after is None or self.bylines[at + 1] or is_credit(after.text.text):
            return True
        return self._shaped(at + 1) and not self._fragment(at + 1)

    def _fragment(self, at: int) -> bool:
        after = self.lines[at + 1].text.text if at + 1 < len(self.lines) else ""
        return not self.lines[at].level and not self._announced(at) and reads_on(self.lines[at].text.text, after)


def read_blocks(page: Page) -> list[Block]:
    """The blocks of the page in its order, text joined over column and line breaks."""
    lines = list(read_lines(page))
    apart = [bool(line.level or is_credit(line.text.text) or _stands_apart(line)) for line in lines]
    return _Reader(page, unwrap(lines, page, apart)).read()


def _stands_apart(line: Line) -> bool:
    byline = read_byline(line.text)
    return bool(byline and byline.sure) or (starts_with_dash(line.text.text) and width(line.text.text) < 80)
