"""How fast a service prints for all its kommuner: `python -m tests.benchmarks.bench_utgaver`.

The example service with three kommuner and the service's own report, about 30 pages each or more: built from the file,
printed, and proved against both standards, in one process that has started. Against the 33-page report of `bench_pdf` in
the same run, page for page; times are the least of a few, since other work on the machine only adds.
"""

from __future__ import annotations

import gc
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bvdesk.domain.rapport.modell import Utgave
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import eksempel, rapport
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tjenestefil import Bruker, Tjenestefil
from tests.benchmarks.bench_fil import least, line, report_baseline

PAGES, SECONDS = 120, 2.0


def page_count(pdf: bytes) -> int:
    """How many pages a file has."""
    from io import BytesIO

    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def bench(fil: Tjenestefil, utgave: Utgave) -> float:
    """One edition for every area; returns the seconds for 120 pages."""
    period = Periode.year(2025)
    valg = Rapportvalg(rapport.all_areas(fil, period), period, utgave)
    slipp = rapport.gate(fil, valg)
    made = rapport.make_all(fil, valg, slipp=slipp)
    pages = sum(page_count(file.innhold) for file in made.filer)

    def printed() -> None:
        fil.reload()
        rapport.make_all(fil, valg, slipp=slipp)

    seconds = least(printed, 5)
    base = report_baseline()
    line(f"{len(made.filer)} reports, {pages} pages, {utgave.value}, proved", seconds, base, "33-page report")
    line("for each 30 pages of them", seconds * 30 / pages, base, "33-page report")
    return seconds * PAGES / pages


def main() -> int:
    """Print the times; 1 when the goal is missed."""
    bruker = Bruker("benk", lambda: datetime(2026, 1, 15, tzinfo=UTC))
    gc.disable()  # as commands and the window's jobs do
    with TemporaryDirectory() as name, eksempel.create(Path(name) / "t.bvdesk", bruker, "fjordbygda") as fil:
        slowest = max(bench(fil, utgave) for utgave in Utgave)
    print(f"{PAGES} pages in {slowest:.2f} s, goal {SECONDS} s")
    return int(slowest > SECONDS)


if __name__ == "__main__":
    raise SystemExit(main())
