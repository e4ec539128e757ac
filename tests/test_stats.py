"""The report, `kg stats` and what they list: right on small graphs, safe with any name, the same in every process."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kg.graph import Graph, load, to_graph, write
from kg.model import Entity, Fact, Reading
from kg.network import FORMATS, report, stats, write_path, write_stats
from kg.network.record import doubts, figures, pages
from kg.network.report import escape
from kg.vocabulary import load_vocabulary
from tests.browser.test_view_page import HOSTILE
from tests.browser.town import ENTITIES, FACTS, build, node, town
from tests.conftest import ROOT, Kg
from tests.readings import article_of, because, page_of, second_story, story

VOCABULARY = load_vocabulary(ROOT / "ontology")
AGAIN = """
import sys
from kg.network import report, write_stats
from tests.browser.town import town
from tests.test_stats import VOCABULARY
told = [report(town(), VOCABULARY), write_stats(town(), VOCABULARY, "table"), write_stats(town(), VOCABULARY, "json")]
sys.stdout.buffer.write("".join(told).encode())
"""
#: Names that mean something in Markdown, HTML, a terminal or a table.
SIGNS = [
    *HOSTILE,
    "a|b | c",
    "| --- | --- |",
    "# 标题",
    "- 一项",
    "12. 第十二",
    "> 引用",
    "**粗** _斜_ ~~删~~ `码`",
    "[文字](javascript:alert(1)) ![图](x.png)",
    "<https://example.org> https://example.org www.example.org",
    "反斜\\\\|杠\\",
    "第一行\n\n# 第二行\r| x |",
    "\x1b[31m红\x07\u202e倒\u200b",
    "&lt;b&gt; &#124; $x^2$",
    "=====",
    "---",
]


def parsed(markdown: str) -> list[Token]:
    """Every block and inline token of the text, as a common reader of Markdown sees it."""
    blocks = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    return [token for block in blocks for token in (block, *(block.children or ()))]


def section(text: str, heading: str) -> str:
    (found,) = re.findall(rf"^## {heading}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return str(found).strip()


def rows(text: str) -> Iterator[list[str]]:
    """The cells of each row of a Markdown table, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return ([cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:])


def two_pages() -> Graph:
    return to_graph([story(), second_story()], VOCABULARY)


def doubtful() -> Graph:
    """One page whose facts are read with little confidence, one of them twice."""
    page = page_of("两地签约", "东湾园区与西岭园区签约。", "东湾园区引进甲公司。")
    article = article_of(page, "两地签约")
    east, west, firm = Entity("Park", "东湾园区"), Entity("Park", "西岭园区"), Entity("Company", "甲公司")
    sign, settle = because(article, "东湾园区与西岭园区签约。", 0.6), because(article, "东湾园区引进甲公司。", 0.5)
    surer = because(article, "东湾园区引进甲公司。", 0.7, "other.toml/2")
    facts: tuple[Fact, ...] = (Fact(east, "cooperatesWith", west, sign), Fact(east, "attracted", firm, settle))
    facts += (Fact(east, "attracted", firm, surer), Fact(firm, "locatedIn", east, because(article, "两地签约", 0.75)))
    return to_graph([Reading(page, (article,), (), facts, ())], VOCABULARY)


def test_the_figures_of_a_graph() -> None:
    found = stats(town(), VOCABULARY)
    size = found.size
    between = {(s, o) for s, _, o, _ in FACTS if o in {label for _, label, *_ in ENTITIES}}
    assert (size.entities, size.joined, size.facts) == (len(ENTITIES), 17, len(FACTS) - 1)
    assert size.pairs == len({frozenset(pair) for pair in between})
    assert size.density == round(2 * size.pairs / (19 * 18), 6) and size.components == (17,)
    assert {thing.label for thing in found.isolated} == {"何小满", "金穗奖"}
    assert [(one.thing.label, one.value) for one in found.centrality["degree"][:2]] == [
        ("云溪高新技术产业开发区", 8),
        ("白河软件园", 5),
    ]
    parks = {park.label: one.name for one in found.communities for park in one.parks}
    assert parks == {"云溪高新技术产业开发区": "云溪高新技术产业开发区", "白河软件园": "白河软件园"}
    assert found.counts() == {"communities": len(found.communities), "bridges": 0, "routes": 1, "isolated": 2}


def test_lists_are_cut_and_counts_stay_whole() -> None:
    told = json.loads(write_stats(town(), VOCABULARY, "json", 1))
    assert len(told["isolated"]) == len(told["communities"]) == len(told["centrality"]["degree"]) == 1
    assert told["counts"]["isolated"] == 2 and told["size"]["entities"] == len(ENTITIES)
    assert told["communities"][0]["size"] > len(told["communities"][0]["members"]) == 1


