"""The vocabulary: the only module that reads the ontology, and so the one that says which terms there are."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import ClosedNamespace
from rdflib.term import Node

from kg.model import KgError

PK = "https://w3id.org/park-kg/ontology#"


@dataclass(frozen=True)
class Term:
    """A class or relation: its local name, its IRI, and what people call it and mean by it in Chinese and English."""

    name: str
    iri: URIRef
    label_zh: str
    label_en: str
    definition_zh: str
    definition_en: str

    def label(self, language: str) -> str:
        """The label in `zh` or `en`."""
        return self.label_zh if language == "zh" else self.label_en

    def definition(self, language: str) -> str:
        """The definition in `zh` or `en`."""
        return self.definition_zh if language == "zh" else self.definition_en


@dataclass(frozen=True)
class Relation(Term):
    """A relation, with the concrete classes that may stand on either side (`range` is empty for a literal).

    `implies` holds the names of the relations that follow from it, those that run the other way with a `^` in front.
    """

    domain: frozenset[str]
    range: frozenset[str]
    literal: bool
    symmetric: bool
    transitive: bool
    inverse: str | None
    implies: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All terms of the loaded ontology; `graph` is the ontology itself, shared and not to be changed."""

    classes: Mapping[str, Term]
    relations: Mapping[str, Relation]
    graph: Graph = field(repr=False)

    @cached_property
    def pk(self) -> ClosedNamespace:
        """The `pk:` terms that Python names by itself, as attributes; one that the ontology lacks raises."""
        names = {str(s)[len(PK) :] for s in self.graph.subjects() if isinstance(s, URIRef) and s.startswith(PK)}
        return ClosedNamespace(PK, sorted(names))

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in vars(self).items() if name != "pk"}  # a ClosedNamespace cannot travel

    def is_relation(self, name: str) -> bool:
        """Whether there is a relation of this local name."""
        return name in self.relations

    def relation(self, name: str) -> Relation:
        """The relation of this local name; KgError, with the nearest one, if there is none."""
        found = self.relations.get(name)
        if found is None:
            raise KgError(f'no relation "{name}"{_hint(_nearest(name, self.relations.values()))}')
        return found

    def entity_class(self, name: str) -> Term:
        """The entity class of this local name; KgError, with the nearest one, if there is none."""
        found = self.classes.get(name)
        if found is None:
            raise KgError(f'no class "{name}"{_hint(_nearest(name, self.classes.values()))}')
        return found

    def labelled(self, label: str, language: str) -> Term | None:
        """The class or relation that people call by this label in `zh` or `en`, if any."""
        return next((term for term in self._terms() if term.label(language) == label), None)

    def label_of(self, iri: Node, language: str) -> str:
        """What people call any term of the ontology in `zh` or `en`; its local name if it has no label there."""
        labels = (o for o in self.graph.objects(iri, RDFS.label) if isinstance(o, Literal) and o.language == language)
        return next(map(str, labels), _local(iri))

    def suggest(self, word: str) -> str | None:
        """The local name of the class or relation nearest to the word, by name or label; None if nothing is near."""
        return _nearest(word, self._terms())

    def domain_of(self, iri: URIRef) -> frozenset[str]:
        """The concrete classes that may be the subject of this property; also for borrowed ones that have a shape."""
        return _side(self.graph, _shape(self.graph, iri))

    def range_of(self, iri: URIRef) -> frozenset[str]:
        """The concrete classes that may be the object of this property; empty where the object is a literal."""
        return _side(self.graph, _path(self.graph, _shape(self.graph, iri), iri))

    def _terms(self) -> Iterator[Term]:
        yield from self.classes.values()
        yield from self.relations.values()


def load_vocabulary(*folders: Path) -> Vocabulary:
    """The vocabulary of these files and of all `*.ttl` in these folders, the same object for the same files unchanged.

    KgError names the file, and the line where there is one, if a file cannot be read as Turtle or a relation's block
    lacks something.
    """
    files = [path for given in folders for path in ([given] if given.is_file() else sorted(given.glob("*.ttl")))]
    if not files:
        raise KgError(f"{', '.join(map(str, folders)) or 'no folder'}: no ontology here (*.ttl)")
    return _load(tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in files))


@lru_cache(maxsize=8)
def _load(files: tuple[tuple[Path, int, int], ...]) -> Vocabulary:
    graph, homes = Graph(), dict[Node, Path]()
    for path, _, _ in files:
        part = _parse(path)
        homes |= dict.fromkeys(part.objects(None, SH.targetSubjectsOf), path)
        homes |= dict.fromkeys(part.subjects(RDFS.label), path)
        for prefix, namespace in part.namespaces():
            graph.bind(prefix, namespace)
        graph += part
    classes = [_term(graph, iri, homes) for iri in _entity_classes(graph)]
    relations = [_relation(graph, iri, homes) for iri in _relation_iris(graph)]
    taken: dict[str, Term] = {}
    for term in sorted([*classes, *relations], key=lambda term: [*homes.values()].index(homes[term.iri])):
        if taken.setdefault(term.name, term) is not term:
            raise KgError(f'{homes[term.iri]}: "{term.name}" is a term of {homes[taken[term.name].iri]} already')
    return Vocabulary({t.name: t for t in classes}, {r.name: r for r in relations}, graph)


def _parse(path: Path) -> Graph:
    try:
        return Graph().parse(path, format="turtle")
    except OSError as error:
        raise KgError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise KgError(f"{path}: not UTF-8") from error
    except SyntaxError as error:  # rdflib's BadSyntax, which counts lines from 0
        line = getattr(error, "lines", 0) + 1
        raise KgError(f"{path}: line {line}: {getattr(error, '_why', error)}") from error


