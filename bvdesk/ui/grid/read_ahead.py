"""The cells that nobody has seen yet, fetched while the hands rest: what goes through a whole sheet then waits for none."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QTableView

from bvdesk.ui.delayed import delayed
from bvdesk.ui.grid.grid_model import GridModel

REST_MS = 150
BETWEEN_MS = 2
SLICE_SECONDS = 0.004


class ReadAhead(QObject):
    """Begins when nothing has changed for a while; a few thousandths of a second at a time, while the sheet is seen."""

    def __init__(self, view: QTableView, model: GridModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._left: Iterator[object] = iter(())
        self._rest = delayed(self, REST_MS, self.begin)
        self._next = delayed(self, BETWEEN_MS, self.work)
        model.modelReset.connect(self.wait)
        model.dataChanged.connect(self.wait)

    @Slot()
    def wait(self) -> None:
        """Something changed: what is shown comes first."""
        self._next.stop()
        self._rest.start()

    @Slot()
    def begin(self) -> None:
        """From the top."""
        model = self._model
        self._left = (model.cell(row, column) for row in range(model.rowCount()) for column in range(model.columnCount()))
        self.work()

    @Slot()
    def work(self) -> None:
        """A little more."""
        if not self._view.isVisible():
            return
        end = time.perf_counter() + SLICE_SECONDS
        for _ in self._left:
            if time.perf_counter() > end:
                self._next.start()
                return
