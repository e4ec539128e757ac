"""The encoded sentence: a letter a mention, each clause with its subject, and what is no fact."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.clause import CARRIED, LETTER, OWNED, Encoded, find_posts
from kg.post import without_posts
from kg.reader import Analysis
from tests.extraction import SIGNS, analyse, facts, lexicon, spelled_all

TITLE = "青禾软件园发展快"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青禾软件园位于云川市，引进企业。", "<青禾软件园>位于<云川市>，<青禾软件园~><CARRIED>引进企业。"),
        ("青禾软件园规模扩大，从业人员近3000人。", "<青禾软件园>规模扩大，<青禾软件园~><OWNED>从业人员<VALUE>。"),
        ("位于云川市的青禾软件园很大，引进企业。", "位于<云川市>的<青禾软件园>很大，<青禾软件园~><CARRIED>引进企业。"),
        (
            "青禾软件园、白鹭软件园扩建，引进企业。",
            "<青禾软件园>、<白鹭软件园>扩建，<青禾软件园~>、<白鹭软件园~><CARRIED>引进企业。",
        ),
        ("李大川任云川市市长。", "<李大川>任<云川市><HEAD>。"),
        ("云川市副市长李大川到会。", "<云川市><POST><李大川>到会。"),
        ("青禾软件园2019年成立。", "<青禾软件园><DATE>成立。"),
        ("“创新十条”政策印发。", "<创新十条政策>印发。"),
        ("石榴生物科技有限公司（简称“红石榴”）投产。", "<石榴生物科技有限公司>投产。"),
        ("《青禾软件园管理办法》印发。", "<青禾软件园管理办法>印发。"),
    ],
)
def test_a_sentence_is_encoded(text: str, expected: str) -> None:
    assert spelled_all(text)[-1] == expected


def test_a_sentence_without_a_subject_has_the_one_before_or_the_topic() -> None:
    assert spelled_all("引进企业。", title=TITLE) == ["<青禾软件园^><CARRIED>引进企业。"]
    assert spelled_all("白鹭软件园很大。引进企业。", title=TITLE)[1] == "<白鹭软件园^><CARRIED>引进企业。"
    assert spelled_all("引进企业。") == ["引进企业。"]


@pytest.mark.parametrize(
    "text", ["青禾软件园与白鹭软件园合作，引进企业。", "青禾软件园、白鹭软件园与云川大学合作，引进企业。"]
)
def test_the_partner_is_not_carried_on_as_subject(text: str) -> None:
    assert spelled_all(text)[0].split("合作，")[1].startswith("<青禾软件园~>")


def test_a_new_paragraph_begins_with_the_topic_again() -> None:
    assert spelled_all("白鹭软件园很大。", "引进企业。", title=TITLE)[1] == "<青禾软件园^><CARRIED>引进企业。"


def test_a_person_is_not_carried_into_the_next_sentence() -> None:
    first, second = spelled_all("李大川来了，走访企业。引进企业。", title=TITLE)
    assert first.endswith("<李大川~><CARRIED>走访企业。") and second == "<青禾软件园^><CARRIED>引进企业。"


def test_a_post_without_a_body_is_held_in_the_company_spoken_of() -> None:
    (text,) = spelled_all("石榴生物科技有限公司投产，董事长李大川很高兴。")
    assert text.endswith("，<石榴生物科技有限公司^><CARRIED><HEAD><李大川>很高兴。")


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("任主任、副市长", [("主任", True), ("副市长", False)]),
        ("常务副主任", [("常务副主任", False)]),
        ("党工委书记", [("党工委书记", True)]),
        ("主任会议、书记处、市长办", []),
        ("没有职务", []),
    ],
)
def test_posts_are_found_with_their_prefix_and_rank(text: str, posts: list[tuple[str, bool]]) -> None:
    found = list(find_posts(text, lexicon()))
    assert [(post, leads) for _, _, post, leads in found] == posts
    assert all(text[start:end] == post for start, end, post, _ in found)


STATED = ("青禾软件园", "attracted", "石榴生物科技有限公司")


@pytest.mark.parametrize(
    "text",
    [
        "青禾软件园引进石榴生物科技有限公司。",
        "青禾软件园去年成功引进了石榴生物科技有限公司。",
        "石榴生物科技有限公司落户青禾软件园。",
        "石榴生物科技有限公司被青禾软件园引进。",
        "青禾软件园按照计划书引进石榴生物科技有限公司。",
    ],
)
def test_what_is_stated_is_a_fact(text: str) -> None:
    assert STATED in facts(text)


@pytest.mark.parametrize(
    "text",
    [
        "青禾软件园没有引进石榴生物科技有限公司。",
        "青禾软件园尚未引进石榴生物科技有限公司。",
        "青禾软件园拟引进石榴生物科技有限公司。",
        "青禾软件园计划引进石榴生物科技有限公司。",
        "青禾软件园希望引进石榴生物科技有限公司。",
        "青禾软件园即将引进石榴生物科技有限公司。",
        "网传青禾软件园引进石榴生物科技有限公司。",
        "媒体称，青禾软件园引进石榴生物科技有限公司，园区予以否认。",
        "青禾软件园引进石榴生物科技有限公司，最终落空。",
        "石榴生物科技有限公司曾落户青禾软件园。",
        "青禾软件园能否引进石榴生物科技有限公司？",
        "如果青禾软件园引进石榴生物科技有限公司，大家都高兴。",
    ],
)
def test_what_is_denied_planned_or_past_is_none(text: str) -> None:
    assert STATED not in facts(text)


def assert_in_place(analysis: Analysis) -> None:
    """Every letter has its slot, every slot its letter, and every slot that stands somewhere stands in its sentence."""
    for restated in (one for row in analysis.restated for one in row):
        assert {at for at, char in enumerate(restated.text) if char in SIGNS} == set(restated.slots)
        assert all(restated.text[at] in SIGNS for at in restated.slots)
    for context, encoded in zip(analysis.mentions.contexts, analysis.encoded, strict=True):
        for view in (encoded, without_posts(encoded)):
            letters = {at for at, char in enumerate(view.text) if char in SIGNS and char not in CARRIED + OWNED}
            assert letters == set(view.slots)
            assert view.carried | view.distant <= letters and not view.carried & view.distant
            for at, slot in view.slots.items():
                assert_slot(view, at, len(context.text))
                assert (slot.start < 0) == (at in view.carried | view.distant)


def assert_slot(encoded: Encoded, at: int, length: int) -> None:
    slot, char = encoded.slots[at], encoded.text[at]
    assert slot.start == slot.end == -1 or 0 <= slot.start < slot.end <= length
    assert (slot.entity is not None) == (char in LETTER.values())
    assert slot.entity is None or LETTER[slot.entity.type] == char
    assert (slot.value is not None) == (SIGNS[char] == "VALUE") and (slot.date is not None) == (SIGNS[char] == "DATE")


PIECES = [
    "青禾软件园",
    "石榴生物科技有限公司",
    "云川市",
    "管委会",
    "“创新十条”",
    "《管理办法》",
    "（以下简称“石榴”）",
    "李大川",
    "主任",
    "副市长",
    "引进",
    "与",
    "、",
    "，",
    "。",
    "超10亿元",
    "2019年3月",
    "3.5%",
    "位于",
    "的",
    "任",
    "由",
    "企业",
    "该公司",
    "园区",
    "没有",
]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join))
@settings(max_examples=80, deadline=None)
def test_letters_and_slots_agree_in_any_sentence(text: str) -> None:
    assert_in_place(analyse(text, title=TITLE))
