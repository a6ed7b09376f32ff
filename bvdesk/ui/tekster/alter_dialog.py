"""Other words for a table or chart that comes by itself: its title, source and alternative text."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from bvdesk.ui.widgets import heading, labelled, paragraph

_ABOUT = "La et felt stå tomt for å bruke teksten som lages av tallene. Levende tall som {meldinger_mottatt} kan brukes."
_FIELDS = (("tittel", "&Tittel"), ("kilde", "&Kilde"), ("alt", "&Alternativ tekst for den som ikke ser figuren"))


class AlterDialog(QDialog):
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
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def texts(self) -> dict[str, str]:
        """What was written."""
        return {key: field.text().strip() for key, field in self.fields.items()}
