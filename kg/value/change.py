"""Change: tells whether the words around a figure say that something rose or fell."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kg.wording import either, entry

REACH = 12


class _Patterns(NamedTuple):
    before: re.Pattern[str]
    after: re.Pattern[str]
    rise: frozenset[str]


@cache
def _patterns() -> _Patterns:
    def words(key: str) -> list[str]:
        found: list[str] = entry("values.toml", "change", key)
        return found

    change, fill = either(words("rise") + words("fall")), either(words("fill"))
    link = re.escape(str(entry("values.toml", "change", "after_link")))
    # the fillers are at most four, so that the search stays linear; a level (fell to) is no change (fell by)
    before = rf"({change})(?!{either(words('level'))}){fill}{{0,4}}$"
    return _Patterns(re.compile(before), re.compile(rf"{link}?({change})"), frozenset(words("rise")))


def change_sign(text_before: str, text_after: str) -> int:
    """+1 if the words beside a figure say that it rose by it, -1 if it fell by it, 0 if they say neither."""
    patterns = _patterns()
    match = patterns.before.search(text_before[-REACH:]) or patterns.after.match(text_after[:REACH])
    if match is None:
        return 0
    return 1 if match[1] in patterns.rise else -1
