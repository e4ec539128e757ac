"""The graph: one node a thing, one triple a fact, a claim for each reading, and what follows from the ontology."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, RDFS, SKOS, BNode, Literal, Namespace, URIRef
from rdflib.graph import Graph as RdfGraph

from kg.check import validate
from kg.graph import DEFAULT_BASE, Graph, Mint, graph_summary, to_graph
from kg.graph.evidence import agreed, combine
from kg.home import home
from kg.model import Article, Entity, Fact, KgError, Reading, Statistic
from kg.store import is_iri, quads_of
from kg.vocabulary import PK, load_vocabulary
from tests.readings import (
    CITY,
    COLLEGE,
    INCOME,
    MAYOR,
    OFFICE,
    PARK,
    PLACE,
    POST,
    TITLE,
    TOWN,
    article_of,
    because,
    page_of,
    second_story,
    story,
)

VOCABULARY = load_vocabulary(home() / "ontology")
ID, TERMS, ORG = Namespace(DEFAULT_BASE), Namespace(PK), Namespace("http://www.w3.org/ns/org#")
OA = Namespace("http://www.w3.org/ns/oa#")
GRAPH = to_graph([story(), second_story()], VOCABULARY)
THE_PARK, THE_FIRM, THE_COLLEGE = (
    ID["Park-青禾软件园"],
    ID["Company-蓝鲸科技有限公司"],
    ID["AcademicInstitution-云川大学"],
)
THE_PROVINCE, THE_MAYOR = ID["Place-南岭省"], ID["Person-李大川-青禾镇"]


def graph_of(*facts: Fact, statistics: tuple[Statistic, ...] = (), article: Article | None = None) -> Graph:
    """The graph of one page that says just this."""
    told = article or story().articles[0]
    return to_graph([Reading(told.page, (told,), (), facts, statistics)], VOCABULARY)


def everything(graph: Graph) -> RdfGraph:
    """All triples, whatever graph holds them."""
    found = RdfGraph()
    for quad in graph.quads():
        found.add(quad[:3])
    return found


def confidences(graph: Graph, predicate: URIRef) -> list[tuple[str, str, Decimal]]:
    """Page, rule and confidence of each claim about the predicate."""
    found = []
    for claim, _, _, page in graph.evidence.quads((None, RDF.predicate, predicate, None)):
        told = graph.evidence.graph(page)
        rule, confidence = told.value(claim, TERMS.rule), told.value(claim, TERMS.confidence)
        found.append((str(page), str(rule), Decimal(str(confidence))))
    return sorted(found)


def test_the_demo_stories_conform_and_hold_no_blank_node() -> None:
    assert list(validate(everything(GRAPH), VOCABULARY)) == []
    assert not any(isinstance(node, BNode) for quad in GRAPH.quads() for node in quad)
    assert all(is_iri(node) for quad in GRAPH.quads() for node in quad if isinstance(node, URIRef))


def test_a_thing_of_two_pages_is_one_node_with_all_its_names() -> None:
    assert set(GRAPH.default.subjects(RDF.type, TERMS.Park)) == {THE_PARK, ID["Park-白鹭科技园"]}
    assert list(GRAPH.default.objects(THE_PARK, RDFS.label)) == [Literal("青禾软件园", lang="zh")]
    names = {str(name) for name in GRAPH.default.objects(THE_PARK, SKOS.altLabel)}
    assert names == {"青禾园", "青禾", "青禾 软件园"}
    assert {str(date) for date in GRAPH.default.objects(THE_PARK, TERMS.date)} == {"2011"}


def test_a_wrong_relation_is_named() -> None:
    with pytest.raises(KgError, match="locatedInn"):
        graph_of(Fact(PARK, "locatedInn", CITY, because(story().articles[0], PLACE)))


def test_dates_are_kept_where_they_agree() -> None:
    assert agreed(["2020", None, "2020-03", "2020-03"]) == "2020-03"
    assert agreed(["2020-03", "2020-04"]) is None
    assert agreed([None]) is None


@settings(max_examples=15, deadline=None)
@given(st.permutations([story(), second_story(), replace(story(), page=replace(story().page, name="copy.txt"))]))
def test_merging_ignores_the_order_of_pages(readings: list[Reading]) -> None:
    expected = set(to_graph(sorted(readings, key=lambda reading: reading.page.name), VOCABULARY).quads())
    assert set(to_graph(readings, VOCABULARY).quads()) == expected


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_merging_ignores_the_order_within_a_page(data: st.DataObject) -> None:
    whole = story()
    shuffled = replace(
        whole,
        facts=tuple(data.draw(st.permutations(whole.facts))),
        entities=tuple(data.draw(st.permutations(whole.entities))),
    )
    assert set(to_graph([shuffled], VOCABULARY).quads()) == set(to_graph([whole], VOCABULARY).quads())


def test_building_twice_from_the_same_pages_adds_nothing() -> None:
    assert set(to_graph([story(), story()], VOCABULARY).quads()) == set(to_graph([story()], VOCABULARY).quads())


def test_every_fact_post_and_figure_has_a_claim_with_its_sentence() -> None:
    told = {(s, p, o) for s, p, o in GRAPH.default if p in {r.iri for r in VOCABULARY.relations.values()}}
    told |= set(GRAPH.default.triples((None, TERMS.about, None))) | set(GRAPH.default.triples((None, ORG.member, None)))
    data = GRAPH.evidence
    claimed = set()
    for claim, _, subject, page in data.quads((None, RDF.subject, None, None)):
        graph = data.graph(page)
        claimed.add((subject, graph.value(claim, RDF.predicate), graph.value(claim, RDF.object)))
        for sentence in graph.objects(claim, TERMS.support):
            _quotes_its_source(graph, sentence)
    assert claimed == told and len(told) == 12


def _quotes_its_source(graph: RdfGraph, sentence: object) -> None:
    """The quote is what the stored source holds at the positions."""
    assert isinstance(sentence, URIRef)
    page = graph.value(sentence, OA.hasSource)
    source = GRAPH.sources[str(page).rpartition("-")[2]]
    spans: list[tuple[int, int]] = []
    quotes: list[object] = []
    for selector in graph.objects(sentence, OA.hasSelector):
        start, end = graph.value(selector, OA.start), graph.value(selector, OA.end)
        if start is not None and end is not None:
            spans.append((int(str(start)), int(str(end))))
        quotes += graph.objects(selector, OA.exact)
    assert ["".join(source[start:end] for start, end in sorted(spans))] == [str(quote) for quote in quotes]
    assert (graph.value(sentence, TERMS.article), RDF.type, TERMS.Article) in GRAPH.default


def test_a_symmetric_fact_is_written_once_whichever_way_it_is_told() -> None:
    article = story().articles[0]
    both = [
        Fact(PARK, "cooperatesWith", COLLEGE, because(article, PLACE)),
        Fact(COLLEGE, "cooperatesWith", PARK, because(article, TITLE)),
    ]
    graph = graph_of(*both)
    assert len(list(graph.default.triples((None, TERMS.cooperatesWith, None)))) == 1
    assert len(list(graph.inferred.triples((None, TERMS.cooperatesWith, None)))) == 1
    assert confidences(graph, TERMS.cooperatesWith)[0][2] == Decimal("0.99")


def test_nothing_is_said_of_a_thing_and_itself() -> None:
    article = story().articles[0]
    again = Entity("Park", "青禾·软件园")
    graph = graph_of(Fact(PARK, "locatedIn", again, because(article, PLACE)))
    assert not list(graph.default.triples((None, TERMS.locatedIn, None)))
    assert not list(graph.evidence.quads((None, RDF.subject, None, None)))


def test_confidence_grows_with_other_sentences_but_not_with_reprints() -> None:
    page = page_of("标题", "甲园位于乙市。", "甲园在乙市。", "另题", "甲园 位于乙市。")
    first, second = article_of(page, "标题"), article_of(page, "另题", 2)
    park, city = Entity("Park", "甲园"), Entity("Place", "乙市")

    def told(*reasons: tuple[Article, str, float, str]) -> list[tuple[str, str, Decimal]]:
        facts = [Fact(park, "locatedIn", city, because(*reason)) for reason in reasons]
        return confidences(graph_of(*facts, article=first), TERMS.locatedIn)

    one, other, reprint = (
        (first, "甲园位于乙市。", 0.8, "r/1"),
        (first, "甲园在乙市。", 0.5, "r/1"),
        (second, "甲园 位于乙市。", 0.7, "r/1"),
    )
    name = str(Mint().page(page))
    assert told(one) == told(one, one) == told(one, reprint) == [(name, "r/1", Decimal("0.8"))]
    assert told(one, other) == told(other, reprint, one) == [(name, "r/1", Decimal("0.9"))]
    assert told(one, (first, "甲园在乙市。", 0.5, "r/2")) == [
        (name, "r/1", Decimal("0.8")),
        (name, "r/2", Decimal("0.5")),
    ]


@given(st.lists(st.floats(min_value=-1, max_value=2), min_size=1))
def test_a_confidence_lies_above_0_and_is_1_only_if_a_reading_is_certain(values: list[float]) -> None:
    combined = combine(values)
    assert 0 < combined <= 1 and combined == combine(reversed(values))
    assert (combined == 1) == any(value >= 1 for value in values) or max(values) > 0.999


def test_a_figure_told_twice_is_one_statistic_with_both_wordings() -> None:
    article = story().articles[0]
    first = Statistic(
        PARK, "营业收入", Decimal("1000000000.0"), "CNY", "over", "超10亿元", because(article, INCOME), "2019"
    )
    second = replace(first, value=Decimal("1E9"), surface="10亿元以上")
    other = replace(first, time="2020")
    graph = graph_of(statistics=(first, second, other))
    found = {
        s: set(map(str, graph.default.objects(s, TERMS.surface)))
        for s in graph.default.subjects(RDF.type, TERMS.Statistic)
    }
    assert sorted(map(sorted, found.values())) == [["10亿元以上", "超10亿元"], ["超10亿元"]]
    assert {str(value) for value in graph.default.objects(None, TERMS.value)} == {"1000000000"}


def test_a_post_has_a_membership_and_one_that_says_less_is_dropped() -> None:
    article = story().articles[0]
    full = Fact(MAYOR, "holdsPost", "镇长", because(article, POST), body=TOWN, time="2020")
    vague = [replace(full, time=None), replace(full, body=None, time=None)]
    graph = graph_of(full, *vague)
    (membership,) = graph.default.subjects(RDF.type, ORG.Membership)
    assert graph.default.value(membership, ORG.organization) == ID["Place-青禾镇"]
    assert str(graph.default.value(graph.default.value(membership, ORG.memberDuring), TERMS.time)) == "2020"
    assert list(graph.default.objects(THE_MAYOR, TERMS.holdsPost)) == [Literal("镇长")]
    elsewhere = graph_of(full, replace(full, body=OFFICE), vague[1])
    assert len(list(elsewhere.default.subjects(RDF.type, ORG.Membership))) == 2


def test_what_follows_is_inferred_and_what_is_asserted_is_not_repeated() -> None:
    follows = set(GRAPH.inferred)
    assert {
        (THE_FIRM, TERMS.locatedIn, THE_PARK),
        (THE_FIRM, TERMS.locatedIn, THE_PROVINCE),
        (THE_PARK, TERMS.locatedIn, THE_PROVINCE),
        (THE_PARK, TERMS.cooperatesWith, THE_COLLEGE),
        (THE_MAYOR, TERMS.memberOf, ID["Place-青禾镇"]),
        (THE_MAYOR, ORG.headOf, ID["Place-青禾镇"]),
        (THE_FIRM, RDF.type, URIRef("https://schema.org/Corporation")),
    } <= follows
    assert not follows & set(GRAPH.default) and all(s != o for s, _, o in follows)


def test_leading_a_project_makes_nobody_its_member() -> None:
    project = Entity("Project", "引水项目")
    graph = graph_of(Fact(MAYOR, "leads", project, because(story().articles[0], POST)))
    assert not list(graph.inferred.triples((None, TERMS.memberOf, None)))


def test_a_ring_of_places_puts_no_place_into_itself() -> None:
    article = story().articles[0]
    places = [Entity("Place", name) for name in ("甲市", "乙区", "丙镇")]
    ring = zip(places, places[1:] + places[:1], strict=True)
    graph = graph_of(*(Fact(s, "locatedIn", o, because(article, PLACE)) for s, o in ring))
    both = set(graph.default.triples((None, TERMS.locatedIn, None))) | set(
        graph.inferred.triples((None, TERMS.locatedIn, None))
    )
    assert len(both) == 6 and all(s != o for s, _, o in both)


def test_articles_stand_with_the_facts_and_the_rest_of_them_with_the_evidence() -> None:
    article = Mint().article(story().articles[0])
    assert (article, RDFS.label, Literal(TITLE, lang="zh")) in GRAPH.default
    page = Mint().page(story().page)
    told = {(s, p, o) for s, p, o, g in quads_of(GRAPH.evidence) if g == page}
    assert (article, TERMS.page, page) in told and (article, TERMS.published, Literal("2020-05-01")) in told
    assert (article, TERMS.mentions, THE_PARK) in told and (page, RDFS.label, Literal("news.txt")) in told


def test_the_summary_counts_what_is_there() -> None:
    summary = graph_summary(GRAPH, VOCABULARY)
    assert (summary.pages, summary.articles, summary.statistics, summary.memberships) == (2, 2, 1, 1)
    assert summary.entities == {
        "Park": 2, "Place": 3, "GovernmentBody": 1, "Company": 1, "AcademicInstitution": 1, "Person": 2, "Policy": 1
    }  # fmt: skip
    assert summary.facts["locatedIn"] == 2 and sum(summary.facts.values()) == 10
    assert summary.claims == 12 and summary.inferred == len(GRAPH.inferred)
