"""Folding and joining: whatever is folded, cut into columns or thrown together, every character keeps its place."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.article import find_articles
from kg.article.border import LONGEST_HEADING
from kg.article.fold import fold
from kg.model import KgError, Page
from tests.articles import BODY, TITLE, assert_honest, page_of, pieces, texts

FOLDS = {
    "园区,企业;种子:好!吗?(一)": "园区，企业；种子：好！吗？（一）",
    "１２３．５亿，ＡＢｃ％": "123.5亿，ABc%",
    "1,200.5亿元": "1,200.5亿元",
    "8:30到9:00": "8:30到9:00",
    "增长9.2%,其中": "增长9.2%，其中",
    "9.2%,75.8%的企业": "9.2%，75.8%的企业",
    "版本2.0,3.5": "版本2.0,3.5",
    "香港大学(广州)与(CMMI)级": "香港大学（广州）与（CMMI）级",
    "Seed (city), green": "Seed (city), green",
    "种子发芽.": "种子发芽。",
    "⾼新⼀⻋⻛⾨⼾": "高新一车风門户",
    "园区　\t二期": "园区  二期",
    "「园区」和『种子』": "“园区”和‘种子’",
    '"种子"和"土地"': "“种子”和“土地”",
    '长5"宽6"的种子': '长5"宽6"的种子',
    '种子"和土地': '种子"和土地',
    '“种子”和"土地"': '“种子”和"土地"',
    "阿依努尔・买买提": "阿依努尔·买买提",
}


@pytest.mark.parametrize("text", FOLDS)
def test_folding(text: str) -> None:
    assert fold(text) == FOLDS[text]


@given(st.text())
@example("İ”\u1e9e㍿")
def test_folding_keeps_the_number_of_characters_and_is_done_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_invisible_characters_are_left_out_and_offsets_stay() -> None:
    page = page_of(TITLE, "", "青禾\u200b园区\ufeff昨天开门\u00ad迎客。\x07")
    (article,) = find_articles(page)
    assert texts(article) == ["青禾园区昨天开门迎客。"]
    assert_honest(page, (article,))


def columns(paragraphs: tuple[str, ...], cuts: list[tuple[int, int]], gap: str) -> str:
    """The paragraphs, cut at each (paragraph, place) as columns cut them."""
    cut = list(paragraphs)
    for number, at in sorted(set(cuts), reverse=True):
        cut[number] = cut[number][:at] + gap + cut[number][at:]
    return "\n\n".join([TITLE, "► 田小满", *cut])


def cut_places(first: int) -> st.SearchStrategy[list[tuple[int, int]]]:
    places = [(n, at) for n, text in enumerate(BODY) for at in range(first, len(text)) if text[at - 1] not in "。”"]
    return st.lists(st.sampled_from(places), max_size=6)


@example([(0, 86), (0, 87)], "\n\n")
@given(cut_places(LONGEST_HEADING + 1), st.sampled_from(["\n\n", "\n\n\n", "\r\n\r\n", "\n \n", "\n"]))
def test_columns_cut_anywhere_give_the_same_article(cuts: list[tuple[int, int]], gap: str) -> None:
    page = Page("a.txt", columns(BODY, cuts, gap))
    articles = find_articles(page)
    assert_honest(page, articles)
    assert [texts(article) for article in articles] == [[fold(paragraph) for paragraph in BODY]]


@example([(2, 111)])
@example([(0, 41), (0, 42)])
@given(cut_places(1))
def test_no_character_is_lost_wherever_columns_are_cut(cuts: list[tuple[int, int]]) -> None:
    page = Page("a.txt", columns(BODY, cuts, "\n\n"))
    articles = find_articles(page)
    assert_honest(page, articles)
    kept = {at for article in articles for text in pieces(article) for at in text.offsets}
    lost = {page.text[at] for at in range(len(page.text)) if at not in kept}
    assert not re.sub(r"[\s►]", "", "".join(lost))


@example(",\t:一")
@given(st.text('园区种子田的。，：“”（）()",.:;!? \n\r\t#►—-*一记者本报讯编辑Ab1　\u200b⾼', max_size=120))
def test_any_text_is_articles_or_a_refusal(text: str) -> None:
    page = Page("a.md", text)
    try:
        articles = find_articles(page)
    except KgError as error:
        assert "\n" not in str(error)
    else:
        assert articles
        assert_honest(page, articles)
