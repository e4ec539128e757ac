"""The tagger: its tokens, what it makes of the finders' names, and its file."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.home import home
from kg.mention.context import WEAK
from kg.model import KgError, Mention
from kg.reader import load_reader
from kg.tagger import PLAIN, SURE, Tagger, agreed, find_features, find_tokens, load_tagger
from tests.extraction import context_of

MODEL = home() / "data" / "models" / "tagger.crfsuite"
TEXT = "岚川高新区引进了远帆精密。"


def mention(start: int, end: int, type_: str, confidence: float, source: str = "tagger") -> Mention:
    return Mention(start, end, type_, TEXT[start:end], source, confidence)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    found = load_tagger(MODEL)
    assert found is not None
    return found


@settings(deadline=None)
@given(st.text(alphabet="青禾软件园与远帆公司，。“”《》A1亿元的", min_size=1, max_size=40).filter(str.strip))
def test_tokens_cover_the_sentence_without_gaps(text: str) -> None:
    context = context_of(text.strip().split("。")[0].strip() or "青禾")
    tokens = find_tokens(context)
    assert "".join(token.text for token in tokens) == context.text
    assert all(one.end == other.start for one, other in pairwise(tokens))
    assert len(find_features(context, tokens, [])) == len(tokens)


def test_a_sure_name_that_no_finder_sees_is_kept_and_an_unsure_one_is_not() -> None:
    sure, unsure = mention(8, 12, "Company", PLAIN), mention(8, 12, "Company", PLAIN - 0.01)
    assert agreed([sure], []) == (sure,)
    assert agreed([unsure], []) == ()
    assert agreed([mention(8, 12, "Platform", SURE - 0.01)], []) == ()


@pytest.mark.parametrize("text", ["园区组建18支科研团队。", "园区搭建八大服务平台。"])
def test_what_is_counted_is_no_name(tagger: Tagger, text: str) -> None:
    assert all("团队" not in m.text and "平台" not in m.text for m in tagger.find(context_of(text), []))


def test_a_sure_name_overrules_a_finder_and_an_unsure_one_does_not() -> None:
    park = mention(0, 5, "Park", 0.85, "shape")
    sure, unsure = mention(0, 5, "Place", SURE), mention(0, 5, "Place", SURE - 0.01)
    assert [m.type for m in agreed([sure], [park])] == ["Place"]
    assert agreed([unsure], [park]) == (park,)


@pytest.mark.parametrize("source", ["title", "names/own"])
def test_book_titles_and_the_users_own_names_are_never_overruled(source: str) -> None:
    own = mention(0, 5, "Park", 0.95, source)
    assert agreed([mention(0, 3, "Place", 1.0)], [own]) == (own,)


def test_a_finders_name_that_goes_on_is_not_cut_short() -> None:
    long = mention(8, 12, "Company", 0.85, "shape")
    assert agreed([mention(8, 10, "Company", 1.0)], [long]) == (long,)


def test_a_weak_name_that_the_tagger_finds_too_needs_no_fact() -> None:
    weak = mention(8, 12, "Company", WEAK, "shape")
    (kept,) = agreed([mention(8, 12, "Company", 0.3)], [weak])
    assert kept.confidence > WEAK
    assert agreed([mention(8, 11, "Company", 0.3)], [weak]) == (weak,)


def test_names_come_in_reading_order() -> None:
    first, second = mention(0, 5, "Park", 0.85, "names/Park"), mention(8, 12, "Company", SURE)
    assert agreed([second], [first]) == (first, second)


def test_the_model_finds_a_company_that_has_no_type_word(tagger: Tagger) -> None:
    context = context_of("3月5日，岚川高新区与蔚禾达签署投资协议，蔚禾达董事长陈未到场。")
    found = {(m.text, m.type) for m in tagger.find(context, [])}
    assert ("蔚禾达", "Company") in found and ("陈未", "Person") in found


def test_a_word_that_stands_for_a_name_is_left_to_identity(tagger: Tagger) -> None:
    names = tagger(context_of("园区与远帆公司签约。"), [])
    assert all(m.text != "园区" for m in names)


def test_without_models_the_reader_has_none() -> None:
    reader = load_reader(home(), models=False)
    assert reader.tagger is None and reader.relator is None


def test_a_file_that_is_no_model_is_named(tmp_path: Path) -> None:
    for content in (None, b"", b"lCRF nonsense"):
        path = tmp_path / f"{content!r:.8}.crfsuite"
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(KgError, match="crfsuite"):
            load_tagger(path)


def test_without_its_package_the_rest_still_works(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "pycrfsuite", None)
    load_tagger.cache_clear()
    try:
        assert load_reader(home()).tagger is None
        assert "python-crfsuite is missing" in caplog.text
    finally:
        load_tagger.cache_clear()
