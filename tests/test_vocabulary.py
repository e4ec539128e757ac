"""The vocabulary answers by name and label, takes in other ontologies, and names a fault by file and line."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from kg.check import validate
from kg.home import home
from kg.model import KgError
from kg.vocabulary import PK, Vocabulary, load_vocabulary

FOLDER = home() / "ontology"

SUPPLIES = """
@prefix my: <https://example.org/my#> .
@prefix pk: <https://w3id.org/park-kg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://example.org/my> a owl:Ontology .
my:supplies a owl:ObjectProperty ; rdfs:domain pk:Body ; rdfs:range pk:Body ; rdfs:subPropertyOf pk:cooperatesWith ;
  rdfs:label "供货给"@zh , "supplies"@en ;
  skos:definition "主语向宾语供货。"@zh , "The subject sells goods to the object."@en .
my:suppliesShape a sh:NodeShape ; sh:targetSubjectsOf my:supplies ; sh:class pk:Company ;
  sh:property [ sh:path my:supplies ; sh:or ( [ sh:class pk:Body ] [ sh:class pk:Park ] ) ] .
"""


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(FOLDER)


def test_a_wrong_name_is_answered_with_the_nearest(vocabulary: Vocabulary) -> None:
    with pytest.raises(KgError, match=r'^no relation "investIn"; did you mean "investsIn"\?$'):
        vocabulary.relation("investIn")
    with pytest.raises(KgError, match=r'^no class "Parc"; did you mean "Park"\?$'):
        vocabulary.entity_class("Parc")
    with pytest.raises(KgError, match=r'^no relation "zzzzzz"$'):
        vocabulary.relation("zzzzzz")
    assert vocabulary.suggest("locatedin") == "locatedIn"
    assert vocabulary.suggest("政府机关") == "GovernmentBody"
    assert vocabulary.suggest("zzzzzz") is None
    assert vocabulary.is_relation("visits") and not vocabulary.is_relation("Park")
    assert vocabulary.relation("visits").label("zh") == "考察"
    assert vocabulary.entity_class("Park").definition("en").startswith("A named development zone")


def test_a_mistyped_term_in_python_raises(vocabulary: Vocabulary) -> None:
    assert URIRef(PK + "Statistic") == vocabulary.pk.Statistic
    with pytest.raises(AttributeError):
        _ = vocabulary.pk.Statistik


def test_terms_of_the_ontology_have_a_name_for_people(vocabulary: Vocabulary) -> None:
    assert vocabulary.label_of(vocabulary.pk.Claim, "zh") == "断言"
    assert vocabulary.label_of(URIRef("https://example.org/x#unknown"), "en") == "unknown"


def test_the_vocabulary_travels_to_other_processes(vocabulary: Vocabulary) -> None:
    assert vocabulary.pk.Article
    copy = pickle.loads(pickle.dumps(vocabulary))
    assert copy.relations == vocabulary.relations and copy.pk.Article == vocabulary.pk.Article
    assert set(copy.graph) == set(vocabulary.graph)


def test_loading_is_done_once(tmp_path: Path) -> None:
    for path in FOLDER.glob("*.ttl"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    first = load_vocabulary(tmp_path)
    assert load_vocabulary(tmp_path) is first
    (tmp_path / "my.ttl").write_text(SUPPLIES, encoding="utf-8")
    assert "supplies" in load_vocabulary(tmp_path).relations


def test_a_relation_of_ones_own_is_one_block(tmp_path: Path) -> None:
    (tmp_path / "my.ttl").write_text(SUPPLIES, encoding="utf-8")
    vocabulary = load_vocabulary(FOLDER, tmp_path)
    relation = vocabulary.relation("supplies")
    buyers = {"GovernmentBody", "Company", "AcademicInstitution", "Organization", "Park"}
    assert relation.domain == {"Company"} and relation.range == buyers
    assert relation.implies == ("cooperatesWith",)
    assert set(vocabulary.relations) == set(load_vocabulary(FOLDER).relations) | {"supplies"}
    graph = Graph().parse(
        data="""@prefix pk: <https://w3id.org/park-kg/ontology#> . @prefix my: <https://example.org/my#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix : <https://example.org/id/> .
        :a a pk:Company ; rdfs:label "甲公司"@zh ; my:supplies :b . :b a pk:Fund ; rdfs:label "乙基金"@zh .""",
        format="turtle",
    )
    [violation] = validate(graph, vocabulary)
    assert violation.message_zh == "“供货给”的宾语须属于：院校院所、企业、政府机构、其他组织、园区"
    assert violation.path == "my:supplies"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("rdfs:domain pk:Body ;", "rdfs:domain ;", r"my\.ttl: line 9: "),
        ("rdfs:domain pk:Body ;", "rdfs:domain kp:Body ;", r'my\.ttl: line 9: Prefix "kp:" not bound'),
        ('"供货给"@zh , ', "", r'my\.ttl: supplies needs exactly one label in "zh", has 0'),
        ('"供货给"@zh', '"供货给"@zh , "供应"@zh', r'my\.ttl: supplies needs exactly one label in "zh", has 2'),
        (', "The subject sells goods to the object."@en', "", r'supplies needs exactly one definition in "en", has 0'),
        ("sh:class pk:Company ;", "", r"my\.ttl: the shape of supplies names no class for its subject"),
        ("sh:path my:supplies", "sh:path my:other", r"my\.ttl: the shape of supplies names no class for its object"),
        ("a owl:ObjectProperty", "a rdfs:Resource", r"my\.ttl: supplies is neither owl:ObjectProperty nor owl:Data"),
        ("my:supplies", "my:visits", r'my\.ttl: "visits" is a term of .*park\.ttl already'),
        ("my:supplies", "my:Park", r'my\.ttl: "Park" is a term of .*park\.ttl already'),
    ],
)
def test_a_fault_in_a_file_is_one_line_that_names_it(tmp_path: Path, old: str, new: str, reason: str) -> None:
    assert old in SUPPLIES
    (tmp_path / "my.ttl").write_text(SUPPLIES.replace(old, new), encoding="utf-8")
    with pytest.raises(KgError, match=reason) as caught:
        load_vocabulary(FOLDER, tmp_path)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_text_and_a_folder_without_files(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="no ontology here"):
        load_vocabulary(tmp_path)
    with pytest.raises(KgError, match="no ontology here"):
        load_vocabulary()
    (tmp_path / "my.ttl").write_bytes("# 园区".encode("gb18030"))
    with pytest.raises(KgError, match=r"my\.ttl: not UTF-8"):
        load_vocabulary(FOLDER, tmp_path)


@pytest.mark.parametrize("broken", ["sh:minCount 1 ;", 'sh:pattern "(" ;', "sh:or pk:Body ;", "sh:property 6 ;"])
def test_a_broken_shape_is_told_when_a_graph_is_checked(tmp_path: Path, broken: str) -> None:
    (tmp_path / "my.ttl").write_text(SUPPLIES.replace("sh:class pk:Company ;", f"sh:class pk:Company ; {broken}"))
    graph = Graph().add((URIRef("urn:a"), URIRef("https://example.org/my#supplies"), URIRef("urn:b")))
    with pytest.raises(KgError, match=r"^ontology: a shape is broken: .") as caught:
        validate(graph, load_vocabulary(FOLDER, tmp_path))
    assert "\n" not in str(caught.value)
