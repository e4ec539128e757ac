"""What several tests share: the folder they test, `kg` as a process, and the demo graph, built once a run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

Kg = Callable[..., subprocess.CompletedProcess[str]]


def environment(**more: str) -> dict[str, str]:
    """The variables under which `kg` runs in a test: this checkout first, and a locale that is not UTF-8."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    return {**os.environ, "PYTHONPATH": path, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", **more}


def run_kg(*arguments: str | Path, cwd: Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """`kg` with these arguments, run in `cwd`: exit code, standard output and standard error."""
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env=environment(), capture_output=True, encoding="utf-8", timeout=300, check=False, input=stdin
    )


@pytest.fixture
def kg(tmp_path: Path) -> Kg:
    """`kg(*arguments)` as a process in an empty folder of its own."""

    def call(*arguments: str | Path, cwd: Path = tmp_path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        return run_kg(*arguments, cwd=cwd, stdin=stdin)

    return call


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in which `kg build data/pages` has just filled `exports/`, as `make demo` does."""
    folder = tmp_path_factory.mktemp("demo")
    done = run_kg("build", ROOT / "data" / "pages", "--out", folder / "exports", cwd=folder)
    assert done.returncode == 0, done.stderr
    yield folder
