"""Posts: who holds which post in which body, before and behind the name, in brackets, given by 由…担任; none former."""

from __future__ import annotations

import pytest

from kg.model import Entity
from kg.post import without_posts
from tests.extraction import analyse, facts, spelled

TITLE = "青禾软件园发展快"


def held(text: str, title: str = "") -> set[tuple[str, str, str]]:
    """Person, post and body of every post that is read."""
    found: set[tuple[str, str, str]] = set()
    for fact in analyse(text, title=title).facts:
        if fact.relation == "holdsPost":
            assert isinstance(fact.subject, Entity) and isinstance(fact.object, str)
            found.add((fact.subject.name, fact.object, fact.body.name if fact.body else ""))
    return found


OFFICE, FIRM, COLLEGE = "青禾软件园管委会", "石榴生物科技有限公司", "云川大学"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("云川市副市长李大川到会。", {("李大川", "副市长", "云川市")}),
        ("青禾软件园管委会主任周大川到会。", {("周大川", "主任", OFFICE)}),
        ("周大川任青禾软件园管委会主任。", {("周大川", "主任", OFFICE)}),
        ("周大川担任青禾软件园管委会主任。", {("周大川", "主任", OFFICE)}),
        ("周大川是青禾软件园管委会的主任。", {("周大川", "主任", OFFICE)}),
        ("周大川当选云川市市长。", {("周大川", "市长", "云川市")}),
        ("周大川（青禾软件园管委会主任）到会。", {("周大川", "主任", OFFICE)}),
        ("青禾软件园管委会主任由周大川担任。", {("周大川", "主任", OFFICE)}),
        ("石榴生物科技有限公司的总经理是陈亮。", {("陈亮", "总经理", FIRM)}),
        ("石榴生物科技有限公司投产，董事长陈亮很高兴。", {("陈亮", "董事长", FIRM)}),
        ("周大川任青禾软件园管委会主任、党工委书记。", {("周大川", "主任", OFFICE), ("周大川", "党工委书记", OFFICE)}),
        ("陈亮任石榴生物科技有限公司董事长、云川大学教授。", {("陈亮", "董事长", FIRM), ("陈亮", "教授", COLLEGE)}),
        ("云川市市长陈亮、石桥镇镇长李大川到会。", {("陈亮", "市长", "云川市"), ("李大川", "镇长", "石桥镇")}),
        ("石榴生物科技有限公司常务副总经理陈亮到会。", {("陈亮", "常务副总经理", FIRM)}),
        ("石榴生物科技有限公司董事长兼总经理陈亮到会。", {("陈亮", "董事长", FIRM), ("陈亮", "总经理", FIRM)}),
        ("李大川任襄阳市樊城区副区长。", {("李大川", "副区长", "樊城区")}),
        ("周大川任青禾软件园管委会代主任。", {("周大川", "代主任", OFFICE)}),
    ],
)
def test_a_post_is_read_with_its_holder_and_its_body(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert held(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "李大川曾任云川市副市长。",
        "曾任云川市副市长的李大川到会。",
        "李大川不再担任云川市市长。",
        "李大川辞去云川市市长职务。",
        "时任云川市市长李大川到会。",
        "李大川拟任云川市市长。",
        "李大川没有担任云川市市长。",
        "李大川希望担任云川市市长。",
        "云川市市长会议召开，李大川到会。",
        "原云川市市长李大川到会。",
        "原青禾镇镇长李大川到会。",
        "昨天，原云川市委书记李大川到会。",
    ],
)
def test_former_planned_and_denied_posts_are_not_read(text: str) -> None:
    assert held(text) == set()


def test_a_long_chain_of_posts_is_read_to_its_end() -> None:
    for words in ("主任兼", "云川市主任和", "原主任、"):
        assert not held("李大川曾任" + words * 60 + "。") and not held(words * 60 + "。")


def test_who_heads_a_body_leads_it_and_a_deputy_belongs_to_it() -> None:
    found = facts("云川市市长陈亮、石桥镇副镇长李大川到会。")
    assert ("陈亮", "leads", "云川市") in found and ("李大川", "memberOf", "石桥镇") in found
    assert not {("李大川", "leads", "石桥镇"), ("陈亮", "leads", "石桥镇"), ("李大川", "memberOf", "云川市")} & found


def test_an_office_that_is_not_named_in_full_is_the_topics() -> None:
    assert held("管委会主任周大川到会。", TITLE) == {("周大川", "主任", OFFICE)}


def test_an_office_that_was_just_named_is_the_one_that_is_meant() -> None:
    assert held("青禾软件园管委会与襄阳高新区签约。管委会主任周大川到会。") == {("周大川", "主任", OFFICE)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青禾软件园管委会主任周大川到会。", "<周大川>到会。"),
        ("云川市市长陈亮、石桥镇副镇长李大川到会。", "<陈亮>、<李大川>到会。"),
        ("周大川任云川市市长。", "<周大川>任<云川市><HEAD>。"),
        ("园区很大。", "园区很大。"),
    ],
)
def test_posts_before_a_name_only_say_who_it_is(text: str, expected: str) -> None:
    encoded = without_posts(analyse(text).encoded[0])
    assert spelled(encoded) == expected


def test_a_restated_post_is_a_plain_sentence_about_one_person() -> None:
    (restated,) = analyse("陈亮任石榴生物科技有限公司董事长、云川大学教授。").restated
    assert [spelled(one) for one in restated] == [
        "<陈亮>现任<石榴生物科技有限公司><HEAD>",
        "<陈亮>现任<云川大学><POST>",
    ]
