"""Posts of the past and acting ones: a former post is no post of today, and is known with its body and its time."""

from __future__ import annotations

import pytest

from kg.home import home
from kg.model import Entity
from kg.reader import Reader, load_reader
from tests.extraction import analyse, article_of, facts, spelled

OFFICE, FIRM, COLLEGE = "青禾软件园管委会", "石榴生物科技有限公司", "云川大学"
TITLE = "青禾软件园发展快"
#: Person, post, body, time.
Row = tuple[str, str, str, str]


def rows(relation: str, *paragraphs: str, title: str = "", published: str | None = None) -> set[Row]:
    """Every fact of one of the two relations of posts, with body and time."""
    found: set[Row] = set()
    for fact in analyse(*paragraphs, title=title, published=published).facts:
        if fact.relation == relation:
            assert isinstance(fact.subject, Entity) and isinstance(fact.object, str)
            found.add((fact.subject.name, fact.object, fact.body.name if fact.body else "", fact.time or ""))
    return found


def former(*paragraphs: str, title: str = "", published: str | None = None) -> set[Row]:
    """What is read as posts of the past."""
    return rows("heldPost", *paragraphs, title=title, published=published)


def current(*paragraphs: str, title: str = "") -> set[Row]:
    """What is read as posts of today."""
    return rows("holdsPost", *paragraphs, title=title)


MAYOR = ("李大川", "市长", "云川市", "")
FORMER = [
    ("原云川市市长李大川到会。", {MAYOR}),
    ("云川市原市长李大川到会。", {MAYOR}),
    ("云川市前市长李大川到会。", {MAYOR}),
    ("云川市前任市长李大川到会。", {MAYOR}),
    ("昨天，原青禾软件园管委会主任李大川到会。", {("李大川", "主任", OFFICE, "")}),
    ("原云川市科技局局长李大川到会。", {("李大川", "局长", "云川市科技局", "")}),
    ("前云川市市长李大川到会。", {MAYOR}),
    ("石榴生物科技有限公司前总经理陈亮到会。", {("陈亮", "总经理", FIRM, "")}),
    ("石榴生物科技有限公司的前董事长是陈亮。", {("陈亮", "董事长", FIRM, "")}),
    ("石榴生物科技有限公司投产，原董事长陈亮很高兴。", {("陈亮", "董事长", FIRM, "")}),
    ("李大川（原云川市市长）到会。", {MAYOR}),
    ("李大川（时任云川市市长）到会。", {MAYOR}),
    ("时任云川市市长李大川到会。", {MAYOR}),
    ("李大川曾任云川市市长。", {MAYOR}),
    ("李大川曾经担任云川市市长。", {MAYOR}),
    ("李大川曾是云川市的市长。", {MAYOR}),
    ("李大川退休前任云川市市长。", {MAYOR}),
    ("陈亮曾在石榴生物科技有限公司担任总经理。", {("陈亮", "总经理", FIRM, "")}),
    ("曾任云川市市长的李大川到会。", {MAYOR}),
    ("原任云川市市长的李大川退休了。", {MAYOR}),
    ("李大川卸任云川市市长。", {MAYOR}),
    ("李大川辞去云川市市长职务。", {MAYOR}),
    ("李大川辞去了云川市市长职务。", {MAYOR}),
    ("李大川不再担任云川市市长。", {MAYOR}),
    ("免去李大川的云川市市长职务。", {MAYOR}),
    ("免去云川市市长李大川的职务。", {MAYOR}),
    ("李大川被免去云川市市长职务。", {MAYOR}),
    ("李大川担任的云川市市长一并免去。", {MAYOR}),
    ("李大川在云川市科技局担任的局长一并免去。", {("李大川", "局长", "云川市科技局", "")}),
    ("李大川从云川市市长岗位上退休。", {MAYOR}),
    ("李大川担任过云川市市长。", {MAYOR}),
    ("陈亮在石榴生物科技有限公司任职期间担任过总经理。", {("陈亮", "总经理", FIRM, "")}),
    ("曾在石榴生物科技有限公司担任总经理的陈亮到会。", {("陈亮", "总经理", FIRM, "")}),
    ("石榴生物科技有限公司邀请曾任局长的李大川到会。", {("李大川", "局长", "", "")}),
    ("李大川2008年至2012年任襄阳市樊城区副区长。", {("李大川", "副区长", "樊城区", "2008/2012")}),
    ("原襄阳市樊城区副区长李大川到会。", {("李大川", "副区长", "樊城区", "")}),
    ("会上时任市委书记李大川讲话。", {("李大川", "书记", "", "")}),
    ("任命李大川为石桥镇镇长，免去其局长职务。", {("李大川", "局长", "", "")}),
    ("任命李大川为石桥镇镇长，免去其云川市市长职务。", {MAYOR}),
    ("周大川接替李大川任云川市市长。", {MAYOR}),
    ("李大川在担任云川市市长期间，推动了园区建设。", {MAYOR}),
    ("李大川任云川市市长时，园区刚刚起步。", {MAYOR}),
    ("原云川市副市长、秘书长李大川到会。", {("李大川", "副市长", "云川市", ""), ("李大川", "秘书长", "云川市", "")}),
    (
        "原青禾软件园管委会主任、云川市副市长李大川到会。",
        {("李大川", "主任", OFFICE, ""), ("李大川", "副市长", "云川市", "")},
    ),
]


