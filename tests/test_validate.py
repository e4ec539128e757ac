"""Violations are told with the sentences that caused them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from rdflib import RDF, RDFS, SKOS, Literal

from kg.check import FORMATS, Finding, judge
from kg.graph import Graph, to_graph
from kg.graph.mint import PARK as PK
from kg.home import home
from kg.model import Fact
from kg.vocabulary import load_vocabulary
from tests.readings import INCOME, MAYOR, PARK, PLACE, POLICY, POST, TITLE, because, second_story, story

VOCABULARY = load_vocabulary(home() / "ontology")


LABEL = VOCABULARY.relation("cooperatesWith").label_en


def built(*facts: tuple[object, str, object, str]) -> Graph:
    """The graph of the sample story, and of facts that are wrong: subject, relation, object, sentence."""
    page = story()
    article = page.articles[0]
    more = tuple(Fact(s, relation, o, because(article, said)) for s, relation, o, said in facts)  # type: ignore[arg-type]
    return to_graph([replace(page, facts=page.facts + more), second_story()], VOCABULARY)


def found(graph: Graph, name: str, reason: str) -> Finding:
    """The finding about the thing of this name for this reason."""
    findings = judge(graph, VOCABULARY)
    [wanted] = [f for f in findings if f.violation.focus_name == name and reason in f.violation.message_en]
    return wanted


def test_a_sound_graph_has_no_findings() -> None:
    assert judge(built(), VOCABULARY) == ()


def test_the_sentence_that_states_the_wrong_fact_is_given() -> None:
    wrong = found(built((MAYOR, "leads", POLICY, PLACE)), "李大川", 'object of "leads"')
    [cause] = wrong.causes
    assert (cause.quote, cause.article, cause.page, cause.rule) == (PLACE, TITLE, "news.txt", "rule.toml/1")
    assert cause.confidence == 0.9


def test_of_a_wrong_subject_its_facts_of_that_relation_are_given() -> None:
    graph = built((POLICY, "leads", PARK, INCOME), (POLICY, "leads", MAYOR, POST))
    wrong = found(graph, "青苗计划", 'subject of "leads"')
    assert [cause.quote for cause in wrong.causes] == sorted([INCOME, POST])


def test_an_inferred_triple_is_traced_to_what_it_follows_from() -> None:
    wrong = found(built((PARK, "cooperatesWith", POLICY, INCOME)), "青苗计划", f'subject of "{LABEL}"')
    assert [cause.quote for cause in wrong.causes] == [INCOME]


def no_label(graph: Graph) -> None:
    """Takes away the park's name."""
    park = next(graph.default.subjects(RDFS.label, Literal("青禾软件园", lang="zh")))
    graph.default.remove((park, RDFS.label, None))


def odd_qualifier(graph: Graph) -> None:
    """Gives the figure a qualifier that there is not."""
    figure = next(graph.default.subjects(RDF.type, PK.Statistic))
    graph.default.set((figure, PK.qualifier, Literal("roughly")))


def unsure(graph: Graph) -> None:
    """Takes away how sure the claim of a partner is."""
    partner = VOCABULARY.relation("attracted").iri
    claim = next(s for s, _, _, _ in graph.evidence.quads((None, RDF.predicate, partner, None)))
    for quad in list(graph.evidence.quads((claim, PK.confidence, None, None))):
        graph.evidence.remove(quad)  # type: ignore[arg-type]


SPOILT = {
    "an entity has exactly one label": (no_label, {PLACE, INCOME, TITLE}),
    "a qualifier is one of": (odd_qualifier, {INCOME}),
    "a claim has exactly one confidence": (unsure, {PLACE}),
}


@pytest.mark.parametrize(("reason", "spoil", "sentences"), [(reason, *case) for reason, case in SPOILT.items()])
def test_what_is_missing_or_odd_is_shown_with_what_tells_of_the_thing(
    reason: str, spoil: Callable[[Graph], None], sentences: set[str]
) -> None:
    graph = built()
    spoil(graph)
    [wanted] = [f for f in judge(graph, VOCABULARY) if reason in f.violation.message_en]
    assert {cause.quote for cause in wanted.causes} == sentences
    assert list(wanted.causes) == sorted(wanted.causes, key=lambda cause: -cause.confidence)


def test_at_most_three_sentences_are_given_each_once() -> None:
    graph = built((PARK, "visits", MAYOR, POST), (PARK, "visits", MAYOR, INCOME))
    assert {cause.quote for cause in found(graph, "青禾软件园", 'subject of "visits"').causes} == {POST, INCOME}
    no_label(graph)
    [wanted] = [f for f in judge(graph, VOCABULARY) if "exactly one label" in f.violation.message_en]
    assert len({cause.quote for cause in wanted.causes}) == len(wanted.causes) == 3


def test_findings_are_told_in_words_and_as_json() -> None:
    findings = judge(built((MAYOR, "leads", POLICY, PLACE)), VOCABULARY)
    zh, en = (FORMATS["table"](findings, language) for language in ("zh", "en"))
    assert zh.splitlines()[0].startswith("李大川：“领导”的宾语须属于：")
    assert f"    “{PLACE}”（news.txt《{TITLE}》，规则 rule.toml/1，可信度 0.9）\n" in zh
    assert en.splitlines()[0].startswith('李大川: the object of "leads" must be of')
    assert f"    “{PLACE}” (news.txt《{TITLE}》, rule rule.toml/1, confidence 0.9)\n" in en
    [told] = json.loads(FORMATS["json"](findings, "zh"))
    assert told["path"] == "pk:leads" and told["value_name"] == "青苗计划" and told["text"] == zh.splitlines()[0]
    assert told["sentences"] == [
        {"quote": PLACE, "article": TITLE, "page": "news.txt", "rule": "rule.toml/1", "confidence": 0.9}
    ]
    assert FORMATS["table"]((), "en") == "" and json.loads(FORMATS["json"]((), "en")) == []


def test_no_name_moves_the_cursor() -> None:
    graph = built()
    park = next(graph.default.subjects(SKOS.altLabel, None))
    graph.default.add((park, RDFS.label, Literal("青\x1b[2J\n禾", lang="zh")))
    text = FORMATS["table"](judge(graph, VOCABULARY), "en")
    assert "青 [2J 禾" in text and all(line.isprintable() for line in text.splitlines())
