"""Small readings made by hand, for the tests of graph, query and export."""

from __future__ import annotations

from decimal import Decimal

from kg.model import Article, Entity, Evidence, Fact, Page, Reading, Sentence, Statistic, Text

PARK = Entity("Park", "青禾软件园", ("青禾园",))
OTHER_PARK = Entity("Park", "白鹭科技园")
CITY = Entity("Place", "云川市")
PROVINCE = Entity("Place", "南岭省")
TOWN = Entity("Place", "青禾镇")
OFFICE = Entity("GovernmentBody", "青禾软件园管委会")
FIRM = Entity("Company", "蓝鲸科技有限公司", ("蓝鲸科技",))
COLLEGE = Entity("AcademicInstitution", "云川大学")
POLICY = Entity("Policy", "青苗计划", date="2020-03")
MAYOR = Entity("Person", "李大川", body="青禾镇")
WRITER = Entity("Person", "王小禾")
DEPUTY = Entity("Person", "周明远")

TITLE = "青禾软件园出台“青苗计划”"
PLACE = "青禾软件园位于云川市，已引进蓝鲸科技有限公司，与云川大学合作。"
INCOME = "去年园区营业收入超10亿元。"
POST = "李大川任青禾镇镇长。"
OTHER = "白鹭科技园也与云川大学签约。"
BODY = (PLACE, INCOME, POST)


def page_of(*lines: str, name: str = "news.txt", published: str | None = "2020-05-01") -> Page:
    """A page of these lines."""
    return Page(name, "\n".join(lines), published)


def text_of(page: Page, printed: str) -> Text:
    """The words where the page prints them first."""
    start = page.text.index(printed)
    return Text(printed, tuple(range(start, start + len(printed))))


def article_of(page: Page, title: str, number: int = 1) -> Article:
    """An article of the page, by its headline."""
    return Article(page, number, text_of(page, title))


def because(article: Article, printed: str, confidence: float = 0.9, rule: str = "rule.toml/1") -> Evidence:
    """A sentence of the article as evidence."""
    return Evidence(Sentence(article, 1, 1, text_of(article.page, printed)), rule, confidence)


def story() -> Reading:
    """A page about one park: facts, a policy of its office, a post, a figure, a byline."""
    page = page_of(TITLE, "本报记者 王小禾", *BODY)
    article = article_of(page, TITLE)
    place, headline, post = because(article, PLACE), because(article, TITLE, 0.8), because(article, POST)
    facts = (
        Fact(PARK, "locatedIn", CITY, place),
        Fact(PARK, "attracted", FIRM, place),
        Fact(PARK, "cooperatesWith", COLLEGE, place),
        Fact(OFFICE, "partOf", PARK, headline),
        Fact(OFFICE, "hasPolicy", POLICY, headline),
        Fact(MAYOR, "holdsPost", "镇长", post, body=TOWN, time="2020"),
        Fact(MAYOR, "leads", TOWN, post),
        Fact(article, "authoredBy", WRITER, because(article, "王小禾", 0.99)),
    )
    income = Statistic(PARK, "营业收入", Decimal("1E+9"), "CNY", "over", "超10亿元", because(article, INCOME), "2019")
    known = (PARK, CITY, TOWN, OFFICE, FIRM, COLLEGE, POLICY, MAYOR, WRITER)
    return Reading(page, (article,), tuple((article, entity) for entity in known), facts, (income,))


def second_story() -> Reading:
    """Another page: the park's other name, its city's province, a second park with a shared partner."""
    page = page_of("白鹭科技园签约", OTHER, "云川市属南岭省。", name="other.txt", published="2020-06-02")
    article = article_of(page, "白鹭科技园签约")
    facts = (
        Fact(COLLEGE, "cooperatesWith", OTHER_PARK, because(article, OTHER)),
        Fact(CITY, "locatedIn", PROVINCE, because(article, "云川市属南岭省。")),
    )
    again = Entity("Park", "青禾 软件园", ("青禾",), date="2011")
    return Reading(page, (article,), ((article, OTHER_PARK), (article, COLLEGE), (article, again)), facts, ())


def careers() -> Reading:
    """A page of posts: a former one that was an acting one, one of today, and an acting one of today."""
    article = story().articles[0]
    facts = (
        Fact(MAYOR, "heldPost", "代区长", because(article, POST, 0.8), body=OFFICE, time="2015/2019-05"),
        Fact(MAYOR, "holdsPost", "镇长", because(article, POST), body=TOWN, time="2020-03-01/.."),
        Fact(DEPUTY, "holdsPost", "代理主任", because(article, POST), body=OFFICE),
    )
    return Reading(article.page, (article,), (), facts, ())
