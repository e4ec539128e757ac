"""The view in a real browser: it draws offline, and every line of it can be clicked, searched and checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from kg.graph import to_graph
from kg.view import render
from kg.vocabulary import load_vocabulary
from tests.browser.conftest import OpenTab, without_browser
from tests.browser.town import FACTS, build, town
from tests.readings import careers

ROOT = Path(__file__).resolve().parent.parent.parent
VOCABULARY = load_vocabulary(ROOT / "ontology")
HOSTILE = [
    '<img src=x onerror="document.title=1">',
    "</script><script>document.title=1</script>",
    "\"'><svg onload=document.title=1>",
    "{{ 7 * 7 }} ${document.title=1} <!--",
    "javascript:document.title=1 &amp; href",
]


@pytest.fixture
def page(open_tab: OpenTab) -> Page:
    """The view of the made-up parks."""
    return open_tab(render(town(), VOCABULARY)).page


def data(page: Page, block: str) -> Any:
    """What the page holds in a block of JSON."""
    return page.evaluate("id => JSON.parse(document.getElementById(id).textContent)", block)


def number(page: Page, label: str) -> int:
    """The number of the one entity of this label."""
    (found,) = page.evaluate("label => parkkg.find(label)", label)
    return int(found)


def fact(page: Page, subject: str, relation: str, object: str) -> str:
    """The key of the one fact that says so."""
    wanted = {"subject": number(page, subject), "relation": relation, "object": number(page, object)}
    (found,) = (at for at, known in enumerate(data(page, "kg")["facts"]) if wanted.items() <= known.items())
    return f"f{found}"


def place(page: Page, key: int | str) -> dict[str, float] | None:
    """Where the entity or fact stands in the window; None if it is not drawn."""
    found: dict[str, float] | None = page.evaluate("key => parkkg.positionOf(key)", key)
    return found


def click(page: Page, key: int | str) -> None:
    """A real click of the mouse on the entity or fact."""
    at = place(page, key)
    assert at is not None
    page.mouse.click(at["x"], at["y"])


def pixel(page: Page, x: float, y: float) -> str:
    """The colour on the canvas at a place of the window, as #rrggbb."""
    script = """({x, y}) => {
        const canvas = document.querySelector("#net canvas"), frame = canvas.getBoundingClientRect();
        const ratio = canvas.width / frame.width, [left, top] = [(x - frame.left) * ratio, (y - frame.top) * ratio];
        const [red, green, blue] = canvas.getContext("2d").getImageData(left, top, 1, 1).data;
        return "#" + [red, green, blue].map(part => part.toString(16).padStart(2, "0")).join("");
    }"""
    return str(page.evaluate(script, {"x": x, "y": y}))


def inked(page: Page) -> int:
    """How many pixels of the canvas are not blank."""
    script = """() => {
        const canvas = document.querySelector("#net canvas");
        const all = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        return all.filter((part, at) => at % 4 === 3 && part > 0).length;
    }"""
    return int(page.evaluate(script))


def entry(page: Page, label: str) -> Locator:
    """The button of the legend with this label."""
    return page.locator("#classes button").filter(has_text=label)


def test_the_network_is_drawn_each_class_in_its_colour(page: Page) -> None:
    assert inked(page) > 5000
    colours = {look["name"]: look["colour"] for look in data(page, "kg")["classes"]}
    for kind, label in (("Park", "白河软件园"), ("Company", "知行软件"), ("Person", "林若安")):
        at = place(page, number(page, label))
        assert at is not None
        assert pixel(page, at["x"], at["y"]) == colours[kind]


def test_a_click_on_an_edge_shows_its_sentence_with_both_ends_marked(page: Page) -> None:
    click(page, fact(page, "白河软件园", "attracted", "知行软件"))
    panel = page.locator("#panel")
    expect(panel.locator("h2")).to_have_text("→ 引进")
    expect(panel.locator("q")).to_have_text("知行软件落户白河软件园。")
    expect(panel.locator("mark.s")).to_have_text("白河软件园")
    expect(panel.locator("mark.o")).to_have_text("知行软件")
    for part in ("《两个园区的春天》", "何小满", "2022-04-01", "spring.txt", "attracted.toml/9", "0.85"):
        expect(panel.locator("blockquote")).to_contain_text(part)


def test_two_facts_between_the_same_two_are_two_edges(page: Page) -> None:
    ends = "云溪高新技术产业开发区", "青禾生物股份有限公司"
    for subject, relation, object in ((ends[0], "attracted", ends[1]), (ends[1], "locatedIn", ends[0])):
        click(page, fact(page, subject, relation, object))
        sentence = next(text for *triple, text in FACTS if triple == [subject, relation, object])
        expect(page.locator("#panel q")).to_have_text(sentence)
        page.locator(".back").click()


