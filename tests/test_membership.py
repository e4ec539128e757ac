"""Memberships in the graph: current, acting and former ones, with their times, and where people see which is which."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import networkx
import pytest
from rdflib import RDF, RDFS, Literal, Namespace, URIRef
from rdflib.namespace import ORG, TIME, XSD

from kg.check import validate
from kg.explain.entity import explain_thing, find_things, open_graph
from kg.export.network import graphml
from kg.export.table import tables
from kg.graph import DEFAULT_BASE, Graph, graph_summary, to_graph, write
from kg.home import home
from kg.model import Fact
from kg.query import find_query, run
from kg.view.data import read
from kg.vocabulary import PK, load_vocabulary
from tests.readings import MAYOR, OFFICE, POST, careers

VOCABULARY = load_vocabulary(home() / "ontology")
TERMS, ID = Namespace(PK), Namespace(DEFAULT_BASE)
THE_MAYOR = ID["Person-李大川-青禾镇"]
HELD, CURRENT, _ = careers().facts


def graph_of(*facts: Fact) -> Graph:
    return to_graph([replace(careers(), facts=facts)], VOCABULARY)


GRAPH = graph_of(*careers().facts)


def memberships(graph: Graph, person: URIRef, kind: URIRef = ORG.Membership) -> set[str]:
    """The roles of the memberships of this kind that the person has."""
    found = (m for m in graph.default.subjects(ORG.member, person) if (m, RDF.type, kind) in graph.default)
    return {str(graph.default.value(graph.default.value(m, ORG.role), RDFS.label)) for m in found}


def test_a_former_post_is_an_ended_membership_and_nothing_of_today() -> None:
    assert memberships(GRAPH, THE_MAYOR) == {"代区长", "镇长"}
    assert memberships(GRAPH, THE_MAYOR, TERMS.FormerMembership) == {"代区长"}
    assert set(GRAPH.default.objects(THE_MAYOR, TERMS.holdsPost)) == {Literal("镇长")}
    assert set(GRAPH.default.objects(THE_MAYOR, TERMS.heldPost)) == {Literal("代区长")}
    both = {*GRAPH.default.predicates(THE_MAYOR), *GRAPH.inferred.predicates(THE_MAYOR)}
    assert not both & {TERMS.leads, TERMS.memberOf, ORG.memberOf, ORG.headOf}
    assert (THE_MAYOR, URIRef("https://schema.org/jobTitle"), Literal("代区长")) not in GRAPH.inferred


def test_an_acting_post_keeps_its_words_and_its_membership_is_marked() -> None:
    deputy = ID["Person-周明远"]
    assert memberships(GRAPH, deputy, TERMS.ActingMembership) == {"代理主任"} == memberships(GRAPH, deputy)
    assert not memberships(GRAPH, deputy, TERMS.FormerMembership)
    assert set(GRAPH.default.objects(deputy, TERMS.holdsPost)) == {Literal("代理主任")}
    assert memberships(GRAPH, THE_MAYOR, TERMS.ActingMembership) == {"代区长"}


@pytest.mark.parametrize(
    ("time", "begin", "end"),
    [
        ("2015/2019-05", Literal("2015", datatype=XSD.gYear), Literal("2019-05", datatype=XSD.gYearMonth)),
        ("../2019-05-01", None, Literal("2019-05-01", datatype=XSD.date)),
        ("2015/..", Literal("2015", datatype=XSD.gYear), None),
        ("2015", None, None),
    ],
)
def test_an_interval_has_its_ends_where_they_are_known(time: str, begin: Literal | None, end: Literal | None) -> None:
    graph = graph_of(replace(CURRENT, time=time)).default
    (during,) = graph.subjects(RDF.type, TIME.Interval)
    assert str(graph.value(during, TERMS.time)) == time
    for predicate, moment in ((TIME.hasBeginning, begin), (TIME.hasEnd, end)):
        instant = graph.value(during, predicate)
        said = set() if instant is None else set(graph.objects(instant)) - {TIME.Instant}
        assert said == ({moment} if moment is not None else set())


def test_the_ended_membership_has_a_claim_with_its_sentence() -> None:
    (former,) = GRAPH.default.subjects(RDF.type, TERMS.FormerMembership)
    claims = [s for s, _, _, _ in GRAPH.evidence.quads((None, RDF.subject, former, None))]
    assert len(claims) == 1
    told = {p: o for _, p, o, _ in GRAPH.evidence.quads((claims[0], None, None, None))}
    assert (told[RDF.predicate], told[RDF.object]) == (ORG.member, THE_MAYOR)
    assert str(told[TERMS.confidence]) == "0.8" and told[TERMS.support] is not None


def test_a_post_held_again_is_two_memberships_and_one_that_says_less_is_dropped() -> None:
    again = replace(HELD, relation="holdsPost", time=None)
    graph = graph_of(HELD, replace(HELD, time=None), replace(HELD, time=None, body=None), again)
    assert graph_summary(graph, VOCABULARY).memberships == 2
    (former,) = graph.default.subjects(RDF.type, TERMS.FormerMembership)
    assert graph.default.value(former, ORG.memberDuring) is not None


def test_the_graph_conforms_and_one_without_its_former_membership_does_not() -> None:
    whole = GRAPH.default + GRAPH.inferred
    assert validate(whole, VOCABULARY) == ()
    whole.remove((None, RDF.type, TERMS.FormerMembership))
    assert {v.message_en for v in validate(whole, VOCABULARY)} == {"whoever held a post has a former membership"}


def test_the_question_of_posts_tells_former_from_acting_and_current() -> None:
    rows = run(GRAPH, find_query("posts", home())).rows.rows
    assert [tuple("" if node is None else str(node) for node in row) for row in rows] == [
        ("青禾软件园管委会", "周明远", "代理主任", "acting", ""),
        ("青禾软件园管委会", "李大川", "代区长", "former", "2015/2019-05"),
        ("青禾镇", "李大川", "镇长", "current", "2020-03-01/.."),
    ]


def test_who_led_once_is_no_leader_by_that_post() -> None:
    leads = Fact(MAYOR, "leads", OFFICE, HELD.evidence)
    rows = run(graph_of(HELD, leads), find_query("leaders", home())).rows.rows
    assert [tuple(map(str, row[:2])) for row in rows] == [("青禾软件园管委会", "李大川")] and rows[0][2] is None


def test_facts_about_a_person_name_the_former_post_as_one() -> None:
    rows = run(GRAPH, find_query("facts-about", home()), {"thing": "李大川"}).rows.rows
    told = {tuple(map(str, row[1:3])) for row in rows}
    assert {("heldPost", "青禾软件园管委会 代区长"), ("holdsPost", "青禾镇 镇长")} <= told


def test_explain_says_which_post_is_over(tmp_path: Path) -> None:
    write(GRAPH, tmp_path)
    known = open_graph(tmp_path, VOCABULARY)
    (person,) = find_things(known, "李大川")
    text = explain_thing(known, person)
    posts = text.partition("Posts\n")[2].partition("Facts\n")[0]
    assert posts.index("李大川: 镇长 (青禾镇, 2020-03-01/..)\n") < posts.index(
        "李大川: 代区长 (青禾软件园管委会, 2015/2019-05, acting, former)\n"
    )
    assert f"“{POST}”" in posts and "  李大川 heldPost 代区长\n" in text
    assert "周明远: 代理主任 (青禾软件园管委会, acting)\n" in explain_thing(known, find_things(known, "周明远")[0])


def test_the_view_has_body_time_and_status_of_each_post() -> None:
    content = read(GRAPH, VOCABULARY)
    names = [thing.label for thing in content.entities]
    told = {
        (names[fact.subject], fact.relation, fact.text, names[fact.where or 0], fact.time, fact.status)
        for fact in content.facts
    }
    assert told == {
        ("李大川", "heldPost", "代区长", "青禾软件园管委会", "2015/2019-05", "former"),
        ("李大川", "holdsPost", "镇长", "青禾镇", "2020-03-01/..", "current"),
        ("周明远", "holdsPost", "代理主任", "青禾软件园管委会", "", "acting"),
    }
    assert all(fact.sources for fact in content.facts)


def test_tables_and_networks_tell_former_posts_from_those_of_today() -> None:
    facts = tables(GRAPH, VOCABULARY, True)[1]
    rows = [dict(zip(facts.columns, row, strict=True)) for row in facts.rows]
    assert [(row["relation"], row["object"], row["body"], row["status"]) for row in rows] == [
        ("heldPost", "代区长", "青禾软件园管委会", "former"),
        ("holdsPost", "代理主任", "青禾软件园管委会", "acting"),
        ("holdsPost", "镇长", "青禾镇", "current"),
    ]
    net = networkx.read_graphml(io.BytesIO(graphml(GRAPH, VOCABULARY, True)))
    (mayor,) = (told for _, told in net.nodes(data=True) if told["label"] == "李大川")
    assert (
        mayor["posts"] == "青禾镇 镇长 2020-03-01/.."
        and mayor["former_posts"] == "青禾软件园管委会 代区长 2015/2019-05"
    )
    assert {(edge["relation"], edge["status"]) for _, _, edge in net.edges(data=True)} == {
        *(("heldPost", "former"), ("holdsPost", "acting"), ("holdsPost", "current"))
    }
