"""A draft is told from the final report on every page, until all its figures are approved or it is published."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.modell import Rapport, Utgave
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import eksempel, kvartalstatus, publisering, rapport
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tjenestefil import Bruker, Tjenestefil
from bvdesk.services.trykking import Filformat, render
from tests.reports.htmltre import parse

FIRST, SECOND = Periode.parse("2025K1"), Periode.parse("2025K2")
HALF = Periode.parse("2025H1")
ON_COVER = {
    Malform.BOKMAL: "Tallene for 1. kvartal 2025 er ikke godkjent og kan bli endret.",
    Malform.NYNORSK: "Tala for 1. kvartal 2025 er ikkje godkjende og kan bli endra.",
}


def made(fil: Tjenestefil, periode: Periode, malform: Malform = Malform.BOKMAL, utgave: Utgave = Utgave.INTERN) -> Rapport:
    kommune = fil.deltakere()[0].id
    return rapport.build(fil, kommune, Rapportvalg((kommune,), periode, utgave, malform))


def approve(fil: Tjenestefil, kvartal: Periode, *names: str) -> None:
    for omrade in fil.deltakere():
        if omrade.navn in names or not names:
            kvartalstatus.approve(fil, omrade.id, kvartal, ())


@pytest.mark.parametrize("malform", list(Malform))
def test_a_draft_says_so_on_the_cover_and_on_every_page(eksempelfil: Tjenestefil, malform: Malform) -> None:
    report = made(eksempelfil, FIRST, malform)
    assert report.kolofon[0] == ("Utkast", ON_COVER[malform])
    for page in PdfReader(io.BytesIO(render(report))).pages:
        assert f"Utkast · {report.stempel}" in page.extract_text()
    section = docx.Document(io.BytesIO(render(report, Filformat.DOCX))).sections[0]
    for header in (section.header, section.first_page_header):
        assert header.paragraphs[0].text == report.merke
    page = parse(render(report, Filformat.HTML))
    assert [e.text for e in page.all("p") if e.attributes.get("class") == "stempel"] == [report.merke] * 2
    assert '@top-right { content: "Utkast ' in render(report, Filformat.HTML).decode()


def test_it_is_final_when_all_its_figures_are_approved(eksempelfil: Tjenestefil) -> None:
    fil = eksempelfil
    whole = made(fil, HALF).kolofon[0][1]
    assert whole == "Tallene for 1. halvår 2025 er ikke godkjent og kan bli endret."
    approve(fil, FIRST)
    approve(fil, SECOND, "Nordvik", "Elvedal")
    left = "Tallene for 2. kvartal 2025 er ikke godkjent for Fjellheim og kan bli endret."
    assert made(fil, HALF).kolofon[0] == ("Utkast", left)
    assert made(fil, FIRST).utkast == ""
    approve(fil, SECOND, "Fjellheim")
    report = made(fil, HALF)
    assert (report.merke, report.kolofon[0][0]) == (report.stempel, "Tjeneste")
    assert "@top-right" in render(report, Filformat.HTML).decode()
    kvartalstatus.reopen(fil, fil.deltakere()[0].id, FIRST, "Feil tall")
    assert made(fil, HALF).utkast == "Utkast"


def test_a_quarter_without_figures_makes_no_draft(tmp_path: Path, bruker: Bruker) -> None:
    with eksempel.create(tmp_path / "t.bvdesk", bruker, "kristiansand", with_texts=False) as fil:
        assert made(fil, Periode.year(2024)).kolofon[0][1].startswith("Tallene for 2024 er")
        approve(fil, Periode.parse("2024K4"))
        assert made(fil, Periode.year(2024)).merke == "Unntatt offentlighet – barnevernsloven § 13-1"


def test_what_is_published_is_no_draft(eksempelfil: Tjenestefil) -> None:
    valg = Rapportvalg((TJENESTEN,), FIRST, Utgave.INTERN, formater=(Filformat.PDF, Filformat.DOCX, Filformat.HTML))
    published = publisering.freeze(eksempelfil, publisering.prepare(eksempelfil, valg))
    files = [f.innhold for f in publisering.files(eksempelfil, published.nr)]
    drafts = rapport.make_all(eksempelfil, valg).filer
    assert len(drafts) == 3
    for content in files:
        assert "Utkast" not in _words(content)
    assert all("Utkast" in _words(made.innhold) for made in drafts)


def _words(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if content.startswith(b"PK"):
        opened = docx.Document(io.BytesIO(content))
        return "".join(p.text for p in (*opened.paragraphs, *opened.sections[0].header.paragraphs))
    return content.decode()
