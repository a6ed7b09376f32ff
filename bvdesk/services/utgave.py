"""Editions: what each area's report is called, in which language, how it looks, and where it has been treated."""

from __future__ import annotations

from bvdesk.domain.change import Change
from bvdesk.domain.errors import UserError
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.modell import Bilde
from bvdesk.domain.rapport.utgaveoppsett import MAX_TITLE, Behandling, Utgaveoppsett, check_setup, check_step
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import bilde_store, innstilling_store, utgave_store

DEFAULTS = ""
SETUP_OPERATION = "oppsett"


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
        fil.log(SETUP_OPERATION, f"Utseendet på meldingene: {_whose(fil, omrade)}")
    return Change("Utseendet er lagret.", slag=SETUP_OPERATION)


def has_own(fil: Tjenestefil, omrade: OmradeId) -> bool:
    """Whether an area has choices of its own."""
    return utgave_store.setup(fil.database, omrade) is not None


def follow_common(fil: Tjenestefil, omrade: OmradeId) -> Change:
    """An area goes back to what is chosen for all."""
    with fil.database.atomic():
        utgave_store.remove_setup(fil.database, omrade)
        fil.log(SETUP_OPERATION, f"Utseendet på meldingene: {fil.name(omrade)} følger valgene for alle")
    return Change(f"{fil.name(omrade)} følger nå valgene for alle.", slag=SETUP_OPERATION)


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
    """Store the political treatment of a period's report. UserError for a step without date or body."""
    for one in steg:
        check_step(one)
    with fil.database.atomic():
        utgave_store.put_treatment(fil.database, periode, omrade, steg)
        fil.log(SETUP_OPERATION, f"Politisk behandling av meldingen for {periode.tekst}: {fil.name(omrade)}")
    return Change("Behandlingen er lagret.", slag=SETUP_OPERATION)


def case_number(fil: Tjenestefil, periode: Periode, omrade: OmradeId) -> str:
    """The archive's number for the case a period's report is treated in; empty when there is none yet."""
    return innstilling_store.get(fil.database, _case_key(periode, omrade))


def set_case_number(fil: Tjenestefil, periode: Periode, omrade: OmradeId, nummer: str) -> Change:
    """Store the case number of a period's report."""
    if len(nummer) > MAX_TITLE:
        raise UserError("Saksnummeret er for langt.", f"Bruk høyst {MAX_TITLE} tegn.")
    with fil.database.atomic():
        innstilling_store.put(fil.database, _case_key(periode, omrade), nummer.strip())
        fil.log(SETUP_OPERATION, f"Saksnummer for meldingen for {periode.tekst}: {fil.name(omrade)}")
    return Change("Saksnummeret er lagret.", slag=SETUP_OPERATION)


def _case_key(periode: Periode, omrade: OmradeId) -> str:
    return f"saksnummer:{periode.kode}:{omrade}"


def _whose(fil: Tjenestefil, omrade: OmradeId | None) -> str:
    return fil.name(omrade) if omrade else "alle"
