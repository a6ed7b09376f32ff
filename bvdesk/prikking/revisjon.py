"""The independent auditor: what can a reader work out from the figures that are shown?

It shares no code with the engine: it builds its own model, of absolute values and of the hidden cells alone,
and it believes in a possible value only when it holds a whole table of integers in its hand that satisfies
every relation. Linear programs and integer programs propose such tables; exact arithmetic accepts them. A
figure that has only one possible value, or fewer than the policy asks for, is disclosed, whatever the engine
thought of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import highspy
import numpy as np

from bvdesk.prikking.funn import Funn, Revisjon
from bvdesk.prikking.policy import Angripere, Merke, Nuller, Policy, Vern
from bvdesk.prikking.publikasjon import Celle, Publikasjon, Slag

TOLERANSE = 1e-6
SEKUNDER_PER_HELTALLSPROGRAM = 30.0
UTENFRA = ""
PRIMAL_SIMPLEX = 4
"""Only the goal changes from one question to the next, so that the last answer is a good place to start."""
SVEIP = 4
"""Rounds of narrowing before the search."""


def audit(publikasjon: Publikasjon, skjulte: Collection[str], policy: Policy) -> Revisjon:
    """Attack a pattern.

    Args:
        publikasjon: every cell and relation that readers can reckon with.
        skjulte: ids of the cells printed as the marker; cells that nobody prints are unknown anyhow.
        policy: what is small, what protects it, and who the readers are.
    """
    return _Audit(publikasjon, frozenset(skjulte), policy).run()


@dataclass(slots=True)
class _Audit:
    publikasjon: Publikasjon
    skjulte: frozenset[str]
    policy: Policy
    lp: int = 0
    milp: int = 0

    def run(self) -> Revisjon:
        begun = perf_counter()
        small = [celle for celle in self.publikasjon.celler if self.policy.is_small(celle)]
        open_ = [celle for celle in small if not celle.last]
        findings = [Funn(celle.id, UTENFRA, celle.verdi, celle.verdi) for celle in open_ if not self._unknown(celle)]
        targets = [celle for celle in open_ if self._unknown(celle)]
        outside, movable = self._intervals(UTENFRA, targets)
        findings += self._too_narrow(UTENFRA, targets, outside)
        for insider in self._insiders():
            others = [celle for celle in targets if insider not in celle.kjent_av]
            findings += self._too_narrow(insider, others, self._intervals(insider, others)[0])
        return Revisjon(
            intervaller=outside,
            avslort=tuple(findings),
            kjente=tuple(celle.id for celle in small if celle.last),
            svake=tuple(celle.id for celle in targets if self._visibly_small(celle, outside[celle.id])),
            bortkastede=tuple(celle.id for celle in self._secondary() if celle.id not in movable),
            lp=self.lp,
            milp=self.milp,
            sekunder=perf_counter() - begun,
        )

    def _unknown(self, celle: Celle) -> bool:
        return not celle.last and (celle.id in self.skjulte or not celle.vises)

    def _insiders(self) -> list[str]:
        if self.policy.angripere is Angripere.UTENFORSTAENDE:
            return []
        return sorted({name for celle in self.publikasjon.celler for name in celle.kjent_av})

    def _secondary(self) -> Iterable[Celle]:
        """Cells hidden by this publication's own choice, not because they are small or were hidden before."""
        for celle in self.publikasjon.celler:
            chosen = self._unknown(celle) and celle.vises and not celle.skjult_for
            if chosen and not self.policy.is_small(celle):
                yield celle

    def _intervals(self, attacker: str, targets: Iterable[Celle]) -> tuple[dict[str, tuple[int, int]], frozenset[str]]:
        """The possible values of the targets, and which hidden cells have more than one."""
        wanted = {celle.id for celle in targets}
        checked = wanted | ({celle.id for celle in self._secondary()} if attacker == UTENFRA else set())
        found: dict[str, tuple[int, int]] = {}
        movable: set[str] = set()
        for space in self._spaces(attacker):
            found |= {name: space.interval(name) for name in space.place if name in wanted}
            movable |= {name for name in space.place if name in checked and space.movable(name)}
            self.lp += space.lp
            self.milp += space.milp
        return found, frozenset(movable)

    def _spaces(self, attacker: str) -> Iterable[_Space]:
        """The unknown cells in groups that have no relation in common."""
        unknown = {
            celle.id: celle
            for celle in self.publikasjon.celler
            if self._unknown(celle) and (attacker == UTENFRA or attacker not in celle.kjent_av)
        }
        rows = [row for row in self._rows(unknown) if row.terms]
        touching: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(rows):
            for name in row.terms:
                touching[name].append(number)
        left = dict.fromkeys(unknown)
        while left:
            names, numbers = _reach(next(iter(left)), rows, touching)
            for name in names:
                del left[name]
            cells = [unknown[name] for name in names]
            yield _Space(cells, [rows[number] for number in numbers], self.policy)

    def _rows(self, unknown: Collection[str]) -> Iterable[_Row]:
        for relasjon in self.publikasjon.relasjoner:
            terms: dict[str, int] = defaultdict(int)
            right = relasjon.konstant
            for name, coefficient in relasjon.ledd:
                if name in unknown:
                    terms[name] += coefficient
                else:
                    right -= coefficient * self.publikasjon.celle(name).verdi
            terms = {name: coefficient for name, coefficient in terms.items() if coefficient}
            yield _Row(terms, right, relasjon.slag is Slag.LIK)

    def _too_narrow(self, attacker: str, targets: Iterable[Celle], intervals: dict[str, tuple[int, int]]) -> list[Funn]:
        return [
            Funn(celle.id, attacker, *intervals[celle.id])
            for celle in targets
            if not self._enough(celle, intervals[celle.id])
        ]

    def _enough(self, celle: Celle, interval: tuple[int, int]) -> bool:
        low, high = interval
        rule = self.policy.rule(celle)
        if rule.vern is Vern.STERK and rule.terskel is not None and celle.verdi <= rule.terskel:
            return high > rule.terskel
        return high - low >= (2 if rule.vern is Vern.BREDDE else 1)

    def _visibly_small(self, celle: Celle, interval: tuple[int, int]) -> bool:
        terskel = self.policy.rule(celle).terskel
        return terskel is not None and interval[1] <= terskel and self._enough(celle, interval)


