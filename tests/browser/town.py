"""A small graph in the layout of graph.ttl and evidence.trig: two parks that we made up, or any names one likes."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from rdflib import RDF, RDFS, SKOS, Dataset, Literal, Namespace, URIRef
from rdflib import Graph as Triples

from kg.graph import Graph
from kg.vocabulary import PK

PARK = Namespace(PK)
BASE = Namespace("https://w3id.org/park-kg/id/")
OA = Namespace("http://www.w3.org/ns/oa#")
ORG = Namespace("http://www.w3.org/ns/org#")

#: Class, label, other names.
ENTITIES = [
    ("Park", "云溪高新技术产业开发区", "云溪高新区"),
    ("Park", "白河软件园"),
    ("Place", "云溪市"),
    ("GovernmentBody", "云溪高新区管委会"),
    ("Company", "晨帆科技有限公司", "晨帆科技"),
    ("Company", "青禾生物股份有限公司", "青禾生物"),
    ("Company", "远岚电子"),
    ("Company", "木棉机械"),
    ("Company", "知行软件"),
    ("Company", "汇泉能源"),
    ("AcademicInstitution", "云溪学院"),
    ("Person", "周明远"),
    ("Person", "林若安"),
    ("Person", "何小满"),
    ("Policy", "云溪十条"),
    ("Programme", "春苗行动"),
    ("Fund", "白河成长基金"),
    ("Industry", "生物医药产业"),
    ("Award", "金穗奖"),
]
#: Subject, relation, object, sentence; an object that is no entity is a text.
FACTS = [
    ("云溪高新技术产业开发区", "locatedIn", "云溪市", "云溪高新区坐落在云溪市东郊。"),
    ("云溪高新区管委会", "partOf", "云溪高新技术产业开发区", "云溪高新区管委会是云溪高新区的办事机构。"),
    ("云溪高新技术产业开发区", "attracted", "晨帆科技有限公司", "去年，云溪高新区迎来了晨帆科技。"),
    ("云溪高新技术产业开发区", "attracted", "青禾生物股份有限公司", "青禾生物也把新厂建在了云溪高新区。"),
    ("云溪高新技术产业开发区", "attracted", "远岚电子", "远岚电子在云溪高新区开工。"),
    ("云溪高新技术产业开发区", "hasPolicy", "云溪十条", "云溪高新区推出“云溪十条”。"),
    ("云溪高新技术产业开发区", "hasProgramme", "春苗行动", "云溪高新区的春苗行动已办三年。"),
    ("云溪高新技术产业开发区", "cooperatesWith", "白河软件园", "云溪高新区与白河软件园结成伙伴。"),
    ("白河软件园", "attracted", "木棉机械", "木棉机械搬进白河软件园。"),
    ("白河软件园", "attracted", "知行软件", "知行软件落户白河软件园。"),
    ("白河软件园", "attracted", "汇泉能源", "汇泉能源签约白河软件园。"),
    ("白河软件园", "hasFund", "白河成长基金", "白河软件园设立白河成长基金。"),
    ("青禾生物股份有限公司", "focusesOn", "生物医药产业", "青禾生物深耕生物医药产业。"),
    ("青禾生物股份有限公司", "cooperatesWith", "云溪学院", "青禾生物与云溪学院共建课程。"),
    ("青禾生物股份有限公司", "locatedIn", "云溪高新技术产业开发区", "青禾生物的总部设在云溪高新区。"),
    ("周明远", "leads", "云溪高新区管委会", "云溪高新区管委会主任周明远说，路已修通。"),
    ("周明远", "holdsPost", "主任", "云溪高新区管委会主任周明远说，路已修通。"),
    ("林若安", "leads", "知行软件", "知行软件由林若安掌舵。"),
]


Triple = tuple[URIRef, URIRef, URIRef | Literal]


def town() -> Graph:
    """The made-up parks: entities, facts with sentences, one figure, one post, one article written by 何小满."""
    graph = build(ENTITIES, FACTS)
    _figure(graph)
    default = graph.default
    post, role, during = BASE["membership/1"], BASE["role/1"], BASE["time/1"]
    for predicate, object in (
        (RDF.type, ORG.Membership),
        (ORG.member, node("周明远")),
        (ORG.role, role),
        (ORG.organization, node("云溪高新区管委会")),
        (ORG.memberDuring, during),
    ):
        default.add((post, predicate, object))
    default.add((role, RDFS.label, Literal("主任", "zh")))
    default.add((during, PARK.time, Literal("2021-03")))
    default.add((BASE["article/1"], PARK.authoredBy, node("何小满")))
    return graph


def build(entities: Iterable[tuple[str, ...]], facts: Iterable[tuple[str, str, str, str]]) -> Graph:
    """A graph of entities (class, label, other names) and facts (subject, relation, object, sentence) of one page."""
    default, evidence, known = Triples(), Dataset(), set()
    page, article = BASE["page/1"], BASE["article/1"]
    told = evidence.graph(page)
    default.add((article, RDF.type, PARK.Article))
    default.add((article, RDFS.label, Literal("两个园区的春天", "zh")))
    told.add((article, PARK.page, page))
    told.add((page, RDFS.label, Literal("spring.txt")))
    told.add((page, PARK.published, Literal("2022-04-01")))
    for kind, label, *names in entities:
        known.add(label)
        default.add((node(label), RDF.type, PARK[kind]))
        default.add((node(label), RDFS.label, Literal(label, "zh")))
        for name in names:
            default.add((node(label), SKOS.altLabel, Literal(name, "zh")))
    for number, (subject, relation, object, sentence) in enumerate(facts):
        triple = node(subject), PARK[relation], node(object) if object in known else Literal(object)
        default.add(triple)
        _claim(told, article, number, triple, sentence)
    return Graph(default=default, evidence=evidence)


def node(label: str) -> URIRef:
    """The IRI that an entity of this label has here."""
    return BASE[f"thing/{label.encode().hex()}"]


def _claim(told: Triples, article: URIRef, number: int, triple: Triple, text: str) -> None:
    claim, sentence, quote = (BASE[f"{kind}/{number}"] for kind in ("claim", "sentence", "quote"))
    for predicate, object in zip((RDF.subject, RDF.predicate, RDF.object), triple, strict=True):
        told.add((claim, predicate, object))
    told.add((claim, PARK.rule, Literal(f"{triple[1].removeprefix(PK)}.toml/{number}")))
    told.add((claim, PARK.confidence, Literal(Decimal("0.85"))))
    told.add((claim, PARK.support, sentence))
    told.add((sentence, PARK.article, article))
    told.add((sentence, OA.hasSelector, quote))
    told.add((quote, OA.exact, Literal(text)))


def _figure(graph: Graph) -> None:
    statistic, park = BASE["statistic/1"], node("白河软件园")
    graph.default.add((statistic, RDF.type, PARK.Statistic))
    graph.default.add((statistic, PARK.about, park))
    words = {"measure": "营业收入", "unit": "CNY", "qualifier": "over", "time": "2021", "surface": "超12亿元"}
    for name, value in words.items():
        graph.default.add((statistic, PARK[name], Literal(value)))
    graph.default.add((statistic, PARK.value, Literal(Decimal("1200000000.0"))))
    told = graph.evidence.graph(BASE["page/1"])
    _claim(told, BASE["article/1"], 1000, (statistic, PARK.about, park), "白河软件园去年营业收入超12亿元。")
