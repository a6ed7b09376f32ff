"""The one gate to paper: a renderer prints only `Klarert`, and only a `Port` makes one.

A figure that rests on a withheld figure (a share, a change) is withheld too; nothing tells withheld figures apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from bvdesk.domain.rapport.tabellvalg import Tabellvalg
from bvdesk.domain.tall.beregning import Beregning
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Indikator
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.tallformat import format_endring, format_med_enhet, format_tall, med_enhet, unit_decimals
from bvdesk.domain.tall.verdi import Status


class Tegn(StrEnum):
    """What stands in a cell without a number (SSB's standard signs where they have one)."""

    SKJULT = ":"
    BLANK = "–"
    IKKE_RAPPORTERT = ".."
    IKKE_AKTUELT = "."
    TILBAKEHOLDT = "tilb."
    KAN_IKKE_TALLFESTES = "k.i.t."


_TEGN = {
    Status.IKKE_RAPPORTERT: Tegn.IKKE_RAPPORTERT,
    Status.IKKE_AKTUELT: Tegn.IKKE_AKTUELT,
    Status.TILBAKEHOLDT: Tegn.TILBAKEHOLDT,
    Status.KAN_IKKE_TALLFESTES: Tegn.KAN_IKKE_TALLFESTES,
}

_PASS = object()


class UclearedError(Exception):
    """Somebody outside the gate tried to make a cleared figure: a bug."""


@dataclass(frozen=True, slots=True)
class Klarert:
    """A figure that may be printed.

    Attributes:
        tekst: what is printed: the number, or a sign.
        verdi: the number for charts; None when there is none to show.
        tegn: which sign stands there, None for a number.
        merknad: a reservation, such as how far a running year has come (a period code).
        med_enhet: the number with its unit, for sentences.
        celle: where the figure comes from; None for a change.
    """

    tekst: str
    verdi: Decimal | None
    tegn: Tegn | None
    merknad: str
    med_enhet: str
    celle: Celle | None
    _pass: object

    def __post_init__(self) -> None:
        if self._pass is not _PASS:
            raise UclearedError

    @property
    def skjult(self) -> bool:
        """Withheld by the disclosure control."""
        return self.tegn is Tegn.SKJULT


@dataclass(frozen=True, slots=True)
class Personvernnotat:
    """What a cleared report says about its clearing: the largest small count, how many figures are withheld, the rules."""

    terskel: int
    antall_skjult: int
    avtrykk: str


class Slipp(Protocol):
    """Decides which figures of the publication are withheld."""

    @property
    def notat(self) -> Personvernnotat | None:
        """What the appendix on privacy says; None when nothing was cleared."""

    @property
    def stempel(self) -> str:
        """The line that stands on every page, empty for none."""

    def hides(self, celle: Celle) -> bool:
        """Whether this very cell is withheld."""

    def leaves_out(self, celle: Celle) -> bool:
        """Whether the tables are too coarse for this cell: it stands nowhere, not even as withheld."""


@dataclass(frozen=True, slots=True)
class SlippAlt:
    """Lets every figure through: internal editions, and what only the writer sees, who may ask for the coarser tables."""

    stempel: str
    notat: None = None
    tabellvalg: Tabellvalg | None = None

    def hides(self, celle: Celle) -> bool:
        """Nothing is withheld."""
        del celle
        return False

    def leaves_out(self, celle: Celle) -> bool:
        """Everything has its place, but in coarser tables."""
        return self.tabellvalg is not None and self.tabellvalg.leaves_out(celle)


@dataclass(frozen=True, slots=True)
class Port:
    """The gate: resolves a cell and clears it, or puts the sign for «withheld» in its place.

    It remembers what it has cleared, so it lives no longer than the reports of one run, which share it.
    """

    beregning: Beregning
    slipp: Slipp
    _cleared: dict[Celle, Klarert] = field(default_factory=dict, compare=False, repr=False)
    _left_out: dict[Celle, bool] = field(default_factory=dict, compare=False, repr=False)

    def stamped(self, stempel: str) -> Port:
        """The same gate, letting everything through, under another stamp; what is cleared stays cleared."""
        return replace(self, slipp=SlippAlt(stempel)) if isinstance(self.slipp, SlippAlt) else self

    def clear(self, celle: Celle) -> Klarert:
        """The figure of a cell; for an incomplete span the part that is complete, with how far it has come."""
        found = self._cleared.get(celle)
        if found is None:
            found = self._cleared[celle] = self._clear(celle)
        return found

    def left_out(self, celle: Celle) -> bool:
        """Whether the figure stands nowhere: itself left out by coarser tables, or a share of what is."""
        found = self._left_out.get(celle)
        if found is None:
            found = self._left_out[celle] = self._find_left_out(celle)
        return found

    def _find_left_out(self, celle: Celle) -> bool:
        if self.slipp.leaves_out(celle):
            return True
        indikator = self.beregning.katalog[celle.indikator]
        if indikator.formel is None or celle.kategori or indikator.is_count:
            return False
        return any(self.left_out(self.beregning.relasjoner.operand(key, celle)) for key in indikator.formel.ids)

    def _clear(self, celle: Celle) -> Klarert:
        if self.left_out(celle):
            return _sign(Tegn.BLANK, celle)
        result = self.beregning.resolve(celle)
        indikator = self.beregning.katalog[celle.indikator]
        if result.verdi is not None:
            return _sign(Tegn.SKJULT, celle) if self._hidden(celle) else _number(result.verdi, indikator, celle)
        running = self.beregning.running(celle) if result.status in (Status.UFULLSTENDIG, Status.BLANK) else None
        if running is None or running[1].verdi is None:
            return _sign(_TEGN.get(result.status, Tegn.BLANK), celle)
        span = celle.at(running[0])
        if self._hidden(span):
            return _sign(Tegn.SKJULT, span)
        return _number(running[1].verdi, indikator, span, running[0].kode)

    def change(self, celle: Celle, *, percent: bool = False) -> Klarert:
        """The change from the same period one year before; blank when either is unknown, withheld when either figure is."""
        value = self.beregning.change_percent(celle) if percent else self.beregning.change(celle)
        before = celle.at(celle.periode.year_before())
        if value is None or self.left_out(celle) or self.left_out(before):
            return _sign(Tegn.BLANK)
        if self._hidden(celle) or self._hidden(before):
            return _sign(Tegn.SKJULT)
        indikator = self.beregning.katalog[celle.indikator]
        tekst = format_endring(value, 1 if percent else indikator.desimaler)
        size = format_tall(abs(value), 1 if percent else indikator.desimaler)
        return Klarert(tekst, value, None, "", size, None, _PASS)

    def share(self, part: Celle, whole: Celle) -> Klarert:
        """How much of the whole the part is, in per cent with one decimal; withheld when either figure is."""
        a, b = self.clear(part), self.clear(whole)
        if a.skjult or b.skjult:
            return _sign(Tegn.SKJULT)
        if a.verdi is None or not b.verdi or a.merknad != b.merknad:
            return _sign((a.verdi is None and a.tegn) or b.tegn or Tegn.BLANK)
        value = 100 * a.verdi / b.verdi
        return Klarert(format_tall(value, 1), value, None, a.merknad, format_med_enhet(value, "prosent", 1), None, _PASS)

    def _hidden(self, celle: Celle) -> bool:
        """Withheld itself, or computed from something withheld."""
        if self.slipp.hides(celle):
            return True
        indikator = self.beregning.katalog[celle.indikator]
        formel = indikator.formel
        # A sum of counts is a figure of its own that the disclosure control has judged; shares and rates are not.
        if formel is None or celle.kategori or (indikator.is_count and formel.linear() is not None):
            return False
        operands = [self.beregning.relasjoner.operand(key, celle) for key in formel.ids]
        # One operand that nothing is known of can be worked out from the rest; of two, neither can.
        told = [operand for operand in operands if self._something_is_known(operand)]
        return any(self._hidden(operand) for operand in (told if len(operands) - len(told) > 1 else operands))

    def _something_is_known(self, celle: Celle) -> bool:
        """Whether the figure is known, or another of its year tells of it: the year of a half, the service of a kommune."""
        if self.beregning.resolve(celle).verdi is not None:
            return True
        own = (TJENESTEN, *self.beregning.tjeneste.members(celle.periode))
        areas = own if celle.omrade in own else (celle.omrade,)
        return any(self.beregning.bok.row(celle.indikator, celle.kategori, area, celle.periode.ar) for area in areas)


def difference(now: Klarert, before: Klarert, desimaler: int | None) -> Klarert:
    """One cleared figure less another; withheld when either is, blank when either is missing."""
    return _derived(now, before, lambda a, b: a - b, desimaler)


def percent_change(now: Klarert, before: Klarert) -> Klarert:
    """The growth from one cleared figure to another in per cent; blank when it grew from 0."""
    return _derived(now, before, lambda a, b: 100 * (a - b) / b if b else None, 1)


def _derived(
    now: Klarert, before: Klarert, how: Callable[[Decimal, Decimal], Decimal | None], desimaler: int | None
) -> Klarert:
    if now.skjult or before.skjult:
        return _sign(Tegn.SKJULT)
    # A whole year is never measured against part of one.
    if now.verdi is None or before.verdi is None or before.merknad not in ("", now.merknad):
        return _sign(Tegn.BLANK)
    value = how(now.verdi, before.verdi)
    if value is None:
        return _sign(Tegn.BLANK)
    size = format_tall(abs(value), desimaler)
    return Klarert(format_endring(value, desimaler), value, None, now.merknad, size, None, _PASS)


def _number(verdi: Decimal, indikator: Indikator, celle: Celle, merknad: str = "") -> Klarert:
    desimaler = indikator.desimaler
    tekst = format_tall(verdi, desimaler)
    fixed = unit_decimals(indikator.enhet) if desimaler is None else desimaler
    with_unit = med_enhet(tekst if fixed == desimaler else format_tall(verdi, fixed), indikator.enhet)
    return Klarert(tekst, verdi, None, merknad, with_unit, celle, _PASS)


def _sign(tegn: Tegn, celle: Celle | None = None) -> Klarert:
    return Klarert(tegn.value, None, tegn, "", "", celle, _PASS)
