"""What a template file holds, before it is kept."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from bvdesk.domain.rapport.disposisjon import Disposisjon
from bvdesk.ui.rapport.chapter_list import ChapterList
from bvdesk.ui.screen import FittingDialog, resize_on_screen
from bvdesk.ui.widgets import heading, labelled, page_layout, paragraph, primary_button, quiet_button, row

_WIDTH, _HEIGHT = 520, 560


class TemplateImportDialog(FittingDialog):
    """The chapters in order, and the name the template gets here."""

    def __init__(self, file_name: str, mal: Disposisjon, taken: frozenset[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._taken = taken
        self.setWindowTitle("Hent mal")
        resize_on_screen(self, _WIDTH, _HEIGHT)
        self.name, self.fault = QLineEdit(mal.navn), paragraph("")
        self.fault.setProperty("wrong", True)  # noqa: FBT003 - Qt's own way
        self.chapters = ChapterList()
        self.chapters.show_template(mal, "", editable=False)
        self.keep, cancel = primary_button("Hent malen"), quiet_button("Avbryt")
        layout = page_layout(
            self, heading(file_name, 15), paragraph(describe(mal)), labelled("&Navn her", self.name), self.fault
        )
        layout.addWidget(self.chapters, 1)
        layout.addWidget(row(self.keep, cancel))
        self.keep.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self.name.textChanged.connect(self.check)
        self.check()

    @Slot()
    def check(self) -> None:
        """Whether the name can be used."""
        name = self.name.text().strip()
        why = f"Det finnes allerede en mal som heter «{name}». Skriv et annet navn." if name in self._taken else ""
        self.fault.setText(why or ("" if name else "Skriv et navn på malen."))
        self.fault.setVisible(bool(self.fault.text()))
        self.keep.setEnabled(not self.fault.text())


def describe(mal: Disposisjon) -> str:
    """In words, such as «26 kapitler, 2 av dem skjult. 3 egne tabeller og figurer.»."""
    hidden = sum(k.skjult for k in mal.kapitler)
    placed = sum(len(k.plassert) for k in mal.kapitler)
    first = f"{len(mal.kapitler)} kapitler" + (f", {hidden} av dem skjult." if hidden else ".")
    return f"{first} {placed} egne tabeller og figurer." if placed else first
