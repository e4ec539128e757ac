"""The one HTML file: what pyvis draws in a template of ours, with all it needs inside, so that it opens offline."""

from __future__ import annotations

import base64
import hashlib
import os
import tomllib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg.graph import Graph
from kg.home import home
from kg.model import KgError
from kg.view.content import Content
from kg.view.data import read
from kg.view.look import look
from kg.view.network import drawing_library, network
from kg.vocabulary import Vocabulary

_TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def render(graph: Graph, vocabulary: Vocabulary, title: str | None = None) -> str:
    """The graph as a self-contained HTML page: the same text for the same graph."""
    words = tomllib.loads((home() / "data" / "view" / "words.toml").read_text("utf-8"))
    content = read(graph, vocabulary)
    net = network(content, vocabulary)
    scripts = [drawing_library(), (_TEMPLATES / "view.js").read_text("utf-8")]
    style = (_TEMPLATES / "view.css").read_text("utf-8")
    net.templateEnv = _environment()
    net.templateEnv.globals |= {
        "title": title or words["title"],
        "words": words,
        "counts": _counts(content, len(net.nodes), words),
        "policy": _policy(scripts, style),
        "scripts": scripts,
        "style": style,
        "kg": {**asdict(content), **_terms(content, vocabulary), "words": words},
    }
    net.path = "view.html"
    return str(net.generate_html())


def write_view(graph: Graph, vocabulary: Vocabulary, out: Path, title: str | None = None) -> None:
    """Writes the page to `out`, UTF-8, all or nothing; KgError if it cannot be written."""
    text = render(graph, vocabulary, title)
    beside = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(out)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise KgError(f"{out}: {error.strerror or error}") from error


def _environment() -> Environment:
    found = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
    found.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True, "separators": (",", ":")}
    return found


def _counts(content: Content, drawn: int, words: Mapping[str, str]) -> str:
    stated = len({(fact.subject, fact.relation, fact.object, fact.text) for fact in content.facts})
    bylines = sum(len(story.authors) for story in content.articles)
    sizes = {"entities": len(content.entities), "facts": stated + bylines, "articles": len(content.articles)}
    line = words["counts"].format(**sizes)
    if drawn == len(content.entities):
        return line
    return f"{line} · {words['capped'].format(drawn=drawn)}"


def _policy(scripts: Iterable[str], style: str) -> str:
    """A content security policy under which nothing runs but these scripts, and nothing is ever fetched."""
    hashes = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; script-src {hashes}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _terms(content: Content, vocabulary: Vocabulary) -> dict[str, object]:
    """Names and looks of the classes and relations that occur, classes in the order of the vocabulary."""
    kinds, used = {thing.kind for thing in content.entities}, {fact.relation for fact in content.facts}
    classes = [
        {"name": name, "zh": term.label_zh, "en": term.label_en, **asdict(look(name))}
        for name, term in vocabulary.classes.items()
        if name in kinds
    ]
    relations = {
        name: {"label": term.label_zh, "symmetric": term.symmetric}
        for name, term in vocabulary.relations.items()
        if name in used
    }
    return {"classes": classes, "relations": relations}
