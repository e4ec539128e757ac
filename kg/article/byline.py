"""Bylines: tells the lines and brackets that name an article's writers from everything else, and cuts them out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from kg.article.border import CLOSERS, ENDS, ends_sentence
from kg.article.fold import HAN, strip
from kg.article.words import words
from kg.model import Text, join

LONGEST = 60
MOST_NAMES = 8
BRACKET = r"（([^（）]{2,60})）"


class Trust(IntEnum):
    """How much like a name a string must look, the more so the less else speaks for it."""

    RELAXED = 0
    LOOSE = 1
    STRICT = 2


@dataclass(frozen=True, slots=True)
class Byline:
    """The names on a line, and whether it is a byline wherever it stands (`sure`) or only at an article's edge."""

    names: tuple[Text, ...]
    sure: bool


def _any(found: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, found))


@cache
def _role() -> re.Pattern[str]:
    before, roles = words()("byline", "before"), words()("byline", "roles")
    return re.compile(rf"(?:{_any(before)})*(?:{_any(roles)})\s*[：:|]?\s*")


def _reports() -> tuple[str, ...]:
    return words()("byline", "reports")


@cache
def _after() -> re.Pattern[str]:
    reports, others = _any(words()("byline", "reports")), _any(words()("byline", "after"))
    return re.compile(rf"(?:\s+(?P<place>[{HAN}]{{2,4}}))?(?P<end>(?:{reports})|\s*(?:{others}))[\s：:]*$")


@cache
def _pictures() -> re.Pattern[str]:
    return re.compile(rf"[\s，、]+[{HAN}]{{2,4}}/(?:{_any(words()('byline', 'pictures'))})\s*$")


@cache
def _dateline() -> re.Pattern[str]:
    outlets, ends = _any(words()("dateline", "outlets")), _any(words()("dateline"))
    news = re.escape(words()("dateline")[-1])
    return re.compile(
        rf"(?:{outlets})(?:{news}|[^\s，。、：；（）“”]{{0,20}}?(?:{ends})(?=[\s（：，]|$))|[{HAN}]{{2,6}}{news}(?=[\s（])"
    )


@cache
def _marks() -> tuple[str, str]:
    return "".join(words()("byline", "arrows")), "".join(words()("byline", "marks"))


def is_name(text: str, trust: Trust) -> bool:
    """Whether the text may be the name of one person."""
    if "·" in text:
        return bool(re.fullmatch(rf"[{HAN}]{{1,8}}(?:·[{HAN}]{{1,8}}){{1,3}}", text))
    if not re.fullmatch(rf"[{HAN}]{{2,4}}", text) or text.startswith(words()("byline")):
        return False
    if trust is Trust.RELAXED:
        return True
    common, double = words()("surnames", "common"), words()("surnames", "compound")
    known = text[0] in common or (trust is Trust.LOOSE and text[0] in words().surnames)
    return (known and len(text) <= 3) or (text[:2] in double and len(text) > 2)


def _names(text: Text, trust: Trust) -> tuple[Text, ...]:
    """The names that make up the whole text; none if anything else stands in it."""
    parts = [text[match.start() : match.end()] for match in re.finditer(r"[^\s、，,/;；&]+", text.text)]
    names: list[Text] = []
    single: Text | None = None
    for part in parts:
        if len(part) == 1 and single is None:
            single = part
            continue
        names.append(join((single, part)) if single and len(part) == 1 else part)
        if single and len(part) != 1:
            return ()
        single = None
    if single or len(names) > MOST_NAMES or not all(is_name(name.text, trust) for name in names):
        return ()
    return tuple(names)


def _bare(text: Text) -> tuple[Text, ...]:
    """Names without a word beside them: one alone must look more like a name than several."""
    return _names(text, Trust.STRICT) or (found if len(found := _names(text, Trust.LOOSE)) > 1 else ())


def _with_roles(text: Text) -> tuple[Text, ...]:
    """The names behind 记者, 通讯员 and the like; none if the text holds anything else."""
    if match := _pictures().search(text.text):
        text = text[: match.start()]
    if match := _after().search(text.text):
        named = match["place"] and (is_name(match["place"], Trust.STRICT) or not match["end"].startswith(_reports()))
        text = text[: match.start("end") if named else match.start()]
    roles = list(_role().finditer(text.text))
    if not roles:
        return ()
    chunks = [text[: roles[0].start()]]
    ends = [*(role.start() for role in roles[1:]), len(text)]
    chunks += [text[role.end() : end] for role, end in zip(roles, ends, strict=True)]
    names: list[Text] = []
    for number, chunk in enumerate(chunks):
        found = _names(chunk, Trust.RELAXED if number else Trust.STRICT)
        if not found and (strip(chunk).text or number == len(chunks) - 1):
            return ()
        names += found
    return tuple(names)


