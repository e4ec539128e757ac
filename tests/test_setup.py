"""Set-up: the wheel holds all that `kg` needs, and installed elsewhere it builds the same graph as the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT, run_kg

PAGE = sorted((ROOT / "data" / "pages").glob("*.txt"))[0]


def run(*command: str | Path, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """The command's result, run without this checkout on the path; a failure shows what it printed."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | variables
    words = [*map(str, command)]
    done = subprocess.run(words, cwd=cwd, env=env, capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without a network."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a fresh environment in which the wheel alone is installed."""
    folder = tmp_path_factory.mktemp("elsewhere") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check"]
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=folder.parent)
    return python


def test_the_wheel_holds_ontology_data_and_type_marker(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    here = {
        f"{'' if part == 'kg' else 'kg/'}{path.relative_to(ROOT).as_posix()}"
        for part in ("kg", "ontology", "data")
        for path in (ROOT / part).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert len(here) > 40 and here <= names
    assert {"kg/py.typed", "kg/ontology/park.ttl"} <= names
    assert not any(name.startswith(("tests/", "exports/")) for name in names)


def test_kg_from_the_wheel_builds_the_same_graph(python: Path, tmp_path: Path) -> None:
    run_kg("build", PAGE, "--out", tmp_path / "here", cwd=tmp_path)
    packages = sysconfig.get_path("purelib")
    kg = python.with_name("kg")
    assert run(kg, "--version", cwd=tmp_path, PYTHONPATH=packages).stdout.startswith("kg ")
    where = run(python, "-c", "import kg; print(kg.__file__)", cwd=tmp_path, PYTHONPATH=packages).stdout
    assert where.startswith(str(python.parent.parent))
    run(kg, "build", PAGE, "--out", tmp_path / "there", cwd=tmp_path, PYTHONPATH=packages)
    files = {path.relative_to(tmp_path / "here") for path in (tmp_path / "here").rglob("*") if path.is_file()}
    assert len(files) >= 5
    for file in files:
        assert (tmp_path / "here" / file).read_bytes() == (tmp_path / "there" / file).read_bytes(), file
