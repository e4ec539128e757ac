"""Explanations of pages and of things of a graph: text and HTML, and page text that would like to be markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cli import main
from kg.explain import explain
from kg.explain.entity import explain_thing, find_things, open_graph
from kg.explain.html import render
from kg.explain.page import counts, explain_page, read_page
from kg.graph import Graph, to_graph, write
from kg.graph.mint import ORG, PARK
from kg.model import KgError
from kg.reader import load_reader
from kg.vocabulary import load_vocabulary
from tests.conftest import ROOT, STORY, Kg
from tests.readings import BODY, MAYOR, second_story, story

VOCABULARY = load_vocabulary(ROOT / "ontology")
PAGE = """青禾软件园出台“创新十条”

本报讯（记者 林晓）2019年3月，青禾软件园出台“创新十条”。天气晴好。
园区引进了远帆科技有限公司，已有企业320家。

责任编辑：周青
"""
_TAGS = """html head meta title style body svg symbol path use header h1 h2 h3 p ul ol li main article section
span sup mark bdi aside b i small a details summary"""
TAGS = set(_TAGS.split())
CHARS = st.one_of(st.sampled_from("青禾软件园出台“十条”。，<>&'\"\n\ue000\u202e"), st.characters(codec="utf-8"))
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "</style><style>*{display:none}</style>",
    "{{ 7*7 }}",
    "&lt;b&gt;",
    "javascript:alert(3)",
)


class Seen(HTMLParser):
    """What a browser would make of the file: tags, attributes, and the text outside the style sheet."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text, self._style = "", False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self._style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        self.text += "" if self._style else data


def made(folder: Path, text: str, name: str = "page.txt") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def html_of(path: Path) -> str:
    return render(read_page(path, load_reader(ROOT)), VOCABULARY)


def test_a_page_as_text_shows_what_each_sentence_gave(tmp_path: Path) -> None:
    told = explain_page(read_page(made(tmp_path, PAGE), load_reader(ROOT)))
    assert told.startswith("page.txt: 1 article, ")
    assert "  by 林晓\n" in told
    assert "〔Park 青禾软件园〕出台〔Policy “创新十条”〕" in told
    assert "〔Park 园区 = 青禾软件园〕" in told
    assert re.search(r"^ {6}青禾软件园 hasPolicy 创新十条  hasPolicy/\S+, 0\.\d\d$", told, re.MULTILINE)
    assert re.search(r"^ {6}青禾软件园: .*企业 = 320 家  “320家”", told, re.MULTILINE)
    silent, _, unread = told.partition("Sentences that gave no fact\n")[2].partition("\nIn no article\n")
    assert "天气晴好。" in silent and "创新十条" not in silent
    assert "周青" in unread


def test_a_page_as_html_is_whole_and_has_no_script(tmp_path: Path) -> None:
    path = made(tmp_path, PAGE)
    html, page = html_of(path), read_page(path, load_reader(ROOT))
    seen = Seen(html)
    assert set(seen.tags) <= TAGS and "script" not in seen.tags
    (policy,) = re.findall(r"Content-Security-Policy\" content=\"([^\"]+)", html)
    assert policy.startswith("default-src &#39;none&#39;; style-src &#39;sha256-") and "unsafe" not in policy
    assert not re.search(r"https?://", html) and not [name for name, _ in seen.attributes if name.startswith("on")]
    assert {value for name, value in seen.attributes if name == "href" and value[0] != "#"} == set()
    ids = {value for name, value in seen.attributes if name == "id"}
    assert {value[1:] for name, value in seen.attributes if name == "href"} <= ids
    assert html.count('<mark class="k-') == sum(len(row.names) for rows in page.rows for row in rows)
    facts = re.findall(r"<i title=\"(\w+)\">", html)
    assert facts.count("hasPolicy") >= 1 and len(facts) >= counts(page)["facts"]
    assert html == html_of(path)
    for kind in VOCABULARY.classes:
        assert f".k-{kind} {{ --kind: #" in html and f'<symbol id="g-{kind}"' in html


def test_sentences_without_a_fact_are_marked_and_listed(tmp_path: Path) -> None:
    html = html_of(made(tmp_path, PAGE))
    (anchor,) = re.findall(r'<span class="s silent" id="(\w+)"><sup>\d+</sup>天气晴好。', html)
    assert re.search(rf'<li><a href="#{anchor}">\d+</a> <bdi>天气晴好。</bdi></li>', html)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(tmp_path: Path, text: str) -> None:
    page = PAGE.replace("天气晴好", f"天气{text}晴好").replace("“创新十条”", f"“创新{text[:9]}十条”")
    seen = Seen(html_of(made(tmp_path, page + f"\n责任编辑：{text}\n", name="a&b<i>.txt")))
    assert set(seen.tags) <= TAGS and text in seen.text and "a&b<i>.txt" in seen.text
    assert seen.tags.count("style") == 1
    told = explain_page(read_page(made(tmp_path, page), load_reader(ROOT)))
    assert text in told


@settings(max_examples=25, deadline=None)
@given(
    text=st.text(
        st.one_of(st.sampled_from("青禾软件园出台“十条”。，<>&'\"\n\ue000\u202e"), st.characters(codec="utf-8")),
        max_size=60,
    )
)
def test_any_page_is_explained_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "page.txt"
    path.write_text(PAGE + text, "utf-8", newline="")
    try:
        page = read_page(path, load_reader(ROOT))
    except KgError:
        return
    assert set(Seen(render(page, VOCABULARY)).tags) <= TAGS
    assert explain_page(page).startswith("page.txt: ")