def read_byline(line: Text) -> Byline | None:
    """What the line says of the article's writers, if it says nothing else."""
    text, (arrows, marks) = strip(line), _marks()
    if not 2 <= len(text) <= LONGEST:
        return None
    sign = text.text[0] if text.text[0] in arrows + marks else ""
    text = strip(text[len(sign) :])
    bracket = re.fullmatch(BRACKET, text.text)
    if bracket:
        text = text[1 : len(text) - 1]
    if names := _with_roles(text):
        return Byline(names, True)
    arrow = bool(sign) and sign in arrows
    names = _names(text, Trust.RELAXED if bracket or arrow else Trust.LOOSE) if sign or bracket else _bare(text)
    return Byline(names, arrow) if names else None


def is_credit(text: str) -> bool:
    """Whether the line names editors, photographers or sources, or points to another page."""
    inner = text.strip("（）()[]【】 ")
    starts, ends = words()("credit", "starts"), words()("credit", "ends")
    if len(inner) > LONGEST or ends_sentence(text):
        return False
    return bool(re.match(rf"(?:{_any(starts)})(?:[：:\s/]|$|[{HAN}]{{2,4}}$|第?\d)", inner)) or (
        bool(_role().search(inner)) and inner.endswith(ends)
    )


def starts_dateline(text: str) -> bool:
    """Whether the text begins as news does: 本报讯, 新华社北京10月12日电."""
    return bool(_dateline().match(text))


def _lead_bracket(text: Text, at: int) -> tuple[Text, tuple[Text, ...]]:
    match = re.compile(r"\s*" + BRACKET).match(text.text, at)
    names = _with_roles(text[match.start(1) : match.end(1)]) if match else ()
    return (text[:at] + text[match.end() :], names) if match and names else (text, ())


def _lead_plain(text: Text, at: int) -> tuple[Text, tuple[Text, ...]]:
    """`记者 甲 乙 通讯员 丙 报道` before the first word of the text."""
    name, after = rf"[{HAN}]{{1,8}}·[{HAN}]{{1,8}}|[{HAN}]{{2,4}}?", _any(_reports() + words()("byline", "after"))
    part = re.compile(rf"\s*{_role().pattern}((?:{name})(?:[\s、]+(?:{name}))*?)(?=\s|[：，]|{after})")
    end, names = at, list[Text]()
    while match := part.match(text.text, end):
        found = _names(text[match.start(1) : match.end(1)], Trust.STRICT)
        end = match.end()
        if not found:
            return text, ()
        names += found
    if not names:
        return text, ()
    if rest := re.compile(rf"\s*(?:{after})?[\s：，]*").match(text.text, end):
        end = rest.end()
    return text[:at] + text[end:], tuple(names)


def cut_lead(text: Text) -> tuple[Text, tuple[Text, ...]]:
    """The paragraph without the byline behind its dateline, and the names.

    A dateline that holds no date is cut as well: it says nothing of the news.
    """
    dateline = _dateline().match(text.text)
    at = dateline.end() if dateline else 0
    cut, names = _lead_bracket(text, at)
    if not names and (dateline or text.text.startswith(words()("byline", "before"))):
        cut, names = _lead_plain(text, at)
    if dateline and not re.search(r"\d", dateline[0]):
        cut = cut[at:]
        cut = cut[len(cut.text) - len(cut.text.lstrip(" ：，")) :]
    return strip(cut), names


def _tails(text: Text) -> Iterator[tuple[int, Text, bool]]:
    """Where a byline may begin at a paragraph's end, the words that it would be, and whether they stand apart."""
    tail = text.text[-LONGEST:]
    base = len(text) - len(tail)
    if match := re.search(BRACKET + "$", tail):
        yield base + match.start(), text[base + match.start(1) : base + match.end(1)], True
    for match in re.finditer(rf"(?<=[{ENDS}{CLOSERS}])\s*(?=[{HAN}])", tail):
        if ends_sentence(tail[: match.start()]):
            yield base + match.start(), text[base + match.end() :], match.end() > match.start()


def cut_tail(text: Text, last: bool) -> tuple[Text, tuple[Text, ...]]:
    """The paragraph without the byline at its end, and the names; bare names count in an article's `last` one only."""
    for at, tail, apart in _tails(text):
        head, names = strip(text[:at]), _with_roles(tail)
        if not names and last and apart and ends_sentence(head.text):
            names = _bare(tail)
        if names:
            return head, names
    return text, ()
