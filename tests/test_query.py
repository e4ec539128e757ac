"""Queries: what they find (as rdflib finds it), how they are filled, how they are written, and what is refused."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Literal
from rdflib.graph import Dataset

from kg.graph import DEFAULT_BASE, Graph, prefixes, to_graph, write
from kg.graph.parts import rdf_dataset
from kg.home import home
from kg.model import KgError
from kg.query import Query, Result, find_query, named_queries, read_query, run
from kg.query.guard import DEEPEST, LONGEST, MOST_TOKENS
from kg.query.question import ANY, TEXT
from kg.store import Rows
from kg.vocabulary import load_vocabulary
from tests.conftest import ROOT, environment
from tests.readings import second_story, story

VOCABULARY = load_vocabulary(home() / "ontology")
GRAPH = to_graph([story(), second_story()], VOCABULARY)
QUESTIONS = {query.name: query for query in named_queries(home())}
PROMISED = {
    *("policies-of-park", "companies-by-park", "leaders", "partners", "programmes"),
    *("figures-of-park", "facts-about", "shared-partners"),
}


def ask(question: str, asserted: bool = False, **parameters: str) -> Result:
    return run(GRAPH, find_query(question, home()), parameters, asserted)


def found(question: str, asserted: bool = False, **parameters: str) -> list[tuple[str, ...]]:
    """The rows as text, an unbound variable as nothing."""
    rows = ask(question, asserted, **parameters).rows.rows
    return [tuple("" if node is None else str(node) for node in row) for row in rows]


def by_rdflib(graph: Graph, text: str) -> list[tuple[str, ...]]:
    """The same, from rdflib's own store and engine."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        answer = rdf_dataset([], DEFAULT_BASE)
        for quad in graph.quads():
            (answer.graph(quad.graph) if quad.graph else answer.default_graph).add(quad[:3])
        rows = answer.query(text, initNs=prefixes(DEFAULT_BASE))
        return [tuple("" if node is None else str(node) for node in row) for row in rows]  # type: ignore[union-attr]


def test_the_questions_that_were_promised_are_there_and_say_what_they_ask() -> None:
    assert set(QUESTIONS) >= PROMISED and len(QUESTIONS) >= 12
    kinds = {*VOCABULARY.classes, ANY, TEXT}
    for query in QUESTIONS.values():
        assert query.title_zh and query.title_en
        assert all(kind in kinds for parameter in query.parameters for kind in parameter.kinds)
        assert all("/" in parameter.help for parameter in query.parameters)


@pytest.mark.parametrize("name", QUESTIONS)
def test_rdflib_finds_the_same(name: str) -> None:
    query = QUESTIONS[name]
    assert found(name) == by_rdflib(GRAPH, query.text)
    for parameter in query.parameters:
        text = query.fill({parameter.name: f"<{DEFAULT_BASE}Park-青禾软件园>"})
        rows = run(GRAPH, Query(name, text)).rows.rows
        assert sorted(tuple("" if n is None else str(n) for n in row) for row in rows) == sorted(by_rdflib(GRAPH, text))


@pytest.mark.parametrize(
    ("question", "parameters", "rows"),
    [
        ("policies-of-park", {"park": "青禾园"}, [("青禾软件园", "青禾软件园管委会", "青苗计划", "2020-03")]),
        ("companies-by-park", {}, [("青禾软件园", "蓝鲸科技有限公司")]),
        ("leaders", {"led": "青禾镇"}, [("青禾镇", "李大川", "镇长")]),
        ("posts", {"body": "青禾镇"}, [("青禾镇", "李大川", "镇长", "current", "2020")]),
        ("partners", {"body": "云川大学"}, [("云川大学", "白鹭科技园"), ("云川大学", "青禾软件园")]),
        ("shared-partners", {"one": "青禾", "two": "白鹭科技园"}, [("青禾软件园", "白鹭科技园", "云川大学")]),
        ("programmes", {}, []),
        (
            "figures-of-park",
            {"park": "青禾软件园"},
            [("青禾软件园", "营业收入", "2019", "over", "1000000000", "CNY", "超10亿元")],
        ),
        ("compare-measure", {"measure": "收入"}, [("青禾软件园", "营业收入", "2019", "over", "1000000000", "CNY")]),
        ("compare-measure", {"measure": "亩"}, []),
        ("articles", {"thing": "南岭省"}, []),
        (
            "located-in",
            {"place": "南岭省"},
            [
                ("南岭省", "Company", "蓝鲸科技有限公司"),
                ("南岭省", "Park", "青禾软件园"),
                ("南岭省", "Place", "云川市"),
            ],
        ),
    ],
)
def test_named_questions_find(question: str, parameters: dict[str, str], rows: list[tuple[str, ...]]) -> None:
    answer = run(GRAPH, find_query(question, home()), parameters).rows.rows
    assert [tuple("" if node is None else str(node) for node in row) for row in answer] == rows


