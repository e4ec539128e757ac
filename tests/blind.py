"""How well paragraphs are read that no rule has seen: builds each line by itself, scores all together.

    python tests/blind.py GOLD tests/gold/blind/round1.jsonl [--errors]

GOLD holds `score.py`. Each line is {"id", "text", "gold"}; the gold is in the format of the annotation guidelines.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from kg.graph import to_graph, write
from kg.home import home
from kg.model import Page
from kg.reader import load_reader
from kg.vocabulary import load_vocabulary


def main(gold: str, lines: str, *options: str) -> int:
    """The scorer's exit code, after it has printed its table."""
    reader, vocabulary = load_reader(home()), load_vocabulary(home() / "ontology")
    with tempfile.TemporaryDirectory() as folder:
        pairs: list[str] = []
        for line in Path(lines).read_text("utf-8").splitlines():
            entry = json.loads(line)
            place = Path(folder) / entry["id"]
            write(to_graph([reader.read(Page(entry["id"], entry["text"]))], vocabulary), place)
            (place / "gold.json").write_text(json.dumps(entry["gold"]), "utf-8")
            pairs += [str(place / "gold.json"), str(place / "graph.ttl")]
        return subprocess.run([sys.executable, str(Path(gold) / "score.py"), *pairs, *options], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
