"""Keystroke to saved and repainted, beside a bare QTableView with a raw SQLite upsert of the same durability.

Run: `python -m tests.benchmarks.bench_registrering [keystrokes]`. 100 indicators × 6 kommuner × 10 years lie in the file.
Prints the median and the 95th percentile of both, and their ratio.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from bvdesk.app import build_application
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Art, Niva
from bvdesk.domain.tall.periode import Korn, Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import registrering
from bvdesk.services.tjenestefil import Bruker, create_file
from bvdesk.ui import window_state
from bvdesk.ui.desk import Desk
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.page_table import PageId
from bvdesk.ui.pages.registrering_page import RegistreringPage

KOMMUNER = ("Namsos", "Overhalla", "Flatanger", "Grong", "Høylandet", "Lierne")
SIZE = (1366, 768)


class BareModel(QAbstractTableModel):
    """Texts in a dictionary, written straight to SQLite."""

    def __init__(self, database: Any) -> None:
        super().__init__()
        self._database = database
        self._texts: dict[tuple[int, int], str] = {}

    def rowCount(self, _parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 150

    def columnCount(self, _parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 28

    def flags(self, _index: QModelIndex) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._texts.get((index.row(), index.column()), "7")
        return None

    def setData(self, index: QModelIndex, value: Any, _role: int = Qt.ItemDataRole.EditRole) -> bool:
        sql = "INSERT INTO r VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET v = excluded.v"
        self._database.execute(sql, (index.row(), index.column(), value))
        self._texts[index.row(), index.column()] = value
        self.dataChanged.emit(index, index)
        return True


def measure(app: QApplication, count: int, finish: Callable[[], None]) -> list[float]:
    """Milliseconds from the key that commits until everything is painted."""
    times = []
    for number in range(100, 100 + count):
        for letter in str(number):
            QTest.keyClick(app.focusWidget(), letter)
        start = time.perf_counter()
        finish()
        app.processEvents()
        times.append(1000 * (time.perf_counter() - start))
    return sorted(times)


def bare(app: QApplication, folder: Path, count: int) -> list[float]:
    """The baseline: nothing but Qt and SQLite."""
    database = sqlite3.connect(folder / "bar.sqlite", isolation_level=None)
    database.execute("PRAGMA journal_mode = DELETE")
    database.execute("PRAGMA synchronous = EXTRA")
    database.execute("CREATE TABLE r (a INTEGER, b INTEGER, v TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID")
    view, window = QTableView(), QMainWindow()
    view.setModel(BareModel(database))
    window.setCentralWidget(view)
    window.resize(*SIZE)
    window.show()
    QTest.qWaitForWindowActive(window)
    view.setCurrentIndex(view.model().index(0, 2))
    view.setFocus()

    def finish() -> None:
        QTest.keyClick(app.focusWidget(), Qt.Key.Key_Return)
        QTest.keyClick(view, Qt.Key.Key_Down)

    times = measure(app, count, finish)
    window.close()
    return times


def full_file(path: Path, bruker: Bruker) -> None:
    """A file with ten years of figures."""
    fil = create_file(path, bruker, "Tjenesten", KOMMUNER)
    typed = [i for i in fil.active() if i.art is Art.TASTET and i.niva is Niva.KOMMUNE and i.entered_korn is Korn.KVARTAL]
    quarters = [quarter for year in range(2016, 2026) for quarter in Periode.year(year).quarters()]
    seven = Registrering(Verdi(Decimal(7)))
    cells = [(Celle(i.id, "", o.id, quarter), seven) for o in fil.deltakere() for i in typed for quarter in quarters]
    registrering.save(fil, cells, "ti år")
    fil.close()


def bvdesk(app: QApplication, folder: Path, count: int) -> list[float]:
    """The real window on the real page."""
    bruker = Bruker("Måler", lambda: datetime(2026, 1, 15, 14, 32, tzinfo=UTC))
    full_file(folder / "full.bvdesk", bruker)
    desk = Desk(bruker)
    desk.open_path(folder / "full.bvdesk")
    window = MainWindow(desk)
    window.resize(*SIZE)
    window.show()
    window.navigation.choose(PageId.REGISTRERING)
    QTest.qWaitForWindowActive(window)
    page = window.current_page()
    assert isinstance(page, RegistreringPage)
    page.grid.choose_first()
    page.grid.setFocus()
    times = measure(app, count, lambda: QTest.keyClick(app.focusWidget(), Qt.Key.Key_Return))
    window.close()
    return times


def main(count: int = 60) -> float:
    """Print both and return the ratio of the 95th percentiles."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ[window_state.FOLDER_VARIABLE] = str(folder)
        app = build_application([])
        results = {"bar QTableView + SQLite": bare(app, folder, count), "bvdesk": bvdesk(app, folder, count)}
    for label, times in results.items():
        print(f"{label:24} median {times[len(times) // 2]:6.1f} ms   p95 {times[int(0.95 * len(times))]:6.1f} ms")
    one, other = (times[int(0.95 * len(times))] for times in results.values())
    print(f"forhold p95: {other / one:.2f} (mål: høyst 2)")
    return other / one


if __name__ == "__main__":
    main(*(int(arg) for arg in sys.argv[1:2]))
