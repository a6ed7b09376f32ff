"""Number axes with round steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from bvdesk.domain.diagram.sheet import Style
from bvdesk.domain.diagram.spec import Diagram, Slag, Tall

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))


@dataclass(frozen=True, slots=True)
class Axis:
    """From the lowest tick to the highest; `decimals` are those the ticks need; without `numbers` it has no scale."""

    ticks: tuple[Decimal, ...]
    decimals: int = 0
    numbers: bool = True

    @property
    def low(self) -> float:
        """The lowest tick."""
        return float(self.ticks[0])

    @property
    def high(self) -> float:
        """The highest tick."""
        return float(self.ticks[-1])

    def share(self, value: Tall) -> float:
        """Where a value lies: 0 at the lowest tick, 1 at the highest."""
        return (float(value) - self.low) / (self.high - self.low)


def axis_for(diagram: Diagram, steps: int) -> Axis:
    """The axis of a chart, from its shown values and its target only."""
    values = [Decimal(str(v)) for v in shown_extremes(diagram)]
    if diagram.mal:
        values.append(Decimal(str(diagram.mal.verdi)))
    if not values:
        return Axis((Decimal(0), Decimal(1)), numbers=False)
    if diagram.fra_null or diagram.slag not in (Slag.LINJE, Slag.SPARK):
        values.append(Decimal(0))
    whole = diagram.desimaler == 0 or all(v == v.to_integral_value() for v in values)
    return nice_axis(min(values), max(values), steps, whole=whole)


def exact_axis(diagram: Diagram) -> Axis:
    """An axis that ends where the longest bar ends, for charts whose bars carry their numbers."""
    rounded = axis_for(diagram, 4)
    values = [Decimal(str(v)) for v in shown_extremes(diagram)]
    if diagram.mal:
        values.append(Decimal(str(diagram.mal.verdi)))
    low, high = min([Decimal(0), *values]), max([Decimal(0), *values])
    return Axis((low, high), rounded.decimals, rounded.numbers) if low < high else rounded


def max_steps(length: float, style: Style) -> int:
    """How many steps an upright axis of this length has room for without crowding."""
    return max(1, min(6, int(length / (1.8 * style.line_height))))


def shown_extremes(diagram: Diagram) -> list[Tall]:
    """Every length a bar or a line must reach: values, or sums where bars are stacked."""
    if diagram.slag is not Slag.STABLET:
        return [v for s in diagram.serier for _i, v in s.shown]
    columns = zip(*(s.verdier for s in diagram.serier), strict=True)
    return [sum(Decimal(str(p.verdi)) for p in column if p.verdi is not None) for column in columns]


def nice_axis(low: Decimal, high: Decimal, steps: int, *, whole: bool = False) -> Axis:
    """The shortest axis of at most `steps` round steps that holds `low` and `high`; steps of counts are whole."""
    if low == high:
        high = low + 1
    for step in _round_steps((high - low) / max(steps, 1)):
        if whole and step != step.to_integral_value():
            continue
        first = (low / step).to_integral_value(ROUND_FLOOR)
        last = (high / step).to_integral_value(ROUND_CEILING)
        if last - first <= steps or steps <= 1:
            break
    ticks = tuple(step * (first + i) for i in range(int(last - first) + 1))
    decimals = max(0, -int(step.normalize().as_tuple().exponent))
    return Axis(ticks, decimals)


def _round_steps(least: Decimal) -> Iterator[Decimal]:
    """1, 2, 2.5 and 5 times powers of ten, from `least` upwards."""
    power = least.adjusted()
    while True:
        for step in _STEPS:
            if (candidate := step.scaleb(power)) >= least:
                yield candidate
        power += 1


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions at least `gap` apart between `low` and `high`, in the order of `wanted` and near it."""
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    placed = [min(max(w, low), high) for w in wanted]
    for before, after in pairwise(order):
        placed[after] = max(placed[after], placed[before] + gap)
    limit = high
    for i in reversed(order):
        placed[i] = min(placed[i], limit)
        limit = placed[i] - gap
    return placed
