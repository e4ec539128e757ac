"""Bylines: every form in which a page names its writers, and what only looks like one."""

from __future__ import annotations

import pytest

from kg.article import find_articles
from kg.article.fold import fold
from tests.articles import BODY, PLAIN, TITLE, assert_honest, names, only, page_of, texts

BYLINES = {
    "► 田小满 谷雨生": ["田小满", "谷雨生"],
    "▶田小满": ["田小满"],
    "■ 田小满": ["田小满"],
    "□ 田小满 苗青": ["田小满", "苗青"],
    "◆ 本报记者 田小满": ["田小满"],
    "● 田小满": ["田小满"],
    "本报记者 田小满": ["田小满"],
    "本报记者 田小满 苗青": ["田小满", "苗青"],
    "记者 田小满 通讯员 谷雨生": ["田小满", "谷雨生"],
    "记者:田小满 通讯员:谷雨生、苗青": ["田小满", "谷雨生", "苗青"],
    "见习记者 田小满": ["田小满"],
    "特约记者 欧阳小满": ["欧阳小满"],
    "本报记者 田　满 谷雨生": ["田　满", "谷雨生"],
    "本报记者 田小满 北岭报道": ["田小满"],
    "本报记者 田小满/文 谷雨生/图": ["田小满"],
    "(记者 田小满 通讯员 谷雨生)": ["田小满", "谷雨生"],
    "（本报记者　田小满）": ["田小满"],
    "(木子)": ["木子"],
    "田小满": ["田小满"],
    "欧阳小满": ["欧阳小满"],
    "文武 苗青": ["文武", "苗青"],
    "作者：阿依努尔·买买提": ["阿依努尔·买买提"],
}


@pytest.mark.parametrize("line", BYLINES)
def test_byline_under_the_headline_and_behind_the_text(line: str) -> None:
    wanted = [name.replace("　", "") for name in BYLINES[line]]
    for page in (page_of(TITLE, line, "", *BODY), page_of(*PLAIN, line)):
        (article,) = find_articles(page)
        assert names(article) == wanted
        assert (article.title.text, article.subtitle) == (TITLE, None)
        assert texts(article) == [fold(paragraph) for paragraph in BODY]
        assert [name.quote(page) for name in article.byline] == wanted


@pytest.mark.parametrize(
    ("start", "end", "wanted", "kept"),
    [
        ("本报讯(记者 田小满) ", "", ["田小满"], ""),
        ("本报讯（记者田小满 通讯员谷雨生）", "", ["田小满", "谷雨生"], ""),
        ("本报北岭讯（通讯员 谷雨生、记者 田小满）　", "", ["谷雨生", "田小满"], ""),
        ("本报讯 记者 田小满 通讯员 谷雨生 ", "", ["田小满", "谷雨生"], ""),
        ("本报记者田小满报道:", "", ["田小满"], ""),
        ("(本报记者 田小满)", "", ["田小满"], ""),
        ("本报讯 ", "", [], ""),
        ("本报2019年6月3日讯 ", "", [], "本报2019年6月3日讯 "),
        ("新华社北岭6月3日电(记者 田小满) ", "", ["田小满"], "新华社北岭6月3日电 "),
        ("", " 田小满", ["田小满"], ""),
        ("", "　田小满　苗青", ["田小满", "苗青"], ""),
        ("", "(田小满)", ["田小满"], ""),
        ("", "（记者 田小满 通讯员 谷雨生）", ["田小满", "谷雨生"], ""),
        ("", "本报记者 田小满", ["田小满"], ""),
    ],
)
def test_byline_within_a_paragraph_is_cut(start: str, end: str, wanted: list[str], kept: str) -> None:
    page = page_of(TITLE, "", start + BODY[0] + end)
    (article,) = find_articles(page)
    assert names(article) == wanted
    assert texts(article) == [kept + fold(BODY[0])]
    assert_honest(page, (article,))


@pytest.mark.parametrize(
    "line",
    [
        "编辑 田小满",
        "责任编辑:田小满",
        "责编：田小满 校对：苗青",
        "校对 苗青",
        "本报记者 田小满 摄",
        "(下转第3版)",
        "图片由谷雨生提供",
    ],
)
def test_editors_and_photographers_are_no_writers(line: str) -> None:
    assert names(only(*PLAIN, line)) == []


@pytest.mark.parametrize(
    "body",
    [
        "记者从青禾园区获悉,种子检测大楼下月启用。",
        "本报讯 记者从青禾园区获悉,种子检测大楼下月启用。",
        "种子检测大楼下月启用(首批面积2万平方米)。",
        "田大力说:“地可以等。”田小满",
        "种子检测大楼下月启用。 经济发展提速",
    ],
)
def test_what_only_looks_like_a_byline_stays_text(body: str) -> None:
    article = only(TITLE, "", body)
    assert names(article) == []
    assert texts(article) == [fold(body).removeprefix("本报讯 ")]
