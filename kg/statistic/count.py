"""Counts that say something: tells figures from the lengths of lists, bounds and announcements."""

from __future__ import annotations

from kg.clause import CARRIED, OWNED, SLOTS, Encoded
from kg.mention.context import Context
from kg.statistic.measure import noun_behind
from kg.value import Value
from kg.wording import Wording

_WORDING = Wording("figures.toml", "statistic")
#: The largest number that may only announce what follows.
FEW = 9
#: What makes a figure the bound of a class of things, not a statement of its own.
BOUNDS = _WORDING.pattern("bounds")
BOUND = _WORDING.pattern("bound")
#: Nouns that a small number only announces (两个方面), units that do, and how a number that says more is written.
ABSTRACT, PLAIN_NUMBER = _WORDING.pattern("abstract"), _WORDING.pattern("plain_number")
VAGUE_UNITS = frozenset(_WORDING.words("vague_units"))
#: A list whose members the figure counts.
LISTED = _WORDING.pattern("listed", slots=SLOTS)
#: What stands before and behind the figure from which something rises or falls.
FROM, MOVES = _WORDING.pattern("from"), _WORDING.pattern("moves")
#: The number of a document's articles.
ARTICLE_UNIT, ARTICLES = _WORDING.text("article_unit"), _WORDING.pattern("articles")


def is_counted(context: Context, encoded: Encoded, at: int, value: Value) -> bool:
    """Whether the figure says something: not a list's length, nor 两个方面, nor a bound (500万元以上的)."""
    behind = context.text[value.end :]
    noun = noun_behind(context, value) if value.kind == "count" else "-"
    if LISTED.search(encoded.text[:at]) and not noun:
        return False
    if FROM.search(context.text[: value.start]) and MOVES.match(behind):
        return False
    bound = BOUND.match(behind) or (BOUNDS.search(value.surface) and behind.startswith("的"))
    if value.kind in ("money", "measure") and bound:
        return False
    if value.unit == ARTICLE_UNIT and ARTICLES.match(behind):
        return False
    if value.kind == "count" and value.value <= FEW and not PLAIN_NUMBER.search(value.surface):
        announces = not noun or value.unit in VAGUE_UNITS or ABSTRACT.match(behind)
        return not (announces or _opens(encoded, at))
    return True


def _opens(encoded: Encoded, at: int) -> bool:
    """Whether the clause begins with the figure, but for the subject carried into it."""
    restored = encoded.carried | encoded.distant
    return all(p in restored or encoded.text[p] in CARRIED + OWNED for p in range(encoded.clause(at)[0], at))
