"""Sentences: cut at their ends and nowhere else, nothing lost, each at its place on the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, Text
from kg.sentence import find_sentences
from tests.extraction import article_of

CUTS = [
    ("园区很大。企业很多。", ["园区很大。", "企业很多。"]),
    ("真的吗？当然！好；行。", ["真的吗？", "当然！", "好；", "行。"]),
    ("他说：“园区很大。”企业很多。", ["他说：“园区很大。”", "企业很多。"]),
    ("《办法》印发（全文见二版。）施行。", ["《办法》印发（全文见二版。）施行。"]),
    ("《园区怎么办？》发表。又一篇。", ["《园区怎么办？》发表。", "又一篇。"]),
    ("没有句号的一句", ["没有句号的一句"]),
    ("第一行\n第二行", ["第一行", "第二行"]),
    ("　园区很大。　企业很多。　", ["园区很大。", "企业很多。"]),
    ("逗号，顿号、冒号：都不断句", ["逗号，顿号、冒号：都不断句"]),
    ("多出的）括号。不影响。", ["多出的）括号。", "不影响。"]),
    ("", []),
    ("　 ", []),
    ("占比3.5%。其余96.5%。", ["占比3.5%。", "其余96.5%。"]),
]


@pytest.mark.parametrize(("text", "expected"), CUTS)
def test_a_paragraph_is_cut_at_the_ends_of_its_sentences(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in find_sentences(article_of(text))] == expected


def test_headline_and_subtitle_are_paragraph_0_and_the_body_counts_from_1() -> None:
    plain = article_of("一。二。", "三。", title="大标题")
    article = Article(plain.page, 1, plain.title, Text("副题", (0, 1)), (), plain.paragraphs)
    found = find_sentences(article)
    assert [(s.paragraph, s.number, s.text) for s in found] == [
        (0, 0, "大标题"),
        (0, 1, "副题"),
        (1, 2, "一。"),
        (1, 3, "二。"),
        (2, 4, "三。"),
    ]


@given(st.lists(st.text(st.sampled_from("园区。！？；（）《》“”，、 \n3."), max_size=30), max_size=4))
def test_nothing_but_blanks_is_lost_and_every_sentence_quotes_its_place(paragraphs: list[str]) -> None:
    article = article_of(*paragraphs)
    found = find_sentences(article)
    assert "".join("".join(s.text for s in found).split()) == "".join("".join(paragraphs).split())
    assert [s.number for s in found] == list(range(len(found)))
    for sentence in found:
        assert sentence.text == sentence.text.strip() != ""
        assert sentence.quote == sentence.text
        start, end = sentence.body.offsets[0], sentence.body.offsets[-1] + 1
        assert article.page.text[start:end] == sentence.text
