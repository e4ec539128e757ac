"""The graph as a network of nodes and edges, each with attributes: GraphML and GEXF."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.export.markup import HEAD, attributes, escape
from kg.export.table import Cell, Contents, described
from kg.graph import Graph
from kg.graph.membership import FORMER
from kg.view.content import Thing
from kg.view.look import look
from kg.vocabulary import Vocabulary

Attributes = Mapping[str, Cell]

#: The attributes of nodes and edges with their types; those of an edge are told of the fact that it stands for.
_NODE = {
    **dict.fromkeys(("label", "class", "class_zh", "class_en", "other_names", "date"), "string"),
    **dict.fromkeys(("posts", "former_posts", "figures", "iri"), "string"),
}
_EDGE = {
    **dict.fromkeys(("relation", "label", "text", "time", "status"), "string"),
    **{"inferred": "boolean", "confidence": "double", "sentence": "string", "sentences": "int"},
    **dict.fromkeys(("article", "published", "page", "rule"), "string"),
}


@dataclass(frozen=True)
class Network:
    """Nodes by their place in the list, with colours, and edges between two places."""

    nodes: Sequence[Attributes]
    colours: Sequence[str]
    edges: Sequence[tuple[int, int, Attributes]]


def graphml(graph: Graph, vocabulary: Vocabulary, asserted: bool) -> bytes:
    """A GraphML file: an edge for each fact between two entities, and for each post in a body."""
    net = _network(graph, vocabulary, asserted)
    keys = [(kind, name, of) for kind, types in (("node", _NODE), ("edge", _EDGE)) for name, of in types.items()]
    lines = [HEAD, '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    for kind, name, of in keys:
        told = {"id": f"{kind}_{name}", "for": kind, "attr.name": name, "attr.type": of}
        lines.append(f"  <key{attributes(told)}/>")
    lines.append('  <graph id="graph" edgedefault="directed">')
    for number, node in enumerate(net.nodes):
        lines += [f'    <node id="n{number}">', *_data("node", node), "    </node>"]
    for number, (start, end, edge) in enumerate(net.edges):
        ends = attributes({"id": f"e{number}", "source": f"n{start}", "target": f"n{end}"})
        lines += [f"    <edge{ends}>", *_data("edge", edge), "    </edge>"]
    return "\n".join([*lines, "  </graph>", "</graphml>", ""]).encode()


def gexf(graph: Graph, vocabulary: Vocabulary, asserted: bool) -> bytes:
    """The same network as GEXF 1.3, with the view's colours; edges of different relations are of different kinds."""
    net = _network(graph, vocabulary, asserted)
    spaces = {"xmlns": "http://gexf.net/1.3", "xmlns:viz": "http://gexf.net/1.3/viz", "version": "1.3"}
    lines = [HEAD, f"<gexf{attributes(spaces)}>", '  <graph defaultedgetype="directed" mode="static">']
    for kind, types in (("node", _NODE), ("edge", _EDGE)):
        lines.append(f'    <attributes class="{kind}" mode="static">')
        for name in (name for name in types if name != "label"):
            told = {"id": name, "title": name, "type": "integer" if types[name] == "int" else types[name]}
            lines.append(f"      <attribute{attributes(told)}/>")
        lines.append("    </attributes>")
    lines.append("    <nodes>")
    for number, (node, colour) in enumerate(zip(net.nodes, net.colours, strict=True)):
        opened = attributes({"id": f"n{number}", "label": node["label"]})
        lines += [f"      <node{opened}>", *_values(node), f"        <viz:color{_rgb(colour)}/>", "      </node>"]
    lines += ["    </nodes>", "    <edges>"]
    for number, (start, end, edge) in enumerate(net.edges):
        ends = attributes({"id": f"e{number}", "source": f"n{start}", "target": f"n{end}"})
        sort = attributes({"kind": edge["relation"], "label": edge["label"]})
        lines += [f"      <edge{ends}{sort}>", *_values(edge), "      </edge>"]
    return "\n".join([*lines, "    </edges>", "  </graph>", "</gexf>", ""]).encode()


def _network(graph: Graph, vocabulary: Vocabulary, asserted: bool) -> Network:
    contents = Contents(graph, vocabulary, asserted)
    content = contents.content
    posts, former, figures = (defaultdict[int, list[str]](list) for _ in range(3))
    edges = []
    for fact in content.facts:
        other = fact.where if fact.object is None else fact.object
        if fact.object is None:
            body = "" if fact.where is None else content.entities[fact.where].label
            held = former if fact.relation == FORMER else posts
            held[fact.subject].append(" ".join(filter(None, (body, fact.text, fact.time))))
        if other is not None:
            told: dict[str, Cell] = {
                "relation": fact.relation,
                "label": vocabulary.relations[fact.relation].label_zh,
                "text": fact.text,
                "time": fact.time,
                "status": fact.status,
                "inferred": contents.is_inferred(fact),
                **contents.evidence(fact.sources),
            }
            edges.append((fact.subject, other, told))
    for figure in content.figures:
        figures[figure.about].append(" ".join(filter(None, (figure.measure, figure.surface, figure.time))))
    more = {"posts": posts, "former_posts": former, "figures": figures}
    nodes = [
        _node(thing, vocabulary, {name: "；".join(told[number]) for name, told in more.items()})
        for number, thing in enumerate(content.entities)
    ]
    return Network(nodes, [look(thing.kind).colour for thing in content.entities], edges)


def _node(thing: Thing, vocabulary: Vocabulary, more: Attributes) -> Attributes:
    return {"label": thing.label, **described(thing, vocabulary), **more, "iri": thing.iri}


def _written(told: Attributes) -> Iterator[tuple[str, str]]:
    """Each attribute that has a value, as text."""
    for name, value in told.items():
        if isinstance(value, bool):
            yield name, str(value).lower()
        elif isinstance(value, Decimal):
            yield name, format(value, "f")
        elif value not in (None, ""):
            yield name, str(value)


def _data(kind: str, told: Attributes) -> Iterator[str]:
    return (f'      <data key="{kind}_{name}">{escape(value)}</data>' for name, value in _written(told))


def _values(told: Attributes) -> Iterator[str]:
    yield "        <attvalues>"
    for name, value in _written(told):
        if name != "label":  # it is an attribute of its own
            yield f"          <attvalue{attributes({'for': name, 'value': value})}/>"
    yield "        </attvalues>"


def _rgb(colour: str) -> str:
    return attributes({name: int(colour[at : at + 2], 16) for at, name in ((1, "r"), (3, "g"), (5, "b"))})
