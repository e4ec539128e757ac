"""People: LAC's persons that have the shape of a name, and the words behind a post that have it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.lexicon import Lexicon
from kg.mention.context import Context
from kg.model import Mention
from kg.wording import Wording, either

_WORDING = Wording("mentions.toml", "person")
#: Words that make the name before them a place or a company, not a person.
NOT_BEHIND = _WORDING.pattern("not_behind")
#: A foreign name in Chinese characters.
FOREIGN = _WORDING.pattern("foreign")
#: Tags of words that a foreign name does not go on with, and of those that a name behind a post can have.
CLOSED = frozenset({"p", "c", "v", "w", "u"})
NAMED = frozenset({"PER", "n", "nr", "nz", "LOC", "ORG"})


@lru_cache(maxsize=4)
def _post_pattern(leading: tuple[str, ...], other: tuple[str, ...]) -> re.Pattern[str]:
    return _WORDING.pattern("before", posts=either((*leading, *other)))


def _swallowed(context: Context, start: int, end: int) -> int:
    """The end of a name that LAC cut one character short, by jieba's word (朱延|正)."""
    word = context.jieba.get(start)
    if word and word.tag.startswith("nr") and word.end == end + 1 and end - start == 2:
        index = context.word_at.get(end)
        if index is not None and context.words[index].start == end and context.words[index].end == end + 1:
            return end if context.words[index].tag in ("v", "p", "c", "u", "xc") else word.end
    return end


def _foreign(context: Context) -> Iterator[Mention]:
    """Foreign names, from the word that holds the first dot to the last word that can go on behind the last one."""
    for found in FOREIGN.finditer(context.text):
        middle = found.start() + found[0].index("·")
        start = context.words[context.word_at[middle]].start if middle in context.word_at else found.start()
        start = max(start, found.start())
        index = context.word_at[found[0].rindex("·") + found.start()]
        end = context.words[index].end
        for word in context.words[index + 1 :]:
            if end >= found.end() or word.tag in CLOSED:
                break
            end = word.end
        end = min(end, found.end())
        yield Mention(start, end, "Person", context.text[start:end], "lac", 0.85)


def _is_firm(context: Context, end: int) -> bool:
    """Whether the word behind makes a firm of the name (蓝海|检测)."""
    index = context.word_at.get(end)
    head = context.lexicon.heads.get(context.words[index].text) if index is not None else None
    return head is not None and head[0] == "Company"


def _is_name(lexicon: Lexicon, text: str) -> bool:
    other = text in lexicon.post_words or text in lexicon.stops["verbs"] or lexicon.head(text) is not None
    return lexicon.is_person_name(text) and not other


def _is_other(context: Context, end: int) -> bool:
    """Whether what stands behind makes a place or a firm of the name that ends here."""
    return NOT_BEHIND.match(context.text[end:]) is not None or _is_firm(context, end)


def find_persons(context: Context) -> Iterator[Mention]:
    """Every person whom LAC names with a surname, or whose name follows a post."""
    yield from _foreign(context)
    for word in context.words:
        if word.tag == "PER" and _is_name(context.lexicon, word.text) and not _is_other(context, word.end):
            end = _swallowed(context, word.start, word.end)
            yield Mention(word.start, end, "Person", context.text[word.start : end], "lac", 0.85)
    yield from _behind_posts(context)


def _behind_posts(context: Context) -> Iterator[Mention]:
    """The names that follow a post."""
    posts = _post_pattern(context.lexicon.posts["leading"], context.lexicon.posts["other"])
    for found in posts.finditer(context.text):
        index = context.word_at.get(found.end())
        if index is None or context.words[index].start != found.end():
            continue
        word = context.words[index]
        end = _swallowed(context, word.start, word.end)
        name = context.text[word.start : end]
        named = word.tag in NAMED and _is_name(context.lexicon, name)
        if named and not _is_other(context, end) and word.text not in context.lexicon.stops["generic"]:
            yield Mention(word.start, end, "Person", name, "post", 0.85)
