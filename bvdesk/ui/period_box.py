"""Which period a report, a text or a check is about."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QComboBox

from bvdesk.domain.tall.periode import Periode
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.ui.desk import Desk
from bvdesk.ui.widgets import choose_data, choose_if_there, refill


class PeriodBox(QComboBox):
    """Last year, until something else is chosen: here, or on another page that is about the report."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.activated.connect(self.share)

    @Slot()
    def share(self) -> None:
        """The user chose: the other pages follow when they are shown."""
        self._desk.rapportperiode = self.chosen()

    def take(self) -> None:
        """Choose what was chosen on another page, as if it were chosen here."""
        if self._desk.rapportperiode != self.chosen() and choose_if_there(self, self._desk.rapportperiode):
            self.activated.emit(self.currentIndex())

    def fill(self, fil: Tjenestefil) -> None:
        """What the file has to choose from; what was chosen stays chosen, and nobody is told."""
        from bvdesk.services import rapport

        first_time = self.count() == 0
        refill(self, [(span.tekst, span) for span in rapport.periods(fil)])
        with QSignalBlocker(self):
            if first_time:
                choose_data(self, Periode.year(fil.bruker.clock().year - 1))
            choose_if_there(self, self._desk.rapportperiode)

    def chosen(self) -> Periode | None:
        """The chosen period; None while there are no figures."""
        found = self.currentData()
        return found if isinstance(found, Periode) else None