def _entity_classes(graph: Graph) -> list[URIRef]:
    """The classes of which an entity has exactly one, in the order of the shape that says so."""
    shapes = sorted(graph.subjects(SH.targetClass, URIRef(PK + "Entity")), key=str)
    path = SH.property / SH.qualifiedValueShape / SH["in"]
    lists = [head for shape in shapes for head in graph.objects(shape, path)]
    return list(dict.fromkeys(iri for head in lists for iri in Collection(graph, head) if isinstance(iri, URIRef)))


def _relation_iris(graph: Graph) -> list[URIRef]:
    """The properties of the loaded ontologies themselves that have a shape for their subjects, by name."""
    own = tuple(str(ontology) for ontology in graph.subjects(RDF.type, OWL.Ontology))
    found = {iri for iri in graph.objects(None, SH.targetSubjectsOf) if isinstance(iri, URIRef)}
    return sorted((iri for iri in found if str(iri).startswith(own)), key=_local)


def _term(graph: Graph, iri: URIRef, homes: Mapping[Node, Path]) -> Term:
    """Name, labels and definitions of this IRI; KgError if one is missing."""
    label_zh, label_en, definition_zh, definition_en = _words(graph, iri, homes)
    return Term(_local(iri), iri, label_zh, label_en, definition_zh, definition_en)


def _relation(graph: Graph, iri: URIRef, homes: Mapping[Node, Path]) -> Relation:
    """The relation of this IRI, read from its one block; KgError if the block lacks something."""
    shape = _shape(graph, iri)
    shapes = set(graph.subjects(SH.targetSubjectsOf, iri))
    if len(shapes) > 1:
        raise KgError(f"{homes[iri]}: {_local(iri)} has {len(shapes)} shapes for its subjects; it needs just one")
    kinds = set(graph.objects(iri, RDF.type))
    literal = OWL.DatatypeProperty in kinds
    relation = Relation(
        **vars(_term(graph, iri, homes)),
        domain=_side(graph, shape),
        range=_side(graph, _path(graph, shape, iri)),
        literal=literal,
        symmetric=OWL.SymmetricProperty in kinds,
        transitive=OWL.TransitiveProperty in kinds,
        inverse=_inverse(graph, iri),
        implies=tuple(sorted(_implied(graph, iri))),
    )
    if OWL.ObjectProperty not in kinds and not literal:
        raise KgError(f"{homes[iri]}: {relation.name} is neither owl:ObjectProperty nor owl:DatatypeProperty")
    if not relation.domain or not (relation.range or literal):
        side = "object" if relation.domain else "subject"
        raise KgError(f"{homes[iri]}: the shape of {relation.name} names no class for its {side}")
    return relation


def _words(graph: Graph, iri: URIRef, homes: Mapping[Node, Path]) -> Iterator[str]:
    """Chinese label, English label, Chinese definition, English definition."""
    for kind, word in ((RDFS.label, "label"), (SKOS.definition, "definition")):
        for language in ("zh", "en"):
            texts = [str(o) for o in graph.objects(iri, kind) if isinstance(o, Literal) and o.language == language]
            if len(texts) != 1:
                home = homes.get(iri, "ontology")
                raise KgError(f'{home}: {_local(iri)} needs exactly one {word} in "{language}", has {len(texts)}')
            yield texts[0]


def _inverse(graph: Graph, iri: URIRef) -> str | None:
    """The name of the relation that runs the other way, if there is one with a name."""
    both = [*graph.objects(iri, OWL.inverseOf), *graph.subjects(OWL.inverseOf, iri)]
    return next((_local(other) for other in both if isinstance(other, URIRef)), None)


def _implied(graph: Graph, iri: URIRef) -> Iterator[str]:
    """The names of the relations that follow from this one, with `^` where they run the other way."""
    relations = set(_relation_iris(graph))
    for other in [*graph.objects(iri, RDFS.subPropertyOf), *graph.objects(iri, URIRef(PK + "implies"))]:
        if other in relations:
            yield _local(other)
        elif isinstance(other, BNode):
            yield from (f"^{_local(turned)}" for turned in graph.objects(other, OWL.inverseOf) if turned in relations)


def _shape(graph: Graph, iri: URIRef) -> Node | None:
    """The node shape that says what may be the subject of this property."""
    return graph.value(predicate=SH.targetSubjectsOf, object=iri)


def _path(graph: Graph, shape: Node | None, iri: URIRef) -> Node | None:
    """The property shape in it that says what may be the object."""
    return next((part for part in graph.objects(shape, SH.property) if (part, SH.path, iri) in graph), None)


def _side(graph: Graph, shape: Node | None) -> frozenset[str]:
    """The concrete classes that a shape admits: of each class named, the entity classes under it, or itself."""
    if shape is None:
        return frozenset()
    concrete, names = set[Node](_entity_classes(graph)), set[str]()
    for named in graph.objects(shape, SH["class"]):
        under = concrete & set(graph.transitive_subjects(RDFS.subClassOf, named))
        names |= {_local(iri) for iri in under or {named}}
    for head in graph.objects(shape, SH["or"]):
        names = names.union(*(_side(graph, member) for member in Collection(graph, head)))
    return frozenset(names)


def _local(iri: Node) -> str:
    return str(iri).rpartition("#")[2].rpartition("/")[2]


def _hint(name: str | None) -> str:
    return f'; did you mean "{name}"?' if name else ""


def _nearest(word: str, terms: Iterable[Term]) -> str | None:
    """The name of the term whose name or label is nearest to the word, whatever the case of its letters."""
    keys: dict[str, str] = {}
    for term in terms:
        for key in (term.name, term.label_zh, term.label_en):
            keys.setdefault(key.lower(), term.name)
    close = difflib.get_close_matches(word.lower(), keys, n=1)
    return keys[close[0]] if close else None
