"""The shapes: a sample graph conforms, and for each constraint a graph that breaks just that one is found out."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SH, Dataset, Graph, Literal, URIRef

from kg.check import Violation, describe, validate
from kg.home import home
from kg.vocabulary import Relation, Vocabulary, load_vocabulary

SHAPES = Path(__file__).parent / "shapes"
SAMPLE = (SHAPES / "sample.ttl").read_text(encoding="utf-8")
PREFIXES = "".join(line for line in SAMPLE.splitlines(keepends=True) if line.startswith("@prefix"))

#: for each reason: the node to blame, what is taken out of the sample, what is put in
CASES: dict[str, list[list[str]]] = tomllib.loads((SHAPES / "counter_examples.toml").read_text(encoding="utf-8"))
CLASSES = "an entity has exactly one of the entity classes"


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
    assert (
        OWL.Class,
        RDFS.subClassOf,
        None,
    ) not in vocabulary.graph  # which pySHACL adds to its shapes


@pytest.mark.parametrize(
    ("reason", "focus", "out", "into"), [(reason, *case) for reason, cases in CASES.items() for case in cases]
)
def test_each_constraint_finds_its_counter_example(
    vocabulary: Vocabulary, reason: str, focus: str, out: str, into: str
) -> None:
    violations = validate(changed(out, into), vocabulary)
    assert any(reason in found for found in reasons(violations, focus)), violations
    assert all(v.message_zh != v.message_en for v in violations)


def test_every_reason_in_the_ontology_has_a_counter_example(vocabulary: Vocabulary) -> None:
    said = {str(m) for m in vocabulary.graph.objects(None, SH.message) if isinstance(m, Literal) and m.language == "en"}
    assert len(said) > 30
    assert {message for message in said if not any(reason in message for reason in CASES)} == set()


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
