"""The ontology says what it must, sticks to what is true, and loads everywhere without a murmur."""

from __future__ import annotations

import logging
import re
import warnings
from collections import Counter
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
from rdflib import ORG, OWL, RDF, RDFS, SH, SKOS, XSD, BNode, Graph, Literal, URIRef

from kg.home import home
from kg.vocabulary import PK, Vocabulary, load_vocabulary

FOLDER = home() / "ontology"
FILES = sorted(FOLDER.glob("*.ttl"))

CLASSES = (
    "Park Place GovernmentBody Company AcademicInstitution Organization Person Policy Programme Fund Project Platform "
    "Event Award Industry Technology"
)
BODY = "GovernmentBody Company AcademicInstitution Organization"
ACTOR = f"{BODY} Park Place"

#: written by hand: who may stand before a relation, and who after it
RELATIONS = {
    "locatedIn": (CLASSES.replace(" Person", ""), "Place Park"),
    "partOf": (f"{BODY} Platform", ACTOR),
    "memberOf": (f"Person {BODY}", ACTOR),
    "holdsPost": ("Person", ""),
    "heldPost": ("Person", ""),
    "leads": ("Person", f"{ACTOR} Project Programme"),
    "hasPolicy": ("Park GovernmentBody Place Company", "Policy"),
    "hasProgramme": ("Park GovernmentBody Place Organization Company AcademicInstitution", "Programme"),
    "hasFund": ("Park GovernmentBody Place Company Organization", "Fund"),
    "benefitsFrom": ("Company Organization AcademicInstitution Person Project Park", "Policy Fund Programme"),
    "attracted": ("Park Place", "Company Project Organization AcademicInstitution Platform Park Fund"),
    "cooperatesWith": (f"{BODY} Park", f"{BODY} Park"),
    "establishes": (f"{ACTOR} Person", f"{BODY} Platform Project Park"),
    "undertakes": (ACTOR, "Project Event"),
    "investsIn": (f"{ACTOR} Person", f"{BODY} Project Platform Park Fund"),
    "assists": (f"{ACTOR} Person", f"{ACTOR} Person Project"),
    "hosts": (ACTOR, "Event"),
    "participatesIn": (CLASSES, "Event Programme"),
    "receivesAward": (CLASSES, "Award"),
    "awardedBy": ("Award", ACTOR),
    "visits": (f"Person {BODY}", f"{ACTOR} Project Platform"),
    "focusesOn": (f"{ACTOR} Platform", "Industry Technology"),
    "deploys": (ACTOR, "Technology Platform"),
    "authoredBy": ("Article", "Person"),
}

#: what follows from a relation; nothing follows from those that are not named
IMPLIED = {"leads": ("memberOf",), "attracted": ("^locatedIn",)}


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(FOLDER)


def own_terms(graph: Graph) -> set[URIRef]:
    """Everything that stands in the namespace of the ontology, wherever in a triple."""
    return {term for triple in graph for term in triple if isinstance(term, URIRef) and term.startswith(PK)}


def test_there_are_the_classes_and_relations_of_the_contract(vocabulary: Vocabulary) -> None:
    assert list(vocabulary.classes) == CLASSES.split()
    assert {r.name: (r.domain, r.range) for r in vocabulary.relations.values()} == {
        name: (frozenset(before.split()), frozenset(after.split())) for name, (before, after) in RELATIONS.items()
    }
    assert {r.iri for r in vocabulary.relations.values()} == {URIRef(PK + name) for name in RELATIONS}


def test_what_follows_from_a_relation(vocabulary: Vocabulary) -> None:
    relations = vocabulary.relations.values()
    assert {r.name: r.implies for r in relations if r.implies} == IMPLIED
    assert [r.name for r in relations if r.symmetric] == ["cooperatesWith"]
    assert {r.name for r in relations if r.transitive} == {"locatedIn", "partOf"}
    assert [r.name for r in relations if r.literal] == ["heldPost", "holdsPost"]
    assert {r.inverse for r in relations} == {None}


def test_what_follows_fits_the_shapes(vocabulary: Vocabulary) -> None:
    """What OWL lets follow unseen must fit at once; a pk:implies is guarded, and must leave something to follow."""
    guarded = URIRef(PK + "implies")
    for relation in vocabulary.relations.values():
        if relation.transitive:  # x R y R z: y may stand on both sides, so that x and z may stand on theirs
            assert relation.domain & relation.range
        if relation.symmetric:
            assert relation.domain == relation.range
        for name in relation.implies:
            other = vocabulary.relations[name.lstrip("^")]
            sides = (other.range, other.domain) if name.startswith("^") else (other.domain, other.range)
            if (relation.iri, guarded, other.iri) in vocabulary.graph:
                assert relation.domain & sides[0] and relation.range & sides[1]
            else:
                assert relation.domain <= sides[0] and relation.range <= sides[1]


def test_borrowed_terms_that_are_implied_have_a_guard(vocabulary: Vocabulary) -> None:
    implied = set(vocabulary.graph.objects(None, URIRef(PK + "implies")))
    assert ORG.headOf in implied
    for iri in implied:
        assert isinstance(iri, URIRef)
        assert vocabulary.domain_of(iri) and vocabulary.range_of(iri)
    assert vocabulary.domain_of(ORG.headOf) == {"Person"}
    assert vocabulary.range_of(ORG.headOf) == set(ACTOR.split())