@pytest.mark.parametrize(("text", "expected"), FORMER, ids=[text for text, _ in FORMER])
def test_a_former_post_is_read_as_one(text: str, expected: set[Row]) -> None:
    assert former(text) == expected
    assert not {row[:3] for row in expected} & {row[:3] for row in current(text)}
    assert not {(row[0], relation, row[2]) for row in expected for relation in ("leads", "memberOf")} & facts(text)


@pytest.fixture(scope="module")
def whole() -> Reader:
    """The reader with its fitted models, which know nothing of posts that are over."""
    return load_reader(home())


@pytest.mark.parametrize(("text", "expected"), FORMER, ids=[text for text, _ in FORMER])
def test_what_is_only_likely_makes_no_former_post_one_of_today(whole: Reader, text: str, expected: set[Row]) -> None:
    found = {(f.subject, f.relation, f.object) for f in whole.read_article(article_of(text)).facts}
    told = {tuple(getattr(part, "name", part) for part in fact) for fact in found}
    assert {(row[0], "heldPost", row[1]) for row in expected} <= told
    assert not {(row[0], "holdsPost", row[1]) for row in expected} & told
    assert not {(row[0], relation, row[2]) for row in expected for relation in ("leads", "memberOf")} & told


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("李大川2015年至2019年任云川市市长。", "2015/2019"),
        ("2015年至2019年，李大川任云川市市长。", "2015/2019"),
        ("李大川于2015年3月—2019年5月担任云川市市长。", "2015-03/2019-05"),
        ("2015年至2019年任云川市市长的李大川到会。", "2015/2019"),
        ("李大川2015年至2019年曾任云川市市长。", "2015/2019"),
        ("李大川2015年曾任云川市市长。", "2015"),
        ("李大川2015年起曾任云川市市长。", "2015"),
        ("2019年3月，李大川卸任云川市市长。", "../2019-03"),
        ("李大川于2019年3月1日辞去云川市市长职务。", "../2019-03-01"),
        ("自2019年1月起，李大川不再担任云川市市长。", "../2019-01"),
        ("2019年3月，免去李大川的云川市市长职务。", "../2019-03"),
        ("2018年5月，时任云川市市长李大川到会。", "2018-05"),
        ("2018年5月，原云川市市长李大川到会。", ""),
        ("2019年1月至3月，李大川辞去云川市市长职务。", "../2019-03"),
        ("3月，李大川卸任云川市市长。", ""),
        ("李大川1970年出生，曾任云川市市长。", ""),
        ("李大川生于1970年，曾任云川市市长。", ""),
    ],
)
def test_a_former_post_has_its_time_where_it_is_said(text: str, time: str) -> None:
    assert former(text) == {("李大川", "市长", "云川市", time)} and not current(text)


