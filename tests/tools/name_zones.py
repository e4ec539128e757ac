"""Which listed names are zones and parks, which of them are one zone, and what each is called for short."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

#: The kinds of zone: how their names end, and the endings that are written for them.
KINDS: Mapping[str, tuple[re.Pattern[str], tuple[str, ...]]] = {
    "high-tech": (
        re.compile(r"(?:国家)?(?:高新技术|高技术|新技术)(?:产业)?(?:开发区|园区|开发园区|示范区|区)$|(?:国家)?高新区$"),
        ("高新技术产业开发区", "高新技术开发区", "高新区", "国家高新技术产业开发区", "国家高新区"),
    ),
    "technological": (
        re.compile(r"(?:国家级?)?经济技术开发区$|经开区$"),
        ("经济技术开发区", "经开区", "国家级经济技术开发区"),
    ),
    "economic": (re.compile(r"经济开发区$"), ("经济开发区", "经开区")),
    "bonded": (re.compile(r"综合保税区$"), ("综合保税区", "综保区")),
    "free trade": (re.compile(r"自由贸易(?:试验)?区$"), ("自由贸易试验区", "自贸试验区", "自贸区")),
}
OTHER = re.compile(
    r"(?:新兴技术|工业|科技|产业)?(?:开发区|产业园区?|工业园区?|科技园区?|软件园|集聚区|集中区|物流园区?|"
    r"保税区|保税港区|出口加工区|台商投资区|合作区|示范区|试验区|实验区|科技城|生态城|新区)$"
)
#: Words that a zone's name may hold beside the name proper.
GENERIC = re.compile(
    r"国家级?|省级?|市级?|县|区|城|东|西|南|北|中|新|高|大|现代|农业|工业|产业|科技|技术|经济|综合|循环|化工|生态|"
    r"旅游|商贸|物流|食品|医药|生物|环保|新型|新兴|文化|创意|创业|创新|临港|临空|空港|港口|港|沿海|滨海|海洋|口岸|"
    r"边境|民族|特色|装备|制造|电子|信息|软件|材料|能源|光伏|纺织|服装|家居|机械|汽车|煤炭|煤|石化|冶金|钢铁|"
    r"示范|试验|实验|集聚|集中|开发|合作|管理|贸易|加工|出口|保税|自由|园|第?[一二三四五六七八九十]|[A-Za-z0-9]"
)
#: An 经济开发区 that is raised to the national level becomes an 经济技术开发区: of one name they are one zone.
RAISED: Mapping[str, str] = {"economic": "technological"}
#: It stands before a name as a province does.
CORPS = "新疆生产建设兵团"
ORGAN = re.compile(r"(?:管理委员会|管委会|办事处)$")
#: Signs of a part, an organ or a leftover of the statistics instead of a zone.
MARKS = re.compile(r"[（）()、，．.·\-—]|虚拟|社区|街道|直属|特殊|委员会|管委会|公司|中心|以外|其他")


@dataclass(frozen=True)
class Zone:
    """A listed name that may be a zone's, its code or '', and the division that it is listed under, or ''.

    A `national` one is from a list of nothing but national zones, so it needs no sign that it is one.
    """

    name: str
    code: str
    parent: str
    national: bool = False


@dataclass
class _Park:
    name: str
    code: str
    parent: str
    kinds: list[str]
    stems: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    national: bool = False

    def add(self, name: str, kind: str, *stems: str) -> None:
        """One more way that a source writes the park."""
        self.kinds += [kind] * (kind not in self.kinds)
        self.names += [name] * (name not in self.names)
        self.stems += [stem for stem in dict.fromkeys(stems) if stem not in self.stems]


def _kind(name: str) -> tuple[str, str] | None:
    """The kind of zone and the name without its ending."""
    for kind, (pattern, _) in KINDS.items():
        match = pattern.search(name)
        if match:
            return kind, name[: match.start()]
    match = OTHER.search(name)
    return (match[0], name[: match.start()]) if match else None


def _up(parent: str) -> tuple[str, ...]:
    return (parent, parent[:4] + "00", parent[:2] + "0000") if parent else ()


def _home(stem: str, places: Mapping[str, str], short: Mapping[str, str]) -> str:
    """The province or prefecture that a stem begins with, for names that are listed under none."""
    codes = [code for code in places if code.endswith("00") and len(short[code]) > 1 and stem.startswith(short[code])]
    return min(codes, key=lambda code: (-len(short[code]), code), default="")


def _lies_in(stem: str, parent: str, short: Mapping[str, str]) -> bool:
    return any(len(short.get(code, "")) > 1 and short[code] in stem for code in _up(parent))


def _is_named(stem: str, parent: str, short: Mapping[str, str]) -> bool:
    """Whether the stem holds a division that the zone lies in, or something proper."""
    return _lies_in(stem, parent, short) or len(GENERIC.sub("", stem)) > 1


def _is_division(name: str, parent: str, places: Mapping[str, str], short: Mapping[str, str], held: set[str]) -> bool:
    """Whether it is a division's name, alone or after that of a higher one."""
    above = [written for code in _up(parent) for written in (places.get(code, ""), short.get(code, "")) if written]
    return name in held or any(name.removeprefix(written) in held for written in above)


