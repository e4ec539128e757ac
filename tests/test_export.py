"""RDF exports: every format is read back as the graph it was, by rdflib, by pyoxigraph and by Raptor."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import warnings
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import BNode, Literal, URIRef
from rdflib.graph import Dataset
from rdflib.graph import Graph as RdfGraph

from kg.export import FORMATS, export
from kg.export.markup import legal
from kg.graph import Graph, to_graph
from kg.graph.parts import rdf_dataset, rdf_graph
from kg.home import home
from kg.model import KgError
from kg.store import Quad, quads_of, read
from kg.vocabulary import load_vocabulary
from tests.readings import second_story, story

VOCABULARY = load_vocabulary(home() / "ontology")
GRAPH = to_graph([story(), second_story()], VOCABULARY)
RDFLIB = {"ttl": "turtle", "trig": "trig", "nq": "nquads", "jsonld": "json-ld", "rdf": "xml"}
RAPTOR = {"ttl": "turtle", "nq": "nquads", "rdf": "rdfxml"}
#: The formats that know no named graphs.
PLAIN = ("ttl", "rdf")
EXAMPLE = "http://example.org/"


def written(graph: Graph, form: str, asserted: bool = False) -> bytes:
    """The bytes that the export writes to a stream."""
    stream = io.BytesIO()
    export(graph, form, stream, VOCABULARY, asserted)
    return stream.getvalue()


def by_rdflib(content: bytes, form: str) -> set[Quad]:
    """What rdflib reads; its own parser calls what it has itself deprecated."""
    data = Dataset()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        data.parse(data=content, format=RDFLIB[form])
    return set(quads_of(data))


def by_raptor(path: Path, form: str) -> set[Quad]:
    """What Raptor's `rapper` reads."""
    program = shutil.which("rapper")
    if program is None:
        reason = "rapper is not installed (Debian: raptor2-utils)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    command = [program, "--quiet", "--input", RAPTOR[form], "--output", "nquads", str(path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 0 and done.stderr == "", done.stderr
    return by_rdflib(done.stdout.encode(), "nq")


@pytest.mark.parametrize("asserted", [False, True])
@pytest.mark.parametrize("form", RDFLIB)
def test_every_format_is_read_back_by_both_libraries(form: str, asserted: bool, tmp_path: Path) -> None:
    expected = {quad for quad in GRAPH.quads(asserted) if form not in PLAIN or quad.graph is None}
    path = tmp_path / f"graph.{form}"
    export(GRAPH, form, path, VOCABULARY, asserted)
    assert by_rdflib(path.read_bytes(), form) == expected
    assert set(read(path)[0]) == expected
    assert written(GRAPH, form, asserted) == path.read_bytes()


@pytest.mark.parametrize("form", RAPTOR)
def test_raptor_reads_the_same(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"graph.{form}"
    export(GRAPH, form, path, VOCABULARY)
    assert by_raptor(path, form) == {quad for quad in GRAPH.quads() if form not in PLAIN or quad.graph is None}


def test_the_formats_that_were_promised_are_there() -> None:
    assert set(FORMATS) == {*RDFLIB, "graphml", "gexf", "csv", "xlsx"}


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_graph_is_the_same_bytes(form: str) -> None:
    turned = to_graph([second_story(), story()], VOCABULARY)
    assert written(turned, form) == written(GRAPH, form)


TEXTS = st.text(st.characters(blacklist_categories=["Cs"]))


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=3), st.sampled_from(sorted(RDFLIB)))
def test_whatever_a_page_prints_comes_back(texts: list[str], form: str) -> None:
    said = [legal(text) if form == "rdf" else text for text in texts]
    nodes = [node for text in said for node in (Literal(text), Literal(text, lang="zh"))]
    quads = {Quad(URIRef(EXAMPLE + "s"), URIRef(EXAMPLE + "p"), node) for node in nodes}
    named = {quad._replace(graph=URIRef(EXAMPLE + "page")) for quad in quads}
    if form in PLAIN:
        named = set()
    graph = Graph(rdf_graph(quads, EXAMPLE), RdfGraph(), rdf_dataset(named, EXAMPLE), {}, EXAMPLE)
    content = written(graph, form)
    assert by_rdflib(content, form) == quads | named
    turned = Graph(
        rdf_graph(reversed(sorted(quads, key=str)), EXAMPLE), RdfGraph(), rdf_dataset(named, EXAMPLE), {}, EXAMPLE
    )
    assert written(turned, form) == content


def test_rdfxml_says_what_xml_cannot_hold() -> None:
    bell = Quad(URIRef(EXAMPLE + "s"), URIRef(EXAMPLE + "p"), Literal("a\x07b\ufffe"))
    [found] = by_rdflib(written(Graph(rdf_graph([bell], EXAMPLE)), "rdf"), "rdf")
    assert found.object == Literal("a\ufffdb\ufffd")
    number = bell._replace(predicate=URIRef(EXAMPLE + "terms/2020"))
    with pytest.raises(KgError, match=r"cannot hold the predicate <http://example\.org/terms/2020>"):
        written(Graph(rdf_graph([number], EXAMPLE)), "rdf")


def test_rdfxml_names_any_namespace_and_keeps_blank_nodes(tmp_path: Path) -> None:
    ends = ("http://a.example/x#one", "http://a.example/y/二", "http://b.example/two", "http://b.example/%E4three")
    quads = [Quad(BNode("1"), URIRef(end), BNode("2")) for end in ends]
    path = tmp_path / "graph.rdf"
    export(Graph(rdf_graph(quads, EXAMPLE)), "rdf", path, VOCABULARY)
    for found in (by_rdflib(path.read_bytes(), "rdf"), set(read(path)[0]), by_raptor(path, "rdf")):
        assert {str(quad.predicate) for quad in found} == set(ends)
        assert len({quad.subject for quad in found}) == len({quad.object for quad in found}) == 1
        assert all(isinstance(quad.subject, BNode) and quad.subject != quad.object for quad in found)


def test_an_empty_graph_is_an_empty_file(tmp_path: Path) -> None:
    for form in RDFLIB:
        export(Graph(evidence=rdf_dataset([], EXAMPLE)), form, tmp_path / form, VOCABULARY)
        assert by_rdflib((tmp_path / form).read_bytes(), form) == set()


@pytest.mark.parametrize("form", ["ttl", "csv", "xlsx"])
def test_a_format_or_file_that_cannot_be_is_named(form: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / f"folder.{form}").mkdir()
    with pytest.raises(KgError, match='no format "pdf"; there are ttl, trig'):
        export(GRAPH, "pdf", tmp_path / "file", VOCABULARY)
    for name in (f"folder.{form}", f"file/graph.{form}", f"nowhere/graph.{form}", "nowhere/folder/tables"):
        path = tmp_path / name
        with pytest.raises(KgError) as told:
            export(GRAPH, form, path, VOCABULARY)
        assert str(told.value).startswith(f"{path}: cannot be written") and "\n" not in str(told.value)
    assert (tmp_path / "file").read_bytes() == b"old" and len(list(tmp_path.rglob("*"))) == 2


@pytest.mark.parametrize(
    ("name", "form"), [("graph.ttl", "turtle"), ("inferred.ttl", "turtle"), ("evidence.trig", "trig")]
)
def test_rdflib_reads_every_file_of_a_built_graph(name: str, form: str, demo: Path) -> None:
    dataset = Dataset(default_union=True)
    dataset.parse(demo / "exports" / name, format=form)
    quads, _ = read(demo / "exports" / name)
    assert len(dataset) == len({quad[:3] for quad in quads}) > 100
