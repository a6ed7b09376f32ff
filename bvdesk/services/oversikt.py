"""How complete the figures are, per area and quarter, and which are missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Status
from bvdesk.services.ark import Ark, Rolle, kvartalsark
from bvdesk.services.kvartalstatus import Kvartalstatus, status
from bvdesk.services.tjenestefil import Tjenestefil


@dataclass(frozen=True, slots=True)
class Fullstendighet:
    """How far one area has come with one quarter."""

    omrade: OmradeId
    kvartal: Periode
    fylt: int
    ventet: int
    status: Kvartalstatus

    @property
    def mangler(self) -> int:
        """How many figures are waited for."""
        return self.ventet - self.fylt


def completeness(fil: Tjenestefil, ar: int) -> tuple[Fullstendighet, ...]:
    """Every deltakerkommune and tjenesten, every quarter of a year, in order."""
    sheets = {kvartal: kvartalsark(fil, kvartal) for kvartal in Periode.year(ar).quarters()}
    areas = (*fil.tjeneste.members(Periode.year(ar)), TJENESTEN)
    return tuple(_one(fil, ark, omrade, kvartal) for omrade in areas for kvartal, ark in sheets.items())


def missing_cells(fil: Tjenestefil, omrade: OmradeId, kvartal: Periode) -> tuple[Celle, ...]:
    """The figures that an area has not reported for a quarter, in the order of the sheet."""
    return tuple(celle for celle in expected_cells(kvartalsark(fil, kvartal), omrade) if not is_answered(fil, celle))


def quarter_cells(fil: Tjenestefil, omrade: OmradeId, kvartal: Periode) -> tuple[Celle, ...]:
    """Every figure that is waited for from an area for a quarter, in the order of the sheet."""
    return tuple(expected_cells(kvartalsark(fil, kvartal), omrade))


def expected_cells(ark: Ark, omrade: OmradeId) -> Iterator[Celle]:
    """The figures that are waited for from an area in a quarter's sheet."""
    for kolonne in ark.kolonner:
        if kolonne.omrade == omrade and kolonne.rolle is Rolle.NA:
            for rad in ark.rader:
                celle = ark.celle(rad, kolonne) if ark.is_entered(rad, kolonne) else None
                if celle is not None:
                    yield celle


def is_answered(fil: Tjenestefil, celle: Celle) -> bool:
    """Whether a cell has a number, or a reason why it has none."""
    registrering = fil.bok.get(celle)
    return registrering is not None and registrering.verdi.status is not Status.IKKE_RAPPORTERT


def _one(fil: Tjenestefil, ark: Ark, omrade: OmradeId, kvartal: Periode) -> Fullstendighet:
    cells = list(expected_cells(ark, omrade))
    filled = sum(is_answered(fil, celle) for celle in cells)
    return Fullstendighet(omrade, kvartal, filled, len(cells), status(fil, omrade, kvartal))
