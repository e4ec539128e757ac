"""The whole road on one screen: pages to readings to the graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kg.graph import DEFAULT_BASE, Graph, to_graph
from kg.model import KgError, Page, Reading, Refusal
from kg.overlay import Overlay
from kg.page import read_pages
from kg.reader import Reader, load_reader
from kg.vocabulary import load_vocabulary

Progress = Callable[[int, int, str], None]


def build(
    inputs: Sequence[Path],
    *,
    home: Path,
    refuse: Callable[[Refusal], None],
    published: str | None = None,
    progress: Progress | None = None,
    base: str = DEFAULT_BASE,
    own: Overlay | None = None,
) -> Graph:
    """The graph of all readable inputs; what cannot be read goes to `refuse`, and the rest goes on.

    With `own`, a user's names, rules and ontology lie over ours; KgError if they have a fault.
    """
    vocabulary, reader = load_vocabulary(home / "ontology"), load_reader(home)
    if own:
        vocabulary, reader = own.proved().vocabulary, replace(reader, lexicon=own.lexicon, rules=own.rules)
    pages = list(read_pages(inputs, refuse, published))
    readings = list(read(pages, reader, refuse, progress))
    return to_graph(readings, vocabulary, base)


def read(
    pages: Sequence[Page], reader: Reader, refuse: Callable[[Refusal], None], progress: Progress | None = None
) -> Iterator[Reading]:
    """What each page states; a page on which there is no article is refused."""
    for number, page in enumerate(pages, 1):
        if progress:
            progress(number, len(pages), page.name)
        try:
            yield reader.read(page)
        except KgError as error:
            refuse(Refusal(page.name, str(error).removeprefix(f"{page.name}: ")))
