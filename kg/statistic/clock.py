"""The clock of an article: the time of a figure whose own sentence names none."""

from __future__ import annotations

import re

from kg.clause import DATE, Encoded
from kg.wording import Wording

_WORDING = Wording("figures.toml", "statistic")
#: Words that say a figure is of today, whatever date stands before it.
TODAY = _WORDING.pattern("today")
#: A date that the figure is only compared with (较2017年下降).
COMPARED = _WORDING.pattern("compared", date=DATE)
#: A span of time: what a report counts over. A single day is none.
PERIOD = re.compile(r"\d{4}(?:-\d{2})?(?:/\d{4}(?:-\d{2}){0,2})?")


class Clock:
    """The time of figures that have none in their own sentence: the period last named in the paragraph."""

    def __init__(self) -> None:
        self.paragraph = -1
        self.period: str | None = None
        self.report: str | None = None

    def read(self, paragraph: int, encoded: Encoded) -> None:
        """Moves on by a sentence."""
        if paragraph != self.paragraph:
            self.paragraph, self.period = paragraph, self.report
        for at in _dates(encoded):
            date = encoded.slots[at].date
            if date and PERIOD.fullmatch(date.value):
                self.period = date.value
                if "/" in date.value and ".." not in date.value:
                    self.report = self.report or date.value

    def time(self, encoded: Encoded, at: int) -> str | None:
        """The last complete date before the figure in its sentence, else the period of the paragraph."""
        before = [place for place in _dates(encoded) if place < at]
        date = encoded.slots[before[-1]].date if before else None
        if date:
            return date.value
        return None if TODAY.search(encoded.text[:at]) else self.period


def _dates(encoded: Encoded) -> list[int]:
    """Where the sentence's complete dates stand, without those that something is only compared with."""
    dated = [at for at, slot in sorted(encoded.slots.items()) if slot.date and slot.date.complete]
    return [at for at in dated if not COMPARED.match(encoded.text, max(0, at - 1))]
