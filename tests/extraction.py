"""Articles of our own sentences, and what extraction makes of them, for the tests of its stages."""

from __future__ import annotations

from functools import lru_cache

from kg.clause import CARRIED, DATE, HEAD, LETTER, OWNED, POST, VALUE, Encoded
from kg.home import home
from kg.lexicon import Lexicon
from kg.mention.context import Context
from kg.model import Article, Page, Reading, Sentence, Text
from kg.reader import Analysis, Reader, load_reader
from kg.sentence import find_sentences

#: What a letter of an encoded sentence is called where a test prints it.
SIGNS = {letter: name for name, letter in LETTER.items()} | {
    HEAD: "HEAD",
    POST: "POST",
    VALUE: "VALUE",
    DATE: "DATE",
    CARRIED: "CARRIED",
    OWNED: "OWNED",
}


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The reader with our own data, without the fitted models: what the stages make of a sentence by rules."""
    return load_reader(home(), models=False)


def lexicon() -> Lexicon:
    """Our own word lists."""
    return reader().lexicon


def article_of(*paragraphs: str, title: str = "", published: str | None = None) -> Article:
    """An article of these paragraphs, each at its place on a page that prints headline and paragraphs line by line."""
    lines = (title, *paragraphs)
    texts: list[Text] = []
    at = 0
    for line in lines:
        texts.append(Text(line, tuple(range(at, at + len(line)))))
        at += len(line) + 1
    return Article(Page("page.txt", "\n".join(lines), published), 1, texts[0], None, (), tuple(texts[1:]))


def analyse(*paragraphs: str, title: str = "", published: str | None = None) -> Analysis:
    """What the reader makes of such an article, stage by stage."""
    return reader().analyse(article_of(*paragraphs, title=title, published=published))


def read(*paragraphs: str, title: str = "青禾软件园发展快", published: str | None = None) -> Reading:
    """The reading of a page with this headline and these paragraphs."""
    return reader().read(Page("page.txt", "\n\n".join([title, *paragraphs]) + "\n", published))


def context_of(text: str) -> Context:
    """The sentence made ready for the finders."""
    return Context(sentence_of(text), lexicon())


def sentence_of(text: str) -> Sentence:
    """The text as the one sentence of an article."""
    (sentence,) = find_sentences(article_of(text))
    return sentence


def facts(*paragraphs: str, title: str = "") -> set[tuple[str, str, str]]:
    """The facts of such an article, by names."""
    found: set[tuple[str, str, str]] = set()
    for fact in analyse(*paragraphs, title=title).facts:
        assert not isinstance(fact.subject, Article)
        thing = fact.object if isinstance(fact.object, str) else fact.object.name
        found.add((fact.subject.name, fact.relation, thing))
    return found


def spelled(encoded: Encoded) -> str:
    """The encoded sentence with its letters spelled out; `~` marks a subject carried over inside the sentence, `^` one
    carried into it."""
    out: list[str] = []
    for at, char in enumerate(encoded.text):
        slot = encoded.slots.get(at)
        name = slot.entity.name if slot and slot.entity else SIGNS.get(char, "")
        mark = "~" if at in encoded.carried else "^" if at in encoded.distant else ""
        out.append(f"<{name}{mark}>" if char in SIGNS else char)
    return "".join(out)


def spelled_all(*paragraphs: str, title: str = "") -> list[str]:
    """Every sentence of the body, encoded and spelled out."""
    analysis = analyse(*paragraphs, title=title)
    rows = zip(analysis.sentences, analysis.encoded, strict=True)
    return [spelled(encoded) for sentence, encoded in rows if sentence.paragraph]
