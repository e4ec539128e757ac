"""Articles of a page: finds headline, subtitle, writers and paragraphs, every character with its source offset."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.article.block import DASHES, Block, Kind, read_blocks
from kg.article.border import continues, link
from kg.article.byline import cut_lead, cut_tail
from kg.article.draft import Draft, restore_leads, split
from kg.article.fold import HAN, refold, strip
from kg.model import Article, KgError, Page, Text

__all__ = ["find_articles"]

LONGEST_TITLE = 30


def find_articles(page: Page) -> tuple[Article, ...]:
    """The articles of the page in its order, numbered from 1; KgError if it holds none.

    Bylines are cut from the text, and so are datelines without a date; headlines of sections stay as paragraphs of
    their own. Where no headline is printed, the title is the opening clause of the text (never a whole sentence).
    """
    blocks = read_blocks(page)
    drafts = split(blocks)
    for draft, lead in restore_leads(drafts):
        draft.body[:0] = lead
        _close_gap(draft, len(lead), page)
    found = [_article(page, draft) for draft in drafts if any(_is_prose(block) for block in draft.body)]
    articles = [article for article in found if article.paragraphs]
    if not articles:
        raise KgError(f"{page.name}: no article found ({_lack(blocks)})")
    return tuple(replace(article, number=number) for number, article in enumerate(articles, 1))


def _is_prose(block: Block) -> bool:
    return block.kind is Kind.TEXT and bool(re.search(rf"[{HAN}]", block.text.text))


def _lack(blocks: Sequence[Block]) -> str:
    if not any(re.search(rf"[{HAN}]", block.text.text) for block in blocks):
        return "no Chinese text"
    return "headlines, but no text under them"


def _close_gap(draft: Draft, at: int, page: Page) -> None:
    """Joins the paragraph before `at` to the one there, where a sentence goes on from one to the other."""
    before, after = draft.body[at - 1], draft.body[at]
    if before.open and continues(before.text.text, after.text.text):
        draft.body[at - 1 : at + 1] = [replace(before, text=link([before.text, after.text], page))]


def _article(page: Page, draft: Draft) -> Article:
    names, paragraphs = list(draft.names), list[Text]()
    for block in draft.body:
        text = refold(block.text, page.text)
        if block.kind is Kind.TEXT:
            text, leading = cut_lead(text)
            text, trailing = cut_tail(text, block is draft.body[-1])
            names += [*leading, *trailing]
        if text.text:
            paragraphs.append(text)
    headlines = [refold(block.text, page.text) for block in draft.headings]
    title, subtitle = _title(headlines, page) if headlines else (_opening(paragraphs), None)
    return Article(page, 1, title, subtitle, _distinct(names), tuple(paragraphs))


def _distinct(names: Iterable[Text]) -> tuple[Text, ...]:
    return tuple({name.text: name for name in reversed(list(names))}.values())[::-1]


def _title(headlines: Sequence[Text], page: Page) -> tuple[Text, Text | None]:
    """The main headline (no line behind a dash, no rubric in 【】), and the other lines as the subtitle."""
    main = next((n for n, line in enumerate(headlines) if line.text[0] not in DASHES + "【"), 0)
    others = [_undashed(line) for n, line in enumerate(headlines) if n != main]
    subtitle = others[0] if others else None
    for line in others[1:]:
        subtitle = _spaced(subtitle, line, page) if subtitle else line
    return _undashed(headlines[main]), subtitle


def _undashed(line: Text) -> Text:
    bare = strip(line[len(line.text) - len(line.text.lstrip(DASHES)) :])
    return bare if bare.text else line


def _spaced(before: Text, after: Text, page: Page) -> Text:
    """Two lines as one, with the line break between them as a space."""
    at = next((at for at in range(before.offsets[-1] + 1, len(page.text)) if page.text[at].isspace()), None)
    return before + after if at is None else before + Text(" ", (at,)) + after


def _opening(paragraphs: Sequence[Text]) -> Text:
    """The first clause of the text that says more than a date, cut at 30 characters."""
    clauses = [
        strip(text[match.start() : match.end()])
        for text in paragraphs[:1]
        for match in re.finditer(r"[^，。！？；：…,;]+", text.text)
    ]
    clauses = [clause for clause in clauses if clause.text] or [*paragraphs[:1], Text("", ())]
    telling = (c for c in clauses if len(re.findall(rf"[{HAN}]", re.sub(rf"\d+\s*[{HAN}]", "", c.text))) >= 6)
    return strip(next(telling, clauses[0])[:LONGEST_TITLE])