def test_a_career_is_told_apart_into_what_was_and_what_is() -> None:
    text = "陈亮，1970年生，曾任石榴生物科技有限公司总经理、远帆集团副总裁，现任云川科技有限公司董事长。"
    assert former(text) == {("陈亮", "总经理", FIRM, ""), ("陈亮", "副总裁", "远帆集团", "")}
    assert current(text) == {("陈亮", "董事长", "云川科技有限公司", "")}
    assert ("陈亮", "leads", "云川科技有限公司") in facts(text)
    assert not {("陈亮", "leads", FIRM), ("陈亮", "memberOf", "远帆集团")} & facts(text)


@pytest.mark.parametrize(
    ("text", "past", "now"),
    [
        ("云川市原市长、现任南岭省副省长李大川到会。", {"市长"}, {"副省长"}),
        ("李大川曾任云川市市长、现任南岭省副省长。", {"市长"}, {"副省长"}),
        ("原云川市市长、现任南岭省副省长李大川到会。", {"市长"}, {"副省长"}),
        ("原云川市市长、现南岭省副省长李大川到会。", {"市长"}, {"副省长"}),
        ("原青禾软件园管委会主任、现任云川市副市长李大川到会。", {"主任"}, {"副市长"}),
        ("曾任云川市市长、现任南岭省副省长的李大川到会。", {"市长"}, set()),
        ("原云川市市长李大川任南岭省副省长。", {"市长"}, {"副省长"}),
        ("李大川2015年任石桥镇镇长，现任云川市市长。", {"镇长"}, {"市长"}),
        ("李大川任石桥镇镇长，现任云川市市长。", set(), {"镇长", "市长"}),
        ("李大川2015年任石桥镇镇长，是云川市副市长。", set(), {"镇长", "副市长"}),
        ("李大川2015年任石桥镇镇长，周大川现任云川市市长。", set(), {"镇长", "市长"}),
        ("李大川历任石桥镇副镇长、镇长，现任云川市市长。", {"副镇长", "镇长"}, {"市长"}),
        ("李大川历任石桥镇副镇长、镇长。", {"副镇长"}, set()),
        ("李大川先后担任石桥镇镇长、云川市副市长。", {"镇长"}, {"副市长"}),
        ("李大川先后担任石桥镇镇长、云川市副市长，现任南岭省副省长。", {"镇长", "副市长"}, {"副省长"}),
        ("任命李大川为云川市市长，免去其石桥镇镇长职务。", {"镇长"}, {"市长"}),
        ("原云川市副市长李大川、云川市市长李大川到会。", {"副市长"}, {"市长"}),
        ("周大川到会，时任云川市市长李大川讲话。", {"市长"}, set()),
        ("原料涨价，云川市市长李大川到会。", set(), {"市长"}),
    ],
)
def test_what_is_held_today_stays_beside_what_was(text: str, past: set[str], now: set[str]) -> None:
    assert {post for _, post, _, _ in former(text)} == past
    assert {post for _, post, _, _ in current(text)} == now


def test_a_post_that_another_followed_is_dated_by_when_it_was_taken() -> None:
    text = "李大川2015年3月任石桥镇镇长，现任云川市市长。"
    assert former(text) == {("李大川", "镇长", "石桥镇", "2015-03")} and current(text) == {MAYOR}


def test_a_post_before_another_name_is_not_that_of_the_name_before() -> None:
    assert former("周大川到会，时任云川市市长李大川讲话。") == {MAYOR}
    assert current("周大川到会，现任云川市市长李大川讲话。") == {MAYOR}