def test_the_report_tells_pages_counts_bridges_and_figures() -> None:
    text = report(two_pages(), VOCABULARY)
    assert "报道截至 As of **2020-06-02**。" in text and "2 页报道、2 篇文章" in text
    assert list(rows(section(text, "报道 Pages"))) == [
        ["news.txt", "2020-05-01", "青禾软件园出台“青苗计划”", "8", "1"],
        ["other.txt", "2020-06-02", "白鹭科技园签约", "2", "0"],
    ]
    assert section(text, "园区之间的桥梁 Bridges between parks").splitlines()[-1] == (
        "- **云川大学**（白鹭科技园、青禾软件园；唯一 only link）："
        "云川大学 与 白鹭科技园 合作；云川大学 与 青禾软件园 合作"
    )
    assert section(text, "园区之间的最短路径 Shortest paths between parks") == (
        "1. 白鹭科技园、青禾软件园（2 步）：云川大学 与 白鹭科技园 合作 → 云川大学 与 青禾软件园 合作"
    )
    told = section(text, "各园区的数据 Figures by park")
    assert told.startswith("### 青禾软件园\n") and list(rows(told)) == [["营业收入", "超10亿元", "2019"]]
    alone = section(text, "没有关系的实体 Entities without relations")
    assert alone == "没有。None.\n\n另有 1 人只是文章作者 only authors：王小禾"
    assert section(text, "把握不大的事实 Low-confidence facts") == "没有。None."


def test_doubtful_facts_come_least_sure_first_each_once_with_its_surest_reading() -> None:
    found = doubts(doubtful(), VOCABULARY)
    assert [(one.fact, one.confidence, one.sentence, one.rule) for one in found] == [
        ("东湾园区 与 西岭园区 合作", "0.6", "东湾园区与西岭园区签约。", "rule.toml/1"),
        ("东湾园区 引进 甲公司", "0.7", "东湾园区引进甲公司。", "other.toml/2"),
    ]
    told = list(rows(section(report(doubtful(), VOCABULARY), "把握不大的事实 Low-confidence facts")))
    assert [row[:2] for row in told] == [["0.6", "东湾园区 与 西岭园区 合作"], ["0.7", "东湾园区 引进 甲公司"]]


def test_a_doubtful_figure_is_told_as_a_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.network.record.DOUBT", 2)
    assert "白河软件园：营业收入 超12亿元" in [one.fact for one in doubts(town(), VOCABULARY)]


def test_a_graph_without_evidence_or_without_anything_has_a_report() -> None:
    bare = Graph(default=town().default)
    assert pages(bare, VOCABULARY) == () and doubts(bare, VOCABULARY) == () and set(figures(bare)) == {"白河软件园"}
    assert "没有记下出处。" in report(bare, VOCABULARY) and "As of" not in report(bare, VOCABULARY)
    text = report(Graph(), VOCABULARY)
    heads = re.findall("^## ", text, re.MULTILINE)
    assert len(heads) == len(re.findall("^## ", report(town(), VOCABULARY), re.MULTILINE)) == 9
    assert text.count("None.") == 5 and "No fact joins two entities." in text
    assert all(write_stats(Graph(), VOCABULARY, form) for form in FORMATS)


def test_names_stay_text_in_the_report() -> None:
    entities = [("Park" if at % 2 else "Company", name) for at, name in enumerate(SIGNS)]
    entities += [("Policy", f"{name} 令") for name in SIGNS]
    pairs = list(zip(SIGNS, [*SIGNS[1:], SIGNS[0]], strict=True))
    graph = build(entities, [(one, "cooperatesWith", other, f"{one}与{other}") for one, other in pairs])
    tokens = parsed(report(graph, VOCABULARY, 100))
    plain = [("Park" if at % 2 else "Company", f"甲{at}") for at in range(len(SIGNS))]
    plain += [("Policy", f"乙{at}") for at in range(len(SIGNS))]
    calm = [(f"甲{at}", "cooperatesWith", f"甲{(at + 1) % len(SIGNS)}", "句") for at in range(len(SIGNS))]
    expected = parsed(report(build(plain, calm), VOCABULARY, 100))
    assert [token.type for token in tokens if token.type != "text"] == [t.type for t in expected if t.type != "text"]
    cells = {token.content for token in tokens if token.type == "text"}
    for name in ("a|b | c", "| --- | --- |", "# 标题", "12. 第十二", "反斜\\\\|杠\\", "第一行 # 第二行 | x |", "---"):
        assert name in cells, name


