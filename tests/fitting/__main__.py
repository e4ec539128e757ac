"""Fits tagger and relator: python -m tests.fitting [--out data/models] [--folds DIR].

The relator learns from articles as a tagger sees them that has not been fitted on them, so the articles are dealt out
to folds, with a tagger for each. `--folds` keeps those taggers and fits a relator for each fold too, for
cross-validation.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from kg.home import home
from kg.lexicon import Lexicon
from kg.reader import Reader, load_reader
from kg.relate import Relator, Way
from kg.tagger import load_tagger
from kg.vocabulary import load_vocabulary
from kg.wording import either
from tests.annotated import Annotated, read_articles
from tests.fitting import names, pairs

FOLDS = 3
#: One-character verbs that say something without another word.
SHORT_VERBS = frozenset("设办建获赴到任")


def fold_of(article: Annotated) -> int:
    """The fold that the article is dealt to, by its id."""
    return (sum(map(ord, article.id)) * 7 + int(article.id.rpartition("-")[2])) % FOLDS


@cache
def plain_reader() -> Reader:
    """The reader as it is without models."""
    return load_reader(home(), models=False)


@cache
def fold_reader(path: Path) -> Reader:
    """The reader with the tagger in the file."""
    return replace(plain_reader(), tagger=load_tagger(path))


@cache
def untrained() -> Relator:
    """A relator that knows its ways and verbs, and has no weights yet."""
    relations = load_vocabulary(home() / "ontology").relations
    ways: list[Way] = [
        (name, forward, near)
        for name in sorted(relations)
        if name != "authoredBy"
        for forward in (True, False)
        for near in (True, False)
    ]
    nothing = np.zeros((0, len(ways)), dtype=np.float32)
    return Relator(tuple(ways), {}, nothing, nothing.sum(axis=0), verbs(plain_reader().lexicon), relations)


def verbs(lexicon: Lexicon) -> re.Pattern[str]:
    """The verbs of the rules and those that names end at."""
    found = set(lexicon.stops["verbs"])
    for path in sorted((home() / "data" / "rules").glob("*.toml")):
        for frame in tomllib.loads(path.read_text("utf-8")).get("frame", []):
            found |= set(frame["verbs"])
    return re.compile(either(verb for verb in found if len(verb) > 1 or verb in SHORT_VERBS))


def tagged(article: Annotated) -> list[names.Example]:
    """The article's sentences for the tagger."""
    return names.examples(article, plain_reader().lexicon)


def fit_names(job: tuple[list[names.Example], Path]) -> None:
    """Fits one tagger."""
    names.fit(*job)


def related(job: tuple[Annotated, Path]) -> list[pairs.Example]:
    """The article's pairs for the relator, as the tagger of its fold sees them."""
    return pairs.examples(job[0], fold_reader(job[1]), untrained())


def fit(articles: Sequence[Annotated], out: Path, folds: Path, *, each: bool) -> None:
    """Writes both models to `out`; taggers of the folds, and with `each` their relators, to `folds`."""
    with multiprocessing.get_context("fork").Pool() as pool:
        sentences = pool.map(tagged, articles, chunksize=4)
        taggers = [folds / f"tagger{fold}.crfsuite" for fold in range(FOLDS)]
        rows = list(zip(articles, sentences, strict=True))
        jobs = [([s for a, row in rows if fold_of(a) != n for s in row], path) for n, path in enumerate(taggers)]
        pool.map(fit_names, [([s for _, row in rows for s in row], out / "tagger.crfsuite"), *jobs], chunksize=1)
        print("taggers fitted", file=sys.stderr)
        found = pool.map(related, [(article, taggers[fold_of(article)]) for article in articles], chunksize=4)
        print(f"{sum(map(len, found))} pairs", file=sys.stderr)
        for number in range(FOLDS) if each else ():
            rest = [pair for a, row in zip(articles, found, strict=True) if fold_of(a) != number for pair in row]
            pairs.fit(rest, untrained(), folds / f"relator{number}.npz", pool.imap_unordered)
        pairs.fit([pair for row in found for pair in row], untrained(), out / "relator.npz", pool.imap_unordered)


def main() -> None:
    """Fits both models on every article."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=home() / "data" / "models", help="folder for the models")
    parser.add_argument("--folds", type=Path, help="folder in which the models of the folds are kept")
    given = parser.parse_args()
    gold = Path(__file__).resolve().parent.parent / "gold" / "articles"
    articles = [article for path in sorted(gold.glob("*.txt")) for article in read_articles(path)]
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        folds = given.folds or Path(folder)
        folds.mkdir(parents=True, exist_ok=True)
        fit(articles, given.out, folds, each=given.folds is not None)


if __name__ == "__main__":
    main()
