"""What several tests share: the folder they test, `kg` as a process, and the demo graph, built once a run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

Done = subprocess.CompletedProcess[str]
Kg = Callable[..., Done]


def environment(**more: str) -> dict[str, str]:
    """The variables under which `kg` runs in a test: this checkout first on the path, and a console that is GBK."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    return {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "gbk", **more}


def run_kg(*arguments: str | Path, cwd: Path, **variables: str) -> Done:
    """`kg` with these arguments, run in `cwd`: exit code, standard output and standard error."""
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    env = environment(**variables)
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", timeout=300, check=False)


STORY = """青禾软件园出台“创新十条”

本报讯（记者 林晓）2019年3月，青禾软件园出台“创新十条”。园区位于云川市，已有企业320家。
"""


@pytest.fixture
def kg(tmp_path: Path) -> Kg:
    """`kg(*arguments)` as a process in an empty folder of its own."""

    def call(*arguments: str | Path, cwd: Path = tmp_path, **variables: str) -> Done:
        return run_kg(*arguments, cwd=cwd, **variables)

    return call


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in which `kg build data/pages` has just filled `exports/`, as `make demo` does."""
    folder = tmp_path_factory.mktemp("demo")
    done = run_kg("build", ROOT / "data" / "pages", "--out", folder / "exports", cwd=folder)
    assert done.returncode == 0, done.stderr
    yield folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `page.txt` and its graph in `exports/`, to be read only."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "page.txt").write_text(STORY, "utf-8")
    done = run_kg("build", "page.txt", cwd=folder)
    assert done.returncode == 0 and not done.stdout, done.stderr
    return folder
