"""Rows without figures are passed over, and only those."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import LANDET, TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Status, Verdi
from bvdesk.services import eksempel, registrering
from bvdesk.services.tjenestefil import Bruker, Tjenestefil

PERIODS = ("2024", "2024H1", "2024H2", "2024K1", "2024K2", "2024K3", "2024K4", "2024K1-K3", "2024M05")
NOTHING = (Status.BLANK, Status.UFULLSTENDIG)


def all_rows(fil: Tjenestefil) -> list[Celle]:
    areas: list[OmradeId] = [TJENESTEN, LANDET, *(o.id for o in (*fil.deltakere(), *fil.comparisons()))]
    return [Celle(key, "", omrade, Periode.year(2024)) for key in fil.katalog.indikatorer for omrade in areas]


def status(fil: Tjenestefil, row: Celle, code: str) -> Status:
    return fil.beregning.resolve(row.at(Periode.parse(code))).status


@pytest.mark.parametrize("navn", eksempel.names())
def test_a_row_that_is_passed_over_has_no_figure_in_any_period(navn: str, tmp_path: Path, bruker: Bruker) -> None:
    with eksempel.create(tmp_path / "t.bvdesk", bruker, navn, with_texts=False) as fil:
        passed_over = [row for row in all_rows(fil) if not fil.beregning.rader.may_have_figures(row)]
        assert len(passed_over) > 100
        assert [(row, code) for row in passed_over for code in PERIODS if status(fil, row, code) not in NOTHING] == []


def test_one_figure_is_enough_for_all_that_can_come_of_it(eksempelfil: Tjenestefil) -> None:
    """In a year with nothing else: its own row, the service's, and what adds up from it; not what also needs others."""
    fil, year = eksempelfil, Periode.year(2031)
    own = fil.deltakere()[0].id

    def seen(key: str, omrade: OmradeId = own) -> bool:
        return fil.beregning.rader.may_have_figures(Celle(key, "", omrade, year))

    assert not seen("meldinger_henlagt")
    registrering.save(
        fil, [(Celle("meldinger_henlagt", "", own, Periode.parse("2031K2")), Registrering(Verdi(Decimal(3))))], "tall"
    )
    assert seen("meldinger_henlagt")
    assert seen("meldinger_henlagt", TJENESTEN)
    assert not seen("meldinger_henlagt", fil.deltakere()[1].id)
    assert not seen("andel_meldinger_henlagt")
