"""What someone makes or works in: the noun phrase behind 从事, 专注于, 主打产品是, kept only if a fact uses it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.mention.context import NOMINAL, WEAK, Context
from kg.model import Mention
from kg.wording import Wording

_WORDING = Wording("mentions.toml", "focus")
#: The verbs before such a phrase, and what may close it.
OPENS, CLOSES = _WORDING.pattern("opens"), _WORDING.pattern("closes")
#: Ends of phrases that are neither, and of those that are an industry.
VAGUE, INDUSTRY = _WORDING.pattern("vague"), _WORDING.pattern("industry")
#: Shortest and longest phrase, in characters.
SHORTEST, LONGEST = 3, 12
#: Tags of words that can stand in it.
INSIDE = NOMINAL - {"s", "f", "ad", "vd", "PER"}


def find_focus(context: Context) -> Iterator[Mention]:
    """The phrase behind each such verb, if it is made of nouns alone."""
    for opening in OPENS.finditer(context.text):
        start = opening.end()
        end = _phrase_end(context, start)
        name = context.text[start:end]
        said = end - start >= SHORTEST and not VAGUE.search(name) and CLOSES.match(context.text[end:])
        if said and name not in context.lexicon.stops["generic"]:
            yield Mention(start, end, "Industry" if INDUSTRY.search(name) else "Technology", name, "focus", WEAK)


def _phrase_end(context: Context, start: int) -> int:
    """Where the run of nouns that begins at `start` ends, before any verb inside it."""
    end = start
    for word in context.words[context.word_at[start] :] if start in context.word_at else ():
        if word.start < start or word.tag not in INSIDE or word.end - start > LONGEST:
            break
        if end > start and word.text in context.lexicon.stops["verbs"]:
            break
        end = word.end
    return end
