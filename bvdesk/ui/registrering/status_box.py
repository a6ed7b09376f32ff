"""How far one area has come with one quarter, and the buttons that take it further.

Approval asks the checker, which takes a while in a large file: it works in another thread, and one may go on typing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import kvartalstatus, oversikt
from bvdesk.services.kvartalstatus import STATUS_NAVN, Kvartalstatus
from bvdesk.ui.desk import Desk
from bvdesk.ui.latest_job import LatestJob
from bvdesk.ui.widgets import card, heading, labelled, paragraph, primary_button, quiet_button, row

if TYPE_CHECKING:
    from bvdesk.services.kontroll import Merknad

Sted = tuple[OmradeId, Periode]


class StatusBox(QWidget):
    """Påbegynt → klar → godkjent; opening an approved quarter asks for a reason. `jump_wanted` carries a cell.

    What is asked for is approved also when another quarter is shown meanwhile. A change before the checker is done
    makes it begin again, so that what is locked is what was checked.
    """

    jump_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._place: Sted | None = None
        self._asked: Sted | None = None
        self._stopping: Celle | None = None
        self.checking = LatestJob(desk)
        self.title = heading("", 12)
        self.text = paragraph("", subtle=True)
        self.forward = primary_button("")
        self.back = quiet_button("")
        self.cancel = quiet_button("Avbryt")
        self.cancel.hide()
        self.jump = quiet_button("Gå til det som stopper")
        self.jump.hide()
        self.reason = QLineEdit()
        self._reason_field = labelled("&Hvorfor åpnes det igjen?", self.reason)
        self._reason_field.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        buttons = row(self.forward, self.back, self.cancel)
        layout.addWidget(card(self.title, self.text, self._reason_field, buttons, self.jump))
        self.forward.clicked.connect(self.go_forward)
        self.back.clicked.connect(self.go_back)
        self.jump.clicked.connect(self.go_to_stop)
        self.reason.returnPressed.connect(self.go_back)
        self.cancel.clicked.connect(self.checking.cancel)
        self.checking.finished.connect(self.take_checked)
        self.checking.stopped.connect(self.take_stop)
        self.checking.failed.connect(desk.failed)
        desk.changed.connect(self.check_again)

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
        asked = self.checking.working and self._asked == self._place
        self.text.setText("Kontrollerer tallene før godkjenning …" if asked else f"Status: {STATUS_NAVN[status]}.{gap}")
        self.cancel.setVisible(asked)
        self.forward.setText({Kvartalstatus.KLAR: "Godkjenn"}.get(status, "Meld klar"))
        self.forward.setVisible(status is not Kvartalstatus.GODKJENT)
        self.back.setText("Åpne igjen" if status is Kvartalstatus.GODKJENT else "Ikke klar likevel")
        self.back.setVisible(status in (Kvartalstatus.GODKJENT, Kvartalstatus.KLAR) and not asked)

    @Slot()
    def go_forward(self) -> None:
        """Påbegynt → klar; klar → godkjent, once the checker has nothing against it."""
        if self._place is None or self.checking.working:
            return
        if kvartalstatus.status(self._desk.file, *self._place) is Kvartalstatus.KLAR:
            self._check(self._place)
        else:
            self._desk.run(kvartalstatus.set_ready, *self._place)
        self.show_quarter(*self._place)

    def _check(self, place: Sted) -> None:
        self._asked = place
        self.jump.hide()
        self.checking.start_reading(lambda fil, _job: kvartalstatus.stops(fil, *place))

    @Slot(object)
    def check_again(self, _change: object) -> None:
        """Something changed while the checker worked: what it says would be of the figures as they were."""
        if self.checking.working and self._asked is not None:
            self._check(self._asked)

    @Slot(object)
    def take_checked(self, found: tuple[Merknad, ...]) -> None:
        """The checker is done: approve, or say what stands in the way."""
        from bvdesk.services import kontroll

        place, self._asked = self._asked, None
        if place is None:
            return
        cells = (kontroll.find_cell(self._desk.file, stop.funn) for stop in found)
        self._stopping = next((celle for celle in cells if celle is not None), None)
        self._desk.run(kvartalstatus.approve, *place, found)
        self._show_again()
        self.jump.setVisible(self._stopping is not None and place == self._place)

    @Slot()
    def take_stop(self) -> None:
        """Cancelled, or something was wrong: nothing is approved."""
        self._asked = None
        if self._desk.is_open and self._place is not None and self._place[0] in self._desk.file.omrader:
            self._show_again()

    def _show_again(self) -> None:
        had_focus = self.cancel.hasFocus()
        if self._place is not None:
            self.show_quarter(*self._place)
        if had_focus:
            self.forward.setFocus()

    @Slot()
    def go_to_stop(self) -> None:
        """To the first figure that kept the quarter from being approved."""
        if self._stopping is not None:
            self.jump_wanted.emit(self._stopping)

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
