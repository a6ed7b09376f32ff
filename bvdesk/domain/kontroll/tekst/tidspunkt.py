"""Stocks and flows in a text: a stock has a date, a flow a span (V35)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tekst.lesning import around
from bvdesk.domain.kontroll.tekst.treff import Dom, Treff
from bvdesk.domain.tall.indikator import Kv

_DATO = re.compile(
    r"\b(?:per|pr\.?)\s(?:\d|utgangen|desember|januar)|\d{1,2}\.\d{1,2}\.|utgangen av|årsskiftet|ved årets slutt|\b20\d\d\b",
    re.I,
)
_LOPET = re.compile(r"\bi løpet av (?:året|perioden|20\d\d)|\bgjennom (?:hele )?(?:året|20\d\d)", re.IGNORECASE)
_NATID = re.compile(r"\b(?:har|er|bor|mottar|mangler|mottas)\b|^[•\-–*]?\s*\d", re.IGNORECASE)
_UDATERT = re.compile(r"\b(?:per|pr\.?) (?:i dag|nå)\b", re.IGNORECASE)


def check_times(hits: list[Treff]) -> Iterator[Funn]:
    """Confirmed figures whose sentence gives a stock no date, or gives it as if it were a flow."""
    for hit in hits:
        if hit.dom is not Dom.BEKREFTET or hit.emne is None or hit.emne.indikator.kv is not Kv.BEHOLDNING:
            continue
        if not hit.emne.indikator.is_count or hit.emne.indikator.pv == 0:
            continue
        text, setning, number = hit.setning.tekst, hit.setning, hit.tall
        sted = around(setning, number.start, number.slutt, 40)
        name = hit.emne.navn.lower()
        if _LOPET.search(text):
            message = f"{number.raa} er en beholdning ({name}), men teksten sier «i løpet av». Skriv datoen tallet gjelder."
            yield Funn("V35", Niva.INFO, message, indikator=hit.emne.indikator.id, verdier=(number.verdi,), sted=sted)
        elif not _DATO.search(text) and _NATID.search(text) and not _UDATERT.search(text):
            message = f"{number.raa} er en beholdning ({name}) uten dato. Skriv datoen, for eksempel «per 31.12.»."
            yield Funn("V35", Niva.INFO, message, indikator=hit.emne.indikator.id, verdier=(number.verdi,), sted=sted)
