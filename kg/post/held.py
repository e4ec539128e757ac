"""Who is said to hold, or to have held, which post: the places in a sentence, read off the ways in which it is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.clause import Encoded
from kg.lexicon import Lexicon
from kg.post.chain import BODIES, LETTERS, PERSON, Link, links
from kg.post.tense import NOW, Range, Tense, Words, tense_before, tense_behind, words_of
from kg.wording import Wording, either

#: The open end of an interval.
OPEN = ".."
_WORDING, _FORMER = Wording("clauses.toml", "held"), Wording("clauses.toml", "former")
#: Posts in front of the name: 乙副主任、丙主任甲.
BEFORE = re.compile(f"{LETTERS['chain']}(?P<persons>{PERSON}(?:、{PERSON})*)")
#: A post in brackets behind the name: 甲（乙副主任）.
BRACKETED = re.compile(f"(?P<person>{PERSON})（(?P<chain>[^（）]{{1,16}})）")
#: A post whose holder is named behind it: 实验室主任由乙担任; 甲公司的董事长是乙.
GIVEN = (_WORDING.pattern("given", **LETTERS), _WORDING.pattern("named", **LETTERS))
#: Verbs that say what somebody is now, not when it began.
STILL = _WORDING.pattern("still")
#: A word without which no sentence takes a post from anybody.
HINT = _FORMER.pattern("hint", **LETTERS)


@dataclass(frozen=True, slots=True)
class Held:
    """The places of a person, of a post of theirs, and of the body in which they hold or held it."""

    person: int
    post: int
    body: int | None
    #: Where the words about the post begin: what is dated stands before.
    start: int
    tense: Tense
    #: The range of the words that make it a post of the past: they are no denial.
    word: Range = (0, 0)

    @property
    def first(self) -> int:
        """The first of the three places."""
        return min(self.person, self.post, self.post if self.body is None else self.body)


#: The ways in which somebody is said to have left a post, and those in which it is told before the name.
ENDINGS: Mapping[str, Tense] = {
    **dict.fromkeys(("leaves", "removed", "own", "passive", "gone", "retired", "heir"), Tense.LEFT),
    **dict.fromkeys(("relative", "dated"), Tense.ONCE),
}


@lru_cache(maxsize=4)
def _patterns(verbs: tuple[str, ...]) -> Mapping[str, re.Pattern[str]]:
    """Each of those ways, and the one in which posts stand behind a name."""
    known = {**LETTERS, "verbs": either(verbs)}
    return {"behind": _WORDING.pattern("behind", **known)} | {key: _FORMER.pattern(key, **known) for key in ENDINGS}


def find_held(encoded: Encoded, lexicon: Lexicon) -> Iterator[Held]:
    """Everyone who is said to hold a post or to have held one; what is said first of a person and post counts."""
    patterns = _patterns(lexicon.posts["verbs"])
    words = words_of(lexicon)
    if HINT.search(encoded.text):
        yield from _ended(encoded, patterns)
    yield from _before(encoded, words)
    yield from _behind(encoded, patterns["behind"], words)


def find_as_current(encoded: Encoded, lexicon: Lexicon) -> Iterator[Held]:
    """The same as if no word of the past had any meaning: for saying what was lost by it."""
    patterns = _patterns(lexicon.posts["verbs"])
    yield from _before(encoded, None)
    yield from _behind(encoded, patterns["behind"], None)


def _chain(encoded: Encoded, found: re.Match[str]) -> list[Link]:
    return list(links(encoded, *found.span("chain")))


def _before(encoded: Encoded, words: Words | None) -> Iterator[Held]:
    """Posts before a name, in brackets behind it, or given to one whom the sentence names behind them."""
    for pattern in (BEFORE, BRACKETED, *GIVEN):
        for found in pattern.finditer(encoded.text):
            chain = _chain(encoded, found)
            at = range(*found.span("persons" if pattern is BEFORE else "person"))
            for person in (place for place in at if encoded.text[place] == PERSON):
                for link in chain:
                    past = tense_before(encoded, chain, link, words) if words else None
                    tense, word = past or (Tense.SAID, (0, 0))
                    yield Held(person, link.post, link.body, link.start, tense, word)


def _behind(encoded: Encoded, pattern: re.Pattern[str], words: Words | None) -> Iterator[Held]:
    """The posts of a chain without a body are held in the last one between name and verb."""
    for found in pattern.finditer(encoded.text):
        chain, person = _chain(encoded, found), found.start("person")
        place = _place(encoded, range(*found.span("way")))
        usual = Tense.HELD if STILL.search(encoded.text, person, found.end("verb")) else Tense.TAKEN
        for link in chain:
            past = tense_behind(encoded, person, chain, link, words) if words else None
            tense, word = past or (usual, (0, 0))
            yield Held(person, link.post, place if link.body is None else link.body, chain[0].start, tense, word)


def _ended(encoded: Encoded, patterns: Mapping[str, re.Pattern[str]]) -> Iterator[Held]:
    """Posts that somebody gives up, is removed from, or held by what stands before the name; and who came after."""
    for key, tense in ENDINGS.items():
        for found in patterns[key].finditer(encoded.text):
            groups = found.re.groupindex
            if "date" not in groups or is_closed(encoded, found.start("date")):
                word = found.span("word") if "word" in groups else (0, 0)
                yield from _of(encoded, found, "person", tense, word)
            if "heir" in groups:
                yield from _of(encoded, found, "heir", Tense.TAKEN)


def _of(encoded: Encoded, found: re.Match[str], who: str, tense: Tense, word: Range = (0, 0)) -> Iterator[Held]:
    """Each post of the match as one of the person whom it calls `who`; without a body, it is in the one before it."""
    chain, person = _chain(encoded, found), found.start(who)
    near = range(max(found.start(), encoded.clause(chain[0].start)[0]), chain[0].start)
    place = _place(encoded, (at for at in near if at not in encoded.carried and at not in encoded.distant))
    for link in chain:
        if not (tense.past and NOW.search(encoded.text, chain[0].start, link.post)):
            yield Held(person, link.post, place if link.body is None else link.body, chain[0].start, tense, word)


def _place(encoded: Encoded, places: Iterable[int]) -> int | None:
    """The last of the places at which a body stands."""
    return max((at for at in places if encoded.text[at] in BODIES), default=None)


def is_closed(encoded: Encoded, at: int) -> bool:
    """Whether the date at the place says from when till when."""
    date = encoded.slots[at].date
    return date is not None and date.complete and date.value.partition("/")[2] not in ("", OPEN)
