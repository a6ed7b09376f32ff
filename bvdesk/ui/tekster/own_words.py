"""The words somebody has added to this file's own list; one that was added by mistake can be taken out."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from bvdesk.services import stavekontroll
from bvdesk.ui.desk import Desk
from bvdesk.ui.screen import FittingDialog
from bvdesk.ui.tekster.parts_list import fill, named_list
from bvdesk.ui.widgets import labelled, paragraph, quiet_button, row

_ABOUT = "Ord som stavekontrollen skal godta i denne filen. De følger filen."


class OwnWords(FittingDialog):
    """Add with Enter, take out with the button."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle("Egne ord")
        self.word, self.list = QLineEdit(), named_list("Egne ord", "Ingen egne ord ennå.")
        self.add, self.remove = quiet_button("Legg til"), quiet_button("Ta ut")
        self.add.setDefault(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        for widget in (paragraph(_ABOUT), labelled("&Nytt ord", self.word), row(self.add), self.list, row(self.remove)):
            column.addWidget(widget)
        column.addWidget(buttons)
        self.add.clicked.connect(self.add_word)
        self.remove.clicked.connect(self.remove_word)
        self.list.currentItemChanged.connect(self.show_usable)
        self.show_words()

    @Slot()
    def show_words(self) -> None:
        """The list as it stands."""
        fill(self.list, [(word, word) for word in stavekontroll.own_words(self.desk.file)])
        self.show_usable()

    @Slot()
    def show_usable(self) -> None:
        """Only a chosen word can be taken out."""
        self.remove.setEnabled(self.list.currentItem() is not None)

    @Slot()
    def add_word(self) -> None:
        """Put the word in the list."""
        if self.desk.run(stavekontroll.add_word, self.word.text().strip()):
            self.word.clear()
            self.show_words()

    @Slot()
    def remove_word(self) -> None:
        """Take the chosen word out."""
        if self.desk.run(stavekontroll.remove_word, self.list.currentItem().text()):
            self.show_words()
