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
HALV = 0.5


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
        self._columns = np.arange(len(self._free), dtype=np.int32)
        self._rows: set[tuple[bytes, bytes]] = set()
        self._master = self._new_master()

    def _new_master(self) -> Any:
        master = new_solver(presolve=True)
        master.setOptionValue("mip_rel_gap", 0.0)
        count = len(self._free)
        master.addVars(count, np.zeros(count), np.ones(count))
        master.changeColsCost(count, self._columns, self._block.pris[self._free])
        return master

    def run(self) -> Eksakt:
        bound = 0.0
        for whole in (False, True):
            if whole:
                kinds = np.full(len(self._free), int(highspy.HighsVarType.kInteger), np.uint8)
                self._master.changeColsIntegrality(len(self._free), self._columns, kinds)
            found = self._rounds(bound, whole=whole)
            bound = found.nedre_grense
            if found.bevist:
                return found
        return found

    def _rounds(self, bound: float, *, whole: bool) -> Eksakt:
        """Attack, learn, choose anew: with fractions first, which teaches fast, then with whole classes."""
        for _ in range(RUNDER):
            answer = self._next(whole=whole)
            if answer is None:
                break
            y, lowest = answer
            bound = max(bound, self._least_cost(lowest))
            if bound >= self._cover.cost(self._best) - EPS:
                return Eksakt(self._best, self._cover.cost(self._best), bevist=True)
            failed, learnt = self._attack(y, whole=whole)
            if whole and not failed:
                best = y > HALV
                return Eksakt(best, self._cover.cost(best), bevist=True)
            if not learnt:
                break
        return Eksakt(self._best, bound, bevist=False)

    def _next(self, *, whole: bool) -> tuple[Flyt, float] | None:
        """The cheapest choice that keeps every row learnt, and a bound on the price of every pattern."""
        left = self._deadline - perf_counter()
        if left <= 0:
            return None
        self._master.setOptionValue("time_limit", self._master.getRunTime() + left)
        self._master.run()
        if self._master.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        info = self._master.getInfo()
        y = self._block.tvunget.astype(float)
        y[self._free] = np.array(self._master.getSolution().col_value)
        return y, float(info.mip_dual_bound if whole else info.objective_function_value)

    def _least_cost(self, price: float) -> float:
        """A bound on cost from one on price: trifles are only added where all weights are whole."""
        return float(ceil(price - self._trifles - EPS)) if self._trifles else price

    def _attack(self, y: Flyt, *, whole: bool) -> tuple[int, int]:
        """How many requirements fail when `y` is hidden, and how many new rows that taught."""
        failed = learnt = 0
        hidden = y > (HALV if whole else 1.0 - EPS)
        done = self._cover.vitner.covered(hidden)
        for task, covered in zip(self._cover.vitner.oppgaver, done, strict=True):
            if covered:
                continue
            row = self._missing_freedom(task, y)
            if row is None and (not whole or self._cover.prove(task, hidden)):
                continue
            failed += 1
            learnt += self._learn(np.where(hidden, 0.0, 1.0)[self._free] if row is None else row)
        return failed, learnt

    def _missing_freedom(self, task: Oppgave, y: Flyt) -> Flyt | None:
        """What each free class must contribute to a failed attack; None when fractions withstand it."""
        down, up = self._cover.room(np.ones(len(y), np.bool_), task)
        worth, reached, constant = np.zeros(len(y)), 0.0, 0.0
        for sign in (1,) if task.opp else (1, -1):
            deviation = self._cover.reach.relaxed(task.klasse, (down * y, up * y), sign)
            price, share = self._cover.reach.duals()
            reached += sign * deviation[task.klasse]
            constant += share
            worth += np.where(price > 0, price * down, -price * up)
        need = task.krav - constant - worth[self._block.tvunget].sum()
        if reached >= task.krav - EPS or need < EPS:
            return None
        return np.asarray(np.minimum(worth[self._free], need) / need)

    def _learn(self, row: Flyt) -> bool:
        terms = np.flatnonzero(row > EPS).astype(np.int32)
        key = (terms.tobytes(), row[terms].round(5).tobytes())
        if key in self._rows:
            return False
        self._rows.add(key)
        self._master.addRow(1.0, UENDELIG, len(terms), terms, row[terms])
        return True