def test_every_character_of_a_page_is_in_an_article_or_named_as_in_none(tmp_path: Path) -> None:
    page = read_page(made(tmp_path, PAGE), load_reader(ROOT))
    shown = "".join(row.sentence.quote for rows in page.rows for row in rows) + "".join(page.unread) + "林晓"
    assert {c for c in PAGE if c.isalnum()} <= set(shown)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "exports"
    write(graph(), path)
    return path


def graph() -> Graph:
    return to_graph([story(), second_story()], VOCABULARY)


def told(folder: Path, what: str) -> str:
    return explain(what, ROOT, folder)


def test_the_story_of_a_thing(folder: Path) -> None:
    text = told(folder, "青禾软件园")
    assert text.startswith("青禾软件园  Park 园区\n  <https://w3id.org/park-kg/id/Park-青禾软件园>\n  also called ")
    assert "青禾园" in text and "  date 2011\n" in text
    assert (
        f"  青禾软件园 locatedIn 云川市\n    “{BODY[0]}” in 青禾软件园出台“青苗计划” (news.txt); rule.toml/1, 0.90\n"
        in text
    )
    assert "  青禾软件园管委会 partOf 青禾软件园\n" in text
    assert "  青禾软件园: 营业收入 over 1000000000 CNY, 2019, printed “超10亿元”\n    “去年" in text
    assert "蓝鲸科技有限公司 locatedIn 青禾软件园" in text.partition("Follows from these\n")[2]
    assert text.partition("Told in\n")[2].count("青禾软件园出台“青苗计划”") == 1


def test_a_person_has_posts_with_their_bodies(folder: Path) -> None:
    text = told(folder, MAYOR.name)
    assert f"Posts\n  李大川: 镇长 (青禾镇, 2020)\n    “{BODY[2]}” in " in text
    assert "  李大川 leads 青禾镇\n" in text
    assert "  李大川: 镇长 (青禾镇, 2020)\n" in told(folder, "青禾镇")


@pytest.mark.parametrize("name", ["青禾园", "id:Park-青禾软件园", "<https://w3id.org/park-kg/id/Park-青禾软件园>"])
def test_other_names_and_iris_mean_the_same_thing(folder: Path, name: str) -> None:
    assert told(folder, name) == told(folder, "青禾软件园")


def test_claims_and_statistics_and_others_have_a_story(folder: Path) -> None:
    default, evidence = graph().default, graph().evidence
    (figure,) = default.subjects(PARK.measure)
    assert told(folder, str(figure)).startswith("青禾软件园: 营业收入 over 1000000000 CNY, 2019")
    claim = next(s for s, _, _, _ in evidence.quads((None, None, PARK.hasPolicy, None)))
    assert told(folder, str(claim)).startswith(
        "青禾软件园管委会 hasPolicy 青苗计划\n    “青禾软件园出台“青苗计划”” in "
    )
    (membership,) = default.subjects(ORG.member)
    assert "rdf:type" in told(folder, str(membership)) and "李大川: 镇长" in told(folder, str(membership))


def test_an_iri_that_nothing_has_is_a_fault(folder: Path) -> None:
    for iri in ("https://w3id.org/park-kg/id/Park-无此园", "id:Park-无此园", "https://example.org/x"):
        with pytest.raises(KgError, match="nothing in this graph"):
            told(folder, iri)


def test_an_iri_needs_a_graph_and_a_sentence_needs_none(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="no such file or folder"):
        told(tmp_path / "none", "https://w3id.org/park-kg/id/Park-青禾软件园")
    assert told(tmp_path / "none", "青禾软件园").startswith("青禾软件园\nNames\n")


@pytest.mark.parametrize("text", ["青禾软件园出台办法。", "无此园", "注意:园区", "a: b", '"', "\\", "主任"])
def test_what_is_no_name_of_a_thing_is_a_sentence(folder: Path, text: str) -> None:
    assert told(folder, text).startswith(f"{text}\n")


def test_every_thing_of_the_graph_has_a_story(folder: Path) -> None:
    known = open_graph(folder, VOCABULARY)
    things = {s for s in graph().default.subjects() if str(s).startswith("https://w3id.org/")}
    assert len(things) >= 15
    for thing in sorted(map(str, things)):
        assert find_things(known, thing) == (thing,)
        assert explain_thing(known, thing).count("\n") >= 2, thing


def test_the_command_explains_pages_things_and_facts(kg: Kg, built: Path, tmp_path: Path) -> None:
    out, fact = tmp_path / "page.html", "青禾软件园 hasPolicy 创新十条"
    done = kg("explain", "page.txt", "--html", "--out", out, cwd=built)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert out.read_text("utf-8") == html_of(built / "page.txt")
    assert kg("explain", "青禾软件园", cwd=built).stdout.startswith("青禾软件园  Park 园区\n")
    assert kg("explain", "page.txt", "--fact", fact, cwd=built).stdout.startswith(f"{fact}: read\n")
    assert explain(STORY.split("\n")[2], ROOT, tmp_path, fact).startswith(f"{fact}: read\n")


@pytest.mark.parametrize(
    "words",
    [
        ["bad.txt"],
        ["none.txt"],
        ["."],
        ["gone.txt"],
        ["甲。", "--html"],
        ["甲。", "--fact", "甲 kills 乙"],
        ["page.txt", "--html", "--out", "no/such/folder.html"],
        ["https://example.org/x"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_explained_is_one_line_and_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, words: list[str]
) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\x89PNG\r\n")
    made(tmp_path, "----\n", "none.txt")
    made(tmp_path, PAGE)
    monkeypatch.chdir(tmp_path)
    assert main(["explain", *words]) == 2
    out, err = capsys.readouterr()
    (line,) = err.splitlines()
    assert not out and line.startswith("kg: ") and "internal" not in line
