"""How complete the figures are, per area and quarter, and which are missing."""

from __future__ import annotations

from collections.abc import Iterator

from bvdesk.domain.record import record
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Status
from bvdesk.services.ark import Ark, ArkKolonne, Rolle, kvartalsark
from bvdesk.services.kvartalstatus import Kvartalstatus, quarter_of, status
from bvdesk.services.tjenestefil import Tjenestefil

Expected = dict[bool, tuple[Celle, ...]]
"""What is waited for: True for tjenesten, False for any one kommune."""


@record
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
    areas = (*fil.tjeneste.members(Periode.year(ar)), TJENESTEN)
    asked = {kvartal: _expected(fil, kvartal) for kvartal in Periode.year(ar).quarters()}
    return tuple(_one(fil, cells, omrade, kvartal) for omrade in areas for kvartal, cells in asked.items())


def begun(fil: Tjenestefil, last: Periode, since: int) -> Periode:
    """The first quarter that is waited for: the first with figures, and in a service without any, `last`.

    Of no interest before the year `since`: older years are not read for it.
    """
    years = fil.years()
    if not years:
        return last
    if years[0] < since:
        return Periode.quarter(since, 1)
    areas = (*(omrade.id for omrade in fil.deltakere()), TJENESTEN)
    entered = {periode for omrade in areas for _, row in fil.bok.rows(omrade, years[0]) for periode in row}
    return min((quarter_of(periode) for periode in entered), default=Periode.quarter(years[0], 1))


def missing_cells(fil: Tjenestefil, omrade: OmradeId, kvartal: Periode) -> tuple[Celle, ...]:
    """The figures that an area has not reported for a quarter, in the order of the sheet."""
    return tuple(celle for celle in quarter_cells(fil, omrade, kvartal) if not is_answered(fil, celle))


def is_complete(fil: Tjenestefil, kvartal: Periode) -> bool:
    """Whether no figure is waited for any more, from any kommune or from tjenesten."""
    asked = _expected(fil, kvartal)
    areas = (*fil.tjeneste.members(kvartal), TJENESTEN)
    return all(is_answered(fil, celle) for omrade in areas for celle in _of_area(asked, omrade))


def quarter_cells(fil: Tjenestefil, omrade: OmradeId, kvartal: Periode) -> tuple[Celle, ...]:
    """Every figure that is waited for from an area for a quarter, in the order of the sheet."""
    return _of_area(_expected(fil, kvartal), omrade)


def _expected(fil: Tjenestefil, kvartal: Periode) -> Expected:
    """What is waited for: from tjenesten, and from a kommune (the same from each of them)."""
    ark = kvartalsark(fil, kvartal)
    columns = {kolonne.omrade: kolonne for kolonne in ark.kolonner if kolonne.rolle is Rolle.NA}
    members = [omrade for omrade in columns if omrade != TJENESTEN][:1]
    return {omrade == TJENESTEN: tuple(_entered(ark, columns[omrade])) for omrade in (TJENESTEN, *members)}


def _entered(ark: Ark, kolonne: ArkKolonne) -> Iterator[Celle]:
    for rad in ark.rader:
        celle = ark.celle(rad, kolonne) if ark.is_entered(rad, kolonne) else None
        if celle is not None:
            yield celle


def _of_area(expected: Expected, omrade: OmradeId) -> tuple[Celle, ...]:
    found = expected.get(omrade == TJENESTEN, ())
    if omrade == TJENESTEN:
        return found
    return tuple(Celle(celle.indikator, celle.kategori, omrade, celle.periode) for celle in found)


def is_answered(fil: Tjenestefil, celle: Celle) -> bool:
    """Whether a cell has a number, or a reason why it has none."""
    registrering = fil.bok.get(celle)
    return registrering is not None and registrering.verdi.status is not Status.IKKE_RAPPORTERT


def _one(fil: Tjenestefil, expected: Expected, omrade: OmradeId, kvartal: Periode) -> Fullstendighet:
    cells = _of_area(expected, omrade)
    filled = sum(is_answered(fil, celle) for celle in cells)
    return Fullstendighet(omrade, kvartal, filled, len(cells), status(fil, omrade, kvartal))