def test_the_successor_holds_what_the_predecessor_held() -> None:
    assert current("周大川接替李大川任云川市市长。") == {("周大川", "市长", "云川市", "")}
    found = facts("原云川市市长李大川、石桥镇镇长周大川到会。")
    assert ("周大川", "holdsPost", "镇长") in found and ("周大川", "heldPost", "镇长") not in found


@pytest.mark.parametrize(
    "text",
    [
        "李大川拟卸任云川市市长。",
        "李大川即将卸任云川市市长。",
        "李大川尚未卸任云川市市长。",
        "李大川并没有辞去云川市市长职务。",
        "建议免去李大川的云川市市长职务。",
        "传言李大川卸任云川市市长，本人予以否认。",
        "李大川未曾担任云川市市长。",
        "周大川宣布免去云川市市长职务。",
        "云川市市长李大川到会。",
        "日前云川市市长李大川到会。",
        "日前市长李大川到会。",
        "会前云川市市长李大川讲话。",
        "原定云川市市长李大川到会。",
        "原定同日到任的副市长李大川到会。",
        "原说好要到任的副市长李大川到会。",
        "草原云川市市长李大川到会。",
        "石榴生物科技有限公司原料基地主任陈亮到会。",
        "原平市市长李大川到会。",
        "原平市委书记李大川到会。",
        "前海新区管委会主任李大川到会。",
        "原子能研究院院长李大川到会。",
        "李大川任云川市市长以来，园区发展快。",
        "李大川2015年任云川市市长。",
        "2015年任云川市市长的李大川到会。",
        "李大川现任云川市市长。",
    ],
)
def test_what_only_seems_to_be_over_is_not_read_as_former(text: str) -> None:
    assert former(text) == set()


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2015年，李大川任云川市市长。", "2015/.."),
        ("李大川2015年3月任云川市市长。", "2015-03/.."),
        ("李大川1970年出生，现任云川市市长。", ""),
        ("李大川2012年回国，是云川市市长。", ""),
        ("李大川生于1970年，任云川市市长。", ""),
        ("2012年，李大川回国，一直担任云川市市长。", ""),
        ("2012年，李大川回国，担任云川市市长。", "2012/.."),
        ("2012年，李大川回国，被任命为云川市市长。", "2012/.."),
        ("自2012年，李大川任云川市市长。", "2012/.."),
        ("李大川2019年起现任云川市市长。", "2019/.."),
        ("2015年至2019年园区引进企业，李大川任云川市市长。", ""),
        ("云川市市长李大川2015年到会。", ""),
    ],
)
def test_a_post_of_today_is_dated_by_when_it_was_taken(text: str, time: str) -> None:
    assert current(text) == {("李大川", "市长", "云川市", time)} and not former(text)


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("云川市代市长李大川到会。", "代市长"),
        ("李大川任云川市代市长。", "代市长"),
        ("云川市代理市长李大川到会。", "代理市长"),
        ("李大川任云川市代区长。", "代区长"),
    ],
)
def test_an_acting_post_is_a_post_of_today_as_it_is_printed(text: str, post: str) -> None:
    assert current(text) == {("李大川", post, "云川市", "")} and not former(text)
    assert ("李大川", "leads", "云川市") in facts(text)


@pytest.mark.parametrize("words", ["第二代", "新一代", "历代", "现代"])
def test_a_generation_is_no_acting_post(words: str) -> None:
    assert current(f"石榴生物科技有限公司{words}掌门人陈亮到会。") == {("陈亮", "掌门人", FIRM, "")}


def test_a_former_post_is_restated_in_words_of_the_past() -> None:
    (restated,) = analyse("陈亮曾任石榴生物科技有限公司董事长、云川大学教授。").restated
    assert [spelled(one) for one in restated] == [
        "<陈亮>原任<石榴生物科技有限公司><HEAD>",
        "<陈亮>原任<云川大学><POST>",
    ]
