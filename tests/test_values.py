"""Every way to write a value in data/values, and what holds for figures and dates of any text."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import wording
from kg.model import KgError
from kg.value import Value, change_sign, find_dates, find_values, last_anchor, words
from kg.value.figure import _scan
from kg.value.grammar import grammar
from kg.value.number import read_number

CORPUS = Path(__file__).resolve().parent.parent / "data" / "values"
KINDS = ("money", "count", "percent", "measure", "duration")


def load(name: str) -> dict[str, Any]:
    return tomllib.loads((CORPUS / f"{name}.toml").read_text("utf-8"))


FORMS = [
    pytest.param(kind, group["value"], group["unit"], group["qualifier"], form, id=f"{kind}-{form}")
    for kind in KINDS
    for group in load(kind)["value"]
    for form in group["forms"]
]
DATES = [
    pytest.param(group["value"], group.get("published"), group.get("anchor"), form, id=f"{form}-{group['value']}")
    for group in load("date")["date"]
    for form in group["forms"]
]
NOTHING = [text for section in load("nothing").values() for text in section["texts"]]
NO_DATE: list[str] = load("date")["nothing"]["texts"]


def test_the_corpus_is_as_large_as_it_should_be() -> None:
    assert len(FORMS) >= 250 and len(DATES) >= 100 and len(NOTHING) >= 120 and len(NO_DATE) >= 20
    assert {path.stem for path in CORPUS.glob("*.toml")} == {*KINDS, "nothing", "date"}


@pytest.mark.parametrize(("kind", "value", "unit", "qualifier", "form"), FORMS)
def test_a_form_is_read(kind: str, value: str, unit: str, qualifier: str, form: str) -> None:
    for frame in ("{}", "园区，{}，全区，", "目标是{}。", "（{}）"):
        found = find_values(frame.format(form))
        expected = [(kind, Decimal(value), unit, qualifier)]
        assert [(v.kind, v.value, v.unit, v.qualifier) for v in found] == expected, frame
        assert found[0].surface in form


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_read(text: str) -> None:
    for frame in ("{}", "园区{}，全区。", "“{}”"):
        assert find_values(frame.format(text)) == (), frame


@pytest.mark.parametrize(("value", "published", "anchor", "form"), DATES)
def test_a_date_is_read(value: str, published: str | None, anchor: str | None, form: str) -> None:
    for frame in ("{}", "园区，{}，全区，", "{}企业"):
        found = find_dates(frame.format(form), published, anchor)
        assert [(d.value, d.complete) for d in found] == [(value, bool(value))], frame
        assert found[0].surface in form


@pytest.mark.parametrize("text", NO_DATE)
def test_no_date_is_read(text: str) -> None:
    assert find_dates(text, "2019-11-11", "2018-03-15") == ()


def test_a_sentence_full_of_figures() -> None:
    text = "截至2025年9月，7期培训班办完，310多家企业的1800余名党员听过课，用电6.42亿度，增长39.2%。"
    assert [(v.surface, str(v.value), v.unit, v.qualifier) for v in find_values(text)] == [
        ("7期", "7", "期", "exact"),
        ("310多家", "310", "家", "over"),
        ("1800余名", "1800", "名", "over"),
        ("6.42亿度", "642000000", "度", "exact"),
        ("39.2%", "39.2", "%", "exact"),
    ]


def test_each_date_is_the_anchor_of_the_next() -> None:
    text = "2017年9月开工，次年5月16日投产；案件较2011年下降，6月再添一条线，当月达产"
    found = find_dates(text, "2019-11-11", None)
    assert [d.value for d in found] == ["2017-09", "2018-05-16", "2011", "2018-06", "2018-06"]
    assert last_anchor(found, "2001") == "2018-06" and last_anchor((), "2001") == "2001"
    assert [d.value for d in find_dates("10月", None, last_anchor(found))] == ["2018-10"]


@pytest.mark.parametrize(
    ("before", "after", "sign"),
    [
        ("工业增加值比去年同期增长", "，增速", 1),
        ("治安案件发案率较2017年下降", "，刑事", -1),
        ("同比减少了", "。", -1),
        ("增幅达", "。", 1),
        ("同比提高约", "", 1),
        ("降低超过", "", -1),
        ("实现了", "的增长", 1),
        ("出现", "的降幅", -1),
        ("覆盖率提升至", "，", 0),
        ("下降到", "，", 0),
        ("占全区的", "以上", 0),
        ("", "", 0),
    ],
)
def test_the_sign_of_a_change(before: str, after: str, sign: int) -> None:
    assert change_sign(before, after) == sign


def chinese(number: int) -> str:
    """The number in characters, for numbers from 1 below ten thousand hundred millions."""
    if number >= 10**4:
        size, mark = (10**8, "亿") if number >= 10**8 else (10**4, "万")
        high, low = divmod(number, size)
        gap = "零" if 0 < low < size // 10 else ""
        return chinese(high) + mark + (gap + chinese(low) if low else "")
    said, skipped = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            said += ("零" if skipped and said else "") + "零一二三四五六七八九"[digit] + name
        skipped = not digit
    return said


numbers = st.integers(2, 10**12 - 1) | st.integers(2, 20000)


@given(numbers)
def test_a_number_is_the_same_however_it_is_written(number: int) -> None:
    forms = [str(number), f"{number:,}", chinese(number)]
    forms += [f"{Decimal(number) / 10**4:f}万", f"{Decimal(number) / 10**8:f}亿"]
    forms += [str(number).translate({ord("0") + n: 0xFF10 + n for n in range(10)})]
    assert {read_number(form) for form in forms} == {Decimal(number)}
    for form in forms:
        (found,) = find_values(f"园区共有{form}平方米，")
        assert (found.value, found.unit) == (Decimal(number), "平方米")


@given(st.decimals("0.01", "99999", places=2), st.sampled_from(["%", "亿元", "万吨", "个百分点"]))
def test_a_decimal_parses_back(number: Decimal, unit: str) -> None:
    (found,) = find_values(f"达到{number}{unit}。")
    assert found.value == number * {"亿元": 10**8, "万吨": 10**4}.get(unit, 1)


pieces = st.sampled_from([*"0123456789０１一二两十百千万亿半零〇廿点余多几来个年月日至到—-.,，。+/:第近超约不最高前“”"])
pieces |= st.sampled_from(
    ["亿元", "万元", "家", "个月", "%", "2018年", "上半年", "以上", "分之", "三大", "今年", "十四五", "起", "后的"]
)
texts = st.lists(pieces | st.characters(), max_size=40).map("".join)
moments = st.none() | st.sampled_from(
    ["2019", "2019-11", "2019-11-11", "2019-12/..", "9999-12-31", "0001-01-01", "", "soon"]
)


@settings(max_examples=300)
@given(texts)
def test_figures_lie_in_the_text_and_apart(text: str) -> None:
    at = 0
    dates = find_dates(text)
    for value in find_values(text):
        assert at <= value.start < value.end <= len(text) and value.surface == text[value.start : value.end]
        assert value.kind in KINDS and value.unit and value.value.is_finite()
        assert all(date.end <= value.start or value.end <= date.start for date in dates if not open_ended(date.value))
        at = value.end


def open_ended(value: str) -> bool:
    """A date that goes on takes in the words for it, which figures need not heed."""
    return value.endswith("..")


@settings(max_examples=300)
@given(texts, moments, moments)
def test_dates_lie_in_the_text_and_apart(text: str, published: str | None, anchor: str | None) -> None:
    at = 0
    for date in find_dates(text, published, anchor):
        assert at <= date.start < date.end <= len(text) and date.surface == text[date.start : date.end]
        assert date.complete is bool(date.value)
        at = date.end


@pytest.mark.parametrize(
    "piece",
    ["1", "一", "万", "1,", ",234", "1.", "十", "半", "5月", "2018年", "百分之", "最高奖励", "1到", "上半年", "个5"],
)
def test_a_mark_repeated_thousands_of_times_is_read_to_its_end(piece: str) -> None:
    text = piece * (32_000 // len(piece))
    for found in (find_values(text), find_dates(text, "2019-11-11")):
        ends = [0, *(one.end for one in found)]
        assert ends == sorted(ends) and ends[-1] <= len(text)


def test_a_broken_word_list_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = tmp_path / "data" / "words" / "units.tsv"
    listed.parent.mkdir(parents=True)
    monkeypatch.setattr(wording, "home", lambda: tmp_path)
    head = "word\tunit\tkind\tfactor\tnumerals\tunless\tneeds\n"
    for text in (
        "",
        "word\tunit\n",
        head + "家\t家\n",
        head + "家\t家\tmany\t1\tany\t-\t-\n",
        head + "家\t家\tcount\tx\tany\t-\t-\n",
    ):
        listed.write_text(text, "utf-8")
        with pytest.raises(KgError, match=r"units\.tsv: "):
            words.units.__wrapped__()
    listed.unlink()
    with pytest.raises(KgError, match=r"units\.tsv: "):
        words.units.__wrapped__()


def test_every_unit_makes_a_figure() -> None:
    assert len(words.units()) >= 200
    for unit in words.units().values():
        needed = f"{unit.needs[0]}" if unit.needs else ""
        found: tuple[Value, ...] = find_values(f"{needed}20{unit.word}")
        assert [(v.kind, v.unit, v.value) for v in found] == [(unit.kind, unit.unit, 20 * unit.factor)], unit.word


def test_every_guard_of_a_unit_is_needed() -> None:
    for unit in words.units().values():
        free = replace(grammar(), units={**grammar().units, unit.word: replace(unit, unless=())})
        for word in unit.unless:
            text = f"20{unit.word}{word}"
            figure = f"20{unit.word}"
            assert figure not in [v.surface for v in find_values(text)], text
            assert figure in [v.surface for v in _scan(text, free)], text
