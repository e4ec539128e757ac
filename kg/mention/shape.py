"""Names by their shape: a head such as 软件园 or 管委会, and the modifiers to its left that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mention.context import NOMINAL, PROPER, WEAK, Context
from kg.model import Mention
from kg.naming import is_place
from kg.word import Word
from kg.wording import Wording

#: Longest name, and longest place, that is read from its shape alone, in characters.
LONGEST, LONGEST_PLACE = 36, 10
_WORDING = Wording("mentions.toml", "shape")
#: Ordinals and Latin words, which can stand in a name.
ORDINAL = _WORDING.pattern("ordinal")
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9+\-.]*")
#: A place or park whose own name is complete: what follows it is a thing of its own; so with a company, for some.
COMPLETE = {
    "Park": _WORDING.pattern("park"),
    "Place": _WORDING.pattern("place"),
    **dict.fromkeys(
        ("Project", "Platform", "Technology", "Programme", "Policy", "Fund", "Industry"), _WORDING.pattern("company")
    ),
}
#: Classes whose names can hold an ordinal.
NUMBERED = frozenset({"Event", "Project", "Programme", "Award", "Policy", "Organization", "GovernmentBody"})
#: Counting words, kinds of firm and general words that open no name.
FIRST_OF = _WORDING.pattern("first_of")
KINDS, LEADERS = frozenset(_WORDING.words("kinds")), frozenset(_WORDING.words("leaders"))
#: A place in brackets behind a name, a whole place, and a grade: 国家级孵化器 is an award.
BRANCH, WHOLE, GRADE = _WORDING.pattern("branch"), _WORDING.pattern("whole"), _WORDING.pattern("grade")
#: A quotation up to its closing mark.
OPENING_QUOTE = _WORDING.pattern("opening_quote")
#: What joins two names of one thing.
ALIAS = _WORDING.text("alias")
#: Classes whose names hold no person.
IMPERSONAL = frozenset(_WORDING.words("impersonal"))
#: Conjunctions that can stand inside a name, and how long an organisation must be to be half of one, in characters.
HALVES, LONG_PART = frozenset(_WORDING.words("halves")), 8
#: Classes whose names before a head make the whole a name.
OWNERS = frozenset({"Park", "GovernmentBody", "Company", "AcademicInstitution", "Organization"})
#: Classes whose names a verb behind them ends.
ENDED = frozenset({"Park", "Company", "GovernmentBody", "Organization"})


def _left_edge(context: Context, head_start: int, type_: str) -> tuple[int, bool]:
    """Where the name begins, and whether a proper name is in it."""
    words = context.words
    index = context.word_at[head_start]
    edge = words[index].start
    proper = words[index].tag in PROPER and words[index].start < head_start
    depth = 0
    while index > 0 and head_start - words[index - 1].start <= LONGEST:
        word = words[index - 1]
        opening = _opening_quote(context, word)
        if word.text in ")）":
            depth += 1
        elif word.text in "(（" and depth:
            depth -= 1
        elif opening is not None:
            index = context.word_at[opening]
            edge, proper = words[index].start, True
            if words[index - 1].tag not in ("LOC", "ORG"):
                break
            continue
        elif not depth and not _joins(context, index - 1, type_, edge):
            break
        index -= 1
        if depth == 0:
            edge = word.start
            proper = proper or word.tag in PROPER or bool(LATIN.fullmatch(word.text) or ORDINAL.match(word.text))
    edge = _whole(context, _trim(context, edge, head_start), head_start, type_)
    return edge, proper or _is_owned(context, edge, head_start)


def _opening_quote(context: Context, word: Word) -> int | None:
    """Where the quotation opens that the word closes; None if it closes none that can belong to a name."""
    if word.text not in "”’" or context.text[word.end : word.end + 1] in "“‘、":
        return None
    if not OPENING_QUOTE.search(context.text[: word.start]):
        return None
    return max(context.text.rfind(mark, 0, word.start) for mark in "“‘")


def _is_owned(context: Context, edge: int, head_start: int) -> bool:
    """Whether the name of one that can own the thing stands before the head."""
    owner = context.lexicon.head(context.text[edge:head_start])
    return owner is not None and owner[1] in OWNERS and owner[2] and len(owner[0]) < head_start - edge


def _whole(context: Context, edge: int, head_start: int, type_: str) -> int:
    """The edge moved left to the 的 of a relative clause (领衔的|特种……薄膜项目) where nothing in between governs."""
    opening = context.text.rfind("的", max(0, edge - LONGEST), edge) + 1
    between = [w for w in context.words if opening <= w.start < edge]
    plain = all(w.tag in NOMINAL | {"v", "xx", "c"} and w.text not in context.lexicon.stops["verbs"] for w in between)
    return opening if opening and between and plain and type_ in ("Project", "Platform") else edge


def _joins(context: Context, index: int, type_: str, edge: int) -> bool:
    """Whether the word belongs to the name that begins at `edge`."""
    word, stops = context.words[index], context.lexicon.stops
    before = context.words[index - 1] if index else None
    behind_noun = before is not None and before.tag in NOMINAL
    if word.text in HALVES and type_ in ("AcademicInstitution", "Policy"):
        return _is_half(context, index)
    if word.text in stops["verbs"]:
        dual = word.tag == "vn" and word.text in stops["dual"]
        return bool(dual and behind_noun and before and before.text not in stops["verbs"])
    if word.text == ALIAS:
        return True
    if type_ in COMPLETE and COMPLETE[type_].fullmatch(word.text):
        return False
    if word.tag == "PER" and type_ in IMPERSONAL and context.lexicon.is_person_name(word.text):
        return False
    if word.tag in NOMINAL or LATIN.fullmatch(word.text) or word.text in "+-":
        return True
    if ORDINAL.fullmatch(word.text):
        return type_ in NUMBERED
    if type_ == "Event" and word.tag == "v" and len(word.text) > 1:
        return behind_noun or (before is not None and before.tag == "c")
    second = context.jieba.get(word.start)
    return word.tag == "v" and second is not None and second.tag in ("vn", "n") and behind_noun


def _is_half(context: Context, index: int) -> bool:
    """Whether half a name stands before the conjunction (中国科学院苏州纳米技术|与): nouns behind a proper name that
    have no head of their own."""
    words, at = context.words, index - 1
    head = context.lexicon.head(context.text[: words[index].start])
    if at < 0 or (head is not None and head[2]):
        return False
    if words[at].tag == "ORG":
        return len(words[at].text) >= LONG_PART
    while at >= 0 and words[at].tag in ("n", "vn", "a", "b"):
        at -= 1
    return 0 <= at < index - 1 and words[at].tag in ("LOC", "ORG")


def _trim(context: Context, edge: int, head_start: int) -> int:
    """The edge moved right over verbs and counting words that open the name, and over a kind of firm before it."""
    edge = max([edge, *(found.end() for found in FIRST_OF.finditer(context.text, edge, head_start))])
    for word in context.jieba.values():
        if edge <= word.start and word.end < head_start and (word.text in KINDS or _governs(context, edge, word)):
            edge = word.end
    for word in context.words:
        if word.end <= edge:
            continue
        if word.start >= head_start or word.start > edge:
            break
        joined = context.jieba.get(word.start)
        if joined and joined.end > word.end and not _leads_to_a_place(context, word):
            break
        if _opens_no_name(context, word):
            edge = word.end
    return edge


def _governs(context: Context, edge: int, word: Word) -> bool:
    """Whether the word is a verb whose subject, a park or a body, is the name between the edge and it."""
    stops = context.lexicon.stops
    if word.start == edge or len(word.text) < 2 or word.text not in stops["verbs"] or word.text in stops["dual"]:
        return False
    subject = context.lexicon.head(context.text[edge : word.start])
    return subject is not None and subject[1] in ENDED


def _opens_no_name(context: Context, word: Word) -> bool:
    """Whether no name begins with the word: a verb, an adverb, a mark, a word such as 全国."""
    return (
        word.text in context.lexicon.stops["verbs"] or word.tag in ("ad", "f", "vd", "d", "w") or word.text in LEADERS
    )


def _leads_to_a_place(context: Context, word: Word) -> bool:
    """Whether a general word stands before a place that the tagger sees: 原|青禾镇, which jieba cuts elsewhere."""
    index = context.word_at.get(word.end)
    return word.text in LEADERS and index is not None and context.words[index].tag == "LOC"


def _modified(context: Context, start: int, head_start: int) -> bool:
    """Whether the modifiers say more than that the thing is new, important or of a kind."""
    generic = context.lexicon.stops["generic"]
    if context.lexicon.head(context.text[start:head_start]):
        return True
    inside = [w for w in context.words if w.start >= start and w.end <= head_start]
    return sum(len(w.text) for w in inside if w.text not in generic and w.tag not in ("m", "q", "w")) >= 2


def find_shapes(context: Context) -> Iterator[Mention]:
    """Every stretch that ends in a head of `data/words/heads.toml` and has a name before it."""
    for end in sorted(context.borders):
        found = context.lexicon.head(context.text[:end][-context.lexicon.longest_head - 1 :])
        if found and (mention := _shape(context, end, *found) or _bare_award(context, end, *found)):
            yield mention


def _bare_award(context: Context, end: int, head: str, type_: str, strong: bool) -> Mention | None:
    """A prize that its rank alone names (金奖, 一等奖), kept only if a fact uses it."""
    start = end - len(head)
    if type_ != "Award" or not strong or len(head) < 2 or start not in context.borders:
        return None
    return Mention(start, end, type_, head, "shape", WEAK)


def _shape(context: Context, end: int, head: str, type_: str, strong: bool) -> Mention | None:
    """The name that ends in the head at `end`, if there is one."""
    text, head_start = context.text, end - len(head)
    start, proper = _left_edge(context, head_start, type_)
    following = context.words[context.word_at[end]] if end in context.word_at else None
    if WHOLE.search(text[:end]) or start >= head_start or _cuts(context, end, type_):
        return None
    end += _branch(context, end)
    if not strong and following and following.tag in ("n", "vn", "nz") and type_ in ("Company", "Park"):
        return None
    if type_ == "Place" and not (end - start <= LONGEST_PLACE and context.tags(start, end) & {"LOC", "PER"}):
        return None
    if (type_ == "Programme" and not strong and not proper) or text[start:head_start] in context.lexicon.stops[
        "generic"
    ]:
        return None
    if GRADE.match(text, start):
        type_, strong = "Award", False
    if type_ == "Place":
        start = _known_tail(context, start, end)
    confidence = 0.85 if strong and proper else _confidence(context, start, head_start, type_, proper)
    return None if confidence is None else Mention(start, end, type_, text[start:end], "shape", confidence)


def _confidence(context: Context, start: int, head_start: int, type_: str, proper: bool) -> float | None:
    """How sure a name is whose head or modifiers alone do not make it one; None if it is none."""
    if type_ == "Company":
        named = context.tags(start, head_start) & {"LOC", "ORG", "nz", "PER"}
        return 0.6 if named and _is_own(context, start, head_start) else None
    if type_ == "Park" and proper:
        return 0.7
    if type_ in ("Place", "GovernmentBody") or not _modified(context, start, head_start):
        return None
    return 0.6 if type_ == "Park" else WEAK


def _known_tail(context: Context, start: int, end: int) -> int:
    """The start of the longest gazetteer place that the name ends in (米芾故里|米庄镇), else its own start."""
    for at in range(start, end - 1):
        if is_place(context.text[at:end], context.lexicon):
            return at
    return start


def _is_own(context: Context, start: int, head_start: int) -> bool:
    """Whether what stands before a company's head is a name of its own, not just the city it lies in."""
    before = context.text[start:head_start]
    return len(before) in (2, 3, 4) and not is_place(before, context.lexicon)


def _branch(context: Context, end: int) -> int:
    """The length of a place in brackets that belongs to the name: 研究院（广州）."""
    found = BRANCH.match(context.text, end)
    return len(found[0]) if found and is_place(found[1], context.lexicon) else 0


def _cuts(context: Context, end: int, type_: str) -> bool:
    """Whether a name that ends here cuts a word in two; a body's name may, where a post follows (市委|主委)."""
    index = context.word_at.get(end)
    if index is None or context.words[index].start == end:
        return False
    rest = context.text[end : context.words[index].end]
    return not (type_ in ("GovernmentBody", "Company", "Organization") and rest in context.lexicon.post_words)
