"""The check: holds a graph against the shapes of the ontology and says what does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pyshacl
from rdflib import RDF, RDFS, SH, Dataset, Graph, Literal, URIRef
from rdflib.term import Node

from kg.model import KgError
from kg.vocabulary import PK, Relation, Vocabulary


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that breaks a shape: the node, the path from it, the reason in Chinese and English, the value to blame.

    `path` starts with `^` where it runs backwards and is empty where the node itself is at fault; `value` is None
    where something is missing or there is too much of it; the names are labels where there are any. `predicate` is the
    property that the shape is about, if it is about one.
    """

    focus: Node
    path: str
    message_zh: str
    message_en: str
    value: Node | None
    focus_name: str
    value_name: str
    predicate: Node | None = None


def validate(graph: Graph, vocabulary: Vocabulary) -> tuple[Violation, ...]:
    """All violations in the graph (of a dataset: in its graphs taken together), in a fixed order; empty if it conforms.

    The graph stays as it is. KgError if the shapes themselves are broken.
    """
    data = Graph()
    for s, p, o in _triples(graph):
        data.add((s, p, o))
    for s, o in vocabulary.graph.subject_objects(RDFS.subClassOf):
        data.add((s, RDFS.subClassOf, o))
    shapes = Graph()  # pySHACL adds triples of its own to the shapes
    for triple in vocabulary.graph:
        shapes.add(triple)
    try:
        _, report, text = pyshacl.validate(data, shacl_graph=shapes, inplace=True, advanced=False)
    except (RuntimeError, re.error) as error:
        report, text = None, str(error)
    if not isinstance(report, Graph):
        raise KgError(f"ontology: a shape is broken: {text.strip().partition(chr(10))[0]}")
    found = (_violation(report, result, data, vocabulary) for result in set(report.objects(None, SH.result)))
    return tuple(sorted(found, key=lambda v: (v.focus, v.path, v.message_en, str(v.value))))


def shape_faults(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Why no graph can be held against the shapes, if none can: every shape is tried on a node of its own."""
    data, node = Graph(), URIRef("urn:park-kg:node")
    for iri in vocabulary.graph.objects(None, SH.targetSubjectsOf):
        data.add((node, iri, node))
    for iri in vocabulary.graph.objects(None, SH.targetClass):
        data.add((node, RDF.type, iri))
    try:
        validate(data, vocabulary)
    except KgError as error:
        return (str(error),)
    return ()


def _triples(graph: Graph) -> Iterable[tuple[Node, Node, Node]]:
    return ((s, p, o) for s, p, o, _ in graph.quads()) if isinstance(graph, Dataset) else graph


def _violation(report: Graph, result: Node, data: Graph, vocabulary: Vocabulary) -> Violation:
    focus, path, value = (report.value(result, part) for part in (SH.focusNode, SH.resultPath, SH.value))
    assert focus is not None  # SHACL demands one
    if path is None:
        value = None  # it would be the focus once more
    message_zh, message_en = _messages(report, result, vocabulary)
    value_name = "" if value is None else _name(value, data)
    shown, predicate = _path(report, path, vocabulary), _predicate(report, path, result, vocabulary)
    return Violation(focus, shown, message_zh, message_en, value, _name(focus, data), value_name, predicate)


def _predicate(report: Graph, path: Node | None, result: Node, vocabulary: Vocabulary) -> Node | None:
    """The property of the path; without a path, the one whose subjects the shape speaks of."""
    if path is not None:
        return report.value(path, SH.inversePath) or path
    shape = report.value(result, SH.sourceShape)
    return None if shape is None else vocabulary.graph.value(shape, SH.targetSubjectsOf)


def _messages(report: Graph, result: Node, vocabulary: Vocabulary) -> tuple[str, str]:
    """What the shape says is wrong, in Chinese and English; a relation's shape says it by the classes it names."""
    said = [m for m in report.objects(result, SH.resultMessage) if isinstance(m, Literal)]
    by_language = {m.language: str(m) for m in said}
    if {"zh", "en"} <= by_language.keys():
        return by_language["zh"], by_language["en"]
    iris: dict[Node | None, Relation] = {relation.iri: relation for relation in vocabulary.relations.values()}
    path = report.value(result, SH.resultPath)
    shape = report.value(result, SH.sourceShape)
    target = vocabulary.graph.value(shape, SH.targetSubjectsOf) if shape is not None else None
    if path in iris:
        return _sides(iris[path], "宾语", "object", iris[path].range, vocabulary)
    if target in iris and path is None:
        return _sides(iris[target], "主语", "subject", iris[target].domain, vocabulary)
    plain = "; ".join(sorted(map(str, said)))
    return plain, plain


def _sides(
    relation: Relation, side_zh: str, side_en: str, names: Iterable[str], vocabulary: Vocabulary
) -> tuple[str, str]:
    admitted = [URIRef(PK + name) for name in sorted(names)]
    zh = "、".join(vocabulary.label_of(iri, "zh") for iri in admitted)
    en = ", ".join(vocabulary.label_of(iri, "en") for iri in admitted)
    return (
        f"“{relation.label_zh}”的{side_zh}须属于：{zh}",
        f'the {side_en} of "{relation.label_en}" must be of one of the classes {en}',
    )


def _path(report: Graph, path: Node | None, vocabulary: Vocabulary) -> str:
    if path is None:
        return ""
    turned = report.value(path, SH.inversePath)
    return f"^{_path(report, turned, vocabulary)}" if turned else path.n3(vocabulary.graph.namespace_manager)


def _name(node: Node, data: Graph) -> str:
    """What people call the node: its label if it has one, else the node itself."""
    return min(map(str, data.objects(node, RDFS.label)), default=str(node))
