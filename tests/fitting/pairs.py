"""The relator's pairs: features of each pair of things, and whether the answers relate them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from kg.article import find_articles
from kg.clause import Encoded
from kg.model import Entity, Page
from kg.reader import Reader
from kg.relate import Memory, Relator, Way, find_features
from kg.relate.pair import Known, Pair
from kg.vocabulary import Relation
from tests.annotated import Annotated
from tests.fitting.answers import Answers, read_answers

#: A pair: its features, and for each way that the ontology takes 1, 0, or None where either would be right.
Example = tuple[list[str], dict[int, int | None]]
#: A way, its pairs, and whether each is true.
Job = tuple[int, Any, NDArray[Any]]
Fitted = tuple[int, NDArray[Any], float]
#: Maps a function over jobs, in any order.
Spread = Callable[[Callable[[Job], Fitted], Iterable[Job]], Iterable[Fitted]]
#: The least number of pairs that a feature is seen in, anywhere and in one way (or it is seen often); the least number
#: of true pairs of a way.
SEEN, SEEN_ONCE, OFTEN, TRUE = 3, 2, 8, 4
#: The inverse strength of the L2 regularisation: by cross-validation on the articles.
STRENGTH = 0.5
#: Weights that are nearer to nothing are left out of the file.
NOTHING = 0.01


#: A thing of a pair, and which of the answers' it is; of a post, its words.
Seen = tuple[Entity | str, int | str | None]


def _thing(encoded: Encoded, at: int, which: dict[Entity, int]) -> Seen:
    slot = encoded.slots[at]
    return (slot.entity, which.get(slot.entity)) if slot.entity else (slot.post, slot.post)


def _label(
    pair: Pair, way: Way, encoded: Encoded, answers: Answers, which: dict[Entity, int], r: Relation
) -> int | None:
    """What most members of the two lists are to each other."""
    left, right = pair.left, [_thing(encoded, at, which) for at in pair.right.places]
    first: list[Seen]
    if isinstance(left, Known):
        first = [(left.entity, which.get(left.entity))]
    else:
        first = [_thing(encoded, at, which) for at in left.places]
    labels = [
        answers.label(s[1] if isinstance(s[1], int) else None, r, o[1])
        for s, o in product(*((first, right) if way[1] else (right, first)))
        if s[0] != o[0] and isinstance(o[0], str) == r.literal
    ]
    true, false = labels.count(1), labels.count(0)
    return 1 if true > false else 0 if false else None


def examples(article: Annotated, reader: Reader, untrained: Relator) -> list[Example]:
    """Every pair of the article as the reader sees it."""
    answers, found = read_answers(article, untrained.relations), list[Example]()
    for part in find_articles(Page(article.id, article.text)):
        analysis = reader.analyse(part)
        which, memory = answers.which(analysis.resolved.entities), Memory(analysis.resolved.topic)
        for sentence, encoded, read in zip(analysis.sentences, analysis.encoded, analysis.read, strict=True):
            view = untrained.view(encoded, read, analysis.resolved.topic, sentence.paragraph == 0)
            for pair, ways in untrained.pairs(encoded, memory):
                labels = {
                    int(n): _label(pair, untrained.ways[n], encoded, answers, which, _relation(untrained, n))
                    for n in ways
                }
                found.append((find_features(view, pair), labels))
            memory.read(encoded)
    return found


def _relation(relator: Relator, way: int) -> Relation:
    return relator.relations[relator.ways[way][0]]


def _fit_way(job: Job) -> Fitted:
    way, pairs, labels = job
    model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=100).fit(pairs, labels)
    return way, model.coef_[0], float(model.intercept_[0])


def _jobs(matrix: Any, found: Sequence[Example], columns: dict[int, NDArray[Any]]) -> Iterator[Job]:
    """For each way its pairs, with the features that can tell them apart."""
    rows: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, (_, labels) in enumerate(found):
        for way, label in labels.items():
            if label is not None:
                rows[way].append((number, label))
    for way in sorted(rows):
        truth = np.array([label for _, label in rows[way]])
        if TRUE <= truth.sum() < len(truth):
            pairs = matrix[[number for number, _ in rows[way]]]
            seen, true = (np.asarray(part.sum(axis=0)).ravel() for part in (pairs, pairs[truth == 1]))
            columns[way] = np.where((true >= 1) & (seen >= SEEN_ONCE) | (seen >= OFTEN))[0]
            yield way, pairs[:, columns[way]], truth


def fit(found: Sequence[Example], untrained: Relator, path: Path, spread: Spread) -> None:
    """Writes the relator that these pairs make; `spread` maps a function over jobs, on several processors or one."""
    count = Counter(feature for features, _ in found for feature in set(features))
    names = sorted(feature for feature, seen in count.items() if seen >= SEEN)
    index = {name: number for number, name in enumerate(names)}
    rows = [sorted({index[f] for f in features if f in index}) for features, _ in found]
    ends = np.cumsum([0, *map(len, rows)])
    matrix = csr_matrix((np.ones(ends[-1]), [n for row in rows for n in row], ends), shape=(len(rows), len(names)))
    columns: dict[int, NDArray[Any]] = {}
    weights = np.zeros((len(names), len(untrained.ways)), dtype=np.float32)
    biases = np.full(len(untrained.ways), -20, dtype=np.float32)
    for way, weight, bias in spread(_fit_way, _jobs(matrix, found, columns)):
        weights[columns[way], way], biases[way] = weight, bias
    save(names, weights, biases, untrained, path)


def save(names: Sequence[str], weights: NDArray[Any], biases: NDArray[Any], untrained: Relator, path: Path) -> None:
    """Writes the weights that are not nothing, and the features that have one."""
    kept = np.where(np.abs(weights).max(axis=1) >= NOTHING)[0]
    weights = weights[kept]
    rows, columns = np.where(np.abs(weights) >= NOTHING)
    np.savez_compressed(
        path,
        features=np.array("\n".join(names[n] for n in kept)),
        ways=np.array([[name, str(int(forward)), str(int(near))] for name, forward, near in untrained.ways]),
        rows=rows.astype(np.int32),
        columns=columns.astype(np.int16),
        values=weights[rows, columns].astype(np.float16),
        biases=biases,
        verbs=np.array(untrained.verbs.pattern),
    )
