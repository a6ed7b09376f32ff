"""What a new version corrects: lines one can add, change and take away, each for one report or for all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from bvdesk.ui.widgets import choose_data, labelled, lay_out, quiet_button, row

_AREA, _WORDS = 0, 1
_AREA_WIDTH = 168


class CorrectionsEdit(QWidget):
    """A table of whose report (a drop-down) and what has been corrected (typed)."""

    changed = Signal()

    def __init__(self, areas: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._areas = areas
        self.table = QTableWidget(0, 2)
        self.table.setHorizontalHeaderLabels(["Gjelder", "Hva er rettet?"])
        self.table.verticalHeader().hide()
        self.table.setMinimumHeight(96)
        self.table.setWordWrap(True)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_WORDS, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(_AREA, _AREA_WIDTH)
        self.add, self.remove = quiet_button("Legg til rettelse"), quiet_button("Ta bort den valgte")
        self.add.clicked.connect(self.add_line)
        self.remove.clicked.connect(self.remove_line)
        self.table.itemChanged.connect(self.changed)
        layout = lay_out(self)
        layout.addWidget(labelled("&Rettelser siden forrige versjon. De skrives ut som et vedlegg.", self.table), 1)
        layout.addWidget(row(self.add, self.remove))

    def fill(self, lines: Sequence[tuple[str, str]]) -> None:
        """Begin with these (area, words)."""
        self.table.setRowCount(0)
        for omrade, words in lines:
            self._append(omrade, words)
        self.table.resizeRowsToContents()

    def answers(self) -> list[tuple[str, str]]:
        """The (area, words) that say something."""
        lines = [(self._area(at), self._words(at)) for at in range(self.table.rowCount())]
        return [(omrade, words) for omrade, words in lines if words]

    def _append(self, omrade: str, words: str) -> QTableWidgetItem:
        at = self.table.rowCount()
        self.table.insertRow(at)
        box = QComboBox()
        box.setAccessibleName(f"Hvem rettelse {at + 1} gjelder")
        for text, data in self._areas:
            box.addItem(text, data)
        choose_data(box, omrade)
        self.table.setCellWidget(at, _AREA, box)
        item = QTableWidgetItem(words)
        self.table.setItem(at, _WORDS, item)
        return item

    def _area(self, at: int) -> str:
        box = self.table.cellWidget(at, _AREA)
        return str(box.currentData()) if isinstance(box, QComboBox) else ""

    def _words(self, at: int) -> str:
        item = self.table.item(at, _WORDS)
        return item.text().strip() if item else ""

    @Slot()
    def add_line(self) -> None:
        """A new empty line, ready to be typed in."""
        item = self._append(self._areas[0][1], "")
        self.table.setFocus()
        self.table.setCurrentItem(item)
        self.table.editItem(item)
        self.changed.emit()

    @Slot()
    def remove_line(self) -> None:
        """Take the chosen line away."""
        self.table.removeRow(self.table.currentRow())
        self.changed.emit()
