"""Posts restated as plain sentences for the rules: 甲任乙主任 of what is held, 甲原任乙主任 of what was held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.clause import HEAD, POST, Encoded, Slot
from kg.lexicon import Lexicon
from kg.post.chain import APPOSITION, own_name
from kg.post.held import Held, find_as_current, find_held
from kg.post.tense import is_doubtful, words_of
from kg.post.when import contrasted, dated
from kg.wording import Wording

#: The verbs of a restated post: one that is held, and one that was.
HOLDS, HELD_ONCE = Wording("clauses.toml", "held").text("holds"), Wording("clauses.toml", "former").text("holds")
#: What takes the place of words of the past where a sentence is searched for words of denial.
NEUTRAL = "\0"


def restate_posts(encoded: Encoded, lexicon: Lexicon) -> Iterator[Encoded]:
    """A small encoded sentence for every post: `甲任(乙)职务` of one that is held, `甲原任(乙)职务` of one that was."""
    if HEAD not in encoded.text and POST not in encoded.text:
        return
    words, seen = words_of(lexicon), set[tuple[int, int]]()
    found = [dated(encoded, held) for held in find_held(encoded, lexicon)]
    for held, time in contrasted(encoded, found):
        doubtful = not held.tense.past and is_doubtful(encoded, held.first, held.post, words)
        if (held.person, held.post) not in seen and not doubtful and _is_fact(encoded, held):
            seen.add((held.person, held.post))
            yield _restated(encoded, held, time)


def as_held(encoded: Encoded, restated: Iterable[Encoded], lexicon: Lexicon) -> Iterator[Encoded]:
    """What would be restated of the sentence if posts that are over were held; nothing where none is."""
    over = [one for one in restated if one.text.startswith(HELD_ONCE, 1)]
    shift = len(HOLDS) - len(HELD_ONCE)
    for one in over:
        slots = {at + shift if at else at: slot for at, slot in one.slots.items()}
        yield replace(one, text=one.text[0] + HOLDS + one.text[1 + len(HELD_ONCE) :], slots=slots)
    if over:
        yield from restate_as_current(encoded, lexicon)


def restate_as_current(encoded: Encoded, lexicon: Lexicon) -> Iterator[Encoded]:
    """Every post as if it were held, whatever words of the past are there: for saying what was lost by them."""
    seen = set[tuple[int, int]]()
    for found in find_as_current(encoded, lexicon):
        held, time = dated(encoded, found)
        if (held.person, held.post) not in seen and _is_fact(encoded, held):
            seen.add((held.person, held.post))
            yield _restated(encoded, *((replace(held, tense=found.tense), None) if held.tense.past else (held, time)))


def _is_fact(encoded: Encoded, held: Held) -> bool:
    """Whether the sentence states it: words that only say that the post is over deny nothing."""
    start, end = held.word
    if end > start:
        encoded = replace(encoded, text=encoded.text[:start] + NEUTRAL * (end - start) + encoded.text[end:])
    return encoded.is_fact(held.first, held.post + 1)


def _restated(encoded: Encoded, held: Held, time: str | None) -> Encoded:
    """Person, verb, body if any, and post."""
    places = [held.person, *([] if held.body is None else [held.body]), held.post]
    text, slots = encoded.text[held.person] + (HELD_ONCE if held.tense.past else HOLDS), {0: encoded.slots[held.person]}
    for at in places[1:]:
        slots[len(text)] = _named(encoded.slots[at]) if held.tense.past else encoded.slots[at]
        text += encoded.text[at]
    was_restored = any(at in encoded.carried or at in encoded.distant for at in places)
    return Encoded(text, slots, frozenset({0}) if was_restored else frozenset(), time=time)


def _named(slot: Slot) -> Slot:
    """The slot with the body under its own name."""
    name = own_name(slot)
    return replace(slot, entity=replace(slot.entity, name=name, aliases=())) if slot.entity and name else slot


def without_posts(encoded: Encoded) -> Encoded:
    """The sentence without the posts and bodies that stand before a name only to say who the person is."""
    keep = [True] * len(encoded.text)
    for found in APPOSITION.finditer(encoded.text):
        keep[found.start() : found.end()] = [False] * (found.end() - found.start())
    places = [at for at, kept in enumerate(keep) if kept]
    moved = {old: new for new, old in enumerate(places)}
    return Encoded(
        "".join(encoded.text[at] for at in places),
        {moved[at]: slot for at, slot in encoded.slots.items() if at in moved},
        frozenset(moved[at] for at in encoded.carried if at in moved),
        frozenset(moved[at] for at in encoded.distant if at in moved),
    )
