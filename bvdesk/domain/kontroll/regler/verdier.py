"""Rules for a figure by itself: V01, V02, V22, V33."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.regler.regel import Grunn, finding
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Art, Kv
from bvdesk.domain.tall.periode import Korn

_FORTEGN = re.compile(r"avvik|endring|nedgang|økning", re.IGNORECASE)
_OVER_100 = re.compile(r"turnover|endring", re.IGNORECASE)
_FRAMTID = re.compile(r"budsjett|mål\b|prognose|sats|plan", re.IGNORECASE)
HUNDRED = Decimal(100)


def v01_whole_and_positive(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterable[Funn]:
    """V01: counts are whole and not negative; årsverk and dager not negative; kroner negative only for avvik."""
    return () if verdi >= 0 and verdi == verdi.to_integral_value() else _negative_or_broken(grunn, celle, verdi)


def _negative_or_broken(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterator[Funn]:
    indikator = grunn.indikator(celle)
    if verdi < 0 and not _FORTEGN.search(f"{indikator.id} {indikator.etikett}"):
        text = f"{grunn.navn(celle)} er {grunn.tekst(celle, verdi)}. Tallet kan ikke være negativt. Rett tallet."
        yield finding(grunn, ("V01", Niva.STOPP), celle, text, (verdi,))
    if indikator.is_count and indikator.art is not Art.AVLEDET and verdi != verdi.to_integral_value():
        text = f"{grunn.navn(celle)} er {verdi}. Et antall må være et helt tall. Rett tallet."
        yield finding(grunn, ("V01", Niva.STOPP), celle, text, (verdi,))


def v02_percent(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterator[Funn]:
    """V02: a percent lies in 0–100; turnover may pass 100, a percent of change is free."""
    indikator = grunn.indikator(celle)
    if indikator.enhet != "prosent" or 0 <= verdi <= HUNDRED or (verdi < 0 and _FORTEGN.search(indikator.etikett)):
        return
    level = Niva.ADVARSEL if _OVER_100.search(indikator.etikett) else Niva.STOPP
    text = f"{grunn.navn(celle)} er {grunn.tekst(celle, verdi)}, utenfor 0–100. Rett tallet."
    yield finding(grunn, ("V02", level), celle, text, (verdi,))


def v22_sudden_zero(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterable[Funn]:
    """V22: 0 where the three periods before were 5 or more; a blank quarter between two filled ones."""
    if not verdi:
        return (*_zero(grunn, celle, verdi), *_gap(grunn, celle, verdi))
    return _gap(grunn, celle, verdi) if celle.periode.siste >= 9 else ()


def _zero(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterator[Funn]:
    if celle.periode.korn in {Korn.KVARTAL, Korn.AR, Korn.HALVAR}:
        before, periode = [], celle.periode
        for _ in range(3):
            periode = periode.previous()
            before.append(grunn.verdi(celle.at(periode)))
        if all(value is not None and value >= 5 for value in before):
            text = (
                f"{grunn.navn(celle)} er 0, men var minst 5 i hver av de tre periodene før. Er det 0 eller ikke rapportert?"
            )
            yield finding(grunn, ("V22", Niva.ADVARSEL), celle, text, (verdi,))


def _gap(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterator[Funn]:
    if celle.periode.months != 3 or celle.periode.siste < 9:
        return
    row = grunn.bilde.beregning.bok.row(celle.indikator, celle.kategori, celle.omrade, celle.periode.ar)
    hole = celle.periode.previous()
    if hole not in row and hole.previous() in row:
        between = celle.at(hole)
        text = (
            f"{grunn.navn(between)} mangler, mens kvartalene før og etter "
            "er fylt ut. Før tallet, eller skriv hvorfor det mangler."
        )
        yield finding(grunn, ("V22", Niva.ADVARSEL), between, text, (verdi,))


def v33_future(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterable[Funn]:
    """V33: no figures for a period that is not over, unless they are marked as preliminary or are plans."""
    return () if celle.periode.ar < grunn.i_dag.year else _not_over(grunn, celle, verdi)


def _not_over(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterator[Funn]:
    if celle.periode.last_day <= grunn.i_dag:
        return
    indikator = grunn.indikator(celle)
    if indikator.kv not in {Kv.SUM, Kv.UNIKE, Kv.BEHOLDNING}:
        return
    row = grunn.bilde.beregning.bok.get(celle)
    if row is None or row.forelopig or _FRAMTID.search(f"{indikator.etikett} {indikator.id}"):
        return
    text = (
        f"{grunn.navn(celle)} er ført, men perioden er ikke over før "
        f"{celle.periode.last_day:%d.%m.%Y}. Merk tallet som foreløpig."
    )
    yield finding(grunn, ("V33", Niva.ADVARSEL), celle, text, (verdi,))