def test_a_click_on_an_entity_shows_what_is_known_of_it(page: Page) -> None:
    click(page, number(page, "云溪高新技术产业开发区"))
    panel = page.locator("#panel")
    expect(panel.locator("h2")).to_have_text("云溪高新技术产业开发区")
    expect(panel).to_contain_text("又名：云溪高新区")
    assert panel.locator("h3").all_inner_texts() == [
        "引进 · 3", "合作 · 1", "有政策 · 1", "开展 · 1", "位于 · 1", "← 位于 · 1", "← 隶属于 · 1",
    ]  # fmt: skip
    panel.locator("details.why").first.click()
    expect(panel.locator("q").first).to_be_visible()
    panel.get_by_role("button", name="白河软件园").click()
    expect(panel.locator("h2")).to_have_text("白河软件园")
    expect(panel).to_contain_text("营业收入（2021）")
    expect(panel.locator("b")).to_have_text("超12亿元")
    expect(panel.locator("b")).to_have_attribute("title", "over 1200000000.0 CNY")


def test_a_community_is_shown_from_the_overview_and_from_its_members(page: Page) -> None:
    names = [thing["label"] for thing in data(page, "kg")["entities"]]
    (inside,) = (one["members"] for one in data(page, "kg")["communities"] if one["name"] == "白河软件园")
    assert {"白河软件园", "木棉机械", "汇泉能源"} <= {names[member] for member in inside} < set(names)
    panel = page.locator("#panel")

    def shown() -> None:
        expect(panel.locator("h2")).to_have_text("社群 · 白河软件园")
        assert panel.locator("li button").all_inner_texts() == [names[member] for member in inside]
        assert set(page.evaluate("parkkg.lit()")) == set(inside)

    circles = panel.locator("h3", has_text="社群").locator("xpath=following-sibling::ul")
    circles.get_by_role("button", name="白河软件园", exact=True).click()
    shown()
    panel.get_by_role("button", name="木棉机械").click()
    expect(panel.locator("h2")).to_have_text("木棉机械")
    panel.locator("p", has_text="社群：").get_by_role("button").click()
    shown()
    panel.locator(".back").click()
    assert page.evaluate("parkkg.lit()") is None


def test_a_person_has_posts_and_articles(page: Page) -> None:
    page.evaluate("id => parkkg.select(id)", number(page, "周明远"))
    item = page.locator("#panel .fact").filter(has=page.locator("b", has_text="主任"))
    expect(item).to_contain_text("云溪高新区管委会")
    expect(item).to_contain_text("2021-03")
    expect(item.locator("mark.o")).to_have_text("主任")
    page.evaluate("id => parkkg.select(id)", number(page, "何小满"))
    expect(page.locator("#panel")).to_contain_text("《两个园区的春天》")


def test_a_person_has_former_posts_apart_and_acting_ones_marked(open_tab: OpenTab) -> None:
    page = open_tab(render(to_graph([careers()], VOCABULARY), VOCABULARY)).page
    former = VOCABULARY.relations["heldPost"].label_zh
    page.evaluate("id => parkkg.select(id)", number(page, "李大川"))
    expect(page.locator("#panel h3").first).to_have_text(f"{former} · 1")
    item = page.locator("#panel .fact").filter(has=page.locator("b", has_text="代区长"))
    expect(item).to_contain_text("青禾软件园管委会")
    expect(item).to_contain_text("2015/2019-05")
    expect(item.locator("> span", has_text="代理")).to_have_count(0)
    page.evaluate("id => parkkg.select(id)", number(page, "周明远"))
    expect(page.locator("#panel .fact > span", has_text="代理")).to_have_count(1)
    expect(page.locator("#panel")).not_to_contain_text(former)


def test_a_click_beside_everything_goes_back_to_the_overview(page: Page) -> None:
    click(page, number(page, "白河软件园"))
    expect(page.locator("#panel .back")).to_be_visible()
    stage = page.locator("#net").bounding_box()
    assert stage is not None
    page.mouse.click(stage["x"] + stage["width"] - 5, stage["y"] + 5)
    expect(page.locator("#panel .back")).to_have_count(0)
    expect(page.locator("#panel li").first).to_contain_text("云溪高新技术产业开发区")


