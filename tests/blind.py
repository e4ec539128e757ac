"""How well articles are read that no rule has seen: builds each by itself, scores all together.

    python tests/blind.py GOLD tests/gold/blind/round3.txt [...] [--errors] [--rules] [--calibration]

GOLD holds `score.py`. A file is written as tests/gold/articles/README says, or has lines of {"id", "text", "gold"} with
the gold in the format of the annotation guidelines. `--rules` reads without the fitted models; `--calibration` also
says how often facts of each confidence are right.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

from kg.graph import to_graph, write
from kg.home import home
from kg.model import Page, Reading
from kg.reader import load_reader
from kg.vocabulary import load_vocabulary
from tests.annotated import as_gold, read_articles

#: Bounds of confidence between which facts are counted together.
BOUNDS = (0.0, 0.5, 0.7, 0.8, 0.9, 1.01)


def entries(path: Path) -> Iterator[dict[str, Any]]:
    """Id, text and gold of each article of the file."""
    if path.suffix == ".jsonl":
        yield from map(json.loads, path.read_text("utf-8").splitlines())
    else:
        yield from ({"id": one.id, "text": one.text, "gold": as_gold(one)} for one in read_articles(path))


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _false_facts(scorer: ModuleType, gold: dict[str, Any], turtle: Path) -> set[tuple[str, str, str]]:
    """The relations of the graph that the scorer takes for wrong, by labels."""
    predicted = scorer.Predicted(turtle, "https://w3id.org/park-kg/ontology#")
    errors: list[tuple[str, ...]] = []
    tallies = scorer.defaultdict(scorer.Tally)
    scorer.score_page(gold, predicted, True, tallies, errors)
    return {(e[1], e[2], e[3]) for e in errors if e[0] == "false relation"}


def _shown(thing: Any, scorer: ModuleType) -> str:
    """A thing as the scorer shows it."""
    if isinstance(thing, str):
        return thing
    names = {scorer.norm(name) for name in (thing.name, *thing.aliases)}
    return f"{thing.type}:{'|'.join(sorted(names))}"


def calibration(reading: Reading, false: set[tuple[str, str, str]], scorer: ModuleType) -> Iterator[tuple[float, bool]]:
    """The confidence of each fact of the reading, and whether it is right."""
    best: dict[tuple[str, str, str], float] = {}
    for fact in reading.facts:
        if fact.relation != "authoredBy":
            key = (_shown(fact.subject, scorer), fact.relation, _shown(fact.object, scorer))
            best[key] = max(best.get(key, 0.0), fact.evidence.confidence)
    yield from ((confidence, key not in false) for key, confidence in best.items())


def print_calibration(judged: list[tuple[float, bool]]) -> None:
    """A line for each range of confidence: how many facts, and how many of them are right."""
    print("confidence of relations (optional facts count as right):")
    for low, high in pairwise(BOUNDS):
        right = [ok for confidence, ok in judged if low <= confidence < high]
        share = f"{sum(right) / len(right):.3f}" if right else "-"
        print(f"  {low:.2f} to {min(high, 1.0):.2f}   {len(right):5} facts, right: {share}")
    sure = sum(confidence >= 0.9 for confidence, _ in judged)
    print(f"  {sure / max(1, len(judged)):.2f} of all facts have 0.90 or more")


def main() -> int:
    """The scorer's exit code, after it has printed its table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, metavar="GOLD")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    for option in ("errors", "json", "rules", "calibration"):
        parser.add_argument(f"--{option}", action="store_true")
    given = parser.parse_args()
    reader, vocabulary = load_reader(home(), models=not given.rules), load_vocabulary(home() / "ontology")
    scorer, judged, pairs = _scorer(given.gold / "score.py"), list[tuple[float, bool]](), list[str]()
    with tempfile.TemporaryDirectory() as folder:
        for entry in (entry for path in given.files for entry in entries(path)):
            place = Path(folder) / entry["id"]
            reading = reader.read(Page(entry["id"], entry["text"]))
            write(to_graph([reading], vocabulary), place)
            (place / "gold.json").write_text(json.dumps(entry["gold"]), "utf-8")
            pairs += [str(place / "gold.json"), str(place / "graph.ttl")]
            if given.calibration:
                false = _false_facts(scorer, entry["gold"], place / "graph.ttl")
                judged += calibration(reading, false, scorer)
        options = [f"--{option}" for option in ("errors", "json") if getattr(given, option)]
        done = subprocess.run([sys.executable, str(given.gold / "score.py"), *pairs, *options], check=False)
    if given.calibration:
        print_calibration(judged)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
