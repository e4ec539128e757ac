"""The language of patterns: what {s}, {o+}, … and a verb frame mean as a regular expression."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.clause import CARRIED, CLASSES, DATE, ENTITY_LETTERS, HEAD, LETTER, MARKS, OWNED, POST, SLOTS, VALUE
from kg.vocabulary import Relation

BODY = ("GovernmentBody", "Company", "AcademicInstitution", "Organization", "Park", "Place")
#: A stretch inside one clause that names nothing: `…` in a pattern, at most so many characters.
GAP = 12
PLAIN = f"[^{MARKS}、{SLOTS}{OWNED}]"
#: What may stand between subject and verb: adverbs, and one phrase with a preposition, which may hold a name.
APART = f"(?:(?!的){PLAIN}{{0,10}}?|(?<={CARRIED}){PLAIN}{{0,24}}?)(?:[在于从向为以同]{PLAIN}{{0,8}}[{ENTITY_LETTERS}]{PLAIN}{{0,6}}?)?"
#: A verb that only says of what kind the noun behind it is (管理|机构).
NOT_NOUN = "(?!机构|人员|人才|人|者|方|公司|企业|单位|中心|费|部门|能力|水平|工作)"
#: Where, whence and for whom something is done is not who does it.
NOT_THERE = "(?<![在于从向对给帮到替赴])"
#: A relative clause between verb and object (打造|以……为主的|空间).
WITHIN = "(?:[^，。；：！？]{0,24}的)??"
JOIN = f"(?:[、和与及]|以及|[、和与及]{PLAIN}{{1,6}}?)"
#: The subject that the analysis put back at the head of a clause.
AGAIN = f"(?:[{ENTITY_LETTERS}](?:、[{ENTITY_LETTERS}])*[{CARRIED}{OWNED}])"
MACRO = re.compile(r"\{([A-Za-z]\w*)(\+?)(?::([\w ]+))?\}|……|…")
#: How a frame's verb is turned: 甲办乙 · 乙由甲办 · 办乙的是甲 · 乙是甲办的 · 办了乙的，是甲 · 办乙的甲 · 甲把乙办了.
FORMS = {
    "active": "NOT_THERE{s+}APART(?:VERBS)NOT_NOUN(?![^，。；]{0,6}的(?:是|有))[了过着起出成到入得有]?(?:一[个批家项支]|[了过])?WITHINGAP{o+}(?!的)",
    "passive": "{o+}…(?:由|被|获|受|经){s+}…(?:VERBS)",
    "cleft": "{o}APART(?:VERBS)[^，。；]{0,6}的是{s+}",
    "shide": "{o}(?:，{carried}?)?是(?:由)?{s+}…(?:VERBS)的(?![^，。；])",
    "inverse": "(?:VERBS)[了过]?GAP{o+}[^，。；]{0,10}的，?{carried}?(?:正|便|就)?是PLAIN{0,16}?{s+}",
    "attributive": "(?:^|[，。；：])(?:{carried})?PLAIN{0,8}?(?:VERBS)[了过]?GAP{o+}(?:PLAIN{0,8})的{s}",
    "ba": "{s+}APART把{o+}…(?:VERBS)",
}

#: The forms of a frame that names none: all that any verb can take.
USUAL = tuple(form for form in FORMS if form != "ba")


def letters(classes: frozenset[str] | tuple[str, ...]) -> str:
    """A character class that matches one mention of any of these classes."""
    return "[" + "".join(LETTER[c] for c in CLASSES if c in classes) + "]"


def _slot(name: str, plus: str, only: str | None, relation: Relation) -> str:
    if name in ("s", "o", "each"):
        classes = relation.range if name == "o" else relation.domain
        if only and not set(only.split()) <= classes:
            raise ValueError(f"{{{name}{plus}:{only}}} names a class that {relation.name} does not take there")
        classes = frozenset(only.split()) if only else classes
        one = f"[{HEAD}{POST}]" if name == "o" and relation.literal else letters(classes)
        many = f"{one}(?:{JOIN}{one})*" if plus else one
        return f"(?P<{name}>{many})" + (f"{CARRIED}?" if name == "s" else "")
    if name == "body":
        return f"(?P<body>{letters(BODY)})"
    if name in LETTER:
        return LETTER[name] + (f"(?:{JOIN}{LETTER[name]})*" if plus else "")
    plain: Mapping[str, str] = {
        "head": HEAD,
        "deputy": POST,
        "post": f"[{HEAD}{POST}]",
        "value": VALUE,
        "date": DATE,
        "carried": AGAIN,
    }
    if name not in plain:
        raise ValueError(
            f"{{{name}{plus}}} is no slot; slots are s, o, each, body, head, deputy, post, value, date, and the classes"
        )
    return plain[name] + (f"(?:{JOIN}{plain[name]})*" if plus else "")


def compile_pattern(match: str, relation: Relation, words: Mapping[str, str] | None = None) -> re.Pattern[str]:
    """The pattern, with `words` put in for their keys, as a regular expression; ValueError says what is wrong with it."""

    def replace(found: re.Match[str]) -> str:
        if found[0] == "……":
            return "[^；。！？]{0,40}?"
        if found[0] == "…":
            return f"{PLAIN}{{0,{GAP}}}?"
        return _slot(found[1], found[2], found[3], relation)

    text = MACRO.sub(replace, match)
    for key, value in {**(words or {}), "PLAIN": PLAIN}.items():
        text = text.replace(key, value)
    try:
        return re.compile(text)
    except re.error as error:
        raise ValueError(str(error)) from error


def compile_frame(verbs: tuple[str, ...], form: str, gap: int, relation: Relation) -> re.Pattern[str]:
    """One form of a verb frame as a regular expression."""
    if form not in FORMS:
        raise ValueError(f"{form} is no form; forms are {', '.join(FORMS)}")
    said = "|".join(sorted(verbs, key=len, reverse=True))
    return compile_pattern(
        FORMS[form],
        relation,
        {
            "VERBS": said,
            "APART": APART,
            "NOT_NOUN": NOT_NOUN,
            "NOT_THERE": NOT_THERE,
            "WITHIN": WITHIN,
            "GAP": f"{PLAIN}{{0,{gap}}}?",
        },
    )
