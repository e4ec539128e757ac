"""Results: the table, CSV, JSON and Turtle that a query gives."""

from __future__ import annotations

import csv
import io
import json

import pytest
from rdflib import URIRef
from rdflib.graph import Graph as RdfGraph

from kg.graph import DEFAULT_BASE, to_graph
from kg.home import home
from kg.model import KgError
from kg.query import Result, find_query, run
from kg.query.result import width
from kg.vocabulary import load_vocabulary
from tests.readings import second_story, story

GRAPH = to_graph([story(), second_story()], load_vocabulary(home() / "ontology"))


def ask(question: str) -> Result:
    return run(GRAPH, find_query(question, home()))


def test_a_table_lines_up_on_a_terminal() -> None:
    rows = "(id:Park-青禾软件园 5) (pk:Park 1000.5) ('a\\nb\\u001b[1m' UNDEF)"
    text = ask(f"SELECT ?s ?n {{ VALUES (?s ?n) {{ {rows} }} }}").write("table")
    assert text == "s                n\n----------  ------\n青禾软件园       5\npk:Park     1000.5\na b [1m\n"
    assert {width(line) for line in text.splitlines()[1:4]} == {18}
    assert width("é") == 1 and width("e\u0301") == 1 and width("，") == 2 and width("\u200b") == 0
    assert ask("ASK { ?s a pk:Park }").write() == "yes\n" and ask("ASK { ?s a pk:Fund }").write() == "no\n"
    assert ask("programmes").write() == "runnerName  programme  date\n----------  ---------  ----\n"


def test_csv_is_rfc_4180() -> None:
    text = ask("""SELECT ?s ?t ?u { VALUES (?s ?t) { (id:Park-青禾软件园 'a "b", c\\nd') } }""").write("csv")
    assert text == f's,t,u\r\n{DEFAULT_BASE}Park-青禾软件园,"a ""b"", c\nd",\r\n'
    assert list(csv.reader(io.StringIO(text, newline="")))[1] == [f"{DEFAULT_BASE}Park-青禾软件园", 'a "b", c\nd', ""]
    assert ask("ASK { ?s a pk:Park }").write("csv") == "answer\r\ntrue\r\n"


def test_json_is_that_of_sparql() -> None:
    content = json.loads(ask("SELECT ?s ?l ?n ?u { VALUES (?s ?l ?n) { (pk:Park '园'@zh 5.5) } }").write("json"))
    assert content["head"]["vars"] == ["s", "l", "n", "u"]
    decimal = "http://www.w3.org/2001/XMLSchema#decimal"
    assert content["results"]["bindings"] == [
        {
            "s": {"type": "uri", "value": "https://w3id.org/park-kg/ontology#Park"},
            "l": {"type": "literal", "value": "园", "xml:lang": "zh"},
            "n": {"type": "literal", "value": "5.5", "datatype": decimal},
        }
    ]
    assert json.loads(ask("ASK { ?s a pk:Park }").write("json")) == {"head": {}, "boolean": True}


def test_constructed_triples_are_turtle_and_rows() -> None:
    built = ask("CONSTRUCT { ?s rdfs:label ?l } { ?s a pk:Park ; rdfs:label ?l }")
    back = RdfGraph().parse(data=built.write(), format="turtle")
    assert isinstance(built.answer, RdfGraph) and set(back) == set(built.answer) and len(back) == 2
    assert built.write("csv").splitlines()[0] == "subject,predicate,object" and len(built.rows.rows) == 2
    described = ask("DESCRIBE id:Park-青禾软件园").answer
    assert isinstance(described, RdfGraph) and URIRef(f"{DEFAULT_BASE}Park-青禾软件园") in set(described.subjects())


def test_a_format_that_does_not_fit_is_refused() -> None:
    with pytest.raises(KgError, match="ttl is for CONSTRUCT and DESCRIBE"):
        ask("leaders").write("ttl")
    with pytest.raises(KgError, match='no format "pdf"; there are table, csv, json, ttl'):
        ask("leaders").write("pdf")
