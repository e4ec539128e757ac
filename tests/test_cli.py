"""The command line as a process: what it prints where, and the data it gives."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib

from kg import __version__
from kg.cli.parser import CHANGES, FILES, REPORTS, RESULTS
from kg.cli.terminal import Progress
from tests.conftest import Kg, environment

PARKS = "SELECT ?name { ?park a pk:Park ; rdfs:label ?name } ORDER BY ?name"
COMMANDS = ("build", "query", "view", "stats", "export", "explain", "validate", "diff")


def test_version_and_help_name_every_command(kg: Kg) -> None:
    assert kg("--version").stdout == f"kg {__version__}\n"
    text = kg("--help").stdout
    assert all(f"  {command} " in text for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example_that_parses(kg: Kg, command: str) -> None:
    done = kg(command, "--help")
    assert done.returncode == 0 and done.stderr == ""
    assert f"example:\n  kg {command} " in done.stdout


def test_the_command_line_starts_without_the_libraries() -> None:
    code = "import sys, kg.cli; print({'rdflib', 'pyoxigraph', 'numpy', 'jieba', 'pyvis'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_formats_offered_are_the_formats_there_are() -> None:
    from kg import check, diff, export, query

    assert set(RESULTS) == set(query.FORMATS) and set(FILES) == set(export.FORMATS)
    assert set(REPORTS) == set(check.FORMATS) and set(CHANGES) == set(diff.FORMATS)


def test_build_leaves_the_files_of_the_contract_and_a_summary(kg: Kg, built: Path, tmp_path: Path) -> None:
    done = kg("build", built / "page.txt")
    assert done.returncode == 0 and done.stdout == ""
    assert "1 page, 1 article" in done.stderr and "Park 1" in done.stderr and "hasPolicy 1" in done.stderr
    assert "exports/" in done.stderr and "\r" not in done.stderr and "\x1b" not in done.stderr
    names = {path.name for path in (tmp_path / "exports").iterdir()}
    assert names == {"graph.ttl", "inferred.ttl", "evidence.trig", "graph.html", "report.md", "sources"}


def test_building_twice_gives_the_same_bytes(kg: Kg, built: Path, tmp_path: Path) -> None:
    assert kg("build", built / "page.txt", "--out", "again").returncode == 0
    files = sorted(path.relative_to(built / "exports") for path in (built / "exports").rglob("*") if path.is_file())
    assert len(files) == 6
    for file in files:
        assert (built / "exports" / file).read_bytes() == (tmp_path / "again" / file).read_bytes(), file


def test_query_formats(kg: Kg, built: Path) -> None:
    def ask(*words: str) -> str:
        done = kg("query", *words, cwd=built)
        assert done.returncode == 0 and done.stderr == "", done.stderr
        return done.stdout

    assert ask(PARKS).split() == ["name", "----------", "青禾软件园"]
    assert list(csv.reader(io.StringIO(ask(PARKS, "--format", "csv")))) == [["name"], ["青禾软件园"]]
    bindings = json.loads(ask(PARKS, "--format", "json"))["results"]["bindings"]
    assert bindings == [{"name": {"type": "literal", "value": "青禾软件园", "xml:lang": "zh"}}]
    assert ask("ASK { ?park pk:hasPolicy ?policy }") == "yes\n"
    described = rdflib.Graph().parse(data=ask("CONSTRUCT WHERE { ?s pk:hasPolicy ?o }"), format="turtle")
    assert len(described) == 1


def test_query_finds_questions_files_and_parameters(kg: Kg, built: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text(PARKS, "utf-8")
    assert "青禾软件园" in kg("query", tmp_path / "mine.rq", "--graph", "exports/graph.ttl", cwd=built).stdout
    for words in (["policies-of-park", "--park", "青禾软件园"], ["--park=青禾软件园", "policies-of-park"]):
        assert "创新十条" in kg("query", *words, cwd=built).stdout
    listed = kg("query", "--list").stdout
    assert "policies-of-park [--park NAME]\n" in listed and listed.count("\n") >= 16


def test_asserted_leaves_out_what_is_inferred(kg: Kg, built: Path) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    every, asserted = (kg("query", count, *more, "--format", "csv", cwd=built) for more in ((), ("--asserted",)))
    assert 0 < int(asserted.stdout.split()[1]) < int(every.stdout.split()[1])


def test_exports_hold_the_graph(kg: Kg, built: Path, tmp_path: Path) -> None:
    asserted, follows = (rdflib.Graph().parse(built / "exports" / name) for name in ("graph.ttl", "inferred.ttl"))
    for form, parser in (("ttl", "turtle"), ("trig", "trig"), ("nq", "nquads"), ("jsonld", "json-ld")):
        printed = kg("export", "--format", form, cwd=built)
        assert printed.returncode == 0 and printed.stderr == ""
        data = rdflib.Dataset().parse(data=printed.stdout, format=parser)
        assert {quad[:3] for quad in data.quads((None, None, None, None))} >= {*asserted, *follows}
        out = tmp_path / f"graph.{form}"
        assert kg("export", "--format", form, "--asserted", "--out", out, cwd=built).returncode == 0
        some = rdflib.Dataset().parse(out, format=parser)
        assert not set(follows) & {quad[:3] for quad in some.quads((None, None, None, None))} >= set(asserted)


def test_view_writes_one_file(kg: Kg, built: Path, tmp_path: Path) -> None:
    assert kg("view", "--out", tmp_path / "view.html", cwd=built).returncode == 0
    assert (tmp_path / "view.html").read_bytes() == (built / "exports" / "graph.html").read_bytes()


def test_explain_names_mentions_rules_and_facts(kg: Kg) -> None:
    done = kg("explain", "青禾软件园出台“创新十条”。")
    assert done.returncode == 0 and done.stderr == ""
    assert all(word in done.stdout for word in ("青禾软件园", "创新十条", "hasPolicy"))


def test_validate_passes_a_sound_graph_and_fails_another(kg: Kg, built: Path, tmp_path: Path) -> None:
    done = kg("validate", cwd=built)
    assert done.returncode == 0 and done.stdout == ""
    turtle = (built / "exports" / "graph.ttl").read_text("utf-8")
    (tmp_path / "wrong.ttl").write_text(turtle.replace('    rdfs:label "青禾软件园"@zh ;\n', ""), "utf-8")
    done = kg("validate", "--graph", "wrong.ttl")
    assert done.returncode == 3 and done.stdout and "Traceback" not in done.stderr
    shutil.copytree(built / "exports", tmp_path / "exports")
    (tmp_path / "wrong.ttl").replace(tmp_path / "exports" / "graph.ttl")
    done = kg("validate", "--language", "zh")
    assert done.returncode == 3 and done.stderr == "kg: exports: 1 violation\n"
    assert "实体须恰好有一个中文名称" in done.stdout
    assert "\n    “2019年3月，青禾软件园出台“创新十条”。”（page.txt《" in done.stdout
    [told] = json.loads(kg("validate", "--format", "json").stdout)
    assert told["message_en"].startswith("an entity has exactly one label") and told["sentences"]


def test_data_is_utf8_whatever_the_console_is(kg: Kg, built: Path) -> None:
    done = kg("query", PARKS, cwd=built, PYTHONIOENCODING="ascii")
    assert "青禾软件园" in done.stdout


def test_a_reader_who_has_seen_enough_is_no_fault(built: Path) -> None:
    command = [sys.executable, "-m", "kg", "export", "--format", "nq"]
    with subprocess.Popen(
        command, cwd=built, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_build_shows_its_progress_on_a_terminal(built: Path, tmp_path: Path) -> None:
    master, slave = os.openpty()
    command = [sys.executable, "-m", "kg", "build", str(built / "page.txt")]
    done = subprocess.run(command, cwd=tmp_path, env=environment(), stderr=slave, stdout=subprocess.PIPE, check=False)
    drawn = os.read(master, 100_000).decode()
    os.close(slave)
    os.close(master)
    assert done.returncode == 0 and done.stdout == b""
    assert drawn.startswith("\r\x1b[Kpage 1/1\r\x1b[K1 page, 1 article")


class Terminal(io.StringIO):
    """A stream that takes itself for a terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_says_rate_and_remaining_time_on_a_terminal() -> None:
    terminal, times = Terminal(), iter([0.0, 1.0, 5.0])
    progress = Progress(terminal, lambda: next(times))
    progress(1, 100, "a.txt")
    progress(11, 100, "b.txt")
    progress.clear()
    drawn = terminal.getvalue().split("\r\x1b[K")
    assert drawn == ["", "page 1/100", "page 11/100, 2.0 pages/s, 0:45 left", ""]


def test_progress_says_nothing_elsewhere() -> None:
    file = io.StringIO()
    Progress(file)(2, 3, "a.txt")
    assert file.getvalue() == ""
