"""The house rules that no linter knows: sizes, docstrings, layers, pins, and no second list of the ontology's terms."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from kg.vocabulary import load_vocabulary

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "kg").rglob("*.py"))
FILES = [*MODULES, *sorted((ROOT / "tests").rglob("*.py"))]
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
#: Relations that code must know, because they are structural: bylines, and posts, whose object is a literal,
#: held or held once.
STRUCTURAL = {"authoredBy", "heldPost", "holdsPost"}

Function = ast.FunctionDef | ast.AsyncFunctionDef
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
each_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))


def functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def length(function: Function) -> int:
    """Lines from `def` to the end, without the docstring."""
    first = function.body[0]
    documented = ast.get_docstring(function) is not None
    assert function.end_lineno is not None and first.end_lineno is not None
    return function.end_lineno - function.lineno + 1 - (first.end_lineno - first.lineno + 1 if documented else 0)


def too_long(tree: ast.Module) -> list[str]:
    return [f.name for f in functions(tree) if length(f) > LONGEST_FUNCTION]


def undocumented(tree: ast.Module) -> list[str]:
    """The module itself and what it offers, where no docstring says what it is."""
    public = [n for n in tree.body if isinstance(n, Function | ast.ClassDef) and not n.name.startswith("_")]
    public += [
        n for c in public if isinstance(c, ast.ClassDef) for n in c.body if isinstance(n, Function) and n.name[0] != "_"
    ]
    named: list[tuple[str, ast.Module | Function | ast.ClassDef]] = [("module", tree), *((n.name, n) for n in public)]
    return [name for name, node in named if not ast.get_docstring(node)]


def literals(tree: ast.Module) -> set[str]:
    """Every string and attribute name of the code, docstrings left out."""
    documented = [n for n in ast.walk(tree) if isinstance(n, ast.Module | Function | ast.ClassDef)]
    docstrings = {id(n.body[0].value) for n in documented if n.body and isinstance(n.body[0], ast.Expr)}
    constants = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in docstrings)
    words = {n.value for n in constants if isinstance(n.value, str)}
    return words | {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}


def listed_terms(tree: ast.Module, terms: set[str]) -> set[str]:
    """The terms that the code names: as a whole string, after a prefix, or as an attribute of a namespace."""
    pieces = {piece for word in literals(tree) for piece in (word, *re.findall(r"\bpk:(\w+)", word))}
    return pieces & terms


def outside_packages(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"kg", "tests"}


def foreign(tree: ast.Module) -> set[str]:
    """The identifiers that are not plain ASCII."""
    nodes = list(ast.walk(tree))
    names = {n.id for n in nodes if isinstance(n, ast.Name)} | {n.arg for n in nodes if isinstance(n, ast.arg)}
    names |= {n.name for n in nodes if isinstance(n, Function | ast.ClassDef)}
    return {name for name in names if not name.isascii()}


def pins(text: str) -> dict[str, str]:
    """Name and version of each line; ValueError for a line that is more than `name==version`."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            match = re.fullmatch(r"([A-Za-z0-9._-]+)==([A-Za-z0-9.!+]+)", line)
            if not match:
                raise ValueError(line)
            found[canonicalize_name(match[1])] = match[2]
    return found


def closure(requirements: list[str]) -> set[str]:
    """The installed distributions that these requirements bring in, themselves included."""
    found: set[str] = set()
    todo = [(Requirement(text), "") for text in requirements]
    while todo:
        requirement, extra = todo.pop()
        name = canonicalize_name(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": extra})):
            continue
        found.add(name)
        wanted = requirement.extras or {""}
        todo += [(Requirement(text), extra) for text in metadata.requires(name) or () for extra in wanted]
    return found


def project() -> dict[str, list[str]]:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {"run": table["dependencies"], "dev": table["optional-dependencies"]["dev"]}


def test_the_globs_found_the_house() -> None:
    assert len(MODULES) >= 15 and len(FILES) - len(MODULES) >= 10


@each_file
def test_no_file_is_too_long(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE


@each_file
def test_no_function_is_too_long(path: Path) -> None:
    assert not too_long(ast.parse(path.read_text("utf-8")))


@each_module
def test_what_a_module_offers_is_documented(path: Path) -> None:
    assert not undocumented(ast.parse(path.read_text("utf-8")))


@each_module
def test_no_module_lists_relations(path: Path) -> None:
    relations = set(load_vocabulary(ROOT / "ontology").relations)
    assert len(relations) >= 23 and relations >= STRUCTURAL
    assert not listed_terms(ast.parse(path.read_text("utf-8")), relations - STRUCTURAL)


@each_file
def test_identifiers_are_english(path: Path) -> None:
    assert not foreign(ast.parse(path.read_text("utf-8")))


def test_the_checks_see_what_they_look_for() -> None:
    body = "\n".join(f"    x = {n}" for n in range(LONGEST_FUNCTION))
    assert too_long(ast.parse(f"def f():\n{body}")) == ["f"]
    assert not too_long(ast.parse(f'def f():\n    """One.\n\n    Two.\n    """\n{body[:-11]}'))
    assert undocumented(ast.parse("def f(): pass\nclass C:\n  'x'\n  def m(self): pass\n  def _p(self): pass")) == [
        "module",
        "f",
        "m",
    ]
    code = ast.parse('"leads"\nprint(PK.hosts, "SELECT ?s { ?s pk:attracted ?o }", "visits")')
    assert listed_terms(code, {"leads", "hosts", "attracted", "visits"}) == {"hosts", "attracted", "visits"}
    code = ast.parse("import os, rdflib.term\nfrom kg import x\nfrom jieba import y")
    assert outside_packages(code) == {"rdflib", "jieba"}
    assert foreign(ast.parse("def 园区(政策): 企业 = 1\nclass 人物: good = 1")) == {"园区", "政策", "企业", "人物"}
    for line in ("rdflib>=7", "rdflib @ https://example.org/rdflib.whl", "--index-url https://example.org/simple"):
        with pytest.raises(ValueError):
            pins(line)


def test_every_dependency_is_used_and_every_import_is_a_dependency() -> None:
    imported = set[str]().union(*(outside_packages(ast.parse(path.read_text("utf-8"))) for path in MODULES))
    owners = metadata.packages_distributions()
    names = {canonicalize_name(owner) for package in imported for owner in owners[package]}
    assert names == {canonicalize_name(Requirement(text).name) for text in project()["run"]}


def test_constraints_pin_all_that_is_installed() -> None:
    pinned = pins((ROOT / "constraints.txt").read_text("utf-8"))
    needed = closure([*project()["run"], *project()["dev"]])
    assert len(needed) >= 40
    assert {name: metadata.version(name) for name in needed} == {name: pinned.get(name) for name in needed}


def test_imports_keep_to_the_layers() -> None:
    lint = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run(lint, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stdout
    assert "1 kept, 0 broken" in done.stdout


def test_the_top_level_is_fixed() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert {line.partition("/")[0] for line in listed.stdout.splitlines()} <= {
        *("pyproject.toml", "README.md", "kg", "ontology", "data", "tests", "exports"),
        *(".ci", ".gitignore", "LICENSE", "Makefile", "constraints.txt"),
    }
