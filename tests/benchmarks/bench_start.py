"""From start of the process to a usable window with the last file loaded, beside a bare PySide6 window from the same Python.

Run: `python -m tests.benchmarks.bench_start [rounds]`. Both are started as processes of their own (`started_window.py`), in
turn, with byte code compiled beforehand, as an installed program has it. *Painted*: the first paint event has been served.
*Usable*: all that waited in the event loop after that is done too, and an arrow key has moved the mark in the front page's
table. Processor time is counted from the start of the process, interpreter included; the figure to compare is the median of
the ratios of neighbours, since the clock on the wall tells mostly what else the machine is doing. The bare window is what
anyone gets from PySide: what PySide wastes at start and we spare (`ui/pyside`), it pays for.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.started_window import BARE, WHOLE

ROUNDS = 9
GOAL = 2.0
LABELS = {
    "painted_cpu": "malt, prosessortid",
    "usable_cpu": "brukbart, prosessortid",
    "painted_wall": "malt, klokketid",
    "usable_wall": "brukbart, klokketid",
}


def main(rounds: int = ROUNDS) -> float:
    """Print both and return the ratio of processor time to a usable window, the median of the rounds."""
    found: dict[str, list[dict[str, float]]] = {BARE: [], WHOLE: []}
    with tempfile.TemporaryDirectory() as name:
        environment = prepare(Path(name))
        for round_number in range(rounds + 1):
            for kind, runs in found.items():
                times = start(kind, environment)
                if round_number:  # the first one compiles
                    runs.append(times)
    for key, label in LABELS.items():
        print_line(label, *([run[key] for run in runs] for runs in found.values()))
    pairs = zip(found[BARE], found[WHOLE], strict=True)
    ratio = statistics.median(whole["usable_cpu"] / bare["usable_cpu"] for bare, whole in pairs)
    print(f"forhold: {ratio:.2f} (mål: høyst {GOAL:.0f})")
    return ratio


def print_line(label: str, bare: list[float], whole: list[float]) -> None:
    """Least and median of both, in milliseconds, and their ratios."""
    (a, b), (m, n) = (min(bare), min(whole)), (statistics.median(bare), statistics.median(whole))
    print(f"{label:24} minst {a:5.0f} og {b:5.0f} ms ({b / a:.2f})   median {m:5.0f} og {n:5.0f} ms ({n / m:.2f})")


def prepare(folder: Path) -> dict[str, str]:
    """A user's folder where the example service was open last; returns the environment to start in."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment.pop("BVDESK_MAPPE", None)  # a user has none: where his folder is, must be found out
    environment |= {
        "XDG_DATA_HOME": str(folder),
        "LOCALAPPDATA": str(folder),
        "PYTHONPYCACHEPREFIX": str(folder / "byte code"),
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
    }
    path = folder / "Fjordbygda.bvdesk"
    command = [sys.executable, "-m", "bvdesk", "eksempel", str(path)]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    (folder / "bvdesk").mkdir(exist_ok=True)
    (folder / "bvdesk" / "vindu.ini").write_text(f"[General]\nsiste_filer={path.as_posix()}\n", encoding="utf-8")
    return environment


def start(kind: str, environment: dict[str, str]) -> dict[str, float]:
    """Start one of the two and wait for it to end; milliseconds."""
    command = [sys.executable, "-m", "tests.benchmarks.started_window", kind, str(time.monotonic())]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    times: dict[str, float] = json.loads(done.stdout)
    return times


if __name__ == "__main__":
    raise SystemExit(main(*(int(arg) for arg in sys.argv[1:2])) > GOAL)
