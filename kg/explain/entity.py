"""The story of one thing of a built graph: names, posts, facts and figures, each with its sentences, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from rdflib import Literal, URIRef

from kg.explain.show import plain, table
from kg.graph.mint import PARK, clean
from kg.model import KgError
from kg.query import open_store
from kg.store import Rows, Store, is_iri, written
from kg.vocabulary import Vocabulary

_NAMED = "SELECT DISTINCT ?it ?class {{ VALUES ?name {{ {name} }} ?it rdfs:label|skos:altLabel ?name ; a ?class }}"
_CLAIMS = """SELECT DISTINCT ?s ?p ?o ?rule ?confidence ?quote ?headline ?page ?claim {{
  {{ {where} }}
  GRAPH ?g {{
    ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; pk:rule ?rule ; pk:confidence ?confidence .
    ?claim pk:support ?sentence .
    ?sentence pk:article ?article ; oa:hasSelector/oa:exact ?quote
    OPTIONAL {{ ?g rdfs:label ?page }}
  }}
  OPTIONAL {{ ?article rdfs:label ?headline }}
}} ORDER BY ?p ?s ?o DESC(?confidence) ?quote ?page"""
_ABOUT = """SELECT ?label ?measure ?value ?unit ?qualifier ?time ?surface {{
  {it} pk:about/rdfs:label ?label ; pk:measure ?measure ; pk:value ?value ; pk:unit ?unit ; pk:qualifier ?qualifier .
  OPTIONAL {{ {it} pk:time ?time }} OPTIONAL {{ {it} pk:surface ?surface }}
}} ORDER BY ?label"""
_POSTS = """SELECT DISTINCT ?membership ?person ?post ?body ?time ?former ?acting {{
  {{ ?membership org:member {it} }} UNION {{ ?membership org:organization {it} }} UNION {{ BIND({it} AS ?membership) }}
  ?membership org:member/rdfs:label ?person ; org:role/rdfs:label ?post .
  OPTIONAL {{ ?membership org:organization/rdfs:label ?body }}
  OPTIONAL {{ ?membership org:memberDuring/pk:time ?time }}
  OPTIONAL {{ ?membership a pk:FormerMembership BIND("former" AS ?former) }}
  OPTIONAL {{ ?membership a pk:ActingMembership BIND("acting" AS ?acting) }}
}} ORDER BY ?former ?person ?post ?body ?time"""
_FOLLOWS = """SELECT DISTINCT ?s ?p ?o {{
  {{ {it} ?p ?o BIND({it} AS ?s) }} UNION {{ ?s ?p {it} BIND({it} AS ?o) }}
  FILTER NOT EXISTS {{ GRAPH ?g {{ ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }} }}
}} ORDER BY ?p ?s ?o"""
_TOLD = """SELECT DISTINCT ?headline ?page {{
  GRAPH ?g {{ ?article pk:mentions {it} OPTIONAL {{ ?g rdfs:label ?page }} }} ?article rdfs:label ?headline
}} ORDER BY ?page ?headline"""
_ANY = "SELECT DISTINCT ?p ?o {{ {{ {it} ?p ?o }} UNION {{ GRAPH ?g {{ {it} ?p ?o }} }} }} ORDER BY ?p ?o"


@dataclass(frozen=True)
class Known:
    """An open graph, and the terms that it speaks in; KgError where there is none."""

    source: Path
    store: Store
    prefixes: dict[str, str]
    vocabulary: Vocabulary

    def rows(self, query: str, **blanks: str) -> list[dict[str, str]]:
        """The solutions of a query of ours, a text for each variable that is bound."""
        answer = self.store.query(query.format(**blanks), self.prefixes)
        assert isinstance(answer, Rows)
        pairs = (zip(answer.variables, row, strict=True) for row in answer.rows)
        return [{name: str(node) for name, node in row if node is not None} for row in pairs]

    def label(self, node: str) -> str:
        """What people call the node: its label, else its IRI or text."""
        found = (
            self.rows("SELECT ?label {{ {it} rdfs:label ?label }} ORDER BY ?label", it=_term(node))
            if is_iri(node)
            else []
        )
        return found[0]["label"] if found else node

    def term(self, iri: str) -> str:
        """A term with its prefix, and without it if it is one of ours."""
        if iri.startswith(str(PARK)):
            return iri[len(str(PARK)) :]
        near = [name for name, start in self.prefixes.items() if iri.startswith(start)]
        return f"{near[0]}:{iri[len(self.prefixes[near[0]]) :]}" if near else iri


def open_graph(source: Path, vocabulary: Vocabulary) -> Known:
    """The graph of a folder or file, ready to be asked; KgError where there is none."""
    store, prefixes = open_store(source)
    return Known(source, store, prefixes, vocabulary)


def _term(iri: str) -> str:
    return written(URIRef(iri))


def find_things(known: Known, text: str) -> tuple[str, ...]:
    """The IRIs that the text means: itself, written out, in <> or with a prefix; or the things of exactly this name.

    None where the text is neither; KgError for an IRI that the graph does not know.
    """
    iri = text.strip().removeprefix("<").removesuffix(">")
    prefix, colon, rest = iri.partition(":")
    if colon and not rest.startswith("//") and prefix in known.prefixes:
        iri = known.prefixes[prefix] + rest
    if iri.startswith((*known.prefixes.values(), "http://", "https://")) and is_iri(iri):
        if not known.rows(_ANY, it=_term(iri)):
            raise KgError(f"{known.source}: nothing in this graph is called <{iri}>")
        return (iri,)
    classes = {str(term.iri) for term in known.vocabulary.classes.values()}
    rows = known.rows(_NAMED, name=written(Literal(clean(text), lang="zh")))
    return tuple(sorted({row["it"] for row in rows if row["class"] in classes}))


def explain_thing(known: Known, iri: str) -> str:
    """The story of an entity, a claim, a statistic or a membership; of anything else, what the graph says of it."""
    it = _term(iri)
    kinds = {row["o"] for row in known.rows(_ANY, it=it) if known.term(row["p"]) == "rdf:type"}
    classes = [term for term in known.vocabulary.classes.values() if str(term.iri) in kinds]
    if classes:
        lines = _entity(known, iri, f"{classes[0].name} {classes[0].label_zh}")
    elif str(PARK.Claim) in kinds:
        lines = _claims(known, f"BIND({it} AS ?claim)")
    elif str(PARK.Statistic) in kinds:
        lines = _figure(known, iri)
    else:
        lines = _anything(known, iri)
    return plain("\n".join(lines)) + "\n"


def _entity(known: Known, iri: str, kind: str) -> Iterator[str]:
    it = _term(iri)
    yield f"{known.label(iri)}  {kind}"
    yield f"  <{iri}>"
    said = [(known.term(row["p"]), row["o"]) for row in known.rows(_ANY, it=it)]
    names = [name for term, name in said if term == "skos:altLabel"]
    yield from [f"  also called {'、'.join(names)}"] if names else []
    yield from (f"  date {date}" for term, date in said if term == "date")
    yield from _part("Posts", _posts(known, iri))
    facts = f"{{ GRAPH ?g {{ ?claim rdf:subject {it} }} }} UNION {{ GRAPH ?g {{ ?claim rdf:object {it} }} }}"
    relations = " ".join(_term(str(relation.iri)) for relation in known.vocabulary.relations.values())
    yield from _part("Facts", _claims(known, f"{facts} VALUES ?p {{ {relations} }}"))
    figures = known.rows("SELECT ?figure {{ ?figure pk:about {it} ; pk:measure ?m }} ORDER BY ?m ?figure", it=it)
    yield from _part("Figures", (line for row in figures for line in _figure(known, row["figure"])))
    yield from _part("Follows from these", _follows(known, iri))
    told = known.rows(_TOLD, it=it)
    yield from _part("Told in", table((row["headline"], row.get("page", "")) for row in told))


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield title
        yield from (f"  {line.removeprefix('  ')}" for line in found)


def _posts(known: Known, iri: str) -> Iterator[str]:
    for row in known.rows(_POSTS, it=_term(iri)):
        told = [row[name] for name in ("body", "time", "acting", "former") if name in row]
        yield f"{row['person']}: {row['post']}" + (f" ({', '.join(told)})" if told else "")
        yield from _support(known, f"GRAPH ?g {{ ?claim rdf:subject {_term(row['membership'])} }}")


def _claims(known: Known, where: str) -> Iterator[str]:
    """Each fact that is claimed, with its sentences."""
    rows = known.rows(_CLAIMS, where=where)
    for (s, p, o), group in groupby(rows, key=lambda row: (row["s"], row["p"], row["o"])):
        yield f"{known.label(s)} {known.term(p)} {known.label(o)}"
        yield from map(_quoted, group)


def _support(known: Known, where: str) -> Iterator[str]:
    return map(_quoted, known.rows(_CLAIMS, where=where))


def _quoted(row: dict[str, str]) -> str:
    page = f" ({row['page']})" if "page" in row else ""
    return f"    “{row['quote']}” in {row.get('headline', '?')}{page}; {row['rule']}, {float(row['confidence']):.2f}"


def _figure(known: Known, iri: str) -> Iterator[str]:
    for row in known.rows(_ABOUT, it=_term(iri))[:1]:
        when = f", {row['time']}" if "time" in row else ""
        surface = f", printed “{row['surface']}”" if "surface" in row else ""
        yield f"{row['label']}: {row['measure']} {row['qualifier']} {row['value']} {row['unit']}{when}{surface}"
        yield from _support(known, f"GRAPH ?g {{ ?claim rdf:subject {_term(iri)} }}")


def _follows(known: Known, iri: str) -> Iterator[str]:
    """What the graph holds of the thing in relations of ours without a claim of its own."""
    ours = {str(relation.iri) for relation in known.vocabulary.relations.values()}
    for row in known.rows(_FOLLOWS, it=_term(iri)):
        if row["p"] in ours:
            yield f"{known.label(row['s'])} {known.term(row['p'])} {known.label(row['o'])}"


def _anything(known: Known, iri: str) -> Iterator[str]:
    yield f"<{iri}>"
    yield from table((known.term(row["p"]), known.label(row["o"])) for row in known.rows(_ANY, it=_term(iri)))
    yield from _part("Post", _posts(known, iri))
