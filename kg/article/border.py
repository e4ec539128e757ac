"""Borders between pieces of text: says whether one is complete and whether the next goes on with it, and joins them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from kg.article.fold import HAN
from kg.article.words import words
from kg.model import Page, Text, join

ENDS = "。！？…"
OPENERS = "“‘（《〈【「『〔［"
CLOSERS = "”’）》〉】」』〕］"
#: Marks that no line of Chinese begins with.
NEVER_FIRST = CLOSERS + "。！？，、；：,;:!?)"
LONGEST_HEADING = 40


def ends_sentence(text: str) -> bool:
    """Whether the text stops where a sentence may stop."""
    bare = text.rstrip().rstrip(CLOSERS + "\"'")
    return bare.endswith(tuple(ENDS)) or bool(re.search(r"[a-z][.!?]$", bare))


@cache
def _item() -> re.Pattern[str]:
    numeral = "".join(words()("list", "numerals"))
    starts = "|".join(words()("list", "starts"))
    return re.compile(rf"(?:{starts})|[（(]?[{numeral}\d]{{1,3}}[）)、.](?!\d)|[①-⑳●■◆▪]")


def starts_item(text: str) -> bool:
    """Whether the text begins an item of a list."""
    return bool(_item().match(text))


def starts_broken(text: str) -> bool:
    """Whether the text begins where no sentence can begin."""
    return text[:1] in (*NEVER_FIRST, *words()("broken", "after"))


def continues(before: str, after: str, indented: bool = False) -> bool:
    """Whether `after` goes on with the sentence that `before` leaves open."""
    if after[:1] in NEVER_FIRST:
        return True
    if ends_sentence(before) or indented:
        return False
    return not (before.endswith(("：", "；")) and starts_item(after))


def balanced(text: str) -> bool:
    """Whether every mark that opens is closed again, and none is closed that was not opened."""
    depth = dict.fromkeys(OPENERS, 0)
    for char in text:
        if char in depth:
            depth[char] += 1
        elif char in CLOSERS:
            opener = OPENERS[CLOSERS.index(char)]
            depth[opener] -= 1
            if depth[opener] < 0:
                return False
    return not any(depth.values())


def could_head(text: str) -> bool:
    """Whether the text has the shape of a headline: short, Chinese, balanced, and not a sentence."""
    if not re.search(rf"[{HAN}]", text) or len(text) > LONGEST_HEADING or text[0] in NEVER_FIRST:
        return False
    if text.endswith((*OPENERS, *"，、；：,;。…")) or re.search(r"[。；]|[！？].*[！？]", text):
        return False
    return balanced(text)


def reads_on(text: str, after: str) -> bool:
    """Whether text of a headline's shape is more likely the start of a sentence that `after` goes on with."""
    if text.endswith(words()("broken", "ends")) or re.search("[，！？…]", text):
        return True
    return starts_broken(after) or (ends_sentence(after) and len(after) <= len(text))


def has_headline_space(text: str) -> bool:
    """Whether two phrases stand side by side with a space between, as only headlines have them."""
    outside = re.sub(r"[“‘（《].*?[”’）》]", lambda match: "〇" * len(match[0]), text)
    return bool(re.search(rf"[{HAN}]{{3}} +[{HAN}]{{3}}", outside)) and could_head(text)


def _between(before: Text, after: Text, page: Page) -> Text:
    """The space (or line break) that the page has behind `before`, where two Latin words meet; else nothing."""
    if re.search(r"[A-Za-z][,;]?$", before.text[-2:]) and re.match(r"[A-Za-z]", after.text):
        for at in range(before.offsets[-1] + 1, len(page.text)):
            if page.text[at].isspace():
                return Text(" ", (at,))
    return Text("", ())


def link(texts: Sequence[Text], page: Page) -> Text:
    """The texts as one; between two Latin words stands the space (or line break) that the page has there."""
    parts = [texts[0]]
    for before, after in pairwise(texts):
        parts += [_between(before, after, page), after]
    return join(parts)
