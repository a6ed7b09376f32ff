"""Locks on figures: set on the one that is looked at, listed, and taken away again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit, QTableWidgetItem, QWidget

from bvdesk.prikking import Celle
from bvdesk.services import publikasjon, tallas
from bvdesk.services.tallas import Laseslag, Tallas
from bvdesk.ui.desk import Desk
from bvdesk.ui.listing_table import listing_table
from bvdesk.ui.widgets import labelled, lay_out, paragraph, quiet_button, row

WORDS = {Laseslag.KJENT: "Kjent fra før, vises", Laseslag.SKJULT: "Skjules alltid"}
_TITLES = ("Tall", "Lås", "Hvorfor")
_ID = Qt.ItemDataRole.UserRole
_ABOUT = (
    "Velg et tall på fanen «Hva som skjules» for å låse det. Et tall som alle kjenner fra før, for eksempel fra SSB, kan "
    "vises selv om det er lite. Et tall som ikke bør leses av andre, kan alltid skjules. Endres et tall som er låst som "
    "kjent, gjelder reglene for det igjen."
)
_EMPTY = "Ingen tall er låst."


class LockPanel(QWidget):
    """Beside the figure that is looked at: lock it with a reason, or take its lock away."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._celle: Celle | None = None
        self.reason = QLineEdit()
        self.known, self.hide_it = quiet_button("Er kjent fra før"), quiet_button("Skjul alltid")
        self.unlock = quiet_button("Ta bort låsen")
        self.reason.setPlaceholderText("Står hos SSB")
        self.ask = labelled("Hvorfor skal tallet &låses?", self.reason)
        lay_out(self, self.ask, row(self.known), row(self.hide_it), row(self.unlock), margins=(0, 8, 0, 0))
        self.known.clicked.connect(lambda: self._lock(Laseslag.KJENT))
        self.hide_it.clicked.connect(lambda: self._lock(Laseslag.SKJULT))
        self.unlock.clicked.connect(self._take_away)
        self.hide()

    def show_for(self, celle: Celle | None) -> None:
        """Another figure is looked at, or none."""
        self._celle = celle
        locked = celle is not None and celle.id in tallas.locks(self._desk.file)
        self.unlock.setVisible(locked)
        for part in (self.ask, self.known, self.hide_it):
            part.setVisible(not locked)
        self.setVisible(celle is not None)

    def _lock(self, slag: Laseslag) -> None:
        if self._celle is not None and self._desk.run(tallas.lock, self._celle, slag, self.reason.text()):
            self.reason.clear()
            self.show_for(self._celle)

    @Slot()
    def _take_away(self) -> None:
        if self._celle is not None and self._desk.run(tallas.unlock, self._celle.id):
            self.show_for(self._celle)


class LockList(QWidget):
    """Every lock, with what it does and why."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.table = listing_table("Låste tall", _TITLES, wide="Tall")
        self.state = paragraph("", subtle=True)
        self.unlock = quiet_button("Ta bort låsen")
        self._build()
        self.unlock.clicked.connect(self.unlock_chosen)

    def _build(self) -> None:
        self.table.setMinimumHeight(120)
        parts = (paragraph(_ABOUT), self.table, self.state, row(self.unlock))
        column = lay_out(self, *parts, margins=(0, 12, 0, 0), spacing=12)
        column.setStretch(1, 100)
        column.addStretch()

    def refresh(self) -> None:
        """Read the locks anew."""
        held = tuple(tallas.locks(self._desk.file).values())
        self.table.setRowCount(len(held))
        for at, each in enumerate(held):
            self._fill(at, each)
        self.table.setVisible(bool(held))
        self.unlock.setVisible(bool(held))
        self.state.setText("" if held else _EMPTY)
        if held and self.table.currentRow() < 0:
            self.table.selectRow(0)

    def _fill(self, at: int, each: Tallas) -> None:
        place = publikasjon.describe_id(self._desk.file, each.id)
        for column, text in enumerate((place, WORDS[each.slag], each.grunn)):
            item = QTableWidgetItem(text)
            item.setData(_ID, each.id)
            item.setToolTip(text)
            self.table.setItem(at, column, item)

    @Slot()
    def unlock_chosen(self) -> None:
        """The chosen lock is taken away."""
        item = self.table.item(self.table.currentRow(), 0)
        if item is not None:
            self._desk.run(tallas.unlock, str(item.data(_ID)))
