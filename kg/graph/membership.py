"""Memberships: who holds or held which post in which body and when, as W3C ORG says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import RDF, RDFS, XSD, Literal, URIRef

from kg.graph.evidence import Claims
from kg.graph.mint import ORG, PARK, TIME, Mint, chinese
from kg.model import Evidence
from kg.store import Quad
from kg.wording import Wording

#: The relation of a post that is over, and both relations whose objects are posts: a membership says in which body.
FORMER = "heldPost"
POSTS = frozenset({"holdsPost", FORMER})
#: How a post begins that somebody holds until another takes it.
ACTING = Wording("clauses.toml", "post").pattern("acting")
#: How OWL-Time says a moment, by the length of its ISO 8601 form: a year, a month, a day.
_MOMENTS = {
    4: (TIME.inXSDgYear, XSD.gYear),
    7: (TIME.inXSDgYearMonth, XSD.gYearMonth),
    10: (TIME.inXSDDate, XSD.date),
}


@dataclass(frozen=True)
class Post:
    """One way in which a page says that a post is held, or was."""

    person: URIRef
    post: str
    body: URIRef | None = None
    time: str | None = None
    former: bool = False

    def says_less_than(self, other: Post) -> bool:
        """Whether the other says the same and more."""
        same = (self.person, self.post, self.former) == (other.person, other.post, other.former)
        return same and self != other and self.body in (None, other.body) and self.time in (None, other.time)


class Memberships:
    """Gathers the posts of persons, then says them."""

    def __init__(self, mint: Mint, claims: Claims) -> None:
        self._mint, self._claims = mint, claims
        self._posts: dict[URIRef, dict[Post, list[Evidence]]] = defaultdict(lambda: defaultdict(list))

    def add(self, post: Post, evidence: Evidence) -> None:
        """One more reading of a post."""
        self._posts[post.person][post].append(evidence)

    def quads(self) -> Iterator[Quad]:
        """A membership for each post of which no other reading says more; it also claims them. Call it once."""
        for posts in self._posts.values():
            for post, evidence in posts.items():
                if not any(post.says_less_than(other) for other in posts):
                    name = self._name(post)
                    yield from self._membership(name, post)
                    for one in evidence:
                        self._claims.add((name, ORG.member, post.person), one)

    def _name(self, post: Post) -> URIRef:
        said = (post.person, post.post, post.body or "", post.time or "")
        return self._mint.content("Membership", (*said, "former") if post.former else said)

    def _membership(self, name: URIRef, post: Post) -> Iterator[Quad]:
        role = self._mint.role(post.post)
        yield Quad(name, RDF.type, ORG.Membership)
        if post.former:
            yield Quad(name, RDF.type, PARK.FormerMembership)
        if ACTING.match(post.post):
            yield Quad(name, RDF.type, PARK.ActingMembership)
        yield Quad(name, ORG.member, post.person)
        yield Quad(name, ORG.role, role)
        yield Quad(role, RDF.type, ORG.Role)
        yield Quad(role, RDFS.label, chinese(post.post))
        if post.body:
            yield Quad(name, ORG.organization, post.body)
        if post.time:
            yield Quad(name, ORG.memberDuring, self._mint.interval(post.time))
            yield from self._interval(post.time)

    def _interval(self, time: str) -> Iterator[Quad]:
        """The interval as ISO 8601 says it, and with its beginning and its end, where it has them, as OWL-Time does."""
        during = self._mint.interval(time)
        yield Quad(during, RDF.type, TIME.Interval)
        yield Quad(during, PARK.time, Literal(time))
        begin, slash, end = time.partition("/")
        for predicate, moment in ((TIME.hasBeginning, begin), (TIME.hasEnd, end)):
            if slash and len(moment) in _MOMENTS:
                instant = self._mint.instant(moment)
                said, datatype = _MOMENTS[len(moment)]
                yield Quad(during, predicate, instant)
                yield Quad(instant, RDF.type, TIME.Instant)
                yield Quad(instant, said, Literal(moment, datatype=datatype))
