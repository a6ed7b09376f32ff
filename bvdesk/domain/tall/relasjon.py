"""The one declaration of linear relations between figures.

Totals, checks and disclosure control all read the sums from here: kommuner → tjenesten, quarters → year, parts → whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from bvdesk.domain.record import record
from bvdesk.domain.tall.celle import Celle, Tallbok
from bvdesk.domain.tall.indikator import DimensjonSlag, Indikator, Kom, Kv, Niva
from bvdesk.domain.tall.katalog import Katalog
from bvdesk.domain.tall.omrade import LANDET, TJENESTEN, OmradeId, Tjeneste
from bvdesk.domain.tall.periode import Periode

ONE = Decimal(1)


class Grunnlag(StrEnum):
    """Why a figure is the sum of others."""

    FORMEL = "formel"
    KOMMUNER = "kommuner"
    PERIODER = "perioder"
    DELER = "deler"
    KATEGORIER = "kategorier"


@record
class Sum:
    """`hel` = Σ coefficient · cell + constant. `overlapp`: the whole may also be smaller (the same child in two parts)."""

    hel: Celle
    ledd: tuple[tuple[Decimal, Celle], ...]
    grunnlag: Grunnlag
    konstant: Decimal = Decimal(0)
    overlapp: bool = False


class Relasjoner:
    """Every way a cell is a sum of other cells, in the order a total should be looked for."""

    def __init__(self, katalog: Katalog, tjeneste: Tjeneste, bok: Tallbok) -> None:
        self.katalog = katalog
        self.tjeneste = tjeneste
        self.bok = bok

    def sums(self, celle: Celle) -> Iterator[Sum]:
        """The sums whose whole is this cell."""
        indikator = self.katalog[celle.indikator]
        yield from self._formula(indikator, celle)
        yield from self._kommuner(indikator, celle)
        yield from self._periods(indikator, celle)
        yield from self._parts(celle)
        yield from self._categories(indikator, celle)

    def operand(self, ledd: str, celle: Celle) -> Celle:
        """Where a formula finds an operand: the same area and period; national rates at landet, for the year."""
        if self.katalog[ledd].niva is not Niva.NASJONAL:
            return Celle(ledd, "", celle.omrade, celle.periode)
        yearly = self.katalog[ledd].only_yearly
        return Celle(ledd, "", LANDET, Periode.year(celle.periode.ar) if yearly else celle.periode)

    def _formula(self, indikator: Indikator, celle: Celle) -> tuple[Sum, ...]:
        coefficients = indikator.formel.linear() if indikator.formel and not celle.kategori else None
        if coefficients is None:
            return ()
        terms = tuple((c, self.operand(key, celle)) for key, c in coefficients.items() if key)
        return (Sum(celle, terms, Grunnlag.FORMEL, coefficients.get("", Decimal(0))),)

    def _kommuner(self, indikator: Indikator, celle: Celle) -> tuple[Sum, ...]:
        if celle.omrade != TJENESTEN or indikator.niva is not Niva.KOMMUNE:
            return ()
        members = self.tjeneste.members(celle.periode)
        if not members or indikator.kom not in (Kom.SUM, Kom.SUM_OVERLAPP):
            return ()
        terms = tuple((ONE, celle._replace(omrade=kommune)) for kommune in members)
        return (Sum(celle, terms, Grunnlag.KOMMUNER, overlapp=indikator.kom is Kom.SUM_OVERLAPP),)

    def _periods(self, indikator: Indikator, celle: Celle) -> Iterator[Sum]:
        if indikator.kv is Kv.SUM:
            for parts in celle.periode.compositions():
                yield Sum(celle, tuple((ONE, celle.at(p)) for p in parts), Grunnlag.PERIODER)
        elif indikator.kv is Kv.BEHOLDNING:
            for closing in _closings(celle.periode):
                yield Sum(celle, ((ONE, celle.at(closing)),), Grunnlag.PERIODER)
        elif indikator.kv is Kv.HITTIL:
            yield from self._year_to_date(celle)

    def _year_to_date(self, celle: Celle) -> Iterator[Sum]:
        """Accounts so far this year: a span is its last quarter less the quarter before its first."""
        quarters = celle.periode.quarters()
        if len(quarters) < 2:
            return
        terms = [(ONE, celle.at(quarters[-1]))]
        if quarters[0].forste > 1:
            terms.append((-ONE, celle.at(quarters[0].previous())))
        yield Sum(celle, tuple(terms), Grunnlag.PERIODER)

    def _parts(self, celle: Celle) -> tuple[Sum, ...]:
        parts = self.katalog.partitions.get(celle.indikator)
        if not parts or celle.kategori:
            return ()
        return (Sum(celle, tuple((ONE, celle._replace(indikator=part)) for part in parts), Grunnlag.DELER),)

    def _categories(self, indikator: Indikator, celle: Celle) -> tuple[Sum, ...]:
        if not indikator.dimensjon or celle.kategori or indikator.dimensjon_slag is not DimensjonSlag.DELER:
            return ()
        names = self.categories(celle.indikator, celle.omrade, celle.periode)
        if len(names) < 2:
            return ()
        return (Sum(celle, tuple((ONE, celle._replace(kategori=name)) for name in names), Grunnlag.KATEGORIER),)

    def categories(self, indikator: str, omrade: OmradeId, periode: Periode) -> tuple[str, ...]:
        """The categories in use in an area's year; for tjenesten also those of its kommuner."""
        areas = (omrade, *(self.tjeneste.members(periode) if omrade == TJENESTEN else ()))
        found = (name for area in areas for name in self.bok.kategorier(indikator, area, periode.ar))
        return tuple(dict.fromkeys(found))


def _closings(periode: Periode) -> Iterator[Periode]:
    """The shorter periods that end on the same day: a stock then is the stock now."""
    ar, siste = periode.ar, periode.siste
    for length in (3, 6, 1):
        if siste % length == 0 and length < periode.months:
            yield Periode(ar, siste - length + 1, siste)
