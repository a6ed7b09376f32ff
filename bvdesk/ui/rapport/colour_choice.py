"""Choosing the report's colour: a few that are easy to read, any other through the palette, never one that is too pale."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QColorDialog, QComboBox, QWidget

from bvdesk.domain.kontrast import contrast
from bvdesk.domain.rapport.utgaveoppsett import LEAST_CONTRAST, darkened
from bvdesk.domain.tall.tallformat import format_tall
from bvdesk.ui.widgets import choose_data, lay_out, paragraph, quiet_button, row

COLOURS = {
    "": "Petrol, som i programmet",
    "#0b4f8a": "Blå",
    "#1f5d3a": "Grønn",
    "#7a1f3d": "Vinrød",
    "#4b2a7b": "Lilla",
    "#3d4852": "Grå",
}
_DEFAULT, _PAPER = "#0b5d6b", "#ffffff"


class ColourChoice(QWidget):
    """`chosen` when there is another colour that can be read."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.box, self.other = QComboBox(), quiet_button("Annen farge …")
        self.box.setAccessibleName("Farge")
        self.verdict, self.darker = paragraph("", subtle=True), quiet_button("")
        self._pale = ""
        for colour, name in COLOURS.items():
            self._add(name, colour)
        lay_out(self, row(self.box, self.other), self.verdict, row(self.darker), spacing=4)
        self.setFocusProxy(self.box)
        self.box.activated.connect(self.take_choice)
        self.other.clicked.connect(self.ask)
        self.darker.clicked.connect(self.use_darker)

    def _add(self, name: str, colour: str) -> None:
        swatch = QPixmap(QSize(16, 16))
        swatch.fill(QColor(colour or _DEFAULT))
        self.box.addItem(QIcon(swatch), name, colour)

    def colour(self) -> str:
        """The chosen colour; empty for the program's own."""
        return str(self.box.currentData())

    def show_colour(self, colour: str) -> None:
        """Show what is chosen."""
        self._pale = ""
        if self.box.findData(colour) < 0:
            self._add(f"Egen, {colour}", colour)
        choose_data(self.box, colour)
        shown = format_tall(contrast(colour or _DEFAULT, _PAPER), 1)
        self._say(f"Kontrast mot hvitt: {shown}. Godt å lese.", wrong=False)
        self.darker.hide()

    def _say(self, text: str, *, wrong: bool) -> None:
        self.verdict.setText(text)
        self.verdict.setProperty("wrong", wrong)
        self.verdict.style().polish(self.verdict)

    @Slot()
    def take_choice(self) -> None:
        """One of the ready colours."""
        self.show_colour(self.colour())
        self.chosen.emit()

    @Slot()
    def ask(self) -> None:
        """Any colour, from the palette."""
        picked = QColorDialog.getColor(QColor(self.colour() or _DEFAULT), self, "Velg farge")
        if picked.isValid():
            self.propose(picked.name())

    def propose(self, colour: str) -> None:
        """Use a colour, or say why it cannot be used and what can."""
        measured = contrast(colour, _PAPER)
        if measured >= LEAST_CONTRAST:
            self.show_colour(colour)
            self.chosen.emit()
            return
        self._pale = darkened(colour)
        self._say(
            f"{colour} er for lys til å leses på hvitt. Kontrasten er {format_tall(measured, 1)}, og må være minst 4,5.",
            wrong=True,
        )
        self.darker.setText(f"Bruk {self._pale}, samme farge litt mørkere")
        self.darker.show()

    @Slot()
    def use_darker(self) -> None:
        """The same hue, dark enough."""
        self.propose(self._pale)