@pytest.mark.parametrize("iri", sorted(own_terms(load_vocabulary(FOLDER).graph)), ids=lambda iri: iri[len(PK) :])
def test_every_term_has_label_and_definition_in_both_languages(vocabulary: Vocabulary, iri: URIRef) -> None:
    for kind in (RDFS.label, SKOS.definition):
        texts = {o.language: str(o) for o in vocabulary.graph.objects(iri, kind) if isinstance(o, Literal)}
        assert set(texts) == {"zh", "en"} and len(list(vocabulary.graph.objects(iri, kind))) == 2
        assert re.search(r"[\u4e00-\u9fff]", texts["zh"])
        assert texts["en"].isascii() and texts["en"].strip()
        if kind == SKOS.definition:
            assert texts["zh"].endswith("。") and texts["en"].endswith(".") and texts["en"][0].isupper()


def test_no_two_terms_have_one_label(vocabulary: Vocabulary) -> None:
    terms = [*vocabulary.classes.values(), *vocabulary.relations.values()]
    for language in ("zh", "en"):
        assert max(Counter(term.label(language) for term in terms).values()) == 1
        assert all(vocabulary.labelled(term.label(language), language) is term for term in terms)
    assert vocabulary.labelled("没有这个", "zh") is None


def test_each_relation_is_one_block_with_one_shape(vocabulary: Vocabulary) -> None:
    text = (FOLDER / "park.ttl").read_text(encoding="utf-8")
    for relation in vocabulary.relations.values():
        shapes = list(vocabulary.graph.subjects(SH.targetSubjectsOf, relation.iri))
        assert len(shapes) == 1
        assert (shapes[0], RDF.type, SH.NodeShape) in vocabulary.graph
        assert re.search(rf"^pk:{relation.name} a owl:\w+Property.*(?:\n  .*)+\nshape:{relation.name} a ", text, re.M)


def test_owl_domains_and_ranges_are_abstract_or_a_single_class(vocabulary: Vocabulary) -> None:
    """They must hold wherever the shape lets a relation stand: each class named there lies under them."""
    for relation in vocabulary.relations.values():
        for kind, names in ((RDFS.domain, relation.domain), (RDFS.range, relation.range)):
            [declared] = vocabulary.graph.objects(relation.iri, kind)
            for name in names:
                assert declared in set(vocabulary.graph.transitive_objects(URIRef(PK + name), RDFS.subClassOf))
    assert vocabulary.graph.value(URIRef(PK + "holdsPost"), RDFS.range) == XSD.string


def test_every_term_is_one_kind_of_thing_and_aligned_with_its_like(vocabulary: Vocabulary) -> None:
    graph = vocabulary.graph
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
    kind = {s: o for o in kinds for s in graph.subjects(RDF.type, o)}
    for iri in own_terms(graph):
        assert len(kinds & set(graph.objects(iri, RDF.type))) == 1, iri
    built_in = {RDF.Statement: OWL.Class}
    for parent in (RDFS.subClassOf, RDFS.subPropertyOf):
        for child, above in graph.subject_objects(parent):
            if isinstance(above, BNode):
                [turned] = graph.objects(above, OWL.inverseOf)
                assert kind[child] == kind[turned] == OWL.ObjectProperty
            else:
                assert kind[child] == (kind | built_in)[above], (child, above)
    assert all((iri, RDF.type, OWL.ObjectProperty) in graph for iri in graph.subjects(RDF.type, OWL.SymmetricProperty))
    assert all((iri, RDF.type, OWL.ObjectProperty) in graph for iri in graph.subjects(RDF.type, OWL.TransitiveProperty))


@pytest.mark.parametrize(
    ("term", "above"),
    [
        ("Body", "http://www.w3.org/ns/org#Organization"),
        ("Person", "https://schema.org/Person"),
        ("Statistic", "http://www.w3.org/ns/sosa/Observation"),
        ("Article", "https://schema.org/NewsArticle"),
        ("Industry", "http://www.w3.org/2004/02/skos/core#Concept"),
        ("FormerMembership", "http://www.w3.org/ns/org#Membership"),
        ("ActingMembership", "http://www.w3.org/ns/org#Membership"),
        ("Claim", "http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement"),
        ("Claim", "http://www.w3.org/ns/prov#Entity"),
        ("Claim", "http://www.w3.org/ns/oa#Annotation"),
        ("Sentence", "http://www.w3.org/ns/oa#SpecificResource"),
        ("memberOf", "http://www.w3.org/ns/org#memberOf"),
        ("about", "http://www.w3.org/ns/sosa/hasFeatureOfInterest"),
        ("support", "http://www.w3.org/ns/prov#wasDerivedFrom"),
    ],
)
def test_tools_that_know_other_vocabularies_find_their_terms(vocabulary: Vocabulary, term: str, above: str) -> None:
    parents = (RDFS.subClassOf, RDFS.subPropertyOf)
    assert any((URIRef(PK + term), parent, URIRef(above)) in vocabulary.graph for parent in parents)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_files_load_in_rdflib_and_pyoxigraph_alike(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with warnings.catch_warnings(), caplog.at_level(logging.INFO):
        warnings.simplefilter("error")
        here = Graph().parse(path)
        there = pyoxigraph.Store()
        there.load(path=path)
        for s, p, o in here:  # a literal that does not fit its datatype is only noticed when it is looked at
            assert all(not isinstance(term, Literal) or term.ill_typed is not True for term in (s, p, o))
    assert caplog.records == []
    assert len(here) == len(there) > 50


def test_the_shapes_are_sound_and_pyshacl_says_nothing(
    vocabulary: Vocabulary, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with warnings.catch_warnings(), caplog.at_level(logging.WARNING):
        warnings.simplefilter("error")
        conforms, _, text = pyshacl.validate(Graph(), shacl_graph=vocabulary.graph, meta_shacl=True, advanced=False)
    assert conforms, text
    assert caplog.records == [] and capfd.readouterr() == ("", "")
