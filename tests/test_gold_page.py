"""The gold page: a page of our own with a fact for every relation, and the very bytes that it becomes.

    python -m tests.test_gold_page --write

writes the Turtle anew; read the difference by eye against the page before you commit it.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, Namespace
from rdflib.namespace import ORG, RDFS, SKOS

from kg.graph import load, write
from kg.home import home
from kg.model import Refusal
from kg.pipeline import build
from kg.vocabulary import PK, load_vocabulary

FOLDER = Path(__file__).resolve().parent / "gold" / "page"
FILES = ("graph.ttl", "inferred.ttl", "evidence.trig")
TERMS = Namespace(PK)
VOCABULARY = load_vocabulary(home() / "ontology")


def build_into(folder: Path) -> None:
    """Builds the graph of the gold page in the folder."""
    refused: list[Refusal] = []
    graph = build([FOLDER / "page.txt"], home=home(), refuse=refused.append, published="2020-05-08")
    assert not refused
    write(graph, folder)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the gold page's graph has just been built."""
    folder = tmp_path_factory.mktemp("gold")
    build_into(folder)
    return folder


@pytest.fixture(scope="module")
def stored() -> Graph:
    """The asserted facts as they are checked in."""
    return load(FOLDER).default


@pytest.mark.parametrize("name", FILES)
def test_the_gold_page_becomes_these_bytes(built: Path, name: str) -> None:
    assert (built / name).read_text("utf-8") == (FOLDER / name).read_text("utf-8")


def test_the_stored_source_is_the_page(built: Path) -> None:
    (source,) = (built / "sources").iterdir()
    assert source.read_text("utf-8") == (FOLDER / "page.txt").read_text("utf-8")


def test_a_second_build_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    build_into(tmp_path)
    assert [(tmp_path / name).read_bytes() for name in FILES] == [(built / name).read_bytes() for name in FILES]


@pytest.mark.parametrize("relation", VOCABULARY.relations)
def test_the_gold_holds_a_fact_of_every_relation(stored: Graph, relation: str) -> None:
    assert (None, TERMS[relation], None) in stored


@pytest.mark.parametrize("name", VOCABULARY.classes)
def test_the_gold_holds_a_thing_of_every_class(stored: Graph, name: str) -> None:
    assert (None, RDF.type, TERMS[name]) in stored


@pytest.mark.parametrize("qualifier", ["exact", "over", "about", "under"])
def test_the_gold_holds_a_figure_with_every_qualifier(stored: Graph, qualifier: str) -> None:
    assert (None, TERMS.qualifier, Literal(qualifier)) in stored


def test_the_gold_holds_a_membership_with_body_and_role(stored: Graph) -> None:
    for membership in stored.subjects(RDF.type, ORG.Membership):
        assert {ORG.member, ORG.organization, ORG.role} <= set(stored.predicates(membership))
    memberships = set(stored.subjects(RDF.type, ORG.Membership))
    [former] = stored.subjects(RDF.type, TERMS.FormerMembership)
    assert len(memberships) == 3 and former in memberships
    assert str(stored.value(stored.value(former, ORG.memberDuring), TERMS.time)) == "2015/2019"


def test_the_gold_holds_dates_and_short_names(stored: Graph) -> None:
    dates = {str(stored.value(s, RDFS.label)): str(o) for s, o in stored.subject_objects(TERMS.date)}
    assert dates == {"创新十条": "2019-03", "首届青禾创业大赛": "2020-04"}
    assert (None, SKOS.altLabel, Literal("蓝鲸科技", lang="zh")) in stored


def test_every_name_of_the_gold_stands_on_the_page(stored: Graph) -> None:
    page = (FOLDER / "page.txt").read_text("utf-8")
    names = {
        str(name)
        for thing, predicate, name in stored
        if predicate in (RDFS.label, SKOS.altLabel) and (thing, RDF.type, ORG.Role) not in stored
    }
    bare = re.sub("[“”]", "", page)
    assert len(names) > 20 and {name for name in names if name not in page and name not in bare} == set()


def main(arguments: list[str]) -> int:
    """With --write, the three files of the gold are written anew."""
    if arguments != ["--write"]:
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        build_into(Path(scratch))
        for name in FILES:
            (FOLDER / name).write_bytes((Path(scratch) / name).read_bytes())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
