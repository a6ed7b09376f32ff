"""The benchmark runs, and what it measures holds on a small scale (times are for the benchmark itself)."""

from __future__ import annotations

from tests.benchmarks.bench_prikking import Bench, Line


def kept(lines: list[Line]) -> bool:
    return all(line.kept for line in lines if " s (" not in line.measured)


def test_the_measurements_that_are_not_times_hold() -> None:
    bench = Bench(quick=True)
    lines = [*bench.simple_blocks(2), *bench.edits(2), *bench.national()]
    assert kept(lines)
    assert len(lines) == 6
