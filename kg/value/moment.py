"""Moments: a year, month or day as far as it is known, in ISO 8601 and back."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)")
MONTHS = 12


class Moment(NamedTuple):
    """A year, perhaps a month, perhaps a day; `year` 0 where not even that is known."""

    year: int = 0
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        """ISO 8601, as precise as the moment; empty if it is unknown or no such day exists."""
        try:
            date(self.year, self.month or 1, self.day or 1)
        except ValueError:
            return ""
        parts = [f"{self.year:04}", *(f"{part:02}" for part in self[1:] if part)]
        return "-".join(parts)

    def plus_months(self, months: int) -> Moment:
        """The month that lies so many months later; unknown if this month is unknown."""
        if not (self.year and self.month):
            return Moment()
        year, month = divmod(self.year * MONTHS + self.month - 1 + months, MONTHS)
        return Moment(year, month + 1)

    def plus_days(self, days: int) -> Moment:
        """The day that lies so many days later; unknown if this day is unknown."""
        if not (self.day and str(self)):
            return Moment()
        try:
            later = date(*self) + timedelta(days)
        except OverflowError:
            return Moment()
        return Moment(later.year, later.month, later.day)


def read_moment(text: str | None) -> Moment:
    """The moment that ISO 8601 says, of an interval its end (its start where it is open); unknown for anything else."""
    found = [match for part in reversed((text or "").split("/")) if (match := _ISO.match(part))]
    if not found:
        return Moment()
    year, month, day = (int(part or 0) for part in found[0].groups())
    return Moment(year, month, day) if str(Moment(year, month, day)) else Moment(year)
