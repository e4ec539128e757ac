"""Lines of a page: what stands on each, where it stands in the source, and which were one line before setting."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.article.border import ends_sentence, link, starts_item
from kg.article.fold import INVISIBLE, fold, strip
from kg.frontmatter import read_front_matter
from kg.model import Page, Text

HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
#: Signs of Markdown that stand before or in a line and are no words of it.
MARKDOWN = re.compile(r"^\s*(?:[-*+>]\s+)+|\*\*|__")
#: Half-width columns by which set lines may differ: two characters, so that no mark opens a line.
SLACK = 4
LONGEST = 120


def width(text: str) -> int:
    """How wide the text is printed, in half-width columns."""
    return sum(2 if char > "\u2e7f" or char in "“”‘’…—" else 1 for char in text)


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the space around it; `gap` blank lines stand before it, `indent` is the width of the
    space cut off its start, `level` that of a Markdown heading."""

    text: Text
    gap: int
    indent: int
    level: int = 0

    @property
    def width(self) -> int:
        """How wide it is printed, in half-width columns, the space before it counted."""
        return self.indent + width(self.text.text)


def _visible(raw: str, start: int, markdown: bool) -> Text:
    hidden = {at for match in INVISIBLE.finditer(raw) for at in range(*match.span())}
    if markdown:
        hidden |= {at for match in MARKDOWN.finditer(raw) for at in range(*match.span())}
    kept = [at for at in range(len(raw)) if at not in hidden]
    return Text(fold("".join(raw[at] for at in kept)), tuple(start + at for at in kept))


def read_lines(page: Page) -> Iterator[Line]:
    """The lines of the page that hold anything, behind its front matter, in their order, folded and stripped."""
    start, gap = read_front_matter(page.text).end, 0
    for raw in page.text[start:].splitlines(keepends=True):
        text = _visible(raw, start, page.name.lower().endswith(".md"))
        start += len(raw)
        stripped = strip(text)
        if not stripped.text:
            gap += 1
            continue
        level = 0
        if match := HEADING.match(stripped.text):
            level = len(match[1])
            stripped = stripped[match.end() : len(stripped.text.rstrip("# "))]
        if stripped.text:
            indent = width(page.text[text.offsets[0] : stripped.offsets[0]]) if not level else 0
            yield Line(stripped, gap, indent, level)
        gap = 0


def _first_word(text: str) -> int:
    match = re.match(r"[\x21-\x7e]+", text)
    return match.end() + 1 if match else 2


def _set_width(lines: Sequence[Line]) -> int:
    """The width to which the page's lines were set, 0 where each line is a paragraph."""
    inner = [a for a, b in itertools.pairwise(lines) if b.gap == 0 and not a.level]
    open_widths = [w for line in inner if not ends_sentence(line.text.text) and (w := line.width) <= LONGEST]
    if len(open_widths) < 2:
        return 0
    count, best = max((sum(w - SLACK <= other <= w for other in open_widths), w) for w in set(open_widths))
    if len(open_widths) < 4:
        return best if count == len(open_widths) == len(inner) and lines[-1].width <= best else 0
    return best if count >= 0.6 * len(open_widths) and 2 * len(open_widths) >= len(inner) else 0


def _fills(line: Line, size: int, next_word: int = 2) -> bool:
    """Whether nothing more, not even the next word, went on the line."""
    return size - SLACK - next_word + 2 <= line.width <= size + SLACK


def _wrapped(a: Line, b: Line, size: int, marked: bool) -> bool:
    """Whether the setter broke one line into these two; `marked`: the page shows elsewhere where paragraphs begin."""
    before, after = a.text.text, b.text.text
    if b.gap or a.level or b.level or b.indent > a.indent or (starts_item(after) and before[-1] in "：；。"):
        return False
    if not _fills(a, size, _first_word(after)) or b.width > size + SLACK:
        return False
    if not ends_sentence(before):
        return True
    return marked and (ends_sentence(after) or _fills(b, size))


def unwrap(lines: Sequence[Line], page: Page, apart: Sequence[bool]) -> list[Line]:
    """The lines with those joined that were one line before setting; a line that stands `apart` stays alone."""
    size = _set_width(lines)
    marked = any(line.gap or line.indent for line in lines[1:])
    first = next((i for i, line in enumerate(lines) if i and line.gap), len(lines))
    headed = first < len(lines) and not any(ends_sentence(line.text.text) for line in lines[:first])
    groups: list[list[Line]] = []
    for i, line in enumerate(lines):
        free = size and i and not apart[i] and not apart[i - 1] and not (headed and i < first)
        if free and _wrapped(lines[i - 1], line, size, marked):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [replace(group[0], text=link([line.text for line in group], page)) for group in groups]
