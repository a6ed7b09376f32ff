"""The engine's hand on the solver: linear programs over the deviations of one reduced block.

Everything runs on one thread, silently, and answers in whole numbers: a deviation that is not integral is
solved again as an integer program, and every answer is verified exactly before anyone uses it. Tolerances of
the solver can thus cost a cell too much, never hide one too few.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from bvdesk.prikking.reduksjon import Heltall, Rader, Redusert

Flyt = NDArray[np.float64]
UENDELIG: float = highspy.kHighsInf
EPS = 1e-6
HELTALLSTID = 10.0
PRIMAL_SIMPLEX = 4


def new_solver(*, presolve: bool) -> Any:
    """A silent HiGHS on one thread."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)  # noqa: FBT003
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("presolve", "choose" if presolve else "off")
    solver.setOptionValue("primal_feasibility_tolerance", 1e-9)
    solver.setOptionValue("dual_feasibility_tolerance", 1e-9)
    solver.setOptionValue("simplex_scale_strategy", 0)
    solver.setOptionValue("simplex_dual_edge_weight_strategy", 0)
    return solver


def _program(rader: Rader, columns: int, *, split: bool) -> Any:
    """A program with the rows of a block; `split` gives each class one column up and one down."""
    program = highspy.HighsLp()
    start, index, value = rader.start, rader.index, rader.value.astype(np.float64)
    if split:
        start, index, value = _mirrored(rader)
    program.num_col_ = columns * (2 if split else 1)
    program.num_row_ = rader.antall
    zeros = np.zeros(program.num_col_)
    program.col_cost_, program.col_lower_, program.col_upper_ = zeros, zeros, zeros
    bounded = rader.antall - rader.likninger
    program.row_lower_ = np.concatenate([np.zeros(rader.likninger), np.full(bounded, -UENDELIG)])
    program.row_upper_ = np.concatenate([np.zeros(rader.likninger), rader.slakk.astype(np.float64)])
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = program.num_col_, program.num_row_
    matrix.start_, matrix.index_, matrix.value_ = start, index, value
    return program


def _mirrored(rader: Rader) -> tuple[NDArray[np.int32], NDArray[np.int32], Flyt]:
    """Each row with its terms doubled: class k up in column 2k, down with opposite sign in column 2k + 1."""
    index = np.repeat(2 * rader.index, 2)
    index[1::2] += 1
    value = np.repeat(rader.value.astype(np.float64), 2)
    value[1::2] *= -1
    return 2 * rader.start, index, value


class Rekkevidde:
    """How far one class can move while only some classes are free."""

    def __init__(self, block: Redusert) -> None:
        self._block = block
        self._columns = np.arange(block.antall, dtype=np.int32)
        self._solver = new_solver(presolve=False)
        self._solver.setOptionValue("simplex_strategy", PRIMAL_SIMPLEX)
        self._solver.setOptionValue("simplex_primal_edge_weight_strategy", 0)
        self._solver.passModel(_program(block.rader, block.antall, split=False))

    @cached_property
    def _whole(self) -> Any:
        solver = new_solver(presolve=True)
        solver.passModel(_program(self._block.rader, self._block.antall, split=False))
        kinds = np.full(self._block.antall, int(highspy.HighsVarType.kInteger), np.uint8)
        solver.changeColsIntegrality(self._block.antall, self._columns, kinds)
        solver.setOptionValue("time_limit", HELTALLSTID)
        return solver

    def _aim(self, solver: Any, klasse: int, free: tuple[Flyt, Flyt], sign: int) -> Flyt:
        solver.changeColsBounds(self._block.antall, self._columns, -free[0], free[1])
        solver.changeColCost(klasse, float(-sign))
        solver.run()
        solver.changeColCost(klasse, 0.0)
        return np.array(solver.getSolution().col_value)

    def relaxed(self, klasse: int, free: tuple[Flyt, Flyt], sign: int) -> Flyt:
        """The fractional deviation that takes the class furthest up (sign 1) or down (sign -1).

        Args:
            klasse: the class.
            free: how far each class may go down and up (0 for classes that are shown).
            sign: the direction.
        """
        return self._aim(self._solver, klasse, free, sign)

    def duals(self) -> tuple[Flyt, float]:
        """Of the last relaxed answer: what freedom is worth per class and unit, and the slacks' share."""
        solution = self._solver.getSolution()
        slack = np.array(solution.row_dual)[self._block.rader.likninger :] @ self._block.rader.slakk
        return np.array(solution.col_dual), -float(slack)

    def whole(self, klasse: int, free: tuple[Flyt, Flyt], sign: int) -> Heltall | None:
        """The integer deviation that takes the class furthest, verified; None when the solver gave none."""
        self._whole.setOptionValue("time_limit", self._whole.getRunTime() + HELTALLSTID)
        return verified(self._block, self._aim(self._whole, klasse, free, sign))


