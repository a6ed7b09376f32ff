"""A form for one kommune and one quarter, saved where the user says."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QWidget

from bvdesk.domain.tall.periode import Periode
from bvdesk.services import kvartalstatus, skjema
from bvdesk.ui import file_dialog
from bvdesk.ui.desk import Desk
from bvdesk.ui.screen import FittingDialog
from bvdesk.ui.widgets import choose_data, closing_row, heading, labelled, page_layout, paragraph, primary_button, refill

_WHAT = "Kommunen fyller ut de gule rutene i Excel og sender filen tilbake. Skjemaet viser også fjorårets tall."


class SkjemaDialog(FittingDialog):
    """Choose kommune and quarter, then save the form."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle("Lag skjema")
        self.setMinimumWidth(420)
        self.kommune, self.kvartal = QComboBox(), QComboBox()
        refill(self.kommune, [(o.navn, o.id) for o in desk.file.deltakere()])
        offer_quarters(self.kvartal, desk)
        self.save_button = primary_button("Lagre skjemaet …")
        self.save_button.clicked.connect(self.save)
        layout = page_layout(self)
        layout.addWidget(heading("Skjema til en kommune"))
        layout.addWidget(paragraph(_WHAT))
        layout.addWidget(labelled("&Kommune", self.kommune))
        layout.addWidget(labelled("Kvar&tal", self.kvartal))
        layout.addWidget(closing_row(self, self.save_button))

    @Slot()
    def save(self) -> None:
        """Ask where, and write the file."""
        omrade, kvartal = self.kommune.currentData(), self.kvartal.currentData()
        name = f"skjema-{self.kommune.currentText()}-{kvartal.kode}.xlsx"
        path = file_dialog.ask_save(self, "Lagre skjemaet", name, "Excel (*.xlsx)")
        if path and self.desk.write_file(path, skjema.write_form(self.desk.file, omrade, kvartal)):
            self.desk.notice(f"Skjemaet er lagret som {path.name}.")
            self.accept()


def offer_quarters(box: QComboBox, desk: Desk) -> None:
    """The quarters a file has figures for and those up to today, newest first; the one that is worked with is chosen."""
    today = desk.bruker.clock()
    now = Periode.quarter(today.year, (today.month + 2) // 3)
    quarters = kvartalstatus.quarters(desk.file, now)
    refill(box, [(p.tekst, p) for p in quarters])
    worked_with = desk.arbeidsperiode or now.previous()
    choose_data(box, next((quarter for quarter in quarters if quarter in worked_with), now.previous()))
