"""Bad input of every kind: one line that names it and the reason, the right exit code, and nothing half-written."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.cli import main
from tests.conftest import ROOT, STORY, Done, Kg


def only_line(done: Done) -> str:
    """The one line that a failed command says; it prints no data."""
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("kg: ") and "internal error" not in line
    return line


@pytest.mark.parametrize(
    "words",
    [[], ["fly"], ["build"], ["build", "--out"], ["export"], ["export", "--format", "doc"], ["explain"], ["query"]],
    ids=" ".join,
)
def test_bad_usage_is_one_line_and_2(kg: Kg, words: list[str]) -> None:
    done = kg(*words)
    assert done.returncode == 2 and only_line(done)


def make_missing(path: Path) -> None:
    path.unlink(missing_ok=True)


def make_unreadable(path: Path) -> None:
    """A link to itself cannot be opened by anybody, root included."""
    path.symlink_to(path.name)


def make_folder(path: Path) -> None:
    path.mkdir()


BAD: dict[str, Callable[[Path], object]] = {
    "missing": make_missing,
    "empty": lambda path: path.write_bytes(b""),
    "blank": lambda path: path.write_text("\n \u3000\n", "utf-8"),
    "binary": lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
    "undecodable": lambda path: path.write_bytes("园区".encode() * 40 + b"\xff\xfe\xff"),
    "unreadable": make_unreadable,
    "no article": lambda path: path.write_text("----\n\n====\n", "utf-8"),
    "empty folder": make_folder,
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_input_is_refused_in_one_line(kg: Kg, tmp_path: Path, kind: str) -> None:
    BAD[kind](tmp_path / "bad.txt")
    done = kg("build", "bad.txt")
    assert done.returncode == 2
    assert only_line(done).startswith("kg: bad.txt: ")
    assert not (tmp_path / "exports").exists()


def test_bad_inputs_among_good_ones_leave_the_rest(kg: Kg, built: Path, tmp_path: Path) -> None:
    for number, spoil in enumerate(BAD.values()):
        spoil(tmp_path / f"{number}.txt")
    done = kg("build", *(f"{number}.txt" for number in range(len(BAD))), built / "page.txt")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert {line.split(": ")[1] for line in lines[: len(BAD)]} == {f"{number}.txt" for number in range(len(BAD))}
    assert lines[len(BAD)] == "1 page, 1 article"
    assert (tmp_path / "exports" / "graph.ttl").read_bytes() == (built / "exports" / "graph.ttl").read_bytes()


def test_a_build_of_nothing_keeps_the_graph_that_was_there(kg: Kg, built: Path) -> None:
    before = {path: path.read_bytes() for path in (built / "exports").rglob("*") if path.is_file()}
    assert kg("build", "missing.txt", cwd=built).returncode == 2
    assert before == {path: path.read_bytes() for path in (built / "exports").rglob("*") if path.is_file()}


@pytest.mark.parametrize("out", ["page.txt", "page.txt/exports", "/proc/exports"])
def test_an_output_folder_that_cannot_be_written_is_named(kg: Kg, built: Path, out: str) -> None:
    before = sorted(built.rglob("*"))
    done = kg("build", "page.txt", "--out", out, cwd=built)
    assert done.returncode == 2 and only_line(done).startswith(f"kg: {out}: ")
    assert sorted(built.rglob("*")) == before and (built / "page.txt").read_text("utf-8") == STORY


@pytest.mark.parametrize("date", ["2019", "gestern", "2019-02-30"])
def test_a_date_that_is_none_is_refused(kg: Kg, built: Path, date: str) -> None:
    done = kg("build", built / "page.txt", "--date", date)
    assert done.returncode == 2 and date in only_line(done)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["SELECT ?s { ?s a pk:Park"], "SPARQL"),
        (["SELECT ?s { ?s a nope:Park }"], "prefix"),
        (["DELETE WHERE { ?s ?p ?o }"], "DELETE"),
        (["policy-of-park"], "policies-of-park"),
        (["missing.rq"], "missing.rq"),
        (["policies-of-park", "--park", "青禾"], "青禾软件园"),
        (["policies-of-park", "--fund", "青禾"], "fund"),
        (["policies-of-park", "--park"], "--park"),
        (["ASK {}", "--graph", "missing"], "missing"),
        (["ASK {}", "--graph", "page.txt"], "page.txt"),
        (["ASK {}", "--format", "ttl"], "ttl"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value,
)
def test_a_query_that_cannot_be_answered_is_one_line_and_2(kg: Kg, built: Path, words: list[str], told: str) -> None:
    done = kg("query", *words, cwd=built)
    assert done.returncode == 2 and told in only_line(done)


@pytest.mark.parametrize("words", [["view"], ["export", "--format", "ttl"]], ids=" ".join)
def test_a_file_that_cannot_be_written_is_named(kg: Kg, built: Path, words: list[str]) -> None:
    done = kg(*words, "--out", "page.txt/file", cwd=built)
    assert done.returncode == 2 and only_line(done).startswith("kg: page.txt/file: ")


def test_debug_shows_where_and_nothing_else_does(kg: Kg) -> None:
    assert "Traceback" in kg("query", "SELECT", "--debug").stderr
    assert "Traceback" not in kg("query", "SELECT").stderr


@pytest.mark.parametrize(
    ("fault", "code", "line"),
    [
        (KeyboardInterrupt(), 130, "kg: interrupted\n"),
        (TypeError("odd\nthing"), 2, "kg: internal error, TypeError: odd thing (--debug shows where)\n"),
    ],
)
def test_what_nobody_foresaw_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fault: BaseException, code: int, line: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr("kg.pipeline.build", fail)
    assert main(["build", "page.txt"]) == code
    assert capsys.readouterr().err == line


def test_control_characters_of_a_name_do_not_reach_the_terminal(kg: Kg) -> None:
    assert only_line(kg("build", "a\x1b[31mb\nc.txt")).startswith("kg: a\ufffd[31mb")


def break_term(rules: Path) -> Path:
    return (rules / "hasPolicy.toml").rename(rules / "hasPolicies.toml")


def break_pattern(rules: Path) -> Path:
    path = rules / "hasPolicy.toml"
    path.write_text("[[pattern]]\nmatch = '{s}(出台{o}'\n", "utf-8")
    return path


def break_toml(rules: Path) -> Path:
    path = rules / "hasPolicy.toml"
    path.write_text("[[pattern\n", "utf-8")
    return path


@pytest.mark.parametrize(("spoil", "told"), [(break_term, "hasPolicy"), (break_pattern, "1"), (break_toml, "line 1")])
def test_a_rule_file_that_is_wrong_stops_the_build(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    built: Path,
    tmp_path: Path,
    spoil: Callable[[Path], Path],
    told: str,
) -> None:
    for part in ("ontology", "data"):
        shutil.copytree(ROOT / part, tmp_path / part)
    path = spoil(tmp_path / "data" / "rules")
    monkeypatch.setattr("kg.home.home", lambda: tmp_path)
    assert main(["build", str(built / "page.txt"), "--out", str(tmp_path / "out")]) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith(f"kg: {path}: ") and printed.err.count("\n") == 1 and told in printed.err
    assert not (tmp_path / "out").exists()
