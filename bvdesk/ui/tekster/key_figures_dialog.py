"""The key figures of the report: which, in what order, and whether high or low is good."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bvdesk.domain.rapport.disposisjon import Nokkeltallvalg
from bvdesk.domain.rapport.nokkeltall import MAX_ROWS
from bvdesk.services import deler
from bvdesk.ui.desk import Desk
from bvdesk.ui.indicator_list import IndicatorList
from bvdesk.ui.screen import FittingDialog, resize_on_screen
from bvdesk.ui.tekster.parts_list import named_list
from bvdesk.ui.widgets import choose_data, closing_row, labelled, paragraph, primary_button, quiet_button, row

_DATA = Qt.ItemDataRole.UserRole
_GOOD = (("Verken høyt eller lavt er best", ""), ("Høyt er best", "hoy"), ("Lavt er best", "lav"))
_ABOUT = f"De {MAX_ROWS} første som har tall, kommer øverst i meldingen. Dra eller bruk knappene for å endre rekkefølgen."


class KeyFiguresDialog(FittingDialog):
    """All to the left, the chosen to the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle("Nøkkeltall")
        resize_on_screen(self, 820, 560)
        self.all, self.chosen, self.good = IndicatorList(), named_list("Valgte nøkkeltall", "Ingen er valgt."), QComboBox()
        self.chosen.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        for text, value in _GOOD:
            self.good.addItem(text, value)
        self.add, self.remove = quiet_button("Legg til"), quiet_button("Ta bort")
        self.up, self.down = quiet_button("Opp"), quiet_button("Ned")
        self.ok = primary_button("Lagre nøkkeltallene")
        self._build()
        self.all.show_indicators(desk.file.active())
        for valg in deler.key_figures(desk.file):
            self._append(valg)
        self._listen()
        self.chosen.setCurrentRow(0)
        self.show_choice()

    def _build(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self.all, 1)
        left.addWidget(row(self.add))
        right.addWidget(labelled("&Valgte nøkkeltall", self.chosen), 1)
        right.addWidget(row(self.up, self.down, self.remove))
        right.addWidget(labelled("&Hva som er bra", self.good))
        beside = QHBoxLayout()
        beside.setSpacing(24)
        beside.addLayout(left, 1)
        beside.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.addWidget(paragraph(_ABOUT))
        layout.addLayout(beside, 1)
        layout.addWidget(closing_row(self, self.ok))

    def _listen(self) -> None:
        self.add.clicked.connect(self.add_figure)
        self.all.list.itemActivated.connect(self.add_figure)
        self.remove.clicked.connect(self.remove_figure)
        self.up.clicked.connect(lambda: self.move_figure(-1))
        self.down.clicked.connect(lambda: self.move_figure(1))
        self.chosen.currentRowChanged.connect(self.show_choice)
        self.good.activated.connect(self.take_good)
        self.ok.clicked.connect(self.store)

    def figures(self) -> tuple[Nokkeltallvalg, ...]:
        """The chosen ones, in order."""
        return tuple(self.chosen.item(at).data(_DATA) for at in range(self.chosen.count()))

    def _append(self, valg: Nokkeltallvalg) -> None:
        item = QListWidgetItem(self.desk.file.katalog[valg.indikator].etikett)
        item.setData(_DATA, valg)
        self.chosen.addItem(item)

    @Slot()
    def show_choice(self) -> None:
        """What is good about the chosen one, and what can be done with it."""
        at, item = self.chosen.currentRow(), self.chosen.currentItem()
        blocker = QSignalBlocker(self.good)
        choose_data(self.good, item.data(_DATA).best if item else "")
        blocker.unblock()
        for widget in (self.good, self.remove):
            widget.setEnabled(item is not None)
        self.up.setEnabled(at > 0)
        self.down.setEnabled(0 <= at < self.chosen.count() - 1)
        self.add.setEnabled(self.chosen.count() < deler.MAX_KEY_FIGURES)

    @Slot()
    def take_good(self) -> None:
        """High, low or neither."""
        item = self.chosen.currentItem()
        item.setData(_DATA, Nokkeltallvalg(item.data(_DATA).indikator, str(self.good.currentData())))

    @Slot()
    def add_figure(self) -> None:
        """Put the one that is looked at last among the chosen."""
        key = self.all.current()
        if key and self.chosen.count() < deler.MAX_KEY_FIGURES and key not in [valg.indikator for valg in self.figures()]:
            self._append(Nokkeltallvalg(key))
            self.chosen.setCurrentRow(self.chosen.count() - 1)
        self.show_choice()

    @Slot()
    def remove_figure(self) -> None:
        """Take the chosen one out."""
        self.chosen.takeItem(self.chosen.currentRow())
        self.show_choice()

    def move_figure(self, steps: int) -> None:
        """Move the chosen one up or down."""
        at = self.chosen.currentRow()
        item = self.chosen.takeItem(at)
        self.chosen.insertItem(at + steps, item)
        self.chosen.setCurrentRow(at + steps)

    @Slot()
    def store(self) -> None:
        """Keep it, when it can be."""
        if self.desk.run(deler.set_key_figures, self.figures()):
            self.accept()
