"""How fast the report is printed: `python -m tests.benchmarks.bench_pdf`.

The same content is printed by typst in the same run, when typst is installed. Warm is one print among several in one
process; cold is a fresh process from start to finished file, imports included, with byte code compiled beforehand, as an
installed program has it. Times are the least of the rounds, in which the two take turns: other work only adds.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib.util import find_spec
from tempfile import TemporaryDirectory

from tests.benchmarks.pdf_writers import WRITERS

ROUNDS = 7
COLUMNS = ("warm s", "kB", "cold s", "cold CPU s", "RSS MB")
GOALS = {"warm s": 0.5, "cold s": 1.0, "RSS MB": 60, "kB": 400}


def cold(name: str, environment: dict[str, str]) -> tuple[float, float, float]:
    """Seconds, processor seconds and peak memory (MB) of a fresh process that prints the report once."""
    code = f"from tests.benchmarks.pdf_writers import print_once; print_once({name!r})"
    start, busy = time.perf_counter(), children()
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return time.perf_counter() - start, children() - busy, float(done.stdout)


def children() -> float:
    """The processor seconds of all processes that this one has waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def warm(name: str) -> tuple[float, float]:
    """Seconds and kB of one print in this process."""
    start = time.perf_counter()
    pdf = WRITERS[name]()
    return time.perf_counter() - start, len(pdf) / 1000


def measure(names: Sequence[str], byte_code: str) -> dict[str, dict[str, float]]:
    """The figures of each writer; the first round, which compiles and loads, does not count."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = byte_code
    runs: dict[str, list[tuple[float, ...]]] = {name: [] for name in names}
    for _ in range(ROUNDS + 1):
        for name in names:
            runs[name].append((*warm(name), *cold(name, environment)))
    least = {name: map(min, zip(*rows[1:], strict=True)) for name, rows in runs.items()}
    return {name: dict(zip(COLUMNS, figures, strict=True)) for name, figures in least.items()}


def main() -> int:
    with TemporaryDirectory() as byte_code:
        measured = measure([name for name in WRITERS if name == "tagged" or find_spec(name)], byte_code)
    print(f"{'':12}" + "".join(f"{key:>12}" for key in COLUMNS))
    for name, figures in measured.items():
        print(f"{name:12}" + "".join(f"{figures[key]:12.2f}" for key in COLUMNS))
    print(f"{'goal ≤':12}" + "".join(f"{GOALS.get(key, ''):>12}" for key in COLUMNS))
    if "typst" in measured:
        ratios = (measured["tagged"][key] / measured["typst"][key] for key in COLUMNS)
        print(f"{'of typst':12}" + "".join(f"{ratio:12.2f}" for ratio in ratios))
    missed = [key for key, goal in GOALS.items() if measured["tagged"][key] > goal]
    missed += [f"{key} of typst" for key in GOALS if measured["tagged"][key] > measured.get("typst", {}).get(key, 1e9)]
    print(f"missed: {', '.join(missed) or 'nothing'}")
    return int(bool(missed))


if __name__ == "__main__":
    raise SystemExit(main())
