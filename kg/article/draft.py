"""Drafts of articles: cuts the blocks of a page where one article ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.article.block import Block, Kind, starts_with_dash
from kg.article.border import starts_broken
from kg.article.byline import cut_tail, starts_dateline
from kg.article.fold import HAN
from kg.article.words import words
from kg.model import Text


@dataclass(slots=True)
class Draft:
    """An article that is being put together: headline lines, names, paragraphs, and the credits that end it."""

    headings: list[Block] = field(default_factory=list)
    names: list[Text] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    closed: bool = False

    @property
    def level(self) -> int:
        """The highest Markdown level of its headline, 0 where it has none."""
        return min((block.level for block in self.headings if block.level), default=0)


def _words_of(blocks: Sequence[Block]) -> str:
    return "\n".join(block.text.text for block in blocks)


@cache
def _zone() -> re.Pattern[str]:
    return re.compile(rf"(?=([{HAN}]{{2}}(?:{'|'.join(words()('zones'))})))")


def _zones(blocks: Sequence[Block]) -> set[str]:
    """The parks that the blocks name, each by the two characters before its kind."""
    return set(_zone().findall(_words_of(blocks)))


def _names_any(text: str, zones: set[str]) -> bool:
    return any(zone in text for zone in zones)


def _turns_to_another_park(draft: Draft, run: Sequence[Block], after: Sequence[Block]) -> bool:
    """Whether the headline names a park that is new and stays, and the park of the headline before is gone."""
    old, new = _zones(draft.headings), _zones(run)
    before, behind = _words_of([*draft.headings, *draft.body]), _words_of(after)
    if not old or not new or _names_any(before, new) or not _names_any(behind, new):
        return False
    return _names_any(_words_of(draft.body), old) and not _names_any(behind, old)


def _opens(draft: Draft, run: Sequence[Block], after: Sequence[Block]) -> bool:
    """Whether the headline lines `run` open an article, rather than a section of the one that stands before them."""
    headings = [block for block in run if block.kind is Kind.HEADING]
    level = min((block.level for block in headings if block.level), default=0)
    if not draft.headings and not draft.body:
        return True
    if level or draft.level:
        return bool(level) and (level <= draft.level or (level == 1 and not draft.level))
    if len(headings) < len(run) or (after and starts_dateline(after[0].text.text)):
        return True
    if draft.closed or (draft.body and (draft.body[-1].open or cut_tail(draft.body[-1].text, True)[1])):
        return True
    if any(starts_with_dash(b.text.text) or not b.gap for b in headings[1:]):
        return True
    return _turns_to_another_park(draft, run, after)


def _run(blocks: Sequence[Block], at: int) -> int:
    """Where the headline lines that begin at `at` end: behind the byline under them, or before the text."""
    end = at
    while end < len(blocks) and blocks[end].kind is Kind.HEADING:
        end += 1
    while end < len(blocks) and blocks[end].kind is Kind.BYLINE:
        end += 1
    return end


def _text_after(blocks: Sequence[Block], at: int) -> list[Block]:
    found: list[Block] = []
    for block in blocks[at:]:
        if block.kind is Kind.HEADING:
            break
        if block.kind is Kind.TEXT:
            found.append(block)
    return found


def _own_headings(run: Sequence[Block]) -> int:
    """How many lines of the run are headline and subtitle; a line set off below both is the first section's."""
    headings = [block for block in run if block.kind is Kind.HEADING]
    if len(headings) < len(run) or any(block.level for block in headings):
        return len(headings)
    tight = next((n for n, block in enumerate(headings) if n and block.gap), len(headings))
    return tight if tight > 1 else len(headings)


def split(blocks: Sequence[Block]) -> list[Draft]:
    """The articles of the page in its order, each with its own headline lines, names and paragraphs."""
    drafts = [Draft()]
    at = 0
    while at < len(blocks):
        block, draft = blocks[at], drafts[-1]
        if block.kind is Kind.HEADING:
            at = _take_run(drafts, blocks, at)
            continue
        if block.kind is Kind.TEXT:
            draft.body.append(block)
            draft.closed = False
        elif block.kind is Kind.BYLINE:
            draft.names += block.names
            draft.closed = bool(draft.body)
        elif draft.body:
            draft.closed = True
        at += 1
    return _with_text(drafts)


def _take_run(drafts: list[Draft], blocks: Sequence[Block], at: int) -> int:
    end = _run(blocks, at)
    run = blocks[at:end]
    headings = [block for block in run if block.kind is Kind.HEADING]
    if not _opens(drafts[-1], run, _text_after(blocks, end)):
        drafts[-1].body += headings
    else:
        own = _own_headings(run)
        drafts.append(Draft(headings[:own], body=headings[own:]))
    drafts[-1].names += [name for block in run for name in block.names]
    return end


def _with_text(drafts: Sequence[Draft]) -> list[Draft]:
    """Without drafts that hold no text: headlines that nothing follows stay as paragraphs of the article before."""
    kept: list[Draft] = []
    for draft in drafts:
        if any(block.kind is Kind.TEXT for block in draft.body):
            kept.append(draft)
        elif kept:
            kept[-1].body += [*draft.headings, *draft.body]
            kept[-1].names += draft.names
    return kept


def _leads(draft: Draft) -> Iterator[int]:
    """Where a dateline stands in the middle of the article."""
    return (n for n, block in enumerate(draft.body) if n and starts_dateline(block.text.text))


def _lacks_start(draft: Draft, lead: Sequence[Block]) -> bool:
    """Whether the article's first paragraph goes on with the lead's last one, or with none."""
    first = draft.body[0].text.text
    return not starts_dateline(first) and (lead[-1].open or starts_broken(first))


def restore_leads(drafts: list[Draft]) -> list[tuple[Draft, list[Block]]]:
    """Takes leads that were filed under a wrong article out of it; each with the article that it begins.

    A lead moves only if it begins with a dateline in the middle of an article whose park it never names, and if
    exactly one article lacks its start and has in its headline a park that the lead's first paragraph names.
    """
    moved: list[tuple[Draft, list[Block]]] = []
    for draft in drafts:
        for at in list(_leads(draft))[:1]:
            lead = draft.body[at:]
            own = _zones(draft.headings)
            if not own or _names_any(_words_of(lead), own) or draft.closed:
                continue
            targets = [
                other
                for other in drafts
                if other is not draft
                and _names_any(lead[0].text.text, _zones(other.headings))
                and _lacks_start(other, lead)
            ]
            if len(targets) == 1:
                del draft.body[at:]
                moved.append((targets[0], lead))
    return moved
