"""The check: what in a graph does not fit the shapes of the ontology, in words, with the sentences that caused it."""

from kg.check.report import FORMATS, Finding, describe, judge
from kg.check.shape import Violation, shape_faults, validate

__all__ = ["FORMATS", "Finding", "Violation", "describe", "judge", "shape_faults", "validate"]
