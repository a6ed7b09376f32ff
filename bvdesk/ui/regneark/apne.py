"""Choose a spreadsheet and open its preview."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bvdesk.domain.errors import UserError
from bvdesk.services.skjema import sheets_of
from bvdesk.ui import file_dialog
from bvdesk.ui.desk import Desk
from bvdesk.ui.regneark.les_inn_dialog import LesInnDialog

_FILTER = "Regneark (*.xlsx *.ods *.csv)"


def read_sheet(desk: Desk, parent: QWidget) -> None:
    """Let the user choose a file; what is wrong with it is said, and nothing is changed."""
    chosen = file_dialog.ask_open(parent, "Les inn regneark", _FILTER)
    if chosen:
        try:
            LesInnDialog(desk, chosen, sheets_of(chosen), parent).exec()
        except UserError as error:
            desk.failed.emit(error)
