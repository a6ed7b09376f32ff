"""How far a kommune has come with a quarter: påbegynt, klar, godkjent. An approved quarter is locked."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from bvdesk.domain.change import Change
from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import status_store

if TYPE_CHECKING:
    from bvdesk.services.kontroll import Merknad

STATUS_OPERATION = "status"


class Kvartalstatus(StrEnum):
    """The stored three, and the one that nobody has touched."""

    TOM = ""
    PABEGYNT = "pabegynt"
    KLAR = "klar"
    GODKJENT = "godkjent"


STATUS_NAVN = {
    Kvartalstatus.TOM: "ikke påbegynt",
    Kvartalstatus.PABEGYNT: "påbegynt",
    Kvartalstatus.KLAR: "klar",
    Kvartalstatus.GODKJENT: "godkjent",
}


def quarter_of(periode: Periode) -> Periode:
    """The quarter in which a figure is entered: the last one of its period."""
    return Periode.quarter(periode.ar, (periode.siste + 2) // 3)


def years(fil: Tjenestefil, today: Periode) -> tuple[int, ...]:
    """The years one may choose among, newest first: those with figures, this year and last year."""
    return tuple(sorted({*fil.years(), today.ar, today.ar - 1}, reverse=True))


def quarters(fil: Tjenestefil, today: Periode) -> tuple[Periode, ...]:
    """The quarters of those years, newest first, up to today's."""
    return tuple(
        quarter for year in years(fil, today) for quarter in reversed(Periode.year(year).quarters()) if quarter <= today
    )


def status(fil: Tjenestefil, omrade: OmradeId, kvartal: Periode) -> Kvartalstatus:
    """What is stored; a quarter with figures and nothing stored is begun."""
    stored = status_store.get(fil.database, fil.omrader[omrade].nr, kvartal) if omrade in fil.omrader else ""
    if stored:
        return Kvartalstatus(stored)
    return Kvartalstatus.PABEGYNT if _has_figures(fil, omrade, kvartal) else Kvartalstatus.TOM


def _has_figures(fil: Tjenestefil, omrade: OmradeId, kvartal: Periode) -> bool:
    rows = fil.bok.rows(omrade, kvartal.ar)
    return any(kvartal.forste <= periode.siste <= kvartal.siste for _, row in rows for periode in row)


def unapproved(fil: Tjenestefil, periode: Periode) -> tuple[tuple[OmradeId, Periode], ...]:
    """The kommuner and quarters of a period with figures that nobody has approved; the period itself when none of it is."""
    done = approved(fil)
    asked = [(omrade, kvartal) for kvartal in periode.quarters() for omrade in fil.tjeneste.members(kvartal)]
    waiting = tuple(pair for pair in asked if pair not in done and _has_figures(fil, *pair))
    if done.isdisjoint(asked):
        return tuple(dict.fromkeys((omrade, periode) for omrade, _ in waiting))
    return waiting


def approved(fil: Tjenestefil) -> frozenset[tuple[OmradeId, Periode]]:
    """The quarters that are locked."""
    by_number = {rad.nr: key for key, rad in fil.omrader.items()}
    stored = status_store.all_statuses(fil.database).items()
    return frozenset((by_number[nr], periode) for (nr, periode), value in stored if value == Kvartalstatus.GODKJENT)


def is_locked(celle: Celle, approved_quarters: frozenset[tuple[OmradeId, Periode]]) -> bool:
    """Whether the cell's quarter is among the approved."""
    return (celle.omrade, quarter_of(celle.periode)) in approved_quarters


def set_ready(fil: Tjenestefil, omrade: OmradeId, kvartal: Periode) -> Change:
    """The kommune says that the quarter is complete."""
    return _store(fil, omrade, kvartal, Kvartalstatus.KLAR)


def set_begun(fil: Tjenestefil, omrade: OmradeId, kvartal: Periode) -> Change:
    """Not complete after all."""
    if status(fil, omrade, kvartal) is Kvartalstatus.GODKJENT:
        raise UserError("Kvartalet er godkjent.", "Åpne det igjen med en begrunnelse.")
    return _store(fil, omrade, kvartal, Kvartalstatus.PABEGYNT)


def stops(fil: Tjenestefil, omrade: OmradeId, kvartal: Periode) -> tuple[Merknad, ...]:
    """What the checker finds that keeps the area's quarter from being approved. Takes a moment in a large file."""
    # The checker is large, and the front page, which only asks how far a quarter has come, must not wait for it.
    from bvdesk.services import kontroll

    return kontroll.stops(fil, kvartal, omrade)


def approve(fil: Tjenestefil, omrade: OmradeId, kvartal: Periode, stopp: tuple[Merknad, ...] | None = None) -> Change:
    """Approve and lock; UserError while the checker finds something that cannot be true.

    `stopp`: what `stops` has said of the file as it stands now; asked for here when it is not given.
    """
    found = tuple(merknad.funn.melding for merknad in (stops(fil, omrade, kvartal) if stopp is None else stopp))
    if found:
        raise UserError(f"{fil.name(omrade)}, {kvartal.tekst} kan ikke godkjennes ennå.", "Rett tallene først.", found)
    return _store(fil, omrade, kvartal, Kvartalstatus.GODKJENT)


def reopen(fil: Tjenestefil, omrade: OmradeId, kvartal: Periode, begrunnelse: str) -> Change:
    """Unlock an approved quarter; the reason is kept in the change log."""
    if not begrunnelse.strip():
        raise UserError("Begrunnelse mangler.", "Skriv hvorfor kvartalet åpnes igjen.")
    return _store(fil, omrade, kvartal, Kvartalstatus.PABEGYNT, begrunnelse.strip())


def _store(fil: Tjenestefil, omrade: OmradeId, kvartal: Periode, ny: Kvartalstatus, begrunnelse: str = "") -> Change:
    before = status(fil, omrade, kvartal)
    tekst = f"{fil.name(omrade)}, {kvartal.tekst}: {STATUS_NAVN[before]} → {STATUS_NAVN[ny]}"
    if begrunnelse:
        tekst = f"{tekst}. Begrunnelse: {begrunnelse}"
    with fil.database.atomic():
        status_store.put(fil.database, fil.omrader[omrade].nr, kvartal, ny)
        fil.log(STATUS_OPERATION, tekst)
    return Change(tekst, slag=STATUS_OPERATION)
