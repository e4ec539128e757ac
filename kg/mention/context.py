"""A sentence made ready for the finders: its text, its words, and the lexicon they look things up in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kg.lexicon import Lexicon
from kg.model import Sentence
from kg.word import Word, jieba_words, words

#: Confidence of a name that the graph keeps only if a fact uses it.
WEAK = 0.4
#: Tags of words that can stand inside a compound name.
NOMINAL = frozenset({"n", "nz", "nw", "vn", "an", "a", "ad", "s", "f", "ORG", "LOC", "PER", "xx", "b", "vd"})
PROPER = frozenset({"LOC", "ORG", "PER", "nz", "nw"})


@dataclass(frozen=True)
class Context:
    """One sentence with what the finders need of it."""

    sentence: Sentence
    lexicon: Lexicon

    @property
    def text(self) -> str:
        """The folded text of the sentence."""
        return self.sentence.text

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words by LAC."""
        return words(self.text)

    @cached_property
    def jieba(self) -> dict[int, Word]:
        """The words by jieba, by their start."""
        return {word.start: word for word in jieba_words(self.text)}

    @cached_property
    def word_at(self) -> dict[int, int]:
        """For every character, the index of the word it belongs to."""
        return {at: index for index, word in enumerate(self.words) for at in range(word.start, word.end)}

    @cached_property
    def borders(self) -> frozenset[int]:
        """Where a word begins or ends, by either segmenter."""
        both = [*self.words, *self.jieba.values()]
        return frozenset({word.start for word in both} | {word.end for word in both})

    def tags(self, start: int, end: int) -> set[str]:
        """The tags of the words that overlap the range."""
        return {word.tag for word in self.words if word.start < end and word.end > start}
