"""Names that the page marks itself: book titles, quotation marks with a type word, and short names in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.lexicon import Lexicon
from kg.mention.context import WEAK, Context
from kg.model import Mention
from kg.wording import Wording, either

_WORDING = Wording("mentions.toml", "marked")
#: Book titles, and quotations.
TITLE = re.compile(r"《([^《》]{2,60})》")
QUOTED = re.compile(r"“([^“”，。；！？：]{2,24}|[^“”。；！？]{2,24})”")
#: A policy by the number of its articles (二十条).
ARTICLES = _WORDING.pattern("articles")
#: A quotation holds a name only with two Chinese characters side by side.
HANZI = re.compile("[\u4e00-\u9fff]{2}")
#: A short name said in a clause of its own.
CALLED = _WORDING.pattern("called")
NEWSPAPER = _WORDING.pattern("newspaper")
#: What joins the quotations of a list.
JOINS = ("", *_WORDING.words("joins"))
#: What stands before and behind a quotation that the phrase behind it types (名为“X”的平台).
NAMING, NAMED = _WORDING.pattern("naming"), _WORDING.pattern("named")
#: A head that makes no name of a quotation.
TOO_SHORT = _WORDING.text("too_short")
#: Longest quotation that can be a programme without a type word.
BRIEF = 10


@dataclass(frozen=True, slots=True)
class ShortName:
    """A name that the page introduces for what stands before the bracket, which ends at `end`."""

    end: int
    name: str
    start: int
    stop: int
    #: Said in a clause of its own (被企业叫作“Y”): its owner is the last name of its class before it.
    apart: bool = False


@lru_cache(maxsize=4)
def _alias_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return _WORDING.pattern("alias", said=either(words))


def find_short_names(context: Context) -> Iterator[ShortName]:
    """Every `被叫作“Y”`, then every `X（以下简称“Y”）`."""
    for found in CALLED.finditer(context.text):
        yield ShortName(found.start(), found[1], found.start(1) - 1, found.end(), True)
    for found in _alias_pattern(context.lexicon.marks["alias"]["words"]).finditer(context.text):
        for name in filter(None, found.groups()):
            yield ShortName(found.start(), name, found.start(), found.end())


def find_titles(context: Context) -> Iterator[Mention]:
    """Documents in book-title marks; a newspaper is an organisation."""
    for found in TITLE.finditer(context.text):
        name = found[1]
        head = context.lexicon.head(name)
        if NEWSPAPER.fullmatch(name):
            yield Mention(found.start(), found.end(), "Organization", name, "title", 0.9)
        elif head and head[1] in ("Policy", "Programme"):
            yield Mention(found.start(), found.end(), "Policy", name, "title", 0.95)
        else:
            yield Mention(found.start(), found.end(), "Policy", name, "title", WEAK)


def _type_word(lexicon: Lexicon, text: str) -> tuple[str, str] | None:
    """The longest type word that the text opens with, and its class."""
    best: tuple[str, str] | None = None
    for type_, heads in lexicon.marks["quote"].items():
        for head in heads:
            if text.startswith(head) and (best is None or len(head) > len(best[0])):
                best = (head, type_)
    return best


def _runs(text: str) -> Iterator[tuple[re.Match[str], re.Match[str], bool]]:
    """Each quotation with the last one of the list it stands in, and whether it is one of several."""
    runs: list[list[re.Match[str]]] = []
    for found in QUOTED.finditer(text):
        if runs and text[runs[-1][-1].end() : found.start()] in JOINS:
            runs[-1].append(found)
        else:
            runs.append([found])
    for run in runs:
        for found in run:
            yield found, run[-1], len(run) > 1


def _named(context: Context, found: re.Match[str]) -> tuple[str, str] | None:
    """The type word of 名为“X”的平台: the head of the noun phrase behind 的."""
    if not NAMING.search(context.text[: found.start()]):
        return None
    phrase = NAMED.match(context.text[found.end() :])
    heads = [_type_word(context.lexicon, phrase[1][at:]) for at in range(len(phrase[1]))] if phrase else []
    return next(filter(None, heads), None)


def _is_noun(context: Context, found: re.Match[str], head: str) -> bool:
    """Whether the quotation is a name by its own head: no verb opens it (“建设合作基地”), and the head is a word."""
    index = context.word_at.get(found.start(1))
    first = context.words[index].text if index is not None else ""
    return first not in context.lexicon.stops["verbs"] and head != TOO_SHORT


def find_quoted(context: Context) -> Iterator[Mention]:
    """Quoted names, typed by the word behind the closing mark, by their own head, or by the list they stand in."""
    for found, last, listed in _runs(context.text):
        behind = _type_word(context.lexicon, context.text[last.end() :]) or _named(context, found)
        if behind and HANZI.search(found[1]):
            yield _typed(context, found, behind, alone=not listed)
        elif mention := _untyped(context, found):
            yield mention


def _typed(context: Context, found: re.Match[str], behind: tuple[str, str], *, alone: bool) -> Mention:
    """A quotation of the class that the word behind says; the word belongs to the name of one that stands alone."""
    word, type_ = behind
    outside = word in context.lexicon.marks["outside"]["words"]
    kept = word if alone and not outside and context.text.startswith(word, found.end()) else ""
    return Mention(found.start(), found.end() + len(kept), type_, found[1] + kept, "quote", 0.85)


def _untyped(context: Context, found: re.Match[str]) -> Mention | None:
    """A quotation that is a name by itself."""
    name, own = found[1], context.lexicon.head(found[1])
    if own and own[2] and own[1] not in ("Place", "Industry", "Technology") and _is_noun(context, found, own[0]):
        type_, confidence = own[1], 0.8 if len(name) > len(own[0]) else WEAK
    elif ARTICLES.fullmatch(name):
        type_, confidence = "Policy", 0.9
    elif not re.search("[，！？]", name) and len(name) <= BRIEF and HANZI.search(name):
        type_, confidence = "Programme", WEAK
    else:
        return None
    return Mention(found.start(), found.end(), type_, name, "quote", confidence)
