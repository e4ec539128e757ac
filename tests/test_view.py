"""The view as text: self-contained, escaped, the same every time; and what it reads, places and colours."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import load, write
from kg.model import KgError
from kg.network import communities, to_network
from kg.view import network, render, write_view
from kg.view.data import read
from kg.view.evidence import marks
from kg.view.layout import arrange
from kg.view.look import OTHER, look
from kg.vocabulary import load_vocabulary
from tests.browser.town import ENTITIES, FACTS, build, town

ROOT = Path(__file__).resolve().parent.parent
VOCABULARY = load_vocabulary(ROOT / "ontology")
AGAIN = """
import sys
from kg.view import render
from tests.browser.town import town
from tests.test_view import VOCABULARY
sys.stdout.buffer.write(render(town(), VOCABULARY).encode())
"""


class Outline(HTMLParser):
    """The start tags of a page with their attributes, and the text of its scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, list[str]] = {"script": [], "style": []}
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open = tag
        if tag in self.text:
            self.text[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open in self.text:
            self.text[self._open][-1] += data

    def block(self, name: str) -> Any:
        """What the page holds in a block of JSON."""
        scripts = [attributes.get("id") for tag, attributes in self.tags if tag == "script"]
        return json.loads(self.text["script"][scripts.index(name)])


@pytest.fixture(scope="module")
def html() -> str:
    return render(town(), VOCABULARY)


@pytest.fixture(scope="module")
def outline(html: str) -> Outline:
    return Outline(html)


def test_the_page_is_modern_chinese_and_refers_to_nothing_outside(html: str, outline: Outline) -> None:
    assert html.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    assert ("meta", {"charset": "utf-8"}) in outline.tags
    assert not {"link", "iframe", "img", "base", "object"} & {tag for tag, _ in outline.tags}
    assert not [attributes for _, attributes in outline.tags if {"src", "href"} & attributes.keys()]
    assert "sourceMappingURL" not in html
    assert "url(" not in outline.text["style"][0] and "@import" not in outline.text["style"][0]


def test_the_policy_lets_only_our_own_scripts_run(outline: Outline) -> None:
    policy = next(a["content"] for tag, a in outline.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy and policy.startswith("default-src 'none';") and "unsafe" not in policy
    kinds = [attributes.get("type") for tag, attributes in outline.tags if tag == "script"]
    run = [text for kind, text in zip(kinds, outline.text["script"], strict=True) if kind != "application/json"]
    assert len(run) == 2 and len(outline.text["style"]) == 1
    for text in [*run, *outline.text["style"]]:
        assert f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in policy


def test_the_drawing_is_of_the_graph(outline: Outline) -> None:
    drawing, kg = outline.block("drawing"), outline.block("kg")
    assert len(kg["entities"]) == len(drawing["nodes"]) == len(ENTITIES)
    labels = {node["id"]: node["label"].replace("\n", "") for node in drawing["nodes"]}
    drawn = {(labels[edge["from"]], edge["label"], labels[edge["to"]]) for edge in drawing["edges"]}
    entities = {label for _, label, *_ in ENTITIES}
    stated = {(s, VOCABULARY.relations[p].label_zh, o) for s, p, o, _ in FACTS if o in entities}
    assert drawn == stated and len(drawing["edges"]) == len(stated)
    assert json.loads(outline.block("options"))["physics"] == {"enabled": False}


def test_edges_between_the_same_two_bend_away_from_each_other(outline: Outline) -> None:
    edges = outline.block("drawing")["edges"]
    pairs = itertools.combinations(edges, 2)
    twins = [(a, b) for a, b in pairs if {a["from"], a["to"]} == {b["from"], b["to"]}]
    assert len(twins) == 1
    for first, second in twins:
        turned = first["from"] != second["from"]
        assert (first["smooth"]["type"] == second["smooth"]["type"]) == turned
        assert first["smooth"]["roundness"] == second["smooth"]["roundness"] > 0


def test_two_processes_make_the_same_bytes(html: str) -> None:
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        made = subprocess.run([sys.executable, "-c", AGAIN], cwd=ROOT, env=environment, capture_output=True, check=True)
        assert made.stdout.decode() == html


def test_a_graph_read_back_from_its_folder_gives_the_same_page(tmp_path: Path, html: str) -> None:
    write(town(), tmp_path / "out")
    assert render(load(tmp_path / "out"), VOCABULARY) == html


def test_hostile_names_and_titles_are_escaped() -> None:
    evil = "</script><img src=x onerror=alert(1)>\"'&\u2028"
    made = render(build([("Company", evil)], []), VOCABULARY, title=evil)
    assert "<img" not in made
    parsed = Outline(made)
    assert len(parsed.text["script"]) == 5
    assert parsed.block("kg")["entities"][0]["label"] == evil


def test_what_is_read_is_complete() -> None:
    content = read(town(), VOCABULARY)
    assert len(content.entities) == len(ENTITIES) and len(content.facts) == len(FACTS)
    assert all(fact.sources for fact in content.facts)
    names = [thing.label for thing in content.entities]
    (post,) = (fact for fact in content.facts if fact.object is None)
    assert (names[post.subject], post.text, post.time) == ("周明远", "主任", "2021-03")
    assert post.where is not None and names[post.where] == "云溪高新区管委会"
    (figure,) = content.figures
    assert (names[figure.about], figure.value, figure.surface) == ("白河软件园", "1200000000.0", "超12亿元")
    (quote,) = {content.sentences[source.sentence].text for source in figure.sources}
    assert quote == "白河软件园去年营业收入超12亿元。"
    (story,) = content.articles
    assert (story.title, story.published, story.page) == ("两个园区的春天", "2022-04-01", "spring.txt")
    assert [names[person] for person in story.authors] == ["何小满"]


def test_the_communities_are_those_of_the_network(outline: Outline) -> None:
    kg, found = outline.block("kg"), communities(to_network(town(), VOCABULARY))
    iris = [thing["iri"] for thing in kg["entities"]]
    drawn = [(one["name"], tuple(iris[member] for member in one["members"])) for one in kg["communities"]]
    assert drawn == [(one.name, one.members) for one in found]
    assert {name for name, _ in drawn} >= {"云溪高新技术产业开发区", "白河软件园"}


def test_a_graph_without_evidence_is_still_drawn() -> None:
    graph = town()
    bare = type(graph)(default=graph.default)
    content = read(bare, VOCABULARY)
    assert len(content.facts) == len(FACTS) and not any(fact.sources for fact in content.facts)
    assert not content.sentences and len(content.articles) == 1
    assert "云溪十条" in render(bare, VOCABULARY)


def test_of_a_large_graph_the_most_connected_are_drawn_and_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "MOST_DRAWN", 3)
    parsed = Outline(render(town(), VOCABULARY))
    labels = {thing["label"] for thing in parsed.block("kg")["entities"]}
    drawn = {node["label"].replace("\n", "") for node in parsed.block("drawing")["nodes"]}
    assert drawn == {"云溪高新技术产业开发区", "白河软件园", "青禾生物股份有限公司"} and len(labels) == len(ENTITIES)
    assert "只画出联系最多的 3 个" in render(town(), VOCABULARY)


def test_the_page_counts_each_fact_once_and_bylines_too() -> None:
    assert f"{len(ENTITIES)} 个实体 · {len(FACTS) + 1} 条事实 · 1 篇文章" in render(town(), VOCABULARY)


@pytest.mark.parametrize(
    ("label", "drawn"),
    [
        ("白河软件园", "白河软件园"),
        ("云溪高新技术产业开发区", "云溪高新技术\n产业开发区"),
        ("云溪第9ABCDEF号平台", "云溪第9ABCDEF\n号平台"),
        ("一二三四五六七八九十" * 2, "一二三四五六七八九\n十一二三四五六七…"),
    ],
)
def test_long_labels_are_broken_but_not_within_latin_words(label: str, drawn: str) -> None:
    (node,) = Outline(render(build([("Company", label)], []), VOCABULARY)).block("drawing")["nodes"]
    assert node["label"] == drawn


def test_the_longer_of_overlapping_names_is_marked() -> None:
    quote = "云溪高新区管委会设在云溪高新区（A+B）。"
    found = marks(quote, ["云溪高新区"], ["云溪高新区管委会", "A+B"])
    assert [(quote[start:end], role) for start, end, role in found] == [
        ("云溪高新区管委会", "o"),
        ("云溪高新区", "s"),
        ("A+B", "o"),
    ]
    assert marks(quote, [""], []) == ()


@given(st.text("甲乙丙丁.*(", max_size=40), st.lists(st.text("甲乙丙丁.*(", max_size=4), max_size=3))
def test_marks_stand_on_names_and_never_overlap(quote: str, names: list[str]) -> None:
    found = marks(quote, names, names[:1])
    assert all(quote[start:end] in names for start, end, _ in found)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(found))
    assert bool(found) == any(name and name in quote for name in names)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_two_entities_stand_on_each_other(data: st.DataObject) -> None:
    count = data.draw(st.integers(0, 14))
    ends = st.integers(0, max(count - 1, 0))
    links = data.draw(st.lists(st.tuples(ends, ends), max_size=20)) if count else []
    boxes = [(90.0, 50.0)] * count
    circles = [range(count // 3), range(count // 3, count // 2)]
    places = arrange(boxes, links, circles)
    assert len(places) == count and places == arrange(boxes, links, circles)
    for (x, y), (other_x, other_y) in itertools.combinations(places, 2):
        assert abs(x - other_x) > 80 or abs(y - other_y) > 40


def test_what_has_no_link_stands_below_the_rest() -> None:
    places = arrange([(80.0, 40.0)] * 6, [(0, 1), (1, 2)])
    assert max(y for _, y in places[:3]) < min(y for _, y in places[3:])


def test_communities_stand_apart() -> None:
    stars = [(hub, hub + leaf) for hub in (0, 10) for leaf in range(1, 10)]
    circles = [range(10), range(10, 20)]
    places = arrange([(80.0, 40.0)] * 20, [*stars, (0, 10)], circles)
    centres = [tuple(sum(axis) / 10 for axis in zip(*places[start : start + 10], strict=True)) for start in (0, 10)]
    for at, place in enumerate(places):
        own, other = (
            sum((a - b) ** 2 for a, b in zip(place, centres[side], strict=True)) for side in (at // 10, 1 - at // 10)
        )
        assert own < other


def crosses(one: Sequence[tuple[int, int]], other: Sequence[tuple[int, int]]) -> bool:
    """Whether two lines, each from point to point, cross."""

    def turn(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
        return (c[1] - a[1]) * (b[0] - a[0]) > (b[1] - a[1]) * (c[0] - a[0])

    (a, b), (c, d) = one, other
    return turn(a, b, c) != turn(a, b, d) and turn(c, d, a) != turn(c, d, b)


def test_what_hangs_together_has_nothing_else_in_its_midst() -> None:
    alone, hubs = [(0, leaf) for leaf in range(1, 14)], (14, 24, 34)
    stars = [(hub, hub + leaf) for hub in hubs for leaf in range(1, 10)]
    together = [*stars, *((one + 1, other) for one, other in itertools.combinations(hubs, 2))]
    pairs = [(at, at + 1) for at in range(44, 68, 2)]
    circles = [range(14), *(range(hub, hub + 10) for hub in hubs), *pairs]
    places = arrange([(80.0, 40.0)] * 68, [*alone, *together, *pairs], circles)
    drawn = ([[places[end] for end in link] for link in links] for links in (alone, together))
    assert not any(crosses(one, other) for one, other in itertools.product(*drawn))


def test_every_class_has_a_shape_and_a_colour_of_its_own_that_is_seen_on_white() -> None:
    looks = [look(name) for name in VOCABULARY.classes]
    assert OTHER not in looks and look("Spaceport") == OTHER
    assert len({each.glyph for each in looks}) == len({each.colour for each in looks}) == len(looks) >= 16
    for each in [*looks, OTHER]:
        assert re.fullmatch(r"#[0-9a-f]{6}", each.colour)
        parts = [int(each.colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        assert 1.05 / (sum(w * part for w, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True)) + 0.05) >= 3


def test_the_file_is_written_whole_or_not_at_all(tmp_path: Path, html: str) -> None:
    write_view(town(), VOCABULARY, tmp_path / "graph.html")
    assert (tmp_path / "graph.html").read_bytes() == html.encode()
    missing = tmp_path / "no" / "graph.html"
    with pytest.raises(KgError, match=re.escape(str(missing))) as refused:
        write_view(town(), VOCABULARY, missing)
    assert "\n" not in str(refused.value)
    (tmp_path / "folder").mkdir()
    with pytest.raises(KgError, match="folder"):
        write_view(town(), VOCABULARY, tmp_path / "folder")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "graph.html"]
