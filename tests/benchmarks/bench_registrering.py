"""Keystroke to saved and repainted, beside a bare QTableView with a raw SQLite upsert of the same durability.

Run: `python -m tests.benchmarks.bench_registrering [keystrokes]`. 100 indicators × 6 kommuner × 10 years lie in the file.
Prints the median and the 95th percentile of both, and their ratio, beside what the disk costs by itself (a durable commit
forces it five times, see `storage.database`); then somebody types at a human pace with pauses, so
that side panel, checker and status line do their work too, and the longest time the window did not answer is printed.
Both as the clock says and in processor time of the window's own thread, which does not grow when the machine is busy.
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

from PySide6.QtCore import QAbstractTableModel, QEventLoop, QModelIndex, QObject, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from bvdesk.app import SWITCH_SECONDS, build_application
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Art, Niva
from bvdesk.domain.tall.periode import Korn, Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import registrering, sikkerhetskopi
from bvdesk.services.tjenestefil import Bruker, create_file
from bvdesk.storage import mapper
from bvdesk.storage.forbindelse import JOURNAL, Modus, connect
from bvdesk.ui.desk import Desk
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.page_table import PageId
from bvdesk.ui.pages.registrering_page import RegistreringPage

KOMMUNER = ("Namsos", "Overhalla", "Flatanger", "Grong", "Høylandet", "Lierne")
SIZE = (1366, 768)
HEARTBEAT_MS = 5
Times = list[tuple[float, float]]
"""(milliseconds of the clock, milliseconds of the processor) for each key that committed"""


class Heartbeat(QObject):
    """Notes how long the event loop was away between two beats."""

    def __init__(self) -> None:
        super().__init__()
        self.away: Times = []
        self._last = (time.perf_counter(), time.thread_time())
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.beat)
        self._timer.start(HEARTBEAT_MS)

    @Slot()
    def beat(self) -> None:
        """Back again."""
        now = (time.perf_counter(), time.thread_time())
        self.away.append((1000 * (now[0] - self._last[0]) - HEARTBEAT_MS, 1000 * (now[1] - self._last[1])))
        self._last = now


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


def durable_table(path: Path) -> sqlite3.Connection:
    """A table whose every commit is as durable as ours."""
    database = connect(path, None, Modus.NY)
    for setting in JOURNAL:
        database.execute(setting)
    database.execute("CREATE TABLE r (a INTEGER, b INTEGER, v TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID")
    return database


def forced_write(folder: Path, count: int) -> Times:
    """What the disk costs by itself: one page written over another and forced out."""
    times = []
    with (folder / "side").open("wb", buffering=0) as file:
        for _ in range(count):
            start = (time.perf_counter(), time.thread_time())
            file.seek(0)
            file.write(bytes(4096))
            os.fsync(file.fileno())
            times.append(since(start))
    return times


def commits(folder: Path, count: int) -> Times:
    """What one durable upsert costs without a window."""
    times, database = [], durable_table(folder / "tom.sqlite")
    for number in range(count):
        start = (time.perf_counter(), time.thread_time())
        database.execute("INSERT INTO r VALUES (?, 1, ?)", (number, str(number)))
        times.append(since(start))
    database.close()
    return times


def since(start: tuple[float, float]) -> tuple[float, float]:
    """Milliseconds of the clock and of the processor."""
    return 1000 * (time.perf_counter() - start[0]), 1000 * (time.thread_time() - start[1])


def measure(app: QApplication, count: int, finish: Callable[[], None], pause_ms: int = 0) -> Times:
    """From the key that commits until everything is painted."""
    times = []
    for number in range(100, 100 + count):
        for letter in str(number):
            QTest.keyClick(app.focusWidget(), letter)
        start = (time.perf_counter(), time.thread_time())
        finish()
        app.processEvents()
        times.append(since(start))
        if pause_ms:
            QTest.qWait(pause_ms if number % 20 else 12 * pause_ms)
    return times


def bare(app: QApplication, folder: Path, count: int) -> Times:
    """The baseline: nothing but Qt and SQLite."""
    database = durable_table(folder / "bar.sqlite")
    view, window = QTableView(), QMainWindow()
    view.setModel(BareModel(database))
    window.setCentralWidget(view)
    window.resize(*SIZE)
    window.show()
    QTest.qWaitForWindowActive(window)
    view.setCurrentIndex(view.model().index(0, 2))
    view.setFocus()

    def finish() -> None:
        # Moving on commits. Return would commit once more, and too late: Qt's own delegate lets it wait in the queue.
        QTest.keyClick(view, Qt.Key.Key_Down)

    times = measure(app, count, finish)
    assert database.execute("SELECT count(*) FROM r").fetchone() == (count,), "each key that moved on has saved"
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


def bvdesk(app: QApplication, folder: Path, count: int) -> tuple[Times, Times]:
    """The real window on the real page: typing without a pause, and how long it was away while typing with pauses."""
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
    # The weekly examination and the backup of the day, which begin when a file has been opened, are over.
    while not sikkerhetskopi.all_copies(desk.file.path):
        rest(100)
    rest(1000)

    def finish() -> None:
        QTest.keyClick(app.focusWidget(), Qt.Key.Key_Return)

    times = measure(app, count, finish)
    page.grid.choose_first()
    heartbeat = Heartbeat()
    times += measure(app, count, finish, pause_ms=120)
    heartbeat.beat()
    window.close()
    return times, heartbeat.away


def rest(milliseconds: int) -> None:
    """Let time pass without holding the interpreter, as `QTest.qWait` does: jobs in other threads go on."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def percentile(times: Times, part: float) -> tuple[float, float]:
    """Of the clock and of the processor."""
    at = min(int(part * len(times)), len(times) - 1)
    return sorted(t for t, _ in times)[at], sorted(t for _, t in times)[at]


def main(count: int = 60) -> float:
    """Print all and return the ratio of the 95th percentiles of the clock."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ[mapper.VARIABLE] = str(folder)
        app = build_application([])
        disk, saving = forced_write(folder, count), commits(folder, count)
        baseline = bare(app, folder, count)
        ours, away = bvdesk(app, folder, count)
    results = {"disken, én tvungen skriving": disk, "bar SQLite, én lagring": saving}
    results |= {"bar QTableView + SQLite": baseline, "bvdesk": ours, "bvdesk, vinduet borte": away}
    for label, times in results.items():
        parts = (("median", 0.5), ("p95", 0.95), ("lengst", 1.0))
        said = "   ".join(
            f"{word} {clock:6.1f} ({cpu:5.1f})" for word, part in parts for clock, cpu in [percentile(times, part)]
        )
        print(f"{label:28} {said} ms")
    ratio = percentile(ours, 0.95)[0] / percentile(baseline, 0.95)[0]
    print(f"forhold p95: {ratio:.2f} (mål: høyst 2; p95 høyst 30 ms; borte høyst 50 ms; prosessortid i parentes)")
    return ratio


if __name__ == "__main__":
    sys.setswitchinterval(SWITCH_SECONDS)
    main(*(int(arg) for arg in sys.argv[1:2]))
