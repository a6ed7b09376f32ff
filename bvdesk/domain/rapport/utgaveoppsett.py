"""How an area's edition looks and what it is called: title, written language, colour, logo and political treatment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bvdesk.domain.errors import UserError
from bvdesk.domain.kontrast import contrast
from bvdesk.domain.malform import Malform

LEAST_CONTRAST = 4.5
_COLOUR = re.compile(r"#[0-9a-f]{6}")
MAX_TITLE = 80


class Meldingsnavn(StrEnum):
    """What the report is called: «kvalitetsmelding» or «tilstandsrapport»."""

    KVALITETSMELDING = "kvalitetsmelding"
    TILSTANDSRAPPORT = "tilstandsrapport"


@dataclass(frozen=True, slots=True)
class Utgaveoppsett:
    """An area's own choices.

    Attributes:
        tittel: words of one's own in place of the name; empty for the name.
        farge: the accent, `#rrggbb`, empty for the program's own.
        logo: the name of a picture, empty for none; `logo_alt` says what it shows.
    """

    navn: Meldingsnavn = Meldingsnavn.KVALITETSMELDING
    tittel: str = ""
    malform: Malform = Malform.BOKMAL
    farge: str = ""
    logo: str = ""
    logo_alt: str = ""


@dataclass(frozen=True, slots=True)
class Behandling:
    """One step of the political treatment: date (ISO), by whom, case number and what was decided."""

    dato: str
    organ: str
    saksnummer: str = ""
    vedtak: str = ""


def check_step(steg: Behandling) -> None:
    """UserError when a step of the treatment does not say when and by whom."""
    try:
        date.fromisoformat(steg.dato)
    except ValueError as fault:
        raise UserError(f"«{steg.dato}» er ikke en dato.", "Skriv datoen som 12.3.2026.") from fault
    if not steg.organ.strip():
        raise UserError("Behandlingen mangler hvem som behandlet meldingen.", "Skriv for eksempel «Kommunestyret».")


def check_setup(oppsett: Utgaveoppsett) -> None:
    """UserError when the choices would make a report that is hard to read or not accessible."""
    if oppsett.farge and not _COLOUR.fullmatch(oppsett.farge):
        raise UserError(f"«{oppsett.farge}» er ikke en farge.", "Velg en farge fra paletten.")
    if oppsett.farge and contrast(oppsett.farge, "#ffffff") < LEAST_CONTRAST:
        shown = f"{contrast(oppsett.farge, '#ffffff'):.1f}".replace(".", ",")
        better = darkened(oppsett.farge)
        raise UserError(
            f"Fargen er for lys til å leses på hvitt. Kontrasten er {shown}, og den må være minst 4,5.",
            f"Bruk {better}, som er samme farge litt mørkere.",
        )
    if oppsett.logo and not oppsett.logo_alt.strip():
        raise UserError("Logoen mangler tekst om hva den viser.", "Skriv for eksempel «Kommunevåpenet til Nordvik».")
    if len(oppsett.tittel) > MAX_TITLE:
        raise UserError("Tittelen er for lang til forsiden.", f"Bruk høyst {MAX_TITLE} tegn.")


def darkened(farge: str) -> str:
    """The same hue, as much darker as is needed to be read on white."""
    parts = [int(farge[i : i + 2], 16) for i in (1, 3, 5)]
    for percent in range(100, -1, -2):
        made = "#" + "".join(f"{part * percent // 100:02x}" for part in parts)
        if contrast(made, "#ffffff") >= LEAST_CONTRAST:
            return made
    return "#000000"
