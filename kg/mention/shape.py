"""Names by their shape: a head such as 软件园 or 管委会, and the modifiers to its left that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mention.context import NOMINAL, PROPER, WEAK, Context
from kg.model import Mention

#: Longest name that is read from its shape alone, in characters.
LONGEST = 36
ORDINAL = re.compile(r"首届|首|第[一二三四五六七八九十百\d]+[届期次]?|[12]\d{3}年?|\d{4}|[一二三四五六七八九十]+届")
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9+\-.]*")
#: A place or park whose own name is complete: what follows it is a thing of its own.
PARK = r".+(?:高新区|经开区|开发区|园区|新区|工业园|产业园|软件园|科技园|保税区|街道|社区)$"
COMPLETE = {
    "Park": re.compile(PARK),
    "Place": re.compile(PARK[:-2] + r"|[省市县镇乡]|自治区)$"),
    **dict.fromkeys(
        ("Project", "Platform", "Technology", "Programme", "Policy", "Fund", "Industry"),
        re.compile(r".+(?:公司|集团)$"),
    ),
}
FIRST_OF = re.compile("首[支个家批只座所条款]|第[一二三四五六]批")
BRANCH = re.compile(r"（([^（）]{2,5})）")
OWNERS = frozenset({"Park", "GovernmentBody", "Company", "AcademicInstitution", "Organization"})
WHOLE = re.compile("全[省市县区镇乡村]$")
GRADE = re.compile(r"(?:国家|省|市|区|县)级")


def _left_edge(context: Context, head_start: int, type_: str) -> tuple[int, bool]:
    """Where the name begins, and whether a proper name is in it."""
    words = context.words
    index = context.word_at[head_start]
    edge = words[index].start
    proper = words[index].tag in PROPER and words[index].start < head_start
    depth = 0
    while index > 0:
        word = words[index - 1]
        if head_start - word.start > LONGEST:
            break
        if word.text in ")）":
            depth += 1
        elif word.text in "(（" and depth:
            depth -= 1
        elif (
            word.text in "”’"
            and context.text[word.end : word.end + 1] not in "“‘、"
            and re.search(r"[“‘][^“”‘’，。；]{1,16}$", context.text[: word.start])
        ):
            opening = max(context.text.rfind("“", 0, word.start), context.text.rfind("‘", 0, word.start))
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
            proper = proper or word.tag in PROPER or bool(LATIN.fullmatch(word.text)) or bool(ORDINAL.match(word.text))
    edge = _whole(context, _trim(context, edge, head_start), head_start, type_)
    owner = context.lexicon.head(context.text[edge:head_start])
    owned = owner is not None and owner[1] in OWNERS and owner[2] and len(owner[0]) < head_start - edge
    return edge, proper or owned


def _whole(context: Context, edge: int, head_start: int, type_: str) -> int:
    """The edge moved left to the 的 of a relative clause (领衔的|特种……薄膜项目) where nothing in between governs."""
    opening = context.text.rfind("的", max(0, edge - LONGEST), edge) + 1
    between = [w for w in context.words if opening <= w.start < edge]
    plain = all(w.tag in NOMINAL | {"v", "xx", "c"} and w.text not in context.lexicon.stops["verbs"] for w in between)
    return opening if opening and between and plain and type_ in ("Project", "Platform") else edge


def _joins(context: Context, index: int, type_: str, edge: int) -> bool:
    """Whether the word belongs to the name that begins at `edge`."""
    word = context.words[index]
    before = context.words[index - 1] if index else None
    if word.text in context.lexicon.stops["verbs"]:
        nominal = word.tag == "vn" and word.text in context.lexicon.stops["dual"]
        return bool(nominal and before and before.tag in NOMINAL and before.text not in context.lexicon.stops["verbs"])
    if word.text == "暨":
        return True
    if type_ in COMPLETE and COMPLETE[type_].fullmatch(word.text):
        return False
    if word.tag in NOMINAL or LATIN.fullmatch(word.text) or word.text in "+-":
        return True
    if ORDINAL.fullmatch(word.text):
        return type_ in ("Event", "Project", "Programme", "Award", "Policy", "Organization", "GovernmentBody")
    if type_ == "Event" and word.tag == "v" and len(word.text) > 1:
        return bool(before and before.tag in NOMINAL | {"c"})
    second = context.jieba.get(word.start)
    return (
        word.tag == "v" and second is not None and second.tag in ("vn", "n") and bool(before and before.tag in NOMINAL)
    )


def _trim(context: Context, edge: int, head_start: int) -> int:
    """The edge moved right over verbs and counting words that open the name, and over a kind of firm before it."""
    counted = [m.end() for m in FIRST_OF.finditer(context.text, edge, head_start)]
    edge = max([edge, *counted])
    for word in context.jieba.values():
        if edge <= word.start and word.end < head_start and word.text in _KINDS:
            edge = word.end
        elif edge < word.start and word.end < head_start and word.text in context.lexicon.stops["verbs"]:
            before = context.lexicon.head(context.text[edge : word.start])
            dual = word.text in context.lexicon.stops["dual"]
            if (
                len(word.text) > 1
                and not dual
                and before
                and before[1] in ("Park", "Company", "GovernmentBody", "Organization")
            ):
                edge = word.end
    for word in context.words:
        if word.end <= edge:
            continue
        if word.start >= head_start or word.start > edge:
            break
        stops = context.lexicon.stops
        joined = context.jieba.get(word.start)
        if joined and joined.end > word.end:
            break
        if (
            word.text in stops["verbs"]
            or word.tag in ("ad", "f", "vd", "d")
            or word.text in _LEADERS
            or word.tag == "w"
        ):
            edge = word.end
    return edge


_KINDS = frozenset(["国企", "民企", "央企", "企业", "公司", "单位", "部门"])
_LEADERS = frozenset(
    [
        "全国",
        "全省",
        "全市",
        "全区",
        "国内",
        "我国",
        "我省",
        "我市",
        "各类",
        "各级",
        "多个",
        "一批",
        "一个",
        "新",
        "大",
        "小",
        "好",
        "该",
        "本",
        "首个",
        "首家",
    ]
)


def _modified(context: Context, start: int, head_start: int) -> bool:
    """Whether the modifiers say more than that the thing is new, important or of a kind."""
    generic = context.lexicon.stops["generic"]
    if context.lexicon.head(context.text[start:head_start]):
        return True
    inside = [w for w in context.words if w.start >= start and w.end <= head_start]
    return sum(len(w.text) for w in inside if w.text not in generic and w.tag not in ("m", "q", "w")) >= 2


def find_shapes(context: Context) -> Iterator[Mention]:
    """Every stretch that ends in a head of `data/words/heads.toml` and has a name before it."""
    text = context.text
    for end in sorted(context.borders):
        found = context.lexicon.head(text[:end][-context.lexicon.longest_head - 1 :])
        if not found:
            continue
        head, type_, strong = found
        head_start = end - len(head)
        start, proper = _left_edge(context, head_start, type_)
        following = context.words[context.word_at[end]] if end in context.word_at else None
        if WHOLE.search(text[:end]) or start >= head_start or _cuts(context, end, type_):
            continue
        end += _branch(context, end)
        if not strong and following and following.tag in ("n", "vn", "nz") and type_ in ("Company", "Park"):
            continue
        if type_ == "Place" and not (end - start <= 10 and context.tags(start, end) & {"LOC", "PER"}):
            continue
        if type_ == "Programme" and not strong and not proper:
            continue
        if GRADE.match(text, start):
            type_, strong = "Award", False
        if text[start:head_start] in context.lexicon.stops["generic"]:
            continue
        if type_ == "Place":
            start = _known_tail(context, start, end)
        if strong and proper:
            yield Mention(start, end, type_, text[start:end], "shape", 0.85)
        elif (
            type_ == "Company"
            and context.tags(start, head_start) & {"LOC", "ORG", "nz", "PER"}
            and _is_own(context, start, head_start)
        ):
            yield Mention(start, end, type_, text[start:end], "shape", 0.6)
        elif proper and type_ == "Park":
            yield Mention(start, end, type_, text[start:end], "shape", 0.7)
        elif type_ not in ("Place", "Company", "GovernmentBody") and _modified(context, start, head_start):
            yield Mention(start, end, type_, text[start:end], "shape", 0.6 if type_ == "Park" else WEAK)


def _known_tail(context: Context, start: int, end: int) -> int:
    """The start of the longest gazetteer place that the name ends in (米芾故里|米庄镇), else its own start."""
    for at in range(start, end - 1):
        if any(name.type == "Place" for name in context.lexicon.names.get(context.text[at:end], ())):
            return at
    return start


def _is_own(context: Context, start: int, head_start: int) -> bool:
    """Whether what stands before a company's head is a name of its own, not just the city it lies in."""
    before = context.text[start:head_start]
    return len(before) in (2, 3, 4) and not any(name.type == "Place" for name in context.lexicon.names.get(before, ()))


def _branch(context: Context, end: int) -> int:
    """The length of a place in brackets that belongs to the name: 研究院（广州）."""
    found = BRANCH.match(context.text, end)
    known = context.lexicon.names.get(found[1], ()) if found else ()
    return len(found[0]) if found and any(name.type == "Place" for name in known) else 0


def _cuts(context: Context, end: int, type_: str) -> bool:
    """Whether a name that ends here cuts a word in two; a body's name may, where a post follows (市委|主委)."""
    index = context.word_at.get(end)
    if index is None or context.words[index].start == end:
        return False
    rest = context.text[end : context.words[index].end]
    return not (type_ in ("GovernmentBody", "Company", "Organization") and rest in context.lexicon.post_words)
