"""A user's own ontology, read together with ours."""

from __future__ import annotations

from pathlib import Path

from rdflib import SH, Graph, URIRef
from rdflib.term import Node

from kg.overlay.fault import Log
from kg.vocabulary import Vocabulary, load_vocabulary


def lay_terms(paths: tuple[Path, ...], ours: Vocabulary, folder: Path, log: Log) -> Vocabulary:
    """Our vocabulary with the terms of these files; ours alone, and the reason in the log, where that cannot be."""
    if not paths:
        return ours
    both = log.attempt(load_vocabulary, folder, paths[0].parent)
    if both is None:
        return ours
    if both.classes.keys() != ours.classes.keys():
        more = ", ".join(sorted(both.classes.keys() ^ ours.classes.keys()))
        log.faults.append(f"{paths[0].parent}: {more}: the entity classes are fixed; a new class is a subclass of one")
        return ours
    relations = {relation.iri for relation in both.relations.values()}
    told = set(both.graph.objects(None, SH.targetSubjectsOf)) - set(ours.graph.objects(None, SH.targetSubjectsOf))
    for iri in sorted(told - relations, key=str):
        log.faults.append(
            f"{_home(iri, paths)}: <{iri}> is no relation, for its namespace is no ontology; "
            f"write <{_namespace(iri)}> a owl:Ontology ."
        )
    log.found += [f"{path}: triples: {len(Graph().parse(path))}" for path in paths]
    for name, relation in both.relations.items():
        if name not in ours.relations:
            log.found.append(f"{_home(relation.iri, paths)}: relation {name} ({relation.label_zh})")
    return both


def _home(iri: Node, paths: tuple[Path, ...]) -> Path:
    """The file that gives the property its shape."""
    return next((path for path in paths if (None, SH.targetSubjectsOf, iri) in Graph().parse(path)), paths[0])


def _namespace(iri: Node) -> str:
    text = str(iri)
    return URIRef(text[: max(text.rfind("#"), text.rfind("/")) + 1])
