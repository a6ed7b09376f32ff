"""Stocks and flows in a text: a stock has a date, a flow a span (V35)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bvdesk.domain.kontroll.emner import Emne
from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tekst.lesning import around, is_plan
from bvdesk.domain.kontroll.tekst.ord import stem
from bvdesk.domain.kontroll.tekst.treff import Dom, Treff
from bvdesk.domain.tall.indikator import Kv
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode

_DATO = re.compile(
    r"\b(?:per|pr\.?)\s(?:\d|utgangen|desember|januar)|\d{1,2}\.\d{1,2}\.|utgangen av|årsskiftet|ved årets slutt|\b20\d\d\b",
    re.I,
)
_ENHETER = frozenset(stem(word) for word in "barn saker vedtak plasseringer flyttinger familier".split())
_LOPET = re.compile(r"\bi løpet av (?:året|perioden|20\d\d)|\bgjennom (?:hele )?(?:året|20\d\d)", re.IGNORECASE)
_NATID = re.compile(r"\b(?:har|er|bor|mottar|mangler|mottas)\b|^[•\-–*]?\s*\d", re.IGNORECASE)
_UDATERT = re.compile(r"\b(?:per|pr\.?) (?:i dag|nå)\b", re.IGNORECASE)


def check_periods(hits: list[Treff]) -> Iterator[Funn]:
    """V34: one sentence sets a part of a year beside a whole year of the same thing."""
    for first, second in pairwise(hits):
        if first.setning is not second.setning or first.emne != second.emne or first.emne is None:
            continue
        a, b = first.periode, second.periode
        sums = first.emne.indikator.kv in {Kv.SUM, Kv.UNIKE}
        if a and b and sums and a.ar != b.ar and a.months != b.months and first.dom is second.dom is Dom.BEKREFTET:
            text = (
                f"{first.tall.raa} gjelder {a.tekst} og {second.tall.raa} gjelder {b.tekst}. "
                "Periodene er ikke like lange; sammenlign med samme periode året før."
            )
            sted = around(first.setning, first.tall.start, second.tall.slutt, 30)
            values = (first.tall.verdi, second.tall.verdi)
            yield Funn("V34", Niva.INFO, text, indikator=first.emne.indikator.id, verdier=values, sted=sted)


def check_names(hits: list[Treff]) -> Iterator[Funn]:
    """V31: one figure that is called «barn» in one place and «saker» in another."""
    seen: dict[tuple[Emne, OmradeId, Periode], Treff] = {}
    for hit in hits:
        if hit.dom is not Dom.BEKREFTET or hit.emne is None or hit.periode is None or hit.tall.navn not in _ENHETER:
            continue
        first = seen.setdefault((hit.emne, hit.omrade, hit.periode), hit)
        if first.tall.navn != hit.tall.navn and first.tall.verdi == hit.tall.verdi:
            text = (
                f"{hit.tall.raa} ({hit.emne.navn.lower()}) kalles noe annet her enn på linje {first.setning.linje}. "
                "Barn, saker, vedtak og flyttinger er ikke det samme; bruk samme ord."
            )
            sted = around(hit.setning, hit.tall.start, hit.tall.slutt, 40)
            yield Funn("V31", Niva.INFO, text, indikator=hit.emne.indikator.id, verdier=(hit.tall.verdi,), sted=sted)


def check_times(hits: list[Treff]) -> Iterator[Funn]:
    """Confirmed figures whose sentence gives a stock no date, or gives it as if it were a flow."""
    for hit in hits:
        if hit.dom is not Dom.BEKREFTET or hit.emne is None or hit.emne.indikator.kv is not Kv.BEHOLDNING:
            continue
        if not hit.emne.indikator.is_count or hit.emne.indikator.pv == 0 or is_plan(hit.setning):
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
