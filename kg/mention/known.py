"""Names that are known before the page is read (gazetteers), and names that LAC tags as organisation or place."""

from __future__ import annotations

from collections.abc import Iterator

from kg.mention.context import NOMINAL, WEAK, Context
from kg.model import Mention
from kg.naming import is_place
from kg.word import NAMES
from kg.wording import Wording

_WORDING = Wording("mentions.toml", "known")
#: What LAC tags as an organisation or place that is none: parts of a phrase.
NOISE = _WORDING.pattern("noise")
#: A bare type word opens no name (公司估值).
BARE = _WORDING.pattern("bare")
#: Kinds of firm and prepositions before a name.
OPENERS = _WORDING.words("openers")
#: A body's name with one of these words is a school's.
SCHOOLS = _WORDING.pattern("schools")
#: A place with 全市 drawn into its end.
WHOLE = _WORDING.pattern("whole")
NO_BODY = _WORDING.text("no_body")
#: A name of this length stands out from the words around it without LAC's consent.
SELF_EVIDENT = 4


def find_known(context: Context) -> Iterator[Mention]:
    """Gazetteer names that begin and end where words do; short ones only where LAC sees a name too."""
    text = context.text
    for start, name in context.lexicon.known(text):
        end = start + len(name.written)
        if start not in context.borders or end not in context.borders:
            continue
        if name.own:
            yield Mention(start, end, name.type, text[start:end], "names/own", 0.95)
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
    """The range without a kind of firm (国企) or a preposition before the name."""
    for kind in OPENERS:
        if context.text.startswith(kind, start) and end - start > len(kind) + 2:
            start += len(kind)
    return start, end


def _is_word(context: Context, start: int, end: int) -> bool:
    """Whether a short name is an ordinary word to jieba (合作, 大兴): LAC's guess is then not enough."""
    word = context.jieba.get(start)
    inside = [part for at, part in context.jieba.items() if start <= at < end]
    if inside and inside[-1].end == end and all(part.tag[:1] in "pmdcuvrq" for part in inside):
        return True
    plain = word is not None and (word.tag[:1] in "vadcpm" or word.tag in ("n", "nz"))
    return bool(word and word.end == end and end - start <= 2 and plain)


def _inner_type(name: str) -> str:
    """The class of an organisation whose name does not end in a head: a university's campus, else a company."""
    return "AcademicInstitution" if SCHOOLS.search(name) else "Company"


def find_tagged(context: Context) -> Iterator[Mention]:
    """LAC's organisations and places, their class by their head: without one an organisation is a company."""
    for index, word in enumerate(context.words):
        if word.tag not in ("ORG", "LOC") or NOISE.search(word.text):
            continue
        start, end = _cleaned(context, word.start, word.end)
        if whole := WHOLE.match(context.text[start:end]):
            end = start + len(whole[1])
        if not _is_named(context, start, end):
            continue
        if word.tag == "LOC":
            yield _place(context, start, end)
        elif end - start > 1 and not BARE.match(context.text[start:end]):
            following = context.words[index + 1] if index + 1 < len(context.words) else None
            goes_on = following is not None and following.tag in NOMINAL and following.start == word.end
            yield _body(context, start, end, goes_on)


def _is_named(context: Context, start: int, end: int) -> bool:
    """Whether the range is more than a bare head, a general word, or part of a word."""
    name, stops = context.text[start:end], context.lexicon.stops
    head, second = context.lexicon.head(name), context.jieba.get(start)
    general = name in stops["generic"] or name == NO_BODY or name in stops["nowhere"]
    crossed = second is not None and second.end > end and len(name) < SELF_EVIDENT
    bare = head is not None and len(head[0]) == len(name)
    return not (general or crossed or bare or _is_word(context, start, end))


def _place(context: Context, start: int, end: int) -> Mention:
    """What LAC takes for a place, by its head."""
    name = context.text[start:end]
    head, type_ = context.lexicon.head(name), "Place"
    if head and (head[1] == "Park" or (head[2] and head[1] not in ("Industry", "Technology"))):
        type_ = head[1]
    sure = head is not None or is_place(name, context.lexicon)
    return Mention(start, end, type_, name, "lac", 0.75 if sure else WEAK)


def _body(context: Context, start: int, end: int, goes_on: bool) -> Mention:
    """What LAC takes for an organisation; without a head it is less sure where a noun goes on behind it."""
    name = context.text[start:end]
    head = context.lexicon.head(name)
    type_ = head[1] if head and head[1] not in ("Industry", "Technology", "Place") else _inner_type(name)
    return Mention(start, end, type_, name, "lac", 0.75 if head or not goes_on else 0.5)
