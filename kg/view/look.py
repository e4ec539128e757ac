"""The colour and the shape of each class: a shape of its own each, so that no one needs the colours."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """An RGB colour, and an SVG path within -11..11 whose inner outlines are holes (even-odd)."""

    colour: str
    glyph: str


#: For a class that the table does not know.
OTHER = Look("#6b7280", "M0-8A8 8 0 1 1 0 8A8 8 0 1 1 0-8ZM0-3A3 3 0 1 1 0 3A3 3 0 1 1 0-3Z")

_LOOKS = {
    "Park": Look("#0b7261", "M-10 0L-5-8.7H5L10 0L5 8.7H-5Z"),
    "Place": Look("#5f7f3a", "M0 10L-5.6 2.2A7.3 7.3 0 1 1 5.6 2.2ZM0-5A2.6 2.6 0 1 1 0 .2A2.6 2.6 0 1 1 0-5Z"),
    "GovernmentBody": Look(
        "#b3372f", "M0-9.5L9-3.5V-1H-9V-3.5ZM-8 1H-4.5V6H-8ZM-1.8 1H1.8V6H-1.8ZM4.5 1H8V6H4.5ZM-9 7.5H9V9.5H-9Z"
    ),
    "Company": Look("#1f5fa8", "M-7.5-7.5H7.5V7.5H-7.5Z"),
    "AcademicInstitution": Look("#6b3fa0", "M0-9L9.3 7.5H-9.3Z"),
    "Organization": Look(
        "#3f7fb5", "M0-8.5A8.5 8.5 0 1 1 0 8.5A8.5 8.5 0 1 1 0-8.5ZM0-4.5A4.5 4.5 0 1 1 0 4.5A4.5 4.5 0 1 1 0-4.5Z"
    ),
    "Person": Look("#b86e00", "M0-8A8 8 0 1 1 0 8A8 8 0 1 1 0-8Z"),
    "Policy": Look("#8c2d62", "M-6.5-9H2.5L6.5-5V9H-6.5ZM-3.5-2H3.5V-.3H-3.5ZM-3.5 2H3.5V3.7H-3.5Z"),
    "Programme": Look("#c2447e", "M-8-9H-5.5V-7.5H8.5L5-3L8.5 1.5H-5.5V9.5H-8Z"),
    "Fund": Look("#7a6200", "M0-8.5A8.5 8.5 0 1 1 0 8.5A8.5 8.5 0 1 1 0-8.5ZM-3-3H3V3H-3Z"),
    "Project": Look("#9a5a2c", "M0-9.5L9.5 0L0 9.5L-9.5 0Z"),
    "Platform": Look("#0e7f98", "M-9.5-7H9.5V-2.5H-9.5ZM-9.5-.8H9.5V3.7H-9.5ZM-9.5 5.4H9.5V9H-9.5Z"),
    "Event": Look(
        "#d1491b", "M0.0 -9.9L2.7 -3.1L10.0 -2.6L4.4 2.0L6.2 9.1L0.0 5.2L-6.2 9.1L-4.4 2.0L-10.0 -2.6L-2.7 -3.1Z"
    ),
    "Award": Look("#a37b00", "M0-9.5A6 6 0 1 1 0 2.5A6 6 0 1 1 0-9.5ZM-4.5 2L0 4.6L4.5 2L6 10L0 7L-6 10Z"),
    "Industry": Look("#55654a", "M-9 9V-9H-5V-1L1-5V-1L9-5V9Z"),
    "Technology": Look("#4a55c4", "M-3-9H3V-3H9V3H3V9H-3V3H-9V-3H-3Z"),
}


def look(kind: str) -> Look:
    """The look of the class with this local name; a grey ring for a class that is not in the table."""
    return _LOOKS.get(kind, OTHER)
