"""How a figure is resolved: what is typed stands; else it is computed, and an incomplete sum stays incomplete.

Source: the domain study's «How a year is resolved», remarks 1–10.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from bvdesk.domain.record import record
from bvdesk.domain.tall.celle import Celle, Tallbok
from bvdesk.domain.tall.formel import DivisionByZeroError, Formel
from bvdesk.domain.tall.indikator import Kv, Niva
from bvdesk.domain.tall.katalog import Katalog
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId, Tjeneste
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.rader import Rader
from bvdesk.domain.tall.relasjon import Relasjoner, Sum
from bvdesk.domain.tall.verdi import Status

ZERO = Decimal(0)
HUNDRED = Decimal(100)


class Opphav(StrEnum):
    """Where a resolved figure came from."""

    TASTET = "tastet"
    FORMEL = "formel"
    KOMMUNER = "kommuner"
    PERIODER = "perioder"
    DELER = "deler"
    KATEGORIER = "kategorier"
    INGEN = ""


@record
class Resultat:
    """A resolved figure. `verdi` is a number exactly when `status` is TALL; `mangler` are the cells a sum lacks."""

    verdi: Decimal | None
    status: Status
    opphav: Opphav = Opphav.INGEN
    mangler: tuple[Celle, ...] = ()

    @property
    def term(self) -> Decimal | None:
        """What it counts for in a sum: ikke aktuelt is 0, every other status makes the sum incomplete."""
        return ZERO if self.status is Status.IKKE_AKTUELT else self.verdi


class Beregning:
    """Resolves cells on demand and remembers them until a figure they rest on changes."""

    def __init__(self, katalog: Katalog, tjeneste: Tjeneste, bok: Tallbok) -> None:
        self.katalog = katalog
        self.tjeneste = tjeneste
        self.bok = bok
        self.relasjoner = Relasjoner(katalog, tjeneste, bok)
        self.rader = Rader(katalog, self.relasjoner, bok)
        self._memo: dict[tuple[OmradeId, int], dict[Celle, Resultat]] = {}

    def resolve(self, celle: Celle) -> Resultat:
        """The figure: typed, else by formula, over kommuner, over periods, from parts or from categories."""
        block = (celle.omrade, celle.periode.ar)
        memo = self._memo.get(block)
        if memo is None:
            memo = self._memo[block] = {}
        found = memo.get(celle)
        if found is None:
            memo[celle] = _BLANK  # until it is known: what rests on itself is blank
            try:
                found = memo[celle] = self._resolve(celle)
            except BaseException:
                del memo[celle]
                raise
        return found

    def computed(self, celle: Celle) -> Resultat:
        """The figure as it would be computed, whatever is typed (for checking a typed total)."""
        best = Resultat(None, Status.BLANK, mangler=(celle,))
        formel = self.katalog[celle.indikator].formel
        if formel and not celle.kategori and formel.linear() is None:
            best = self._by_formula(formel, celle)
        for candidate in self.relasjoner.sums(celle) if best.verdi is None else ():
            result = self._by_sum(candidate)
            if result.verdi is not None or result.status is Status.IKKE_AKTUELT:
                return result
            best = _more_telling(best, result)
        return best

    def running(self, celle: Celle) -> tuple[Periode, Resultat] | None:
        """For an incomplete span: the longest stretch from its start that is complete («til og med N. kvartal»).

        A ratio that is known for a later part too has no such stretch: the first part would pass for the whole.
        """
        kv = self.katalog[celle.indikator].kv
        if kv in (Kv.UNIKE, Kv.INGEN) or not self.rader.may_have_figures(celle):
            return None
        for quarter in reversed(celle.periode.quarters()[:-1]):
            span = Periode(celle.periode.ar, celle.periode.forste, quarter.siste)
            result = self.resolve(celle.at(span))
            if result.verdi is not None:
                return None if kv is Kv.FORHOLD and self._known_after(celle, span) else (span, result)
        return None

    def _known_after(self, celle: Celle, span: Periode) -> bool:
        row = self.bok.row(celle.indikator, celle.kategori, celle.omrade, celle.periode.ar)
        return any(p in celle.periode and p.forste > span.siste for p in row)

    def change(self, celle: Celle) -> Decimal | None:
        """The figure less the same period one year before; None unless both are complete."""
        before = self._year_before(celle)
        now = self.resolve(celle).verdi
        return None if now is None or before is None else now - before

    def change_percent(self, celle: Celle) -> Decimal | None:
        """The change in per cent of the year before; None when that was 0 or unknown."""
        before, change = self._year_before(celle), self.change(celle)
        return None if change is None or not before else HUNDRED * change / before

    def _year_before(self, celle: Celle) -> Decimal | None:
        return self.resolve(celle.at(celle.periode.year_before())).verdi

    def changed(self, celler: Iterable[Celle]) -> frozenset[str]:
        """Forget what rests on these cells; returns the indicators that may now read otherwise."""
        self.rader.forget()
        affected: dict[tuple[OmradeId | None, int], set[str]] = {}  # None: a national figure, which all areas may rest on
        for celle in celler:
            omrade = None if self.katalog[celle.indikator].niva is Niva.NASJONAL else celle.omrade
            affected.setdefault((omrade, celle.periode.ar), set()).update(self.katalog.affected_by(celle.indikator))
        for block, memo in self._memo.items():
            stale = set[str]().union(*(found for place, found in affected.items() if _rests(block, place)))
            for key in [key for key in memo if key.indikator in stale] if stale else ():
                del memo[key]
        return frozenset[str]().union(*affected.values())

    def _resolve(self, celle: Celle) -> Resultat:
        registrering = self.bok.get(celle)
        if not registrering:
            return self.computed(celle)
        typed = Resultat(registrering.verdi.tall, registrering.verdi.status, Opphav.TASTET)
        if typed.status is not Status.IKKE_RAPPORTERT:
            return typed
        computed = self.computed(celle)  # only a comment stands there
        return typed if computed.verdi is None else computed

    def _by_formula(self, formel: Formel, celle: Celle) -> Resultat:
        operands = {key: self.relasjoner.operand(key, celle) for key in formel.ids}
        results = {key: self.resolve(operand) for key, operand in operands.items()}
        if any(result.term is None for result in results.values()):
            return _incomplete([(operands[key], result) for key, result in results.items()])
        try:
            value = formel.evaluate(lambda key: results[key].term or ZERO)
        except DivisionByZeroError:
            return Resultat(None, Status.UDEFINERT, Opphav.FORMEL)
        return Resultat(value, Status.TALL, Opphav.FORMEL)

    def _by_sum(self, candidate: Sum) -> Resultat:
        if self._nothing_below(candidate):
            return Resultat(None, Status.BLANK, mangler=tuple(cell for _, cell in candidate.ledd))
        total = candidate.konstant
        for coefficient, cell in candidate.ledd:
            typed = self.bok.get(cell)
            value = typed.verdi.tall if typed else self.resolve(cell).verdi
            if value is None:
                return self._without_all(candidate)
            total += coefficient * value
        return Resultat(total, Status.TALL, Opphav(candidate.grunnlag))

    def _without_all(self, candidate: Sum) -> Resultat:
        """A sum of which some term is no number: incomplete, unless what is no number counts for nothing."""
        results = [(cell, self.resolve(cell)) for _, cell in candidate.ledd]
        terms = [result.term for _, result in results]
        if any(term is None for term in terms):
            return _incomplete(results)
        if all(result.status is Status.IKKE_AKTUELT for _, result in results):
            return Resultat(None, Status.IKKE_AKTUELT, Opphav(candidate.grunnlag))
        total = sum((c * (t or ZERO) for (c, _), t in zip(candidate.ledd, terms, strict=True)), candidate.konstant)
        return Resultat(total, Status.TALL, Opphav(candidate.grunnlag))

    def _nothing_below(self, candidate: Sum) -> bool:
        """Whether a split into shorter periods is in vain: nothing is registered for the row this year."""
        hel = candidate.hel
        if candidate.ledd[0][1].periode == hel.periode or self.katalog[hel.indikator].formel:
            return False
        areas = (hel.omrade, *(self.tjeneste.members(hel.periode) if hel.omrade == TJENESTEN else ()))
        return not any(self.bok.row(hel.indikator, hel.kategori, area, hel.periode.ar) for area in areas)


def _rests(block: tuple[OmradeId, int], changed: tuple[OmradeId | None, int]) -> bool:
    """Whether figures of an area and year may rest on those of another."""
    (omrade, ar), (other, changed_ar) = block, changed
    return ar == changed_ar and (other is None or omrade in (other, TJENESTEN))


def _incomplete(results: list[tuple[Celle, Resultat]]) -> Resultat:
    missing = tuple(cell for cell, result in results if result.term is None)
    gaps = {result.status for _, result in results if result.term is None}
    some = any(result.term is not None for _, result in results)
    if some or Status.UFULLSTENDIG in gaps or len(gaps) > 1:
        return Resultat(None, Status.UFULLSTENDIG, mangler=missing)
    return Resultat(None, gaps.pop(), mangler=missing)


_BLANK = Resultat(None, Status.BLANK)
_TELLING = {Status.BLANK: 0, Status.UFULLSTENDIG: 1}


def _more_telling(a: Resultat, b: Resultat) -> Resultat:
    """Of two failures, the one that says most: a reason beats an incomplete sum beats a blank; then fewest missing."""
    rank_a, rank_b = _TELLING.get(a.status, 2), _TELLING.get(b.status, 2)
    if rank_a != rank_b:
        return a if rank_a > rank_b else b
    return a if len(a.mangler) <= len(b.mangler) else b
