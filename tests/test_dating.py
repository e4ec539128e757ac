"""Dates of things: as precise as the page, only where it says that the thing came about then, never guessed."""

from __future__ import annotations

import pytest

from kg.dating import find_birth_dates
from tests.extraction import analyse, read

TITLE = "青禾软件园发展快"


def dates(*paragraphs: str, published: str | None = None, title: str = TITLE) -> dict[str, str]:
    """The date of each thing by its name, the first one said."""
    found: dict[str, str] = {}
    for encoded in analyse(*paragraphs, title=title, published=published).encoded:
        for entity, date in find_birth_dates(encoded):
            found.setdefault(entity.name, date)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019年3月，园区出台“青禾十条”政策。", {"青禾十条政策": "2019-03"}),
        ("2019年3月15日，园区出台“青禾十条”政策。", {"青禾十条政策": "2019-03-15"}),
        ("2019年，园区举办首届青禾创业大赛。", {"首届青禾创业大赛": "2019"}),
        ("2018年3月，青禾种子基金成立。", {"青禾种子基金": "2018-03"}),
        ("2018年5月，云川市生物产业联盟成立。", {"云川市生物产业联盟": "2018-05"}),
        ("园区2017年建成青禾检测中心。", {"青禾检测中心": "2017"}),
    ],
)
def test_what_came_about_on_a_date_is_dated(text: str, expected: dict[str, str]) -> None:
    assert dates(text) == expected


@pytest.mark.parametrize("text", ["青禾检测中心于2017年建成。", "青禾检测中心2017年建成。"])
def test_a_date_may_stand_behind_the_name(text: str) -> None:
    assert dates(text) == {"青禾检测中心": "2017"}


@pytest.mark.parametrize(
    "text",
    [
        "2019年，园区很大。",
        "2019年，石榴生物科技有限公司产值很高。",
        "2019年，石榴生物科技有限公司开展活动。",
        "2019年以来，园区实施“青禾十条”政策。",
        "园区将于2021年举办首届青禾创业大赛。",
        "2019年，园区没有举办首届青禾创业大赛。",
        "3月，园区出台“青禾十条”政策。",
        "2019年，天气很好。园区出台“青禾十条”政策。",
    ],
)
def test_what_the_page_does_not_date_has_no_date(text: str) -> None:
    assert dates(text) == {}


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("3月，园区出台“青禾十条”政策。", "2020-06-01", "2020-03"),
        ("去年，园区出台“青禾十条”政策。", "2020-06-01", "2019"),
        ("今年3月，园区出台“青禾十条”政策。", "2020-06-01", "2020-03"),
    ],
)
def test_a_relative_date_needs_the_day_of_publication(text: str, published: str, expected: str) -> None:
    assert dates(text, published=published) == {"青禾十条政策": expected}
    assert dates(text) == {}


def test_a_relative_date_counts_from_the_last_date_of_its_paragraph() -> None:
    first = "2018年3月，园区出台“青禾十条”政策。"
    second = "两个月后的5月16日，青禾种子基金设立。"
    assert dates(first + second)["青禾种子基金"] == "2018-05-16"
    assert "青禾种子基金" not in dates(first, second)


def test_the_first_date_counts_and_stands_on_the_thing_wherever_it_is_named() -> None:
    reading = read(
        "2018年3月，园区出台“青禾十条”政策。2019年，园区发布“青禾十条”政策。",
        "石榴生物科技有限公司享受“青禾十条”政策。",
    )
    named = [entity for _, entity in reading.entities if entity.type == "Policy"]
    used = [fact.object for fact in reading.facts if getattr(fact.object, "type", "") == "Policy"]
    assert [entity.date for entity in named] == ["2018-03"]
    assert len(used) >= 2 and set(used) == set(named)
