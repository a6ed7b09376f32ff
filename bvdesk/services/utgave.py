"""Editions: what each area's report is called, in which language, how it looks, and where it has been treated."""

from __future__ import annotations

from bvdesk.domain.change import Change
from bvdesk.domain.errors import UserError
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.modell import Bilde
from bvdesk.domain.rapport.utgaveoppsett import Behandling, Utgaveoppsett, check_setup
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import bilde_store, utgave_store

DEFAULTS = ""


def setup(fil: Tjenestefil, omrade: OmradeId) -> Utgaveoppsett:
    """An area's choices, else the service's, else the program's."""
    own = utgave_store.setup(fil.database, omrade)
    return own or utgave_store.setup(fil.database, DEFAULTS) or Utgaveoppsett()


def choose(fil: Tjenestefil, omrade: OmradeId | None, oppsett: Utgaveoppsett) -> Change:
    """Store an area's choices (None: for all that have none of their own). UserError when they make a poor report."""
    check_setup(oppsett)
    if oppsett.logo and bilde_store.get(fil.database, oppsett.logo) is None:
        raise UserError("Logoen finnes ikke i filen.", "Sett den inn på nytt.")
    with fil.database.atomic():
        utgave_store.put_setup(fil.database, omrade or DEFAULTS, oppsett)
    return Change("Utseendet er lagret.", slag="oppsett")


def malform(fil: Tjenestefil, omrade: OmradeId) -> Malform:
    """The written language of an area's report."""
    return setup(fil, omrade).malform


def logo(fil: Tjenestefil, oppsett: Utgaveoppsett) -> Bilde | None:
    """The logo with its alternative text."""
    found = bilde_store.get(fil.database, oppsett.logo) if oppsett.logo else None
    if found is None:
        return None
    return Bilde(found.id, oppsett.logo_alt, innhold=found.innhold, storrelse=(found.bredde, found.hoyde))


def treatment(fil: Tjenestefil, periode: Periode, omrade: OmradeId) -> tuple[Behandling, ...]:
    """The political treatment of a period's report."""
    return utgave_store.treatment(fil.database, periode, omrade)


def set_treatment(fil: Tjenestefil, periode: Periode, omrade: OmradeId, steg: tuple[Behandling, ...]) -> Change:
    """Store the political treatment of a period's report."""
    with fil.database.atomic():
        utgave_store.put_treatment(fil.database, periode, omrade, steg)
    return Change("Behandlingen er lagret.", slag="oppsett")