def _core(stem: str, parent: str, places: Mapping[str, str], short: Mapping[str, str]) -> str:
    """The stem without the province before it and without 市 or 区 after a division's name."""
    for code in reversed(_up(parent)):
        for written in (places.get(code, ""), short.get(code, "")):
            rest = stem.removeprefix(written)
            if written and rest != stem and code.endswith("0000") and _is_named(rest, parent, short):
                stem = rest
                break
            if (
                written
                and stem.startswith(places.get(code, "?"))
                and not code.endswith("0000")
                and len(short[code]) > 1
            ):
                stem = short[code] + stem[len(places[code]) :]
                break
    return stem


def _bare(stem: str, parent: str, places: Mapping[str, str], short: Mapping[str, str]) -> str:
    """What tells the zone from others of its province: 海门 of 南通市海门区, 小蓝 of 南昌小蓝, 滨海 of 天津滨海新区."""
    stem = stem.removeprefix(CORPS)
    for code in reversed(_up(parent)):
        rests = [stem.removeprefix(written) for written in (places.get(code, ""), short.get(code, ""))]
        whole = stem == places.get(code)
        stem = short[code] if whole else next((rest for rest in rests if rest != stem and len(rest) > 1), stem)
    return stem[:-1] if len(stem) > 2 and stem[-1] in "市县区" else stem


def _parks(
    zones: list[Zone], places: Mapping[str, str], short: Mapping[str, str], ordinary: Callable[[str], bool]
) -> dict[str, _Park]:
    """The zones of lists that hold other things too, each by its name; what has no sign of a zone is left out."""
    found: dict[tuple[str, str, str], _Park] = {}
    held = set(places.values())
    for zone in zones:
        name = ORGAN.sub("", zone.name)
        kind = _kind(name)
        if zone.national or kind is None or MARKS.search(name) or len(kind[1]) < 2:
            continue
        parent = zone.parent or _home(kind[1], places, short)
        if not parent or not _is_named(kind[1], parent, short) or _is_division(name, parent, places, short, held):
            continue
        if ordinary(GENERIC.sub("", kind[1])) and not _lies_in(kind[1], parent, short):
            continue
        core = _core(kind[1], parent, places, short)
        park = found.setdefault((kind[0], core, parent[:4]), _Park(name, zone.code, parent, [kind[0]]))
        park.add(name, kind[0], kind[1], core)
    named: dict[str, _Park] = {}
    for park in found.values():
        named.setdefault(park.name, park)
    return named


def _national(
    zones: list[Zone],
    known: Mapping[str, _Park],
    places: Mapping[str, str],
    short: Mapping[str, str],
    ordinary: Callable[[str], bool],
) -> Iterator[_Park]:
    """The zones of national lists; a park that other sources know too takes the name that the list gives it."""
    parks: dict[tuple[str, str], list[_Park]] = {}
    for park in known.values():
        kind = park.kinds[0]
        parks.setdefault((RAISED.get(kind, kind), _bare(park.stems[0], park.parent, places, short)), []).append(park)
    for zone in zones:
        kind, stem = _kind(zone.name) or ("", "")
        if not zone.national or not stem:
            continue
        home = _home(stem, places, short)
        bare, within = _bare(stem, home, places, short), home[:2] if home.endswith("0000") else home[:4]
        there = [park for of in (*KINDS, kind) for park in parks.get((of, bare), ()) if park.parent.startswith(within)]
        if kind == "开发区" and there:
            continue
        same = [park for park in there if RAISED.get(kind, kind) in {RAISED.get(of, of) for of in park.kinds}]
        same.sort(key=lambda park: kind not in park.kinds)
        park = same[0] if same else _Park(zone.name, "", home, [kind])
        core = stem.removeprefix(CORPS) if CORPS in stem else _core(stem, home, places, short)
        park.name, park.national = zone.name, True
        park.add(zone.name, kind, stem, stem if ordinary(GENERIC.sub("", core)) else core)
        park.add(zone.name, RAISED.get(kind, kind))
        yield park


def _written(park: _Park) -> list[str]:
    """Every way to write the park: as its sources do, and stem by stem with the endings of its kind."""
    endings = [ending for kind in park.kinds for ending in (KINDS[kind][1] if kind in KINDS else (kind,))]
    if not park.national and not any("国家" in name or name.endswith(endings[0]) for name in park.names):
        endings = [ending for ending in endings if not ending.startswith("国家")]
    return list(dict.fromkeys([*park.names, *(stem + ending for stem in park.stems for ending in endings)]))


def park_rows(
    zones: list[Zone],
    places: Mapping[str, str],
    short: Mapping[str, str],
    taken: set[str],
    ordinary: Callable[[str], bool],
) -> list[tuple[str, list[str], str, str]]:
    """Name, other names, code and division of each park, a name once; what two parks might be called names neither.

    `taken` are the names that places have; `ordinary` tells a word of the language from a proper name.
    """
    known = _parks(zones, places, short, ordinary)
    parks = {park.name: park for park in (*_national(zones, known, places, short, ordinary), *known.values())}
    counted = Counter(written for park in parks.values() for written in _written(park))
    rows = []
    for park in sorted(parks.values(), key=lambda one: (not one.code, one.code, one.parent, one.name)):
        free = [w for w in _written(park) if counted[w] == 1 and w not in taken and w not in parks]
        rows.append((park.name, free, park.code, park.parent))
    return rows
