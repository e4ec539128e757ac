"""Names that are known before the page is read (gazetteers), and names that LAC tags as organisation or place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mention.context import NOMINAL, WEAK, Context
from kg.model import Mention
from kg.word import NAMES

#: What LAC tags as an organisation or place that is none: parts of a phrase.
NOISE = re.compile(
    r"^(?:[\u4e00-\u9fff]|本报|记者|通讯员|中方|外方|校方|院方|我国|全国|党|党中央)$|[，。；：！？“”►●■◆]"
)
#: A bare type word opens no name (公司估值).
BARE = re.compile(r"公司|企业|园区|集团|开发区|高新区|党工委|管委会(?!$)")
#: A name of this length stands out from the words around it without LAC's consent.
SELF_EVIDENT = 4


def find_known(context: Context) -> Iterator[Mention]:
    """Gazetteer names that begin and end where words do; short ones only where LAC sees a name too."""
    text = context.text
    for start, name in context.lexicon.known(text):
        end = start + len(name.written)
        if start not in context.borders or end not in context.borders:
            continue
        tags = context.tags(start, end)
        if len(name.written) < SELF_EVIDENT and not tags & (NAMES | {"nz"}):
            continue
        if name.type == "Company" and not tags & (NAMES | {"nz"}):
            continue
        if name.written in context.lexicon.stops["nowhere"]:
            continue
        if name.type == "Place" and "PER" in tags and not tags & {"LOC", "ORG"}:
            continue
        yield Mention(start, end, name.type, text[start:end], f"names/{name.type}", 0.9)


def _cleaned(context: Context, start: int, end: int) -> tuple[int, int]:
    """The range without a kind of firm before the name (国企) and a conjunction drawn into its end (…委员会|同)."""
    for kind in ("国企", "民企", "央企", "企业", "公司", "原", "由", "于", "在", "从", "与"):
        if context.text.startswith(kind, start) and end - start > len(kind) + 3:
            start += len(kind)
    return start, end


def _is_word(context: Context, start: int, end: int) -> bool:
    """Whether a short name is an ordinary word to jieba (合作, 大兴): LAC's guess is then not enough."""
    word = context.jieba.get(start)
    plain = word is not None and (word.tag[:1] in "vadcpm" or word.tag in ("n", "nz"))
    return bool(word and word.end == end and end - start <= 2 and plain)


def _inner_type(name: str) -> str:
    """The class of an organisation whose name does not end in a head: a university's campus, else a company."""
    return "AcademicInstitution" if re.search("大学|学院", name) else "Company"


def find_tagged(context: Context) -> Iterator[Mention]:
    """LAC's organisations and places, their class by their head: without one an organisation is a company."""
    for index, word in enumerate(context.words):
        if word.tag not in ("ORG", "LOC") or NOISE.search(word.text):
            continue
        start, end = _cleaned(context, word.start, word.end)
        name = context.text[start:end]
        whole = re.match(r"(.{2,})全[市省县区镇]$", name)
        if whole:
            name, end = whole[1], start + len(whole[1])
        head = context.lexicon.head(name)
        crossing = context.jieba.get(start)
        if name in context.lexicon.stops["generic"] | {"单位"}:
            continue
        if name in context.lexicon.stops["nowhere"] or (crossing and crossing.end > end and len(name) < 4):
            continue
        if (head and len(head[0]) == len(name)) or _is_word(context, start, end):
            continue
        if word.tag == "LOC":
            type_ = head[1] if head and head[1] in ("Park", "Place") else "Place"
            if head and head[1] not in ("Park", "Place", "Industry", "Technology") and head[2]:
                type_ = head[1]
            sure = bool(head) or any(n.type == "Place" for n in context.lexicon.names.get(name, ()))
            yield Mention(start, end, type_, name, "lac", 0.75 if sure else WEAK)
        elif len(name) > 1 and not BARE.match(name):
            type_ = head[1] if head and head[1] not in ("Industry", "Technology", "Place") else _inner_type(name)
            following = context.words[index + 1] if index + 1 < len(context.words) else None
            sure = bool(head) or not (following and following.tag in NOMINAL and following.start == word.end)
            yield Mention(start, end, type_, name, "lac", 0.75 if sure else 0.5)
