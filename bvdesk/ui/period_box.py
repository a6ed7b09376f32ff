"""Which period a report, a text or a check is about."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox

from bvdesk.domain.tall.periode import Periode
from bvdesk.services import rapport
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.ui.widgets import choose_data, refill


class PeriodBox(QComboBox):
    """Last year, until something else is chosen."""

    def fill(self, fil: Tjenestefil) -> None:
        """What the file has to choose from; what was chosen stays chosen, and nobody is told."""
        first_time = self.count() == 0
        refill(self, [(span.tekst, span) for span in rapport.periods(fil)])
        if first_time:
            with QSignalBlocker(self):
                choose_data(self, Periode.year(fil.bruker.clock().year - 1))

    def chosen(self) -> Periode | None:
        """The chosen period; None while there are no figures."""
        found = self.currentData()
        return found if isinstance(found, Periode) else None
