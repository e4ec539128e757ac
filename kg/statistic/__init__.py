"""Figures of a sentence as statements: whose figure it is, what it counts, when, and whether it rises or falls."""

from kg.statistic.clock import Clock
from kg.statistic.figure import Figure, find_figures, once

__all__ = ["Clock", "Figure", "find_figures", "once"]
