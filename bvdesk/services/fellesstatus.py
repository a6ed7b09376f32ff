"""One quarter taken a step further for everybody at once: reported ready, then approved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bvdesk.domain.change import Change
from bvdesk.domain.errors import UserError
from bvdesk.domain.oppramsing import enumerate_names
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import kvartalstatus
from bvdesk.services.kvartalstatus import STATUS_OPERATION, Kvartalstatus
from bvdesk.services.tjenestefil import Tjenestefil

if TYPE_CHECKING:
    from bvdesk.services.kontroll import Merknad


def set_all_ready(fil: Tjenestefil, kvartal: Periode) -> Change:
    """Everybody who has begun the quarter is ready. UserError when nobody has."""
    begun = _standing(fil, kvartal, Kvartalstatus.PABEGYNT)
    if not begun:
        raise UserError(f"Ingen har påbegynt {kvartal.tekst}.", "Registrer tall først.")
    with fil.database.atomic():
        for omrade in begun:
            kvartalstatus.set_ready(fil, omrade, kvartal)
    return Change(f"{kvartal.tekst} er meldt klart for {_names(fil, begun)}.", slag=STATUS_OPERATION)


def stops(fil: Tjenestefil, kvartal: Periode) -> dict[OmradeId, tuple[Merknad, ...]]:
    """What keeps each of those who are ready from being approved. Takes a moment in a large file."""
    return {omrade: kvartalstatus.stops(fil, omrade, kvartal) for omrade in _standing(fil, kvartal, Kvartalstatus.KLAR)}


def approve_all(fil: Tjenestefil, kvartal: Periode, stopp: Mapping[OmradeId, tuple[Merknad, ...]]) -> Change:
    """Everybody who is ready is approved, but for those the checker stops. UserError when that is all of them.

    `stopp`: what `stops` has said of the file as it stands now.
    """
    approved = [omrade for omrade, found in stopp.items() if not found]
    stopped = [omrade for omrade, found in stopp.items() if found]
    with fil.database.atomic():
        for omrade in approved:
            kvartalstatus.approve(fil, omrade, kvartal, stopp[omrade])
    waiting = f" Kontrollen stopper {_names(fil, stopped)}: se siden Kontroll." if stopped else ""
    if not approved:
        raise UserError(f"{kvartal.tekst} kan ikke godkjennes ennå.{waiting}", "Rett tallene, eller godta funnene.")
    return Change(f"{kvartal.tekst} er godkjent for {_names(fil, approved)}.{waiting}", slag=STATUS_OPERATION)


def _standing(fil: Tjenestefil, kvartal: Periode, wanted: Kvartalstatus) -> list[OmradeId]:
    areas = (*fil.tjeneste.members(kvartal), TJENESTEN)
    return [omrade for omrade in areas if kvartalstatus.status(fil, omrade, kvartal) is wanted]


def _names(fil: Tjenestefil, areas: list[OmradeId]) -> str:
    return enumerate_names([fil.name(omrade) for omrade in areas])
