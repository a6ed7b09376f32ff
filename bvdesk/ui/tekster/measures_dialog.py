"""Goals and measures for next year, and what became of those for this year."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from bvdesk.domain.rapport.innsats import Tiltak, Tiltaksstatus
from bvdesk.services import innsats
from bvdesk.storage.tekst_store import Tekststed
from bvdesk.ui.desk import Desk
from bvdesk.ui.screen import FittingDialog, resize_on_screen
from bvdesk.ui.tekster.parts_list import named_list
from bvdesk.ui.widgets import choose_data, closing_row, labelled, paragraph, primary_button, quiet_button, row, scrolled

_DATA = Qt.ItemDataRole.UserRole
_TEXT_HEIGHT = 72
_NEW = "Nytt mål"
STATUS_NAMES = {
    Tiltaksstatus.PLANLAGT: "Planlagt",
    Tiltaksstatus.I_GANG: "I gang",
    Tiltaksstatus.GJENNOMFORT: "Gjennomført",
    Tiltaksstatus.FORSINKET: "Forsinket",
    Tiltaksstatus.AVSLUTTET: "Avsluttet",
}


class MeasuresDialog(FittingDialog):
    """One tab a year; stored together."""

    def __init__(self, desk: Desk, sted: Tekststed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.sted = desk, sted
        self.setWindowTitle("Mål og tiltak")
        resize_on_screen(self, 860, 620)
        year = sted.periode.ar
        self.planned, self.followed = MeasureEdit(desk, follow_up=False), MeasureEdit(desk, follow_up=True)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Mål og tiltak")
        self.tabs.addTab(self.planned, f"Mål for {year + 1}")
        self.tabs.addTab(self.followed, f"Oppfølging av {year}")
        self.ok = primary_button("Lagre målene")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(closing_row(self, self.ok))
        self.planned.fill(self._stored(year + 1))
        self.followed.fill(self._stored(year))
        self.ok.clicked.connect(self.store)

    def _stored(self, year: int) -> tuple[Tiltak, ...]:
        return innsats.measures(self.desk.file, year, self.sted.omrade, self.sted.malform)

    @Slot()
    def store(self) -> None:
        """Keep both years, when they can be."""
        year = self.sted.periode.ar
        for ar, edit in ((year + 1, self.planned), (year, self.followed)):
            listed = edit.measures()
            if listed == self._stored(ar):
                continue
            if not self.desk.run(innsats.save, ar, self.sted.omrade, self.sted.malform, listed):
                return
        self.accept()


class MeasureEdit(QWidget):
    """The measures to the left, the chosen one's fields to the right."""

    def __init__(self, desk: Desk, *, follow_up: bool) -> None:
        super().__init__()
        self.list = named_list("Mål", "Ingen mål ennå.")
        self.add, self.remove = quiet_button("Nytt mål"), quiet_button("Slett målet")
        self.up, self.down = quiet_button("Opp"), quiet_button("Ned")
        self.goal, self.what, self.result = QPlainTextEdit(), QPlainTextEdit(), QPlainTextEdit()
        self.target, self.who, self.when = QLineEdit(), QLineEdit(), QLineEdit()
        self.figure, self.status = QComboBox(), QComboBox()
        self.figure.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.figure.addItem("Ikke noe tall", "")
        for indikator in desk.file.active():
            self.figure.addItem(indikator.etikett, indikator.id)
        for status, name in STATUS_NAMES.items():
            self.status.addItem(name, status)
        self._build(follow_up=follow_up)
        self._listen()
        self.show_chosen()

    def _build(self, *, follow_up: bool) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(labelled("&Mål", self.list), 1)
        left.addWidget(row(self.add, self.remove))
        left.addWidget(row(self.up, self.down))
        for box in (self.goal, self.what, self.result):
            box.setTabChangesFocus(True)
            box.setFixedHeight(_TEXT_HEIGHT)
        self.form = QWidget()
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 8, 0)
        fields = [("Må&let", self.goal), ("&Tiltaket", self.what), ("Tall som &viser om målet nås", self.figure)]
        fields += [("Hva tallet skal &bli", self.target), ("&Ansvarlig", self.who), ("&Frist", self.when)]
        fields += [("&Status", self.status)]
        fields += [("&Hva som kom ut av det", self.result)] if follow_up else []
        for name, field in fields:
            column.addWidget(labelled(name, field))
        column.addStretch(1)
        right.addWidget(scrolled(self.form), 1)
        if follow_up:
            left.insertWidget(0, paragraph("Målene som ble satt i forrige melding.", subtle=True))
        beside = QHBoxLayout(self)
        beside.setContentsMargins(0, 12, 0, 0)
        beside.setSpacing(24)
        beside.addLayout(left, 2)
        beside.addLayout(right, 3)

    def _listen(self) -> None:
        self.list.currentItemChanged.connect(self.show_chosen)
        self.add.clicked.connect(self.add_measure)
        self.remove.clicked.connect(self.remove_measure)
        self.up.clicked.connect(lambda: self.move_measure(-1))
        self.down.clicked.connect(lambda: self.move_measure(1))
        for box in (self.goal, self.what, self.result):
            box.textChanged.connect(self.take_typing)
        for line in (self.target, self.who, self.when):
            line.textChanged.connect(self.take_typing)
        for choice in (self.figure, self.status):
            choice.activated.connect(self.take_typing)

    def fill(self, measures: tuple[Tiltak, ...]) -> None:
        """Show these."""
        self.list.clear()
        for measure in measures:
            self._append(measure)
        self.list.setCurrentRow(0)
        self.show_chosen()

    def measures(self) -> tuple[Tiltak, ...]:
        """What stands there, in order."""
        return tuple(self.list.item(at).data(_DATA) for at in range(self.list.count()))

    def _append(self, measure: Tiltak) -> None:
        item = QListWidgetItem(measure.mal or _NEW)
        item.setData(_DATA, measure)
        self.list.addItem(item)

    @Slot()
    def show_chosen(self) -> None:
        """The fields of the chosen one."""
        item, at = self.list.currentItem(), self.list.currentRow()
        self.form.setEnabled(item is not None)
        self.remove.setEnabled(item is not None)
        self.up.setEnabled(at > 0)
        self.down.setEnabled(0 <= at < self.list.count() - 1)
        measure = item.data(_DATA) if item else Tiltak("", "")
        texts = ((self.goal, measure.mal), (self.what, measure.tiltak), (self.result, measure.oppfolging))
        for box, text in texts:
            blocker = QSignalBlocker(box)
            box.setPlainText(text)
            blocker.unblock()
        for line, text in ((self.target, measure.maltall), (self.who, measure.ansvarlig), (self.when, measure.frist)):
            blocker = QSignalBlocker(line)
            line.setText(text)
            blocker.unblock()
        choose_data(self.figure, measure.indikator)
        choose_data(self.status, measure.status)

    @Slot()
    def take_typing(self) -> None:
        """Keep what was typed with the chosen one."""
        if self.list.currentRow() < 0:
            return
        item = self.list.currentItem()
        made = replace(
            item.data(_DATA),
            mal=self.goal.toPlainText(),
            tiltak=self.what.toPlainText(),
            indikator=str(self.figure.currentData()),
            maltall=self.target.text(),
            ansvarlig=self.who.text(),
            frist=self.when.text(),
            status=Tiltaksstatus(self.status.currentData()),
            oppfolging=self.result.toPlainText(),
        )
        item.setData(_DATA, made)
        item.setText(made.mal or _NEW)

    @Slot()
    def add_measure(self) -> None:
        """A new one, ready to be written."""
        self._append(Tiltak("", ""))
        self.list.setCurrentRow(self.list.count() - 1)
        self.goal.setFocus()

    @Slot()
    def remove_measure(self) -> None:
        """Take the chosen one away."""
        self.list.takeItem(self.list.currentRow())
        self.show_chosen()

    def move_measure(self, steps: int) -> None:
        """Move the chosen one up or down."""
        at = self.list.currentRow()
        item = self.list.takeItem(at)
        self.list.insertItem(at + steps, item)
        self.list.setCurrentRow(at + steps)
