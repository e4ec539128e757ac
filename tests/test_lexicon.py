"""The lexicon: the longest head, the longest known name, the shape of a person's name, and files that are wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.home import home
from kg.lexicon import load_lexicon, read_heads, read_lists, read_names
from kg.model import KgError
from tests.extraction import lexicon


@pytest.mark.parametrize(
    ("text", "head", "type_"),
    [
        ("青禾软件园", "软件园", "Park"),
        ("青禾软件园管委会", "管委会", "GovernmentBody"),
        ("石榴生物科技股份有限公司", "股份有限公司", "Company"),
        ("云川大学", "大学", "AcademicInstitution"),
        ("云川产业基金", "产业基金", "Fund"),
        ("首届青禾创业大赛", "创业大赛", "Event"),
    ],
)
def test_a_text_ends_in_its_longest_head(text: str, head: str, type_: str) -> None:
    found = lexicon().head(text)
    assert found is not None
    assert found[:2] == (head, type_)
    longer = [text[-size:] for size in range(len(found[0]) + 1, len(text) + 1)]
    assert not any(tail in lexicon().heads for tail in longer)


@pytest.mark.parametrize("text", ["", "园区很大", "周大川", "川"])
def test_a_text_without_a_head_has_none(text: str) -> None:
    assert lexicon().head(text) is None


def test_the_longest_known_name_at_a_place_is_given() -> None:
    found = [(start, name.written, name.type) for start, name in lexicon().known("在苏州工业园区和苏州市")]
    assert (1, "苏州工业园区", "Park") in found and (8, "苏州市", "Place") in found
    assert not any(start == 1 and written != "苏州工业园区" for start, written, _ in found)


def test_a_known_name_is_cut_off_by_the_end_of_the_text() -> None:
    assert [name.written for _, name in lexicon().known("苏州工业园")] != ["苏州工业园区"]
    assert list(lexicon().known("")) == list(lexicon().known("苏")) == []


@pytest.mark.parametrize("name", ["周大川", "李明", "欧阳锋", "欧阳小川", "约翰·史密斯"])
def test_names_of_people_have_a_surname(name: str) -> None:
    assert lexicon().is_person_name(name)


@pytest.mark.parametrize("name", ["", "周", "周大川川", "的大川", "园区管委会", "约翰·" + "史" * 20])
def test_what_has_no_surname_or_not_the_length_is_no_name_of_a_person(name: str) -> None:
    assert not lexicon().is_person_name(name)


def test_a_name_keeps_all_things_that_are_written_so_and_one_character_is_none(tmp_path: Path) -> None:
    (tmp_path / "Place.tsv").write_text("# 注释\n青禾镇\t青禾|禾\tp1\n青禾镇\t\tp2\n", "utf-8")
    (tmp_path / "Park.more.tsv").write_text("青禾软件园\t青禾\n", "utf-8")
    names = read_names(sorted(tmp_path.glob("*.tsv")))
    assert {(n.type, n.full, n.id) for n in names["青禾"]} == {("Park", "青禾软件园", ""), ("Place", "青禾镇", "p1")}
    assert {n.id for n in names["青禾镇"]} == {"p1", "p2"} and "禾" not in names


def test_strong_heads_win_over_weak_ones(tmp_path: Path) -> None:
    path = tmp_path / "heads.toml"
    path.write_text('[Park]\nstrong = ["园"]\nweak = ["园", "区"]\n', "utf-8")
    assert read_heads(path) == {"园": ("Park", True), "区": ("Park", False)}


@pytest.mark.parametrize(
    "content", ["[Park]\nstrong = 3\n", "[Park]\nbold = []\n", "Park = 1\n", '[Park]\nweak = [""]\n', "[Park\n"]
)
def test_a_faulty_file_of_heads_is_named_in_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "heads.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(KgError) as caught:
        read_heads(path)
    assert str(path) in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize("content", ["verbs = 3\n", "verbs = [1]\n", "verbs = ['']\n"])
def test_a_faulty_word_list_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "stops.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(KgError, match="verbs must be a list of words"):
        read_lists(path)


@pytest.mark.parametrize("name", ["words/heads.toml", "words/posts.toml", "words/marks.toml", "names/Park.tsv"])
def test_a_data_folder_with_an_undecodable_file_is_refused_by_name(tmp_path: Path, name: str) -> None:
    for part in ("words", "names"):
        shutil.copytree(home() / "data" / part, tmp_path / "data" / part)
    (tmp_path / "data" / name).write_bytes(b"\xff\xfe\xff\xff")
    with pytest.raises(KgError, match=Path(name).name):
        load_lexicon(tmp_path)
