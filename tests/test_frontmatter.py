"""Front matter gives the date and the source of a page, and is no part of its article."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.article import find_articles
from kg.frontmatter import read_front_matter
from kg.model import Refusal
from kg.page import read_pages

BODY = "青岚高新区开园\n\n本报讯（记者 陈川） 昨天，青岚高新区正式开园，首批企业同日入驻。\n"


def refused(refusal: Refusal) -> None:
    pytest.fail(str(refusal))


def page(tmp_path: Path, head: str, name: str = "page.md") -> Path:
    path = tmp_path / name
    path.write_text(head + BODY, "utf-8")
    return path


def test_date_and_source_are_read(tmp_path: Path) -> None:
    path = page(tmp_path, "---\ntitle: 开园\ndate: 2021-05-06\nsource: 柳州日报\n---\n", "2020-01-01.md")
    (found,) = read_pages([path], refused)
    assert (found.published, found.source) == ("2021-05-06", "柳州日报")
    (article,) = find_articles(found)
    assert article.title.text == "青岚高新区开园"
    assert [name.text for name in article.byline] == ["陈川"]
    assert all(found.text[at] not in "-:" for text in article.paragraphs for at in text.offsets)


def test_a_date_given_wins_and_a_file_name_comes_last(tmp_path: Path) -> None:
    path = page(tmp_path, "---\ndate: 2021/05/06 08:00\n---\n", "2020-01-01.md")
    assert [p.published for p in read_pages([path], refused, "2019-03-03")] == ["2019-03-03"]
    assert [p.published for p in read_pages([path], refused)] == ["2021-05-06"]
    path = page(tmp_path, "---\ndate: soon\n---\n", "2020-01-01.md")
    assert [p.published for p in read_pages([path], refused)] == ["2020-01-01"]


@pytest.mark.parametrize("head", ["", "---\n没有字段\n---\n", "---\ndate: 2021-05-06\n", "--\ndate: 2021-05-06\n--\n"])
def test_what_is_no_front_matter_stays_text(head: str) -> None:
    assert read_front_matter(head + BODY).end == 0


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    found = read_front_matter(text)
    assert 0 <= found.end <= len(text)
