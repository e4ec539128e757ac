"""Front matter: the `key: value` lines between two `---` at the head of a page, and where the text begins."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

#: At most so many characters are looked through for the closing mark.
LONGEST = 4_000
BLOCK = re.compile(r"\A\s*---[ \t]*\r?\n(?P<lines>.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
LINE = re.compile(r"^(?P<key>[A-Za-z_]+)[ \t]*[:：][ \t]*(?P<value>.*?)[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True)
class FrontMatter:
    """The fields, keys in lower case; `end` is where the text begins, 0 without front matter."""

    fields: Mapping[str, str] = field(default_factory=dict)
    end: int = 0


def read_front_matter(text: str) -> FrontMatter:
    """The front matter of a page's text; none, unless the first line is `---` and a second one closes fields."""
    found = BLOCK.match(text[:LONGEST])
    if not found:
        return FrontMatter()
    lines = found["lines"]
    fields = {line["key"].lower(): line["value"].strip("\"'") for line in LINE.finditer(lines)}
    return FrontMatter(fields, found.end()) if fields else FrontMatter()
