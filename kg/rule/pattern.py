"""The language of patterns: what {s}, {o+}, … and a verb frame mean as a regular expression."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.clause import CARRIED, CLASSES, DATE, ENTITY_LETTERS, HEAD, LETTER, MARKS, OWNED, POST, SLOTS, VALUE
from kg.vocabulary import Relation
from kg.wording import Wording, table

#: Classes in which a post is held.
BODY = ("GovernmentBody", "Company", "AcademicInstitution", "Organization", "Park", "Place")
#: Longest stretch inside one clause that names nothing (`…` in a pattern), and longest inside one sentence (`……`).
GAP, WIDE = 12, 40
#: One character of a clause that is no part of a name.
PLAIN = f"[^{MARKS}、{SLOTS}{OWNED}]"
#: The subject that the analysis put back at the head of a clause.
AGAIN = f"(?:[{ENTITY_LETTERS}](?:、[{ENTITY_LETTERS}])*[{CARRIED}{OWNED}])"
MACRO = re.compile(r"\{([A-Za-z]\w*)(\+?)(?::([\w ]+))?\}|……|…")
#: Slots that stand for the same letters in every relation.
SAME = {"head": HEAD, "deputy": POST, "post": f"[{HEAD}{POST}]", "value": VALUE, "date": DATE, "carried": AGAIN} | {
    "any": f"[{ENTITY_LETTERS}]"
}

_WORDING = Wording("rules.toml", "pattern")
_LETTERS = {"plain": PLAIN, "entity": ENTITY_LETTERS, "carried": CARRIED}
#: What may stand between subject and verb, and between the names of a list.
APART, JOIN = _WORDING.expression("apart", **_LETTERS), _WORDING.expression("join", **_LETTERS)
#: What the forms name in braces, beside slots, verbs and gap.
_PARTS = {
    "plain": PLAIN,
    "apart": APART,
    **{key: _WORDING.expression(key) for key in ("not_noun", "not_there", "within")},
}
#: How a frame's verb is turned: 甲办乙 · 乙由甲办 · 办乙的是甲 · 乙是甲办的 · 办了乙的，是甲 · 办乙的甲 · 甲把乙办了.
FORMS: Mapping[str, str] = table("rules.toml")["form"]

#: The forms of a frame that names none: all that any verb can take.
USUAL = tuple(form for form in FORMS if form != "ba")


def letters(classes: frozenset[str] | tuple[str, ...]) -> str:
    """A character class that matches one mention of any of these classes."""
    return "[" + "".join(LETTER[c] for c in CLASSES if c in classes) + "]"


def _slot(name: str, plus: str, only: str | None, relation: Relation) -> str:
    """The regular expression of {name}, {name+} or {name:only}; ValueError if there is no such slot."""
    if name in ("s", "o", "each"):
        return _end(name, plus, only, relation)
    if name == "body":
        return f"(?P<body>{letters(BODY)})"
    one = LETTER.get(name) or SAME.get(name)
    if one is None:
        raise ValueError(
            f"{{{name}{plus}}} is no slot; slots are s, o, each, body, head, deputy, post, value, date, and the classes"
        )
    return one + (f"(?:{JOIN}{one})*" if plus else "")


def _end(name: str, plus: str, only: str | None, relation: Relation) -> str:
    """An end of the relation: the classes that it takes there, or those of them that the pattern names."""
    classes = relation.range if name == "o" else relation.domain
    if only and not set(only.split()) <= classes:
        raise ValueError(f"{{{name}{plus}:{only}}} names a class that {relation.name} does not take there")
    classes = frozenset(only.split()) if only else classes
    one = f"[{HEAD}{POST}]" if name == "o" and relation.literal else letters(classes)
    many = f"{one}(?:{JOIN}{one})*" if plus else one
    return f"(?P<{name}>{many})" + (f"{CARRIED}?" if name in ("s", "o") and not relation.literal else "")


def compile_pattern(match: str, relation: Relation, parts: Mapping[str, str] | None = None) -> re.Pattern[str]:
    """The pattern as a regular expression, `parts` put in for their names in braces; ValueError says what is wrong."""

    def replace(found: re.Match[str]) -> str:
        if found[0] == "……":
            return f"[^；。！？]{{0,{WIDE}}}?"
        if found[0] == "…":
            return f"{PLAIN}{{0,{GAP}}}?"
        if parts and found[1] in parts:
            return parts[found[1]]
        return _slot(found[1], found[2], found[3], relation)

    text = MACRO.sub(replace, match)
    try:
        return re.compile(text)
    except re.error as error:
        raise ValueError(str(error)) from error


def compile_frame(verbs: tuple[str, ...], form: str, gap: int, relation: Relation) -> re.Pattern[str]:
    """One form of a verb frame as a regular expression."""
    if form not in FORMS:
        raise ValueError(f"{form} is no form; forms are {', '.join(FORMS)}")
    said = "|".join(sorted(verbs, key=len, reverse=True))
    return compile_pattern(FORMS[form], relation, {**_PARTS, "verbs": said, "gap": f"{PLAIN}{{0,{gap}}}?"})
