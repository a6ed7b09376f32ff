"""Reads the figures back out of printed files of every kind, by the id of the cell each belongs to."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

import openpyxl

from bvdesk.domain.rapport.klarering import Klarert
from bvdesk.domain.rapport.modell import Kapittel, Rapport, Tabell
from bvdesk.services.publikasjon import cell_id
from bvdesk.services.trykking import Filformat
from tests.reports import docxtre, htmltre
from tests.reports.tagged.readback import Node, read_structure, tidy

_NUMBER = re.compile(r"(\u2212?)([\d \u00a0]+(?:,\d+)?)\*?")


def tables(kapitler: tuple[Kapittel, ...]) -> Iterator[Tabell]:
    for kapittel in kapitler:
        yield from (blokk for blokk in kapittel.innhold if isinstance(blokk, Tabell))
        yield from tables(kapittel.under)


def _pdf_rows(content: bytes) -> Iterator[list[list[str]]]:
    for table in read_structure(content).root.find("Table"):
        rows = [row for part in table.find("TBody") or [table] for row in part.find("TR")]
        yield [[tidy(cell.text()) for cell in row.children if isinstance(cell, Node)] for row in rows]


def _html_rows(content: bytes) -> Iterator[list[list[str]]]:
    main = next(htmltre.parse(content).all("main"))
    behind = {id(table) for details in main.all("details") for table in details.all("table")}
    for table in main.all("table"):
        if id(table) not in behind:
            rows = (row for body in table.all("tbody") for row in body.all("tr"))
            yield [[cell.seen().strip() for cell in row.all("th", "td")] for row in rows]


def _docx_rows(content: bytes) -> Iterator[list[list[str]]]:
    w = docxtre.W
    for table in docxtre.body(content).iter(f"{w}tbl"):
        rows = [row for row in table.findall(f"{w}tr") if row.find(f"{w}trPr/{w}tblHeader") is None]
        yield [[docxtre.words(cell).strip() for cell in row.findall(f"{w}tc")] for row in rows]


def _from_tables(rows: Callable[[bytes], Iterator[list[list[str]]]]) -> Callable[[bytes, Rapport], dict[str, Decimal]]:
    """A reader of files with the tables of the model in its order."""

    def read(content: bytes, report: Rapport) -> dict[str, Decimal]:
        found: dict[str, Decimal] = {}
        for printed, tabell in zip(rows(content), tables(report.kapitler), strict=True):
            for cells, rad in zip(printed, tabell.rader, strict=True):
                for text, rute in zip(cells[1:], rad.ruter, strict=True):
                    number = _number(text)
                    if number is not None and isinstance(rute, Klarert) and rute.celle:
                        found[cell_id(rute.celle)] = number
        return found

    return read


def _from_list(rows: Callable[[bytes], list[str]]) -> Callable[[bytes, Rapport], dict[str, Decimal]]:
    """A reader of files with every figure once, in the order of the model."""

    def read(content: bytes, report: Rapport) -> dict[str, Decimal]:
        cells = dict.fromkeys(f.celle for tabell in tables(report.kapitler) for f in tabell.figures if f.celle)
        pairs = zip(cells, rows(content), strict=True)
        return {cell_id(celle): number for celle, text in pairs if (number := _number(text)) is not None}

    return read


def _csv_rows(content: bytes) -> list[str]:
    return [row[4].replace("-", "\u2212") for row in csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")][1:]


def _xlsx_rows(content: bytes) -> list[str]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    found = (row[4].value for row in sheet.iter_rows(min_row=2))
    return [v if isinstance(v, str) else f"{v}".replace(".", ",").replace("-", "\u2212") for v in found]


def _number(text: str) -> Decimal | None:
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    plain = re.sub(r"\s", "", found[2]).replace(",", ".")
    return -Decimal(plain) if found[1] else Decimal(plain)


READERS: Mapping[Filformat, Callable[[bytes, Rapport], dict[str, Decimal]]] = {
    Filformat.PDF: _from_tables(_pdf_rows),
    Filformat.DOCX: _from_tables(_docx_rows),
    Filformat.HTML: _from_tables(_html_rows),
    Filformat.XLSX: _from_list(_xlsx_rows),
    Filformat.CSV: _from_list(_csv_rows),
}


def read_figures(content: bytes, fmt: Filformat, report: Rapport) -> dict[str, Decimal]:
    """The numbers that stand in a file."""
    return READERS[fmt](content, report)
