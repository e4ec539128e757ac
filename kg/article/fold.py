"""Folding: writes the many shapes of one character as one, a character for a character."""

from __future__ import annotations

import re
from functools import cache

from kg.article.words import words
from kg.model import Text

#: Half-width marks that become full-width beside Chinese.
MARKS = dict(zip(",;:!?()", "，；：！？（）", strict=True))
#: Wide ASCII that stays wide: the marks that Chinese text uses.
WIDE = "，；：！？（）～"
SPACES = re.compile(r"[\s\u2000-\u200a]")
QUOTES = {"「": "“", "」": "”", "『": "‘", "』": "’", "〝": "“", "〞": "”", "＂": '"', "＇": "'", "｡": "。", "､": "、"}
DOTS = "・‧･•"
#: Soft hyphens, zero-width and direction marks, and control characters: nothing that a reader sees.
INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
CHINESE = re.compile(r"[\u2e80-\u2fdf\u3001-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff“”‘’—…]")
HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"


@cache
def _table() -> dict[int, str]:
    wide = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in WIDE}
    return {**words().radicals, **wide, **{ord(char): to for char, to in QUOTES.items()}}


def _chinese(char: str) -> bool:
    return bool(CHINESE.match(char)) or char in "，；：！？（）"


def _beside_chinese(chars: list[str], at: int) -> bool:
    before = chars[at - 1] if at else ""
    after = chars[at + 1] if at + 1 < len(chars) else ""
    return (before != "" and (_chinese(before) or before == "%")) or (after != "" and _chinese(after))


def _fold_marks(chars: list[str]) -> None:
    """Marks beside Chinese, and both brackets of a pair if one of them is."""
    opened: list[int] = []
    for at, char in enumerate(chars):
        if char in MARKS and _beside_chinese(chars, at):
            chars[at] = MARKS[char]
        if char in "(（":
            opened.append(at)
        elif char in ")）" and opened:
            first = opened.pop()
            if "（" in chars[first] or "）" in chars[at]:
                chars[first], chars[at] = "（", "）"


def _fold_dots(text: str) -> str:
    text = re.sub(rf"(?<=[{HAN}])[{DOTS}](?=[{HAN}])", "·", text)
    return re.sub(rf"(?<=[{HAN}”’）])\.(?![\w.])", "。", text)


def _pair_quotes(text: str) -> str:
    """Straight quotes as curly ones, where their number is even and no space says that they stand the other way."""
    places = [at for at, char in enumerate(text) if char == '"']
    if not places or len(places) % 2 or "“" in text or "”" in text:
        return text
    for first, last in zip(places[::2], places[1::2], strict=True):
        inside = text[first + 1 : last]
        if inside != inside.strip() or not inside or text[first - 1 : first].isdigit():
            return text
    chars = list(text)
    for number, at in enumerate(places):
        chars[at] = "”" if number % 2 else "“"
    return "".join(chars)


def fold(text: str) -> str:
    """The text with the same number of characters: radicals as characters, letters and digits half-width, marks
    beside Chinese full-width, every space a plain one, straight quotes paired where that is safe."""
    chars = list(_pair_quotes(SPACES.sub(" ", text).translate(_table())))
    _fold_marks(chars)
    return _fold_dots("".join(chars))


def refold(text: Text, source: str) -> Text:
    """The same offsets, folded as one text: what stands beside a column break now stands beside its neighbour."""
    return Text(fold("".join(source[at] for at in text.offsets)), text.offsets)


def strip(text: Text) -> Text:
    """Without the space around it."""
    start = len(text.text) - len(text.text.lstrip())
    return text[start : max(start, len(text.text.rstrip()))]
