"""Periods within one calendar year: `2025`, `2025H1`, `2025K3`, `2025M03` and the window `2025K1-K3`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import combinations_with_replacement

from bvdesk.domain.errors import UserError


class Korn(StrEnum):
    """How fine a period is, finest first."""

    MANED = "M"
    KVARTAL = "K"
    HALVAR = "H"
    AR = "Å"
    VINDU = "V"


_MONTHS = {Korn.MANED: 1, Korn.KVARTAL: 3, Korn.HALVAR: 6, Korn.AR: 12}
_GRAINS = {(first, first + length - 1): korn for korn, length in _MONTHS.items() for first in range(1, 14 - length, length)}
_FORM = re.compile(r"(\d{4})(?:H([12])|K([1-4])(?:-K([1-4]))?|M(0[1-9]|1[0-2]))?")
_MONTH_NAMES = (
    "januar februar mars april mai juni juli august september oktober november desember".split()  # noqa: SIM905
)
FIRST_YEAR, LAST_YEAR = 1990, 2100
_KNOWN: dict[tuple[int, int, int], Periode] = {}


@dataclass(frozen=True, slots=True, order=True, init=False)
class Periode:
    """Whole months `forste`–`siste` (1–12) of the year `ar`. Ordered by start, then by end.

    There is one object per period, so that equality is identity: figures are looked up by their periods all the time.
    """

    ar: int
    forste: int
    siste: int

    def __new__(cls, ar: int, forste: int, siste: int) -> Periode:  # noqa: D102 - the class tells why
        months = (ar, forste, siste)
        return _KNOWN.get(months) or _KNOWN.setdefault(months, _made(cls, months))

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __reduce__(self) -> tuple[type[Periode], tuple[int, int, int]]:
        return Periode, (self.ar, self.forste, self.siste)

    @staticmethod
    def parse(kode: str) -> Periode:
        """Read a period code; UserError when it is not one."""
        return _parse(kode)

    @staticmethod
    def year(ar: int) -> Periode:
        """The whole calendar year."""
        return Periode(ar, 1, 12)

    @staticmethod
    def quarter(ar: int, kvartal: int) -> Periode:
        """One quarter, 1–4."""
        return Periode(ar, 3 * kvartal - 2, 3 * kvartal)

    @staticmethod
    def window(ar: int, fra_kvartal: int, til_kvartal: int) -> Periode:
        """The quarters from and to, both included."""
        return Periode(ar, 3 * fra_kvartal - 2, 3 * til_kvartal)

    @property
    def months(self) -> int:
        """Number of months covered."""
        return self.siste - self.forste + 1

    @property
    def korn(self) -> Korn:
        """The grain: month, quarter, half-year, year, or a window of quarters."""
        return _GRAINS.get((self.forste, self.siste), Korn.VINDU)

    @property
    def kode(self) -> str:
        """The code in files, the opposite of `parse`."""
        return _code(self)

    @property
    def last_day(self) -> date:
        """The period's last day (valid kommune numbers and stocks are read on it)."""
        return date(self.ar + self.siste // 12, self.siste % 12 + 1, 1) - timedelta(days=1)

    def __contains__(self, other: Periode) -> bool:
        return self.ar == other.ar and self.forste <= other.forste and other.siste <= self.siste

    def quarters(self) -> tuple[Periode, ...]:
        """The whole quarters inside, in order (none for a month)."""
        return _quarters(self)

    def month_periods(self) -> tuple[Periode, ...]:
        """The months inside, in order."""
        return tuple(Periode(self.ar, m, m) for m in range(self.forste, self.siste + 1))

    def year_before(self) -> Periode:
        """The same months one year before."""
        return _year_before(self)

    def previous(self) -> Periode:
        """The period of the same length just before (a window: the same window last year)."""
        return _previous(self)

    def next(self) -> Periode:
        """The period of the same length just after (a window: the same window next year)."""
        if self.korn in (Korn.VINDU, Korn.AR):
            return Periode(self.ar + 1, self.forste, self.siste)
        end = self.siste + self.months
        return Periode(self.ar, self.siste + 1, end) if end <= 12 else Periode(self.ar + 1, 1, self.months)

    def parts(self) -> frozenset[Periode]:
        """Every shorter period inside that figures are given for: months, and runs of quarters."""
        return _parts(self)

    def compositions(self) -> tuple[tuple[Periode, ...], ...]:
        """Every way to cut the period into consecutive parts of whole quarters, finest first; a quarter into months."""
        return _compositions(self)

    @property
    def tekst(self) -> str:
        """As a reader says it: «2025», «1. halvår 2025», «3. kvartal 2025», «mars 2025», «1.–3. kvartal 2025»."""
        return f"{self.kort} {self.ar}" if self.kort else str(self.ar)

    @property
    def kort(self) -> str:
        """Without the year: «1. halvår», «3. kvartal», «mars», «1.–3. kvartal»; empty for a year."""
        return _short(self)

    @property
    def til_og_med(self) -> str:
        """How far a running year has come: «til og med 3. kvartal»; for a whole year «hele 2025»."""
        if self.korn is Korn.AR:
            return f"hele {self.ar}"
        last = self.siste // 3
        return f"til og med {last}. kvartal" if self.siste % 3 == 0 else f"til og med {_MONTH_NAMES[self.siste - 1]}"


def _made(cls: type[Periode], months: tuple[int, int, int]) -> Periode:
    """The one object of a period, made when it is first spoken of."""
    made = object.__new__(cls)
    for name, value in zip(("ar", "forste", "siste"), months, strict=True):
        object.__setattr__(made, name, value)
    return made


def date_in_words(iso: str) -> str:
    """«2026-01-15» as «15. januar 2026»."""
    day = date.fromisoformat(iso)
    return f"{day.day}. {_MONTH_NAMES[day.month - 1]} {day.year}"


@lru_cache(maxsize=4096)
def _quarters(periode: Periode) -> tuple[Periode, ...]:
    first, last = (periode.forste + 4) // 3, periode.siste // 3
    return tuple(Periode.quarter(periode.ar, k) for k in range(first, last + 1))


@lru_cache(maxsize=4096)
def _short(periode: Periode) -> str:
    first, last = (periode.forste + 2) // 3, periode.siste // 3
    return {
        Korn.AR: "",
        Korn.HALVAR: f"{1 if periode.forste == 1 else 2}. halvår",
        Korn.KVARTAL: f"{last}. kvartal",
        Korn.MANED: _MONTH_NAMES[periode.forste - 1],
        Korn.VINDU: f"{first}.–{last}. kvartal",
    }[periode.korn]


@lru_cache(maxsize=4096)
def _year_before(periode: Periode) -> Periode:
    return Periode(periode.ar - 1, periode.forste, periode.siste)


@lru_cache(maxsize=4096)
def _previous(periode: Periode) -> Periode:
    if periode.korn in (Korn.VINDU, Korn.AR):
        return periode.year_before()
    start = periode.forste - periode.months
    if start > 0:
        return Periode(periode.ar, start, periode.forste - 1)
    return Periode(periode.ar - 1, 13 - periode.months, 12)


@lru_cache(maxsize=4096)
def _parts(periode: Periode) -> frozenset[Periode]:
    runs = combinations_with_replacement(periode.quarters(), 2)
    spans = (Periode(periode.ar, first.forste, last.siste) for first, last in runs)
    return frozenset((*periode.month_periods(), *spans)) - {periode}


@lru_cache(maxsize=4096)
def _compositions(periode: Periode) -> tuple[tuple[Periode, ...], ...]:
    quarters = periode.quarters()
    if len(quarters) < 2:
        return (periode.month_periods(),) if periode.korn is Korn.KVARTAL else ()
    cuts = len(quarters) - 1
    return tuple(tuple(_cut(quarters, mask)) for mask in range(2**cuts - 1, 0, -1))


def _cut(quarters: tuple[Periode, ...], mask: int) -> Iterator[Periode]:
    start = quarters[0]
    for i, quarter in enumerate(quarters):
        if i + 1 == len(quarters) or mask >> i & 1:
            yield Periode(start.ar, start.forste, quarter.siste)
            if i + 1 < len(quarters):
                start = quarters[i + 1]


@lru_cache(maxsize=4096)
def _parse(kode: str) -> Periode:
    match = _FORM.fullmatch(kode)
    if not match:
        raise UserError(f"«{kode}» er ikke en periode.", "Skriv for eksempel 2025, 2025H1, 2025K3, 2025M03 eller 2025K1-K3.")
    year, half, first, last, month = match.groups()
    ar = int(year)
    if not FIRST_YEAR <= ar <= LAST_YEAR:
        raise UserError(f"Året i «{kode}» er utenfor {FIRST_YEAR}–{LAST_YEAR}.", "Sjekk at årstallet er riktig skrevet.")
    if half:
        return Periode(ar, 6 * int(half) - 5, 6 * int(half))
    if month:
        return Periode(ar, int(month), int(month))
    if first and last and int(first) >= int(last):
        raise UserError(f"Vinduet «{kode}» går bakover.", "Skriv det første kvartalet først, for eksempel 2025K1-K3.")
    return Periode.window(ar, int(first), int(last or first)) if first else Periode.year(ar)


@lru_cache(maxsize=4096)
def _code(periode: Periode) -> str:
    first, last = (periode.forste + 2) // 3, periode.siste // 3
    suffix = {
        Korn.AR: "",
        Korn.HALVAR: f"H{1 if periode.forste == 1 else 2}",
        Korn.KVARTAL: f"K{last}",
        Korn.MANED: f"M{periode.forste:02}",
        Korn.VINDU: f"K{first}-K{last}",
    }[periode.korn]
    return f"{periode.ar}{suffix}"
