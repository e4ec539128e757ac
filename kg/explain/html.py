"""A page explained as one HTML file: names in the colours of their classes, facts beside their sentences, no script."""

from __future__ import annotations

import base64
import hashlib
import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg.explain.page import PageStory, Row, counts
from kg.explain.show import because, name, plain
from kg.home import home
from kg.model import Entity, Fact, KgError, Statistic
from kg.view.look import Look, look
from kg.vocabulary import Vocabulary

_TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence: plain text, or a name with its class, what is known of it, and whether it is kept."""

    text: str
    kind: str = ""
    note: str = ""
    kept: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A fact, a figure or a reading that was dropped, told beside its sentence."""

    subject: str
    subject_kind: str
    said: str
    term: str
    object: str
    object_kind: str
    note: str


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of the file: its anchor and number, its pieces, its facts and figures, what was dropped."""

    anchor: str
    number: int
    quote: str
    pieces: tuple[Piece, ...]
    lines: tuple[Line, ...]
    dropped: tuple[Line, ...]


def render(page: PageStory, vocabulary: Vocabulary) -> str:
    """The page as a self-contained HTML file under a policy that lets nothing run and nothing be fetched."""
    words = tomllib.loads((home() / "data" / "view" / "explain.toml").read_text("utf-8"))
    looks = {kind: look(kind) for kind in vocabulary.classes}
    style = (_TEMPLATES / "explain.css").read_text("utf-8") + "".join(_rules(looks))
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    teller = _Teller(vocabulary, words)
    used = {entity.type for rows in page.rows for row in rows for _, entity in row.names}
    return environment.get_template("explain.html").render(
        title=plain(page.page.name),
        words=words,
        counts=words["counts"].format(**counts(page)),
        policy=f"default-src 'none'; style-src {_hash(style)}; base-uri 'none'; form-action 'none'",
        style=style,
        legend=[(kind, term.label_zh) for kind, term in vocabulary.classes.items() if kind in used],
        glyphs=[(kind, looks[kind].glyph) for kind in vocabulary.classes],
        articles=[teller.article(page, at) for at in range(len(page.stories))],
        unread=list(map(plain, page.unread)),
    )


def write(text: str, out: Path) -> None:
    """Writes the text to `out`, UTF-8, all or nothing; KgError if it cannot be written."""
    beside = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(out)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise KgError(f"{out}: {error.strerror or error}") from error


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _rules(looks: dict[str, Look]) -> Iterator[str]:
    """The colour of each class as a rule of the style sheet."""
    for kind, found in looks.items():
        yield f".k-{kind} {{ --kind: {found.colour}; }}\n"


@dataclass(frozen=True)
class _Teller:
    """Puts what was found into the words of the file."""

    vocabulary: Vocabulary
    words: dict[str, str]

    def article(self, page: PageStory, at: int) -> dict[str, object]:
        """Headline, byline, paragraphs of sentences, and the sentences that gave nothing."""
        article = page.stories[at].analysis.article
        told = [(row, self._told(row, f"a{at + 1}s{n}", n)) for n, row in enumerate(page.rows[at], 1)]
        paragraphs = groupby(told, key=lambda pair: pair[0].sentence.paragraph)
        return {
            "title": plain(article.title.quote(page.page)),
            "byline": "、".join(plain(text.quote(page.page)) for text in article.byline),
            "paragraphs": [(number, [told for _, told in group]) for number, group in paragraphs],
            "silent": [sentence for row, sentence in told if not row.gave],
        }

    def _told(self, row: Row, anchor: str, number: int) -> Told:
        lines = (*map(self._fact, row.facts), *map(self._figure, row.figures))
        weaker = (self._fact(fact, self.words["weaker"]) for fact, _ in row.weaker)
        dropped = (
            self._line(
                a.found.subject, a.found.relation, a.found.object, "; ".join((a.found.rule, *map(because, a.obstacles)))
            )
            for a in row.dropped
        )
        return Told(anchor, number, plain(row.sentence.quote), tuple(self._pieces(row)), lines, (*weaker, *dropped))

    def _pieces(self, row: Row) -> Iterator[Piece]:
        """The sentence cut at its names."""
        quote, at = row.sentence.quote, 0
        for mention, entity in row.names:
            note = f"{self._class(entity.type)} · {entity.name} · {mention.source} {mention.confidence:.2f}"
            yield Piece(plain(quote[at : mention.start]))
            yield Piece(plain(quote[mention.start : mention.end]), entity.type, plain(note), entity in row.kept)
            at = mention.end
        yield Piece(plain(quote[at:]))

    def _class(self, kind: str) -> str:
        return self.vocabulary.classes[kind].label_zh if kind in self.vocabulary.classes else kind

    def _fact(self, fact: Fact, why: str = "") -> Line:
        note = f"{fact.evidence.rule} · {fact.evidence.confidence:.2f}" + (f" · {why}" if why else "")
        return self._line(fact.subject, fact.relation, fact.object, note, fact.body)

    def _line(self, subject: object, relation: str, object_: object, note: str, body: Entity | None = None) -> Line:
        left, right = subject, object_
        assert isinstance(left, Entity) and isinstance(right, Entity | str)
        where = f"（{body.name}）" if body else ""
        kind = right.type if isinstance(right, Entity) else ""
        label = self.vocabulary.relation(relation).label_zh
        return Line(plain(left.name), left.type, label, relation, plain(name(right) + where), kind, plain(note))

    def _figure(self, figure: Statistic) -> Line:
        sign = self.words[figure.qualifier]
        value = f"{sign}{figure.value:,f} {figure.unit}" + (f"（{figure.time}）" if figure.time else "")
        note = f"“{figure.surface}” · {figure.evidence.confidence:.2f}"
        about = figure.about
        return Line(
            plain(about.name), about.type, plain(figure.measure), self.words["figure"], plain(value), "", plain(note)
        )
