"""What a picture shows, in words: required, since not everybody sees it; and its title."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from bvdesk.domain.rapport.modell import Bilde
from bvdesk.ui.screen import FittingDialog
from bvdesk.ui.widgets import closing_row, labelled, paragraph, primary_button

_ABOUT = "Beskriv det som har noe å si, for eksempel «Ungdomsrådet overleverer rapporten til ordføreren»."


class PictureDialog(FittingDialog):
    """`markdown` is the picture as the text names it; there is no OK before it has words."""

    def __init__(self, bilde: Bilde, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kilde = bilde.kilde
        self.setWindowTitle("Bilde")
        self.setMinimumWidth(480)
        self.alt, self.title_field = QLineEdit(bilde.alt), QLineEdit(bilde.tittel)
        self.ok = primary_button("Bruk bildet")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.addWidget(labelled("&Hva bildet viser (må fylles ut)", self.alt))
        column.addWidget(paragraph(_ABOUT, subtle=True))
        column.addWidget(labelled("&Tittel under bildet", self.title_field))
        column.addWidget(closing_row(self, self.ok))
        self.alt.textChanged.connect(self.show_usable)
        self.ok.clicked.connect(self.accept)
        self.show_usable()

    @Slot()
    def show_usable(self) -> None:
        """Words first."""
        self.ok.setEnabled(bool(self.alt.text().strip()))

    def markdown(self) -> str:
        """The picture in the text; signs that would end it early are left out."""
        alt = self.alt.text().strip().translate(str.maketrans("[]", "()"))
        title = self.title_field.text().strip().replace('"', "»")
        return f"![{alt}](bilde:{self._kilde}" + (f' "{title}")' if title else ")")
