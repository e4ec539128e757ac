"""Mentions of an article: every finder is asked, overlaps are settled once, a name found once is found everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeAlias

from kg.lexicon import Lexicon
from kg.mention.context import WEAK, Context
from kg.mention.focus import find_focus
from kg.mention.known import find_known, find_tagged
from kg.mention.listed import find_listed
from kg.mention.marked import ShortName, find_quoted, find_short_names, find_titles
from kg.mention.person import find_persons
from kg.mention.reference import find_references
from kg.mention.shape import find_shapes
from kg.mention.short import short_forms
from kg.model import Article, Mention, Sentence

__all__ = ["FINDERS", "WEAK", "Mentions", "find_mentions"]

#: Everyone who is asked for names in a sentence, by the name that `kg explain` and the ablation use.
FINDERS = {
    "titles": find_titles,
    "quotes": find_quoted,
    "names": find_known,
    "shape": find_shapes,
    "persons": find_persons,
    "lac": find_tagged,
    "focus": find_focus,
}


#: Says which names a sentence holds, given what the finders found in it.
Namer: TypeAlias = Callable[[Context, Sequence[Mention]], tuple[Mention, ...]]


@dataclass(frozen=True)
class Mentions:
    """The mentions of each sentence, in the order of the sentences, and the short names that the article introduces."""

    contexts: tuple[Context, ...]
    found: tuple[tuple[Mention, ...], ...]
    short_names: dict[str, str]
    #: Ranges of each sentence that only introduce a short name.
    asides: tuple[tuple[tuple[int, int], ...], ...]


#: What a mention's source is worth where mentions overlap, in characters; and what it costs to be kept by a fact only.
BONUS = {"title": 6, "quote": 2, "short name": 0.5, "list": 1, "byline": 3, "reference": -4}
GAZETTEER, DOUBT = 1, 3


def _weight(mention: Mention) -> tuple[float, float]:
    """How strongly a mention claims its place: its length, less for one that only a fact would keep."""
    bonus = GAZETTEER if mention.source.startswith("names/") else BONUS.get(mention.source, 0)
    return len(mention) + bonus - (DOUBT if mention.confidence <= WEAK else 0), mention.confidence


def settle(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions without overlaps: the weightiest first, then in reading order."""
    taken: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (*(-w for w in _weight(m)), m.start, m.type, m.source)):
        if all(mention.end <= other.start or mention.start >= other.end for other in taken):
            taken.append(mention)
    return tuple(sorted(taken, key=lambda m: m.start))


def find_candidates(context: Context, finders: Sequence[str] = tuple(FINDERS)) -> tuple[Mention, ...]:
    """What the finders find in the sentence, with the members of its lists."""
    found = list(chain.from_iterable(FINDERS[name](context) for name in finders))
    return settle([*found, *find_listed(context, settle(found))])


def _names_of(context: Context, finders: Sequence[str], tagger: Namer | None) -> tuple[Mention, ...]:
    """What the finders find, as the tagger sees it where there is one."""
    candidates = find_candidates(context, finders)
    return tagger(context, candidates) if tagger else candidates


def _occurrences(text: str, name: str) -> Iterator[tuple[int, int]]:
    at = text.find(name)
    while at >= 0:
        yield at, at + len(name)
        at = text.find(name, at + len(name))


def _introduced(
    contexts: Sequence[Context], found: Sequence[tuple[Mention, ...]]
) -> Iterator[tuple[ShortName, Mention, int]]:
    """Each short name with the mention that it is short for and the sentence it stands in."""
    for number, (context, mentions) in enumerate(zip(contexts, found, strict=True)):
        for short in find_short_names(context):
            before = [m for m in mentions if m.end <= short.end + 1 and m.source != "reference"]
            if short.apart:
                own = context.lexicon.head(short.name)
                before = [m for m in before if m.type in (own[1] if own else "Policy", "Policy")]
            else:
                before = [m for m in before if m.end >= short.end - 1]
            if before:
                yield short, before[-1], number


def find_mentions(
    article: Article,
    sentences: Sequence[Sentence],
    lexicon: Lexicon,
    finders: Sequence[str] = tuple(FINDERS),
    tagger: Namer | None = None,
) -> Mentions:
    """All mentions of the article; `finders` leaves some out, for measuring what each is worth."""
    contexts = tuple(Context(sentence, lexicon) for sentence in sentences)
    first = [_names_of(context, finders, tagger) for context in contexts]
    introduced = list(_introduced(contexts, first))
    names = _names(article, contexts, first)
    for short, owner, _ in introduced:
        names[short.name] = (owner.type, "short name", 0.95)
    asides = tuple(
        tuple((short.start, short.stop) for short, _, number in introduced if number == index and not short.apart)
        for index in range(len(contexts))
    )
    found = tuple(
        _everywhere(context, mentions, names, asides[index])
        for index, (context, mentions) in enumerate(zip(contexts, first, strict=True))
    )
    return Mentions(contexts, found, {short.name: owner.text for short, owner, _ in introduced}, asides)


def _names(
    article: Article, contexts: Sequence[Context], found: Sequence[tuple[Mention, ...]]
) -> dict[str, tuple[str, str, float]]:
    """Class, source and confidence of each name of the article: the mentions', the authors', and their short forms."""
    names: dict[str, tuple[str, str, float]] = {}
    for mention in chain.from_iterable(found):
        if mention.confidence > WEAK or mention.text not in names:
            names[mention.text] = (mention.type, mention.source, mention.confidence)
    for author in article.byline:
        names[author.text] = ("Person", "byline", 0.95)
    for short, type_ in list(short_forms(names, contexts)):
        names.setdefault(short, (type_, "short form", 0.8))
    return names


def _everywhere(
    context: Context,
    mentions: Sequence[Mention],
    names: dict[str, tuple[str, str, float]],
    asides: Sequence[tuple[int, int]],
) -> tuple[Mention, ...]:
    """The sentence's mentions, with every name of the article that it repeats, and what stands for a name."""
    known = [replace(m, type=names[m.text][0]) if names[m.text][1] == "short name" else m for m in mentions]
    for name, (type_, source, confidence) in names.items():
        if (confidence <= WEAK and source != "quote") or len(name) < 2:
            continue
        for start, end in _occurrences(context.text, name):
            if (start in context.borders and end in context.borders) or len(name) > 3 or source == "short name":
                known.append(Mention(start, end, type_, name, source, confidence))
    settled = settle([*known, *find_references(context)])
    return tuple(m for m in settled if not any(left <= m.start < right for left, right in asides))
