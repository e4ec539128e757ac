"""Explanations: why a sentence, a page or a thing of a graph gives the facts that it gives, and why not others."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from kg.explain.asked import read_asked
from kg.explain.entity import explain_thing, find_things, open_graph
from kg.explain.html import render, write
from kg.explain.lost import TITLES, Verdict, explain_fact
from kg.explain.page import explain_page, read_page
from kg.explain.sentence import explain_story
from kg.explain.show import plain
from kg.explain.text import article_of
from kg.explain.trace import Story, tell
from kg.model import KgError
from kg.reader import Reader, load_reader
from kg.vocabulary import Vocabulary, load_vocabulary

__all__ = ["explain", "explain_sentence", "explain_thing", "write"]

#: Longest name that is looked up in a graph, in characters, and what no name holds.
LONGEST_NAME = 60
NO_NAME = re.compile(r"[。！？；，\n]")
ADDRESS = re.compile(r"<?(?:[A-Za-z][A-Za-z0-9+.-]*://|[a-z]+:)[^\s，。：]+>?")


def explain(what: str, home: Path, graph: Path, fact: str | None = None, html: bool = False) -> str:
    """The explanation of a page (a file that is there), of a thing of the graph (its IRI or exact name), or of a text.

    `fact` (`S relation O`) asks of a page or text where that one fact was lost. `html` gives a page as HTML. KgError
    for an unreadable page, an IRI that the graph does not know, a fact with an unknown relation, and for `html` or
    `fact` where they mean nothing.
    """
    vocabulary = load_vocabulary(home / "ontology")
    if os.path.isfile(what):
        page = read_page(Path(what), load_reader(home))
        if fact is not None:
            return _fact(fact, page.stories, load_reader(home), vocabulary)
        return render(page, vocabulary) if html else explain_page(page)
    _mistaken_path(what)
    if html:
        raise KgError("explain: --html shows a page, and this is no file")
    reader = load_reader(home)
    if fact is not None:
        return _fact(fact, [tell(reader, article_of(what))], reader, vocabulary)
    told = _thing(what, graph, vocabulary)
    return told if told is not None else explain_sentence(what, reader)


def explain_sentence(text: str, reader: Reader) -> str:
    """What is read in any text, and what is not: never an error."""
    return explain_story(tell(reader, article_of(text)), reader)


def _mistaken_path(what: str) -> None:
    """KgError where the words look like a file that is not there, or are a folder."""
    if os.path.isdir(what):
        raise KgError(f"{what}: a folder; explain one page of it")
    if re.fullmatch(r"[^\s，。]*\.(?:txt|md|html?|pdf|docx)", what):
        raise KgError(f"{what}: no such file")


def _thing(what: str, graph: Path, vocabulary: Vocabulary) -> str | None:
    """The story of the thing of the graph that the words name; None if they name none."""
    address = ADDRESS.fullmatch(what.strip()) is not None
    if not address and (not graph.exists() or len(what) > LONGEST_NAME or NO_NAME.search(what) or not what.strip()):
        return None
    known = open_graph(graph, vocabulary)
    return "\n".join(explain_thing(known, iri) for iri in find_things(known, what)) or None


def _fact(text: str, stories: Iterable[Story], reader: Reader, vocabulary: Vocabulary) -> str:
    """Where the fact was lost: in the text that it came furthest in."""
    asked = read_asked(text, vocabulary)
    verdicts: list[Verdict] = [explain_fact(asked, story, reader, vocabulary) for story in stories]
    best = max(verdicts, key=lambda verdict: verdict.step)
    return plain("\n".join((f"{asked}: {TITLES[best.step]}", *(f"  {line}" for line in best.lines)))) + "\n"
