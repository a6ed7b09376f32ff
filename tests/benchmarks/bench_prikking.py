"""The acceptance metrics of the disclosure control beside the study's figures.

Run by hand: `python -m tests.benchmarks.bench_prikking [--quick]`. Times are processor seconds. Machines differ, so
they are also given in units of a named baseline measured in the same run: one warm linear program of 30 rows and
12 columns through the solver's Python door (0.14 ms on the machine of the study).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from time import process_time

import highspy
import numpy as np

from bvdesk.prikking import Monster, Nuller, Policy, Publikasjon, Revisjon, Tilstand, audit, protect
from bvdesk.prikking.publikasjon import Celle
from tests.prikking.tabeller import (
    RATER,
    cross_table,
    join,
    melder_block,
    service_year,
    simple_block,
    small_count,
    weighed,
)

BASELINE_OF_STUDY = 0.00014
"""Seconds per warm linear program on the machine of the study."""


@dataclass(frozen=True, slots=True)
class Line:
    """One metric: what was measured, what is demanded, what the study saw."""

    name: str
    measured: str
    bound: str
    study: str
    kept: bool


def timed(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return process_time() - begun


def baseline() -> float:
    """Seconds per warm linear program of 30 rows and 12 columns."""
    random = np.random.default_rng(0)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("presolve", "off")
    for _ in range(12):
        solver.addVar(0.0, 10.0)
    for _ in range(30):
        solver.addRow(-highspy.kHighsInf, 20.0, 12, np.arange(12, dtype=np.int32), random.uniform(0.0, 1.0, 12))
    costs = random.uniform(-1.0, 1.0, (300, 12))
    columns = np.arange(12, dtype=np.int32)

    def solve_all() -> None:
        for cost in costs:
            solver.changeColsCost(12, columns, cost)
            solver.run()

    solve_all()
    return timed(solve_all) / len(costs)


def nation(rate: float, kommuner: int = 357, years: int = 10) -> Publikasjon:
    """One indicator in every kommune, fylke and the country, by quarter, year and all years together."""
    random = np.random.default_rng(1)
    people = np.exp(random.normal(8.5, 1.0, kommuner)) * 0.22
    places = {f"F{f}": {f"K{k}": {} for k in range(f, kommuner, 15)} for f in range(15)}
    times = {f"Y{y}": {f"Y{y}Q{q}": {} for q in range(4)} for y in range(years)}
    return cross_table(
        [("landet", places), ("alle", times)],
        lambda key: int(random.poisson(rate * people[int(key[0][1:])] / 1000 / 4)),
    )


def percentile(values: list[float], share: float) -> float:
    return float(np.percentile(np.array(values), share))


class Bench:
    """Measures one thing after the other."""

    def __init__(self, *, quick: bool) -> None:
        self.quick = quick
        self.unit = baseline()
        self.policy = Policy()

    def pace(self, seconds: float) -> str:
        """The time on this machine, and as it would be on the study's."""
        return f"{seconds:.3f} s (of the study's machine: {seconds * BASELINE_OF_STUDY / self.unit:.3f} s)"

    def speed(self, name: str, seconds: float, bound: float, study: str) -> Line:
        """A line about time; kept when it is so on a machine as fast as the study's."""
        kept = seconds * min(1.0, BASELINE_OF_STUDY / self.unit) <= bound
        return Line(name, self.pace(seconds), f"<= {bound} s", study, kept)

    def lines(self) -> Iterator[Line]:
        """All metrics."""
        yield Line("a warm linear program (the baseline)", f"{self.unit * 1000:.2f} ms", "", "0.14 ms", kept=True)
        for kommuner, study in ((2, "1.3 s + 0.14 s"), (3, "1.5 s + 0.16 s")):
            yield from self.service(kommuner, study)
        for kommuner in (2, 3):
            yield from self.simple_blocks(kommuner)
            yield from self.edits(kommuner)
        yield from self.against_exact()
        yield from self.national()

    def service(self, kommuner: int, study: str) -> Iterator[Line]:
        """A whole service-year."""
        publikasjon = service_year(kommuner, simple=10 if self.quick else 85)
        found: list[Monster] = []
        verdicts: list[Revisjon] = []
        first = timed(lambda: found.append(protect(publikasjon, self.policy)))
        second = timed(lambda: verdicts.append(audit(publikasjon, found[0].skjulte, self.policy)))
        name = f"service-year, K={kommuner}, {len(publikasjon.celler)} cells"
        yield self.speed(f"{name}: protect + audit", first + second, 3.0, study)
        yield self.speed(f"{name}: audit", second, 0.5, "0.14-0.16 s")
        yield Line(f"{name}: disclosed", str(len(verdicts[0].avslort)), "0", "0", verdicts[0].godkjent)
        wasted = len(verdicts[0].bortkastede)
        yield Line(f"{name}: hidden in vain", str(wasted), "0", "0", wasted == 0)
        if kommuner == 3:
            yield self.totals(weighed(publikasjon))

    def totals(self, publikasjon: Publikasjon) -> Line:
        """How many year figures of the service are hidden without being small themselves."""
        monster = protect(publikasjon, self.policy)
        years = [c.id for c in publikasjon.celler if "tjenesten/aret" in c.id]
        hidden = sum(monster.tilstand[name] is Tilstand.SEKUNDAER for name in years)
        small = sum(self.policy.is_small(publikasjon.celle(name)) for name in years)
        measured = f"{hidden}/{len(years)}, and {small} that are small"
        return Line("year figures of the service hidden, K=3", measured, "<= 15 %", "3/120", hidden <= 0.15 * len(years))

    def simple_blocks(self, kommuner: int) -> Iterator[Line]:
        """Kommune by quarter, one indicator at a time."""
        times, proven = [], 0
        for k in range(20 if self.quick else 85):
            publikasjon = simple_block(kommuner, RATER[k % len(RATER)], 1000 + k)
            found: list[Monster] = []
            times.append(timed(lambda p=publikasjon, f=found: f.append(protect(p, self.policy))))  # type: ignore[misc]
            proven += found[0].bevist
        yield self.speed(f"simple block, K={kommuner}: p95", percentile(times, 95), 0.05, "8-15 ms, max 164 ms")
        yield Line(f"simple block, K={kommuner}: proven", f"{proven}/{len(times)}", "all", "all", proven == len(times))

    def edits(self, kommuner: int) -> Iterator[Line]:
        """One more child in a leaf of a three-level block: keep, repair, audit."""
        random = np.random.default_rng(kommuner)
        times, disclosed = [], 0
        for block in (2,) if self.quick else (2, 5):
            publikasjon = melder_block(kommuner, RATER[block], kommuner * 100 + block)
            monster = protect(publikasjon, self.policy)
            for _ in range(8 if self.quick else 20):
                publikasjon = one_more(publikasjon, int(random.integers(kommuner)), int(random.integers(1, 5)))
                begun = process_time()
                monster = protect(publikasjon, self.policy, monster)
                disclosed += len(audit(publikasjon, monster.skjulte, self.policy).avslort)
                times.append(process_time() - begun)
        study = {2: "p90 24-43 ms, max 70", 3: "p90 40-44 ms, max 91"}[kommuner]
        yield self.speed(f"one edit in a three-level block, K={kommuner}: p95", percentile(times, 95), 0.1, study)
        yield Line(f"one edit, K={kommuner}: disclosed", str(disclosed), "0", "0", disclosed == 0)

    def against_exact(self) -> Iterator[Line]:
        """The heuristic against exact search on the reference blocks."""
        for nuller in (Nuller.KAN_SKJULES, Nuller.VIS):
            quick_cost, best, lowest, proven, disclosed, small = 0.0, 0.0, 0.0, 0, 0, 0
            sizes = (2,) if self.quick else (2, 3, 4, 6)
            blocks = [(k, rate, k * 100 + n) for k in sizes for n, rate in enumerate(RATER)]
            for kommuner, rate, seed in blocks:
                publikasjon = melder_block(kommuner, rate, seed)
                policy = Policy(nuller=nuller)
                fast = protect(publikasjon, policy)
                slow = protect(publikasjon, replace(policy, tidsgrense=0.3 if self.quick else 3.0))
                quick_cost += fast.kostnad
                best += min(slow.kostnad, fast.kostnad)
                lowest += slow.nedre_grense
                proven += slow.bevist
                small += small_count(publikasjon, policy)
                disclosed += len(audit(publikasjon, fast.skjulte, policy).avslort)
                disclosed += len(audit(publikasjon, slow.skjulte, policy).avslort)
            name = f"{len(blocks)} reference blocks, zeros {nuller.value}, {small} small"
            ratio = quick_cost / best
            measured = f"{quick_cost:.0f} / {best:.0f} = {ratio:.3f} ({proven} proven, bound {lowest:.0f})"
            yield Line(f"{name}: heuristic / exact", measured, "<= 1.20", "1.05-1.19", ratio <= 1.2)
            yield Line(f"{name}: disclosed", str(disclosed), "0", "0", disclosed == 0)

    def national(self) -> Iterator[Line]:
        """Every kommune in the country."""
        publikasjon = weighed(nation(4.0, *((40, 2) if self.quick else ())))
        found: list[Monster] = []
        seconds = timed(lambda: found.append(protect(publikasjon, self.policy)))
        verdict = audit(publikasjon, found[0].skjulte, self.policy)
        name = f"the country, {len(publikasjon.celler)} cells, {small_count(publikasjon, self.policy)} small"
        yield self.speed(f"{name}: protect", seconds, 15.0, "2.9-5.2 s")
        yield Line(f"{name}: disclosed", str(len(verdict.avslort)), "0", "0", verdict.godkjent)


def one_more(publikasjon: Publikasjon, kommune: int, quarter: int) -> Publikasjon:
    """One more child reported by a school, and in every sum above."""
    raised = {
        f"{place}/{time}/{melder}"
        for place in (f"K{kommune}", "tjenesten")
        for time in (f"Q{quarter}", "aret")
        for melder in ("skole", "offentlig", "alle")
    }

    def counted(celle: Celle) -> Celle:
        return replace(celle, verdi=celle.verdi + 1) if celle.id in raised else celle

    return join([Publikasjon(tuple(counted(c) for c in publikasjon.celler), publikasjon.relasjoner)])


def main(arguments: list[str]) -> int:
    """Print every metric; the exit code tells whether all bounds hold."""
    kept = True
    for line in Bench(quick="--quick" in arguments).lines():
        kept &= line.kept
        mark = "ok  " if line.kept else "MISS"
        print(f"{mark} {line.name}: {line.measured}  [bound {line.bound or 'none'}; study {line.study}]", flush=True)
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
