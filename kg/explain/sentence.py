"""A sentence explained as text: its names, its words, what the rules see and try, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.explain.show import BEFORE, HERE, because, figured, name, plain, readable, stated, table
from kg.explain.trace import Attempt, Story
from kg.model import Fact
from kg.reader import Reader


def explain_story(story: Story, reader: Reader) -> str:
    """All that there is to say of a short text: each sentence, then what the text as a whole gives."""
    if not story.analysis.sentences:
        return "Nothing to read: the text is blank.\n"
    parts: list[str] = []
    for number, sentence in enumerate(story.analysis.sentences):
        parts += [sentence.quote, *_names(story, number), *_words(story, number), *_encoded(story, number), ""]
    parts += [*_identity(story), *_rules(story, reader), *_facts(story), *_figures(story)]
    return plain("\n".join(parts)) + "\n"


def _part(title: str, lines: Iterable[str], without: str = "") -> Iterator[str]:
    """The lines under their title; if there are none, the title says `without`, or is left out with them."""
    found = list(lines)
    if found:
        yield title
        yield from found
    elif without:
        yield without


def _names(story: Story, number: int) -> Iterator[str]:
    """Each mention with its class, place and finder, and the thing that it names."""
    named = dict(story.analysis.resolved.found[number])
    rows = []
    for mention in story.analysis.mentions.found[number]:
        found = f"found by {mention.source}, {mention.confidence:.2f}"
        entity = named.get(mention)
        if entity is None:
            found += "; stands for nothing named before"
        elif entity.name != mention.text:
            found += f"; is {entity.name}"
        if entity is not None and entity not in story.kept:
            found += "; not in the graph: no name by itself, and no fact uses it"
        kind = entity.type if entity else mention.type
        rows.append((mention.text, kind, f"{mention.start}-{mention.end}", found))
    yield from _part("Names", table(rows), "No names")


def _words(story: Story, number: int) -> Iterator[str]:
    words = story.analysis.mentions.contexts[number].words
    yield from _part("Words", ["  " + " ".join(f"{word.text}/{word.tag}" for word in words)] if words else [])


def _encoded(story: Story, number: int) -> Iterator[str]:
    """The encoded sentence, as the rules see it, and the posts that are restated beside it."""
    whole, (first, *posts) = story.analysis.encoded[number], story.variants[number]
    lines = [readable(whole)]
    if first.encoded.text != whole.text:
        lines.append(readable(first.encoded) + "  (without posts before a name)")
    signs = {HERE: "a subject carried on from an earlier clause", BEFORE: "from an earlier sentence, or the topic"}
    notes = [f"{sign} {meaning}" for sign, meaning in signs.items() if any(f"〔{sign}" in line for line in lines)]
    yield from _part("As the rules see it", [f"  {line}" for line in [*lines, *notes]])
    rows = [(readable(post.encoded), *map(because, post.obstacles)) for post in posts]
    yield from _part("Posts restated", (f"  {'  not used: '.join(row)}" for row in rows))


def _identity(story: Story) -> Iterator[str]:
    resolved = story.analysis.resolved
    rows = [(short, f"is {long}", why) for long, short, why in resolved.reasons]
    if resolved.topic:
        rows.append((resolved.topic.name, "is the topic", "what a bare reference or a missing subject stands for"))
    yield from _part("Identity", table(rows))


def _rules(story: Story, reader: Reader) -> Iterator[str]:
    """How many files of rules were tried, and each rule that matched with what came of it."""
    attempts = [attempt for row in story.attempts for attempt in row]
    rows = [(_outcome(attempt, story), *_said(attempt), _why(attempt, story)) for attempt in attempts]
    yield f"Rules: {len(reader.rules)} files tried, {len({attempt.found.rule for attempt in attempts})} matched"
    yield from table(sorted(rows, key=lambda row: row[0] == "dropped"))


def _said(attempt: Attempt) -> tuple[str, str, str]:
    found = attempt.found
    return found.rule, f"{found.confidence:.2f}", f"{found.subject.name} {found.relation} {name(found.object)}"


def _outcome(attempt: Attempt, story: Story) -> str:
    return "dropped" if attempt.obstacles or _weaker(attempt, story) else "read"


def _weaker(attempt: Attempt, story: Story) -> tuple[Fact, ...] | None:
    """What says more than the fact that was read here; None if the fact is kept."""
    found = attempt.found
    wanted = (found.subject, found.relation, found.object)
    return next((more for fact, more in story.weaker if (fact.subject, fact.relation, fact.object) == wanted), None)


def _why(attempt: Attempt, story: Story) -> str:
    if attempt.obstacles:
        return "; ".join(map(because, attempt.obstacles))
    more = _weaker(attempt, story)
    return "" if more is None else says_more(more)


def says_more(facts: Iterable[Fact]) -> str:
    """Why a fact that was read is not kept."""
    return f"said more exactly by {'; '.join(map(stated, facts)) or 'other facts'}"


def _facts(story: Story) -> Iterator[str]:
    rows = [(stated(fact), fact.evidence.rule, f"{fact.evidence.confidence:.2f}") for fact in story.facts]
    yield from _part("Facts", table(rows), "No facts")


def _figures(story: Story) -> Iterator[str]:
    """Each figure with its owner, and the values that are nobody's."""
    rows = [(figured(figure), f"“{figure.surface}”", f"{figure.evidence.confidence:.2f}") for figure in story.figures]
    told = {(figure.evidence.sentence.number, figure.surface) for figure in story.figures}
    for sentence, encoded in zip(story.analysis.sentences, story.analysis.encoded, strict=True):
        for slot in (slot for _, slot in sorted(encoded.slots.items())):
            if slot.value and (sentence.number, slot.value.surface) not in told:
                why = (
                    "a span of time"
                    if slot.value.kind == "duration"
                    else "no owner, no statement of its own, or a repetition"
                )
                rows.append((why, f"“{slot.value.surface}”", "no figure"))
    yield from _part("Figures", table(rows))