@dataclass(frozen=True, slots=True)
class _Row:
    terms: dict[str, int]
    right: int
    equal: bool


def _reach(first: str, rows: list[_Row], touching: dict[str, list[int]]) -> tuple[list[str], list[int]]:
    """Every cell that hangs together with the first, and the rows between them."""
    names, numbers = {first: None}, dict[int, None]()
    queue = [first]
    while queue:
        for number in touching.get(queue.pop(), ()):
            if number not in numbers:
                numbers[number] = None
                fresh = [name for name in rows[number].terms if name not in names]
                names.update(dict.fromkeys(fresh))
                queue += fresh
    return list(names), list(numbers)


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


class _Space:
    """The tables a reader holds possible for one group of hidden cells, explored from its corners."""

    def __init__(self, cells: list[Celle], rows: list[_Row], policy: Policy) -> None:
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
        """Find a table that takes the cell to its extreme."""
        if self._extreme(number, down=down) == (self._floor if down else self._roof)[number]:
            return
        self._simplex = self._simplex or self._model(whole=False)
        value = self._solve(self._simplex, number, down=down)
        self.lp += 1
        if abs(self._extreme(number, down=down) - value) < 1 - TOLERANSE:
            return
        self._branching = self._branching or self._model(whole=True)
        limit = self._branching.getRunTime() + SEKUNDER_PER_HELTALLSPROGRAM
        self._branching.setOptionValue("time_limit", limit)
        self._solve(self._branching, number, down=down)
        self.milp += 1

    def _extreme(self, number: int, *, down: bool) -> int:
        return int((self._low if down else self._high)[number])

    def _solve(self, model: Any, number: int, *, down: bool) -> float:
        model.changeColCost(number, 1.0 if down else -1.0)
        model.run()
        model.changeColCost(number, 0.0)
        values = np.array(model.getSolution().col_value)
        if len(values) != len(self._floor) or not np.isfinite(values).all():
            return float("-inf" if down else "inf")
        table = np.rint(values).astype(np.int64)
        if self._true_to_rows(table):
            np.minimum(self._low, table, out=self._low)
            np.maximum(self._high, table, out=self._high)
        return float(values[number])

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
