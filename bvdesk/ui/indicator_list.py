"""A list of indicators by chapter, with a field that narrows it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from bvdesk.domain.tall.indikator import Indikator
from bvdesk.services import kapitler
from bvdesk.ui import theme
from bvdesk.ui.widgets import labelled, lay_out

_ID = Qt.ItemDataRole.UserRole


class IndicatorList(QWidget):
    """Search field over list; `chosen` carries the indicator's id."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.search = QLineEdit()
        self.search.setPlaceholderText("Søk")
        self.list = QListWidget()
        self.list.setAccessibleName("Indikatorer")
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = lay_out(self, labelled("&Indikator", self.search))
        layout.addWidget(self.list, 1)
        self.search.textChanged.connect(self.narrow)
        self.search.returnPressed.connect(self.choose_first)
        self.list.currentItemChanged.connect(self.announce)
        self.setFocusProxy(self.search)

    def show_indicators(self, indikatorer: Sequence[Indikator], marks: frozenset[str] = frozenset()) -> None:
        """Fill the list; those in `marks` are written in grey («ikke i bruk»). The chosen one stays chosen."""
        before = self.current()
        blocker = QSignalBlocker(self.list)
        self.list.clear()
        chapter = ""
        for indikator in sorted(indikatorer, key=lambda i: kapitler.sort_key(i.kapittel)):
            if indikator.kapittel != chapter:
                chapter = indikator.kapittel
                self._add_heading(kapitler.overskrift(chapter))
            self._add(indikator, marked=indikator.id in marks)
        blocker.unblock()
        self.narrow(self.search.text())
        self.choose(before or self._first())

    def current(self) -> str:
        """The chosen indicator's id; empty when there is none."""
        item = self.list.currentItem()
        return str(item.data(_ID)) if item is not None and item.data(_ID) else ""

    def choose(self, indikator: str) -> None:
        """Choose an indicator."""
        for at in range(self.list.count()):
            if self.list.item(at).data(_ID) == indikator:
                self.list.setCurrentRow(at)
                return

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text, self.list)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        item.setFont(font)
        item.setForeground(QColor(theme.tokens().subtle))

    def _add(self, indikator: Indikator, *, marked: bool) -> None:
        text = f"{indikator.etikett} (ikke i bruk)" if marked else indikator.etikett
        item = QListWidgetItem(text, self.list)
        item.setToolTip(indikator.etikett)
        item.setData(_ID, indikator.id)

    def _first(self) -> str:
        ids = (self.list.item(at).data(_ID) for at in range(self.list.count()))
        return next((str(key) for key in ids if key), "")

    @Slot(str)
    def narrow(self, text: str) -> None:
        """Hide what does not hold the text."""
        wanted = text.casefold().strip()
        for at in range(self.list.count()):
            item = self.list.item(at)
            is_heading = not item.data(_ID)
            item.setHidden(bool(wanted) and (is_heading or wanted not in item.text().casefold()))

    @Slot()
    def choose_first(self) -> None:
        """Enter in the field: the first that is left."""
        shown = [item for at in range(self.list.count()) if not (item := self.list.item(at)).isHidden() and item.data(_ID)]
        if shown:
            self.list.setCurrentItem(shown[0])
            self.list.setFocus()

    @Slot()
    def announce(self) -> None:
        """Another indicator was chosen."""
        if self.current():
            self.chosen.emit(self.current())
