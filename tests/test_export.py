"""Exports: every format is read back as the graph it was, by rdflib and by pyoxigraph."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef
from rdflib.graph import Dataset

from kg.export import FORMATS, export
from kg.graph import Graph, prefixes, to_graph
from kg.graph.merge import rdf_dataset
from kg.home import home
from kg.model import KgError
from kg.store import Quad, quads_of, read, serialize
from kg.vocabulary import load_vocabulary
from tests.readings import second_story, story

GRAPH = to_graph([story(), second_story()], load_vocabulary(home() / "ontology"))
RDFLIB = {"ttl": "turtle", "trig": "trig", "nq": "nquads", "jsonld": "json-ld"}


def by_rdflib(content: bytes, form: str) -> set[Quad]:
    """What rdflib reads; its own parser calls what it has itself deprecated."""
    data = Dataset()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        data.parse(data=content, format=RDFLIB[form])
    return set(quads_of(data))


@pytest.mark.parametrize("asserted", [False, True])
@pytest.mark.parametrize("form", RDFLIB)
def test_every_format_is_read_back_by_both_libraries(form: str, asserted: bool, tmp_path: Path) -> None:
    expected = {quad for quad in GRAPH.quads(asserted) if form != "ttl" or quad.graph is None}
    path = tmp_path / f"graph.{form}"
    export(GRAPH, form, path, asserted)
    assert by_rdflib(path.read_bytes(), form) == expected
    assert set(read(path)[0]) == expected
    stream = io.BytesIO()
    export(GRAPH, form, stream, asserted)
    assert stream.getvalue() == path.read_bytes()


def test_the_formats_that_were_promised_are_there() -> None:
    assert set(RDFLIB) <= set(FORMATS)


TEXTS = st.text(st.characters(blacklist_categories=["Cs"]))


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=3), st.sampled_from(sorted(RDFLIB)))
def test_whatever_a_page_prints_comes_back(texts: list[str], form: str) -> None:
    graph = None if form == "ttl" else URIRef("http://example.org/page")
    said = [(Literal(text), Literal(text, lang="zh")) for text in texts]
    nodes = [node for pair in said for node in pair]
    quads = {Quad(URIRef("http://example.org/s"), URIRef("http://example.org/p"), node, graph) for node in nodes}
    content = serialize(quads, form, prefixes("http://example.org/"))
    assert by_rdflib(content, form) == quads
    assert content == serialize(reversed(sorted(quads, key=str)), form, prefixes("http://example.org/"))


def test_an_empty_graph_is_an_empty_file(tmp_path: Path) -> None:
    for form in RDFLIB:
        export(Graph(evidence=rdf_dataset([], "http://example.org/")), form, tmp_path / form)
        assert by_rdflib((tmp_path / form).read_bytes(), form) == set()


def test_a_format_or_file_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(KgError, match='no format "pdf"; there are ttl, trig'):
        export(GRAPH, "pdf", tmp_path / "file")
    for path in (tmp_path, tmp_path / "file" / "graph.ttl", tmp_path / "nowhere" / "graph.ttl"):
        with pytest.raises(KgError) as told:
            export(GRAPH, "ttl", path)
        assert str(told.value).startswith(f"{path}: cannot be written") and "\n" not in str(told.value)
    assert (tmp_path / "file").read_bytes() == b"old" and len(list(tmp_path.iterdir())) == 1
