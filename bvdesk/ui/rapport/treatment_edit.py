"""The political treatment of a report: one line per step, typed in the table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from bvdesk.domain.rapport.utgaveoppsett import Behandling
from bvdesk.ui.widgets import labelled, lay_out, paragraph, quiet_button, row

_TITLES = ("Dato", "Behandlet av", "Sak", "Vedtak")
_BODY, _RESULT = 1, 3
_DAY_WIDTH, _CASE_WIDTH = 84, 64
_HINT = "En linje er med når den har dato (som 12.3.2026) og hvem som behandlet meldingen."


class TreatmentEdit(QWidget):
    """`changed` with every complete step; a line that lacks date or body waits."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.table = QTableWidget(0, len(_TITLES))
        self.table.setHorizontalHeaderLabels(_TITLES)
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        self.table.setFixedHeight(128)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in (_BODY, _RESULT):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(0, _DAY_WIDTH)
        header.resizeSection(2, _CASE_WIDTH)
        self.hint = paragraph(_HINT, subtle=True)
        self.add, self.remove = quiet_button("Legg til behandling"), quiet_button("Ta bort den valgte")
        lay_out(self, labelled("&Behandlinger", self.table), self.hint, row(self.add, self.remove))
        self.add.clicked.connect(self.add_line)
        self.remove.clicked.connect(self.remove_line)
        self.table.itemChanged.connect(self.tell)

    def fill(self, steps: Sequence[Behandling]) -> None:
        """Show these steps."""
        blocker = QSignalBlocker(self.table)
        self.table.setRowCount(0)
        for step in steps:
            self._append((_shown_date(step.dato), step.organ, step.saksnummer, step.vedtak))
        blocker.unblock()
        self._show_state()

    def _append(self, texts: Sequence[str]) -> None:
        at = self.table.rowCount()
        self.table.insertRow(at)
        for column, text in enumerate(texts):
            self.table.setItem(at, column, QTableWidgetItem(text))

    def _lines(self) -> list[list[str]]:
        count = range(self.table.rowCount())
        items = [[self.table.item(at, column) for column in range(len(_TITLES))] for at in count]
        return [[item.text().strip() if item else "" for item in line] for line in items]

    def steps(self) -> tuple[Behandling, ...]:
        """The complete steps."""
        found = ((read_date(day), organ, case, result) for day, organ, case, result in self._lines() if organ)
        return tuple(Behandling(day, organ, case, result) for day, organ, case, result in found if day)

    def _show_state(self) -> None:
        wrong = [day for day, *_ in self._lines() if day and not read_date(day)]
        self.hint.setText(f"«{wrong[0]}» er ikke en dato. Skriv den som 12.3.2026." if wrong else _HINT)
        self.hint.setProperty("wrong", bool(wrong))
        self.hint.style().polish(self.hint)
        self.remove.setEnabled(self.table.rowCount() > 0)

    @Slot()
    def tell(self) -> None:
        """Something was typed."""
        self._show_state()
        self.changed.emit(self.steps())

    @Slot()
    def add_line(self) -> None:
        """A new empty line, ready to be typed in."""
        blocker = QSignalBlocker(self.table)
        self._append(("",) * len(_TITLES))
        blocker.unblock()
        at = self.table.rowCount() - 1
        self.table.setFocus()
        self.table.setCurrentCell(at, 0)
        self.table.edit(self.table.model().index(at, 0))
        self._show_state()

    @Slot()
    def remove_line(self) -> None:
        """Take the chosen line away."""
        self.table.removeRow(max(0, self.table.currentRow()))
        self.tell()


def read_date(text: str) -> str:
    """The date as ISO; empty when it is not one."""
    for pattern in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.strip(), pattern).date().isoformat()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return ""


def _shown_date(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day}.{day.month}.{day.year}"
