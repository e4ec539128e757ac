"""Lists: the members of `A、B、C等企业` are of one class, told by the words round it or its members."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.mention.context import NOMINAL, WEAK, Context
from kg.model import Mention
from kg.wording import Wording

#: Longest member of a list, in characters.
LONGEST = 24

_WORDING = Wording("mentions.toml", "listed")
#: How many members there are, behind 等 or in its place; a name does not begin so.
COUNT, COUNTED, NUMBER = _WORDING.pattern("count"), _WORDING.pattern("counted"), _WORDING.pattern("number")
#: Verbs that a segmenter draws into the first member (投向氢能).
LEADS = _WORDING.pattern("drawn_in")
#: Conjunctions before the last member, the one that only adds to it, and the word that closes a list.
JOINS, ADDS, ETC = _WORDING.words("joins"), _WORDING.text("adds"), _WORDING.text("etc")
#: What stands behind the last member, and characters that no member holds.
ENDS, NEVER = _WORDING.pattern("ends"), _WORDING.pattern("never")
#: The word that introduces a short name, and the one that some member of a list of projects holds.
SHORT, PROJECT = _WORDING.text("short"), _WORDING.text("project")
#: Classes of which a list alone proves nothing: kept only if a fact uses them.
LOOSE = frozenset({"Industry", "Technology", "Programme", "Project", "Policy", "Award", "Place", "Event"})
#: Classes whose members' own names tell less of their class than the list.
PLAIN = frozenset({"Company", "Person"})
#: Classes whose members are more than a type word.
HEADED = frozenset(
    {"Company", "Platform", "Project", "Event", "Organization", "GovernmentBody", "Park", "Fund", "AcademicInstitution"}
)


#: Classes whose head ends a name.
WHOLE = frozenset({"Company", "Park", "AcademicInstitution", "GovernmentBody"})


@dataclass(frozen=True, slots=True)
class Listing:
    """The members of one list, and the range behind it in which its type word may stand."""

    items: tuple[tuple[int, int], ...]
    end: int


def _groups(text: str) -> Iterator[list[int]]:
    """The positions of the 、 of each list: what stands between two of them has no other mark."""
    group: list[int] = []
    for found in re.finditer("、", text):
        gap = text[group[-1] + 1 : found.start()] if group else ""
        if group and (len(gap) > LONGEST or re.search(r"[，。；：！？]", gap)):
            yield group
            group = []
        group.append(found.start())
    if group:
        yield group


def _first(context: Context, end: int, known: Sequence[Mention]) -> int:
    """Where the member that ends at `end` begins."""
    ending = [m.start for m in known if m.end == end]
    if ending:
        return min(ending)
    verbs = context.lexicon.stops["verbs"]
    index = context.word_at[end - 1]
    start = end
    while index >= 0 and end - context.words[index].start <= LONGEST:
        word = context.words[index]
        second = context.jieba.get(word.start)
        verbal = word.tag == "v" and (start == end or second is None or second.tag == "v")
        if word.text in verbs or verbal or word.tag not in NOMINAL | {"v"}:
            break
        start = word.start
        index -= 1
    return start


def _last(context: Context, start: int, known: Sequence[Mention]) -> int:
    """Where the member that begins at `start` ends."""
    beginning = [m.end for m in known if m.start == start]
    if beginning and (ENDS.match(context.text[max(beginning) :]) or _is_whole(context, start, max(beginning))):
        return max(beginning)
    end = start
    for word in context.words[context.word_at[start] :] if start in context.word_at else ():
        if word.start < start or word.text in (ETC, *JOINS) or word.tag not in NOMINAL:
            break
        if end > start and word.text in context.lexicon.stops["verbs"]:
            break
        end = word.end
        if _is_whole(context, start, end):
            break
    return max([end, *beginning])


def _is_whole(context: Context, start: int, end: int) -> bool:
    """Whether the member ends in the head of a firm, a park or a school: nothing behind that belongs to it."""
    head = context.lexicon.head(context.text[start:end])
    return head is not None and head[2] and head[1] in WHOLE and len(head[0]) > 1 and len(head[0]) < end - start


def _tail(context: Context, end: int, known: Sequence[Mention]) -> list[tuple[int, int]]:
    """The last member, and the one behind 和 where there is one."""
    stop = _last(context, end, known)
    items = [(end, stop)]
    for join in JOINS:
        if context.text.startswith(join, stop) and stop > end:
            after = stop + len(join)
            last = _last(context, after, known)
            if last > after:
                items.append((after, last))
            break
    return items


def _listings(context: Context, known: Sequence[Mention]) -> Iterator[Listing]:
    text = context.text
    for group in _groups(text):
        if group[0] == 0:
            continue
        items = [(_first(context, group[0], known), group[0])]
        items += [(left + 1, right) for left, right in pairwise(group)]
        if group[-1] + 1 < len(text):
            items += _tail(context, group[-1] + 1, known)
        items = [_bare(text, start, _joined(text, start, end)) for start, end in items]
        if all(end > start for start, end in items):
            yield Listing(tuple(items), items[-1][1])


def _joined(text: str, start: int, end: int) -> int:
    """The end of a member before 以及, which only adds to it."""
    cut = text.find(ADDS, start, end)
    return cut if cut > start else end


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the marks around it."""
    lead = LEADS.match(text[start:end])
    start += lead.end() if lead else 0
    while start < end and text[start] in "“‘《":
        start += 1
    aside = text.find("（", start, end)
    if aside > start and text[end - 1] == "）" and SHORT in text[aside:end]:
        end = aside
    while end > start and text[end - 1] in "”’》":
        end -= 1
    return start, end


