"""The network on small graphs with known answers: ties, communities, centrality, cuts, bridges, paths."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, BNode

from kg.model import KgError
from kg.network import (
    Network,
    bridges,
    centrality,
    communities,
    find,
    isolated,
    modularity,
    pagerank,
    park_paths,
    parks,
    rank,
    read_out,
    shortest_path,
    ties,
    to_network,
)
from kg.network.cut import Cuts
from kg.network.rank import affordable
from kg.vocabulary import load_vocabulary
from tests.browser.town import ENTITIES, FACTS, PARK, build, node, town

VOCABULARY = load_vocabulary(Path(__file__).resolve().parent.parent / "ontology")
EAST, WEST, JOINT = "东湾园区", "西岭园区", "联合会"


def network_of(entities: Iterable[tuple[str, ...]], facts: Iterable[tuple[str, str, str]]) -> Network:
    """The network of entities (class, label, other names) and facts (subject, relation, object)."""
    return to_network(build(entities, [(*fact, "一句话。") for fact in facts]), VOCABULARY)


def labels(network: Network, nodes: Iterable[str]) -> list[str]:
    return [network.nodes[one]["label"] for one in nodes]


def values(network: Network, measure: str) -> dict[str, float]:
    return {network.nodes[one]["label"]: getattr(each, measure) for one, each in centrality(network).items()}


def clique(park: str, firms: Sequence[str]) -> list[tuple[str, str, str]]:
    pairs = itertools.combinations(firms, 2)
    return [(park, "attracted", firm) for firm in firms] + [(one, "cooperatesWith", other) for one, other in pairs]


def barbell() -> Network:
    """Two cliques of a park and four companies, joined through an association of the two parks."""
    sides = {park: [f"{park[0]}{number}公司" for number in range(4)] for park in (EAST, WEST)}
    entities = [("Park", EAST), ("Park", WEST), ("Organization", JOINT), ("Award", "无人问津奖")]
    entities += [("Company", firm) for firms in sides.values() for firm in firms]
    facts = [fact for park, firms in sides.items() for fact in clique(park, firms)]
    return network_of(entities, [*facts, (EAST, "cooperatesWith", JOINT), (JOINT, "assists", WEST)])


def numbered(pairs: Iterable[tuple[int, int]], count: int = 0) -> Network:
    """Companies by number, of which these pairs cooperate."""
    known = list(pairs)
    last = max([count - 1, *itertools.chain.from_iterable(known)])
    entities = [("Company", f"公司{number:02}") for number in range(last + 1)]
    return network_of(entities, [(f"公司{a:02}", "cooperatesWith", f"公司{b:02}") for a, b in known])


def test_the_network_is_entities_and_the_facts_between_them() -> None:
    network = to_network(town(), VOCABULARY)
    entities = {label for _, label, *_ in ENTITIES}
    assert sorted(labels(network, network)) == sorted(entities) and list(network) == sorted(network)
    told = {(s, r, o) for s, o, r in network.edges(keys=True)}
    assert told == {(str(node(s)), r, str(node(o))) for s, r, o, _ in FACTS if o in entities}
    park = network.nodes[str(node("云溪高新技术产业开发区"))]
    assert park["names"] == ("云溪高新技术产业开发区", "云溪高新区") and park["kind"] == "Park" and park["body"]
    bodies = {kind for _, kind in network.nodes(data="kind") if network.nodes[_]["body"]}
    assert bodies == {"Park", "GovernmentBody", "Company", "AcademicInstitution"}
    edge = network.edges[str(node("云溪高新区管委会")), str(node("云溪高新技术产业开发区")), "partOf"]
    assert edge == {"label": "隶属于", "symmetric": False, "transitive": True, "part": True}


def test_a_fact_of_a_thing_and_itself_ties_nothing_and_a_blank_node_has_its_own_name() -> None:
    graph = build([("Company", "甲公司")], [("甲公司", "cooperatesWith", "甲公司", "甲公司与甲公司合作。")])
    graph.default.add((BNode("b1"), RDF.type, PARK.Company))
    network = to_network(graph, VOCABULARY)
    assert labels(network, isolated(network)) == ["b1", "甲公司"]
    assert communities(network) == () and modularity(network, ()) == 0


def test_the_barbell_has_two_communities_named_after_their_parks() -> None:
    network = barbell()
    found = communities(network)
    assert {one.name for one in found} == {EAST, WEST} and [len(one.members) for one in found] == [6, 5]
    assert all(one.name == network.nodes[one.members[0]]["label"] for one in found)
    assert modularity(network, found) == pytest.approx(21 / 22 - (23 / 44) ** 2 - (21 / 44) ** 2)
    assert labels(network, isolated(network)) == ["无人问津奖"]


def test_a_community_is_named_after_a_park_or_body_where_it_has_one() -> None:
    people = [f"人{number}" for number in range(3)]
    entities = [("Event", "大会"), ("Company", "甲公司"), *(("Person", one) for one in people)]
    network = network_of(entities, [(one, "participatesIn", "大会") for one in ["甲公司", *people]])
    (found,) = communities(network)
    assert found.name == "甲公司" and labels(network, found.members)[0] == "大会"
    (found,) = communities(network_of(entities[:1] + entities[2:], [(one, "participatesIn", "大会") for one in people]))
    assert found.name == "大会"


def test_ties_to_other_communities_do_not_make_a_member_central() -> None:
    one, other = (list(itertools.combinations(range(start, start + 6), 2)) for start in (0, 6))
    one.remove((0, 1))
    network = numbered([*one, *other, (0, 6), (0, 7)])
    assert values(network, "degree")["公司00"] == 6 > values(network, "degree")["公司02"]
    members = {tuple(sorted(labels(network, found.members))): found.name for found in communities(network)}
    assert members[tuple(f"公司{number:02}" for number in range(6))] == "公司02"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=30))
def test_communities_part_what_is_joined_and_each_hangs_together(pairs: list[tuple[int, int]]) -> None:
    network = numbered(pairs, 16)
    found, joined = communities(network), ties(network)
    members = [member for one in found for member in one.members]
    assert len(set(members)) == len(members) and set(members) == set(network) - set(isolated(network))
    assert all(nx.is_connected(joined.subgraph(one.members)) and len(one.members) > 1 for one in found)
    assert [len(one.members) for one in found] == sorted((len(one.members) for one in found), reverse=True)


def test_the_joint_of_a_barbell_is_between_most_and_its_degree_is_small() -> None:
    between, degree = values(barbell(), "betweenness"), values(barbell(), "degree")
    # of the 55 pairs of the eleven others, one of which is alone: 25 lie on either side of the joint
    assert between[JOINT] == pytest.approx(25 / 55, abs=1e-6)
    assert between[EAST] == between[WEST] == pytest.approx(24 / 55, abs=1e-6)
    assert between["东0公司"] == between["无人问津奖"] == 0
    assert (degree[EAST], degree["东0公司"], degree[JOINT], degree["无人问津奖"]) == (5, 4, 2, 0)


def test_betweenness_of_a_large_network_is_estimated(monkeypatch: pytest.MonkeyPatch) -> None:
    network = numbered([(0, leaf) for leaf in range(1, 40)])
    assert affordable(network) == len(network) == 40
    exact = values(network, "betweenness")
    monkeypatch.setattr(rank, "_STEPS", 1)
    assert affordable(network) == 16
    rough = values(network, "betweenness")
    assert exact["公司00"] == 1 and 0.8 < rough["公司00"] < 1.2 and values(network, "betweenness") == rough


def test_pagerank_of_a_star_and_of_a_ring() -> None:
    star = pagerank(numbered([(0, leaf) for leaf in range(1, 5)]))
    hub = (0.15 / 5 + 0.85) / 1.85
    assert list(star.values()) == pytest.approx([hub, *[(1 - hub) / 4] * 4])
    # whichever way the facts point
    network = network_of([("Park", EAST), ("Company", "甲公司")], [(EAST, "attracted", "甲公司")])
    assert list(pagerank(network).values()) == pytest.approx([0.5, 0.5])
    assert list(pagerank(numbered([(n, (n + 1) % 6) for n in range(6)])).values()) == pytest.approx([1 / 6] * 6)
    assert pagerank(network_of([], [])) == {}


def test_pagerank_counts_each_fact_and_gives_the_alone_their_share() -> None:
    entities = [("Park", EAST), ("Company", "甲公司"), ("Company", "乙公司"), ("Award", "无人问津奖")]
    facts = [(EAST, "attracted", "甲公司"), ("甲公司", "locatedIn", EAST), (EAST, "attracted", "乙公司")]
    network = network_of(entities, facts)
    ranks = dict(zip(labels(network, network), pagerank(network).values(), strict=True))
    assert sum(ranks.values()) == pytest.approx(1)
    assert ranks[EAST] > ranks["甲公司"] > ranks["乙公司"] > ranks["无人问津奖"] > 0


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=16), st.data())
def test_cuts_are_what_taking_the_entity_away_shows(pairs: list[tuple[int, int]], data: st.DataObject) -> None:
    joined: nx.Graph[str] = nx.Graph((str(a), str(b)) for a, b in pairs if a != b)
    for entity in sorted(joined):
        around = sorted(nx.node_connected_component(joined, entity) - {entity})
        some = data.draw(st.lists(st.sampled_from(around), min_size=1, unique=True))
        rest = joined.subgraph(set(joined) - {entity})
        pieces = {frozenset(nx.node_connected_component(rest, other)) for other in some}
        assert Cuts(joined).parts(entity, some) == (len(pieces) > 1)


def test_the_joint_of_a_barbell_is_the_only_bridge() -> None:
    network = barbell()
    (bridge,) = bridges(network)
    assert labels(network, [bridge.entity, *bridge.parks]) == [JOINT, *labels(network, parks(network))]
    assert bridge.only and {contact.fact.relation for contact in bridge.contacts} == {"cooperatesWith", "assists"}


def bridging(network: Network) -> dict[str, tuple[set[str], bool]]:
    """For each bridge by label the labels of its parks, and whether it is the only link."""
    return {network.nodes[one.entity]["label"]: (set(labels(network, one.parks)), one.only) for one in bridges(network)}


TWO = [("Park", EAST), ("Park", WEST)]


def test_two_parks_share_a_partner_by_themselves_or_through_organs() -> None:
    entities = [*TWO, ("GovernmentBody", "东湾管委会"), ("AcademicInstitution", "云川大学"), ("Company", "研究院")]
    facts = [("东湾管委会", "partOf", EAST), ("东湾管委会", "cooperatesWith", "云川大学")]
    partner = [*facts, (WEST, "cooperatesWith", "云川大学")]
    assert bridging(network_of(entities, partner)) == {"云川大学": ({EAST, WEST}, True)}
    branch = [*facts, ("研究院", "partOf", "云川大学"), ("研究院", "locatedIn", WEST)]
    assert bridging(network_of(entities, branch)) == {"云川大学": ({EAST, WEST}, True)}
    assert bridging(network_of(entities, facts)) == {}


def test_a_bridge_beside_another_way_is_not_the_only_link() -> None:
    entities = [*TWO, ("Company", "甲公司")]
    facts = [("甲公司", "locatedIn", EAST), (WEST, "attracted", "甲公司")]
    assert bridging(network_of(entities, facts)) == {"甲公司": ({EAST, WEST}, True)}
    facts.append((EAST, "cooperatesWith", WEST))
    assert bridging(network_of(entities, facts)) == {"甲公司": ({EAST, WEST}, False)}


def test_a_place_that_holds_two_parks_is_no_bridge_but_one_that_works_with_them_is() -> None:
    entities = [*TWO, ("Place", "云川市")]
    lies = [(park, "locatedIn", "云川市") for park in (EAST, WEST)]
    assert bridging(network_of(entities, lies)) == {}
    works = [("云川市", "assists", park) for park in (EAST, WEST)]
    assert bridging(network_of(entities, [*lies, *works])) == {"云川市": ({EAST, WEST}, True)}


def test_of_a_park_and_a_park_inside_it_only_the_inner_one_counts() -> None:
    entities = [*TWO, ("Park", "东湾软件园"), ("Company", "甲公司")]
    facts = [("东湾软件园", "locatedIn", EAST), ("甲公司", "locatedIn", "东湾软件园"), ("甲公司", "investsIn", EAST)]
    assert bridging(network_of(entities, facts)) == {}
    facts.append(("甲公司", "investsIn", WEST))
    assert bridging(network_of(entities, facts)) == {"甲公司": ({"东湾软件园", WEST}, True)}
    # two that are said to lie in each other are two
    facts = [(EAST, "locatedIn", WEST), (WEST, "locatedIn", EAST), *(("甲公司", "investsIn", p) for p in (EAST, WEST))]
    assert bridging(network_of(entities, facts)) == {"甲公司": ({EAST, WEST}, False)}


def test_a_path_is_read_out_in_chinese_from_either_end() -> None:
    network = to_network(town(), VOCABULARY)
    ends = find(network, "林若安"), find(network, "云溪学院")
    path, back = shortest_path(network, *ends), shortest_path(network, *reversed(ends))
    assert path and back and len(path) == len(path.nodes) - 1 == 5
    assert read_out(network, path) == [
        "林若安 领导 知行软件",
        "白河软件园 引进 知行软件",
        "云溪高新技术产业开发区 与 白河软件园 合作",
        "云溪高新技术产业开发区 引进 青禾生物股份有限公司；青禾生物股份有限公司 位于 云溪高新技术产业开发区",
        "青禾生物股份有限公司 与 云溪学院 合作",
    ]
    assert back.nodes == path.nodes[::-1]
    assert shortest_path(network, ends[0], find(network, "金穗奖")) is None
    nowhere = shortest_path(network, ends[0], ends[0])
    assert nowhere is not None and len(nowhere) == 0


def test_of_equally_short_paths_the_one_that_says_more_is_taken() -> None:
    entities = [*TWO, ("Place", "甲市"), ("Company", "乙公司"), ("Place", "丙市")]
    facts = [(park, "locatedIn", place) for park in (EAST, WEST) for place in ("甲市", "丙市")]
    facts += [("乙公司", "visits", EAST), ("乙公司", "visits", WEST)]
    network = network_of(entities, facts)
    (path,) = park_paths(network)
    assert labels(network, path.nodes)[1] == "乙公司"


def test_paths_between_parks_come_shortest_first_and_only_where_there_are_any() -> None:
    entities = [*TWO, ("Park", "南浦园区"), ("Park", "北辰园区"), ("Company", "甲公司")]
    facts = [(EAST, "cooperatesWith", WEST), (WEST, "attracted", "甲公司"), ("甲公司", "investsIn", "南浦园区")]
    network = network_of(entities, facts)
    found = [(len(path), {network.nodes[path.nodes[end]]["label"] for end in (0, -1)}) for path in park_paths(network)]
    assert found == [(1, {EAST, WEST}), (2, {WEST, "南浦园区"}), (3, {EAST, "南浦园区"})]


def test_things_are_found_by_name_and_iri() -> None:
    network = to_network(town(), VOCABULARY)
    iri = str(node("云溪高新技术产业开发区"))
    for name in ("云溪高新技术产业开发区", "云溪高新区", "云溪 高新区", iri):
        assert find(network, name) == iri
    with pytest.raises(KgError, match='nothing is called "云溪高新" in this graph; nearest: 云溪高新区'):
        find(network, "云溪高新")
    with pytest.raises(KgError, match="nothing is called"):
        find(network, "，")
    entities = [
        ("Person", "王平", "小王"),
        ("Company", "王氏", "小王"),
        ("Company", "小李"),
        ("Person", "李四", "小李"),
    ]
    twins = network_of(entities, [])
    with pytest.raises(KgError, match=r'"小王" is the name of 2 things; say which: .*, .*'):
        find(twins, "小王")
    assert labels(twins, [find(twins, "小李")]) == ["小李"]
