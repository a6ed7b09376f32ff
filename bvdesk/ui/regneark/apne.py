"""Choose a spreadsheet and open its preview."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from bvdesk.domain.errors import UserError
from bvdesk.services.skjema import sheets_of
from bvdesk.ui.desk import Desk
from bvdesk.ui.regneark.les_inn_dialog import LesInnDialog

_FILTER = "Regneark (*.xlsx *.ods *.csv)"


def read_sheet(desk: Desk, parent: QWidget) -> None:
    """Let the user choose a file; what is wrong with it is said, and nothing is changed."""
    chosen, _ = QFileDialog.getOpenFileName(parent, "Les inn regneark", "", _FILTER)
    if chosen:
        try:
            LesInnDialog(desk, Path(chosen), sheets_of(Path(chosen)), parent).exec()
        except UserError as error:
            desk.failed.emit(error)