class Alternativ:
    """The cheapest other table in which one class has moved as far as required."""

    def __init__(self, block: Redusert) -> None:
        self._block = block
        self._columns = np.arange(2 * block.antall, dtype=np.int32)
        self._solver = new_solver(presolve=False)
        self._solver.passModel(_program(block.rader, block.antall, split=True))

    @cached_property
    def _whole(self) -> Any:
        solver = new_solver(presolve=True)
        solver.passModel(_program(self._block.rader, self._block.antall, split=True))
        kinds = np.full(2 * self._block.antall, int(highspy.HighsVarType.kInteger), np.uint8)
        solver.changeColsIntegrality(2 * self._block.antall, self._columns, kinds)
        solver.setOptionValue("mip_rel_gap", 0.05)
        return solver

    def cheapest(
        self, cost: Flyt, free: tuple[Flyt, Flyt], klasse: int, steps: int, most: float = UENDELIG
    ) -> Heltall | None:
        """An integer deviation of least summed cost per unit moved, or None.

        Args:
            cost: per class and unit moved; interleaved up, down when it has two entries per class.
            free: how far each class may go down and up.
            klasse: the class that must move.
            steps: how far, negative for downwards; 0 asks for nothing.
            most: give up when the summed cost must exceed this.
        """
        upper = np.empty(2 * self._block.antall)
        upper[0::2], upper[1::2] = free[1], free[0]
        lower = np.zeros_like(upper)
        if steps:
            ahead, back = (2 * klasse, 2 * klasse + 1) if steps > 0 else (2 * klasse + 1, 2 * klasse)
            if upper[ahead] < abs(steps):
                return None
            lower[ahead], upper[back] = abs(steps), 0.0
        prices = cost if len(cost) == len(upper) else np.repeat(cost, 2)
        self._solver.setBasis()
        self._solver.setOptionValue("objective_bound", most)
        found = self._run(self._solver, prices, lower, upper)
        if found is None:
            return None
        answer = verified(self._block, found)
        if answer is None and steps and most == UENDELIG:
            self._whole.setOptionValue("time_limit", self._whole.getRunTime() + HELTALLSTID)
            found = self._run(self._whole, prices, lower, upper)
            answer = None if found is None else verified(self._block, found)
        return answer

    def _run(self, solver: Any, cost: Flyt, lower: Flyt, upper: Flyt) -> Flyt | None:
        solver.changeColsCost(len(cost), self._columns, cost)
        solver.changeColsBounds(len(cost), self._columns, lower, upper)
        solver.run()
        if solver.getModelStatus() in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kObjectiveBound):
            return None
        values = np.array(solver.getSolution().col_value)
        return values[0::2] - values[1::2] if len(values) else None


def verified(block: Redusert, deviation: Flyt) -> Heltall | None:
    """The deviation in whole numbers, if it is one the reader must hold possible."""
    if len(deviation) != block.antall or not np.isfinite(deviation).all():
        return None
    whole = np.rint(deviation).astype(np.int64)
    return whole if np.abs(whole - deviation).max(initial=0.0) < EPS and block.possible(whole) else None
