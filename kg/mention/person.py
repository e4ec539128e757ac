"""People: LAC's persons that have the shape of a name, and the words behind a post that have it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.lexicon import Lexicon
from kg.mention.context import Context
from kg.model import Mention

#: Words that make the name before them a place or a company, not a person.
NOT_BEHIND = re.compile(
    r"社区|村|镇|乡|街道|街|路|县|市|区|故里|集团|公司|科技|大学|学院|医院|小学|中学|杯|奖|故居|电子|四组|[一二三四五六七八九十]组"
)
FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,10})+")


@lru_cache(maxsize=4)
def _post_pattern(leading: tuple[str, ...], other: tuple[str, ...]) -> re.Pattern[str]:
    posts = "|".join(sorted(map(re.escape, {*leading, *other}), key=len, reverse=True))
    return re.compile(rf"(?:{posts}|记者|通讯员|同志)[：、]?")


def _swallowed(context: Context, start: int, end: int) -> int:
    """The end of a name that LAC cut one character short, by jieba's word (朱延|正)."""
    word = context.jieba.get(start)
    if word and word.tag.startswith("nr") and word.end == end + 1 and end - start == 2:
        index = context.word_at.get(end)
        if index is not None and context.words[index].start == end and context.words[index].end == end + 1:
            return end if context.words[index].tag in ("v", "p", "c", "u", "xc") else word.end
    return end


def _foreign(context: Context) -> Iterator[Mention]:
    for found in FOREIGN.finditer(context.text):
        middle = found.start() + found[0].index("·")
        start = context.words[context.word_at[middle]].start if middle in context.word_at else found.start()
        index = context.word_at[found[0].rindex("·") + found.start()]
        end = context.words[index].end
        while (
            index + 1 < len(context.words)
            and end < found.end()
            and context.words[index + 1].tag not in ["p", "c", "v", "w", "u"]
        ):
            index += 1
            end = context.words[index].end
        start = max(start, found.start())
        yield Mention(start, min(end, found.end()), "Person", context.text[start : min(end, found.end())], "lac", 0.85)


def _is_firm(context: Context, end: int) -> bool:
    """Whether the word behind makes a firm of the name (蓝海|检测)."""
    index = context.word_at.get(end)
    head = context.lexicon.heads.get(context.words[index].text) if index is not None else None
    return head is not None and head[0] == "Company"


def _is_name(lexicon: Lexicon, text: str) -> bool:
    return lexicon.is_person_name(text) and lexicon.head(text) is None and text not in lexicon.stops["verbs"]


def find_persons(context: Context) -> Iterator[Mention]:
    """Every person whom LAC names with a surname, or whose name follows a post."""
    yield from _foreign(context)
    text = context.text
    for word in context.words:
        if (
            word.tag == "PER"
            and _is_name(context.lexicon, word.text)
            and not (NOT_BEHIND.match(text[word.end :]) or _is_firm(context, word.end))
        ):
            end = _swallowed(context, word.start, word.end)
            yield Mention(word.start, end, "Person", text[word.start : end], "lac", 0.85)
    posts = _post_pattern(context.lexicon.posts["leading"], context.lexicon.posts["other"])
    for found in posts.finditer(text):
        index = context.word_at.get(found.end())
        if index is None or context.words[index].start != found.end():
            continue
        word = context.words[index]
        end = _swallowed(context, word.start, word.end)
        named = word.tag in ("PER", "n", "nr", "nz", "LOC", "ORG") and _is_name(context.lexicon, text[word.start : end])
        other = NOT_BEHIND.match(text[end:]) or _is_firm(context, end) or word.text in context.lexicon.stops["generic"]
        if named and not other:
            yield Mention(word.start, end, "Person", text[word.start : end], "post", 0.85)
