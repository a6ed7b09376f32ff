"""How far one area has come with one quarter, what stands in its way, and the buttons that take it further.

The checker is asked when the quarter is reported ready, and again before it is approved. It takes a while in a large
file: it works in another thread, and one may go on typing. Until then the marks of the sheet tell what will stop it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import kvartalstatus, oversikt
from bvdesk.services.kvartalstatus import STATUS_NAVN, Kvartalstatus, quarter_of
from bvdesk.ui.desk import Desk
from bvdesk.ui.flow_layout import flowing
from bvdesk.ui.latest_job import LatestJob
from bvdesk.ui.page_table import PageId
from bvdesk.ui.widgets import card, heading, labelled, paragraph, primary_button, quiet_button, row

if TYPE_CHECKING:
    from bvdesk.services.kontroll import Merknad

Sted = tuple[OmradeId, Periode]


class StatusBox(QWidget):
    """Påbegynt → klar → godkjent; opening an approved quarter asks for a reason. `jump_wanted` carries a cell.

    What is asked for is approved also when another quarter is shown meanwhile. A change before the checker is done
    makes it begin again, so that what is locked is what was checked. A button that had the focus hands it on to the one
    that comes in its place (`handed_on`).
    """

    jump_wanted = Signal(object)
    handed_on = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._place: Sted | None = None
        self._asked: Sted | None = None
        self._approving = False
        self._marked: frozenset[Celle] = frozenset()
        self._stopping: tuple[Celle | None, ...] = ()
        self.checking = LatestJob(desk)
        self.title = heading("", 12)
        self.text = paragraph("", subtle=True)
        self.stops = paragraph("")
        self.forward = primary_button("")
        self.back = quiet_button("")
        self.cancel = quiet_button("Avbryt")
        self.cancel.hide()
        self.jump, self.findings = quiet_button("Gå til det som stopper"), quiet_button("Se alle i Kontroll")
        for part in (self.stops, self.jump, self.findings):
            part.hide()
        self.reason = QLineEdit()
        self._reason_field = labelled("&Hvorfor åpnes det igjen?", self.reason)
        self._reason_field.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        buttons = row(self.forward, self.back, self.cancel)
        ways = flowing(self.jump, self.findings)
        layout.addWidget(card(self.title, self.text, self._reason_field, buttons, self.stops, ways))
        self.forward.clicked.connect(self.go_forward)
        self.back.clicked.connect(self.go_back)
        self.jump.clicked.connect(self.go_to_stop)
        self.findings.clicked.connect(self.go_to_findings)
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
            self._stopping = ()
        self._place = (omrade, kvartal)
        fil = self._desk.file
        status = kvartalstatus.status(fil, omrade, kvartal)
        missing = len(oversikt.missing_cells(fil, omrade, kvartal))
        gap = f" {missing} tall mangler." if missing else " Alle tall er på plass."
        self.title.setText(f"{fil.name(omrade)}, {kvartal.tekst}")
        asked = self._approving and self.checking.working and self._asked == self._place
        self.text.setText("Kontrollerer tallene før godkjenning …" if asked else f"Status: {STATUS_NAVN[status]}.{gap}")
        self.forward.setText({Kvartalstatus.KLAR: "Godkjenn"}.get(status, "Meld klar"))
        self.back.setText("Åpne igjen" if status is Kvartalstatus.GODKJENT else "Ikke klar likevel")
        forward = status is not Kvartalstatus.GODKJENT
        back = status in (Kvartalstatus.GODKJENT, Kvartalstatus.KLAR) and not asked
        self._show_buttons({self.forward: forward, self.back: back, self.cancel: asked})
        self._show_stops(open_still=status is not Kvartalstatus.GODKJENT)

    def _show_buttons(self, wanted: dict[QPushButton, bool]) -> None:
        """Those that come, first: the focus must have somewhere to go before one that has it is hidden."""
        shown = [button for button, on in wanted.items() if on]
        for button in shown:
            button.show()
        gone = [button for button, on in wanted.items() if not on]
        if any(button.hasFocus() for button in gone):
            self._hand_on(shown[0])
        for button in gone:
            button.hide()

    def _hand_on(self, button: QPushButton) -> None:
        button.setFocus()
        self.handed_on.emit()

    @Slot(object)
    def note_stops(self, marked: frozenset[Celle]) -> None:
        """The figures in the sheet that will keep their quarter from being approved."""
        self._marked = marked

    def _known_stops(self) -> tuple[Celle | None, ...]:
        """What the checker said last; else what is marked in the sheet."""
        marked = sorted(celle for celle in self._marked if (celle.omrade, quarter_of(celle.periode)) == self._place)
        return self._stopping or tuple(marked)

    def _show_stops(self, *, open_still: bool) -> None:
        known = self._known_stops() if open_still else ()
        self.stops.setText(f"{len(known)} funn stopper godkjenningen. Rett tallene, eller godta funnene i Kontroll.")
        self.stops.setVisible(bool(known))
        self.jump.setVisible(any(known))
        self.findings.setVisible(bool(known))

    @Slot()
    def go_forward(self) -> None:
        """Påbegynt → klar; klar → godkjent, once the checker has nothing against it."""
        if self._place is None or (self._approving and self.checking.working):
            return
        self._approving = kvartalstatus.status(self._desk.file, *self._place) is Kvartalstatus.KLAR
        if self._approving or self._desk.run(kvartalstatus.set_ready, *self._place) is not None:
            self._check(self._place)
        self.show_quarter(*self._place)

    def _check(self, place: Sted) -> None:
        self._asked = place
        self.checking.start_reading(lambda fil, _job: kvartalstatus.stops(fil, *place))

    @Slot(object)
    def check_again(self, _change: object) -> None:
        """Something changed: what the checker says, or has said, would be of the figures as they were."""
        self._stopping = ()
        if self._approving and self.checking.working and self._asked is not None:
            self._check(self._asked)
        else:
            self.checking.cancel()  # whoever types needs the machine more than a hint

    @Slot(object)
    def take_checked(self, found: tuple[Merknad, ...]) -> None:
        """The checker is done: approve if that was asked for, or say what stands in the way."""
        from bvdesk.services import kontroll

        place, self._asked = self._asked, None
        if place is None:
            return
        if self._approving:
            self._desk.run(kvartalstatus.approve, *place, found)
        if place == self._place:
            self._stopping = tuple(kontroll.find_cell(self._desk.file, stop.funn) for stop in found)
        self._show_again()

    @Slot()
    def take_stop(self) -> None:
        """Cancelled, or something was wrong: nothing is approved."""
        self._asked = None
        if self._desk.is_open and self._place is not None and self._place[0] in self._desk.file.omrader:
            self._show_again()

    def _show_again(self) -> None:
        if self._place is not None:
            self.show_quarter(*self._place)

    @Slot()
    def go_to_stop(self) -> None:
        """To the first figure that kept the quarter from being approved."""
        stop = next(filter(None, self._known_stops()), None)
        if stop is not None:
            self.jump_wanted.emit(stop)

    @Slot()
    def go_to_findings(self) -> None:
        """To all that was found, with reasons."""
        if self._place is not None:
            self._desk.go(PageId.KONTROLL, Periode.year(self._place[1].ar))

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
            self.show_quarter(*self._place)
            if self.reason.hasFocus():
                self._hand_on(self.forward)
            self._reason_field.hide()
        else:
            self._desk.run(kvartalstatus.set_begun, *self._place)
            self.show_quarter(*self._place)
