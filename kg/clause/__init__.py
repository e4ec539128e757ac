"""The analysis under the rules: a sentence as a string of letters, one a mention, each clause with its subject.

A mention is one letter of the Unicode private area, its class the letter, its position the key to what it names. So a
pattern is an ordinary regular expression over the encoded sentence. A clause that names no subject of its own gets the
one carried over from the clause before: CARRIED follows it where the clause goes on with its verb, OWNED where the
clause has a noun of its own for subject, whose owner alone the carried name can be.
"""

from __future__ import annotations

from kg.clause.alphabet import (
    AGENTS,
    CARRIED,
    CLASSES,
    DATE,
    ENTITY_LETTERS,
    HEAD,
    LETTER,
    MARKS,
    OWNED,
    POST,
    SLOTS,
    VALUE,
    letters,
)
from kg.clause.encoded import DENIED, NEGATED, PLANNED, Encoded, Slot
from kg.clause.encoder import Encoder, find_posts
from kg.clause.subject import HELD_IN

__all__ = [
    "AGENTS",
    "CARRIED",
    "CLASSES",
    "DATE",
    "DENIED",
    "ENTITY_LETTERS",
    "HEAD",
    "HELD_IN",
    "LETTER",
    "MARKS",
    "NEGATED",
    "OWNED",
    "PLANNED",
    "POST",
    "SLOTS",
    "VALUE",
    "Encoded",
    "Encoder",
    "Slot",
    "find_posts",
    "letters",
]
