"""Names and numbers of areas that no longer hold (V32)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bvdesk.domain.errors import UserError
from bvdesk.domain.kontroll.funn import Funn, Niva, Sted
from bvdesk.domain.kontroll.tekst.lesning import Lesning, around
from bvdesk.domain.tall.kommuneregister import Kommuneregister

_NUMMER = re.compile(r"(?=[kp])(?:primary=|kommunenummer\s|kommunenr\.?\s|\bK-|knr\.?\s)(\d{4})\b", re.IGNORECASE)
# Fylker that were dissolved, with their last year (Kartverket, reforms of 2018, 2020 and 2024).
_OPPLOST = {
    "Viken": 2023, "Vestfold og Telemark": 2023, "Troms og Finnmark": 2023,
    "Hordaland": 2019, "Sogn og Fjordane": 2019, "Aust-Agder": 2019, "Vest-Agder": 2019, "Hedmark": 2019, "Oppland": 2019,
    "Sør-Trøndelag": 2017, "Nord-Trøndelag": 2017,
}  # fmt: skip
_EGENNAVN = re.compile(
    r"^\s*(?:fylkesmann|statsforvalter|sykehus|politidistrikt|familievernkontor|tingrett|HF)", re.IGNORECASE
)
_FORAN = re.compile(
    r"(?:familievernkontoret|statsforvalteren|fylkesmannen|sykehuset|politiet|tingretten|nemnda) i (?:Oslo og )?$",
    re.IGNORECASE,
)


def check_areas(text: str, lest: Lesning, register: Kommuneregister) -> Iterator[Funn]:
    """Kommunenummer and fylker in the text that were not valid in the report's year."""
    yield from _numbers(text, lest.ar, register)
    yield from _fylker(lest)


def _numbers(text: str, ar: int, register: Kommuneregister) -> Iterator[Funn]:
    """Read in the raw text: the numbers mostly stand in addresses, which are no sentences."""
    seen = set()
    for number, line in ((m.group(1), text.count("\n", 0, m.start()) + 1) for m in _NUMMER.finditer(text)):
        if number in seen:
            continue
        seen.add(number)
        try:
            register.find(number, ar)
        except UserError as fault:
            if "gjaldt ikke" in fault.text:
                sted = Sted(line, " ".join(text.split("\n")[line - 1].split()))
                message = f"{fault.text} {fault.advice} Sjekk at tallene er hentet for riktig område og år."
                yield Funn("V32", Niva.INFO, message, sted=sted)


def _fylker(lest: Lesning) -> Iterator[Funn]:
    for setning in lest.setninger:
        for name, last in _OPPLOST.items():
            at = setning.tekst.find(name)
            if at < 0 or lest.ar <= last or _EGENNAVN.match(setning.tekst[at + len(name) :]):
                continue
            if _FORAN.search(setning.tekst[:at]) or any(str(year) in setning.tekst for year in range(last - 5, last + 1)):
                continue
            text = (
                f"Fylket {name} ble oppløst etter {last}. Bruk fylket slik "
                f"det er i {lest.ar}, eller skriv året tallet gjelder."
            )
            yield Funn("V32", Niva.INFO, text, sted=around(setning, at, at + len(name), 40))
