"""Measures of figures: what is counted, in the page's own words."""

from __future__ import annotations

from collections.abc import Mapping

from kg.clause import CARRIED, DATE, OWNED, PLANNED, VALUE, Encoded
from kg.mention.context import NOMINAL, Context
from kg.value import Value
from kg.wording import Wording, table

_WORDING = Wording("figures.toml", "statistic")
#: Longest description of what is counted, in characters; and how much of the words before a noun it may hold.
LONGEST, LONG, SHORT = 24, 8, 4
LINKS = _WORDING.pattern("link_tail")
#: Marks round a description.
EDGES = "的，、 "
#: Words that say a measure is a target or forecast, and the one that is put before a measure to say so.
FORECASTS, FORECAST = _WORDING.pattern("forecasts"), _WORDING.text("forecast")
#: What is counted where the page does not say it, by the kind of the value.
SPECIFIC: Mapping[str, str] = table("figures.toml")["specific"]


def describe(context: Context, encoded: Encoded, owner: int, at: int, value: Value) -> str:
    """What is counted, in the page's words; a target or forecast says so."""
    before = _words_before(context, encoded, owner, at)
    noun = noun_behind(context, value) if value.kind == "count" else ""
    if noun and len(before) > LONG:
        before = before[-SHORT:]
    measure = (before + noun)[-LONGEST:] or SPECIFIC.get(value.kind, SPECIFIC["count"])
    clause = encoded.text[encoded.clause(at)[0] : at]
    return FORECAST + measure if PLANNED.search(clause) and not FORECASTS.search(measure) else measure


def _words_before(context: Context, encoded: Encoded, owner: int, at: int) -> str:
    """The words between the owner, or the last mark or figure, and the figure."""
    text = encoded.text
    opening = encoded.clause(at)[0]
    start = max(opening, text.rfind(VALUE, opening, at) + 1)
    if start <= owner < at:
        start = owner + 1
    said: list[str] = []
    for place in range(start, at):
        slot = encoded.slots.get(place)
        if slot is None:
            said.append(text[place])
        elif slot.start >= 0 and text[place] != DATE:
            said.append(context.text[slot.start : slot.end])
    words = "".join(said).replace(CARRIED, "").replace(OWNED, "").strip(EDGES)
    while (trimmed := LINKS.sub("", words).strip(EDGES)) != words:
        words = trimmed
    return words[-LONGEST:]


def noun_behind(context: Context, value: Value) -> str:
    """The noun phrase that the figure counts (2家|省级软件园); empty if no noun follows it."""
    end = value.end
    for word in context.words:
        if word.end <= value.end:
            continue
        if word.start < value.end and word.end > value.end:
            end = word.end
            continue
        if word.start > end or word.tag not in NOMINAL | {"xx", "c"}:
            break
        if word.text in context.lexicon.stops["verbs"] and word.tag != "vn":
            break
        if word.end - value.end > LONGEST:
            break
        end = word.end
    return context.text[value.end : end].strip("“”")
