"""The one dialog for faults of our own."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget


class BugDialog(QMessageBox):
    """A fault of ours: calm words, and details that hold no figures."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._details = details
        self.setIcon(QMessageBox.Icon.Warning)
        for sign in self.findChildren(QLabel, "qt_msgboxex_icon_label"):
            sign.setAccessibleName("Advarsel")
        self.setWindowTitle("Noe gikk galt")
        self.setText("Noe gikk galt i programmet.")
        self.setInformativeText(
            "Tallene du har skrevet inn, er lagret. Du kan arbeide videre. Skjer det igjen, kopier detaljene og send dem "
            "til den som hjelper deg med programmet. Detaljene inneholder ingen tall fra tjenesten."
        )
        self._copy = self.addButton("Kopier detaljer", QMessageBox.ButtonRole.ActionRole)
        self._copy.clicked.disconnect()
        self._copy.clicked.connect(self.copy_details)
        close = self.addButton("Arbeid videre", QMessageBox.ButtonRole.AcceptRole)
        self.setDefaultButton(close)
        self.setEscapeButton(close)

    @Slot()
    def copy_details(self) -> None:
        """Put the details on the clipboard and stay open."""
        QGuiApplication.clipboard().setText(self._details)
        self._copy.setText("Kopiert")
