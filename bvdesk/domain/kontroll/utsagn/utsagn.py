"""A statement about figures as a linear relation."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR

from bvdesk.domain.kontroll.tekst.linjer import Setning
from bvdesk.domain.kontroll.utsagn.mengde import Mengde, Slag
from bvdesk.domain.tall.celle import Celle

Ledd = tuple[tuple[int, Celle], ...]
_SKALA = 10_000


@dataclass(frozen=True, slots=True)
class Grense:
    """`lav` ≤ Σ coefficient · cell ≤ `hoy`; None: no limit on that side."""

    ledd: Ledd
    lav: int | None
    hoy: int | None


@dataclass(frozen=True, slots=True)
class Utsagn:
    """What one quantity tells, in one reading that is true of the figures.

    Attributes:
        grenser: the relations it gives the reader.
        tyngde: how plainly the words say it; more is plainer.
    """

    grenser: tuple[Grense, ...]
    mengde: Mengde
    setning: Setning
    tyngde: float

    @property
    def celler(self) -> tuple[Celle, ...]:
        """The figures it speaks of."""
        return tuple(dict.fromkeys(celle for grense in self.grenser for _, celle in grense.ledd))


def amount(ledd: Ledd, mengde: Mengde) -> tuple[Grense, ...]:
    """The sum is one of the values said."""
    low = int(mengde.lav.to_integral_value(ROUND_CEILING))
    high = None if mengde.hoy is None else int(mengde.hoy.to_integral_value(ROUND_FLOOR))
    return (Grense(ledd, low, high),)


def ratio(del_: Ledd, hel: Ledd, mengde: Mengde) -> tuple[Grense, ...]:
    """The one sum is so large a part of the other, which is not nothing."""
    if mengde.slag is Slag.GANGER and mengde.lav == mengde.hoy == 1:
        return (Grense(_joined((1, del_), (-1, hel)), 0, 0),)
    assert mengde.hoy is not None
    low = int((mengde.lav * _SKALA).to_integral_value(ROUND_FLOOR))
    high = int((mengde.hoy * _SKALA).to_integral_value(ROUND_CEILING))
    return (
        Grense(_joined((_SKALA, del_), (-low, hel)), 0, None),
        Grense(_joined((_SKALA, del_), (-high, hel)), None, 0),
        Grense(hel, 1, None),
    )


def less(a: Ledd, b: Ledd) -> Ledd:
    """The one sum less the other."""
    return _joined((1, a), (-1, b))


def _joined(*parts: tuple[int, Ledd]) -> Ledd:
    total: dict[Celle, int] = {}
    for factor, ledd in parts:
        for coefficient, celle in ledd:
            total[celle] = total.get(celle, 0) + factor * coefficient
    return tuple((coefficient, celle) for celle, coefficient in total.items() if coefficient)
