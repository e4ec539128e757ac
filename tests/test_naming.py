"""Naming: what is one thing, with the reason, and what stays two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.naming import core, folded, organ, reason, zone
from tests.extraction import lexicon

ONE = [
    ("Park", "西安高新技术产业开发区", "西安高新区", "short name of a zone"),
    ("Park", "襄阳高新区", "襄阳开发区", "short name of a zone"),
    ("Park", "襄阳高新区", "襄阳", "short name of a zone"),
    ("Park", "新站高新区", "新站区", "short name of a zone"),
    ("Park", "苏州工业园区", "苏州工业园", "short name of a zone"),
    ("Park", "苏州青禾软件园", "青禾软件园", "short name of a zone"),
    ("Park", "襄阳高新区深圳工业园", "深圳工业园", "short name of a zone"),
    ("GovernmentBody", "西安高新区管理委员会", "西安高新区管委会", "short name of an organ"),
    ("GovernmentBody", "西安高新技术产业开发区管委会", "西安高新区管委会", "short name of an organ"),
    ("GovernmentBody", "中共云川市委", "云川市委", "short name of an organ"),
    ("Company", "蓝鲸科技有限公司", "蓝鲸科技", "distinctive part of a company's name"),
    ("Company", "蓝鲸科技有限公司", "蓝鲸", "distinctive part of a company's name"),
    ("Company", "西安蓝鲸科技股份有限公司", "蓝鲸科技", "distinctive part of a company's name"),
    ("Place", "云川市", "云川", "place without its rank"),
    ("Place", "青禾镇", "青禾", "place without its rank"),
    ("Event", "首届青禾创业大赛", "青禾创业大赛", "end of a longer name"),
    ("Event", "青禾博览会暨招商大会", "青禾博览会", "end of a longer name"),
    ("Organization", "云川市生物产业联盟", "生物产业联盟", "end of a longer name"),
    ("Policy", "创新十条政策", "创新十条", "policy with and without its type word"),
    ("Policy", "《创新十条》", "“创新十条”", "same name"),
    ("Person", "约翰·史密斯", "约翰", "first part of a foreign name"),
    ("Person", "李大川", "李大川", "same name"),
    ("Park", "青禾仪器仪表产业园", "青禾产业园", "characters left out of a longer name"),
    ("Park", "云川青禾经开区北片区", "青禾北片区", "characters left out of a longer name"),
    ("Company", "云川蓝鲸海工科技有限公司", "蓝鲸科技", "characters left out of a longer name"),
    ("AcademicInstitution", "青禾高新区数字农业研究院", "数字农业研究院", "characters left out of a longer name"),
    ("Fund", "青禾智能装备产业投资基金", "智能装备基金", "characters left out of a longer name"),
    ("Place", "重庆永川", "永川", "place without its rank"),
]
TWO = [
    ("Park", "西安高新区", "襄阳高新区"),
    ("Park", "襄阳高新区", "襄阳经开区"),
    ("Park", "襄阳高新技术产业开发区", "襄阳经济技术开发区"),
    ("Park", "西安高新区管委会", "西安高新区"),
    ("Park", "青禾软件园", "软件园"),
    ("Park", "青禾软件园", "白鹭软件园"),
    ("Park", "青禾软件园", "青禾科技园"),
    ("Park", "襄阳高新区深圳工业园", "襄阳高新区"),
    ("GovernmentBody", "西安高新区管委会", "西安高新区党工委"),
    ("GovernmentBody", "西安高新区管委会", "襄阳高新区管委会"),
    ("GovernmentBody", "云川市委", "云川市政府"),
    ("Company", "蓝鲸科技有限公司", "石榴生物"),
    ("Company", "蓝鲸科技有限公司", "白鲸科技"),
    ("Company", "蓝鲸科技有限公司", "蓝鲸生物有限公司"),
    ("Company", "西安蓝鲸科技有限公司", "西安"),
    ("Place", "青禾镇", "青禾村"),
    ("Place", "青禾镇", "禾"),
    ("Event", "首届青禾创业大赛", "第二届青禾创业大赛"),
    ("Event", "青禾创业大赛", "大赛"),
    ("Policy", "创新十条", "创新八条"),
    ("Person", "李大川", "李大"),
    ("Person", "李大川", "大川"),
    ("AcademicInstitution", "云川大学软件学院", "云川大学"),
    ("Industry", "大数据产业", "数据产业"),
    ("Park", "青禾高新区北区", "青禾高新区"),
    ("Park", "青禾仪表产业园", "青禾科技园"),
    ("AcademicInstitution", "南京工业大学", "南京大学"),
    ("Company", "中国平安保险集团", "平安银行"),
    ("Fund", "青禾产业投资基金", "基金"),
    ("Person", "欧阳大川", "欧川"),
]


@pytest.mark.parametrize(("type_", "long", "short", "why"), ONE)
def test_two_forms_of_one_name_have_a_reason(type_: str, long: str, short: str, why: str) -> None:
    assert reason(type_, long, short, lexicon()) == why


@pytest.mark.parametrize(("type_", "long", "short"), TWO)
def test_two_names_stay_two(type_: str, long: str, short: str) -> None:
    assert reason(type_, long, short, lexicon()) is None
    assert reason(type_, short, long, lexicon()) is None


@pytest.mark.parametrize("type_", ["Park", "GovernmentBody", "Organization", "Platform", "Place"])
def test_a_park_and_its_office_are_never_one(type_: str) -> None:
    for park in ("西安高新区", "青禾软件园", "苏州工业园区"):
        for office in ("管委会", "管理委员会", "党工委"):
            assert reason(type_, park + office, park, lexicon()) is None
            assert reason(type_, park, park + office, lexicon()) is None


def test_long_and_short_forms_are_compared_in_one_spelling() -> None:
    assert zone("西安国家级高新技术产业开发区") == zone("西安高新区") == "西安高新区"
    assert organ("中共西安高新技术产业开发区工作委员会") != organ("西安高新区管委会")
    assert core("西安蓝鲸科技股份有限公司", lexicon()) == core("蓝鲸科技集团", lexicon()) == "蓝鲸科技"
    assert folded("“青 禾”（云川）") == "青禾(云川)"


words = st.text(st.sampled_from("西安襄阳高新经开区园管委会青禾软件科技有限公司“”（）· "), min_size=1, max_size=14)


@given(words, words, st.sampled_from(["Park", "Company", "Place", "GovernmentBody", "Policy", "Person", "Event"]))
def test_a_reason_can_be_asked_of_any_two_names(one: str, other: str, type_: str) -> None:
    assert reason(type_, one, one, lexicon()) == "same name"
    why = reason(type_, one, other, lexicon())
    assert why is None or why.strip()
