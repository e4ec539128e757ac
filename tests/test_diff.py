"""The difference between two graphs: in words with sentences, as JSON, and as change sets that make the new graph."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF

from kg.diff import FORMATS, Difference, compare
from kg.diff.write import CS
from kg.graph import Graph, to_graph
from kg.home import home
from kg.model import Entity, Fact, Reading
from kg.vocabulary import load_vocabulary
from tests.conftest import Kg
from tests.readings import FIRM, INCOME, MAYOR, PARK, PLACE, POST, TITLE, TOWN, because, second_story, story
from tests.test_bad_input import only_line

VOCABULARY = load_vocabulary(home() / "ontology")
OLD = to_graph([story()], VOCABULARY)


def without(*relations: str) -> Reading:
    """The sample story without its facts of these relations."""
    reading = story()
    return replace(reading, facts=tuple(fact for fact in reading.facts if fact.relation not in relations))


def difference(new: Reading, *more: Reading) -> Difference:
    """How the graph of these readings differs from that of the sample story."""
    return compare(OLD, to_graph([new, *more], VOCABULARY), VOCABULARY)


def told(found: Difference, part: str) -> list[tuple[str, str]]:
    """Kind and words of the changes of one part."""
    return [(change.kind, change.text) for change in found.changes[part]]


def test_equal_graphs_have_no_difference() -> None:
    found = difference(story())
    assert not found and not any(found.changes.values())
    assert FORMATS["table"](found) == "" and FORMATS["ttl"](found) == ""
    assert all(not changes for changes in json.loads(FORMATS["json"](found)).values())


def test_a_fact_that_is_gone_is_told_with_its_sentence() -> None:
    found = difference(without("attracted"))
    assert found and told(found, "facts") == [("removed", "青禾软件园 引进 蓝鲸科技有限公司 (attracted)")]
    assert told(found, "entities") == told(found, "figures") == told(found, "articles") == []
    lines = FORMATS["table"](found).splitlines()
    assert lines == [
        "facts: 1 removed",
        "- 青禾软件园 引进 蓝鲸科技有限公司 (attracted)",
        f"    “{PLACE}” (news.txt《{TITLE}》)",
    ]


def test_a_page_more_adds_articles_entities_and_facts() -> None:
    found = difference(story(), second_story())
    assert told(found, "articles") == [("added", "白鹭科技园签约 (other.txt)")]
    assert ("added", "园区 白鹭科技园") in told(found, "entities")
    [park] = [change for change in found.changes["entities"] if change.kind == "changed"]
    assert park.text == "园区 青禾软件园" and park.values["date"] == ("", "2011")
    assert park.values["other names"][1].split("；") == ["青禾", "青禾 软件园", "青禾园"]
    assert "    date: (none) → 2011\n" in FORMATS["table"](found)
    assert [kind for kind, _ in told(found, "facts")] == ["added", "added"]


def test_a_figure_of_another_value_is_changed() -> None:
    reading = story()
    [income] = reading.statistics
    found = difference(replace(reading, statistics=(replace(income, value=Decimal("1.2E+9"), surface="12亿元"),)))
    [change] = found.changes["figures"]
    assert (change.kind, change.text) == ("changed", "青禾软件园 营业收入 (2019): 12亿元")
    assert change.values == {"value": ("1000000000", "1200000000"), "surface": ("超10亿元", "12亿元")}
    assert not any(found.changes[part] for part in ("articles", "entities", "facts"))


def test_figures_of_one_measure_that_are_several_come_and_go() -> None:
    reading = story()
    [income] = reading.statistics
    more = replace(income, value=Decimal(5), surface="5元")
    assert told(difference(replace(reading, statistics=(income, more))), "figures") == [
        ("added", "青禾软件园 营业收入 (2019): 5元")
    ]


def test_more_and_fewer_sentences_are_a_change() -> None:
    reading = story()
    article = reading.articles[0]
    again = Fact(PARK, "attracted", FIRM, because(article, INCOME, 0.95, "attracted/9"))
    found = difference(replace(without("attracted"), facts=(*without("attracted").facts, again)))
    [change] = found.changes["facts"]
    assert change.kind == "changed" and change.values == {"confidence": ("0.9", "0.95")}
    assert [s.quote for s in change.sentences] == [INCOME] and [s.quote for s in change.gone] == [PLACE]
    lines = FORMATS["table"](found).splitlines()
    assert lines[2:] == [
        "    confidence: 0.9 → 0.95",
        f"    + “{INCOME}” (news.txt《{TITLE}》)",
        f"    - “{PLACE}” (news.txt《{TITLE}》)",
    ]


def test_a_post_has_its_body_and_its_time() -> None:
    reading = story()
    post = Fact(MAYOR, "holdsPost", "镇长", because(reading.articles[0], POST), body=TOWN, time="2021")
    found = difference(replace(without("holdsPost"), facts=(*without("holdsPost").facts, post)))
    [change] = found.changes["facts"]
    assert (change.kind, change.values) == ("changed", {"time": ("2020", "2021")})
    assert change.text == "李大川 职务 青禾镇 镇长 (holdsPost)"


def renamed(reading: Reading, old: Entity, new: Entity) -> Reading:
    """The reading with another entity in the place of one."""

    def other(thing: object) -> object:
        return new if thing == old else thing

    return replace(
        reading,
        entities=tuple((article, other(entity)) for article, entity in reading.entities),  # type: ignore[misc]
        facts=tuple(replace(f, subject=other(f.subject), object=other(f.object)) for f in reading.facts),  # type: ignore[arg-type]
    )


def test_a_fuller_name_is_one_change() -> None:
    fuller = Entity("Company", "蓝鲸科技股份有限公司", ("蓝鲸科技有限公司", "蓝鲸科技"))
    found = difference(renamed(story(), FIRM, fuller))
    [change] = found.changes["entities"]
    assert change.kind == "changed" and change.values["name"] == ("蓝鲸科技有限公司", "蓝鲸科技股份有限公司")
    assert change.values["iri"][0].endswith("有限公司") and not found.changes["facts"]


def test_a_name_that_two_share_is_no_rename() -> None:
    two = [Entity("Company", name, ("蓝鲸科技",)) for name in ("蓝鲸甲公司", "蓝鲸乙公司")]
    reading = renamed(story(), FIRM, two[0])
    found = difference(replace(reading, entities=(*reading.entities, (reading.articles[0], two[1]))))
    assert sorted(kind for kind, _ in told(found, "entities")) == ["added", "added", "removed"]


def applied(old: Graph, turtle: str) -> set[rdflib.graph._TripleType]:
    """The triples of the old graph after the change sets."""
    sets = rdflib.Graph().parse(data=turtle, format="turtle")
    triples = set(old.default)
    assert {sets.value(change, CS.subjectOfChange) for change in sets.subjects(RDF.type, CS.ChangeSet)} <= {
        sets.value(statement, RDF.subject) for statement in sets.subjects(RDF.type, RDF.Statement)
    }
    for verb, change in ((CS.removal, triples.remove), (CS.addition, triples.add)):
        for statement in sets.objects(None, verb):
            s, p, o = (sets.value(statement, term) for term in (RDF.subject, RDF.predicate, RDF.object))
            assert s is not None and p is not None and o is not None
            change((s, p, o))
    return triples


FACTS = story().facts


@settings(deadline=None, max_examples=25)
@given(st.sets(st.sampled_from(range(len(FACTS)))), st.booleans())
def test_change_sets_make_the_old_graph_the_new_one(kept: set[int], more: bool) -> None:
    reading = replace(story(), facts=tuple(FACTS[number] for number in sorted(kept)))
    found = difference(reading, *([second_story()] if more else []))
    assert applied(OLD, FORMATS["ttl"](found)) == set(found.new.default)
    assert bool(found) == (set(found.new.default) != set(OLD.default))
    back = compare(found.new, OLD, VOCABULARY)
    swapped = {"added": "removed", "removed": "added", "changed": "changed"}
    for part in found.changes:
        assert sorted(swapped[kind] for kind, _ in told(found, part)) == sorted(kind for kind, _ in told(back, part))


def test_no_name_moves_the_cursor() -> None:
    graph = to_graph([story(), second_story()], VOCABULARY)
    firm = next(s for s, o in graph.default.subject_objects(rdflib.RDFS.label) if str(o) == "白鹭科技园")
    graph.default.set((firm, rdflib.RDFS.label, rdflib.Literal("白\x1b[2J\n鹭", lang="zh")))
    text = FORMATS["table"](compare(OLD, graph, VOCABULARY))
    assert "白 [2J 鹭" in text and all(line.isprintable() for line in text.splitlines())


def test_the_command_line(kg: Kg, built: Path, tmp_path: Path) -> None:
    shutil.copytree(built / "exports", tmp_path / "exports")
    (tmp_path / "page.txt").write_text((built / "page.txt").read_text("utf-8").replace("320家", "330家"), "utf-8")
    assert kg("build", "page.txt", "--out", "new").returncode == 0
    same = kg("diff", "exports", "exports", "--exit-code")
    assert (same.returncode, same.stdout, same.stderr) == (0, "", "")
    done = kg("diff", "exports", "new")
    assert done.returncode == 0 and "value: 320 → 330" in done.stdout
    assert "+ “园区位于云川市，已有企业330家。” (page.txt《" in done.stdout
    assert kg("diff", "exports", "new", "--exit-code").returncode == 1
    assert json.loads(kg("diff", "exports", "new", "--format", "json").stdout)["figures"]
    turtle = kg("diff", "exports", "new", "--format", "ttl").stdout
    assert set(rdflib.Graph().parse(data=turtle, format="turtle").subjects(RDF.type, CS.ChangeSet))


@pytest.mark.parametrize("words", [["exports"], ["exports", "missing"], ["missing", "exports"]], ids=" ".join)
def test_a_graph_that_is_missing_is_named(kg: Kg, built: Path, words: list[str]) -> None:
    done = kg("diff", *words, cwd=built)
    assert done.returncode == 2 and ("missing" in only_line(done) or "NEW" in only_line(done))
