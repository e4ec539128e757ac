"""Exports for spreadsheets and network tools, read back by csv, openpyxl, an XML parser and networkx."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx
import openpyxl
import pytest
from rdflib import RDFS, Literal

from kg.export import export
from kg.export.table import Table, tables
from kg.graph import Graph, to_graph
from kg.model import Entity, Fact, KgError, Reading, Statistic
from tests.readings import FIRM, INCOME, PARK, PLACE, TITLE, article_of, because, page_of, story
from tests.test_export import GRAPH, VOCABULARY, written

COLUMNS = {table.name: list(table.columns) for table in tables(GRAPH, VOCABULARY, True)}
Row = dict[str, str]


def csv_rows(content: bytes) -> list[Row]:
    """The rows of a CSV file by column, after its byte order mark; every line ends as Windows has it."""
    assert content.startswith(b"\xef\xbb\xbf")
    text = content[3:].decode("utf-8")
    assert text.count("\n") == text.count("\r\n") == len(list(csv.reader(io.StringIO(text))))
    return list(csv.DictReader(io.StringIO(text)))


def one(rows: list[Row], **wanted: str) -> Row:
    """The only row that holds all these values."""
    [found] = [row for row in rows if wanted.items() <= row.items()]
    return found


def test_csv_is_four_tables_in_a_folder(tmp_path: Path) -> None:
    out = tmp_path / "tables"
    out.mkdir()
    (out / "mine.txt").write_text("stays", "utf-8")
    export(GRAPH, "csv", out, VOCABULARY)
    assert {path.stem for path in out.glob("*.csv")} == set(COLUMNS) and (out / "mine.txt").exists()
    rows = {path.stem: csv_rows(path.read_bytes()) for path in out.glob("*.csv")}
    park = one(rows["entities"], name="青禾软件园")
    assert (park["class"], park["class_zh"], park["date"]) == ("Park", "园区", "2011")
    assert set(park["other_names"].split("；")) == {"青禾园", "青禾", "青禾 软件园"}
    fact = one(rows["facts"], subject="青禾软件园", relation="attracted")
    assert (fact["object"], fact["object_class"], fact["inferred"]) == ("蓝鲸科技有限公司", "Company", "FALSE")
    assert (fact["sentence"], fact["confidence"], fact["sentences"]) == (PLACE, "0.9", "1")
    assert (fact["article"], fact["published"], fact["page"]) == (TITLE, "2020-05-01", "news.txt")
    post = one(rows["facts"], relation="holdsPost")
    assert [post[name] for name in ("object", "object_class", "body", "time", "status")] == [
        *("镇长", "", "青禾镇", "2020", "current")
    ]
    assert fact["status"] == ""
    figure = one(rows["statistics"], entity="青禾软件园")
    assert [figure[name] for name in ("measure", "value", "unit", "qualifier", "surface", "sentence")] == [
        *("营业收入", "1000000000", "CNY", "over", "超10亿元"),
        INCOME,
    ]
    assert one(rows["articles"], headline=TITLE)["authors"] == "王小禾"


def test_csv_alone_is_the_facts(tmp_path: Path) -> None:
    export(GRAPH, "csv", tmp_path / "Facts.CSV", VOCABULARY)
    content = (tmp_path / "Facts.CSV").read_bytes()
    assert content == written(GRAPH, "csv") and list(csv_rows(content)[0]) == COLUMNS["facts"]


@pytest.mark.parametrize("form", ["csv", "graphml"])
def test_what_is_inferred_is_marked_or_left_out(form: str) -> None:
    def facts(asserted: bool) -> set[tuple[str, str, str, bool]]:
        if form == "csv":
            rows = csv_rows(written(GRAPH, "csv", asserted))
            return {(r["subject"], r["relation"], r["object"], r["inferred"] == "TRUE") for r in rows}
        net = networkx.read_graphml(io.BytesIO(written(GRAPH, "graphml", asserted)))
        names = net.nodes(data="label")
        return {(names[a], e["relation"], names[b], e["inferred"]) for a, b, e in net.edges(data=True)}

    assert ("青禾软件园", "attracted", "蓝鲸科技有限公司", False) in facts(True)
    assert not any(inferred for *_, inferred in facts(True))
    assert facts(False) - facts(True) == {fact for fact in facts(False) if fact[3]}
    assert ("蓝鲸科技有限公司", "locatedIn", "南岭省", True) in facts(False)


FORMULAS = ("=1+1", "+86", "-cmd|' /C calc'!A0", "@SUM(A1)", "＝1", "\t=1", "\r=1")


def hostile() -> Graph:
    """A graph whose names are formulas, and whose figure is below zero."""
    page = page_of(TITLE, *FORMULAS, INCOME)
    article = article_of(page, TITLE)
    things = [Entity("Company", name) for name in FORMULAS[:5]]
    fact = Fact(PARK, "attracted", things[0], because(article, FORMULAS[2]))
    told = Statistic(PARK, "利润", Decimal("-1.50E+3"), "CNY", "exact", "-1500元", because(article, INCOME))
    reading = Reading(page, (article,), tuple((article, thing) for thing in things), (fact,), (told,))
    graph = to_graph([reading], VOCABULARY)
    for thing, name in zip(sorted(graph.default.subjects(RDFS.label, None), key=str), FORMULAS, strict=False):
        graph.default.add((thing, RDFS.label, Literal(name)))  # what our own build would have cleaned
    return graph


def test_no_cell_of_csv_is_a_formula(tmp_path: Path) -> None:
    export(hostile(), "csv", tmp_path / "out", VOCABULARY)
    read = {path.stem: csv_rows(path.read_bytes()) for path in (tmp_path / "out").iterdir()}
    cells = [cell for rows in read.values() for row in rows for cell in row.values()]
    assert {f"'{formula}" for formula in FORMULAS[:4]} <= set(cells)
    assert [cell for cell in cells if cell.startswith(tuple("=+-@＝\t\r"))] == ["-1500"]
    assert read["statistics"][0]["surface"] == "'-1500元"


def workbook(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_xlsx_holds_the_same_tables() -> None:
    book = workbook(written(GRAPH, "xlsx"))
    made = tables(GRAPH, VOCABULARY, False)
    assert book.sheetnames == [table.name for table in made]
    for table, sheet in zip(made, book, strict=True):
        read = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert read[0] == list(table.columns)
        assert read[1:] == [[shown(cell) for cell in row] for row in table.rows]
        assert sheet.freeze_panes == "A2" and sheet["A1"].font.bold and not sheet["A2"].font.bold
        assert sheet.auto_filter.ref == sheet.dimensions
    values = [cell.value for cell in book["statistics"]["D"]][1:]
    assert values == [1000000000] and book["statistics"]["D2"].data_type == "n"


def shown(cell: object) -> object:
    """The cell as openpyxl gives it: an empty one is None, a number a float or an int."""
    return float(cell) if isinstance(cell, Decimal) else (None if cell == "" else cell)


def test_no_cell_of_xlsx_is_a_formula() -> None:
    book = workbook(written(hostile(), "xlsx"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert set(FORMULAS[:4]) <= {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} == {"s", "n", "b"}
    assert [cell.value for cell in cells if cell.data_type == "n" and (cell.value or 0) < 0] == [-1500]


def test_xlsx_is_a_sound_package_without_a_clock() -> None:
    with zipfile.ZipFile(io.BytesIO(written(GRAPH, "xlsx"))) as package:
        assert package.testzip() is None
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        parts = {name: ElementTree.fromstring(package.read(name)) for name in package.namelist()}
    typed = {part.get("PartName", "") for part in parts["[Content_Types].xml"]} - {""}
    assert typed == {f"/{name}" for name in parts if name.startswith("xl/") and not name.endswith(".rels")}
    targets = {relation.get("Target") for relation in parts["xl/_rels/workbook.xml.rels"]}
    assert typed == {f"/xl/{target}" for target in targets} | {"/xl/workbook.xml"}


def test_a_cell_is_cut_and_escaped_as_excel_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table("facts", ("text",), (("园" * 40_000,), ("_x0041_",), ("a\x07b\r\nc",)))
    monkeypatch.setattr("kg.export.sheet.tables", lambda *_: (table,))
    content = written(GRAPH, "xlsx")
    values = [row[0].value for row in workbook(content)["facts"].iter_rows(min_row=2)]
    assert values[0] == "园" * 32_767 and values[2] == "a\ufffdb\r\nc"
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert "_x005F_x0041_" in package.read("xl/worksheets/sheet1.xml").decode()


def test_a_sheet_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.export.sheet._MOST_ROWS", 5)
    with pytest.raises(KgError, match="XLSX holds 4 rows a sheet, entities has 1"):
        written(GRAPH, "xlsx")


READERS: dict[str, Callable[[io.BytesIO], Any]] = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}


@pytest.mark.parametrize("form", READERS)
def test_networks_have_labels_classes_sentences_and_confidence(form: str) -> None:
    net = READERS[form](io.BytesIO(written(GRAPH, form, asserted=True)))
    assert net.is_directed() and net.is_multigraph()
    nodes = {told["label"]: node for node, told in net.nodes(data=True)}
    assert len(nodes) == len(net) == len(tables(GRAPH, VOCABULARY, True)[0].rows)
    park = net.nodes[nodes["青禾软件园"]]
    assert (park["class"], park["class_zh"], park["class_en"]) == ("Park", "园区", "park")
    assert park["figures"] == "营业收入 超10亿元 2019" and park["iri"].endswith("/Park-青禾软件园")
    assert net.nodes[nodes["李大川"]]["posts"] == "青禾镇 镇长 2020"
    edges = {(edge["relation"], a, b): edge for a, b, edge in net.edges(data=True)}
    edge = edges["attracted", nodes["青禾软件园"], nodes[FIRM.name]]
    assert (edge["sentence"], edge["confidence"], edge["label"]) == (PLACE, 0.9, "引进")
    assert (edge["article"], edge["page"], edge["sentences"], edge["inferred"]) == (TITLE, "news.txt", 1, False)
    assert edges["holdsPost", nodes["李大川"], nodes["青禾镇"]]["text"] == "镇长"
    assert ("leads", nodes["李大川"], nodes["青禾镇"]) in edges


@pytest.mark.parametrize("form", READERS)
def test_networks_hold_any_text(form: str) -> None:
    graph = to_graph([story()], VOCABULARY)
    firm = next(graph.default.subjects(RDFS.label, Literal(FIRM.name, lang="zh")))
    name = "<&\"'>]]>\t\r\n园\U0001f600"
    graph.default.set((firm, RDFS.label, Literal(f"{name}\x07", lang="zh")))
    net = READERS[form](io.BytesIO(written(graph, form)))
    assert f"{name}\ufffd" in {label for _, label in net.nodes(data="label")}


def test_gexf_shows_the_colours_of_the_view_and_no_date() -> None:
    content = written(GRAPH, "gexf")
    net = networkx.read_gexf(io.BytesIO(content))
    assert {told["viz"]["color"]["r"] for _, told in net.nodes(data=True) if told["class"] == "Park"} == {0x0B}
    assert not re.search(rb"lastmodified|<meta", content)


@pytest.mark.parametrize("form", ["graphml", "gexf", "csv", "xlsx"])
def test_an_empty_graph_has_its_heads(form: str) -> None:
    content = written(Graph(), form)
    if form in READERS:
        assert len(READERS[form](io.BytesIO(content))) == 0
    elif form == "csv":
        assert content.decode("utf-8-sig") == ",".join(COLUMNS["facts"]) + "\r\n"
    else:
        assert [[cell.value for cell in sheet[1]] for sheet in workbook(content)] == list(COLUMNS.values())
