"""How far one area has come with one quarter, and the buttons that take it further."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import kvartalstatus, oversikt
from bvdesk.services.kvartalstatus import STATUS_NAVN, Kvartalstatus
from bvdesk.ui.desk import Desk
from bvdesk.ui.widgets import card, heading, labelled, paragraph, primary_button, quiet_button, row


class StatusBox(QWidget):
    """Påbegynt → klar → godkjent; opening an approved quarter asks for a reason. `jump_wanted` carries a cell."""

    jump_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._place: tuple[OmradeId, Periode] | None = None
        self.title = heading("", 12)
        self.text = paragraph("", subtle=True)
        self.forward = primary_button("")
        self.back = quiet_button("")
        self.jump = quiet_button("Gå til det som stopper")
        self.jump.hide()
        self.reason = QLineEdit()
        self._reason_field = labelled("&Hvorfor åpnes det igjen?", self.reason)
        self._reason_field.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card(self.title, self.text, self._reason_field, row(self.forward, self.back), self.jump))
        self.forward.clicked.connect(self.go_forward)
        self.back.clicked.connect(self.go_back)
        self.jump.clicked.connect(self.go_to_stop)
        self.reason.returnPressed.connect(self.go_back)

    def show_quarter(self, omrade: OmradeId, kvartal: Periode) -> None:
        """Show an area's quarter."""
        if self._place != (omrade, kvartal):
            self._reason_field.hide()
            self.jump.hide()
        self._place = (omrade, kvartal)
        fil = self._desk.file
        status = kvartalstatus.status(fil, omrade, kvartal)
        missing = len(oversikt.missing_cells(fil, omrade, kvartal))
        gap = f" {missing} tall mangler." if missing else " Alle tall er på plass."
        self.title.setText(f"{fil.name(omrade)}, {kvartal.tekst}")
        self.text.setText(f"Status: {STATUS_NAVN[status]}.{gap}")
        self.forward.setText({Kvartalstatus.KLAR: "Godkjenn"}.get(status, "Meld klar"))
        self.forward.setVisible(status is not Kvartalstatus.GODKJENT)
        self.back.setText("Åpne igjen" if status is Kvartalstatus.GODKJENT else "Ikke klar likevel")
        self.back.setVisible(status in (Kvartalstatus.GODKJENT, Kvartalstatus.KLAR))

    @Slot()
    def go_forward(self) -> None:
        """Påbegynt → klar, klar → godkjent."""
        if self._place is None:
            return
        ready = kvartalstatus.status(self._desk.file, *self._place) is Kvartalstatus.KLAR
        done = self._desk.run(kvartalstatus.approve if ready else kvartalstatus.set_ready, *self._place)
        self.show_quarter(*self._place)
        self.jump.setVisible(done is None)

    @Slot()
    def go_to_stop(self) -> None:
        """To the first figure that keeps the quarter from being approved."""
        from bvdesk.services import kontroll

        if self._place is None:
            return
        omrade, kvartal = self._place
        stops = kontroll.stops(self._desk.file, kvartal, omrade)
        cells = (kontroll.find_cell(self._desk.file, stop.funn) for stop in stops)
        found = next((celle for celle in cells if celle is not None), None)
        if found is not None:
            self.jump_wanted.emit(found)

    @Slot()
    def go_back(self) -> None:
        """Klar → påbegynt; godkjent → påbegynt with a reason, asked for here."""
        if self._place is None:
            return
        if kvartalstatus.status(self._desk.file, *self._place) is Kvartalstatus.GODKJENT:
            if self._reason_field.isHidden():
                self._reason_field.show()
                self.reason.setFocus()
                return
            if self._desk.run(kvartalstatus.reopen, *self._place, self.reason.text()) is None:
                return
            self.reason.clear()
            self._reason_field.hide()
        else:
            self._desk.run(kvartalstatus.set_begun, *self._place)
        self.show_quarter(*self._place)