def test_facts_about_a_thing_come_with_their_sentences() -> None:
    rows = found("facts-about", thing="青禾软件园")
    assert ("青禾软件园", "locatedIn", "云川市") in {row[:3] for row in rows}
    assert ("青禾软件园", "营业收入", "1000000000 CNY") in {row[:3] for row in rows}
    assert ("青禾软件园管委会", "partOf", "青禾软件园") in {row[:3] for row in rows}
    assert "李大川" not in {row[0] for row in rows}
    assert all(row[-1] in story().page.text + second_story().page.text for row in rows)
    assert ("李大川", "holdsPost", "青禾镇 镇长") in {row[:3] for row in found("facts-about", thing="李大川")}


def test_asserted_leaves_out_what_is_inferred() -> None:
    everywhere = "SELECT ?x { ?x pk:locatedIn id:Place-南岭省 } ORDER BY ?x"
    assert len(found(everywhere)) == 3 and len(found(everywhere, asserted=True)) == 1
    assert found("partners", asserted=True) == found("partners")


def test_a_folder_a_file_and_a_graph_answer_alike(tmp_path: Path) -> None:
    write(GRAPH, tmp_path)
    for query in QUESTIONS.values():
        for asserted in (False, True):
            assert run(tmp_path, query, asserted=asserted).rows == run(GRAPH, query, asserted=asserted).rows
    assert run(tmp_path / "graph.ttl", QUESTIONS["policies-of-park"]).rows.rows
    with pytest.raises(KgError, match="no such file or folder"):
        run(tmp_path / "nothing", QUESTIONS["leaders"])
    (tmp_path / "evidence.trig").unlink()
    with pytest.raises(KgError, match=r"no graph here \(evidence.trig is missing\)"):
        run(tmp_path, QUESTIONS["leaders"])


def test_a_name_is_only_a_name() -> None:
    """Nothing that is put in for a parameter can change the query."""
    for hostile in ('"} DROP ALL #', "<http://example.org/>", "?x", "x' } {", "\\", "\n"):
        assert found("compare-measure", measure=hostile) == []
    with pytest.raises(KgError, match="no Park or Place is called"):
        ask("policies-of-park", park="青禾园 } UNION { ?s ?p ?o")


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(blacklist_categories=["Cs"])))
def test_a_text_parameter_arrives_as_it_is(text: str) -> None:
    query = Query("echo", "SELECT ?x { VALUES ?x { UNDEF } }", parameters=QUESTIONS["compare-measure"].parameters)
    parameter = query.parameters[0].__class__("x", (TEXT,), "")
    rows = run(Graph(), Query("echo", query.text, parameters=(parameter,)), {"x": text}).rows.rows
    assert rows == ((Literal(text),),)


def test_an_unknown_name_or_parameter_or_question_gets_the_nearest() -> None:
    with pytest.raises(KgError, match='no Park or Place is called "青禾软件" in this graph; nearest: 青禾'):
        ask("policies-of-park", park="青禾软件")
    with pytest.raises(KgError, match='no Park is called "蓝鲸科技"'):
        ask("companies-by-park", park="蓝鲸科技")
    with pytest.raises(KgError, match='no parameter "parc"; it has park'):
        ask("policies-of-park", parc="青禾园")
    with pytest.raises(KgError, match=r'no question "leader" in .*; try leaders'):
        ask("leader")


