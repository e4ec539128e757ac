"""The gazetteers parse, hold no name twice, say where they come from, and are what the script makes of its sources."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.tools import name_sources
from tests.tools.make_names import main
from tests.tools.name_zones import Zone, park_rows

DATA = Path(__file__).resolve().parent.parent / "data"
NAMES = DATA / "names"
#: Fewest rows of each file; all together below three megabytes.
FLOORS = {"Place": 3200, "Place.towns": 38000, "Park": 1100, "AcademicInstitution": 2600, "Company": 4000}
LARGEST = 3_000_000
#: Places have namesakes in other counties; in the other files a name stands once.
NAMESAKES = {"Place", "Place.towns"}

Rows = list[tuple[str, tuple[str, ...], str, str]]
each_file = pytest.mark.parametrize("stem", FLOORS)


def rows(stem: str, folder: Path = NAMES) -> Rows:
    """Name, aliases, id and parent of each line; ValueError for a line that is no row."""
    found: Rows = []
    for number, line in enumerate((folder / f"{stem}.tsv").read_text("utf-8").splitlines(), 1):
        cells = line.split("\t")
        if not 1 <= len(cells) <= 4 or any(cell != cell.strip() for cell in cells) or not cells[0]:
            raise ValueError(f"{stem}.tsv, line {number}: {line!r}")
        name, aliases, id_, parent = [*cells, "", "", ""][:4]
        found.append((name, tuple(aliases.split("|")) if aliases else (), id_, parent))
    return found


def alias_faults(table: Rows) -> list[str]:
    """Aliases that are empty, that stand twice, or that are the name of a row."""
    names = {name for name, *_ in table}
    counted = Counter(alias for _, aliases, *_ in table for alias in aliases)
    return [alias for alias, times in counted.items() if not alias or times > 1 or alias in names]


def test_every_file_is_looked_at() -> None:
    assert {path.name.removesuffix(".tsv") for path in NAMES.glob("*.tsv")} == set(FLOORS)
    assert sum(path.stat().st_size for path in NAMES.iterdir()) < LARGEST


@each_file
def test_no_list_is_cut_short(stem: str) -> None:
    assert len(rows(stem)) >= FLOORS[stem]


@each_file
def test_no_name_stands_twice(stem: str) -> None:
    keys = [(name, parent if stem in NAMESAKES else "") for name, _, _, parent in rows(stem)]
    assert [key for key, times in Counter(keys).items() if times > 1] == []


@each_file
def test_ids_are_unique(stem: str) -> None:
    ids = [id_ for _, _, id_, _ in rows(stem) if id_]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"\d{6}|\d{9}", id_) for id_ in ids)


@each_file
def test_aliases_are_unique_and_nobodys_name(stem: str) -> None:
    assert alias_faults(rows(stem)) == []


@each_file
def test_every_parent_is_a_place(stem: str) -> None:
    places = {id_ for _, _, id_, _ in rows("Place")}
    assert {parent for *_, parent in rows(stem) if parent} <= places


@each_file
def test_names_are_chinese_and_of_two_characters_or_more(stem: str) -> None:
    written = [form for name, aliases, *_ in rows(stem) for form in (name, *aliases)]
    assert [form for form in written if not re.fullmatch(r"(?=.*[\u4e00-\u9fff]).{2,30}", form)] == []


def test_no_place_is_a_park_too() -> None:
    places = {form for name, aliases, *_ in rows("Place") for form in (name, *aliases)}
    parks = {form for name, aliases, *_ in rows("Park") for form in (name, *aliases)}
    companies = {name for name, *_ in rows("Company")}
    assert not parks & places and not companies & (places | parks)


def test_known_facts_are_there() -> None:
    places = {id_: (name, aliases) for name, aliases, id_, _ in rows("Place")}
    assert places["450000"] == ("广西壮族自治区", ("广西",))
    assert places["420600"] == ("襄阳市", ("襄阳",))
    assert places["422800"] == ("恩施土家族苗族自治州", ("恩施",))
    assert not places["451300"][1], "guests are no city"
    parks = {alias: name for name, aliases, *_ in rows("Park") for alias in aliases}
    assert parks["郑州高新区"] == "郑州高新技术产业开发区" and parks["南通经开区"] == "南通经济技术开发区"
    assert {"中国中车", "长安汽车"} <= {name for name, *_ in rows("Company")}
    assert not {"机器人", "太阳能", "大智慧"} & {name for name, *_ in rows("Company")}
    assert {"北京大学", "中国科学院"} <= {name for name, *_ in rows("AcademicInstitution")}


def test_every_national_zone_is_a_park_in_one_row() -> None:
    zones = name_sources.national_zones()
    assert len(zones) == 395 and zones == sorted(set(zones))
    forms = Counter(form for name, aliases, *_ in rows("Park") for form in (name, *aliases))
    assert [zone for zone in zones if forms[zone] != 1] == ["荆州开发区"], "a town with zones of both kinds"
    names = {name for name, *_ in rows("Park")}
    assert len(names.intersection(zones)) == 394
    assert {"成都高新区", "深圳高新区", "慈湖高新区", "吉林经开区", "石河子高新区", "武汉东湖高新区"} <= forms.keys()
    assert not {"航天经开区", "化学工业经开区"} & forms.keys(), "what is left without the province is an ordinary word"


def test_a_national_zone_names_the_park_that_another_list_holds() -> None:
    places = {"320000": "江苏省", "320600": "南通市", "320614": "海门区", "330000": "浙江省", "330200": "宁波市"}
    short = {code: name[:-1] for code, name in places.items()}
    others = [("南通市海门区经济开发区", "320614"), ("宁波大榭工业园区", "330200"), ("南通经开区", "320600")]
    national = ["海门经济技术开发区", "宁波大榭开发区", "南通开发区", "南通高新技术产业开发区", "如东经济技术开发区"]
    zones = [Zone(name, f"{parent}400" if parent == "320614" else "", parent) for name, parent in others]
    zones += [Zone(name, "", "", national=True) for name in [*national, "开发区。"]]
    parks = park_rows(zones, places, short, set(), lambda _: False)
    made = {name: (aliases, code, parent) for name, aliases, code, parent in parks}
    assert made.keys() == {*national, "宁波大榭工业园区", "南通经开区"} - {"南通开发区"}, (
        "南通 has a zone that this may be"
    )
    aliases, code, parent = made["海门经济技术开发区"]
    assert {"海门经开区", "南通市海门区经济开发区"} <= set(aliases) and (code, parent) == ("320614400", "320614")
    assert "南通国家高新区" in made["南通高新技术产业开发区"][0] and made["如东经济技术开发区"][1:] == ("", "")


def test_surnames_are_one_or_two_characters_each_once() -> None:
    surnames = (DATA / "words" / "surnames.txt").read_text("utf-8").splitlines()
    assert len(surnames) >= 400 and len(surnames) == len(set(surnames))
    assert all(re.fullmatch(r"[\u4e00-\u9fff]{1,2}", name) for name in surnames)
    assert {"王", "欧阳"} <= set(surnames)


def test_readme_names_source_version_and_licence_of_each_file() -> None:
    text = (NAMES / "README.md").read_text("utf-8")
    for archive in name_sources.ARCHIVES:
        package, version = re.split(r"[-_](?=\d)", archive)[0], re.findall(r"\d+(?:\.\d+)+", archive)[0]
        line = next(
            line for line in text.splitlines() if package.replace("_", "-").lower() in line.lower() and "|" in line
        )
        assert f"| {version} |" in line and re.search(r"MIT|Apache|WTFPL", line)
    head = name_sources.NATIONAL_ZONES.read_text("utf-8")
    for part in ("github.com/lontten/lutil", "b8e43f6b", "Apache-2.0"):
        assert part in text and part in head
    for stem in FLOORS:
        assert f"| `{stem}.tsv` | {len(rows(stem)):,} |" in text


def test_the_checks_see_what_they_look_for(tmp_path: Path) -> None:
    assert alias_faults([("甲市", ("甲",), "1", ""), ("乙市", ("甲", "甲市", ""), "2", "")]) == ["甲", "甲市", ""]
    (tmp_path / "Place.tsv").write_text("甲市\t甲\t1\t2\t3\n", "utf-8")
    with pytest.raises(ValueError, match="line 1"):
        rows("Place", tmp_path)


def test_missing_sources_are_named(tmp_path: Path) -> None:
    (tmp_path / "jieba-0.42.1.tar.gz").write_bytes(b"not jieba")
    assert name_sources.missing(tmp_path) == list(name_sources.ARCHIVES)
    with pytest.raises(SystemExit, match=r"jieba-0\.42\.1"):
        main(tmp_path, tmp_path)


def test_the_script_makes_these_very_files(tmp_path: Path) -> None:
    folder = Path(os.environ.get("PARK_KG_NAME_SOURCES", "no-folder-named"))
    if name_sources.missing(folder):
        pytest.skip("PARK_KG_NAME_SOURCES names no folder with all archives (see data/names/README.md)")
    main(folder, tmp_path)
    made = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.t*"))
    assert len(made) == len(FLOORS) + 1
    assert [str(path) for path in made if (tmp_path / path).read_bytes() != (DATA / path).read_bytes()] == []