def _type_behind(context: Context, end: int) -> str | None:
    """The class that the words behind `等` give: the head of the noun phrase there."""
    text = context.text
    while end < len(text) and text[end] in "”’》":
        end += 1
    closed = text.startswith(ETC, end)
    if not closed and not COUNTED.match(text[end:]):
        return None
    start = end + (len(ETC) if closed else 0)
    number = COUNT.match(text[start:])
    start += number.end() if number else 0
    found: str | None = None
    for word in context.words[context.word_at[start] :] if start in context.word_at else ():
        verb = word.text in context.lexicon.stops["verbs"] and (found or word.tag == "v")
        if verb or word.tag not in NOMINAL | {"m", "q", "xx", "c"}:
            break
        found = _head(context, text[start : word.end]) or found
    return found


def _head(context: Context, phrase: str) -> str | None:
    """The class of the longest type word that the phrase ends in; of the first class that has it."""
    known = context.lexicon.marks["list"].items()
    fits = ((len(head), type_) for type_, heads in known for head in heads if phrase.endswith(head))
    return max(fits, key=lambda fit: fit[0], default=(0, None))[1]


def _type_around(context: Context, listing: Listing) -> str | None:
    """Industry where the list is the object of a verb such as 聚焦, or stands in 以……为主导产业."""
    before, after = context.text[: listing.items[0][0]], context.text[listing.end :]
    if after.startswith("的"):
        return None
    focus = context.lexicon.marks["focus"]
    if any(before.endswith(verb) for verb in focus["before"]) or any(after.startswith(a) for a in focus["after"]):
        return "Industry"
    return None


def _type_inside(items: Sequence[tuple[int, int]], known: Sequence[Mention]) -> str | None:
    """The class of most members that are names already."""
    types = Counter(m.type for m in known if (m.start, m.end) in items and m.confidence > WEAK)
    if not types:
        return None
    type_, count = types.most_common(1)[0]
    return type_ if count * 2 >= len(items) or (count >= 2 and count * 3 >= len(items)) else None


def find_listed(context: Context, known: Sequence[Mention]) -> Iterator[Mention]:
    """The members of lists that are no names yet, and those whose class LAC alone had guessed."""
    for listing in _listings(context, known):
        type_, sure = _type(context, listing, known)
        if type_ is not None:
            for start, end in listing.items:
                if _is_free(known, start, end) and _can_be(context, context.text[start:end], type_):
                    yield _member(context, start, end, type_, WEAK if type_ in LOOSE or not sure else 0.8)


def _type(context: Context, listing: Listing, known: Sequence[Mention]) -> tuple[str | None, bool]:
    """The class of the members, if anything tells it, and whether a member or the word behind the list does."""
    inside, behind = _type_inside(listing.items, known), _type_behind(context, listing.end)
    if behind == "Project" and not any(PROJECT in context.text[start:end] for start, end in listing.items):
        behind = "Company"
    type_ = inside if inside in ("Company", "Person", "AcademicInstitution") else behind or inside
    return type_ or _type_around(context, listing), bool(behind or inside)


def _is_free(known: Sequence[Mention], start: int, end: int) -> bool:
    """Whether no name, but for LAC's guess, takes exactly the range, and none longer a part of it."""
    own = next((m for m in reversed(known) if (m.start, m.end) == (start, end)), None)
    if own and not own.source.startswith("lac"):
        return False
    return not any(m.start < end and m.end > start and len(m) > end - start for m in known)


def _member(context: Context, start: int, end: int, type_: str, confidence: float) -> Mention:
    """A member of a list of that class; of another, where its own head says so."""
    name = context.text[start:end]
    head = context.lexicon.head(name)
    if head and head[2] and head[1] != type_ and len(name) > len(head[0]) and type_ not in PLAIN:
        return Mention(start, end, head[1], name, "list", 0.8)
    return Mention(start, end, type_, name, "list", confidence)


def _can_be(context: Context, name: str, type_: str) -> bool:
    """Whether the words could name a thing of the class: no verb phrase, no plain plural, of fitting length."""
    if not 2 <= len(name) <= LONGEST or NEVER.search(name) or NUMBER.match(name):
        return False
    if type_ == "Person":
        return context.lexicon.is_person_name(name)
    if any(name.endswith(post) for post in context.lexicon.post_words):
        return False
    if name in context.lexicon.stops["generic"] or name in context.lexicon.stops["verbs"]:
        return False
    head = context.lexicon.head(name) if type_ in HEADED else None
    if type_ == "AcademicInstitution" and (head is None or head[1] != type_):
        return False
    return head is None or len(name) > len(head[0])
