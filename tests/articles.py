"""A page of our own for the tests of articles, and what must hold of the offsets of any page."""

from __future__ import annotations

from collections.abc import Iterator

from kg.article import find_articles
from kg.article.fold import fold
from kg.model import Article, Page, Text

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
