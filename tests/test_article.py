"""Articles: headlines, sections, hard-wrapped lines, several articles on a page, and pages that hold none."""

from __future__ import annotations

import pytest

from kg.article import find_articles
from kg.article.fold import fold
from kg.model import KgError, Page
from tests.articles import BODY, TITLE, assert_honest, names, only, page_of, texts


def test_bare_words_between_paragraphs_are_a_section_headline() -> None:
    article = only(TITLE, "", BODY[0], "", "田地间", "", BODY[1])
    assert texts(article) == [fold(BODY[0]), "田地间", fold(BODY[1])]
    assert names(article) == []


@pytest.mark.parametrize(
    ("head", "title", "subtitle"),
    [
        ([TITLE, "青禾园区把检测台搬到田头"], TITLE, "青禾园区把检测台搬到田头"),
        ([TITLE, "——青禾园区种子产业见闻"], TITLE, "青禾园区种子产业见闻"),
        ([TITLE, "", "青禾园区把检测台搬到田头", "", "► 田小满"], TITLE, "青禾园区把检测台搬到田头"),
        (["——青禾园区种子产业见闻", TITLE], TITLE, "青禾园区种子产业见闻"),
        (["# " + TITLE, "## 青禾园区把检测台搬到田头"], TITLE, "青禾园区把检测台搬到田头"),
        (["要闻", TITLE, "青禾园区,把检测台搬到田头"], TITLE, "青禾园区，把检测台搬到田头"),
        (["【园区观察】", "种子来了!四十分钟上检测台"], "种子来了！四十分钟上检测台", "【园区观察】"),
        (["青禾园区:种子怎么等?", "► 田小满"], "青禾园区：种子怎么等？", None),
        ([TITLE, "检测台搬到田头", "仪器按小时出租"], TITLE, "检测台搬到田头 仪器按小时出租"),
    ],
)
def test_headline_and_subtitle(head: list[str], title: str, subtitle: str | None) -> None:
    page = page_of(*head, "", *BODY)
    (article,) = find_articles(page)
    assert article.title.text == title
    assert (article.subtitle.text if article.subtitle else None) == subtitle
    assert texts(article) == [fold(paragraph) for paragraph in BODY]
    assert_honest(page, (article,))


def test_section_headlines_stay_apart() -> None:
    page = page_of(TITLE, "► 田小满", "", BODY[0], "", "仪器按小时出租", "", BODY[1], "种子不等人 土地也不等", BODY[2])
    (article,) = find_articles(page)
    assert texts(article) == [fold(BODY[0]), "仪器按小时出租", fold(BODY[1]), "种子不等人 土地也不等", fold(BODY[2])]


def test_indented_line_under_a_section_headline_begins_a_paragraph() -> None:
    page = page_of(TITLE, "", "　　" + BODY[0], "仪器按小时出租", "　　园区的仪器今年", "起对外出租。")
    (article,) = find_articles(page)
    assert texts(article) == [fold(BODY[0]), "仪器按小时出租", "园区的仪器今年起对外出租。"]


def test_markdown_marks_are_no_text() -> None:
    page = page_of(
        "# " + TITLE, "", "**" + BODY[0][:20] + "**" + BODY[0][20:], "", "### 仪器出租 ###", "", BODY[1], name="a.md"
    )
    (article,) = find_articles(page)
    assert texts(article) == [fold(BODY[0]), "仪器出租", fold(BODY[1])]
    assert_honest(page, (article,))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("width", [12, 17, 24, 40])
@pytest.mark.parametrize("indent", ["", "　　"])
def test_hard_wrapped_lines_are_joined(width: int, end: str, indent: str) -> None:
    lines = [TITLE, ""]
    for paragraph in BODY:
        set_text = indent + paragraph
        lines += [set_text[at : at + width] for at in range(0, len(set_text), width)]
        lines += [] if indent else [""]
    page = Page("a.txt", end.join(lines))
    (article,) = find_articles(page)
    assert article.title.text == TITLE
    assert texts(article) == [fold(paragraph) for paragraph in BODY]
    assert_honest(page, (article,))


def test_latin_words_are_joined_with_the_break_between_them() -> None:
    page = page_of(
        TITLE, "", "今年,园区引来的第一家外资企业是来自海外的Green", "", "Seed公司,它在这里开设了3", "", "0间实验室。"
    )
    (article,) = find_articles(page)
    assert texts(article) == ["今年，园区引来的第一家外资企业是来自海外的Green Seed公司，它在这里开设了30间实验室。"]
    assert article.paragraphs[0].quote(page).replace("\n", " ") == article.paragraphs[0].text.replace("，", ",")


def test_lists_are_not_glued_to_what_introduces_them() -> None:
    body = ["园区今年要办三件事:", "一是盖好检测大楼;", "二是请来三位博士;", "三是修通田间公路。"]
    assert texts(only(TITLE, "", *body)) == [fold(line) for line in body]


OTHER = (
    "本报讯 白鹭滩开发区的渔船码头本月完成改造,泊位由12个增加到30个,渔民不用再在港外过夜。改造花了7个月,"
    "耗资9000万元,全部出自白鹭滩开发区的港口基金。",
    "码头边新开的冷库能放下2000吨鱼。白鹭滩开发区还请来东屿海洋学院的师生,教渔民用手机看水温、看鱼汛。",
)
OTHER_TITLE = "白鹭滩开发区码头换新颜"
HOME_TITLE = "青禾园区的一粒种子"


