"""Text as XML holds it: every mark escaped, and what XML 1.0 cannot hold replaced."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: Everything but the characters that XML 1.0 allows.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_SPECIAL = re.compile("[" + "".join(_MARKS) + "]")

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def legal(text: str) -> str:
    """The text with U+FFFD for each character that no XML file may hold."""
    return _ILLEGAL.sub("\ufffd", text)


def escape(text: str) -> str:
    """The text for an element or a quoted attribute; a parser gives it back as it is, line ends and all."""
    return _SPECIAL.sub(lambda mark: _MARKS[mark[0]], legal(text))


def attributes(values: Mapping[str, object]) -> str:
    """The values as attributes, with a blank before each."""
    return "".join(f' {name}="{escape(str(value))}"' for name, value in values.items())
