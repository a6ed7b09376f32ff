"""The tables and charts of a chapter: put one into the text, make one, change one, take one away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from bvdesk.services.skrivehjelp import Delvalg
from bvdesk.ui import theme
from bvdesk.ui.flow_layout import flowing
from bvdesk.ui.widgets import lay_out, paragraph, quiet_button

_DATA = Qt.ItemDataRole.UserRole
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
_HINT = "Enter setter figuren eller tabellen inn i teksten. De som ikke står i teksten, kommer etter den."


class PartsList(QWidget):
    """`placed` carries what goes into the text; the others ask for a dialog, a removal, or what was removed."""

    placed = Signal(str)
    made = Signal()
    changed = Signal(object)
    removed = Signal(object)
    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.list = named_list("Tabeller og figurer i kapitlet", "Kapitlet har ingen tabeller eller figurer ennå.")
        self.make, self.change = quiet_button("Lag ny …"), quiet_button("Endre …")
        self.remove, self.back = quiet_button("Ta bort"), quiet_button("Hent tilbake")
        self.back.setToolTip("Det som er tatt bort fra kapitlet, kommer igjen")
        tools = flowing(self.make, self.change, self.remove, self.back)
        lay_out(self, paragraph(_HINT, subtle=True), self.list, tools, margins=(8, 8, 8, 8))
        self.list.itemActivated.connect(self.place)
        self.list.currentItemChanged.connect(self.show_usable)
        self.back.clicked.connect(self.back_wanted)
        self.make.clicked.connect(self.made)
        self.change.clicked.connect(self.ask_change)
        self.remove.clicked.connect(self.ask_removal)
        self.show_usable()

    def show_parts(self, parts: Sequence[Delvalg], markdown: str) -> None:
        """The parts, those that stand in the text marked."""
        fill(self.list, [(f"✓ {p.navn}" if p.markdown in markdown else p.navn, p) for p in parts])
        self.show_usable()

    def chosen(self) -> Delvalg | None:
        """The part that is looked at."""
        item = self.list.currentItem()
        return item.data(_DATA) if item else None

    @Slot()
    def show_usable(self) -> None:
        """Only what is chosen can be changed or taken away."""
        for button in (self.change, self.remove):
            button.setEnabled(self.chosen() is not None)

    @Slot(QListWidgetItem)
    def place(self, item: QListWidgetItem) -> None:
        """One was chosen for the text."""
        self.placed.emit(item.data(_DATA).markdown)

    @Slot()
    def ask_change(self) -> None:
        """One is to be changed."""
        self.changed.emit(self.chosen())

    @Slot()
    def ask_removal(self) -> None:
        """One is to go."""
        self.removed.emit(self.chosen())


class HintedList(QListWidget):
    """Says in the list itself why it is empty."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self._hint = hint
        self.setAccessibleDescription(hint)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The items, or the hint where there are none."""
        super().paintEvent(event)
        if not self.count():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.tokens().subtle))
            painter.drawText(self.viewport().rect().adjusted(8, 8, -8, -8), _WRAPPED, self._hint)
            painter.end()


def named_list(name: str, hint: str = "") -> QListWidget:
    """A list of texts that wrap."""
    made = HintedList(hint)
    made.setAccessibleName(name)
    made.setWordWrap(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made


def fill(box: QListWidget, items: Sequence[tuple[str, object]]) -> None:
    """Fill a list with (text, data)."""
    box.clear()
    for text, data in items:
        item = QListWidgetItem(text)
        item.setData(_DATA, data)
        box.addItem(item)
