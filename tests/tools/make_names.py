"""Makes gazetteers and surnames from public packages: `python -m tests.tools.make_names SOURCES DATA`."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.tools import name_sources as sources
from tests.tools.name_zones import Zone, park_rows

#: jieba's tags of words that are nobody's name.
COMMON = re.compile(r"^(?:n|v|vn|vd|a|ad|an|b|d|i|l|m|z|j|k|t|u|uj|r|p|c|o|q|y)$")
#: Codes xx71 to xx79 of the county level are the statisticians' own: zones, not divisions of GB/T 2260.
ZONE_CODE = re.compile(r"\d{4}7\d")
PSEUDO = re.compile(r"市辖区|县|(?:省|自治区)直辖(?:县级)?行政区划")
#: 城区, 郊区, 矿区, 东区, 西区: names of districts that every town has a word for.
BARE = re.compile(r".区")
TOWN = re.compile(r"(?:镇|乡|街道|苏木)$")
#: A town run by a zone is listed with the zone's name before its own.
TOWN_OF_ZONE = re.compile(
    r"^.*(?:高新区|开发区|经开区|管理区|园区|新区|示范区|实验区)(?=..+(?:镇|乡|街道)$)|（[^）]*）"
)
STATISTICAL = re.compile(r"特殊|直属|管理委员会|管委会")
DIVISION = re.compile(r"(?:特别行政区|省|市|县|区|旗|地区|盟)$")
ACADEMIC = re.compile(r"(?:大学|学院|学校|分校|研究院|研究所|天文台)(?:（[^）]+）)?$")
INSTITUTE = re.compile(r"(?:研究院|研究所|科学院|天文台)$")
#: What exchanges put before and after a share's name: special treatment, first day, rights taken off, class of share.
BEFORE = re.compile(r"^(?:退市|S?\*?ST|S\*?|PT|XD|XR|DR|[NCG])(?=[\u4e00-\u9fff])")
AFTER = re.compile(r"(?<=[\u4e00-\u9fff])(?:[AB]?退市?|-?(?:UW|WD|[ABURWD])股?)$")
#: Listed under such a name is the owner; the word in a news page is the thing itself.
FACILITY = re.compile(r"(?:机场|高速|大桥|港|港口|隧道|公路|铁路|电站|广场|景区|旅游)$")


@dataclass
class Row:
    """One entity: its name, its other names, the id that its source gives it, and the id of what it lies in."""

    name: str
    aliases: list[str] = field(default_factory=list)
    id: str = ""
    parent: str = ""

    def line(self) -> str:
        """The row as the file holds it."""
        return "\t".join((self.name, "|".join(self.aliases), self.id, self.parent)).rstrip("\t")


def _level(code: str) -> str:
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


class Gazetteers:
    """All lists, each made from the sources in `folder` when it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tags = sources.words(folder)
        self.defined = sources.definitions(folder)
        self.listed = list(sources.locations(folder))
        self.shorts = {code: short.split("/")[-1] for _, _, code, short, _ in self.listed if code}
        self.named = {code: name for _, name, code, _, _ in self.listed if code}
        self.places = list(self._places())
        self.proper = {written for row in self.places for written in (row.name, *row.aliases)}

    def _divisions(self) -> Iterator[tuple[str, str]]:
        for level in ("provinces", "cities", "areas"):
            for code, name, *_ in sources.divisions(self.folder, level):
                if not PSEUDO.fullmatch(name):
                    yield code.ljust(6, "0"), name
        for depth, name, code, _, _ in self.listed:
            if depth <= 1 and code[:2] in {"71", "81", "82"} and not PSEUDO.fullmatch(name):
                yield code, name

    def _parent(self, code: str, known: Iterable[str]) -> str:
        return next((up for up in (code[:4] + "00", code[:2] + "0000") if up != code and up in known), "")

    def short(self, code: str, name: str) -> str:
        """The name without the word for its kind and without its peoples: 广西, 恩施, 襄阳."""
        if self.named.get(code) == name:
            return self.shorts[code]
        return DIVISION.sub("", name)

    def _places(self) -> Iterator[Row]:
        rows = dict[str, str]()
        for code, name in self._divisions():
            if not ZONE_CODE.fullmatch(code) and not BARE.fullmatch(name):
                rows.setdefault(code, name)
        shorts = {code: self.short(code, name) for code, name in rows.items()}
        taken = set(rows.values())
        for level in ("province", "prefecture", "county"):
            codes = [code for code in rows if _level(code) == level]
            counted = Counter(shorts[code] for code in codes)
            for code in codes:
                short = shorts[code]
                free = len(short) > 1 and short not in taken and counted[short] == 1
                shorts[code] = short if free and self._is_place_word(short, level, rows[code]) else ""
            taken |= {shorts[code] for code in codes}
        for code, name in sorted(rows.items()):
            yield Row(name, [shorts[code]] if shorts[code] else [], code, self._parent(code, rows))

    def _is_place_word(self, short: str, level: str, name: str) -> bool:
        """Whether a reader takes the short form for the place; of counties, only cities that a dictionary knows."""
        if level == "county":
            return name.endswith("市") and self.tags.get(short) == "ns" and short not in self.defined
        modern = not self.defined.get(short, "1.").startswith("1.")
        return not (modern and self.tags.get(short) in {"n", "v", "a"})

    def towns(self) -> Iterator[Row]:
        """Towns, townships and streets, by full name, each once in its county."""
        seen, held = set[tuple[str, str]](), {row.id for row in self.places}
        for code, name, county, *_ in sources.divisions(self.folder, "streets"):
            bare = TOWN_OF_ZONE.sub("", name.replace("街道办事处", "街道"))
            parent = county if county in held else self._parent(county, held)
            if TOWN.search(bare) and len(bare) > 2 and not STATISTICAL.search(bare) and (bare, parent) not in seen:
                seen.add((bare, parent))
                yield Row(bare, [], code, parent)

    def parks(self) -> list[Row]:
        """National zones, and what else the statistics, JioNLP, jieba and THUOCL list, with systematic short forms."""
        names = {row.id: row.name for row in self.places}
        short = {row.id: self.short(row.id, row.name) for row in self.places}
        rows = park_rows(list(self._zones(names)), names, short, self.proper, self._is_ordinary)
        return [Row(name, aliases, id_, parent) for name, aliases, id_, parent in rows]

    def _zones(self, held: dict[str, str]) -> Iterator[Zone]:
        for code, name, *_ in sources.divisions(self.folder, "areas"):
            if ZONE_CODE.fullmatch(code):
                yield Zone(name, code, self._parent(code, held))
        for code, name, county, *_ in sources.divisions(self.folder, "streets"):
            yield Zone(name, code, county if county in held else self._parent(county, held))
        for depth, name, _, _, county in self.listed:
            if depth == 3 or (depth == 2 and ZONE_CODE.fullmatch(county)):
                yield Zone(name, "", county if county in held and depth == 3 else self._parent(county, held))
        for name in [word for word, tag in self.tags.items() if tag in {"nt", "ns"}]:
            yield Zone(name, "", "")
        for name in sources.thuocl(self.folder, "地名", "财经"):
            yield Zone(name, "", "")
        for name in sources.national_zones():
            yield Zone(name, "", "", national=True)

    def academies(self) -> list[Row]:
        """Universities, colleges and schools above the secondary level; research institutes that jieba or .cn names."""
        listed = [name for name in sources.people(self.folder)["university"] if ACADEMIC.search(name)]
        bodies = set(listed)
        others = [word for word, tag in self.tags.items() if tag == "nt" and INSTITUTE.search(word) and len(word) > 4]
        others = [word for word in others if not self._is_phrase(word)]
        others += [name for name in sources.domain_owners(self.folder) if ACADEMIC.search(name) and len(name) > 3]
        listed += [name for name in others if not any(name[:size] in bodies for size in range(4, len(name)))]
        short = sources.short_universities(self.folder)
        tails = (alias[at:] for aliases in short.values() for alias in aliases for at in (0, *range(2, len(alias))))
        counted = Counter(tails)
        rows = {name: Row(name) for name in listed}
        for name in rows.keys() & short.keys():
            rows[name].aliases = [
                a for a in short[name] if counted[a] == 1 and a not in rows and self._abbreviates(a, name)
            ]
        return [rows[name] for name in dict.fromkeys(listed)]

    def _abbreviates(self, alias: str, name: str) -> bool:
        """Whether the alias picks its characters from the name in order, and is no word or part of one."""
        rest = iter(name)
        known = self.tags.get(alias, "" if len(alias) < 3 else "nt") in {"nt", "j"}
        half = alias.endswith("大") and (name.startswith(alias) or self.tags.get(alias[0]) == "a")
        return all(sign in rest for sign in alias) and known and not half and alias not in self.defined

    def companies(self, parks: list[Row]) -> list[Row]:
        """A shares by short name, stripped of the exchange's marks; what is an ordinary phrase or a place stays out."""
        rows = dict[str, Row]()
        taken = self.proper.union(written for row in parks for written in (row.name, *row.aliases))
        for code, written, *_ in sources.shares(self.folder):
            name = re.sub(r"\s", "", unicodedata.normalize("NFKC", written))
            name = AFTER.sub("", BEFORE.sub("", name))
            if name not in rows and name not in taken and self._is_company_word(name):
                rows[name] = Row(name, [], code)
        return sorted(rows.values(), key=lambda row: row.id)

    def _is_company_word(self, name: str) -> bool:
        if FACILITY.search(name) or not re.search(r"[\u4e00-\u9fff]", name):
            return False
        if len(name) < 3 or name in self.defined or (self.tags.get(name[0]) == "a" and name[1:] in self.tags):
            return False
        return self.tags.get(name, "nz") in {"nz", "nt", "nr"} and not self._is_phrase(name)

    def _is_phrase(self, name: str) -> bool:
        """Whether the whole name can be cut into ordinary words; a single character counts only where it describes."""
        if not name:
            return True
        return any(self._is_ordinary(name[:size]) and self._is_phrase(name[size:]) for size in range(1, len(name) + 1))

    def _is_ordinary(self, word: str) -> bool:
        tag = "ns" if word in self.proper else self.tags.get(word, "")
        return bool(COMMON.match(tag)) if len(word) > 1 else tag in {"a", "b", "m"}

    def surnames(self) -> list[str]:
        """Single and compound surnames, in the order of the source, each once."""
        listed = dict.fromkeys(sources.people(self.folder)["surnames"])
        return [name for name in listed if re.fullmatch(r"[\u4e00-\u9fff]{1,2}", name)]


def main(folder: Path, data: Path) -> None:
    """Writes every gazetteer below `data`; SystemExit names the archives that `folder` lacks."""
    lacking = sources.missing(folder)
    if lacking:
        raise SystemExit(f"{folder}: missing or of another version: {', '.join(lacking)}")
    made = Gazetteers(folder)
    parks = made.parks()
    lists: dict[str, Iterable[Row]] = {
        "Place": made.places,
        "Place.towns": made.towns(),
        "Park": parks,
        "AcademicInstitution": made.academies(),
        "Company": made.companies(parks),
    }
    for folder_ in ("names", "words"):
        (data / folder_).mkdir(parents=True, exist_ok=True)
    for name, rows in lists.items():
        text = "".join(f"{row.line()}\n" for row in rows)
        (data / "names" / f"{name}.tsv").write_text(text, "utf-8", newline="\n")
    (data / "words" / "surnames.txt").write_text("\n".join([*made.surnames(), ""]), "utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
