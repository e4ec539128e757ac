"""A sentence made ready for the finders: its text, its words, and the lexicon they look things up in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from kg.lexicon import Lexicon
from kg.model import Sentence
from kg.word import Word, jieba_words, words
from kg.wording import Wording

#: Confidence of a name that the graph keeps only if a fact uses it.
WEAK = 0.4
#: Tags of words that can stand inside a compound name.
NOMINAL = frozenset({"n", "nz", "nw", "vn", "an", "a", "ad", "s", "f", "ORG", "LOC", "PER", "xx", "b", "vd"})
#: Tags that LAC gives by mistake to a word that is part of a name: a coined word, a sum.
MISTAKEN = frozenset({"v", "m", "a", "d"})
#: Words that LAC draws into the end of an organisation.
CONJUNCTIONS = frozenset(Wording("mentions.toml", "context").words("conjunctions"))
#: Tags of words that are a name, or part of one.
PROPER = frozenset({"LOC", "ORG", "PER", "nz", "nw"})


@dataclass(frozen=True)
class Context:
    """One sentence with what the finders need of it."""

    sentence: Sentence
    lexicon: Lexicon

    @cached_property
    def text(self) -> str:
        """The folded text of the sentence."""
        return self.sentence.text

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words by LAC, where it drew a conjunction or a verb into a name cut before that."""
        return tuple(chain.from_iterable(self._cut(word) for word in words(self.text)))

    def _cut(self, word: Word) -> Iterator[Word]:
        """委员会同|华中科技大学 and 软件园|共建|5G创新: LAC's names end where a head ends and such a word follows."""
        at = self._name_end(word) if word.tag in ("ORG", "LOC") else None
        if at is None:
            head = self.lexicon.head(word.text) if word.tag in MISTAKEN and len(word.text) > 3 else None
            yield replace(word, tag="nz") if head and len(word.text) >= len(head[0]) + 2 else word
            return
        joined = self.text[at : word.end] in CONJUNCTIONS
        rest = word.end if joined else at + 2
        yield Word(word.start, at, self.text[word.start : at], word.tag)
        yield Word(at, rest, self.text[at:rest], "p" if joined else "v")
        if rest < word.end:
            yield Word(rest, word.end, self.text[rest : word.end], "nz")

    def _name_end(self, word: Word) -> int | None:
        """Where the name that LAC's word begins with ends, if a conjunction or a verb was drawn into it."""
        for at in range(word.start + 3, word.end):
            drawn_in = self.text[at : word.end] in CONJUNCTIONS or self._is_verb(at, word.end)
            name = self.text[word.start : at]
            if drawn_in and (self.lexicon.head(name) or name in self.lexicon.names):
                return at
        return None

    def _is_verb(self, at: int, end: int) -> bool:
        """Whether a governing verb of two characters that jieba sees as a word of its own stands at the place."""
        word = self.jieba.get(at)
        stops = self.lexicon.stops
        return bool(word and len(word.text) == 2 and word.end <= end and word.text in stops["verbs"] - stops["dual"])

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
