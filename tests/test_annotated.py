"""The annotated articles: each is written as it should be, and says nothing that the ontology does not know."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.article.fold import fold
from kg.home import home
from kg.vocabulary import load_vocabulary
from tests.annotated import ARTICLE, Annotated, as_gold, read_articles
from tests.fitting.names import bare

GOLD = Path(__file__).parent / "gold"
FILES = [*sorted((GOLD / "articles").glob("*.txt")), *sorted((GOLD / "blind").glob("*.txt"))]
#: How many articles there are at least.
FLOOR = 600
ARTICLES = [article for path in FILES for article in read_articles(path)]
VOCABULARY = load_vocabulary(home() / "ontology")
each = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)

SAMPLE = """=== x-1
青禾软件园签约

青禾软件园与远帆公司签约，投资3亿元。
--- entities
Park | 青禾软件园 | 软件园 | @2021
?Company,Organization | 远帆公司
--- relations
青禾软件园 | cooperatesWith | 远帆公司
--- statistics
青禾软件园 | 投资 | 300000000 | CNY | exact | 2021
"""


def test_none_of_the_articles_is_lost() -> None:
    assert len(ARTICLES) >= FLOOR
    assert len({article.id for article in ARTICLES}) == len(ARTICLES)


@each
def test_an_article_names_classes_and_relations_of_the_ontology(article: Annotated) -> None:
    assert {c for thing in article.things for c in thing.classes} <= set(VOCABULARY.classes)
    assert all(VOCABULARY.is_relation(one.relation) for one in article.stated)


@each
def test_what_the_answers_name_stands_in_the_text(article: Annotated) -> None:
    text = bare(fold(article.text).replace("\n", ""))[0]
    missing = [t.names for t in article.things if not any(bare(fold(name))[0] in text for name in t.names)]
    assert not missing


@each
def test_every_end_of_a_relation_is_a_thing(article: Annotated) -> None:
    for one in article.stated:
        relation = VOCABULARY.relation(one.relation)
        if one.subject != ARTICLE:
            article.thing(one.subject)
        if not relation.literal:
            article.thing(one.object)
    assert as_gold(article)["page"] == article.id


def test_the_parts_of_an_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SAMPLE, "utf-8")
    (article,) = read_articles(tmp_path / "a.txt")
    assert article.text == "青禾软件园签约\n\n青禾软件园与远帆公司签约，投资3亿元。\n"
    assert article.things[0].names == ("青禾软件园", "软件园") and article.things[0].date == "2021"
    assert article.things[1].optional and article.things[1].classes == ("Company", "Organization")
    assert article.thing("软件园") == 0
    assert article.counted[0].value == 300_000_000 and article.counted[0].time == "2021"


@pytest.mark.parametrize("broken", ["Park", "青禾软件园 | cooperatesWith", "x | y | viele | CNY | exact"])
def test_an_article_that_is_not_written_so_is_named(tmp_path: Path, broken: str) -> None:
    (tmp_path / "a.txt").write_text(SAMPLE + broken + "\n", "utf-8")
    with pytest.raises(ValueError, match=r"a\.txt x-1"):
        list(read_articles(tmp_path / "a.txt"))
