"""Identity: which mentions of an article are one thing, and what 园区, 该公司, 管委会 and 大赛 stand for."""

from __future__ import annotations

import pytest

from kg.model import Entity
from tests.extraction import analyse

TITLE = "青禾软件园发展快"


def entities(*paragraphs: str, title: str = "") -> dict[str, Entity]:
    """The things of the article by their names."""
    return {entity.name: entity for entity in analyse(*paragraphs, title=title).resolved.entities}


def meant(word: str, *paragraphs: str, title: str = "") -> list[str]:
    """What each mention of the word in the body stands for, in reading order."""
    analysis = analyse(*paragraphs, title=title)
    return [
        entity.name
        for sentence, row in zip(analysis.sentences, analysis.resolved.found, strict=True)
        for mention, entity in row
        if mention.text == word and sentence.paragraph
    ]


def test_the_fullest_name_is_the_name_and_the_others_are_aliases() -> None:
    found = entities("西安高新技术产业开发区很大。西安高新区引进石榴生物科技有限公司（以下简称“红石榴”）。红石榴投产。")
    assert found["西安高新技术产业开发区"].aliases == ("西安高新区",)
    assert found["石榴生物科技有限公司"].aliases == ("红石榴",)


def test_every_merge_has_its_reason() -> None:
    text = "西安高新技术产业开发区很大。西安高新区引进石榴生物科技有限公司（简称“红石榴”）。红石榴投产。"
    resolved = analyse(text).resolved
    assert set(resolved.reasons) == {
        ("石榴生物科技有限公司", "红石榴", "short name introduced by the page"),
        ("西安高新技术产业开发区", "西安高新区", "short name of a zone"),
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("西安高新区和西安高新区管委会都在。", {"西安高新区", "西安高新区管委会"}),
        ("襄阳高新区与襄阳经开区合作。", {"襄阳高新区", "襄阳经开区"}),
        ("西安高新区与襄阳高新区合作。", {"西安高新区", "襄阳高新区"}),
        ("李大川与李小川会面。", {"李大川", "李小川"}),
    ],
)
def test_two_things_stay_two(text: str, names: set[str]) -> None:
    assert names <= entities(text).keys()


def test_a_short_name_that_fits_two_things_is_given_to_neither() -> None:
    resolved = analyse("苏州青禾软件园与南京青禾软件园合作。青禾软件园很忙。").resolved
    assert [entity.name for entity in resolved.entities] == ["苏州青禾软件园", "南京青禾软件园", "青禾软件园"]
    assert resolved.reasons == ()


@pytest.mark.parametrize(
    ("word", "text", "expected"),
    [
        ("园区", "园区引进企业。", ["青禾软件园"]),
        ("园区", "青禾软件园与白鹭软件园合作。园区很大。", ["青禾软件园"]),
        ("高新区", "青禾软件园与襄阳高新区合作。高新区很大。", ["襄阳高新区"]),
        ("经开区", "青禾软件园与襄阳高新区合作。经开区很大。", []),
        ("该公司", "石榴生物科技有限公司落户。蓝鲸科技有限公司也来了。该公司投产。", ["蓝鲸科技有限公司"]),
        ("该公司", "园区很大。该公司投产。", []),
        ("大赛", "首届青禾创业大赛开幕。大赛有看头。", ["首届青禾创业大赛"]),
        ("大赛", "大赛有看头。", []),
        ("管委会", "管委会很忙。", ["青禾软件园管委会"]),
        ("园区管委会", "园区管委会很忙。", ["青禾软件园管委会"]),
        ("镇党委", "石桥镇很美。镇党委很忙。", ["石桥镇党委"]),
        pytest.param("镇党委", "这里很美。镇党委很忙。", [], marks=pytest.mark.xfail(reason="nameless organ kept")),
    ],
)
def test_a_reference_stands_for_what_was_named(word: str, text: str, expected: list[str]) -> None:
    found = meant(word, text, title=TITLE)
    assert found == expected


def test_a_reference_is_no_alias_and_no_thing_of_its_own() -> None:
    found = entities("园区引进石榴生物科技有限公司。该公司投产。", title=TITLE)
    assert "园区" not in found and "公司" not in found
    assert all(not {"园区", "该公司", "公司"} & set(entity.aliases) for entity in found.values())


def test_an_office_that_the_page_names_is_the_one_that_is_meant() -> None:
    found = entities("青禾软件园管理委员会很忙。园区管委会很忙。管委会很忙。", title=TITLE)
    offices = [entity for entity in found.values() if entity.type == "GovernmentBody"]
    assert [office.name for office in offices] == ["青禾软件园管理委员会"]


@pytest.mark.parametrize(
    ("title", "text", "topic"),
    [
        (TITLE, "白鹭软件园很大。白鹭软件园很美。", "青禾软件园"),
        ("石榴生物科技有限公司落户青禾软件园", "很好。", "青禾软件园"),
        ("石榴生物科技有限公司投产", "白鹭软件园很大。", "石榴生物科技有限公司"),
        ("今天天气很好", "青禾软件园很大。青禾软件园很美。白鹭软件园也好。", "青禾软件园"),
        ("今天天气很好", "大家都高兴。", None),
    ],
)
def test_the_topic_is_the_park_of_the_headline_else_what_it_names_else_what_is_named_most(
    title: str, text: str, topic: str | None
) -> None:
    found = analyse(text, title=title).resolved.topic
    assert (found.name if found else None) == topic


def test_what_only_a_weak_finder_saw_is_weak() -> None:
    resolved = analyse("青禾软件园聚焦光电子、生物医药、新材料等产业。").resolved
    assert {entity.name for entity in resolved.weak} >= {"生物医药", "新材料"}
    assert "青禾软件园" not in {entity.name for entity in resolved.weak}
    assert resolved.weak <= set(resolved.entities)


def test_a_name_of_a_public_list_carries_its_id() -> None:
    found = entities("苏州工业园区与青禾软件园合作。")
    assert found["苏州工业园区"].gazetteer and not found["青禾软件园"].gazetteer
