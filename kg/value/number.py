"""Numerals: says what a numeral looks like and what number it is, whether in figures, in characters or mixed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from kg.wording import either, entry

ARABIC_DIGIT = r"[0-9\uff10-\uff19]"
_THREE = rf"{ARABIC_DIGIT}{{3}}"
_GROUPS = rf"(?:(?:[,\uff0c]{_THREE})+|(?:[ \u00a0\u2009]{_THREE})+)"
ARABIC = rf"(?:{ARABIC_DIGIT}{{1,3}}{_GROUPS}(?!{ARABIC_DIGIT})|{ARABIC_DIGIT}++)(?:[.\uff0e]{ARABIC_DIGIT}++)?"
_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0E: "."}
_FULL_WIDTH |= dict.fromkeys((0xFF0C, ord(","), ord(" "), 0xA0, 0x2009), "")
#: More digits than any figure of a newspaper; longer runs are serial numbers.
LONGEST = 24
LARGEST = 10**20


def _entry(key: str) -> str:
    return str(entry("values.toml", "numeral", key))


@dataclass(frozen=True, slots=True)
class Numerals:
    """The characters that numerals are made of, and the regular expressions that follow from them."""

    digits: dict[str, int]
    scales: dict[str, int]
    packed: dict[str, str]
    half: str
    point: str
    scale: str
    chinese: str
    pattern: str
    token: re.Pattern[str]

    @property
    def characters(self) -> str:
        """Every character that a numeral can start with, figures left out."""
        return "".join((*self.digits, *self.scales, *self.packed, self.half))

    def is_bare(self, text: str) -> bool:
        """Whether the numeral is a scale alone (hundred, ten thousand, …), an order of size rather than a number."""
        return bool(text) and all(self.scales.get(char, 0) > 10 for char in text)


@cache
def numerals() -> Numerals:
    """The numerals of `values.toml`."""
    digits = {char: value for value, chars in enumerate(entry("values.toml", "numeral", "digits")) for char in chars}
    sizes = {"ten": 10, "hundred": 100, "thousand": 1000, "myriad": 10**4, "hundred_million": 10**8}
    scales = {char: size for key, size in sizes.items() for char in _entry(key)}
    packed: dict[str, str] = dict(entry("values.toml", "numeral", "packed"))
    guards = {100: _entry("hundred_unless"), 1000: _entry("thousand_unless")}
    free = "".join(char for char, size in scales.items() if size not in guards)
    bound = "|".join(f"[{''.join(c for c, s in scales.items() if s == size)}](?![{no}])" for size, no in guards.items())
    scale = f"(?:[{free}]|{bound})"
    figures, point = "".join(digits), _entry("point")
    chinese = f"(?:[{figures}{''.join(packed)}]|{scale})++(?:{point}[{figures}]++(?![{free}]?[{figures}]){scale}*+)?"
    mixed = rf"{ARABIC}(?:[ \u00a0]?{scale}++(?:{ARABIC}(?={scale}))?)*+"
    token = re.compile(rf"({ARABIC})|{either([*digits, *scales, point])}")
    return Numerals(digits, scales, packed, _entry("half"), point, scale, chinese, f"(?:{mixed}|{chinese})", token)


def arabic(text: str) -> Decimal:
    """The number that Arabic figures say, full-width or half-width, with or without separators of thousands."""
    return Decimal(text.translate(_FULL_WIDTH))


def read_digits(text: str) -> int | None:
    """The number that digits say one by one, figures or characters; None if there is anything else among them."""
    known = numerals().digits
    plain = text.translate(_FULL_WIDTH)
    places = [int(char) if "0" <= char <= "9" else known.get(char, -1) for char in plain]
    return None if not places or -1 in places else int("".join(map(str, places)))


@lru_cache(maxsize=4096)
def read_number(text: str) -> Decimal | None:
    """The number that a numeral says; None for what is no numeral, such as two digits side by side."""
    words = numerals()
    if len(text) > LONGEST:
        return None
    if text == words.half:
        return Decimal("0.5")
    for packed, spelled in words.packed.items():
        text = text.replace(packed, spelled)
    tally = _Tally()
    whole, point, rest = text.partition(words.point)
    if point and not _fraction(tally, whole, rest):
        return None
    if not point and not all(tally.take(match) for match in words.token.finditer(text)):
        return None
    return tally.total()


def _fraction(tally: _Tally, whole: str, rest: str) -> bool:
    """Takes a numeral with a spelled decimal point, and the scales behind it."""
    words = numerals()
    places = "".join(str(words.digits[char]) for char in rest if char in words.digits)
    before = read_number(whole)
    if before is None:
        return False
    tally.digit, tally.spelled, tally.started = before + Decimal(f"0.{places}"), False, True
    return all(tally.scale(words.scales[char]) for char in rest if char in words.scales)


class _Tally:
    """Adds up a numeral read from left to right."""

    def __init__(self) -> None:
        self.sum = self.section = Decimal(0)
        self.digit: Decimal | None = None
        self.last = self.most = 0
        self.started = self.zero = False
        self.spelled = True

    def take(self, match: re.Match[str]) -> bool:
        """Takes one token; False if it cannot follow what came before."""
        words = numerals()
        size = words.scales.get(match[0])
        if size is not None:
            return self.scale(size)
        value = arabic(match[1]) if match[1] else Decimal(words.digits[match[0]])
        if value == 0 and not match[1] and self.started and self.digit is None:
            self.zero = True
            return True
        if self.digit is not None:
            return False
        self.digit, self.spelled, self.started = value, not match[1], True
        return True

    def scale(self, size: int) -> bool:
        """Takes ten, a hundred, a thousand, ten thousand or a hundred million."""
        if size < 10**4:
            if self.last and size >= self.last and self.last < 10**4:
                return False
            self.section += (Decimal(1) if self.digit is None else self.digit) * size
        else:
            part = self.section + (self.digit or 0)
            if not part and not self.started:
                part = Decimal(1)
            bigger = self.sum and (size > self.most or not part)
            self.most = size
            self.sum = (self.sum + part) * size if bigger else self.sum + part * size
            self.section = Decimal(0)
        self.digit, self.last, self.started, self.zero = None, size, True, False
        return True

    def total(self) -> Decimal | None:
        """The number; None if there was no token at all, or it is out of all bounds."""
        if not self.started:
            return None
        digit = self.digit or Decimal(0)
        if self.spelled and not self.zero and self.last > 10:
            digit *= self.last // 10
        found = self.sum + self.section + digit
        return found if found < LARGEST else None
