"""Proof of a rule file: its examples must be read and its counter-examples must not, on sentences with marked names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.clause import Encoder
from kg.lexicon import Lexicon
from kg.mention.context import Context
from kg.model import Article, Entity, KgError, Mention, Page, Sentence, Text
from kg.post import restate_posts, without_posts
from kg.rule.load import Rule, RuleFile
from kg.rule.match import Found, apply_nested, apply_rule
from kg.value import find_dates, find_values

#: [Park s:名称], [Place:名称] and, for a post, [o:主任] or [主任].
MARK = re.compile(r"\[(?:(?P<type>[A-Z]\w+)? ?(?P<slot>s|o|body)?:)?(?P<name>[^\[\]:]+)\]")


@dataclass(frozen=True)
class Example:
    """A sentence with its names marked; `subjects` and `objects` are those that the relation stands between."""

    text: str
    mentions: tuple[Mention, ...]
    subjects: frozenset[str]
    objects: frozenset[str]

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Every subject with every object; for one relation within a list, each earlier one with each later."""
        return frozenset((s, o) for s in self.subjects for o in self.objects)


def read_example(marked: str) -> Example:
    """The marked sentence; ValueError if no subject or no object is marked, for then it could prove nothing."""
    text, at = "", 0
    mentions: list[Mention] = []
    slots: dict[str, set[str]] = {"s": set(), "o": set(), "body": set()}
    for found in MARK.finditer(marked):
        text += marked[at : found.start()]
        start, at = len(text), found.end()
        text += found["name"]
        if found["type"]:
            mentions.append(Mention(start, len(text), found["type"], found["name"], "example"))
        if found["slot"]:
            slots[found["slot"]].add(found["name"])
    text += marked[at:]
    if not (slots["s"] and slots["o"]):
        raise ValueError(f"mark a subject [Class s:…] and an object [Class o:…] in “{marked}”, or it proves nothing")
    return Example(text, tuple(mentions), frozenset(slots["s"]), frozenset(slots["o"]))


def read_facts(rules: Iterable[Rule], file: RuleFile, example: Example, lexicon: Lexicon) -> Iterator[Found]:
    """What these rules of the file read off the example."""
    page = Page("example", example.text)
    body = Text(example.text, tuple(range(len(example.text))))
    context = Context(Sentence(Article(page, 1, body), 1, 0, body), lexicon)
    found = [(mention, Entity(mention.type, mention.text)) for mention in example.mentions]
    values, dates = find_values(example.text), find_dates(example.text)
    encoded = Encoder(None).encode(context, found, frozenset(), values, dates)
    for sentence in (without_posts(encoded), *restate_posts(encoded, lexicon)):
        for rule in rules:
            yield from apply_rule(rule, sentence)
    for nested in file.nested:
        yield from apply_nested(nested, [entity for _, entity in found])


def pairs_read(rules: Iterable[Rule], file: RuleFile, example: Example, lexicon: Lexicon) -> set[tuple[str, str]]:
    """The names between which the file's relation was read."""
    return {
        (f.subject.name, f.object if isinstance(f.object, str) else f.object.name)
        for f in read_facts(rules, file, example, lexicon)
    }


def unguarded(rule: Rule, guard: int) -> Rule:
    """The rule without one of its `unless`."""
    return replace(rule, unless=rule.unless[:guard] + rule.unless[guard + 1 :])


def failures(file: RuleFile, lexicon: Lexicon) -> Iterator[str]:
    """Each example that is not read whole, and each counter-example that is read."""
    for marked in file.examples:
        example = read_example(marked)
        read = pairs_read(file.rules, file, example, lexicon)
        if not example.pairs <= read:
            yield f"this example is not read: {marked}"
    for marked in file.counterexamples:
        example = read_example(marked)
        if example.pairs & pairs_read(file.rules, file, example, lexicon):
            yield f"this counter-example is read: {marked}"


def prove(file: RuleFile, lexicon: Lexicon) -> None:
    """KgError, with the file and the sentence, at the first example that does not hold."""
    try:
        wrong = next(failures(file, lexicon), None)
    except ValueError as error:
        raise KgError(f"{file.path}: {error}") from error
    if wrong:
        raise KgError(f"{file.path}: {wrong}")
