"""Names that the page marks itself: book titles, quotation marks with a type word, and short names in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.lexicon import Lexicon
from kg.mention.context import WEAK, Context
from kg.model import Mention

TITLE = re.compile(r"《([^《》]{2,60})》")
QUOTED = re.compile(r"“([^“”，。；！？：]{2,24}|[^“”。；！？]{2,24})”")
ARTICLES = re.compile(r"[^，。“”、；：]{0,8}?[\d一二三四五六七八九十百]+条$")
HANZI = re.compile("[\u4e00-\u9fff]{2}")
CALLED = re.compile(
    r"(?:被[^，。；]{0,8}?(?:叫作|叫做|称作|称为|简称为)|(?<=，)(?:简称|俗称|又称|也叫))“([^“”]{2,16})”"
)
NEWSPAPER = re.compile(r".*(?:日报|晚报|时报|周报|晨报|快报|周刊|杂志)$")


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
    said = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(
        rf"[”》]?（(?:{said})(?:为|：)?[“《]?([^“”《》（）]{{2,20}})[”》]?(?:[、，或][“《]([^“”《》（）]{{2,20}})[”》])?）"
    )


def find_short_names(context: Context) -> Iterator[ShortName]:
    """Every `X（以下简称“Y”）`."""
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
        if runs and text[runs[-1][-1].end() : found.start()] in ("", "、", "和", "与", "及", "以及"):
            runs[-1].append(found)
        else:
            runs.append([found])
    for run in runs:
        for found in run:
            yield found, run[-1], len(run) > 1


def _named(context: Context, found: re.Match[str]) -> tuple[str, str] | None:
    """The type word of 名为“X”的平台: the head of the noun phrase behind 的."""
    if not re.search("(?:名为|名叫|叫做|取名|定名为)$", context.text[: found.start()]):
        return None
    phrase = re.match(r"的([^，。；]{2,12})", context.text[found.end() :])
    heads = [_type_word(context.lexicon, phrase[1][at:]) for at in range(len(phrase[1]))] if phrase else []
    return next(filter(None, heads), None)


def _is_noun(context: Context, found: re.Match[str], head: str) -> bool:
    """Whether the quotation is a name by its own head: no verb opens it (“建设合作基地”), and the head is a word."""
    index = context.word_at.get(found.start(1))
    first = context.words[index].text if index is not None else ""
    return first not in context.lexicon.stops["verbs"] and head != "园"


def find_quoted(context: Context) -> Iterator[Mention]:
    """Quoted names, typed by the word behind the closing mark, by their own head, or by the list they stand in."""
    outside = context.lexicon.marks["outside"]["words"]
    for found, last, listed in _runs(context.text):
        behind = _type_word(context.lexicon, context.text[last.end() :]) or _named(context, found)
        own = context.lexicon.head(found[1])
        if behind and HANZI.search(found[1]):
            word, type_ = behind
            alone = not listed and word not in outside and context.text.startswith(word, last.end())
            end = found.end() + (len(word) if alone else 0)
            name = found[1] + (word if alone else "")
            yield Mention(found.start(), end, type_, name, "quote", 0.85)
        elif own and own[2] and own[1] not in ("Place", "Industry", "Technology") and _is_noun(context, found, own[0]):
            sure = len(found[1]) > len(own[0])
            yield Mention(found.start(), found.end(), own[1], found[1], "quote", 0.8 if sure else WEAK)
        elif ARTICLES.fullmatch(found[1]):
            yield Mention(found.start(), found.end(), "Policy", found[1], "quote", 0.9)
        elif not re.search(r"[，！？]", found[1]) and len(found[1]) <= 10 and HANZI.search(found[1]):
            yield Mention(found.start(), found.end(), "Programme", found[1], "quote", WEAK)
