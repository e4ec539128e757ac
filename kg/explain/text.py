"""Free text made ready for the reader: an article without a headline, with the text as its only paragraph."""

from __future__ import annotations

import unicodedata

from kg.article.fold import refold
from kg.model import Article, Page, Text


def article_of(text: str) -> Article:
    """The text as an article, folded as pages are, without the private-use characters that rules have for names."""
    page = Page("sentence", readable_page(text))
    nothing = Text("", ())
    return Article(page, 1, nothing, None, (), (refold(Text(page.text, tuple(range(len(page.text)))), page.text),))


def readable_page(text: str) -> str:
    """The text with each private-use character, and each lone surrogate, as U+FFFD."""
    return "".join("\ufffd" if unicodedata.category(c) in ("Co", "Cs") else c for c in text)
