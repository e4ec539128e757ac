"""README says what is true: its commands print what it shows, and its way to add a relation adds one.

`python -m tests.test_readme --write` runs the commands again and puts what they print into README.md.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest

from kg.cli import main
from kg.lexicon import load_lexicon
from kg.rule import load_rule_file
from kg.rule.proof import prove
from kg.vocabulary import load_vocabulary
from tests.conftest import ROOT, STORY, environment, run_kg

README = ROOT / "README.md"
BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
#: The most lines of a command's output that README shows; the rest is a line with an ellipsis.
MOST = 48


def commands(block: str) -> list[tuple[str, str]]:
    """Each command of a console block, with what README says that it prints."""
    pieces = re.split(r"^\$ ", block, flags=re.MULTILINE)
    assert pieces[0] == "", "a console block begins with a command"
    return [(line, output) for line, _, output in (piece.partition("\n") for piece in pieces[1:])]


def printed(command: str, folder: Path) -> str:
    """What the command prints in this folder, messages and data together."""
    script = f'set -o pipefail; kg() {{ "{sys.executable}" -m kg "$@"; }}; {command}'
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"$ {command}\n{done.stdout}"
    return done.stdout


def shown(output: str) -> str:
    """The output as README shows it: no blanks at the ends of lines, and no more than `MOST` lines."""
    lines = [line.rstrip() for line in output.splitlines()]
    return "".join(f"{line}\n" for line in (lines if len(lines) <= MOST else [*lines[: MOST - 1], "…"]))


def rewritten(text: str, folder: Path) -> str:
    """The README with each command's output as it is now."""
    (folder / "page.txt").write_text(STORY, "utf-8")

    def run(block: re.Match[str]) -> str:
        return "".join(f"$ {command}\n{shown(printed(command, folder))}" for command, _ in commands(block[0]))

    return BLOCK.sub(run, text)


def test_commands_print_what_readme_says(demo: Path) -> None:
    text = README.read_text("utf-8")
    blocks = [commands(block) for block in BLOCK.findall(text)]
    assert len(blocks) >= 6 and sum(map(len, blocks)) >= 12
    assert rewritten(text, demo) == text, "python -m tests.test_readme --write puts this right"


def test_readme_names_every_command() -> None:
    text, listed = README.read_text("utf-8"), run_kg("--help", cwd=ROOT).stdout
    names = re.findall(r"^    (\w+) ", listed, re.MULTILINE)
    assert len(names) >= 6 and all(f"kg {name}" in text for name in names)
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert {"demo", "test"} <= {target for target in targets if f"make {target}" in text}


def test_every_file_that_readme_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README.read_text("utf-8"))
    assert links and all((ROOT / link).is_file() for link in links), links


def test_a_relation_is_added_as_readme_says(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    section = README.read_text("utf-8").partition("## Add a relation")[2]
    block, rules = (re.search(rf"```{kind}\n(.*?)```", section, re.DOTALL) for kind in ("turtle", "toml"))
    assert block and rules
    for part in ("ontology", "data"):
        shutil.copytree(ROOT / part, tmp_path / part)
    with (tmp_path / "ontology" / "park.ttl").open("a", encoding="utf-8") as ontology:
        ontology.write(textwrap.dedent(f"   {block[1]}"))
    file = tmp_path / "data" / "rules" / "supplies.toml"
    file.write_text(textwrap.dedent(f"   {rules[1]}"), "utf-8")
    prove(load_rule_file(file, load_vocabulary(tmp_path / "ontology")), load_lexicon(tmp_path))
    page = tmp_path / "page.txt"
    page.write_text("传感器订单签下\n\n近日，青禾科技有限公司向北辰电子有限公司供货。\n", "utf-8")
    monkeypatch.setattr("kg.home.home", lambda: tmp_path)
    assert main(["build", str(page), "--out", str(tmp_path / "out")]) == 0, capsys.readouterr().err
    assert "supplies 1" in capsys.readouterr().err
    assert "pk:supplies id:Company-北辰电子有限公司" in (tmp_path / "out" / "graph.ttl").read_text("utf-8")


def write() -> None:
    """Put what the commands print now into README.md."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        assert run_kg("build", ROOT / "data" / "pages", "--out", folder / "exports", cwd=folder).returncode == 0
        README.write_text(rewritten(README.read_text("utf-8"), folder), "utf-8", newline="\n")


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit(__doc__)
    write()
