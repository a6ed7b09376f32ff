"""The service's own limits for when a change is worth a look; what is typed holds at once."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from bvdesk.domain.errors import UserError
from bvdesk.domain.kontroll.regler.regel import Terskler
from bvdesk.domain.tall.innlesing import parse_inntasting
from bvdesk.domain.tall.tallformat import format_tall
from bvdesk.services import kontroll
from bvdesk.ui.desk import Desk
from bvdesk.ui.widgets import labelled, paragraph, quiet_button, row

_WIDTH = 320
_ABOUT = (
    "Kontrollen melder fra når et tall endrer seg mer enn det pleier. Får dere for mange slike funn, kan grensene settes "
    "høyere. Får dere for få, kan de settes lavere. Det som ikke kan være sant, meldes uansett."
)
_WORDS = {
    "sprang_z": ("&Sprang fra i fjor (standardavvik)", "3 er vanlig. Høyere tall gir færre funn."),
    "sprang_minst": ("&Minste sprang (antall)", "Mindre endringer enn dette meldes ikke, så små kommuner får ro."),
    "arsverk_prosent": ("Endring i års&verk (prosent)", "Hvor mye årsverkene kan endre seg fra forrige periode."),
    "kroner_prosent": ("Endring i &kroner (prosent)", "Hvor mye utgiftene kan endre seg fra forrige periode."),
}


class LimitsView(QWidget):
    """A field for each limit, and a way back to the usual ones."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.fields = {name: QLineEdit() for name in _WORDS}
        self.usual = quiet_button("Bruk de vanlige grensene")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addWidget(paragraph(_ABOUT))
        for name, field in self.fields.items():
            label, why = _WORDS[name]
            field.setAccessibleDescription(why)
            field.editingFinished.connect(self.save)
            holder = labelled(label, field)
            holder.setMaximumWidth(_WIDTH)
            layout.addWidget(holder)
            layout.addWidget(paragraph(why, subtle=True))
        layout.addWidget(row(self.usual))
        layout.addStretch(1)
        self.usual.clicked.connect(self.use_usual)

    def refresh(self) -> None:
        """Show the limits that hold."""
        holding = kontroll.thresholds(self._desk.file)
        for name, field in self.fields.items():
            field.setText(format_tall(getattr(holding, name)))
        self.usual.setEnabled(holding != Terskler())

    @Slot()
    def save(self) -> None:
        """What is typed holds from now on; what cannot be read is put back."""
        if not self._desk.is_open:  # the field loses its focus when the window closes
            return
        try:
            written = Terskler(**{name: _number(field.text()) for name, field in self.fields.items()})
        except UserError as error:
            self.refresh()
            self._desk.failed.emit(error)
            return
        self._use(written)

    @Slot()
    def use_usual(self) -> None:
        """Back to the limits that the program comes with."""
        self._use(Terskler())

    def _use(self, terskler: Terskler) -> None:
        if terskler != kontroll.thresholds(self._desk.file):
            self._desk.run(kontroll.set_thresholds, terskler)
        self.refresh()


def _number(text: str) -> Decimal:
    value = parse_inntasting(text)
    if value is None or value.tall is None:
        raise UserError("En grense må være et tall.", "Skriv et tall større enn 0, for eksempel 3 eller 2,5.")
    return value.tall
