"""The fact that is asked about: `S relation O` taken apart, and its two things looked up among what was found."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from kg.clause import find_posts
from kg.explain.trace import Story
from kg.graph import normalise
from kg.lexicon import Lexicon
from kg.mention import FINDERS
from kg.model import Entity, KgError, Mention
from kg.vocabulary import Relation, Vocabulary


@dataclass(frozen=True, slots=True)
class Asked:
    """Subject and object as people call them, and the relation."""

    subject: str
    relation: Relation
    object: str

    def __str__(self) -> str:
        return f"{self.subject} {self.relation.name} {self.object}"


def read_asked(text: str, vocabulary: Vocabulary) -> Asked:
    """The fact of `S relation O`, the relation by name or by label; KgError, with the nearest one, if it is none."""
    words = text.split()
    if len(words) < 3:
        raise KgError(f'--fact "{text}": write a fact as SUBJECT relation OBJECT, with spaces between')
    for at, word in enumerate(words[1:-1], 1):
        labelled = vocabulary.labelled(word, "zh")
        name = labelled.name if labelled else word
        if vocabulary.is_relation(name):
            return Asked(" ".join(words[:at]), vocabulary.relation(name), " ".join(words[at + 1 :]))
    return Asked(words[0], vocabulary.relation(words[1]), " ".join(words[2:]))


def named(story: Story, name: str) -> tuple[Entity, ...]:
    """The things that go by the name, in the order in which they are mentioned; first those that it names whole."""
    wanted = normalise(name)
    resolved = story.analysis.resolved
    whole = [e for e in resolved.entities if wanted in map(normalise, (e.name, *e.aliases))]
    said = [e for row in resolved.found for mention, e in row if normalise(mention.text) == wanted]
    return tuple(dict.fromkeys([*whole, *said]))


def posts(story: Story, lexicon: Lexicon) -> tuple[str, ...]:
    """Every post that the text names."""
    texts = (sentence.text for sentence in story.analysis.sentences)
    return tuple(dict.fromkeys(post for text in texts for _, _, post, _ in find_posts(text, lexicon)))


def why_unnamed(story: Story, name: str) -> Iterator[str]:
    """Why nothing goes by the name: what was found in its place instead, or who looked there and found nothing."""
    places = 0
    for number, sentence in enumerate(story.analysis.sentences):
        start = sentence.text.find(name)
        while name and start >= 0:
            places += 1
            yield from _in_place(story, number, start, start + len(name))
            start = sentence.text.find(name, start + len(name))
    if not places:
        near = difflib.get_close_matches(
            name, [n for e in story.analysis.resolved.entities for n in (e.name, *e.aliases)]
        )
        yield f"“{name}” is not in the text" + (f"; nearest: {'、'.join(near)}" if near else "")


def _in_place(story: Story, number: int, start: int, end: int) -> Iterator[str]:
    """What was found where the name stands, and what finders offered there."""
    context = story.analysis.mentions.contexts[number]
    place = f"“{context.text[start:end]}” at {start}-{end} of sentence {number + 1}"
    instead = [m for m in story.analysis.mentions.found[number] if m.start < end and m.end > start]
    for mention in instead:
        if (mention.start, mention.end) == (start, end):
            yield f"{place} is a {mention.type} ({mention.source}), but stands for nothing named before"
        else:
            yield f"{place}: found there instead is {_mention(mention)}"
    offers = (m for find in FINDERS.values() for m in find(context) if (m.start, m.end) == (start, end))
    for mention in dict.fromkeys(offers):
        if mention not in instead:
            yield f"{_mention(mention)} was offered, but gave way to what claims the place more strongly"
    if not instead:
        words = " ".join(f"{word.text}/{word.tag}" for word in context.words if word.start < end and word.end > start)
        yield f"{place}: no name was found there; its words are {words}"
        yield f"asked were {', '.join(FINDERS)}; a row in data/names/ or a head in data/words/heads.toml tells them"


def _mention(mention: Mention) -> str:
    return f"“{mention.text}” ({mention.type}, {mention.source}, {mention.confidence:.2f})"
