"""What the rows of a foreign sheet are: each unknown name with what it is most like first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from bvdesk.domain.tall.indikator import Indikator
from bvdesk.services import radnavn
from bvdesk.ui.desk import Desk
from bvdesk.ui.screen import FittingDialog, resize_on_screen
from bvdesk.ui.widgets import choose_data, heading, labelled, page_layout, paragraph, primary_button, row, scrolled

_ABOUT = "Velg hvilket tall hver rad er. De nærmeste står øverst i listen. Valgene huskes til neste gang."
_NOT_CHOSEN, _LEFT_OUT = "ikke valgt", "les ikke inn denne raden"


class NameDialog(FittingDialog):
    """`chosen` with all the choices each time one is made."""

    chosen = Signal(dict)

    def __init__(self, desk: Desk, names: Sequence[str], before: radnavn.Radnavn, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle("Knytt navn")
        resize_on_screen(self, 560, 480)
        self.boxes = {navn: self._box(navn, before) for navn in names}
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 8, 0)
        for navn, box in self.boxes.items():
            column.addWidget(labelled(navn.replace("&", "&&"), box))
        column.addStretch(1)
        done = primary_button("Ferdig")
        done.setDefault(True)
        done.clicked.connect(self.accept)
        layout = page_layout(self, heading("Hvilke tall er dette?"), paragraph(_ABOUT))
        layout.addWidget(scrolled(body), 1)
        layout.addWidget(row(done))

    def _box(self, navn: str, before: radnavn.Radnavn) -> QComboBox:
        near = radnavn.suggestions(self._desk.file, navn)
        rest = [i for i in radnavn.choosable(self._desk.file) if i not in near]
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.addItem(_NOT_CHOSEN, None)
        _add(box, near)
        box.addItem(_LEFT_OUT, radnavn.BORTE)
        box.insertSeparator(box.count())
        _add(box, rest)
        choose_data(box, before.get(radnavn.as_key(navn)))
        box.activated.connect(self.tell)
        return box

    @Slot()
    def tell(self) -> None:
        """One was chosen."""
        self.chosen.emit({radnavn.as_key(navn): box.currentData() for navn, box in self.boxes.items()})


def _add(box: QComboBox, indikatorer: Sequence[Indikator]) -> None:
    for indikator in indikatorer:
        box.addItem(indikator.etikett, indikator.id)
