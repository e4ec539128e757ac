"""Features: what the tagger sees of each token of a sentence; what it makes of them is not known here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.mention.context import Context
from kg.model import Mention

#: What a token is made of.
SHAPES = ((re.compile(r"[\d.,%]+"), "9"), (re.compile(r"[A-Za-z][A-Za-z0-9\-+.]*"), "a"), (re.compile(r"[^\w]+"), "."))
#: The neighbours whose features a token has too.
STEPS = (-3, -2, -1, 1, 2, 3)
OPENING, CLOSING = "“‘《（", "”’》）"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a sentence that neither segmenter cuts."""

    start: int
    end: int
    text: str


def find_tokens(context: Context) -> tuple[Token, ...]:
    """The sentence cut wherever either segmenter cuts it."""
    cuts = sorted(context.borders | {0, len(context.text)})
    return tuple(Token(a, b, context.text[a:b]) for a, b in pairwise(cuts))


def _shape(text: str) -> str:
    return next((sign for pattern, sign in SHAPES if pattern.fullmatch(text)), "")


def _marks(tokens: Sequence[Token], spans: Iterable[tuple[int, int, str]]) -> dict[int, str]:
    """For each token inside a span, the span's label, and whether it begins there."""
    marks: dict[int, str] = {}
    starts = {token.start: index for index, token in enumerate(tokens)}
    for start, end, label in spans:
        index = starts.get(start)
        while index is not None and index < len(tokens) and tokens[index].end <= end:
            marks.setdefault(index, ("B-" if tokens[index].start == start else "I-") + label)
            index += 1
    return marks


def _brackets(tokens: Sequence[Token]) -> list[str]:
    """For each token the mark that was opened last before it and is not closed yet."""
    open_, found = "", []
    for token in tokens:
        if token.text in CLOSING:
            open_ = ""
        found.append(open_)
        if token.text in OPENING:
            open_ = token.text
    return found


def _known(context: Context) -> list[tuple[int, int, str]]:
    names = [(at, at + len(name.written), name.type) for at, name in context.lexicon.known(context.text)]
    return sorted(names, key=lambda n: (n[0] - n[1], n))


def _words(context: Context) -> tuple[dict[int, str], dict[int, str]]:
    """The tag of LAC's and of jieba's word at each start, and at each place inside a word."""
    by_lac: dict[int, str] = {}
    for word in context.words:
        by_lac.update((at, word.tag + ("" if at == word.start else "+")) for at in range(word.start, word.end))
    by_jieba: dict[int, str] = {}
    for word in context.jieba.values():
        by_jieba.update((at, word.tag + ("" if at == word.start else "+")) for at in range(word.start, word.end))
    return by_lac, by_jieba


def _basic(context: Context, tokens: Sequence[Token], candidates: Sequence[Mention]) -> list[list[str]]:
    """What each token shows by itself; features of one kind begin with one letter."""
    lac, jieba = _words(context)
    gazetteer = _marks(tokens, _known(context))
    found = _marks(tokens, ((m.start, m.end, f"{m.type}/{m.source.split('/')[0]}") for m in candidates))
    brackets, stops, size = _brackets(tokens), context.lexicon.stops, context.lexicon.longest_head
    rows: list[list[str]] = []
    for at, token in enumerate(tokens):
        text = token.text
        shape = _shape(text)
        head = None if shape else context.lexicon.head(context.text[max(0, token.end - size) : token.end])
        row = [
            "w" + (shape if shape == "9" else text),
            "t" + lac.get(token.start, "w"),
            "j" + jieba.get(token.start, "w"),
            "c" + found.get(at, ""),
        ]
        if head:
            row.append(f"h{head[1]}{head[2]:d}{'=' if len(head[0]) >= len(text) else ''}")
        if at in gazetteer:
            row.append("g" + gazetteer[at])
        if text in stops["verbs"]:
            row.append("v")
        if text in context.lexicon.post_words:
            row.append("p")
        if brackets[at]:
            row.append("q" + brackets[at])
        if not shape:
            row += ["z" + text[-1], "a" + text[0], f"l{min(len(text), 4)}"]
            if text[0] in context.lexicon.surnames:
                row.append("s")
        rows.append(row)
    return rows


def find_features(context: Context, tokens: Sequence[Token], candidates: Sequence[Mention]) -> list[list[str]]:
    """The features of each token: its own, its neighbours', and pairs of both."""
    basic = _basic(context, tokens, candidates)
    verbs = _verbs(context, tokens)
    out: list[list[str]] = []
    count = len(basic)
    for at, own in enumerate(basic):
        row = list(own)
        for step in STEPS:
            other = at + step
            if 0 <= other < count:
                sign = f"{step:+d}"
                reach = basic[other] if abs(step) == 1 else basic[other][:4] if abs(step) == 2 else basic[other][:2]
                row += [sign + feature for feature in reach]
            else:
                row.append(f"{step:+d}#")
        before, behind = (basic[at - 1] if at else ["#"] * 4), (basic[at + 1] if at + 1 < count else ["#"] * 4)
        row += [
            f"-0{before[0]}|{own[0]}",
            f"0+{own[0]}|{behind[0]}",
            f"-+{before[0]}|{behind[0]}",
            f"-t{before[1]}|{own[1]}",
            f"+t{own[1]}|{behind[1]}",
            f"tt{before[1]}|{own[1]}|{behind[1]}",
            f"cc{before[3]}|{own[3]}|{behind[3]}",
            *verbs[at],
        ]
        out.append(row)
    return out


def _verbs(context: Context, tokens: Sequence[Token]) -> list[list[str]]:
    """For each token the nearest governing verb before it and behind it in its sentence."""
    verbs = context.lexicon.stops["verbs"]
    found: list[list[str]] = [[] for _ in tokens]
    for order, sign in ((range(len(tokens)), "V-"), (range(len(tokens) - 1, -1, -1), "V+")):
        last = ""
        for at in order:
            if last:
                found[at].append(sign + last)
            if tokens[at].text in verbs:
                last = tokens[at].text
            elif tokens[at].text in "。；":
                last = ""
    return found
