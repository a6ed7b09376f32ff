from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdesk.domain.diagram.axis import nice_axis, spread

numbers = st.decimals(-10_000_000, 10_000_000, places=1)


def test_round_steps() -> None:
    assert nice_axis(Decimal(0), Decimal(82), 5).ticks == (0, 20, 40, 60, 80, 100)
    assert nice_axis(Decimal(0), Decimal("0.7"), 4).decimals == 1
    assert nice_axis(Decimal(0), Decimal(2), 5, whole=True).ticks == (0, 1, 2)


@pytest.mark.parametrize("whole", [True, False])
@given(low=numbers, high=numbers, steps=st.integers(1, 8))
def test_the_axis_holds_its_values(low: Decimal, high: Decimal, steps: int, whole: bool) -> None:
    low, high = sorted((low, high))
    axis = nice_axis(low, high, steps, whole=whole)
    assert axis.ticks[0] <= low <= high <= axis.ticks[-1]
    gaps = {b - a for a, b in pairwise(axis.ticks)}
    assert len(gaps) == 1
    assert len(axis.ticks) <= max(steps, 2) + 1
    if low <= 0 <= high:
        assert 0 in axis.ticks
    if whole:
        assert axis.decimals == 0


@given(st.lists(st.floats(0, 100), min_size=1, max_size=8))
def test_spread_keeps_order_and_distance(wanted: list[float]) -> None:
    placed = spread(wanted, 10, 0, 100)
    for a, b in pairwise(sorted(placed)):
        assert b - a >= 10 - 1e-6
    assert min(placed) >= -1e-6
    assert max(placed) <= 100 + 1e-6
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    assert [placed[i] for i in order] == sorted(placed)
