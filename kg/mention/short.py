"""Short forms that the page uses without introducing them: a company by its core, a park without its city."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.mention.context import Context
from kg.naming import LEGAL, ZONE_TAIL, core, is_place, zone

#: Shortest form that may stand for a company by itself, in characters.
SHORTEST = 3
#: How sure and how long, in characters, a name must be to have short forms.
SURE, LONG = 0.7, 6


def _company_forms(name: str, contexts: Sequence[Context]) -> Iterator[str]:
    """The longest opening of the name's distinctive part that the article says alone."""
    lexicon = contexts[0].lexicon
    stem = core(name, lexicon)
    if not LEGAL.search(name) or len(stem) < SHORTEST:
        return
    place = LEGAL.sub("", name)[: -len(stem)]
    for size in range(len(stem), SHORTEST - 1, -1):
        for short in dict.fromkeys((place + stem[:size], stem[:size])):
            if short != name and any(_said(context, short, name) for context in contexts):
                yield short
                return


def _said(context: Context, short: str, full: str) -> bool:
    """Whether the sentence says the short form as words of its own."""
    at, borders = context.text.find(short), context.borders
    while at >= 0:
        inside = context.text.startswith(full, max(0, at - full.find(short)))
        if not inside and at in borders and at + len(short) in borders:
            return True
        at = context.text.find(short, at + len(short))
    return False


def _park_forms(name: str, contexts: Sequence[Context]) -> Iterator[str]:
    """The park's name without the place in front, if the rest has a name of its own and the article says it alone."""
    lexicon = contexts[0].lexicon
    for size in range(min(6, len(name) - 4), 1, -1):
        place, rest = name[:size], name[size:]
        if (
            is_place(place, lexicon)
            and len(ZONE_TAIL.sub("", zone(rest))) >= 2
            and any(_said(c, rest, name) for c in contexts)
        ):
            yield rest


#: Classes that have short forms, with what finds them.
FORMS = {"Company": _company_forms, "Park": _park_forms}


def short_forms(names: Mapping[str, tuple[str, str, float]], contexts: Sequence[Context]) -> Iterator[tuple[str, str]]:
    """Each short form with its class."""
    for name, (type_, _, confidence) in names.items():
        if confidence < SURE or len(name) < LONG:
            continue
        if type_ in FORMS:
            yield from ((short, type_) for short in FORMS[type_](name, contexts))
