"""Words that stand for a name said before: 园区, 该公司, 管委会; which one is for identity to say."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kg.mention.context import Context
from kg.model import Mention
from kg.word import Word
from kg.wording import Wording

#: Classes whose head alone (大赛, 领导小组) stands for the last thing that ended in it.
HEADED = frozenset({"Fund", "Organization", "Event", "AcademicInstitution", "Platform", "Award"})
#: The lists of topic words, each with the class that its words stand for.
KINDS = (("topic_park", "Park"), ("topic_company", "Company"), ("topic_place", "Place"))
_WORDING = Wording("mentions.toml", "reference")
#: An organ named without its park or place.
ORGAN = _WORDING.pattern("organ")
#: Words for the event spoken of last, and words that point from before a type word.
GATHERING, THIS = frozenset(_WORDING.words("gathering")), frozenset(_WORDING.words("this"))
#: Words for the person spoken of last.
PERSONS = frozenset(_WORDING.words("persons"))
#: How sure a word is that can be a name's head only, and one that can be nothing else.
HEAD_ONLY, TOPIC = 0.6, 0.7


def find_references(context: Context) -> Iterator[Mention]:
    """Every topic word that is a word of its own, and every organ that is named without its park or place."""
    for word in context.words:
        yield from _of_word(context, word)
    for first, second in pairwise(context.words):
        yield from _of_pair(context, first, second)
    for found in ORGAN.finditer(context.text):
        if found.start() in context.borders and found.end() in context.borders:
            yield _reference(found.start(), found.end(), "GovernmentBody", found[0], TOPIC)


def _of_word(context: Context, word: Word) -> Iterator[Mention]:
    """One word as a topic word, as the head of a name said before, or as what an event is called."""
    stops, head = context.lexicon.stops, context.lexicon.heads.get(word.text)
    for key, type_ in KINDS:
        if word.text in stops[key]:
            yield _reference(word.start, word.end, type_, word.text, TOPIC)
    long = len(word.text) > 1
    if head and head[0] == "Park" and long and word.text not in stops["topic_park"]:
        yield _reference(word.start, word.end, "Park", word.text, HEAD_ONLY)
    elif head and head[0] in HEADED and long and word.tag in ("n", "nz", "vn"):
        yield _reference(word.start, word.end, head[0], word.text, HEAD_ONLY)
    elif word.text in PERSONS and not context.text.startswith("的", word.end):
        yield _reference(word.start, word.end, "Person", word.text, HEAD_ONLY)
    elif word.text in GATHERING:
        yield _reference(word.start, word.end, "Event", word.text, HEAD_ONLY)


def _of_pair(context: Context, first: Word, second: Word) -> Iterator[Mention]:
    """Two words as one head, as a head that is pointed at (该|公司), or as one topic word."""
    heads, phrase = context.lexicon.heads, first.text + second.text
    both, head = heads.get(phrase), heads.get(second.text)
    if both and both[0] in HEADED and len(first.text) == 1:
        yield _reference(first.start, second.end, both[0], phrase, HEAD_ONLY)
    if first.text in THIS and head:
        yield _reference(first.start, second.end, head[0], second.text, HEAD_ONLY)
    for key, type_ in KINDS:
        if phrase in context.lexicon.stops[key]:
            yield _reference(first.start, second.end, type_, phrase, TOPIC)


def _reference(start: int, end: int, type_: str, text: str, confidence: float) -> Mention:
    return Mention(start, end, type_, text, "reference", confidence)
