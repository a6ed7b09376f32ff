"""Two versions of one file, cell by cell, and one made of both."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bvdesk.services.sammenslaing import Celleforskjell, Sammenligning
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.ui.screen import FittingDialog, resize_on_screen
from bvdesk.ui.texts import timestamp
from bvdesk.ui.trygghet.difference_table import DifferenceTable
from bvdesk.ui.widgets import heading, page_layout, paragraph, primary_button, quiet_button, row


class MergeDialog(FittingDialog):
    """Every cell that differs; what only the other file has changed since they parted is ticked beforehand."""

    def __init__(self, fil: Tjenestefil, other: str, found: Sammenligning, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Sammenlign filer")
        resize_on_screen(self, 820, 520)
        self.table = DifferenceTable(("Tall", "I denne filen", "I den andre filen"), choosing=True)
        self.table.show_differences(fil, found.celler)
        merge, close = primary_button("Hent det som er krysset av"), quiet_button("Lukk")
        merge.clicked.connect(self.accept)
        close.clicked.connect(self.reject)
        merge.setEnabled(bool(found.celler))
        layout = page_layout(self, heading(other, 15), paragraph(describe(found)))
        layout.addWidget(self.table, 1)
        layout.addWidget(row(merge, close))

    def chosen(self) -> list[Celleforskjell]:
        """The cells to take from the other file."""
        return self.table.chosen()


def describe(found: Sammenligning) -> str:
    """What differs, in a few sentences."""
    if found.like:
        return "De to filene er like."
    parts = [f"{len(found.celler)} tall er ulike."]
    if found.felles:
        parts.append(f"Filene skilte lag etter {timestamp(found.felles.tid)} («{found.felles.tekst}»).")
        parts.append("Det som bare er endret i den andre filen, er krysset av. Der begge er endret, velger du.")
    other = ", ".join(f"{navn} ({antall})" for navn, antall in found.annet)
    return " ".join([*parts, f"Også ulikt, og ikke hentet: {other}."] if other else parts)
