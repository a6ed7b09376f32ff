"""The ledger: what has been shared, with whom counted as reader from then on, and what was never shared after all."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit, QTableWidgetItem, QWidget

from bvdesk.services import personvern
from bvdesk.ui.desk import Desk
from bvdesk.ui.listing_table import listing_table
from bvdesk.ui.texts import timestamp
from bvdesk.ui.widgets import labelled, lay_out, paragraph, quiet_button, row

_TITLES = ("Nr.", "Tid", "Hvem", "Periode", "Filer", "Status")
_NUMBER = Qt.ItemDataRole.UserRole
_ABOUT = (
    "Her står hver offentlig melding som er lagret eller skrevet ut. Tall som er vist i en av dem, regnes som kjent. Derfor "
    "kan de ikke skjules senere, og de kan gjøre at andre tall må skjules. Ble en melding aldri delt, kan du si fra her."
)
_EMPTY = "Ingen offentlige meldinger er lagret eller skrevet ut ennå."


class Ledger(QWidget):
    """Releases newest first; one can be taken out of the reckoning with a reason."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.table = listing_table("Utgivelser", _TITLES, wide="Filer")
        self.state = paragraph("", subtle=True)
        self.reason = QLineEdit()
        self.withdraw = quiet_button("Ble aldri delt")
        self._build()
        self.withdraw.clicked.connect(self.withdraw_chosen)
        self.reason.returnPressed.connect(self.withdraw_chosen)

    def _build(self) -> None:
        self.table.setMinimumHeight(120)
        self.reason.setPlaceholderText("For eksempel: Utskriften ble makulert")
        self.reason.setMinimumWidth(280)
        self._ask = row(labelled("&Hvorfor skal den valgte ikke telle?", self.reason))
        parts = (paragraph(_ABOUT), self.table, self.state, self._ask, row(self.withdraw))
        column = lay_out(self, *parts, margins=(0, 12, 0, 0), spacing=12)
        column.setStretch(1, 100)
        column.addStretch()

    def refresh(self) -> None:
        """Read the ledger anew."""
        fil = self._desk.file
        releases = personvern.released(fil)[::-1]
        self.table.setRowCount(len(releases))
        for at, release in enumerate(releases):
            status = f"Ble aldri delt: {release.trukket}" if release.trukket else "Teller med"
            files = ", ".join(personvern.files(fil, release.nr))
            texts = (str(release.nr), timestamp(release.tid), release.person, release.periode.tekst, files, status)
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setData(_NUMBER, release.nr)
                item.setToolTip(text)
                self.table.setItem(at, column, item)
        counted = sum(not release.trukket for release in releases)
        self.state.setText(f"{counted} av {len(releases)} teller med." if releases else _EMPTY)
        for part in (self.table, self._ask, self.withdraw):
            part.setVisible(bool(releases))
        if releases and self.table.currentRow() < 0:
            self.table.selectRow(0)

    @Slot()
    def withdraw_chosen(self) -> None:
        """The chosen release was never shared."""
        item = self.table.item(self.table.currentRow(), 0)
        if item is None:
            self._desk.notice("Velg en utgivelse i tabellen.")
        elif self._desk.run(personvern.withdraw, int(item.data(_NUMBER)), self.reason.text()):
            self.reason.clear()
