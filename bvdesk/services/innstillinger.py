"""What the service is called and who takes part in it."""

from __future__ import annotations

from bvdesk.domain.change import Change
from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.omrade import Omrade, OmradeId, OmradeSlag
from bvdesk.services.tjenestefil import Tjenestefil, kommuneregister
from bvdesk.storage import innstilling_store, omrade_store

SETTING_OPERATION = "innstilling"


def rename(fil: Tjenestefil, navn: str) -> Change:
    """Give the service another name."""
    if not navn.strip():
        raise UserError("Tjenesten mangler navn.", "Skriv navnet på tjenesten.")
    return _put(fil, "tjeneste", navn.strip(), f"Tjenesten heter nå {navn.strip()}")


def set_host(fil: Tjenestefil, kommune: OmradeId) -> Change:
    """Choose the host kommune."""
    return _put(fil, "vertskommune", kommune, f"Vertskommune er nå {fil.name(kommune)}")


def add_kommune(fil: Tjenestefil, nummer: str, fra_ar: int | None) -> Change:
    """A kommune joins, from a year on (None: it always took part)."""
    kommune = kommuneregister().find(nummer)
    if any(member.id == kommune.id for member in fil.deltakere()):
        raise UserError(f"{kommune.navn} er allerede med.")
    if kommune.id in fil.omrader:
        raise UserError(f"{kommune.navn} brukes til sammenligning.", "En kommune kan ikke være begge deler i samme fil.")
    tekst = f"{kommune.navn} er med i tjenesten{f' fra {fra_ar}' if fra_ar else ''}"
    with fil.database.atomic():
        omrade_store.add(fil.database, Omrade(kommune.id, kommune.navn, OmradeSlag.DELTAKER))
        omrade_store.set_membership(fil.database, kommune.id, fra_ar, None)
        fil.log(SETTING_OPERATION, tekst)
    fil.reload()
    return Change(tekst, slag=SETTING_OPERATION)


def end_membership(fil: Tjenestefil, kommune: OmradeId, til_ar: int | None) -> Change:
    """A kommune leaves after a year; its figures stay. None opens the membership again."""
    rad = fil.omrader[kommune]
    if til_ar is not None and rad.fra_ar is not None and til_ar < rad.fra_ar:
        raise UserError(f"{rad.omrade.navn} kom med i {rad.fra_ar}.", "Siste år kan ikke være før det første.")
    tekst = f"{rad.omrade.navn} er med{f' til og med {til_ar}' if til_ar else ' uten sluttår'}"
    with fil.database.atomic():
        omrade_store.set_membership(fil.database, kommune, rad.fra_ar, til_ar)
        fil.log(SETTING_OPERATION, tekst)
    fil.reload()
    return Change(tekst, slag=SETTING_OPERATION)


def _put(fil: Tjenestefil, navn: str, verdi: str, tekst: str) -> Change:
    with fil.database.atomic():
        innstilling_store.put(fil.database, navn, verdi)
        fil.log(SETTING_OPERATION, tekst)
    fil.reload()
    return Change(tekst, slag=SETTING_OPERATION)
