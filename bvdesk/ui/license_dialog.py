"""What the program is made of, with the terms of each part."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QListWidget, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from bvdesk.services import lisenser
from bvdesk.ui.dialogs import close_buttons
from bvdesk.ui.screen import FittingDialog, resize_on_screen
from bvdesk.ui.widgets import page_layout, paragraph

_INTRODUCTION = (
    "bvdesk bygger på arbeidet til mange andre. Her er delene og vilkårene de gis på. "
    "Tekstene er på engelsk når opphavspersonen har skrevet dem på engelsk."
)


class LicenseDialog(FittingDialog):
    """The parts to the left, the chosen part's licence to the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Lisenser")
        resize_on_screen(self, 980, 600)
        self._parts = lisenser.parts()
        self.list = QListWidget()
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setAccessibleName("Deler av programmet")
        self.list.addItems([f"{part.navn} {part.versjon}" for part in self._parts])
        self.terms = QLabel()
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Lisenstekst")
        self.text.setReadOnly(True)
        self._lay_out()
        self.list.currentRowChanged.connect(self.show_part)
        self.list.setCurrentRow(0)

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(12, 0, 0, 0)
        column.addWidget(self.terms)
        column.addWidget(self.text, 1)
        both = QSplitter()
        both.addWidget(self.list)
        both.addWidget(right)
        both.setSizes([250, 680])
        both.handle(1).setAccessibleName("Skille mellom listen og teksten")
        layout = page_layout(self)
        layout.addWidget(paragraph(_INTRODUCTION))
        layout.addWidget(both, 1)
        layout.addWidget(close_buttons(self))

    @Slot(int)
    def show_part(self, row: int) -> None:
        """Show the licence of one part."""
        part = self._parts[row]
        self.terms.setText(f"{part.navn}: {part.lisens}")
        self.text.setPlainText(part.text())
