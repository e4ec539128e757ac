"""Tables as files of spreadsheet programs: CSV that Excel opens, and XLSX."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal

from kg.export.markup import HEAD, attributes, escape
from kg.export.table import Cell, Table, tables
from kg.graph import Graph
from kg.model import KgError
from kg.query.result import width
from kg.vocabulary import Vocabulary

#: What a spreadsheet takes for the beginning of a formula, in either width.
_FORMULA = tuple("=+-@\t\r＝＋－＠")
#: Excel's own limits, and the widest column that reads well.
_MOST_ROWS, _LONGEST_CELL, _WIDEST = 1_048_576, 32_767, 60
#: Excel reads _x0041_ as A.
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
#: Two styles: plain, and bold for the head.
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def csv_facts(graph: Graph, vocabulary: Vocabulary, asserted: bool) -> bytes:
    """The facts alone, as CSV in UTF-8 with a byte order mark and line ends as Windows has them."""
    return csv_files(graph, vocabulary, asserted)["facts.csv"]


def csv_files(graph: Graph, vocabulary: Vocabulary, asserted: bool) -> dict[str, bytes]:
    """A file for each table; no text in it can be taken for a formula: an apostrophe stands before what might."""
    return {f"{table.name}.csv": _csv(table) for table in tables(graph, vocabulary, asserted)}


def _csv(table: Table) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_plain(cell) for cell in row] for row in table.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _plain(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if not isinstance(cell, str):
        return "" if cell is None else str(cell)
    return "'" + cell if cell.startswith(_FORMULA) else cell


def xlsx(graph: Graph, vocabulary: Vocabulary, asserted: bool) -> bytes:
    """A workbook with a sheet for each table, as Excel 2007 and later read it; the same bytes for the same graph.

    Every text is stored as text, so that none is a formula. KgError where a table has more rows than a sheet holds.
    """
    sheets = tables(graph, vocabulary, asserted)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in _parts(sheets).items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            package.writestr(entry, HEAD + text)
    return out.getvalue()


def _parts(sheets: tuple[Table, ...]) -> Mapping[str, str]:
    """The files of the package, by name."""
    places = {f"worksheets/sheet{number}.xml": table for number, table in enumerate(sheets, 1)}
    kinds = {"workbook.xml": "sheet.main", "styles.xml": "styles"} | dict.fromkeys(places, "worksheet")
    types = "".join(
        f"<Override{attributes({'PartName': f'/xl/{name}', 'ContentType': f'{_KIND}{kind}+xml'})}/>"
        for name, kind in kinds.items()
    )
    listed = "".join(
        f'<sheet name="{escape(table.name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, table in enumerate(sheets, 1)
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": _relations({"officeDocument": ["xl/workbook.xml"]}),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations({"worksheet": list(places), "styles": ["styles.xml"]}),
        "xl/styles.xml": _STYLES,
        **{f"xl/{name}": _sheet(table) for name, table in places.items()},
    }


def _relations(targets: Mapping[str, list[str]]) -> str:
    every = [(kind, target) for kind, found in targets.items() for target in found]
    lines = (
        f"<Relationship{attributes({'Id': f'rId{number}', 'Type': f'{_OFFICE}/{kind}', 'Target': target})}/>"
        for number, (kind, target) in enumerate(every, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def _sheet(table: Table) -> str:
    """One sheet: its head in bold stays in sight and filters the rows."""
    if len(table.rows) >= _MOST_ROWS:
        raise KgError(f"XLSX holds {_MOST_ROWS - 1} rows a sheet, {table.name} has {len(table.rows)}; csv has no limit")
    rows = [table.columns, *table.rows]
    spans = "".join(
        f'<col min="{at}" max="{at}" width="{min(_WIDEST, 2 + max(width(_plain(row[at - 1])) for row in rows[:200]))}" '
        'customWidth="1"/>'
        for at in range(1, len(table.columns) + 1)
    )
    lines = "".join(
        f'<row r="{at}">{"".join(_cells(row, at, 1 if at == 1 else 0))}</row>' for at, row in enumerate(rows, 1)
    )
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        f'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{spans}</cols>'
        f'<sheetData>{lines}</sheetData><autoFilter ref="A1:{_column(len(table.columns))}{len(rows)}"/></worksheet>'
    )


def _cells(row: tuple[Cell, ...], at: int, style: int) -> Iterator[str]:
    for number, cell in enumerate(row, 1):
        place = f'r="{_column(number)}{at}" s="{style}"'
        if isinstance(cell, bool):
            yield f'<c {place} t="b"><v>{int(cell)}</v></c>'
        elif isinstance(cell, int | Decimal):
            yield f"<c {place}><v>{_plain(cell)}</v></c>"
        elif cell:
            text = escape(_ESCAPED.sub("_x005F_", cell)[:_LONGEST_CELL])
            yield f'<c {place} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _column(number: int) -> str:
    """The letters of a column, counted from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
