"""The explained page in a browser: it obeys its own policy, shows colours, and hostile text runs nothing."""

from __future__ import annotations

from pathlib import Path

from kg.explain.html import render
from kg.explain.page import read_page
from kg.reader import load_reader
from kg.view.look import look
from kg.vocabulary import load_vocabulary
from tests.browser.conftest import OpenTab
from tests.conftest import ROOT

PAGE = """青禾软件园出台“创新十条”

2019年3月，青禾软件园出台“创新十条”。天气<script>alert(1)</script><img src=x onerror=alert(2)>晴好。
"""


def rgb(colour: str) -> str:
    return f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"


def test_the_page_is_drawn_under_its_policy(open_tab: OpenTab, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, "utf-8")
    page = open_tab(render(read_page(path, load_reader(ROOT)), load_vocabulary(ROOT / "ontology"))).page
    for kind, name in (("Park", "青禾软件园"), ("Policy", "创新十条")):
        mark = page.locator(f"mark.k-{kind}", has_text=name).first
        glyph = mark.locator("svg")
        assert glyph.evaluate("it => getComputedStyle(it).fill") == rgb(look(kind).colour)
        box = glyph.bounding_box()
        assert box and box["width"] > 5 and name in (mark.get_attribute("title") or "")
    silent = page.locator("span.silent", has_text="晴好")
    assert "<script>alert(1)</script><img src=x onerror=alert(2)>" in silent.inner_text()
    page.locator(".list a", has_text=silent.locator("sup").inner_text()).first.click()
    assert page.url.endswith("#" + (silent.get_attribute("id") or "?"))


def test_the_page_fits_a_narrow_screen(open_tab: OpenTab, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, "utf-8")
    page = open_tab(render(read_page(path, load_reader(ROOT)), load_vocabulary(ROOT / "ontology")), 390, 800).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