def test_a_query_is_a_name_a_file_or_sparql(tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text("\ufeff# title: Mine\nASK { ?s a pk:Park }", "utf-8")
    assert find_query(str(path), home()) == read_query(path)
    assert read_query(path).title_en == "Mine" and run(GRAPH, read_query(path)).answer is True
    assert ask("ASK{?s a pk:Fund}").answer is False
    wrong = {
        "missing.rq": None,
        "latin.rq": "ASK { } # caf\xe9".encode("latin-1"),
        "nowhere.rq": b"# param: park Park name\nASK { }",
        "bare.rq": b"# param: park\nASK { }",
    }
    for name, content in wrong.items():
        if content is not None:
            (tmp_path / name).write_bytes(content)
        with pytest.raises(KgError) as told:
            find_query(str(tmp_path / name), home())
        assert str(told.value).startswith(str(tmp_path / name)) and "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT ?s WHERE {\n ?s ?p ?o ; }} ", 'line 2, column 14, at "}"'),
        ("SELECT ?s { ?s foo:x ?园 }", "line 1, column 21.*a prefix that is not declared"),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", "not bound"),
        ("ASK { <relative> ?p ?o }", "line 1"),
        ("SELECT ?s { ?s ?p ?o } ORDER ?s", 'line 1, column 24, at "ORDER'),
        ("ASK { ?s ?p 'open }", "line 1"),
        (" ", "must begin with SELECT"),
        ("PREFIX a: <http://a.example/> FOO { }", "must begin with SELECT"),
        ("INSERT DATA { pk:a pk:b pk:c }", "INSERT would change the graph"),
        ("PREFIX a: <http://a.example/> delete where { ?s ?p ?o }", "DELETE would change the graph"),
        ("LOAD <http://127.0.0.1/>", "LOAD would change the graph"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE would ask another server"),
        ("SELECT * { FILTER(1<2)service?x{ ?s ?p ?o } }", "SERVICE would ask another server"),
        ("SELECT * { ?s pk:a\\' ?o SERVICE <http://127.0.0.1/> { ?s pk:b\\' ?o } }", "SERVICE would ask"),
        ("SELECT * " + "{" * 10_000 + "}" * 10_000, "nested more than 64"),
        ("ASK { FILTER(" + "!" * 10_000 + "true) }", "more than 2000 parts"),
        ("ASK { } #" + "x" * LONGEST, "longer than"),
    ],
    ids=lambda value: value[:30],
)
def test_what_is_malformed_or_does_more_than_read_is_refused_in_one_line(text: str, reason: str) -> None:
    with pytest.raises(KgError, match=reason) as told:
        run(GRAPH, Query("mine.rq", text))
    assert str(told.value).startswith("mine.rq: ") and "\n" not in str(told.value)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT ?service { ?service ?p "SERVICE <x> {" } # SERVICE',
        "SELECT * { ?s <http://example.org/SERVICE> ?o ; pk:SERVICE 'DROP ALL {{{' }",
        "SELECT * { VALUES ?x { " + "1 " * (2 * MOST_TOKENS) + "} }",
        'SELECT * { ?s ?p """a "" b { \\""" """ }',
    ],
    ids=lambda value: value[:30],
)
def test_words_in_strings_names_and_comments_are_no_commands(text: str) -> None:
    assert isinstance(run(GRAPH, Query("query", text)).answer, Rows)


def test_what_the_guard_lets_through_does_not_kill_the_engine() -> None:
    many = MOST_TOKENS - 20
    texts = [
        "ASK " + "{" * DEEPEST + "}" * DEEPEST,
        "ASK { FILTER" + "(" * (DEEPEST - 1) + "true" + ")" * (DEEPEST - 1) + "}",
        "ASK { FILTER(" + "!" * many + "true) }",
        "ASK { FILTER(true" + "||true" * (many // 3) + ") }",
        "ASK { {}" + "UNION{}" * (many // 3) + "}",
    ]
    code = "import sys, json\nfrom kg.graph import Graph\nfrom kg.query import Query, run\n"
    code += "print([run(Graph(), Query('q', text)).answer for text in json.load(sys.stdin)])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(texts), env=environment(), cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
    assert done.returncode == 0 and done.stdout.strip() == "[True, True, True, True, True]", done.stderr


def test_named_graphs_are_the_evidence_and_stay_out_of_the_default_graph() -> None:
    assert ask("ASK { ?claim a pk:Claim }").answer is False
    assert found("SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?claim a pk:Claim } }") == [("2",)]
    assert isinstance(GRAPH.evidence, Dataset)
