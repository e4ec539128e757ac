"""The folder of a graph: the same bytes for the same pages, all of it or nothing, and read back as it was."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.graph import Graph, load, to_graph, write
from kg.home import home
from kg.model import KgError
from kg.store import Store
from kg.vocabulary import load_vocabulary
from tests.conftest import ROOT, environment
from tests.readings import second_story, story

VOCABULARY = load_vocabulary(home() / "ontology")
GRAPH = to_graph([story(), second_story()], VOCABULARY)
FILES = {"graph.ttl", "inferred.ttl", "evidence.trig"}

BUILD = """
import sys
from pathlib import Path
from kg.graph import to_graph, write
from kg.home import home
from kg.vocabulary import load_vocabulary
from tests.readings import second_story, story
write(to_graph([story(), second_story()], load_vocabulary(home() / "ontology")), Path(sys.argv[1]))
"""


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of the folder, by its path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_builds_are_equal_byte_for_byte(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        command = [sys.executable, "-c", BUILD, str(tmp_path / seed)]
        subprocess.run(command, env=environment(PYTHONHASHSEED=seed), cwd=ROOT, check=True, timeout=120)
    first = contents(tmp_path / "1")
    assert first == contents(tmp_path / "2") and set(first) > FILES and len(first) == 5


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    write(GRAPH, tmp_path)
    back = load(tmp_path)
    assert set(back.quads()) == set(GRAPH.quads())
    assert set(back.inferred) == set(GRAPH.inferred) and dict(back.sources) == dict(GRAPH.sources)
    store = Store()
    for name in FILES:
        store.read(tmp_path / name)
    assert len(store) == len(set(GRAPH.quads()))


def test_another_base_is_read_back(tmp_path: Path) -> None:
    write(to_graph([story()], VOCABULARY, base="http://example.org/kg/"), tmp_path)
    assert load(tmp_path).base == "http://example.org/kg/"
    assert b"@prefix id: <http://example.org/kg/> ." in (tmp_path / "graph.ttl").read_bytes()


def test_turtle_is_for_people_too(tmp_path: Path) -> None:
    write(GRAPH, tmp_path)
    text = (tmp_path / "graph.ttl").read_text("utf-8")
    assert (
        """
id:Park-青禾软件园 a pk:Park ;
    rdfs:label "青禾软件园"@zh ;
    skos:altLabel "青禾"@zh , "青禾 软件园"@zh , "青禾园"@zh ;
    pk:attracted id:Company-蓝鲸科技有限公司 ;
    pk:date "2011" ;
    pk:locatedIn id:Place-云川市 .
"""
        in text
    )
    assert "\t" not in text and text.endswith(" .\n") and "owl:" not in text


def test_a_new_build_replaces_the_old_and_leaves_what_is_not_ours(tmp_path: Path) -> None:
    write(GRAPH, tmp_path, {"graph.html": b"old"})
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    (tmp_path / "sources" / "mine.txt").write_text("mine", "utf-8")
    write(to_graph([story()], VOCABULARY), tmp_path, {"graph.html": b"new"})
    found = contents(tmp_path)
    source = f"sources/{story().page.sha256}.txt"
    assert set(found) == {*FILES, "graph.html", source, "notes.txt", "sources/mine.txt"}
    assert found["graph.html"] == b"new" and found[source] == story().page.text.encode()


def test_a_folder_that_cannot_be_made_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    for folder in (tmp_path / "file", tmp_path / "file" / "deeper"):
        with pytest.raises(KgError) as told:
            write(GRAPH, folder)
        assert str(folder) in str(told.value) and "\n" not in str(told.value)
    assert contents(tmp_path) == {"file": b"x"}


def _failing(after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let so many files be moved, then let the disk fail once."""
    rename, left = Path.rename, [after]

    def stub(self: Path, target: Path) -> Path:
        left[0] -= 1
        if left[0] == -1:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", stub)


@pytest.mark.parametrize("after", range(10))
def test_a_fault_on_the_way_leaves_the_old_build_whole(
    after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(to_graph([second_story()], VOCABULARY), tmp_path)
    before = contents(tmp_path)
    with monkeypatch.context() as patch:
        _failing(after, patch)
        with pytest.raises(KgError, match="No space left"):
            write(to_graph([story()], VOCABULARY), tmp_path, {"graph.html": b"new", "b.html": b"new"})
    assert contents(tmp_path) == before and not list(tmp_path.glob(".kg-*"))


def test_a_fault_at_the_first_build_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _failing(2, monkeypatch)
    with pytest.raises(KgError):
        write(GRAPH, tmp_path / "a" / "b")
    assert not list(tmp_path.iterdir())


def test_what_is_no_graph_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("@prefix : <http://example.org/> .\n:a :b", "utf-8")
    (tmp_path / "notes.doc").write_text("x", "utf-8")
    cases = {"": r"no graph here \(graph.ttl is missing\)", "nothing": "no such file or folder"}
    cases |= {"broken.ttl": "line 2", "notes.doc": "not a graph file"}
    for name, reason in cases.items():
        with pytest.raises(KgError, match=reason) as told:
            load(tmp_path / name)
        assert "\n" not in str(told.value)


def test_a_single_file_is_a_graph_too(tmp_path: Path) -> None:
    write(GRAPH, tmp_path)
    evidence = load(tmp_path / "evidence.trig")
    assert isinstance(evidence, Graph) and not len(evidence.default)
    assert set(evidence.quads()) == {quad for quad in GRAPH.quads() if quad.graph}
    assert set(load(tmp_path / "graph.ttl").default) == set(GRAPH.default)
