"""What a query may be: one that only reads, asks no other server, and is small enough not to crash the engine."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import KgError

#: Oxigraph dies of about ten thousand nested or chained parts; no question needs a tenth of these.
LONGEST, DEEPEST, MOST_TOKENS = 65_536, 64, 2_000

_READS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
_PROLOGUE = {"PREFIX", "BASE", "VERSION"}

_TOKEN = re.compile(
    r"""(?P<skip>\s+|\#[^\n\r]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}
                  |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
      | (?P<variable>[?$]\w+)
      | (?P<name>[\w.-]*:(?:[\w.:%-]|\\.)*)
      | (?P<word>[^\W\d]\w*)
      | (?P<number>\d+)
      | (?P<mark>\\.|.)""",
    re.VERBOSE | re.DOTALL,
)


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """Kind and text of each token of a query, without blanks and comments."""
    for token in _TOKEN.finditer(text):
        if token.lastgroup and token.lastgroup != "skip":
            yield token.lastgroup, token[0]


def guard(name: str, text: str) -> None:
    """Pass a query that is safe to answer; KgError naming it, with the reason, for any other."""
    if len(text) > LONGEST:
        raise KgError(f"{name}: the query is longer than {LONGEST} characters")
    found = list(tokens(text))
    words = [token.upper() for kind, token in found if kind == "word"]
    verb = next((word for word in words if word not in _PROLOGUE), None)
    if verb in _UPDATES:
        raise KgError(f"{name}: {verb} would change the graph; only SELECT, ASK, CONSTRUCT and DESCRIBE are answered")
    if verb not in _READS:
        raise KgError(f"{name}: not SPARQL: it must begin with SELECT, ASK, CONSTRUCT or DESCRIBE")
    if "SERVICE" in words:
        raise KgError(f"{name}: SERVICE would ask another server; queries are answered from the graph alone")
    if _depth(found) > DEEPEST:
        raise KgError(f"{name}: brackets are nested more than {DEEPEST} deep")
    if _size(found) > MOST_TOKENS:
        raise KgError(f"{name}: the query has more than {MOST_TOKENS} parts (VALUES not counted)")


def _depth(found: list[tuple[str, str]]) -> int:
    depth = deepest = 0
    for kind, token in found:
        if kind == "mark" and token in "{([":
            depth += 1
            deepest = max(deepest, depth)
        elif kind == "mark" and token in "})]":
            depth -= 1
    return deepest


def _size(found: list[tuple[str, str]]) -> int:
    """How many tokens there are outside the data of VALUES."""
    count, inside, expected = 0, False, False
    for kind, token in found:
        if inside:
            inside = (kind, token) != ("mark", "}")
            continue
        count += 1
        if kind == "word":
            expected = token.upper() == "VALUES"
        elif (kind, token) == ("mark", "{") and expected:
            inside, expected = True, False
    return count
