"""The difference between two graphs: what people would call added, removed and changed, with the sentences."""

from kg.diff.change import Change, Difference, compare
from kg.diff.write import FORMATS

__all__ = ["FORMATS", "Change", "Difference", "compare"]
