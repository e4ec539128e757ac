"""Figures and dates: what a sentence says in numbers, and what it says of when; nothing else is read here."""

from __future__ import annotations

from kg.value.change import change_sign
from kg.value.date import Date, find_dates, last_anchor
from kg.value.figure import Value, find_values

__all__ = ["Date", "Value", "change_sign", "find_dates", "find_values", "last_anchor"]
