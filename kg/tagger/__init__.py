"""The tagger: names by a conditional random field (Lafferty et al. 2001) that was fitted on our own articles.

It reads the tokens with what the segmenters, the gazetteers and the finders say of them, and has the last word on
where a name begins and ends and of which class it is.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.mention.context import WEAK, Context
from kg.mention.reference import find_references
from kg.model import KgError, Mention
from kg.tagger.feature import find_features, find_tokens
from kg.wording import Wording

logger = logging.getLogger(__name__)

_WORDING = Wording("mentions.toml", "tagger")
#: What is counted is a kind of thing, no name: a number before it, or at its head.
COUNTED_BEFORE, COUNTED = _WORDING.pattern("counted_before"), _WORDING.pattern("counted")

#: The least probability of a name that no finder sees, or that a sure finder sees otherwise: below it the tagger is
#: right too seldom on pages that are unlike those it was fitted on.
SURE = 0.98
#: The same for classes whose names look like no other words.
PLAIN = 0.92
DISTINCT = frozenset({"Company", "AcademicInstitution", "GovernmentBody", "Person"})
#: The least confidence of a name that finder and tagger agree on: it needs no fact to be kept.
NAMED = 0.5
#: Who finds names that stand against the tagger: book-title marks, and the user's own list.
FIXED = frozenset({"title", "names/own"})


@dataclass(frozen=True, eq=False)
class Tagger:
    """A fitted model."""

    model: Any

    def __call__(self, context: Context, candidates: Sequence[Mention]) -> tuple[Mention, ...]:
        """The names of the sentence, the tagger's and the finders'."""
        stands_for = {(mention.start, mention.end) for mention in find_references(context)}
        tagged = [m for m in self.find(context, candidates) if (m.start, m.end) not in stands_for]
        return agreed(tagged, candidates)

    def find(self, context: Context, candidates: Sequence[Mention]) -> Iterator[Mention]:
        """The tagger's own names, each as sure as its least sure token."""
        tokens = find_tokens(context)
        if not tokens:
            return
        self.model.set(find_features(context, tokens, candidates))
        tags = self.model.tag()
        for first, last, type_ in _runs(tags):
            likely = min(self.model.marginal(tags[at], at) for at in range(first, last + 1))
            start, end = tokens[first].start, tokens[last].end
            if COUNTED_BEFORE.search(context.text[:start]) or COUNTED.search(context.text[start:end]):
                continue
            yield Mention(start, end, type_, context.text[start:end], "tagger", round(likely, 3))


def _runs(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """First and last token, and class, of each name that the tags B-X I-X … O spell."""
    first = -1
    for at, tag in enumerate([*tags, "O"]):
        if first >= 0 and (tag[0] != "I" or tag[2:] != tags[first][2:]):
            yield first, at - 1, tags[first][2:]
            first = -1
        if first < 0 and tag != "O":
            first = at


def agreed(tagged: Sequence[Mention], candidates: Sequence[Mention]) -> tuple[Mention, ...]:
    """The tagger's names that it is sure of or that a finder finds too, and the finders' names beside them."""
    found = {(mention.start, mention.end, mention.type) for mention in candidates}
    certain = [mention for mention in candidates if mention.confidence > WEAK]
    kept: list[Mention] = []
    for mention in tagged:
        same = (mention.start, mention.end, mention.type) in found
        against = [other for other in certain if _overlap(mention, other)]
        sure = mention.confidence >= (PLAIN if mention.type in DISTINCT else SURE)
        if (sure and not any(_stands(mention, other) for other in against)) or (same and not against):
            kept.append(replace(mention, confidence=max(mention.confidence, NAMED)))
    beside = (mention for mention in candidates if not any(_overlap(mention, other) for other in kept))
    return tuple(sorted([*kept, *beside], key=lambda mention: mention.start))


def _stands(mention: Mention, other: Mention) -> bool:
    """Whether the finder's name stands against the tagger's: a marked one, and one that goes on where that ends."""
    longer = other.start == mention.start and other.end > mention.end and other.type == mention.type
    return other.source in FIXED or longer


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


@lru_cache(maxsize=8)
def load_tagger(path: Path) -> Tagger | None:
    """The model in the file, None where its package is not installed; KgError if it cannot be read."""
    try:
        import pycrfsuite
    except ImportError:
        logger.warning("the package python-crfsuite is missing: names and facts are found by rules alone")
        return None
    model = pycrfsuite.Tagger()
    try:
        model.open(str(path))
    except (OSError, ValueError) as error:
        raise KgError(f"{path}: {error}") from error
    return Tagger(model)


__all__ = ["PLAIN", "SURE", "Tagger", "agreed", "find_features", "find_tokens", "load_tagger"]
