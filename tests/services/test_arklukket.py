"""Where one cannot write, one is told why, and where to write instead."""

from __future__ import annotations

import pytest

from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import kvartalstatus
from bvdesk.services.ark import Ark, kommuneark, kvartalsark
from bvdesk.services.arkcelle import read_cell
from bvdesk.services.arklukket import why_closed
from bvdesk.services.tjenestefil import Tjenestefil


def said(fil: Tjenestefil, ark: Ark, indikator: str, kolonne: str) -> str:
    """What is said in the row of an indicator, in a column."""
    approved = kvartalstatus.approved(fil)
    rad = next(rad for rad in ark.rader if rad.nokkel == indikator)
    place = next(k for k in ark.kolonner if k.nokkel == kolonne)
    assert not read_cell(fil, ark, rad, place, approved).kan_skrives
    return why_closed(fil, ark, rad, place, approved)


@pytest.mark.parametrize(
    ("indikator", "kolonne", "expected"),
    [
        ("folketall_i_alt", "2025K4", "Dette er et tall for hele året: Skriv det i kolonnen «Året»."),
        ("meldinger_mottatt", "2025", "Tallet regnes ut av kvartalene. Skriv i dem."),
        ("meldinger_mottatt", "2024K1", "Tallet er her til sammenligning. Velg 2024 øverst på siden for å skrive i det."),
        (
            "netto_drift_barnevern",
            "2025K1",
            "Tallet regnes ut: «Netto driftsutgifter 244 (saksbehandling og administrasjon)» "
            "+ «Netto driftsutgifter 251 (tiltak i hjemmet)» + «Netto driftsutgifter 252 (tiltak utenfor hjemmet)».",
        ),
    ],
)
def test_in_the_sheet_of_one_kommune(eksempelfil: Tjenestefil, indikator: str, kolonne: str, expected: str) -> None:
    ark = kommuneark(eksempelfil, eksempelfil.deltakere()[0].id, 2025)
    assert said(eksempelfil, ark, indikator, kolonne) == expected


def test_a_half_year_has_its_quarters(eksempelfil: Tjenestefil) -> None:
    ark = kommuneark(eksempelfil, eksempelfil.deltakere()[0].id, 2025)
    halves = [i.id for i in eksempelfil.active() if i.entered_korn.value == "H" and i.id in {r.nokkel for r in ark.rader}]
    expected = "Dette er et tall for et halvår: Skriv det i kolonnen til 2. eller 4. kvartal."
    assert {said(eksempelfil, ark, key, "2025K3") for key in halves} == {expected}


def test_in_the_sheet_of_a_quarter(eksempelfil: Tjenestefil) -> None:
    kvartal, first = Periode.parse("2025K4"), eksempelfil.deltakere()[0].id
    ark = kvartalsark(eksempelfil, kvartal)
    assert said(eksempelfil, ark, "meldinger_mottatt", f"{TJENESTEN}|NA").startswith("Tallet er summen av kommunene.")
    assert "Velg 3. kvartal 2025 øverst" in said(eksempelfil, ark, "meldinger_mottatt", f"{first}|FORRIGE")
    assert "i kolonnen til 4. kvartal" in said(eksempelfil, ark, "folketall_i_alt", f"{first}|HITTIL")
    own = next(i.id for i in eksempelfil.active() if i.niva.value == "tj" and i.entered_korn.value == "K")
    assert "tall for hele tjenesten" in said(eksempelfil, ark, own, f"{first}|NA")
    kvartalstatus.set_ready(eksempelfil, first, kvartal)
    kvartalstatus.approve(eksempelfil, first, kvartal)
    assert "godkjent og låst" in said(eksempelfil, ark, "meldinger_mottatt", f"{first}|NA")


@pytest.mark.parametrize("omrade", [0, TJENESTEN])
def test_no_closed_cell_is_without_a_word(eksempelfil: Tjenestefil, omrade: OmradeId | int) -> None:
    fil, approved = eksempelfil, kvartalstatus.approved(eksempelfil)
    area = fil.deltakere()[omrade].id if isinstance(omrade, int) else omrade
    for ark in (
        kommuneark(fil, area, 2025),
        kvartalsark(fil, Periode.parse("2025K4")),
        kvartalsark(fil, Periode.parse("2026K1")),
    ):
        for rad in (rad for rad in ark.rader if rad.indikator):
            closed = [k for k in ark.kolonner if not read_cell(fil, ark, rad, k, approved).kan_skrives]
            assert all(why_closed(fil, ark, rad, kolonne, approved).endswith(".") for kolonne in closed)
