"""The values that travel through Park KG: frozen, typed, and each able to say where in the stored source it stands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias


class KgError(Exception):
    """A fault that the user can mend: one line that names the file (or the question) and the reason."""


#: A half-open range of Unicode code points of the stored source.
Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Page:
    """One input: its name for people, and its decoded text exactly as it is stored in `sources/`."""

    name: str
    text: str
    published: str | None = None
    source: str | None = None

    @property
    def sha256(self) -> str:
        """The page's identity: the hexadecimal SHA-256 of its text in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Text:
    """Repaired text, with the source offset of each of its characters.

    `text` is folded for analysis (half-width marks between Chinese become full-width), one character for one,
    so `offsets` has the same length; `quote` gives the characters as printed.
    """

    text: str
    offsets: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.text) != len(self.offsets):
            raise ValueError("a Text needs one offset a character")

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, part: slice) -> Text:
        return Text(self.text[part], self.offsets[part])

    def __add__(self, other: Text) -> Text:
        return Text(self.text + other.text, self.offsets + other.offsets)

    def quote(self, page: Page) -> str:
        """The characters as the page prints them, joined over column breaks."""
        return "".join(page.text[at] for at in self.offsets)

    def spans(self) -> tuple[Span, ...]:
        """The contiguous ranges of the source that the text was read from, in reading order."""
        found: list[Span] = []
        for at in self.offsets:
            if found and found[-1][1] == at:
                found[-1] = (found[-1][0], at + 1)
            else:
                found.append((at, at + 1))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Article:
    """One news article of a page: headline, subtitle, the people who wrote it, and its paragraphs in reading order."""

    page: Page = field(repr=False)
    number: int
    title: Text
    subtitle: Text | None = None
    byline: tuple[Text, ...] = ()
    paragraphs: tuple[Text, ...] = ()

    @property
    def id(self) -> str:
        """Page and number: the same for the same bytes, whatever the file is called."""
        return f"{self.page.sha256[:16]}-{self.number}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article; `paragraph` is 0 for headline and subtitle, and counts from 1 in the body."""

    article: Article = field(repr=False)
    paragraph: int
    number: int
    body: Text

    @property
    def text(self) -> str:
        """The folded text that is analysed."""
        return self.body.text

    @property
    def quote(self) -> str:
        """The sentence as printed."""
        return self.body.quote(self.article.page)


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a sentence that names a thing of a class of the ontology; `source` is who found it."""

    start: int
    end: int
    type: str
    text: str
    source: str
    confidence: float = 0.9

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing that an article speaks of: its class, its fullest name, its other names.

    `body` keeps persons of one name in two bodies apart; `gazetteer` is the id of the public list that knows it;
    `date` is ISO 8601, as precise as the page.
    """

    type: str
    name: str
    aliases: tuple[str, ...] = ()
    date: str | None = None
    body: str | None = None
    gazetteer: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why something is believed: the sentence, the rule that read it (file/number), and how sure that reading is."""

    sentence: Sentence = field(repr=False)
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Fact:
    """Subject, relation and object, with its evidence.

    The object is a plain string for a relation whose range is a literal; the subject of `authoredBy` is the
    article; `body` is the body in which a post (`holdsPost`) is held and `time` when, both where known.
    """

    subject: Entity | Article
    relation: str
    object: Entity | str
    evidence: Evidence
    body: Entity | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Statistic:
    """A figure that a sentence states of an entity: value in base units (yuan, not 亿元), unit, qualifier, time.

    `qualifier` is one of exact, over, about, under; `surface` is the words as printed.
    """

    about: Entity
    measure: str
    value: Decimal
    unit: str
    qualifier: str
    surface: str
    evidence: Evidence
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one page was read as: all that the graph needs of it."""

    page: Page = field(repr=False)
    articles: tuple[Article, ...]
    entities: tuple[tuple[Article, Entity], ...]
    facts: tuple[Fact, ...]
    statistics: tuple[Statistic, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that was not read, and why."""

    name: str
    reason: str

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}"


def join(texts: Iterable[Text]) -> Text:
    """The texts one after the other, as one."""
    parts = list(texts)
    return Text("".join(p.text for p in parts), tuple(at for p in parts for at in p.offsets))
