"""The text that is measured: the sample pages, and copies of them in which names and figures are others."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import count, islice, product
from pathlib import Path

from kg.home import home
from kg.model import KgError, Page, Refusal
from kg.page import read_pages

#: A figure that another of as many digits can stand for: what it counts is behind it, and it is no date.
FIGURE = re.compile(r"(?<![\d.A-Za-z])\d+(?=[家个亿万人名余户项件亩]|平方)")


def _refuse(refusal: Refusal) -> None:
    raise KgError(str(refusal))


@cache
def sample_pages() -> tuple[Page, ...]:
    """The pages of `data/pages`; KgError if one cannot be read."""
    return tuple(read_pages([home() / "data" / "pages"], _refuse))


@cache
def _kinds() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Of each kind the names that are found, and the names that may stand there instead."""
    table = tomllib.loads(Path(__file__).with_name("names.toml").read_text("utf-8"))
    return tuple(
        (tuple(kind["found"]), tuple("".join(parts) for parts in product(kind["first"], kind["then"])))
        for kind in table.values()
    )


def names() -> tuple[str, ...]:
    """Every name of the sample pages that the copies change."""
    return tuple(name for found, _ in _kinds() for name in found)


def _other_names(copy: int) -> Mapping[str, str]:
    """Another name for each, none for two: of its kind, the ones behind those that the copy before took."""
    return {
        name: instead[((copy - 1) * len(found) + at) % len(instead)]
        for found, instead in _kinds()
        for at, name in enumerate(found)
    }


def _other_figure(figure: str, copy: int) -> str:
    """Another figure of as many digits, from 2 on."""
    least = 2 if len(figure) == 1 else 10 ** (len(figure) - 1)
    return str(least + (int(figure) * 7 + copy * 13) % (10 ** len(figure) - least))


def _copy(page: Page, copy: int) -> Page:
    """The page as copy number `copy` tells it; copy 0 is the page itself."""
    if not copy:
        return page
    other = _other_names(copy)
    known = re.compile("|".join(sorted(map(re.escape, other), key=len, reverse=True)))
    text = known.sub(lambda found: other[found[0]], page.text)
    text = FIGURE.sub(lambda found: _other_figure(found[0], copy), text)
    path = Path(page.name)
    return replace(page, name=f"{path.stem}-{copy:03}{path.suffix}", text=text)


def pages(number: int) -> Iterator[Page]:
    """So many pages, the same ones in every run: first the sample pages, then their copies."""
    return islice((_copy(page, copy) for copy in count() for page in sample_pages()), number)


def write_pages(number: int, folder: Path) -> None:
    """The pages as files in the folder, one each, in UTF-8."""
    folder.mkdir(parents=True)
    for page in pages(number):
        (folder / page.name).write_bytes(page.text.encode("utf-8"))
