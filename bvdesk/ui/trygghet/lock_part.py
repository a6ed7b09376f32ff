"""Whether the file may be written in here; when somebody else has it, the way to take it over."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bvdesk.domain.errors import UserError
from bvdesk.services import overtakelse, sammenslaing
from bvdesk.services.feil import understandable
from bvdesk.services.overtakelse import Innehaver
from bvdesk.services.tjenestefil import Apning, Tjenestefil
from bvdesk.ui.desk import Desk
from bvdesk.ui.notices import NoticeKind
from bvdesk.ui.screen import FittingDialog
from bvdesk.ui.widgets import heading, page_layout, paragraph, primary_button, quiet_button, row

_WIDTH = 560


class LockPart(QWidget):
    """One sentence, and two buttons when the file may only be read."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.text = paragraph("")
        self.again, self.take = quiet_button("Åpne på nytt"), quiet_button("Ta over …")
        self.again.clicked.connect(self.open_again)
        self.take.clicked.connect(self.take_over)
        self._buttons = row(self.again, self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text)
        layout.addWidget(self._buttons)

    def refresh(self) -> None:
        """Show how things stand."""
        fil = self._desk.file
        other = overtakelse.holder(fil)
        self.text.setText(_state_text(fil))
        self._buttons.setVisible(bool(fil.lesegrunn))
        self.take.setVisible(other is not None and not other.her)

    @Slot()
    def open_again(self) -> None:
        """Perhaps it may be written in now."""
        fil = self._desk.file
        if self._desk.open_path(fil.path, Apning(fil.database.tilgang.nokkel)) and not self._desk.file.lesegrunn:
            self._desk.notice("Filen er åpen, og du kan skrive i den.", NoticeKind.SUCCESS)

    @Slot()
    def take_over(self) -> None:
        """Say what it leads to, and do it."""
        other = overtakelse.holder(self._desk.file)
        if other is None:
            self.open_again()
        elif TakeOverDialog(other, self).exec():
            try:
                with understandable():
                    opened = overtakelse.take_over(self._desk.file)
            except UserError as error:
                self._desk.failed.emit(error)
                return
            self._desk.use(opened)
            self._desk.notice("Du har tatt over filen, og kan skrive i den. Det står i endringsloggen.", NoticeKind.SUCCESS)


class TakeOverDialog(FittingDialog):
    """Who has the file, and what follows."""

    def __init__(self, other: Innehaver, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Ta over filen")
        self.setMinimumWidth(_WIDTH)
        take, leave = primary_button("Ta over"), quiet_button("Bare les")
        take.clicked.connect(self.accept)
        leave.clicked.connect(self.reject)
        page_layout(self, heading(f"Filen er åpen hos {other.hvem}", 15), paragraph(other.folger), row(take, leave))
        leave.setDefault(True)


def _state_text(fil: Tjenestefil) -> str:
    """Where the file lies and whether it is written in."""
    if fil.lesegrunn:
        return f"Bare for lesing. {fil.lesegrunn}"
    synced = sammenslaing.synced_by(fil.path)
    if synced:
        return f"Filen ligger i en mappe som synkroniseres ({synced}). Ha den åpen på bare én maskin om gangen."
    return "Hvert tall er lagret på disken idet du forlater cellen."
