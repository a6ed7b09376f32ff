"""The figures of a report as CSV and as a workbook: what the tables print, as numbers, and never a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.modell import Rapport, Tallrad, Utgave
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.tallformat import format_tall, plain_number
from bvdesk.reports.zipfil import unpack
from bvdesk.services import rapport
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.services.trykking import Filformat, render

ROWS = (
    Tallrad("Meldinger mottatt", "", "Nordvik", "2025", "1\u00a0234", "antall", ""),
    Tallrad("Andel fristbrudd", "", "Nordvik", "2025", "12,5", "prosent", ""),
    Tallrad("Endring i rammen", "", "Nordvik", "2025", "\u22125", "kroner", ""),
    Tallrad("Undersøkelser", "Skole", "Elvedal", "1. kvartal 2025", ":", "antall", "vises ikke av personvernhensyn"),
    Tallrad("=cmd|'/c calc'!A0", "+1", "@x", "2025", "7", "antall", ""),
)
REPORT = Rapport(
    tittel="Kvalitetsmelding",
    undertittel="Nordvik kommune",
    periode="2025",
    avsender="Tjenesten",
    dato="2026-01-15",
    utgave=Utgave.OFFENTLIG,
    malform=Malform.BOKMAL,
    stempel="",
    kolofon=(("Utgave", "Offentlig"),),
    kapitler=(),
    tall=ROWS,
)


def test_the_csv_has_plain_numbers_and_says_why_a_figure_is_missing() -> None:
    content = render(REPORT, Filformat.CSV)
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    assert header == ["Indikator", "Kategori", "Område", "Periode", "Tall", "Enhet", "Forklaring"]
    assert [row[4] for row in rows] == ["1234", "12,5", "-5", ":", "7"]
    assert rows[3][6] == "vises ikke av personvernhensyn"
    assert content.startswith(b"\xef\xbb\xbf")
    assert [rows[4][0][:2], rows[4][1], rows[4][2]] == ["'=", "'+1", "'@x"]


def test_the_workbook_has_real_numbers_and_an_explanation_and_no_formula() -> None:
    content = render(REPORT, Filformat.XLSX)
    book = openpyxl.load_workbook(io.BytesIO(content))
    figures, about = book.worksheets
    assert [row[4].value for row in figures.iter_rows(min_row=2)] == [1234, 12.5, -5, ":", 7]
    assert [row[4].number_format for row in figures.iter_rows(min_row=2)][:3] == ["#,##0", "#,##0.0", "#,##0"]
    assert not any(cell.data_type == "f" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    assert ":  vises ikke av personvernhensyn" in [row[0].value for row in about.iter_rows()]
    assert (book.properties.creator, book.properties.title) == ("Tjenesten", "Kvalitetsmelding 2025")
    assert not any(b"openpyxl" in part for part in unpack(content).values())


def test_every_row_of_an_internal_edition_says_so(eksempelfil: Tjenestefil) -> None:
    kommune = eksempelfil.deltakere()[0].id
    valg = Rapportvalg((kommune,), Periode.year(2025), Utgave.INTERN)
    made = rapport.build(eksempelfil, kommune, valg)
    assert {rad.forklaring for rad in made.tall if plain_number(rad.tekst) is not None} == {made.stempel}
    about = openpyxl.load_workbook(io.BytesIO(render(made, Filformat.XLSX))).worksheets[1]
    lines = [row[0].value for row in about.iter_rows()]
    assert made.merke == f"Utkast · {made.stempel}"
    assert made.merke in lines
    assert not any(str(line).startswith("0 ") for line in lines)


@pytest.mark.parametrize("fmt", [Filformat.CSV, Filformat.XLSX])
def test_the_same_figures_give_the_same_bytes(fmt: Filformat) -> None:
    assert render(REPORT, fmt) == render(replace(REPORT), fmt)
    assert render(replace(REPORT, tall=()), fmt)


@given(number=st.decimals(-(10**9), 10**9, places=2), decimals=st.sampled_from([0, 1, 2, None]))
def test_a_printed_number_is_read_as_it_is_printed(number: Decimal, decimals: int | None) -> None:
    text = format_tall(number, decimals)
    read = plain_number(text)
    assert read is not None
    assert format_tall(read, decimals) == text
    assert plain_number(":") is plain_number("..") is plain_number("tilb.") is plain_number("–") is None
