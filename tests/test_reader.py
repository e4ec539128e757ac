"""The reader: an article in, what it states out; nothing raises, nothing depends on what was read before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.home import home
from kg.mention import FINDERS
from kg.model import Article, Entity, KgError, Page, Reading
from kg.reader import load_reader
from kg.vocabulary import load_vocabulary
from tests.extraction import read, reader

VOCABULARY = load_vocabulary(home() / "ontology")
STORY = (
    "2019年3月，园区出台“青禾十条”政策。园区位于云川市，重点发展人工智能产业，企业达320家。",
    "园区管委会主任周大川介绍，园区引进石榴生物科技有限公司（以下简称“红石榴”）。红石榴享受“青禾十条”政策，产值超5亿元。",
)
PAGE = Page("page.txt", "\n\n".join(["青禾软件园发展快", "本报记者 林晓", *STORY]) + "\n", "2020-05-08")


def named(thing: Entity | Article | str) -> str:
    if isinstance(thing, Article):
        return thing.title.text
    return thing if isinstance(thing, str) else thing.name


def triples(reading: Reading) -> set[tuple[str, str, str]]:
    """The facts by names."""
    return {(named(fact.subject), fact.relation, named(fact.object)) for fact in reading.facts}


def test_a_page_is_read() -> None:
    found = reader().read(PAGE)
    assert triples(found) >= {
        ("青禾软件园发展快", "authoredBy", "林晓"),
        ("青禾软件园", "hasPolicy", "青禾十条政策"),
        ("青禾软件园", "locatedIn", "云川市"),
        ("青禾软件园", "focusesOn", "人工智能产业"),
        ("青禾软件园", "attracted", "石榴生物科技有限公司"),
        ("石榴生物科技有限公司", "benefitsFrom", "青禾十条政策"),
        ("周大川", "holdsPost", "主任"),
        ("周大川", "leads", "青禾软件园管委会"),
        ("青禾软件园管委会", "partOf", "青禾软件园"),
    }
    figures = {(figure.about.name, figure.measure, int(figure.value)) for figure in found.statistics}
    assert figures == {("青禾软件园", "企业", 320), ("石榴生物科技有限公司", "产值", 500000000)}


def assert_sound(reading: Reading) -> None:
    """Every fact stands between things of the reading, as the ontology allows, with a sentence of its page."""
    known = {entity for _, entity in reading.entities}
    for fact in reading.facts:
        relation = VOCABULARY.relation(fact.relation)
        for thing in (fact.subject, fact.object, fact.body):
            assert not isinstance(thing, Entity) or thing in known
        if isinstance(fact.subject, Entity):
            assert fact.subject.type in relation.domain
        assert isinstance(fact.object, str) == relation.literal
        assert isinstance(fact.object, str) or fact.object.type in relation.range
        assert 0 < fact.evidence.confidence <= 1
        sentence = fact.evidence.sentence
        assert sentence.quote and all(0 <= at < len(reading.page.text) for at in sentence.body.offsets)
    assert {figure.about for figure in reading.statistics} <= known
    assert all(entity.name.strip() and entity.name not in entity.aliases for entity in known)


def test_facts_stand_between_things_of_the_reading_and_quote_the_page() -> None:
    assert_sound(reader().read(PAGE))


def test_two_readings_of_a_page_are_equal_whatever_was_read_between() -> None:
    first = reader().read(PAGE)
    read("白鹭软件园引进蓝鲸科技有限公司。", title="白鹭软件园发展快")
    assert reader().read(PAGE) == first == load_reader(home(), models=False).read(PAGE)


def test_the_name_of_the_file_changes_nothing_that_is_read() -> None:
    assert triples(reader().read(replace(PAGE, name="other.txt"))) == triples(reader().read(PAGE))


def test_a_weaker_fact_is_left_to_inference() -> None:
    found = triples(read("石榴生物科技有限公司落户青禾软件园。青禾软件园引进石榴生物科技有限公司。"))
    assert ("青禾软件园", "attracted", "石榴生物科技有限公司") in found
    assert ("石榴生物科技有限公司", "locatedIn", "青禾软件园") not in found


def test_a_fact_that_is_said_twice_has_both_sentences() -> None:
    found = read("青禾软件园引进石榴生物科技有限公司。园区引进了石榴生物科技有限公司。").facts
    assert len({fact.evidence.sentence.number for fact in found if fact.relation == "attracted"}) == 2


def test_whoever_gives_an_award_does_not_receive_it() -> None:
    found = triples(read("园区被云川市评为“先进园区”。"))
    assert ("青禾软件园", "receivesAward", "先进园区") in found
    assert ("云川市", "receivesAward", "先进园区") not in found


def test_whoever_carries_out_a_project_does_not_found_it() -> None:
    found = triples(read("石榴生物科技有限公司承建石榴疫苗项目。"))
    assert ("石榴生物科技有限公司", "undertakes", "石榴疫苗项目") in found
    assert ("石榴生物科技有限公司", "establishes", "石榴疫苗项目") not in found


def test_what_only_a_weak_finder_saw_enters_by_a_fact_alone() -> None:
    found = read("园区重点发展光电子、新材料等产业。生物医药、光纤材料等产业都好。")
    kept = {entity.name for _, entity in found.entities}
    assert {"光电子", "新材料"} <= kept and not {"生物医药", "光纤材料"} & kept


def test_an_author_who_is_named_in_the_text_is_that_person() -> None:
    text = "青禾软件园发展快\n\n本报记者 林晓\n\n园区很大，林晓看到，石榴生物科技有限公司投产。\n"
    people = [e.name for _, e in reader().read(Page("a.txt", text)).entities if e.type == "Person"]
    assert people == ["林晓"]


def test_a_reader_without_a_finder_reads_less() -> None:
    finders = [name for name in FINDERS if name not in ("shape", "lac", "names")]
    fewer = load_reader(home(), finders, models=False).read(PAGE)
    assert len(fewer.entities) < len(reader().read(PAGE).entities)
    assert ("青禾软件园", "attracted", "石榴生物科技有限公司") not in triples(fewer)


@pytest.mark.parametrize("text", ["", "\n\n", "----\n\n===="])
def test_a_page_without_an_article_is_refused_by_name(text: str) -> None:
    with pytest.raises(KgError, match=r"^a\.txt: .+") as caught:
        reader().read(Page("a.txt", text))
    assert "\n" not in str(caught.value)


PIECES = [
    *"，。；：！？、（）《》“”‘’的了在与和由被等 \n\t",
    *"园区镇市委省第三首届A1%·—…①\u3000\ue001\U00020000",
    "青禾软件园",
    "管委会",
    "石榴生物科技有限公司",
    "云川大学",
    "（以下简称“红石榴”）",
    "红石榴",
    "李大川",
    "约翰·史密斯",
    "主任",
    "副市长",
    "任",
    "引进",
    "位于",
    "合作",
    "创新十条",
    "产业",
    "超10亿元",
    "同比下降3.5%",
    "2019年3月",
    "两个月后",
    "该公司",
    "记者",
    "\n\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    page = Page("any.txt", f"青禾软件园发展快\n\n园区很大，企业很多，{text}")
    try:
        reading = reader().read(page)
    except KgError:
        return
    assert_sound(reading)
    assert reader().read(page) == reading