def test_the_legend_names_each_class_and_switches_it(page: Page) -> None:
    company = entry(page, "企业")
    expect(company).to_contain_text("Company", ignore_case=True)
    expect(company.locator("output")).to_have_text("6")
    assert company.locator("svg path").get_attribute("fill") == "#1f5fa8"
    known = number(page, "知行软件")
    assert place(page, known)
    company.click()
    expect(company).to_have_attribute("aria-pressed", "false")
    assert place(page, known) is None
    company.press("Enter")
    expect(company).to_have_attribute("aria-pressed", "true")
    assert place(page, known)


def test_what_has_no_fact_is_drawn_on_demand(page: Page) -> None:
    award = number(page, "金穗奖")
    assert place(page, award) is None
    entry(page, "没有联系的实体").click()
    at, park = place(page, award), place(page, number(page, "白河软件园"))
    assert at and park and at["y"] > park["y"]


@pytest.mark.parametrize("typed", ["云溪高新区", "云溪高新技术产业", "云溪高新技术产业开发区"])
def test_search_finds_labels_and_other_names(page: Page, typed: str) -> None:
    page.locator("#search").fill(typed)
    page.locator("#found button").filter(has_text="云溪高新技术产业开发区").click()
    expect(page.locator("#panel h2")).to_have_text("云溪高新技术产业开发区")
    expect(page.locator("#found")).to_be_hidden()


def test_search_by_keyboard_shows_even_what_is_switched_off(page: Page) -> None:
    entry(page, "荣誉").click()
    page.locator("#search").fill("金穗")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("金穗奖")
    assert place(page, number(page, "金穗奖"))
    page.locator("#search").fill("没有这个名字")
    expect(page.locator("#found")).to_have_text("没有找到")
    page.keyboard.press("Escape")
    expect(page.locator("#found")).to_be_hidden()


def test_hostile_names_stay_text(open_tab: OpenTab) -> None:
    entities = [("Company", name, name + " 又名") for name in HOSTILE]
    facts = [(HOSTILE[0], "cooperatesWith", name, f"{HOSTILE[0]}和{name}合作。") for name in HOSTILE[1:]]
    title = "<b onclick=1>'\"</title><img src=x>"
    page = open_tab(render(build(entities, facts), VOCABULARY, title=title)).page
    assert page.title() == title
    expect(page.locator("h1")).to_have_text(title)
    for name in HOSTILE:
        page.locator("#search").fill(name)
        page.keyboard.press("Enter")
        expect(page.locator("#panel h2")).to_have_text(name)
        expect(page.locator("#panel")).to_contain_text(f"又名：{name} 又名")
    click(page, fact(page, HOSTILE[0], "cooperatesWith", HOSTILE[1]))
    expect(page.locator("#panel q")).to_have_text(f"{HOSTILE[0]}和{HOSTILE[1]}合作。")
    assert page.title() == title
    assert page.locator("img, svg [onload], b[onclick], iframe").count() == 0


def test_nothing_can_be_fetched_or_run_from_within(open_tab: OpenTab) -> None:
    tab = open_tab(render(town(), VOCABULARY))
    refused: list[str | None] = []
    tab.page.on("requestfailed", lambda request: refused.append(request.failure))
    tab.page.evaluate("fetch('https://example.org/').catch(() => {})")
    tab.page.evaluate("document.body.append(Object.assign(new Image(), {src: 'https://example.org/x.png'}))")
    tab.page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'document.title = 1'}))"
    )
    tab.page.wait_for_timeout(200)
    assert tab.page.title() == "园区知识图谱"
    assert refused == ["csp"]
    assert len(tab.errors) >= 3 and all("Content Security Policy" in error for error in tab.errors)
    tab.errors.clear()
    del tab.requests[1:]


def test_an_empty_graph_opens(open_tab: OpenTab) -> None:
    page = open_tab(render(build([], []), VOCABULARY)).page
    expect(page.locator("#counts")).to_have_text("0 个实体 · 0 条事实 · 1 篇文章")


def test_on_a_phone_everything_fits_the_width(open_tab: OpenTab) -> None:
    page = open_tab(render(town(), VOCABULARY), width=390, height=844).page
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    expect(page.locator("#classes")).to_be_hidden()
    click(page, number(page, "白河软件园"))
    expect(page.locator("#panel h2")).to_be_in_viewport()


@pytest.mark.parametrize(("promised", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_a_missing_browser_is_a_failure_only_where_ci_promises_one(
    monkeypatch: pytest.MonkeyPatch, promised: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", promised)
    with pytest.raises(outcome, match="no Chromium"):
        without_browser("no Chromium")
