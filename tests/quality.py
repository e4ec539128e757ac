"""How well the pages of a gold folder are read: builds each by itself, and prints the scorer's table for all of them.

    python tests/quality.py GOLD [--pages 01,seed] [--without names|titles|quotes|shape|persons|lac|focus] [--errors]

GOLD holds `score.py`, `dev/text/*.txt` and `dev/gold/*.json`. `--without` leaves the gazetteers, or one finder of
mentions, out: what is lost then is what it is worth.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kg.graph import to_graph, write
from kg.home import home
from kg.mention import FINDERS
from kg.model import Refusal
from kg.page import read_pages
from kg.reader import Reader, load_reader
from kg.vocabulary import load_vocabulary

PAGES = (*(f"{number:02}" for number in range(1, 17)), "seed")


def reader_without(parts: Sequence[str]) -> Reader:
    """Our reader without the gazetteers (`names`) or without some finders of mentions."""
    reader = load_reader(home(), [finder for finder in FINDERS if finder not in parts])
    return replace(reader, lexicon=replace(reader.lexicon, names={})) if "names" in parts else reader


def build_page(page: Path, folder: Path, reader: Reader) -> Path:
    """The Turtle file that the graph of this page alone was written to."""
    refused: list[Refusal] = []
    readings = [reader.read(one) for one in read_pages([page], refused.append)]
    for refusal in refused:
        print(refusal, file=sys.stderr)
    write(to_graph(readings, load_vocabulary(home() / "ontology")), folder)
    return folder / "graph.ttl"


def score(gold: Path, pages: Sequence[str], options: Sequence[str], reader: Reader) -> int:
    """The scorer's exit code, after it has printed its table."""
    with tempfile.TemporaryDirectory() as folder:
        pairs: list[str] = []
        for name in pages:
            turtle = build_page(gold / "dev" / "text" / f"{name}.txt", Path(folder) / name, reader)
            pairs += [str(gold / "dev" / "gold" / f"{name}.json"), str(turtle)]
        return subprocess.run([sys.executable, str(gold / "score.py"), *pairs, *options], check=False).returncode


def main() -> int:
    """0 after the table is printed, 2 where there is nothing to score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, metavar="GOLD", help="folder with score.py and dev/")
    parser.add_argument("--pages", default=",".join(PAGES), help="the pages, by the stem of their files, with commas")
    parser.add_argument("--without", action="append", default=[], choices=("names", *FINDERS), help="leave this out")
    parser.add_argument("--errors", action="store_true", help="list each error")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    given = parser.parse_args()
    if not (given.gold / "score.py").is_file():
        print(f"{given.gold}: no score.py there, so nothing to measure; name the folder with GOLD=...", file=sys.stderr)
        return 2
    options = [f"--{name}" for name in ("errors", "json") if getattr(given, name)]
    return score(given.gold, given.pages.split(","), options, reader_without(given.without))


if __name__ == "__main__":
    sys.exit(main())
