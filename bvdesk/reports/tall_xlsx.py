"""The figures of a report as a workbook: real numbers in a table, signs as text, and a sheet that explains them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from bvdesk.domain.rapport.modell import Rapport, Tallrad
from bvdesk.domain.rapport.ordliste import Ordliste
from bvdesk.domain.tall.tallformat import plain_number
from bvdesk.reports.zipfil import pack, unpack

COLUMNS = ("indikator", "kategori", "omrade", "periode", "tall", "enhet", "forklaring")
_WIDTHS = (58, 28, 26, 20, 14, 14, 34)
_NUMBER = COLUMNS.index("tall") + 1
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def write_figures(rapport: Rapport, ord_: Ordliste) -> bytes:
    """The file. The same report gives the same bytes."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = ord_("tall")
    _fill(sheet, rapport.tall, [ord_(name) for name in COLUMNS])
    _explain(book.create_sheet(ord_("om_tallene")), rapport, ord_)
    made = datetime.combine(date.fromisoformat(rapport.dato), datetime.min.time())
    about = book.properties
    about.creator, about.title, about.created = rapport.avsender, f"{rapport.tittel} {rapport.periode}", made
    about.lastModifiedBy, about.language = rapport.avsender, f"{rapport.malform}-NO"
    out = BytesIO()
    book.save(out)
    return _without_clock(out.getvalue(), made)


def _fill(sheet: Worksheet, rows: tuple[Tallrad, ...], headings: list[str]) -> None:
    for column, (heading, width) in enumerate(zip(headings, _WIDTHS, strict=True), 1):
        text_cell(sheet, 1, column, heading).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for at, rad in enumerate(rows, 2):
        texts = (rad.indikator, rad.kategori, rad.omrade, rad.periode, rad.tekst, rad.enhet, rad.forklaring)
        for column, text in enumerate(texts, 1):
            if column == _NUMBER:
                _figure(sheet, at, text)
            elif text:
                text_cell(sheet, at, column, text)
    sheet.freeze_panes = "A2"
    if rows:
        table = Table(displayName="Tall", ref=f"A1:{get_column_letter(len(COLUMNS))}{len(rows) + 1}")
        table.tableStyleInfo = TableStyleInfo("TableStyleLight1", showRowStripes=False)
        sheet.add_table(table)


def _figure(sheet: Worksheet, row: int, text: str) -> None:
    """A number with the decimals it is printed with, or a sign."""
    number = plain_number(text)
    if number is None:
        text_cell(sheet, row, _NUMBER, text).alignment = Alignment(horizontal="right")
        return
    cell = sheet.cell(row, _NUMBER)
    decimals = len(text.partition(",")[2])
    cell.value = number if decimals else int(number)
    cell.number_format = "#,##0" + ("." + "0" * decimals if decimals else "")


def _explain(sheet: Worksheet, rapport: Rapport, ord_: Ordliste) -> None:
    """What the figures are, and what the signs among them mean."""
    lines = [rapport.tittel, f"{rapport.undertittel}, {rapport.periode}", *([rapport.merke] if rapport.merke else [])]
    lines += [f"{label}: {text}" for label, text in rapport.kolofon]
    lines += [f"{sign}  {words}" for sign, words in _signs(rapport.tall).items()]
    sheet.column_dimensions["A"].width = 100
    for row, line in enumerate(lines, 1):
        cell = text_cell(sheet, row, 1, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if row == 1:
            cell.font = Font(bold=True, size=14)


def _signs(rows: tuple[Tallrad, ...]) -> Mapping[str, str]:
    return {rad.tekst: rad.forklaring for rad in rows if plain_number(rad.tekst) is None}


def text_cell(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """A cell with text that no spreadsheet takes for a formula, whatever it begins with."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = text
    cell.data_type = "s"
    return cell


def _without_clock(content: bytes, made: datetime) -> bytes:
    parts = unpack(content)
    core = "docProps/core.xml"
    parts[core] = _MODIFIED.sub(rb"\g<1>" + f"{made.isoformat()}Z".encode(), parts[core])
    return pack(parts)
