"""Cells that differ between two files, with what stands in each; in a merge one chooses between them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from bvdesk.services.endringslogg import value_text
from bvdesk.services.innskriving import cell_name
from bvdesk.services.sammenslaing import Celleforskjell, Forslag
from bvdesk.services.tjenestefil import Tjenestefil

MAX_ROWS = 2000


class DifferenceTable(QTableWidget):
    """One row per cell. With `choosing`, the tick says that the other file's figure is taken."""

    def __init__(self, titles: tuple[str, str, str], *, choosing: bool) -> None:
        super().__init__(0, len(titles))
        self._choosing = choosing
        self._rows: Sequence[Celleforskjell] = ()
        self._ticks: list[QTableWidgetItem] = []
        self.setAccessibleName("Forskjeller")
        self.setHorizontalHeaderLabels(list(titles))
        self.verticalHeader().hide()
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            self.setColumnWidth(column, 140)

    def show_differences(self, fil: Tjenestefil, found: Sequence[Celleforskjell]) -> None:
        """Fill the table."""
        self._rows = found[:MAX_ROWS]
        self.setRowCount(len(self._rows))
        for at, difference in enumerate(self._rows):
            texts = (cell_name(fil, difference.celle), value_text(difference.min), value_text(difference.andre))
            items = [QTableWidgetItem(text) for text in texts]
            for column, item in enumerate(items):
                item.setToolTip(texts[column])
                self.setItem(at, column, item)
            if self._choosing:
                self._add_tick(items[-1], difference.forslag)

    def _add_tick(self, item: QTableWidgetItem, suggestion: Forslag) -> None:
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        take = suggestion is Forslag.ANDRE
        item.setCheckState(Qt.CheckState.Checked if take else Qt.CheckState.Unchecked)
        self._ticks.append(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the row, in whichever column one stands."""
        row = self.currentRow()
        if event.key() == Qt.Key.Key_Space and 0 <= row < len(self._ticks):
            tick = self._ticks[row]
            on = tick.checkState() is Qt.CheckState.Checked
            tick.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
            return
        super().keyPressEvent(event)

    def chosen(self) -> list[Celleforskjell]:
        """The rows that are ticked."""
        rows = zip(self._rows, self._ticks, strict=True)
        return [difference for difference, tick in rows if tick.checkState() is Qt.CheckState.Checked]
