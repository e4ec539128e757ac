"""The shapes: a sample graph conforms, and for each constraint a graph that breaks just that one is found out."""

from __future__ import annotations

import pytest
from rdflib import RDF, SH, Dataset, Graph, Literal, URIRef

from kg.check import Violation, describe, validate
from kg.home import home
from kg.vocabulary import Relation, Vocabulary, load_vocabulary

PREFIXES = """
@prefix : <https://w3id.org/park-kg/id/> .
@prefix pk: <https://w3id.org/park-kg/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix time: <http://www.w3.org/2006/time#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

SAMPLE = (
    PREFIXES
    + """
:Park a pk:Park ; rdfs:label "云川高新区"@zh ; skos:altLabel "高新区"@zh , "云川高新技术产业开发区"@zh .
:Place a pk:Place ; rdfs:label "云川市"@zh .
:GovernmentBody a pk:GovernmentBody ; rdfs:label "云川高新区管委会"@zh ; pk:date "1998-06" .
:Company a pk:Company ; rdfs:label "启明仪器有限公司"@zh .
:AcademicInstitution a pk:AcademicInstitution ; rdfs:label "云川大学"@zh .
:Organization a pk:Organization ; rdfs:label "云川传感器产业联盟"@zh .
:Person a pk:Person ; rdfs:label "周远"@zh .
:Policy a pk:Policy ; rdfs:label "稳岗十条"@zh ; pk:date "2021" .
:Programme a pk:Programme ; rdfs:label "园丁行动"@zh ; pk:date "2019-03/.." .
:Fund a pk:Fund ; rdfs:label "云川种子基金"@zh .
:Project a pk:Project ; rdfs:label "传感器三期项目"@zh ; pk:date "../2022-05-01" .
:Platform a pk:Platform ; rdfs:label "云川检测中心"@zh .
:Event a pk:Event ; rdfs:label "首届云川传感器论坛"@zh ; pk:date "2021-05-16/2021-05-18" .
:Award a pk:Award ; rdfs:label "云川市创新企业"@zh .
:Industry a pk:Industry ; rdfs:label "传感器产业"@zh .
:Technology a pk:Technology ; rdfs:label "压电陶瓷"@zh .

:Park pk:locatedIn :Place ; pk:hasPolicy :Policy ; pk:hasProgramme :Programme ; pk:attracted :Company ;
  pk:focusesOn :Industry ; pk:investsIn :Project ; pk:hosts :Event .
:GovernmentBody pk:partOf :Park ; pk:hasFund :Fund ; pk:establishes :Platform ; pk:undertakes :Project .
:Company pk:memberOf :Organization ; pk:benefitsFrom :Fund ; pk:cooperatesWith :AcademicInstitution ;
  pk:participatesIn :Event ; pk:receivesAward :Award ; pk:deploys :Technology .
:Award pk:awardedBy :Place .
:AcademicInstitution pk:assists :Company .
:Person pk:holdsPost "主任" ; pk:leads :GovernmentBody ; pk:visits :Company .
:Article a pk:Article ; rdfs:label "云川高新区引进启明仪器"@zh ; pk:authoredBy :Person .

:membership a org:Membership ; org:member :Person ; org:organization :GovernmentBody ; org:role :role ;
  org:memberDuring :interval .
:role a org:Role ; rdfs:label "主任"@zh .
:interval a time:Interval ; pk:time "2019/.." .

:statistic a pk:Statistic ; pk:about :Park ; pk:measure "总产值" ; pk:value 1250000000.0 ; pk:unit "CNY" ;
  pk:qualifier "over" ; pk:time "2020" ; pk:surface "超过12.5亿元" .

:page a pk:Page ; rdfs:label "云川日报.txt" ; pk:published "2021-05-20" ; pk:source "https://example.org/1" .
:Article pk:page :page ; pk:number 1 ; pk:subtitle "签约当天开工"@zh ; pk:published "2021-05-20" ; pk:mentions :Park .
:claim a pk:Claim ; rdf:subject :Park ; rdf:predicate pk:attracted ; rdf:object :Company ; pk:rule "attracted/1" ;
  pk:confidence 0.9 ; pk:support :sentence .
