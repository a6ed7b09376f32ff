"""Other words for a table or chart that comes by itself: its title, source and alternative text."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from bvdesk.ui.screen import FittingDialog
from bvdesk.ui.widgets import closing_row, heading, labelled, paragraph, primary_button

_ABOUT = "La et felt stå tomt for å bruke teksten som lages av tallene. Levende tall som {meldinger_mottatt} kan brukes."
_FIELDS = (("tittel", "&Tittel"), ("kilde", "&Kilde"), ("alt", "&Alternativ tekst for den som ikke ser figuren"))


class AlterDialog(FittingDialog):
    """`texts` is what was written when it is accepted."""

    def __init__(self, name: str, standing: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Endre tekstene")
        self.setMinimumWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.addWidget(heading(name, 13))
        column.addWidget(paragraph(_ABOUT, subtle=True))
        self.fields = {key: QLineEdit(standing.get(key, "")) for key, _ in _FIELDS}
        for key, label in _FIELDS:
            column.addWidget(labelled(label, self.fields[key]))
        ok = primary_button("Lagre tekstene")
        ok.clicked.connect(self.accept)
        column.addWidget(closing_row(self, ok))

    def texts(self) -> dict[str, str]:
        """What was written."""
        return {key: field.text().strip() for key, field in self.fields.items()}
