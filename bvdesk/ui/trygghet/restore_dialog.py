"""What a restore would change, before it is done."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bvdesk.services.gjenoppretting import Forhandsvisning
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.ui.screen import FittingDialog, resize_on_screen
from bvdesk.ui.trygghet.difference_table import DifferenceTable
from bvdesk.ui.widgets import heading, page_layout, paragraph, primary_button, quiet_button, row


class RestoreDialog(FittingDialog):
    """The differences between the file and a backup, and one button that makes the file what the backup is."""

    def __init__(self, fil: Tjenestefil, seen: Forhandsvisning, when: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Gjenopprett sikkerhetskopi")
        resize_on_screen(self, 760, 480)
        table = DifferenceTable(("Tall", "Nå", "I kopien"), choosing=False)
        table.show_differences(fil, seen.forskjeller.celler)
        restore, cancel = primary_button("Gjenopprett kopien"), quiet_button("Avbryt")
        restore.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        layout = page_layout(
            self,
            heading(f"Kopien fra {when}", 15),
            paragraph(f"{seen.tekst} Det som står i filen nå, blir tatt vare på, så du kan angre."),
        )
        layout.addWidget(table, 1)
        layout.addWidget(row(restore, cancel))
        cancel.setDefault(True)
        restore.setEnabled(not seen.forskjeller.like)
