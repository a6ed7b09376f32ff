"""The cheapest pattern, proven: a 0–1 program whose rows are learnt from failed attacks.

After Fischetti and Salazar (JASA 95, 2000): choose the cheapest classes to hide, attack each small cell by
linear programming, and turn every attack that gets too close into a row: the freedom that the attack lacked
must come from somewhere. Where fractions withstand the attack but whole numbers do not, the row says that
something more must be hidden; that row is valid because hiding less never helps.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from time import perf_counter
from typing import Any

import highspy
import numpy as np

from bvdesk.prikking.dekning import Dekning
from bvdesk.prikking.loser import EPS, UENDELIG, Flyt, new_solver
from bvdesk.prikking.reduksjon import Flagg, Oppgave

RUNDER = 400
"""Rounds at most: a limit that does not depend on the speed of the machine."""


@dataclass(frozen=True, slots=True)
class Eksakt:
    """The best pattern known, a bound on every pattern's cost, and whether the two meet."""

    y: Flagg
    nedre_grense: float
    bevist: bool


def solve_exactly(cover: Dekning, start: Flagg, seconds: float) -> Eksakt:
    """Improve a covering pattern to the cheapest one, within the time given.

    Args:
        cover: the block with its pool of witnesses.
        start: a pattern that meets every requirement.
        seconds: when to give up with the best so far.
    """
    return _Search(cover, start, perf_counter() + seconds).run()


class _Search:
    def __init__(self, cover: Dekning, start: Flagg, deadline: float) -> None:
        self._cover = cover
        self._block = cover.block
        self._best = start
        self._deadline = deadline
        self._free = np.flatnonzero(~cover.block.tvunget)
        self._trifles = float((cover.block.pris - cover.block.vekt)[self._free].sum())
        self._rows: set[tuple[bytes, bytes]] = set()
        self._master = self._new_master()

    def _new_master(self) -> Any:
        master = new_solver(presolve=True)
        master.setOptionValue("mip_rel_gap", 0.0)
        for column, k in enumerate(self._free):
            master.addVar(0.0, 1.0)
            master.changeColCost(column, float(self._block.pris[k]))
            master.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        return master

    def run(self) -> Eksakt:
        bound, y = 0.0, self._block.tvunget.copy()
        for _ in range(RUNDER):
            failed, learnt = self._attack(y)
            if not failed:
                return Eksakt(y, self._cover.cost(y), bevist=True)
            answer = self._next() if learnt else None
            if answer is None:
                break
            y, lowest = answer
            bound = max(bound, self._least_cost(lowest))
            if bound >= self._cover.cost(self._best) - EPS:
                return Eksakt(self._best, self._cover.cost(self._best), bevist=True)
        return Eksakt(self._best, bound, bevist=False)

    def _next(self) -> tuple[Flagg, float] | None:
        """The cheapest pattern that keeps every row learnt, and a bound on the price of every pattern."""
        left = self._deadline - perf_counter()
        if left <= 0:
            return None
        self._master.setOptionValue("time_limit", self._master.getRunTime() + left)
        self._master.run()
        if self._master.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        lowest = self._master.getInfo().mip_dual_bound
        y = self._block.tvunget.copy()
        y[self._free] = np.array(self._master.getSolution().col_value) > 0.5
        return y, float(lowest)

    def _least_cost(self, price: float) -> float:
        """A bound on cost from one on price: trifles are only added where all weights are whole."""
        return float(ceil(price - self._trifles - EPS)) if self._trifles else price

    def _attack(self, y: Flagg) -> tuple[int, int]:
        """How many requirements fail when `y` is hidden, and how many new rows that taught."""
        failed = learnt = 0
        done = self._cover.vitner.covered(y)
        for place, task in enumerate(self._cover.vitner.oppgaver):
            if done[place]:
                continue
            row = self._missing_freedom(task, y)
            if row is None and self._cover.prove(task, y):
                continue
            failed += 1
            learnt += self._learn(np.where(y, 0.0, 1.0)[self._free] if row is None else row)
        return failed, learnt

    def _missing_freedom(self, task: Oppgave, y: Flagg) -> Flyt | None:
        """What each free class must contribute to a failed attack; None when fractions withstand it."""
        down, up = self._cover.room(np.ones_like(y), task)
        worth, reached, constant = np.zeros(self._block.antall), 0.0, 0.0
        for sign in (1,) if task.opp else (1, -1):
            deviation = self._cover.reach.relaxed(task.klasse, self._cover.room(y, task), sign)
            price, share = self._cover.reach.duals()
            reached += sign * deviation[task.klasse]
            constant += share
            worth += np.where(price > 0, price * down, -price * up)
        if reached >= task.krav - EPS:
            return None
        need = task.krav - constant - worth[self._block.tvunget].sum()
        return np.asarray(np.minimum(worth[self._free], need) / need)

    def _learn(self, row: Flyt) -> bool:
        terms = np.flatnonzero(row > EPS).astype(np.int32)
        key = (terms.tobytes(), row[terms].round(5).tobytes())
        if key in self._rows:
            return False
        self._rows.add(key)
        self._master.addRow(1.0, UENDELIG, len(terms), terms, row[terms])
        return True
