"""The letters of encoded sentences, one a class of things; what a letter stands for at a place is not known here."""

from __future__ import annotations

from collections.abc import Container

CLASSES = [
    "Park",
    "Place",
    "GovernmentBody",
    "Company",
    "AcademicInstitution",
    "Organization",
    "Person",
    "Policy",
    "Programme",
    "Fund",
    "Project",
    "Platform",
    "Event",
    "Award",
    "Industry",
    "Technology",
]
LETTER = {name: chr(0xE000 + at) for at, name in enumerate(CLASSES)}
HEAD, POST, VALUE, DATE, CARRIED, OWNED = (chr(0xE100 + at) for at in range(6))
ENTITY_LETTERS = "".join(LETTER.values())
SLOTS = f"{ENTITY_LETTERS}{HEAD}{POST}"
#: Marks that end a clause.
MARKS = "，；。！？：…"


def letters(classes: Container[str]) -> str:
    """The letters of these classes, in the order of CLASSES."""
    return "".join(letter for name, letter in LETTER.items() if name in classes)


#: Classes that act: they can be the subject of a clause.
AGENTS = "".join(letter for name, letter in LETTER.items() if name not in ("Industry", "Technology", "Award"))
