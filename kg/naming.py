"""When two names are two forms of one name, each with the reason that it gives."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.lexicon import Lexicon
from kg.wording import Wording

_WORDING = Wording("names.toml", "naming")
#: Long forms of zones and of organs, each with the short form in which they are compared.
ZONES, ORGANS = _WORDING.replacements("zones"), _WORDING.replacements("organs")
ZONE_TAIL = _WORDING.pattern("zone_tail")
#: A zone's tail that says nothing of its kind: 新站区 may be short for 新站高新区, 襄阳经开区 never for 襄阳高新区.
OPEN_TAILS = frozenset(_WORDING.words("open_tails"))
#: The legal form behind a company's name, or a place in brackets in it.
LEGAL = _WORDING.pattern("legal")
#: The rank in which a place's name ends.
ADMIN = _WORDING.pattern("rank")
LEFT_OVER = _WORDING.words("left_over")
ALIAS, POLICY = _WORDING.text("alias"), _WORDING.text("policy")
#: Classes whose names may leave characters of a longer one out.
ABBREVIATED = frozenset(
    {"Park", "Company", "Organization", "AcademicInstitution", "Platform", "Project", "Event", "Fund", "Award"}
)
#: Classes whose names may be said by their end.
SAID_BY_END = frozenset({"Event", "Platform", "Project", "Organization", "Fund", "Programme", "Award"})


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """The name without the marks and blanks that do not belong to it."""
    return re.sub(r"[\s“”‘’《》、，·\"']", "", name).replace("（", "(").replace("）", ")")


@lru_cache(maxsize=8192)
def zone(name: str) -> str:
    """A park's name in the short form in which zones are compared: X高新技术产业开发区 is X高新区."""
    name = folded(name)
    for pattern, short in ZONES:
        name = pattern.sub(short, name)
    return name


@lru_cache(maxsize=8192)
def organ(name: str) -> str:
    """A body's name with its zone and its organ in their short forms."""
    name = zone(name)
    for pattern, short in ORGANS:
        name = pattern.sub(short, name)
    return name


def is_place(name: str, lexicon: Lexicon) -> bool:
    """Whether a gazetteer knows a place that is written so."""
    return any(known.type == "Place" for known in lexicon.names.get(name, ()))


def _without_place(name: str, lexicon: Lexicon) -> str:
    """The name without the province and city that it begins with."""
    while True:
        size = next((n for n in range(min(8, len(name) - 2), 1, -1) if is_place(name[:n], lexicon)), 0)
        if not size:
            return name
        name = name[size:]
        for word in LEFT_OVER:
            name = name.removeprefix(word)


def core(name: str, lexicon: Lexicon) -> str:
    """A company's name without the place before it and the legal form behind it."""
    return _without_place(LEGAL.sub("", folded(name)), lexicon)


def same_park(long: str, short: str, lexicon: Lexicon) -> bool:
    """Whether `short` is a shorter form of the park's name `long`: same zone, place left out, or an open tail."""
    a, b = zone(long), zone(short)
    if a == b:
        return True
    if a.endswith(b) and len(b) >= 4 and ZONE_TAIL.sub("", b):
        before = a[: len(a) - len(b)]
        return (
            len(before) <= 3
            or _without_place(a, lexicon) == b
            or bool(ADMIN.search(before) or ZONE_TAIL.search(before))
        )
    stem_a, stem_b = ZONE_TAIL.sub("", a), ZONE_TAIL.sub("", b)
    if len(stem_b) < 2 or not stem_a.endswith(stem_b):
        return False
    return b[len(stem_b) :] in OPEN_TAILS or b == stem_b


def same_company(long: str, short: str, lexicon: Lexicon) -> bool:
    """Whether `short` names the company by the distinctive part of its full name."""
    a, b = folded(long), folded(short)
    if not LEGAL.search(a) and not a.startswith(b):
        return False
    stem_a, stem_b = core(a, lexicon), core(b, lexicon)
    if len(stem_b) < 2 or is_place(stem_b, lexicon):
        return False
    if LEGAL.search(b) and LEGAL.search(a) and len(b) >= len(a) and stem_a != stem_b:
        return False
    return stem_a.startswith(stem_b) or LEGAL.sub("", a) == stem_b


def same_place(long: str, short: str, lexicon: Lexicon) -> bool:
    """米庄 is 米庄镇, 锦州 is 锦州市, 重庆永川 is 永川."""
    if len(short) >= 2 and ADMIN.search(long) and ADMIN.sub("", long) == short:
        return True
    return len(short) >= 2 and long.endswith(short) and is_place(long[: -len(short)], lexicon)


def same_tail(long: str, short: str) -> bool:
    """Whether a long name is said short by its beginning or end, with the same head noun."""
    a, b = folded(long), folded(short)
    return len(b) >= 5 and len(a) > len(b) and (a.endswith(b) or (a.startswith(b) and ALIAS in a))


def same_policy(long: str, short: str) -> bool:
    """Whether two names are of one policy: 人才券政策 is 人才券."""
    a, b = folded(long), folded(short)
    return a == b + POLICY or a.removesuffix(POLICY) == b.removesuffix(POLICY)


def same_person(long: str, short: str) -> bool:
    """A foreign name may be said by its first part."""
    return "·" in long and long.startswith(short + "·")


def abbreviates(type_: str, long: str, short: str, lexicon: Lexicon) -> bool:
    """Whether the short name leaves characters of the long one out, and ends as it does: 青禾产业园, 青禾仪表产业园.

    What only goes on behind the short name is a part of the thing (高新区, 高新区北区), and a name that a gazetteer
    knows is nobody else's (南京大学, 南京工业大学).
    """
    a, b = folded(long), folded(short)
    if type_ == "Company":
        a, b = LEGAL.sub("", a), LEGAL.sub("", b)
    if len(b) < 3 - (type_ == "Company") or len(b) >= len(a) or not _is_subsequence(b, a):
        return False
    if any(known.type == type_ for known in lexicon.names.get(short, ())) or is_place(b, lexicon) or b in lexicon.heads:
        return False
    if type_ == "Company":
        return b[:2] in a and not a.startswith(b)
    return a[-1] == b[-1] and not a.startswith(b) and b[:2] in a


def _is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


def reason(type_: str, long: str, short: str, lexicon: Lexicon) -> str | None:
    """Why the two names of things of one class are one thing's; None if they are two."""
    if folded(long) == folded(short):
        return "same name"
    if type_ == "Park" and same_park(long, short, lexicon):
        return "short name of a zone"
    if type_ == "Company" and same_company(long, short, lexicon):
        return "distinctive part of a company's name"
    if type_ == "Place" and same_place(long, short, lexicon):
        return "place without its rank"
    if type_ == "GovernmentBody" and organ(long) == organ(short):
        return "short name of an organ"
    if type_ in SAID_BY_END and same_tail(long, short):
        return "end of a longer name"
    if type_ in ("Policy", "Fund") and same_policy(long, short):
        return "policy with and without its type word"
    if type_ == "Person" and same_person(long, short):
        return "first part of a foreign name"
    if type_ in ABBREVIATED and abbreviates(type_, long, short, lexicon):
        return "characters left out of a longer name"
    return None
