"""A file that is damaged: put back a backup, save what can be read, look at it, or leave it. It is never written in."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from bvdesk.domain.errors import UserError
from bvdesk.services import sikkerhetskopi
from bvdesk.ui.screen import FittingDialog
from bvdesk.ui.trygghet.copies import describe_copy
from bvdesk.ui.widgets import heading, labelled, page_layout, paragraph, primary_button, quiet_button, row

_PATH = Qt.ItemDataRole.UserRole


class WayOut(Enum):
    """What the user wants done."""

    RESTORE = auto()
    SALVAGE = auto()
    LOOK = auto()


class DamagedDialog(FittingDialog):
    """`way` is what was chosen, `kopi` the backup to put back."""

    def __init__(self, path: Path, error: UserError, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.way: WayOut | None = None
        self.kopi: Path | None = None
        self.setWindowTitle("Filen er skadet")
        self.setMinimumWidth(560)
        self.list = QListWidget()
        self.list.setMaximumHeight(160)
        copies = sikkerhetskopi.all_copies(path)
        for kopi in copies:
            item = QListWidgetItem(describe_copy(kopi), self.list)
            item.setData(_PATH, str(kopi.path))
        self.list.setCurrentRow(0)
        layout = page_layout(
            self, heading(error.text, 15), paragraph("Filen er ikke endret, og blir ikke endret. Velg hva du vil gjøre:")
        )
        if copies:
            layout.addWidget(labelled("&Sikkerhetskopier, nyeste først", self.list))
        layout.addWidget(self._buttons(restore=bool(copies)))

    def _buttons(self, *, restore: bool) -> QWidget:
        put_back, save = primary_button("Legg tilbake kopien"), quiet_button("Redd det som kan leses …")
        look, cancel = quiet_button("Se i filen"), quiet_button("Avbryt")
        put_back.clicked.connect(self.restore)
        save.clicked.connect(self.salvage)
        look.clicked.connect(self.look)
        cancel.clicked.connect(self.reject)
        put_back.setVisible(restore)
        return row(put_back, save, look, cancel)

    @Slot()
    def restore(self) -> None:
        """The chosen backup takes the file's place; the damaged file is kept beside it."""
        self.kopi = Path(self.list.currentItem().data(_PATH))
        self._choose(WayOut.RESTORE)

    @Slot()
    def salvage(self) -> None:
        """What can be read goes to a new file."""
        self._choose(WayOut.SALVAGE)

    @Slot()
    def look(self) -> None:
        """Open it only to be read."""
        self._choose(WayOut.LOOK)

    def _choose(self, way: WayOut) -> None:
        self.way = way
        self.accept()
