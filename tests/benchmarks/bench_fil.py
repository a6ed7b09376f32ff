"""Large files: importing 100 000 figures, and a file with every kommune for ten years.

    python -m tests.benchmarks.bench_fil

Each time is a ratio against a named baseline taken in the same run: raw sqlite3 executemany, a bare PySide6 window, and
the 33-page report of `bench_pdf`. Times are the least of three (reports: one), since other work on the machine only adds.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import ark, diagram, importering, rapport, tjenestefil
from bvdesk.services.diagram import Diagramvalg, Tidsrom
from bvdesk.services.tjenestefil import Bruker, Tjenestefil, create_file
from bvdesk.storage import registrering_store

IMPORTED = 100_000
KOMMUNER, YEARS, INDICATORS = 357, range(2016, 2026), 100
BRUKER = Bruker("benk", lambda: datetime(2026, 1, 15, tzinfo=UTC))
BARE_WINDOW = (
    "from PySide6.QtWidgets import QApplication, QMainWindow; "
    "a = QApplication([]); w = QMainWindow(); w.show(); a.processEvents()"
)


def least(work: Callable[[], object], times: int = 3) -> float:
    """The shortest of some runs, in seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def line(what: str, seconds: float, baseline: float, against: str) -> None:
    """One row of the table."""
    print(f"{what:<62} {seconds * 1000:>9.0f} ms {seconds / baseline:>7.2f} × {against} ({baseline * 1000:.0f} ms)")


def counted(fil: Tjenestefil) -> list[str]:
    """The first hundred indicators that are typed per kommune."""
    typed = [i.id for i in fil.katalog.indikatorer.values() if i.formel is None and i.niva == "kom"]
    return typed[:INDICATORS]


def figures(fil: Tjenestefil) -> Iterator[tuple[Celle, Registrering]]:
    """Every kommune × quarter × indicator."""
    for number, omrade in enumerate(fil.deltakere()):
        for ar in YEARS:
            for indikator in counted(fil):
                for kvartal in range(1, 5):
                    value = Decimal((number * 7 + ar + kvartal) % 90)
                    yield Celle(indikator, "", omrade.id, Periode.quarter(ar, kvartal)), Registrering(Verdi(value))


def bench_import(folder: Path) -> None:
    """100 000 rows through `importer` (checked, logged, undoable), against a bare insert of the same rows."""
    register = tjenestefil.kommuneregister()
    fil = create_file(folder / "import.bvdesk", BRUKER, "Benk", tuple(k.current_number for k in register.kommuner[:60]))
    names = {o.id: register.get(o.id) for o in fil.deltakere()}
    rows = [
        f"{c.indikator};;{kommune.current_number};{c.periode.kode};{r.verdi.tall};;;"
        for c, r in figures(fil)
        if (kommune := names[c.omrade]) is not None and c.periode.ar >= 2021
    ][:IMPORTED]
    path = folder / "tall.csv"
    path.write_text("indikator;kategori;omrade;periode;verdi;status;merknad;kilde\n" + "\n".join(rows) + "\n")
    start = time.perf_counter()
    importering.import_figures(fil, path)
    taken = time.perf_counter() - start
    fil.close()
    line(f"import of {len(rows)} figures", taken, bare_insert(folder, rows), "raw sqlite3 executemany")


def bare_insert(folder: Path, rows: list[str]) -> float:
    """The same rows into one table in one transaction."""
    split = [row.split(";") for row in rows]
    connection = sqlite3.connect(folder / "raw.db", isolation_level=None)
    connection.execute("CREATE TABLE t (a, b, c, d, e, f, g, h, PRIMARY KEY (a, b, c, d))")
    start = time.perf_counter()
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?)", split)
    connection.execute("COMMIT")
    taken = time.perf_counter() - start
    connection.close()
    return taken


def build_country(path: Path) -> None:
    """Every kommune, ten years, straight into the store: the file to be measured, not the writing of it."""
    register = tjenestefil.kommuneregister()
    fil = create_file(path, BRUKER, "Hele landet", tuple(k.current_number for k in register.kommuner[:KOMMUNER]))
    with fil.database.atomic():
        rows = (((fil.omrader[c.omrade].nr, c.indikator, c.kategori, c.periode), r) for c, r in figures(fil))
        registrering_store.put_many(fil.database, rows)
    fil.close()


def bare_window() -> float:
    """A process that shows an empty window and ends."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return least(lambda: subprocess.run([sys.executable, "-c", BARE_WINDOW], check=True, env=environment))


def bench_country(folder: Path) -> None:
    """Opening, one sheet, one chart and one report of the large file."""
    path = folder / "landet.bvdesk"
    build_country(path)
    window, report = bare_window(), report_baseline()
    opening = least(lambda: tjenestefil.open_file(path, BRUKER).close())
    line(f"opening 357 kommuner × 40 quarters × {INDICATORS} indicators", opening, window, "bare PySide6 window")
    fil = tjenestefil.open_file(path, BRUKER)
    kommune = fil.deltakere()[11].id

    def one_sheet() -> None:
        fil.reload()
        sheet = ark.kommuneark(fil, kommune, 2025)
        for rad in sheet.rader:
            for kolonne in sheet.kolonner:
                celle = sheet.celle(rad, kolonne)
                if celle is not None:
                    fil.beregning.resolve(celle)

    def one_chart() -> None:
        fil.reload()
        valg = Diagramvalg("meldinger_mottatt", (kommune, TJENESTEN), Tidsrom.AR, Periode.quarter(2025, 4))
        diagram.build_diagram(fil, valg)

    def one_report() -> None:
        fil.reload()
        valg = rapport.Rapportvalg((kommune,), Periode.year(2025), rapport.Utgave.INTERN)
        rapport.render(rapport.build(fil, kommune, valg))

    line("one sheet of it, every cell resolved", least(one_sheet), window, "bare PySide6 window")
    line("one chart of it, ten years, one kommune and all 357 summed", least(one_chart), window, "bare PySide6 window")
    line("one kommune's report of it, built and printed", least(one_report, 1), report, "33-page report")
    fil.close()


def report_baseline() -> float:
    """The 33-page report of `bench_pdf`, warm."""
    from tests.benchmarks.pdf_writers import print_tagged

    print_tagged()
    return least(print_tagged)


if __name__ == "__main__":
    with TemporaryDirectory() as name:
        bench_import(Path(name))
        bench_country(Path(name))
