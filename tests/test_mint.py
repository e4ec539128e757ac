"""Names and IRIs: what is one thing gets one name, what is two gets two, and nothing hostile gets through."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rdflib import RDF, RDFS, XSD, Dataset, Namespace, URIRef
from rdflib import Graph as RdfGraph

from kg.graph import DEFAULT_BASE, Graph, Mint, decimal, normalise, to_graph
from kg.graph.mint import clean, prefixes
from kg.home import home
from kg.model import Entity, Fact, KgError, Reading
from kg.store import Quad, is_iri, serialize
from kg.vocabulary import PK, load_vocabulary
from tests.readings import CITY, FIRM, PARK, PLACE, because, story

VOCABULARY = load_vocabulary(home() / "ontology")
ID, TERMS = Namespace(DEFAULT_BASE), Namespace(PK)
#: What has ended an IRI, a line, a string or a terminal's patience somewhere.
HOSTILE = ('<>"{}|^`\\', "a> <b", "\x00\x1f", "\ud800", "../../etc", "%2F", "\u202e甲", "😀")


def graph_of(*facts: Fact) -> Graph:
    told = story()
    return to_graph([Reading(told.page, told.articles, (), facts, ())], VOCABULARY)


def test_names_keep_apart_what_is_two_and_join_what_is_one() -> None:
    assert normalise("“三色”管理") == normalise("三色管理") == normalise("三色 管理")
    assert normalise("ＡＢＣ公司（北京）") == normalise("abc公司北京")
    assert normalise("工业4.0") != normalise("工业40")
    assert normalise("C++") != normalise("C")
    mint = Mint()
    assert len({mint.entity("Person", "李四", body) for body in ("甲镇", "乙镇", None)}) == 3
    assert mint.entity("Park", "甲园") != mint.entity("Platform", "甲园")
    assert mint.entity("Park", "甲园", gazetteer="Q1") == mint.entity("Park", "甲高新区", gazetteer="Q1")
    assert mint.entity("Park", "Q1") != mint.entity("Park", "甲园", gazetteer="q1")


@given(st.text(), st.text())
def test_every_name_makes_a_valid_iri_and_other_names_make_others(one: str, two: str) -> None:
    mint = Mint()
    iris = [mint.entity("Company", name or "无") for name in (one, two)]
    assert all(is_iri(iri) and iri.startswith(DEFAULT_BASE + "Company-") for iri in iris)
    if normalise(one) and normalise(two):
        assert (iris[0] == iris[1]) == (normalise(one) == normalise(two))


@given(
    st.lists(st.text(min_size=1), min_size=1, max_size=3),
    st.sampled_from(["2023", "2017-09/..", "2016/2018", "../2020"]),
)
@example(["甲."], "2017-09/..")
def test_rdflib_reads_every_minted_name_in_turtle_and_trig(names: list[str], time: str) -> None:
    mint = Mint()
    iris = [mint.interval(time), *(mint.entity("Company", name) for name in names), *map(mint.role, names)]
    quads = [Quad(iri, RDF.type, iri, None) for iri in iris]
    for form, read in (("ttl", RdfGraph()), ("trig", Dataset(default_union=True))):
        read.parse(data=serialize(quads, form, prefixes(DEFAULT_BASE)), format={"ttl": "turtle"}.get(form, form))
        assert set(read.subjects()) == set(iris)


@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
def test_hostile_names_are_escaped_in_iris_and_labels(hostile: str) -> None:
    thing = Entity("Company", f"甲{hostile}乙")
    graph = graph_of(Fact(PARK, "attracted", thing, because(story().articles[0], PLACE)))
    iri = graph.default.value(ID["Park-青禾软件园"], TERMS.attracted)
    assert isinstance(iri, URIRef) and is_iri(iri) and not re.search(r"[\s<>\"{}|^`\\]", iri)
    label = str(next(graph.default.objects(iri, RDFS.label)))
    assert label == clean(label) and label.encode("utf-8")


def test_an_id_known_to_a_list_is_shared_by_all_of_that_name() -> None:
    article = story().articles[0]
    known = replace(PARK, gazetteer="Z/7")
    facts = (
        Fact(known, "locatedIn", CITY, because(article, PLACE)),
        Fact(PARK, "attracted", FIRM, because(article, PLACE)),
    )
    graph = graph_of(*facts)
    assert list(graph.default.subjects(RDF.type, TERMS.Park)) == [ID["Park.Z%2F7"]]


def test_a_base_must_be_an_absolute_iri() -> None:
    built = to_graph([story()], VOCABULARY, base="http://example.org/kg#")
    assert URIRef("http://example.org/kg#Park-青禾软件园") in set(built.default.subjects())
    for base in ("kg/", "http://a b/", "http://example.org", ""):
        with pytest.raises(KgError, match="the base must"):
            to_graph([], VOCABULARY, base=base)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=6))
def test_a_number_is_written_in_one_form_and_reads_back(value: Decimal) -> None:
    literal = decimal(value)
    assert literal.datatype == XSD.decimal and Decimal(str(literal)) == value
    assert re.fullmatch(r"-?(0|[1-9][0-9]*)([.][0-9]*[1-9])?", str(literal)) and str(literal) != "-0"


def test_a_base_that_begins_like_a_vocabulary_has_no_prefix() -> None:
    assert prefixes("http://example.org/")["id"] == "http://example.org/"
    assert "id" not in prefixes("https://w3id.org/") and "id" not in prefixes(PK + "mine/")