@given(st.text(st.sampled_from("aA1. -+#*_~`|<>[]()&;:/\\$!=\n\u202e园"), max_size=12))
def test_escaped_text_reads_as_the_text_and_nothing_else(text: str) -> None:
    line = escape(text)
    assert "\n" not in line and not re.search(r"[\\`*_\[\]<>|~$]", line)
    assert html.unescape(line) == " ".join(text.replace("\u202e", " ").split())
    kinds, usual = ([token.type for token in parsed(f"- x {end}\n- {end}")] for end in (line or "y", "y"))
    assert [kind for kind in kinds if kind != "text"] == [kind for kind in usual if kind != "text"]


def test_two_processes_make_the_same_bytes_and_so_does_a_graph_read_back(tmp_path: Path) -> None:
    told = [report(town(), VOCABULARY), *(write_stats(town(), VOCABULARY, form) for form in ("table", "json"))]
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        made = subprocess.run([sys.executable, "-c", AGAIN], cwd=ROOT, env=environment, capture_output=True, check=True)
        assert made.stdout.decode() == "".join(told)
    write(town(), tmp_path)
    assert report(load(tmp_path), VOCABULARY) == told[0]


def test_the_table_is_for_terminals() -> None:
    entities = [("Park", "东湾园区"), ("Park", "西\x1b[31m岭\n园区")]
    graph = build(entities, [("东湾园区", "cooperatesWith", entities[1][1], "签约。")])
    table = write_stats(graph, VOCABULARY)
    assert "\x1b" not in table and "西\ufffd[31m岭\ufffd园区" in table
    assert "facts by relation\n  cooperatesWith  1\n" in table and "bridges" not in table
    assert "highest degree\n  东湾园区" in table
    path = write_path(graph, VOCABULARY, *(str(node(label)) for _, label in entities))
    assert path == "东湾园区 与 西\ufffd[31m岭\ufffd园区 合作\n"


def test_an_estimate_is_called_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "estimated" not in write_stats(town(), VOCABULARY) and "抽样" not in report(town(), VOCABULARY)
    monkeypatch.setattr("kg.network.rank._STEPS", 1)
    assert "highest betweenness, estimated from 16 entities" in write_stats(town(), VOCABULARY)
    assert "（由 16 个实体抽样估计）" in report(town(), VOCABULARY)


def test_kg_stats_prints_the_report_that_build_wrote(kg: Kg, built: Path) -> None:
    written = (built / "exports" / "report.md").read_text("utf-8")
    assert "青禾软件园" in written and written == kg("stats", "--format", "md", cwd=built).stdout
    table = kg("stats", cwd=built)
    assert table.returncode == 0 and table.stderr == "" and "entities by class\n  Park" in table.stdout
    assert json.loads(kg("stats", "--format", "json", cwd=built).stdout)["summary"]["pages"] == 1


def test_kg_stats_reads_paths_out(kg: Kg, tmp_path: Path) -> None:
    write(town(), tmp_path / "exports")
    ends = "林若安", "云溪高新区"
    told = kg("stats", "--path", *ends)
    assert told.returncode == 0 and told.stdout.splitlines() == [
        "林若安 领导 知行软件",
        "白河软件园 引进 知行软件",
        "云溪高新技术产业开发区 与 白河软件园 合作",
    ]
    assert kg("stats", "--path", *ends, "--format", "md").stdout.startswith("1. 林若安 领导 知行软件\n2. ")
    steps = json.loads(kg("stats", "--path", *ends, "--format", "json").stdout)["steps"]
    assert steps == told.stdout.splitlines()
    assert kg("stats", "--path", "金穗奖", "林若安").stdout == "金穗奖 与 林若安 之间没有路径。\n"
    assert kg("stats", "--path", "金穗奖", "林若安", "--format", "json").stdout == "null\n"
    assert kg("stats", "--path", "金穗奖", "金穗奖").stdout == "金穗奖 就是 金穗奖。\n"
    unknown = kg("stats", "--path", "金穗", "林若安")
    assert unknown.returncode == 2 and unknown.stdout == "" and unknown.stderr.count("\n") == 1
    assert "nearest: 金穗奖" in unknown.stderr
    for wrong in (["--top", "0"], ["--top", "-1"], ["--top", "x"], ["--format", "csv"], ["--path", "金穗奖"]):
        refused = kg("stats", *wrong)
        assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (2, "", 1)
