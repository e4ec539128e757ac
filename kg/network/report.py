"""The report of a graph for people, in Markdown: Chinese with English headings, the same bytes for the same graph."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from functools import cache
from itertools import groupby, zip_longest
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from kg.graph import Graph
from kg.home import home
from kg.network.record import DOUBT, authors, doubts, figures, pages
from kg.network.stats import Stats, stats
from kg.vocabulary import Vocabulary

TOP = 10
#: How many times longer than the ranked lists those may be that only record: pages, figures, doubts, what is alone.
_LONGER = 4
#: What Markdown, or HTML in it, might read as a sign of its own: anywhere, within an address, at the start of a line.
_SIGNS = re.compile(
    r"[\\`*_\[\]<>&|~${}]|(?<=:)/(?=/)|(?<=www)\.|^[-+#=:](?=[-+#=\s]|$)|^\d{1,9}[.)](?=\s|$)", re.IGNORECASE
)
_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class Cut:
    """The first of a list, and how many are left out."""

    shown: Sequence[Any]
    left: int


def report(graph: Graph, vocabulary: Vocabulary, top: int = TOP) -> str:
    """The report, with so many of each ranked list and four times as many of what it only records."""
    whole = stats(graph, vocabulary)
    most = top * _LONGER
    content = _network(whole, top) | _records(graph, vocabulary, most) | _terms(whole, graph, vocabulary, most)
    text = _template().render(_escaped(content))
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def escape(text: str) -> str:
    """The text as Markdown that shows it and does nothing else: one line, no invisible signs, no markup."""
    seen = "".join(" " if unicodedata.category(mark) in _HIDDEN else mark for mark in text)
    line = " ".join(seen.split())
    return _SIGNS.sub(lambda sign: "".join(f"&#{ord(mark)};" for mark in sign[0]), line)


def _cut(found: Sequence[Any], count: int) -> Cut:
    return Cut(found[:count], max(0, len(found) - count))


def _network(whole: Stats, top: int) -> dict[str, Any]:
    some = whole.first(top)
    return {
        "summary": some.summary,
        "total_facts": sum(some.summary.facts.values()),
        "size": some.size,
        "counts": whole.counts(),
        "centrality": some.centrality,
        "ranks": list(zip_longest(*some.centrality.values())),
        "estimated": some.looked_from < some.size.entities,
        "looked_from": some.looked_from,
        "communities": Cut(some.communities, len(whole.communities) - len(some.communities)),
        "bridges": _cut(whole.bridges, top),
        "routes": _cut(whole.routes, top),
    }


def _records(graph: Graph, vocabulary: Vocabulary, most: int) -> dict[str, Any]:
    known = pages(graph, vocabulary)
    by_park = [{"name": park, "figures": _cut(found, most)} for park, found in figures(graph).items()]
    return {
        "newest": max((page.published for page in known), default=""),
        "pages": _cut(known, most),
        "figures": _cut(by_park, most),
        "doubt": str(DOUBT),
        "doubts": _cut(doubts(graph, vocabulary), most),
    }


def _terms(whole: Stats, graph: Graph, vocabulary: Vocabulary, most: int) -> dict[str, Any]:
    """Classes and relations by their labels, with how many there are of each, and by class what stands alone.

    People who only wrote an article are named apart.
    """
    classes, relations, writers = vocabulary.classes, vocabulary.relations, authors(graph)

    def named(term: Any) -> dict[str, str]:
        return {"zh": term.label_zh, "en": term.label_en}

    order = list(classes)
    by_class = sorted(whole.isolated, key=lambda thing: (order.index(thing.kind), thing.label, thing.iri))
    wrote, rest = ([thing for thing in by_class if (thing.iri in writers) == yes] for yes in (True, False))
    alone = [(kind, list(of)) for kind, of in groupby(rest, lambda thing: thing.kind)]
    return {
        "kinds": [named(classes[name]) | {"count": count} for name, count in whole.summary.entities.items()],
        "relations": [named(relations[name]) | {"count": count} for name, count in whole.summary.facts.items()],
        "alone": [named(classes[kind]) | {"count": len(of), "things": _cut(of, most)} for kind, of in alone],
        "authors": {"count": len(wrote), "things": _cut(wrote, most)},
    }


def _escaped(content: Any) -> Any:
    """The same with every text in it escaped, so that no template can forget to."""
    if isinstance(content, str):
        return escape(content)
    if is_dataclass(content) and not isinstance(content, type):
        content = {name: getattr(content, name) for name in content.__dataclass_fields__}
    if isinstance(content, Mapping):
        return {name: _escaped(part) for name, part in content.items()}
    if isinstance(content, Sequence):
        return [_escaped(part) for part in content]
    return content


@cache
def _template() -> Template:
    folder = FileSystemLoader(home() / "data" / "report")
    known = Environment(loader=folder, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return known.get_template("report.md")
