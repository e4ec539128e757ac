"""What follows from the asserted facts, by rules that know the ontology's declarations but none of its terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import URIRef
from rdflib.graph import Graph as RdfGraph

from kg.graph.mint import PREFIXES
from kg.store import Quad, Store, quads_of

_ONTOLOGY = URIRef("urn:park-kg:ontology")
_PREFIXES = {**PREFIXES, "owl": "http://www.w3.org/2002/07/owl#", "sh": "http://www.w3.org/ns/shacl#"}

#: What follows | what the ontology declares | what the graph says. Nothing is ever said of a thing and itself.
_RULES = (
    ("?o ?p ?s", "?p a owl:SymmetricProperty", "?s ?p ?o"),
    ("?s ?p ?o", "?p a owl:TransitiveProperty", "?s ?p ?between . ?between ?p ?o"),
    ("?o ?q ?s", "?p owl:inverseOf|^owl:inverseOf ?q", "?s ?p ?o"),
    ("?s ?q ?o", "?p rdfs:subPropertyOf ?q", "?s ?p ?o"),
    ("?o ?q ?s", "?p rdfs:subPropertyOf/owl:inverseOf ?q", "?s ?p ?o"),
    ("?s a ?q", "?p rdfs:subClassOf ?q", "?s a ?p"),
)
#: pk:implies: the second property follows only where subject and object may stand there by its shape.
_SIDE = "(sh:or/rdf:rest*/rdf:first|sh:node)*/sh:class"
_GUARDS = URIRef("urn:park-kg:guards")
_GUARDED = f"""INSERT {{ GRAPH <{_GUARDS}> {{ ?shape sh:path ?q ; sh:node ?left ; sh:class ?right }} }} WHERE {{
    GRAPH <{_ONTOLOGY}> {{ [] pk:implies ?q . ?shape sh:targetSubjectsOf ?q ; {_SIDE} ?left ; sh:property ?property .
        ?property sh:path ?q ; {_SIDE} ?right }} }}"""


def _updates() -> Iterator[str]:
    for head, declared, said in _RULES:
        iris = "FILTER(isIRI(?p))" + (" FILTER(isIRI(?q))" if "?q" in declared else "")
        guard = "" if "?o" not in head else "FILTER(?s != ?o)" + (" FILTER(isIRI(?o))" if head.startswith("?o") else "")
        yield f"INSERT {{ {head} }} WHERE {{ GRAPH <{_ONTOLOGY}> {{ {declared} {iris} }} {said} {guard} }}"
    yield f"""INSERT {{ ?s ?q ?o }} WHERE {{ GRAPH <{_ONTOLOGY}> {{ ?p pk:implies ?q }}
        GRAPH <{_GUARDS}> {{ ?shape sh:path ?q ; sh:node ?left ; sh:class ?right }}
        ?s ?p ?o . ?s a ?left . ?o a ?right FILTER(?s != ?o) }}"""


def infer(default: Iterable[Quad], ontology: RdfGraph) -> Iterator[Quad]:
    """The triples that follow from the default graph by the ontology, without those that it already holds."""
    store = Store()
    store.add(default)
    given, size = store.state(), -1
    store.add(quad._replace(graph=_ONTOLOGY) for quad in quads_of(ontology))
    store.update(_GUARDED, _PREFIXES)
    while size != len(store):
        size = len(store)
        for update in _updates():
            store.update(update, _PREFIXES)
    return store.since(given)
