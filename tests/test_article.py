"""Articles: bylines in every form, several articles on a page, and offsets that survive whatever is joined."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.article import find_articles
from kg.article.border import LONGEST_HEADING
from kg.article.fold import fold
from kg.model import Article, KgError, Page, Text

BODY = (
    "青禾园区去年在城东划出320亩地,专门留给做种子检测的企业。园区管委会主任田大力说:“地可以等,种子等不起。”到今年6月底,"
    "已有稻香生物、谷雨科技等7家公司进场,合计投资4.6亿元,其中稻香生物一家就占了将近一半。",
    "检测大楼的一层是公共实验室,任何一家企业都可以按小时租用仪器,价钱只有市面上的三分之一。谷雨科技的技术员算过,一年下来能省下"
    "18万元,正好够再请一位博士。实验室由园区与北岭农业大学合办,学校出人,园区出设备,账目每个季度公开一次。",
    "下一步,青禾园区打算把仓储、物流也搬到种子企业的隔壁,让一粒种子从田头到检测台不超过40分钟。管委会已经为此预留了两块地,合计"
    "96亩,招标文件将在秋收之后发布,欢迎省内外的企业前来竞价,也欢迎农户以土地入股,同企业一起分红。",
)
TITLE = "一粒种子的四十分钟"


def page_of(*lines: str, name: str = "a.txt") -> Page:
    return Page(name, "\n".join(lines) + "\n")


def only(*lines: str, name: str = "a.txt") -> Article:
    (article,) = find_articles(page_of(*lines, name=name))
    return article


def names(article: Article) -> list[str]:
    return [name.text for name in article.byline]


def texts(article: Article) -> list[str]:
    return [paragraph.text for paragraph in article.paragraphs]


def pieces(article: Article) -> Iterator[Text]:
    yield article.title
    yield from filter(None, [article.subtitle])
    yield from article.byline
    yield from article.paragraphs


def is_folded_from(char: str, printed: str) -> bool:
    """Whether one character may stand for the one that is printed: the same, folded alone, or folded beside Chinese."""
    beside = fold(f"园{printed}园")[1]
    return (
        char in {printed, fold(printed), beside}
        or (printed == '"' and char in "“”")
        or (printed == "." and char == "。")
    )


def assert_honest(page: Page, articles: tuple[Article, ...]) -> None:
    used: list[int] = []
    for article in articles:
        for text in pieces(article):
            assert text.text.strip() == text.text != ""
            assert all(0 <= at < len(page.text) for at in text.offsets)
            assert all(map(is_folded_from, text.text, text.quote(page)))
        for paragraph in article.paragraphs:
            used += paragraph.offsets
    assert len(used) == len(set(used))


PLAIN = [TITLE, "", *(line for paragraph in BODY for line in (paragraph, ""))]

BYLINES = {
    "► 田小满 谷雨生": ["田小满", "谷雨生"],
    "▶田小满": ["田小满"],
    "■ 田小满": ["田小满"],
    "□ 田小满 苗青": ["田小满", "苗青"],
    "◆ 本报记者 田小满": ["田小满"],
    "● 田小满": ["田小满"],
    "本报记者 田小满": ["田小满"],
    "本报记者 田小满 苗青": ["田小满", "苗青"],
    "记者 田小满 通讯员 谷雨生": ["田小满", "谷雨生"],
    "记者:田小满 通讯员:谷雨生、苗青": ["田小满", "谷雨生", "苗青"],
    "见习记者 田小满": ["田小满"],
    "特约记者 欧阳小满": ["欧阳小满"],
    "本报记者 田　满 谷雨生": ["田　满", "谷雨生"],
    "本报记者 田小满 北岭报道": ["田小满"],
    "本报记者 田小满/文 谷雨生/图": ["田小满"],
    "(记者 田小满 通讯员 谷雨生)": ["田小满", "谷雨生"],
    "（本报记者　田小满）": ["田小满"],
    "(木子)": ["木子"],
    "田小满": ["田小满"],
    "欧阳小满": ["欧阳小满"],
    "文武 苗青": ["文武", "苗青"],
    "作者：阿依努尔·买买提": ["阿依努尔·买买提"],
}


@pytest.mark.parametrize("line", BYLINES)
def test_byline_under_the_headline_and_behind_the_text(line: str) -> None:
    wanted = [name.replace("　", "") for name in BYLINES[line]]
    for page in (page_of(TITLE, line, "", *BODY), page_of(*PLAIN, line)):
        (article,) = find_articles(page)
        assert names(article) == wanted
        assert (article.title.text, article.subtitle) == (TITLE, None)
        assert texts(article) == [fold(paragraph) for paragraph in BODY]
        assert [name.quote(page) for name in article.byline] == wanted


@pytest.mark.parametrize(
    ("start", "end", "wanted", "kept"),
    [
        ("本报讯(记者 田小满) ", "", ["田小满"], ""),
        ("本报讯（记者田小满 通讯员谷雨生）", "", ["田小满", "谷雨生"], ""),
        ("本报北岭讯（通讯员 谷雨生、记者 田小满）　", "", ["谷雨生", "田小满"], ""),
        ("本报讯 记者 田小满 通讯员 谷雨生 ", "", ["田小满", "谷雨生"], ""),
        ("本报记者田小满报道:", "", ["田小满"], ""),
        ("(本报记者 田小满)", "", ["田小满"], ""),
        ("本报讯 ", "", [], ""),
        ("本报2019年6月3日讯 ", "", [], "本报2019年6月3日讯 "),
        ("新华社北岭6月3日电(记者 田小满) ", "", ["田小满"], "新华社北岭6月3日电 "),
        ("", " 田小满", ["田小满"], ""),
        ("", "　田小满　苗青", ["田小满", "苗青"], ""),
        ("", "(田小满)", ["田小满"], ""),
        ("", "（记者 田小满 通讯员 谷雨生）", ["田小满", "谷雨生"], ""),
        ("", "本报记者 田小满", ["田小满"], ""),
    ],
)
def test_byline_within_a_paragraph_is_cut(start: str, end: str, wanted: list[str], kept: str) -> None:
    page = page_of(TITLE, "", start + BODY[0] + end)
    (article,) = find_articles(page)
    assert names(article) == wanted
    assert texts(article) == [kept + fold(BODY[0])]
    assert_honest(page, (article,))


@pytest.mark.parametrize(
    "line",
    [
        "编辑 田小满",
        "责任编辑:田小满",
        "责编：田小满 校对：苗青",
        "校对 苗青",
        "本报记者 田小满 摄",
        "(下转第3版)",
        "图片由谷雨生提供",
    ],
)
def test_editors_and_photographers_are_no_writers(line: str) -> None:
    assert names(only(*PLAIN, line)) == []


@pytest.mark.parametrize(
    "body",
    [
        "记者从青禾园区获悉,种子检测大楼下月启用。",
        "本报讯 记者从青禾园区获悉,种子检测大楼下月启用。",
        "种子检测大楼下月启用(首批面积2万平方米)。",
        "田大力说:“地可以等。”田小满",
        "种子检测大楼下月启用。 经济发展提速",
    ],
)
def test_what_only_looks_like_a_byline_stays_text(body: str) -> None:
    article = only(TITLE, "", body)
    assert names(article) == []
    assert texts(article) == [fold(body).removeprefix("本报讯 ")]


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


FOLDS = {
    "园区,企业;种子:好!吗?(一)": "园区，企业；种子：好！吗？（一）",
    "１２３．５亿，ＡＢｃ％": "123.5亿，ABc%",
    "1,200.5亿元": "1,200.5亿元",
    "8:30到9:00": "8:30到9:00",
    "增长9.2%,其中": "增长9.2%，其中",
    "9.2%,75.8%的企业": "9.2%，75.8%的企业",
    "版本2.0,3.5": "版本2.0,3.5",
    "香港大学(广州)与(CMMI)级": "香港大学（广州）与（CMMI）级",
    "Seed (city), green": "Seed (city), green",
    "种子发芽.": "种子发芽。",
    "⾼新⼀⻋⻛⾨⼾": "高新一车风門户",
    "园区　\t二期": "园区  二期",
    "「园区」和『种子』": "“园区”和‘种子’",
    '"种子"和"土地"': "“种子”和“土地”",
    '长5"宽6"的种子': '长5"宽6"的种子',
    '种子"和土地': '种子"和土地',
    '“种子”和"土地"': '“种子”和"土地"',
    "阿依努尔・买买提": "阿依努尔·买买提",
}


@pytest.mark.parametrize("text", FOLDS)
def test_folding(text: str) -> None:
    assert fold(text) == FOLDS[text]


@given(st.text())
@example("İ”\u1e9e㍿")
def test_folding_keeps_the_number_of_characters_and_is_done_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_invisible_characters_are_left_out_and_offsets_stay() -> None:
    page = page_of(TITLE, "", "青禾\u200b园区\ufeff昨天开门\u00ad迎客。\x07")
    (article,) = find_articles(page)
    assert texts(article) == ["青禾园区昨天开门迎客。"]
    assert_honest(page, (article,))


def columns(paragraphs: tuple[str, ...], cuts: list[tuple[int, int]], gap: str) -> str:
    """The paragraphs, cut at each (paragraph, place) as columns cut them."""
    cut = list(paragraphs)
    for number, at in sorted(set(cuts), reverse=True):
        cut[number] = cut[number][:at] + gap + cut[number][at:]
    return "\n\n".join([TITLE, "► 田小满", *cut])


def cut_places(first: int) -> st.SearchStrategy[list[tuple[int, int]]]:
    places = [(n, at) for n, text in enumerate(BODY) for at in range(first, len(text)) if text[at - 1] not in "。”"]
    return st.lists(st.sampled_from(places), max_size=6)


@given(cut_places(LONGEST_HEADING + 1), st.sampled_from(["\n\n", "\n\n\n", "\r\n\r\n", "\n \n", "\n"]))
def test_columns_cut_anywhere_give_the_same_article(cuts: list[tuple[int, int]], gap: str) -> None:
    page = Page("a.txt", columns(BODY, cuts, gap))
    articles = find_articles(page)
    assert_honest(page, articles)
    assert [texts(article) for article in articles] == [[fold(paragraph) for paragraph in BODY]]


@given(cut_places(1))
def test_no_character_is_lost_wherever_columns_are_cut(cuts: list[tuple[int, int]]) -> None:
    page = Page("a.txt", columns(BODY, cuts, "\n\n"))
    articles = find_articles(page)
    assert_honest(page, articles)
    kept = {at for article in articles for text in pieces(article) for at in text.offsets}
    lost = {page.text[at] for at in range(len(page.text)) if at not in kept}
    assert not re.sub(r"[\s►]", "", "".join(lost))


@given(st.text('园区种子田的。，：“”（）()",.:;!? \n\r\t#►—-*一记者本报讯编辑Ab1　\u200b⾼', max_size=120))
def test_any_text_is_articles_or_a_refusal(text: str) -> None:
    page = Page("a.md", text)
    try:
        articles = find_articles(page)
    except KgError as error:
        assert "\n" not in str(error)
    else:
        assert articles
        assert_honest(page, articles)