:sentence a pk:Sentence ; pk:article :Article ; oa:hasSource :page ; oa:hasSelector :quote , :first , :second .
:quote a oa:TextQuoteSelector ; oa:exact "云川高新区引进启明仪器有限公司。" .
:first a oa:TextPositionSelector ; oa:start 0 ; oa:end 9 .
:second a oa:TextPositionSelector ; oa:start 20 ; oa:end 27 .
"""
)

CLASSES = "exactly one of the entity classes"
LABEL = "exactly one label, in Chinese"
SENTENCE = "a label is no sentence"
OTHER = "another name is in Chinese and is no sentence"
DATE = "at most one date, written"
MEMBER = "exactly one member, a person"
TIME = "at most one time, written"
INTERVAL = "an interval has exactly one time"
CONFIDENCE = "exactly one confidence, above 0 and at most 1"

#: what is taken out of the sample, what is put in, which node is to blame, and the reason it must be blamed for
CASES = [
    ("", '[] a pk:Park ; rdfs:label "无名园"@zh .', "", "an entity needs an IRI"),
    ("", ":Park a pk:Place .", "Park", CLASSES),
    (":Platform a pk:Platform .", ":Platform a pk:Entity .", "Platform", CLASSES),
    (':Fund rdfs:label "云川种子基金"@zh .', "", "Fund", LABEL),
    ("", ':Fund rdfs:label "种子基金"@zh .', "Fund", LABEL),
    (':Fund rdfs:label "云川种子基金"@zh .', ':Fund rdfs:label "seed fund"@en .', "Fund", LABEL),
    (':Fund rdfs:label "云川种子基金"@zh .', ':Fund rdfs:label "云川种子基金" .', "Fund", LABEL),
    (':Fund rdfs:label "云川种子基金"@zh .', ':Fund rdfs:label "基金成立了。"@zh .', "Fund", SENTENCE),
    (':Fund rdfs:label "云川种子基金"@zh .', ':Fund rdfs:label "基金。成立"@zh .', "Fund", SENTENCE),
    (':Fund rdfs:label "云川种子基金"@zh .', f':Fund rdfs:label "{"长" * 61}"@zh .', "Fund", SENTENCE),
    (':Fund rdfs:label "云川种子基金"@zh .', ':Fund rdfs:label " 种子基金"@zh .', "Fund", SENTENCE),
    (':Fund rdfs:label "云川种子基金"@zh .', r':Fund rdfs:label "种子\n基金"@zh .', "Fund", SENTENCE),
    (':Fund rdfs:label "云川种子基金"@zh .', ':Fund rdfs:label ""@zh .', "Fund", SENTENCE),
    ("", ':Park skos:altLabel "high-tech zone"@en .', "Park", OTHER),
    ("", ':Park skos:altLabel "园区成立了。"@zh .', "Park", OTHER),
    ("", f':Park skos:altLabel "{"长" * 61}"@zh .', "Park", OTHER),
    ("", ':Park skos:altLabel "云川高新区"@zh .', "Park", "another name differs from the label"),
    ("", ':Policy pk:date "2022" .', "Policy", DATE),
    ("", ':Fund pk:date "2022-13" .', "Fund", DATE),
    ("", ':Fund pk:date "2022-06-32" .', "Fund", DATE),
    ("", ':Fund pk:date "2022年" .', "Fund", DATE),
    ("", ':Fund pk:date "../.." .', "Fund", DATE),
    ("", ':Fund pk:date "2019/2020/2021" .', "Fund", DATE),
    ("", ':Fund pk:date "2022"^^xsd:gYear .', "Fund", DATE),
    (':Person pk:holdsPost "主任" .', ':Person pk:holdsPost "主任"@zh .', "Person", "a post is plain text"),
    (':Person pk:holdsPost "主任" .', ':Person pk:holdsPost "他是主任。" .', "Person", "a post is plain text"),
    ("", ':Other a pk:Person ; rdfs:label "吴迪"@zh ; pk:holdsPost "主任" .', "Other", "holds a post has a membership"),
    (':page rdfs:label "云川日报.txt" .', "", "page", "a page has a file name"),
    (':page rdfs:label "云川日报.txt" .', ':page rdfs:label "云川日报"@zh .', "page", "a page has a file name"),
    ("", ':page pk:source "https://example.org/2" .', "page", "at most one source"),
    (':page pk:source "https://example.org/1" .', ":page pk:source :x .", "page", "at most one source"),
    (':Article rdfs:label "云川高新区引进启明仪器"@zh .', "", "Article", "exactly one headline, in Chinese"),
    ("", ':Article rdfs:label "另一个标题"@zh .', "Article", "exactly one headline, in Chinese"),
    ("", ':Article rdfs:label "a headline"@en .', "Article", "exactly one headline, in Chinese"),
    ("", ':Article pk:page :more . :more a pk:Page ; rdfs:label "二.txt" .', "Article", "stands on one page"),
    (":Article pk:page :page .", ":Article pk:page :Park .", "Article", "stands on one page"),
    ("", ":Article pk:number 2 .", "Article", "an integer from 1"),
    (":Article pk:number 1 .", ":Article pk:number 0 .", "Article", "an integer from 1"),
    (":Article pk:number 1 .", ':Article pk:number "1" .', "Article", "an integer from 1"),
    ("", ':Article pk:subtitle "又一个"@zh .', "Article", "at most one subtitle"),
    (':Article pk:subtitle "签约当天开工"@zh .', ':Article pk:subtitle "x"@en .', "Article", "at most one subtitle"),
    ("", ":Article pk:mentions :page .", "Article", "what an article mentions is an entity"),
    ("", ':page pk:published "2021-05-21" .', "page", "at most one date of publication"),
    (':page pk:published "2021-05-20" .', ':page pk:published "5月20日" .', "page", "at most one date of publication"),
    ("", ':Article pk:published "2021-05-21" .', "Article", "at most one date of publication"),
    ("", '[] a pk:Statistic ; pk:about :Park ; pk:measure "a" ; pk:value 1.0 ; pk:unit "个" ; '
     'pk:qualifier "exact" ; pk:surface "1个" .', "", "a statistic needs an IRI"),
    (":statistic pk:about :Park .", "", "statistic", "about exactly one entity"),
    ("", ":statistic pk:about :Place .", "statistic", "about exactly one entity"),
    (":statistic pk:about :Park .", ":statistic pk:about :page .", "statistic", "about exactly one entity"),
    (':statistic pk:measure "总产值" .', "", "statistic", "exactly one measure"),
    ("", ':statistic pk:measure "产值" .', "statistic", "exactly one measure"),
    (':statistic pk:measure "总产值" .', ':statistic pk:measure "产值"@zh .', "statistic", "exactly one measure"),
    (':statistic pk:measure "总产值" .', ':statistic pk:measure "" .', "statistic", "exactly one measure"),
    (":statistic pk:value 1250000000.0 .", "", "statistic", "exactly one value"),
    ("", ":statistic pk:value 7.0 .", "statistic", "exactly one value"),
    (":statistic pk:value 1250000000.0 .", ":statistic pk:value 7 .", "statistic", "exactly one value"),
    (':statistic pk:unit "CNY" .', "", "statistic", "exactly one unit"),
    ("", ':statistic pk:unit "元" .', "statistic", "exactly one unit"),
    (':statistic pk:unit "CNY" .', ':statistic pk:unit "元"@zh .', "statistic", "exactly one unit"),
    (':statistic pk:unit "CNY" .', ':statistic pk:unit "" .', "statistic", "exactly one unit"),
    (':statistic pk:qualifier "over" .', "", "statistic", "a qualifier is one of"),
    ("", ':statistic pk:qualifier "about" .', "statistic", "a qualifier is one of"),
    (':statistic pk:qualifier "over" .', ':statistic pk:qualifier "above" .', "statistic", "a qualifier is one of"),
    (':statistic pk:surface "超过12.5亿元" .', "", "statistic", "keeps the words as printed"),
    (':statistic pk:surface "超过12.5亿元" .', ':statistic pk:surface "" .', "statistic", "keeps the words as printed"),
    ("", ':statistic pk:surface "12亿"@zh .', "statistic", "keeps the words as printed"),
    ("", ':statistic pk:time "2021" .', "statistic", TIME),
    (':statistic pk:time "2020" .', ':statistic pk:time "去年" .', "statistic", TIME),
    ("", "[] a org:Membership ; org:member :Person ; org:role :role .", "", "a membership needs an IRI"),
    (":membership org:member :Person .", "", "membership", MEMBER),
    ("", ':membership org:member :Two . :Two a pk:Person ; rdfs:label "吴迪"@zh .', "membership", MEMBER),
    ("", ":membership org:member :Company .", "membership", MEMBER),
    (":membership org:role :role .", "", "membership", "exactly one role"),
    ("", ':membership org:role :two . :two a org:Role ; rdfs:label "书记"@zh .', "membership", "exactly one role"),
    (":membership org:role :role .", ":membership org:role :page .", "membership", "exactly one role"),
    ("", ":membership org:organization :Park .", "membership", "at most one organization"),
    (":membership org:organization :GovernmentBody .", ":membership org:organization :Policy .", "membership",
     "at most one organization"),
    ("", ':membership org:memberDuring :i . :i a time:Interval ; pk:time "2020" .', "membership", "one interval"),
    (":membership org:memberDuring :interval .", ":membership org:memberDuring :page .", "membership", "one interval"),
    (':role rdfs:label "主任"@zh .', "", "role", "a role has exactly one label"),
    ("", ':role rdfs:label "书记"@zh .', "role", "a role has exactly one label"),
    (':role rdfs:label "主任"@zh .', ':role rdfs:label "director"@en .', "role", "a role has exactly one label"),
    (':interval pk:time "2019/.." .', "", "interval", INTERVAL),
    ("", ':interval pk:time "2020" .', "interval", INTERVAL),
    (':interval pk:time "2019/.." .', ':interval pk:time "2019-" .', "interval", INTERVAL),
    ("", '[] a pk:Claim ; rdf:subject :Park ; rdf:predicate pk:attracted ; rdf:object :Company ; pk:rule "x/1" ; '
     "pk:confidence 0.5 ; pk:support :sentence .", "", "a claim needs an IRI"),
    (":claim rdf:subject :Park .", "", "claim", "exactly one subject"),
    ("", ":claim rdf:subject :Place .", "claim", "exactly one subject"),
    (":claim rdf:subject :Park .", ':claim rdf:subject "x" .', "claim", "exactly one subject"),
    (":claim rdf:predicate pk:attracted .", "", "claim", "exactly one predicate"),
    ("", ":claim rdf:predicate pk:locatedIn .", "claim", "exactly one predicate"),
    (":claim rdf:predicate pk:attracted .", ':claim rdf:predicate "x" .', "claim", "exactly one predicate"),
    (":claim rdf:object :Company .", "", "claim", "exactly one object"),
    ("", ":claim rdf:object :Fund .", "claim", "exactly one object"),
    (":claim rdf:object :Company .", ":claim rdf:object [] .", "claim", "exactly one object"),
    (':claim pk:rule "attracted/1" .', "", "claim", "exactly one rule"),
    ("", ':claim pk:rule "attracted/2" .', "claim", "exactly one rule"),
    (':claim pk:rule "attracted/1" .', ':claim pk:rule "" .', "claim", "exactly one rule"),
    (':claim pk:rule "attracted/1" .', ":claim pk:rule 1 .", "claim", "exactly one rule"),
    (":claim pk:confidence 0.9 .", "", "claim", CONFIDENCE),
    ("", ":claim pk:confidence 0.8 .", "claim", CONFIDENCE),
    (":claim pk:confidence 0.9 .", ":claim pk:confidence 0.0 .", "claim", CONFIDENCE),
    (":claim pk:confidence 0.9 .", ":claim pk:confidence 1.01 .", "claim", CONFIDENCE),
    (":claim pk:confidence 0.9 .", ":claim pk:confidence 0.9e0 .", "claim", CONFIDENCE),
    (":claim pk:support :sentence .", "", "claim", "rests on at least one sentence"),
    ("", ":claim pk:support :Article .", "claim", "rests on at least one sentence"),
    ("", "[] a pk:Sentence ; pk:article :Article ; oa:hasSource :page ; oa:hasSelector :quote , :first .", "",
     "a sentence needs an IRI"),
    (":sentence pk:article :Article .", "", "sentence", "belongs to exactly one article"),
    ("", ':sentence pk:article :A2 . :A2 a pk:Article ; rdfs:label "二"@zh .', "sentence", "exactly one article"),
    (":sentence pk:article :Article .", ":sentence pk:article :page .", "sentence", "exactly one article"),
    (":sentence oa:hasSource :page .", "", "sentence", "read from exactly one page"),
    ("", ':sentence oa:hasSource :p2 . :p2 a pk:Page ; rdfs:label "二" .', "sentence", "read from exactly one page"),
    (":sentence oa:hasSource :page .", ":sentence oa:hasSource :Article .", "sentence", "read from exactly one page"),
    (":sentence oa:hasSelector :quote .", "", "sentence", "exactly one text quote"),
    ("", ':sentence oa:hasSelector :q . :q a oa:TextQuoteSelector ; oa:exact "二" .', "sentence",
     "exactly one text quote"),
    (":sentence oa:hasSelector :first , :second .", "", "sentence", "at least one text position"),
    (':quote oa:exact "云川高新区引进启明仪器有限公司。" .', "", "quote", "exactly one text"),
    ("", ':quote oa:exact "二" .', "quote", "exactly one text"),
    (':quote oa:exact "云川高新区引进启明仪器有限公司。" .', ':quote oa:exact "" .', "quote", "exactly one text"),
    (':quote oa:exact "云川高新区引进启明仪器有限公司。" .', ':quote oa:exact "二"@zh .', "quote", "exactly one text"),
    (":first oa:start 0 .", "", "first", "exactly one start, from 0"),
    ("", ":first oa:start 3 .", "first", "exactly one start, from 0"),
    (":first oa:start 0 .", ":first oa:start -1 .", "first", "exactly one start, from 0"),
    (":first oa:start 0 .", ":first oa:start 0.5 .", "first", "exactly one start, from 0"),
    (":first oa:end 9 .", "", "first", "exactly one end"),
    ("", ":first oa:end 10 .", "first", "exactly one end"),
    (":first oa:end 9 .", ":first oa:end 9.5 .", "first", "exactly one end"),
    (":second oa:start 20 .", ":second oa:start 27 .", "second", "starts before it ends"),
]  # fmt: skip


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(home() / "ontology")


def changed(out: str, into: str) -> Graph:
    """The sample without some triples, each of which must be there, and with others."""
    graph = Graph().parse(data=SAMPLE, format="turtle")
    gone = Graph().parse(data=PREFIXES + out, format="turtle")
    assert all(triple in graph for triple in gone)
    graph -= gone
    graph.parse(data=PREFIXES + into, format="turtle")
    return graph


def reasons(violations: tuple[Violation, ...], focus: str) -> set[str]:
    return {v.message_en for v in violations if not focus or v.focus == URIRef(f"https://w3id.org/park-kg/id/{focus}")}


def test_the_sample_conforms_and_has_every_class_and_relation(vocabulary: Vocabulary) -> None:
    graph = changed("", "")
    assert validate(graph, vocabulary) == ()
    assert {c.iri for c in vocabulary.classes.values()} <= set(graph.objects(None, RDF.type))
    assert {r.iri for r in vocabulary.relations.values()} <= set(graph.predicates())


def test_validating_leaves_graph_and_ontology_as_they_are(vocabulary: Vocabulary) -> None:
    graph, before = changed("", ""), set(vocabulary.graph)
    size = len(graph)
    validate(graph, vocabulary)
    assert len(graph) == size and set(vocabulary.graph) == before


@pytest.mark.parametrize(("out", "into", "focus", "reason"), CASES)
def test_each_constraint_finds_its_counter_example(
    vocabulary: Vocabulary, out: str, into: str, focus: str, reason: str
) -> None:
    violations = validate(changed(out, into), vocabulary)
    assert any(reason in found for found in reasons(violations, focus)), violations
    assert all(v.message_zh != v.message_en for v in violations)


def test_every_reason_in_the_ontology_has_a_counter_example(vocabulary: Vocabulary) -> None:
    said = {str(m) for m in vocabulary.graph.objects(None, SH.message) if isinstance(m, Literal) and m.language == "en"}
    assert len(said) > 30
    assert {message for message in said if not any(case[3] in message for case in CASES)} == set()


def relations() -> list[Relation]:
    return list(load_vocabulary(home() / "ontology").relations.values())


@pytest.mark.parametrize("relation", relations(), ids=lambda r: r.name)
def test_only_the_classes_of_a_relation_may_stand_on_its_sides(vocabulary: Vocabulary, relation: Relation) -> None:
    """A thing of each class is put on either side: those refused are just those whose class is not named there."""
    base = "https://w3id.org/park-kg/id/"
    things = {URIRef(base + name): name for name in [*vocabulary.classes, "Article"]}
    graph = changed("", "")
    subject, object_ = next(graph.subject_objects(relation.iri))
    for thing in things:
        graph.add((thing, relation.iri, object_))
    violations = validate(graph, vocabulary)
    reason = f'the subject of "{relation.label_en}" must be of'
    refused = {things[v.focus] for v in violations if isinstance(v.focus, URIRef) and reason in v.message_en}
    assert refused == set(things.values()) - relation.domain

    graph = changed("", "")
    for thing in things:
        graph.add((subject, relation.iri, thing))
    violations = validate(graph, vocabulary)
    reason = "a post is plain text" if relation.literal else f'the object of "{relation.label_en}" must be of'
    refused = {things[v.value] for v in violations if isinstance(v.value, URIRef) and reason in v.message_en}
    assert refused == set(things.values()) - relation.range


def test_a_subclass_may_stand_beside_the_class(vocabulary: Vocabulary) -> None:
    assert validate(changed("", ":Park a pk:Region , pk:Collective , pk:Entity ."), vocabulary) == ()


def test_a_dataset_is_judged_as_the_union_of_its_graphs(vocabulary: Vocabulary) -> None:
    dataset = Dataset()
    for i, triple in enumerate(sorted(changed("", ""))):
        dataset.graph(URIRef(f"urn:{i % 3}")).add(triple)
    assert validate(dataset, vocabulary) == ()
    dataset.graph(URIRef("urn:0")).parse(data=PREFIXES + ":Park a pk:Place .", format="turtle")
    assert [v.focus_name for v in validate(dataset, vocabulary) if CLASSES in v.message_en] == ["云川高新区"]


def test_a_violation_is_told_in_both_languages(vocabulary: Vocabulary) -> None:
    [found] = validate(changed("", ":Person pk:leads :Policy ."), vocabulary)
    assert (found.path, found.value_name) == ("pk:leads", "稳岗十条")
    assert describe(found, "zh").startswith("周远：“领导”的宾语须属于：院校院所、企业、")
    assert describe(found, "zh").endswith("（现为：稳岗十条）")
    assert describe(found, "en").startswith(
        '周远: the object of "leads" must be of one of the classes academic institution,'
    )
    [found] = validate(changed("", ":Company pk:leads :GovernmentBody ."), vocabulary)
    assert describe(found, "zh") == "启明仪器有限公司：“领导”的主语须属于：人物"
    both = validate(changed(":membership org:member :Person .", ""), vocabulary)
    assert [(v.focus_name, v.path) for v in both] == [
        ("周远", "^org:member"),
        ("https://w3id.org/park-kg/id/membership", "org:member"),
    ]


def test_violations_come_in_the_same_order_every_time(vocabulary: Vocabulary) -> None:
    graph = changed(":claim pk:support :sentence .", ":Park a pk:Place . :Person pk:leads :Policy , :Fund .")
    assert len({validate(Graph() + graph, vocabulary) for _ in range(3)}) == 1
    assert len(validate(graph, vocabulary)) == 4