BETWEEN = [
    ("", OTHER_TITLE, "", "► 鲁大海", ""),
    ("田小满", "", OTHER_TITLE, ""),
    ("(记者 田小满)", "", "", OTHER_TITLE, ""),
    ("责任编辑:田小满", OTHER_TITLE, "渔船不再港外过夜", ""),
]


@pytest.mark.parametrize(
    ("between", "lead"),
    [((OTHER_TITLE, ""), "本报讯 "), *((between, lead) for between in BETWEEN for lead in ("本报讯 ", ""))],
)
def test_articles_of_a_page_are_told_apart(between: tuple[str, ...], lead: str) -> None:
    page = page_of(HOME_TITLE, "", *BODY, *between, OTHER[0].replace("本报讯 ", lead), OTHER[1])
    first, second = find_articles(page)
    assert [first.title.text, second.title.text] == [HOME_TITLE, OTHER_TITLE]
    assert (first.number, second.number) == (1, 2) and first.id != second.id
    assert names(first) == (["田小满"] if "田小满" in "".join(between) and "编辑" not in "".join(between) else [])
    assert names(second) == (["鲁大海"] if "► 鲁大海" in between else [])
    assert texts(first) == [fold(paragraph) for paragraph in BODY]
    assert texts(second) == [fold(paragraph).removeprefix("本报讯 ") for paragraph in OTHER]
    assert_honest(page, (first, second))


def parks(second: str) -> Page:
    bodies = [line.replace("青禾园区", "青禾开发区") for line in BODY]
    return page_of("青禾开发区的一粒种子", "", *bodies, "", second, "", OTHER[0].removeprefix("本报讯 "), OTHER[1])


def test_headline_with_another_park_opens_an_article_if_the_first_park_is_gone() -> None:
    assert [article.title.text for article in find_articles(parks(OTHER_TITLE))] == [
        "青禾开发区的一粒种子",
        OTHER_TITLE,
    ]
    (article,) = find_articles(parks("渔船码头换新颜"))
    assert "渔船码头换新颜" in texts(article)


def test_headline_breaks_off_an_unfinished_article() -> None:
    page = page_of(HOME_TITLE, "", BODY[0][:60], "", OTHER_TITLE, "", *OTHER)
    first, second = find_articles(page)
    assert texts(first) == [fold(BODY[0][:60])]
    assert second.title.text == OTHER_TITLE


def displaced(lead: str, tail: str, second: str = "白鹭滩开发区码头换新颜") -> Page:
    """The second article's lead stands behind the third one, whose byline ends at its headline."""
    third = [line.replace("青禾园区", "青禾开发区") for line in BODY]
    return page_of(
        *("北岭大学百年校庆", "", "北岭大学昨天迎来一百岁生日,校友从四面八方赶来。", "(苗青)", ""),
        *(second, "", tail, "", OTHER[1], "", "鲁大海", ""),
        *("青禾开发区的一粒种子", "", "► 田小满", "", *third, "", lead),
    )


def test_displaced_lead_is_put_back_before_the_article_that_lacks_it() -> None:
    cut = OTHER[0].index("耗资")
    page = displaced(OTHER[0][:cut], OTHER[0][cut:])
    articles = find_articles(page)
    assert [article.title.text for article in articles] == ["北岭大学百年校庆", OTHER_TITLE, "青禾开发区的一粒种子"]
    assert texts(articles[1]) == [fold(line).removeprefix("本报讯 ") for line in OTHER]
    assert [names(article) for article in articles] == [["苗青"], ["鲁大海"], ["田小满"]]
    assert len(articles[2].paragraphs) == len(BODY)
    assert len(articles[1].paragraphs[0].spans()) == 2
    assert_honest(page, articles)


@pytest.mark.parametrize(
    ("lead", "tail", "second"),
    [
        (OTHER[0], OTHER[1], OTHER_TITLE),  # the second article begins with a sentence, the lead ends with one
        (OTHER[0][:50], OTHER[0][50:], "渔船码头换新颜"),  # its headline names no park
        (OTHER[0][:50].replace("本报讯 ", ""), OTHER[0][50:], OTHER_TITLE),  # no dateline
        (OTHER[0][:50].replace("本报讯 ", "本报讯 青禾开发区获悉,"), OTHER[0][50:], OTHER_TITLE),  # names its own park
    ],
)
def test_lead_stays_where_not_everything_speaks_for_moving_it(lead: str, tail: str, second: str) -> None:
    last = find_articles(displaced(lead, tail, second))[-1]
    assert len(last.paragraphs) == len(BODY) + 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("青禾园区添新丁\n三家企业进场\n", "headlines, but no text under them"),
        ("本报讯（记者 田小满）\n", "headlines, but no text under them"),
        ("# 青禾园区添新丁\n", "headlines, but no text under them"),
        ("Seed city.\n\nThe seeds are in the park, and they grow well.\n", "no Chinese text"),
        ("* * *\n---\n12\n", "no Chinese text"),
        ("", "no Chinese text"),
    ],
)
def test_page_without_article_is_refused(text: str, reason: str) -> None:
    with pytest.raises(KgError) as caught:
        find_articles(Page("b/a.txt", text))
    assert str(caught.value) == f"b/a.txt: no article found ({reason})"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (BODY[0], "青禾园区去年在城东划出320亩地"),
        ("本报讯 6月3日,青禾园区的检测大楼开门迎客。", "青禾园区的检测大楼开门迎客"),
        ("青禾园区" * 12 + "开门迎客。", ("青禾园区" * 12)[:30]),
    ],
)
def test_prose_without_headline_is_called_by_its_opening_clause(text: str, title: str) -> None:
    article = only(text)
    assert article.title.text == title and len(article.paragraphs) == 1
