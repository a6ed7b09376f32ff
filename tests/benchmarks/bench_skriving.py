"""From the last keystroke to the page in view, beside the whole report made and drawn in the same run.

Run: `python -m tests.benchmarks.bench_skriving`. The chapter with most to draw of the example service; the pause that the
window waits for is counted in. Also what a look-over of the text takes (numbers and spelling), which nobody waits for.
Both as the clock says and in processor time of this thread, which does not grow when the machine is busy.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.modell import Utgave
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Periode
from bvdesk.reports.sidebilder import Sidebilder
from bvdesk.services import eksempel, rapport, skrivehjelp, skriving, tekst, tekstmerker, trykking
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tjenestefil import Bruker, Tjenestefil
from bvdesk.storage.tekst_store import Tekststed
from bvdesk.ui.pages.tekster_page import FRONT_PAGES, SHOW_AFTER

ROUNDS = 7
GOAL_MS, GOAL_SHARE = 300, 0.25
STED = Tekststed(Periode.year(2025), tekst.COMMON, Malform.BOKMAL, "4.2")


def chapter(fil: Tjenestefil, markdown: str) -> None:
    """What happens after the pause."""
    pdf = trykking.render(skriving.try_chapter(fil, STED, markdown).rapport)
    Sidebilder(pdf).image(FRONT_PAGES, 1.0)


def whole(fil: Tjenestefil) -> None:
    """The whole report, and one page of it."""
    made = rapport.build(fil, TJENESTEN, Rapportvalg((TJENESTEN,), STED.periode, Utgave.INTERN))
    Sidebilder(trykking.render(made)).image(FRONT_PAGES, 1.0)


def measure(work: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """Median milliseconds by the clock and of the processor, after one round to warm up."""
    work()
    times = []
    for _ in range(rounds):
        clock, processor = time.perf_counter(), time.thread_time()
        work()
        times.append(((time.perf_counter() - clock) * 1000, (time.thread_time() - processor) * 1000))
    clocks, processors = zip(*times, strict=True)
    return statistics.median(clocks), statistics.median(processors)


def main() -> int:
    bruker = Bruker("Kari Leder", lambda: datetime(2026, 1, 15, 14, 32, tzinfo=UTC))
    with tempfile.TemporaryDirectory() as folder, eksempel.create(Path(folder) / "e.bvdesk", bruker) as fil:
        written = tekst.get(fil, STED).markdown
        codes = [part.markdown for part in skrivehjelp.parts(fil, STED)]
        rows = {
            "chapter": measure(lambda: chapter(fil, written + " x")),
            "whole report": measure(lambda: whole(fil), 3),
            "chips": measure(lambda: skrivehjelp.chips(fil, STED, codes)),
            "look over": measure(lambda: tekstmerker.look_over(fil, STED, written)),
        }
    for name, (clock, processor) in rows.items():
        print(f"{name:14}{clock:8.0f} ms{processor:8.0f} ms CPU")
    seen = SHOW_AFTER + rows["chapter"][1]
    share = rows["chapter"][1] / rows["whole report"][1]
    print(f"to the page: {seen:.0f} ms of CPU and pause (goal ≤ {GOAL_MS}); {share:.2f} of the report (≤ {GOAL_SHARE})")
    return int(seen > GOAL_MS or share > GOAL_SHARE)


if __name__ == "__main__":
    raise SystemExit(main())
