"""The auditor's room of possible tables: absolute values of one group of hidden cells."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import Any

import highspy
import numpy as np

from bvdesk.prikking.policy import Merke, Nuller, Policy
from bvdesk.prikking.publikasjon import Celle

TOLERANSE = 1e-6
SEKUNDER_PER_HELTALLSPROGRAM = 30.0
PRIMAL_SIMPLEX = 4
"""Only the goal changes from one question to the next, so that the last answer is a good place to start."""
HJORNER = 4
"""Corners tried before an integer program; they settle nine of ten."""
SVEIP = 4
"""Rounds of narrowing before the search."""


@dataclass(frozen=True, slots=True)
class Rad:
    """What is left of a relation when the known values are moved to the right side."""

    terms: dict[str, int]
    right: int
    equal: bool


def possible_span(celle: Celle, policy: Policy) -> tuple[int, int]:
    """What a reader holds possible for a hidden cell before looking at any relation."""
    terskel = policy.rule(celle).terskel
    lowest = [celle.nedre_grense]
    highest = [2 * celle.verdi, celle.verdi + policy.margin, celle.verdi + (terskel or 0) + 1]
    top = max(highest) if celle.ovre_grense is None else min(celle.ovre_grense, max(highest))
    if celle.vises or celle.skjult_for:
        if policy.nuller is Nuller.VIS and celle.nedre_grense == 0:
            lowest.append(1)
        if policy.merke is Merke.DELT and terskel is not None:
            small_mark = celle.verdi <= terskel
            top = min(top, terskel) if small_mark else top
            lowest.append(celle.nedre_grense if small_mark else terskel + 1)
    return min(celle.verdi, max(lowest)), max(celle.verdi, top)


class Tabellrom:
    """The tables a reader holds possible for one group of hidden cells, explored from its corners."""

    def __init__(self, cells: list[Celle], rows: list[Rad], policy: Policy) -> None:
        self.place = {celle.id: number for number, celle in enumerate(cells)}
        self.lp = self.milp = 0
        lengths = [len(row.terms) for row in rows]
        self._start = np.cumsum([0, *lengths], dtype=np.int32)
        self._index = np.array([self.place[name] for row in rows for name in row.terms], np.int32)
        self._value = np.array([value for row in rows for value in row.terms.values()], np.int64)
        self._right = np.array([row.right for row in rows], np.int64)
        self._equal = np.array([row.equal for row in rows], np.bool_)
        spans = np.array([possible_span(celle, policy) for celle in cells], np.int64)
        self._floor, self._roof = spans[:, 0], spans[:, 1]
        truth = np.array([celle.verdi for celle in cells], np.int64)
        self._low, self._high = truth.copy(), truth.copy()
        self._tighten()
        self._simplex: Any = None
        self._branching: Any = None

    def _tighten(self) -> None:
        """Narrow the spans by each relation alone, a few times over: what remains is quicker to search."""
        starts, row_of = self._start[:-1], np.repeat(np.arange(len(self._right)), np.diff(self._start))
        for _ in range(SVEIP if len(self._right) else 0):
            for sign in (1, -1):
                value = sign * self._value
                least = value * np.where(value > 0, self._floor[self._index], self._roof[self._index])
                spare = (sign * self._right - np.add.reduceat(least, starts))[row_of]
                counts = (sign > 0) | self._equal[row_of]
                step = spare // np.abs(value)
                falls, rises = counts & (value > 0), counts & (value < 0)
                low, high = self._floor.copy(), self._roof.copy()
                np.minimum.at(self._roof, self._index[falls], (low[self._index] + step)[falls])
                np.maximum.at(self._floor, self._index[rises], (high[self._index] - step)[rises])

    def interval(self, name: str) -> tuple[int, int]:
        """The smallest and largest value of the cell over all possible tables of integers."""
        number = self.place[name]
        if len(self._right):
            self._push(number, down=True)
            self._push(number, down=False)
            return int(self._low[number]), int(self._high[number])
        return int(self._floor[number]), int(self._roof[number])

    def movable(self, name: str) -> bool:
        """Whether the cell has more than one possible value."""
        number = self.place[name]
        if self._low[number] < self._high[number]:
            return True
        low, high = self.interval(name)
        return low < high

    def _push(self, number: int, *, down: bool) -> None:
        """Find a table that takes the cell to its extreme: by a corner, by other corners, by an integer program."""
        if self._extreme(number, down=down) == (self._floor if down else self._roof)[number]:
            return
        self._simplex = self._simplex or self._model(whole=False)
        self.lp += 1
        value = self._solve(self._simplex, number, down=down)
        if self._reaches(value, number, down=down):
            return
        self._try_corners(number, ceil(value - TOLERANSE) if down else floor(value + TOLERANSE))
        if self._reaches(value, number, down=down):
            return
        self.milp += 1
        self._branching = self._branching or self._model(whole=True)
        limit = self._branching.getRunTime() + SEKUNDER_PER_HELTALLSPROGRAM
        self._branching.setOptionValue("time_limit", limit)
        self._solve(self._branching, number, down=down)

    def _extreme(self, number: int, *, down: bool) -> int:
        return int((self._low if down else self._high)[number])

    def _reaches(self, value: float, number: int, *, down: bool) -> bool:
        """Whether a table is known that is as near the fractional extreme as whole numbers can be."""
        return abs(self._extreme(number, down=down) - value) < 1 - TOLERANSE

    def _solve(self, model: Any, number: int, *, down: bool) -> float:
        model.changeColCost(number, 1.0 if down else -1.0)
        model.run()
        model.changeColCost(number, 0.0)
        values = self._learn(model)
        return float(values[number]) if values is not None else float(self._floor[number] if down else self._roof[number])

    def _try_corners(self, number: int, target: int) -> None:
        """Corners in random directions with the cell at its target; one of them is often a table of integers."""
        directions = np.random.default_rng(number).uniform(-1.0, 1.0, (HJORNER, len(self._floor)))
        columns = np.arange(len(self._floor), dtype=np.int32)
        self._simplex.changeColBounds(number, target, target)
        for direction in directions:
            self._simplex.changeColsCost(len(columns), columns, direction)
            self._simplex.run()
            self.lp += 1
            self._learn(self._simplex)
            if target in (self._low[number], self._high[number]):
                break
        self._simplex.changeColsCost(len(columns), columns, np.zeros(len(columns)))
        self._simplex.changeColBounds(number, float(self._floor[number]), float(self._roof[number]))

    def _learn(self, model: Any) -> Any:
        """Accept the solver's table if it is one of integers and true to every relation; returns the raw values."""
        values = np.array(model.getSolution().col_value)
        if len(values) != len(self._floor) or not np.isfinite(values).all():
            return None
        table = np.rint(values).astype(np.int64)
        if self._true_to_rows(table):
            np.minimum(self._low, table, out=self._low)
            np.maximum(self._high, table, out=self._high)
        return values

    def _true_to_rows(self, table: Any) -> bool:
        if (table < self._floor).any() or (table > self._roof).any():
            return False
        left = np.add.reduceat(self._value * table[self._index], self._start[:-1])
        return bool(np.where(self._equal, left == self._right, left <= self._right).all())

    def _model(self, *, whole: bool) -> Any:
        model = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("presolve", "choose" if whole else "off"),
        ):
            model.setOptionValue(option, value)
        model.setOptionValue("primal_feasibility_tolerance", 1e-9)
        model.setOptionValue("mip_rel_gap", 0.0)
        model.setOptionValue("simplex_strategy", PRIMAL_SIMPLEX)
        model.setOptionValue("simplex_primal_edge_weight_strategy", 0)
        model.addVars(len(self._floor), self._floor.astype(float), self._roof.astype(float))
        lower = np.where(self._equal, self._right, -highspy.kHighsInf)
        model.addRows(
            len(lower),
            lower,
            self._right.astype(float),
            len(self._index),
            self._start[:-1],
            self._index,
            self._value.astype(float),
        )
        if whole:
            columns = np.arange(len(self._floor), dtype=np.int32)
            kinds = np.full(len(columns), int(highspy.HighsVarType.kInteger), np.uint8)
            model.changeColsIntegrality(len(columns), columns, kinds)
        return model
