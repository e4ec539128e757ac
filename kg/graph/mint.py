"""The names of things in RDF: prefixes, normalised names, and the IRIs and literals minted from them."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rdflib import XSD, Literal, Namespace, URIRef

from kg import store
from kg.model import Article, KgError, Page, Sentence
from kg.vocabulary import PK

DEFAULT_BASE = "https://w3id.org/park-kg/id/"


class Terms(Namespace):
    """A namespace that makes each of its terms once."""

    def __getattr__(self, name: str) -> URIRef:
        term = super().__getattr__(name)
        setattr(self, name, term)
        return term


PARK = Terms(str(PK))
ORG = Terms("http://www.w3.org/ns/org#")
OA = Terms("http://www.w3.org/ns/oa#")
TIME = Terms("http://www.w3.org/2006/time#")

PREFIXES: Mapping[str, str] = {
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "id": DEFAULT_BASE,
    "oa": str(OA),
    "org": str(ORG),
    "pk": str(PARK),
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sosa": "http://www.w3.org/ns/sosa/",
    "time": str(TIME),
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

#: What parts a number from the next and so stays where digits stand on both sides: 工业4.0 is not 工业40.
_MARK = re.compile(r"(?<!\d)[\W_]|[\W_](?!\d)")
#: Signs that tell one name from another: C++ is not C, and R&D is not RD.
_TELLING = frozenset("+#&%@*/$")


def prefixes(base: str) -> dict[str, str]:
    """The prefixes of a graph with this base; without `id:` where it would clash with another."""
    known = {name: iri for name, iri in PREFIXES.items() if name != "id"}
    clash = any(iri.startswith(base) or base.startswith(iri) for iri in known.values())
    return known if clash else known | {"id": base}


def normalise(name: str) -> str:
    """The name without what printing does to it: width, case, blanks, quotation marks, brackets and dashes."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return _MARK.sub(lambda mark: mark[0] if mark[0] in _TELLING else "", folded)


def clean(text: str) -> str:
    """The text as one line that every RDF tool can carry: no control characters, no lone surrogates."""
    plain = "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)
    return " ".join(whole(plain).split())


def whole(text: str) -> str:
    """The text with each lone surrogate, which UTF-8 cannot hold, as a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")


def chinese(text: str) -> Literal:
    """A name or headline: one clean line, tagged zh."""
    return Literal(clean(text), lang="zh")


def decimal(value: Decimal) -> Literal:
    """The number in the one form that rdflib and Oxigraph both keep: no exponent, no trailing zero."""
    text = format(value.normalize(), "f")
    return Literal("0" if text == "-0" else text, datatype=XSD.decimal)


def integer(value: int) -> Literal:
    """A whole number, such as an offset in code points."""
    return Literal(str(value), datatype=XSD.integer)


def digest(*parts: str) -> str:
    """Twenty hexadecimal digits that stand for the parts in their order."""
    content = json.dumps([whole(part) for part in parts], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()[:20]


def _safe(text: str, also: str = ".") -> str:
    """The text for the end of an IRI: letters and digits of any script stay readable, the rest is escaped.

    A full stop at the end is escaped too, as rdflib does not read a Turtle name that ends in one.
    """
    kept = (c if c.isalnum() or c in also else "".join(f"%{byte:02X}" for byte in whole(c).encode()) for c in text)
    safe = "".join(kept)
    readable = safe.rstrip(".")
    return readable + "%2E" * (len(safe) - len(readable))


@dataclass(frozen=True, slots=True)
class Mint:
    """Makes the IRIs of one graph; every one begins with `base`. KgError for a base that is no absolute IRI."""

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", self.base) or not store.is_iri(self.base):
            raise KgError(f"{self.base}: the base must be an absolute IRI, such as {DEFAULT_BASE}")
        if self.base[-1] not in "/#":
            raise KgError(f"{self.base}: the base must end in / or #")

    def _of(self, kind: str, *parts: str) -> URIRef:
        return URIRef(self.base + "-".join([kind, *parts]))

    def entity(self, kind: str, name: str, body: str | None = None, gazetteer: str | None = None) -> URIRef:
        """An entity by what it is: the id in a public list, else class and normalised name (and body)."""
        if gazetteer:
            return URIRef(f"{self.base}{kind}.{_safe(gazetteer)}")
        names = [normalise(part) or clean(part) for part in (name, body or "") if part]
        return self._of(kind, *map(_safe, names))

    def page(self, page: Page) -> URIRef:
        """A page, which is also the name of its graph of evidence."""
        return self._of("Page", page.sha256)

    def article(self, article: Article) -> URIRef:
        """An article by its page and number."""
        return self._of("Article", article.id)

    def sentence(self, sentence: Sentence) -> URIRef:
        """A sentence by its article and where it stands in the source."""
        spans = (f"{start}-{end}" for start, end in sentence.body.spans())
        return self._of("Sentence", sentence.article.id, digest(*spans))

    def role(self, post: str) -> URIRef:
        """A post that people hold, by its words."""
        return self._of("Role", _safe(clean(post)))

    def interval(self, time: str) -> URIRef:
        """A stretch of time by its ISO 8601 form."""
        return self._of("Time", _safe(time, ".-"))

    def instant(self, moment: str) -> URIRef:
        """A moment, such as an end of an interval, by its ISO 8601 form."""
        return self._of("Instant", moment)

    def content(self, kind: str, parts: Iterable[str]) -> URIRef:
        """A node that is nothing but what it says: claim, statistic, membership."""
        return self._of(kind, digest(*parts))
