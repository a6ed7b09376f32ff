"""Figures that came from a national source, or belong to an area one compares with: V36, V37."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.regler.regel import Grunn, finding
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Periode

_NASJONAL = re.compile(
    r"\b(?:KOSTRA|SSB|Statistisk sentralbyrå|Statistikkbanken|Bufdir|Barnevernsmonitor\w*)\b", re.IGNORECASE
)
# SSB's own signs: «.» not possible, «..» not available, «:» confidential, «…» not yet available.
_SYMBOL = re.compile(r"(?:^|[\s«\"'(])(?:\.{1,3}|:|…)(?:$|[\s»\"')])")
_AR = re.compile(r"\b20\d\d\b")


def from_national_source(grunn: Grunn, celle: Celle) -> bool:
    """Whether a registered figure says that it was fetched from KOSTRA, SSB or Bufdir."""
    source = grunn.kilde(celle)
    return bool(source) and bool(_NASJONAL.search(source))


def v36_benchmark(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterable[Funn]:
    """V36: a figure to compare with is no sign read as 0, and is not from before its own year.

    That the area is known and the year is there holds by construction: import refuses a row without them.
    """
    foreign = celle.omrade in grunn.bilde.sammenligning
    sourced = foreign or from_national_source(grunn, celle)
    return _benchmark(grunn, celle, verdi, foreign=foreign) if sourced and grunn.typed(celle) is not None else ()


def _benchmark(grunn: Grunn, celle: Celle, verdi: Decimal, *, foreign: bool) -> Iterator[Funn]:
    if verdi == 0:
        yield from _read_as_zero(grunn, celle, foreign=foreign)
    years = {int(year) for year in _AR.findall(grunn.kilde(celle))}
    if years and max(years) < celle.periode.ar:
        text = (
            f"{grunn.navn(celle)} er ført på {celle.periode.ar}, men kilden er fra {max(years)} («{grunn.kilde(celle)}»). "
            "Hent tallet for riktig år, eller rett kilden."
        )
        yield finding(grunn, ("V36", Niva.ADVARSEL), celle, text, (verdi,))


def _read_as_zero(grunn: Grunn, celle: Celle, *, foreign: bool) -> Iterator[Funn]:
    """A sign beside a 0 says it outright; a whole fylke or land with 0 in one year only says it nearly as well."""
    note = f"{grunn.merknad(celle)} {grunn.kilde(celle)}"
    if _SYMBOL.search(note):
        text = f"{grunn.navn(celle)} er 0, men kommentaren viser et tegn for manglende tall («{note.strip()}»)."
        level = Niva.STOPP
    elif foreign and (near := _nearest_year(grunn, celle)):
        text = f"{grunn.navn(celle)} er 0, men {grunn.tekst(celle, near[1])} i {near[0]}. Sto det et tegn («.», «..», «:»)?"
        level = Niva.ADVARSEL
    else:
        return
    advice = f"{text} Før «ikke rapportert» eller «tilbakeholdt» i stedet for 0."
    yield finding(grunn, ("V36", level), celle, advice, (Decimal(0),))


def _nearest_year(grunn: Grunn, celle: Celle) -> tuple[int, Decimal] | None:
    p = celle.periode
    for ar in (p.ar - 1, p.ar + 1):
        value = grunn.typed(celle.at(Periode(ar, p.forste, p.siste)))
        if value:
            return ar, value
    return None


def differs(own: Decimal, imported: Decimal) -> bool:
    """V37: whether an imported figure differs so much from the service's own that somebody should look (5 % and 3)."""
    difference = abs(own - imported)
    return difference > 3 and difference * 20 > max(abs(own), abs(imported))


def v37_imported(grunn: Grunn, celle: Celle, verdier: tuple[Decimal, Decimal]) -> Iterator[Funn]:
    """V37: a national figure beside what the service's own figures make; KOSTRA is preliminary until 15 June.

    `verdier` is the imported figure, and the one that follows from the service's own.
    """
    imported, own = verdier
    if not differs(own, imported):
        return
    text = (
        f"{grunn.navn(celle)} er {grunn.tekst(celle, imported)} etter kilden («{grunn.kilde(celle)}»), men "
        f"{grunn.tekst(celle, own)} etter tjenestens egne tall. Nasjonale tall er foreløpige til 15. juni. "
        "Finn ut hvilket som er riktig, og skriv en kommentar."
    )
    yield finding(grunn, ("V37", Niva.ADVARSEL), celle, text, verdier)
