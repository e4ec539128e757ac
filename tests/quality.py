"""How well the pages of a gold folder are read: builds each by itself, and prints the scorer's table for all of them.

    python tests/quality.py GOLD [--pages 01,seed] [--errors] [--json]

GOLD holds `score.py`, `dev/text/*.txt` and `dev/gold/*.json`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from kg.graph import write
from kg.home import home
from kg.model import Refusal
from kg.pipeline import build

PAGES = (*(f"{number:02}" for number in range(1, 17)), "seed")


def build_page(page: Path, folder: Path) -> Path:
    """The Turtle file that the graph of this page alone was written to."""
    refused: list[Refusal] = []
    write(build([page], home=home(), refuse=refused.append), folder)
    for refusal in refused:
        print(refusal, file=sys.stderr)
    return folder / "graph.ttl"


def score(gold: Path, pages: Sequence[str], options: Sequence[str]) -> int:
    """The scorer's exit code, after it has printed its table."""
    with tempfile.TemporaryDirectory() as folder:
        pairs: list[str] = []
        for name in pages:
            turtle = build_page(gold / "dev" / "text" / f"{name}.txt", Path(folder) / name)
            pairs += [str(gold / "dev" / "gold" / f"{name}.json"), str(turtle)]
        return subprocess.run([sys.executable, str(gold / "score.py"), *pairs, *options], check=False).returncode


def main() -> int:
    """0 after the table is printed, 2 where there is nothing to score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, metavar="GOLD", help="folder with score.py and dev/")
    parser.add_argument("--pages", default=",".join(PAGES), help="the pages, by the stem of their files, with commas")
    parser.add_argument("--errors", action="store_true", help="list each error")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    given = parser.parse_args()
    if not (given.gold / "score.py").is_file():
        print(f"{given.gold}: no score.py there, so nothing to measure; name the folder with GOLD=...", file=sys.stderr)
        return 2
    options = [f"--{name}" for name in ("errors", "json") if getattr(given, name)]
    return score(given.gold, given.pages.split(","), options)


if __name__ == "__main__":
    sys.exit(main())
