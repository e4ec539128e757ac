"""Explanations of sentences: what is shown of each stage, and each step at which a fact can be lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.explain import explain, explain_sentence
from kg.explain.asked import read_asked
from kg.explain.lost import TITLES, Step, Verdict, explain_fact, words_of
from kg.explain.show import plain, table, width
from kg.explain.text import article_of
from kg.explain.trace import FORMER, GUARD, PLAN, WEAK, Attempt, tell
from kg.lexicon import load_lexicon
from kg.model import KgError
from kg.page import read_pages
from kg.reader import Reader, load_reader
from kg.rule import load_rules
from kg.vocabulary import load_vocabulary
from tests.conftest import ROOT

#: Rules of the tests' own, so that what ours read may change without these tests.
RULES = {
    "attracted": "[[frame]]\nverbs = ['引进']",
    "cooperatesWith": "[[pattern]]\nmatch = '{s}与{o}合作'",
    "hasPolicy": "[[frame]]\nverbs = ['颁布', '推行办法']\nunless = ['冒用', '假借']",
    "hasProgramme": "[[pattern]]\nmatch = '{s}…搞{o}'\nconfidence = 0.6",
    "holdsPost": "[[pattern]]\nmatch = '{s}现任{body}{o}'\n[[pattern]]\nmatch = '{s}现任{o}'",
    "leads": "[[pattern]]\nmatch = '{s}执掌{o}'",
    "locatedIn": "[[pattern]]\nmatch = '{o}引进了{s}'",
}
VOCABULARY = load_vocabulary(ROOT / "ontology")
LABEL = VOCABULARY.relations["hasPolicy"].label_zh


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    folder = tmp_path_factory.mktemp("rules")
    for name, text in RULES.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return Reader(load_lexicon(ROOT), load_rules(folder, ROOT / "ontology"))


@pytest.fixture(scope="module")
def whole() -> Reader:
    """The reader with our own rules."""
    return load_reader(ROOT)


def ask(reader: Reader, text: str, fact: str) -> Verdict:
    return explain_fact(read_asked(fact, VOCABULARY), tell(reader, article_of(text)), reader, VOCABULARY)


LOST = [
    (Step.NAME, "青禾软件园颁布了“创新十条”。", "青禾园 hasPolicy 创新十条", "not in the text; nearest: 青禾软件园"),
    (
        Step.NAME,
        "青禾软件园颁布了“创新十条”。",
        "软件园 hasPolicy 创新十条",
        "found there instead is “青禾软件园” (Park",
    ),
    (
        Step.NAME,
        "青禾软件园颁布了若干办法。",
        "青禾软件园 hasPolicy 若干办法",
        "no name was found there; its words are",
    ),
    (Step.NAME, "该公司颁布了“创新十条”。", "该公司 hasPolicy 创新十条", "stands for nothing named before"),
    (Step.NAME, "青禾软件园管委会主任李大川出席。", "李大川 holdsPost 局长", "posts found: 主任"),
    (
        Step.CLASS,
        "青禾软件园颁布了远帆科技有限公司。",
        "青禾软件园 hasPolicy 远帆科技有限公司",
        "远帆科技有限公司 a Policy, hasPolicy/",
    ),
    (
        Step.ONTOLOGY,
        "青禾软件园引进了远帆科技有限公司。",
        "远帆科技有限公司 hasPolicy 青禾软件园",
        "between them: 青禾软件园 attracted",
    ),
    (
        Step.ONTOLOGY,
        "青禾软件园引进了远帆科技有限公司。",
        "远帆科技有限公司 hasPolicy 青禾软件园",
        "these classes: assists, cooperatesWith",
    ),
    (
        Step.PATTERN,
        "青禾软件园推行办法多年，修改“创新十条”。",
        "青禾软件园 hasPolicy 创新十条",
        "of which the text has “推行办法”",
    ),
    (
        Step.PATTERN,
        "青禾软件园修改“创新十条”。",
        "青禾软件园 hasPolicy 创新十条",
        "patterns in hasPolicy.toml is in the text",
    ),
    (
        Step.PATTERN,
        "“创新十条”很好。远帆科技有限公司很大。",
        "远帆科技有限公司 hasPolicy 创新十条",
        "never stand in one sentence",
    ),
    (Step.PATTERN, "李大川参观白鹭科技园。", "李大川 visits 白鹭科技园", "no file in data/rules/ reads visits"),
    (Step.PLAN, "青禾软件园拟颁布“创新十条”。", "青禾软件园 hasPolicy 创新十条", "negation or plan “拟”"),
    (Step.PLAN, "青禾软件园没有颁布“创新十条”。", "青禾软件园 hasPolicy 创新十条", "negation or plan “没有”"),
    (Step.PLAN, "时任青禾软件园管委会主任李大川出席。", "李大川 holdsPost 主任", "a post held before “时任”"),
    (Step.PLAN, "李大川2015年至2019年任青禾软件园主任。", "李大川 holdsPost 主任", "a post held before"),
    (Step.GUARD, "青禾软件园冒用名义颁布“创新十条”。", "青禾软件园 hasPolicy 创新十条", "the rule's unless “冒用”"),
    (Step.WEAK, "青禾软件园搞“三色联动”。", "青禾软件园 hasProgramme 三色联动", "“三色联动” is no name by itself"),
    (
        Step.WEAKER,
        "青禾软件园引进了远帆科技有限公司。",
        "远帆科技有限公司 locatedIn 青禾软件园",
        "instead: 青禾软件园 attracted 远帆",
    ),
    (
        Step.FOLLOWS,
        "李大川执掌远帆科技有限公司。",
        "李大川 memberOf 远帆科技有限公司",
        "from 李大川 leads 远帆科技有限公司",
    ),
    (Step.READ, "青禾软件园颁布了“创新十条”。", "青禾软件园 hasPolicy 创新十条", "by hasPolicy/frame1.active, 0.90"),
    (Step.READ, "青禾软件园与白鹭科技园合作。", "白鹭科技园 cooperatesWith 青禾软件园", "by cooperatesWith/1"),
    (Step.READ, "青禾软件园管委会主任李大川出席。", "李大川 holdsPost 主任", "主任 (青禾软件园管委会), by holdsPost/1"),
    (Step.READ, "青禾软件园颁布了“创新十条”。", f"青禾软件园 {LABEL} 创新十条", "by hasPolicy/frame1.active"),
]


def test_every_step_has_a_case() -> None:
    assert {step for step, *_ in LOST} == set(Step) == set(TITLES)


@pytest.mark.parametrize(("step", "text", "fact", "said"), LOST)
def test_a_fact_is_lost_where_the_verdict_says(reader: Reader, step: Step, text: str, fact: str, said: str) -> None:
    verdict = ask(reader, text, fact)
    assert verdict.step is step, verdict
    assert any(said in line for line in verdict.lines), verdict


def test_a_match_with_another_thing_is_named(reader: Reader) -> None:
    text = "青禾软件园热闹，白鹭科技园颁布了“创新十条”。"
    verdict = ask(reader, text, "青禾软件园 hasPolicy 创新十条")
    assert verdict.step is Step.PATTERN
    assert any("matched with another thing: hasPolicy/frame1.active" in line for line in verdict.lines)


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("青禾软件园 hasPolice 创新十条", 'did you mean "hasPolicy"'),
        ("青禾软件园 创新十条", "SUBJECT relation OBJECT"),
        ("", "SUBJECT relation OBJECT"),
    ],
)
def test_a_fact_that_is_none_is_a_fault_with_a_hint(fact: str, said: str) -> None:
    with pytest.raises(KgError, match=said):
        read_asked(fact, VOCABULARY)


def test_names_with_blanks_are_taken_whole() -> None:
    asked = read_asked("Blue Whale Ltd hasPolicy Plan B", VOCABULARY)
    assert (asked.subject, asked.relation.name, asked.object) == ("Blue Whale Ltd", "hasPolicy", "Plan B")


def attempts(reader: Reader, text: str) -> list[Attempt]:
    return [attempt for row in tell(reader, article_of(text)).attempts for attempt in row]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("青禾软件园颁布了“创新十条”。", []),
        ("青禾软件园拟冒用名义颁布“创新十条”。", [PLAN, GUARD]),
        ("青禾软件园拟假借冒用的名义颁布“创新十条”。", [PLAN, GUARD, GUARD]),
        ("青禾软件园计划搞“三色联动”。", [PLAN, WEAK]),
        ("时任青禾软件园主任李大川没有出席。", [FORMER]),
    ],
)
def test_each_condition_that_drops_a_match_is_told_apart(reader: Reader, text: str, kinds: list[str]) -> None:
    (found,) = {tuple(obstacle.kind for obstacle in attempt.obstacles) for attempt in attempts(reader, text)}
    assert list(found) == kinds


SHOWN = (
    "青禾软件园管委会副主任李大川说，青禾软件园（以下简称“青禾园”）颁布了《创新券政策》，"
    "拟引进远帆科技有限公司，已有企业320家，历时三年。"
)


def test_a_sentence_shows_every_stage(reader: Reader) -> None:
    text = explain_sentence(SHOWN + "青禾园颁布了“三色联动”政策。", reader)
    for said in (
        "李大川            Person          ",
        "found by title, ",
        "〔GovernmentBody 青禾软件园管委会〕〔post 副主任〕〔Person 李大川〕说",
        "〔↑Park 青禾软件园〕",
        "〔value 320家〕",
        "〔Person 李大川〕现任〔GovernmentBody 青禾软件园管委会〕〔post 副主任〕",
        "short name introduced by the page",
        "dropped  attracted/frame1.active  ",
        "no fact: a word of negation or plan “拟”",
        "李大川 holdsPost 副主任 (青禾软件园管委会)  holdsPost/1",
        "320 家",
        "“三年”",
    ):
        assert said in text, (said, text)


def test_what_is_dropped_as_weaker_says_what_says_more(reader: Reader) -> None:
    text = explain_sentence("青禾软件园引进了远帆科技有限公司。", reader)
    assert "dropped  locatedIn/1" in text and "said more exactly by 青禾软件园 attracted 远帆科技有限公司" in text
    assert "locatedIn" not in text.partition("\nFacts")[2]


def test_a_blank_text_says_so(reader: Reader) -> None:
    assert explain_sentence(" \n\u3000", reader) == "Nothing to read: the text is blank.\n"


def test_the_story_of_an_article_is_what_the_graph_gets(whole: Reader) -> None:
    pages = list(read_pages([ROOT / "data" / "pages"], lambda refusal: pytest.fail(str(refusal))))
    assert len(pages) >= 5
    for page in pages:
        reading = whole.read(page)
        stories = [tell(whole, article) for article in reading.articles]
        told = [(f.subject, f.relation, f.object) for story in stories for f in story.facts]
        read = [(f.subject, f.relation, f.object) for f in reading.facts if f.evidence.rule != "byline"]
        assert [names(f) for f in told] == [names(f) for f in read], page.name
        figures = [figure for story in stories for figure in story.figures]
        assert [(f.about.name, f.measure, f.value) for f in figures] == [
            (s.about.name, s.measure, s.value) for s in reading.statistics
        ]


def names(fact: tuple[object, str, object]) -> list[str]:
    return [str(getattr(part, "name", part)) for part in fact]


def test_what_is_read_is_read_by_an_attempt_without_obstacle(whole: Reader) -> None:
    text = "西安高新区颁布了“金融十条”，拟引进远帆科技有限公司。时任管委会主任李大川出席，副主任王小禾主持。"
    story = tell(replace(whole, tagger=None, relator=None), article_of(text))
    free = {
        (a.found.subject, a.found.relation, a.found.object) for row in story.attempts for a in row if not a.obstacles
    }
    read = {(f.subject, f.relation, f.object) for f in story.analysis.facts if "nested" not in f.evidence.rule}
    assert free == read and free


CHARS = st.one_of(
    st.sampled_from("青禾软件园管委会主任李大川颁布引进了的、，。；“”《》（）拟没有时任原与和3万家亿元年月%"),
    st.characters(codec=None),
    st.sampled_from("\ue000\ue007\ue101\ue104\ud800\x00\x1b\u202e\n"),
)


@settings(max_examples=60, deadline=None)
@given(text=st.text(CHARS, max_size=60))
def test_explaining_never_fails_and_prints_nothing_that_a_terminal_obeys(text: str) -> None:
    told = explain_sentence(text, load_reader(ROOT))
    told.encode("utf-8")
    assert not {c for c in told if c != "\n" and (c < " " or c in "\x7f\u202e\x9b")}


@settings(max_examples=30, deadline=None)
@given(text=st.text(CHARS, max_size=40), name=st.text(CHARS, min_size=1, max_size=8))
def test_asking_for_any_fact_gives_a_verdict(text: str, name: str) -> None:
    try:
        asked = read_asked(f"青禾软件园 hasPolicy {name}", VOCABULARY)
    except KgError:
        return
    reader = load_reader(ROOT)
    assert explain_fact(asked, tell(reader, article_of(text)), reader, VOCABULARY).lines


def test_words_of_a_pattern_are_its_own(reader: Reader) -> None:
    rule = next(rule for file in reader.rules for rule in file.rules if rule.id == "hasPolicy/frame1.active")
    assert words_of(rule.regex) == ["推行办法", "颁布"]


def test_tables_align_wide_characters() -> None:
    rows = list(table([("青禾", "b"), ("abcdef", "d")]))
    assert [width(row[: row.rindex(" ")]) for row in rows] == [9, 9]
    assert plain("a\x1b[31m\u202eb\ue000\ud800\nc") == "a\ufffd[31m\ufffdb\ufffd\ufffd\nc"


@pytest.mark.parametrize("what", ["news.txt", "a/b.md", "报道.docx"])
def test_a_file_that_is_not_there_is_no_sentence(tmp_path: Path, what: str) -> None:
    with pytest.raises(KgError, match="no such file"):
        explain(what, ROOT, tmp_path / "exports")


def test_html_is_for_pages(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="no file"):
        explain("青禾软件园颁布了“创新十条”。", ROOT, tmp_path / "exports", html=True)
