"""What the checker says of the figures in the sheet: asked a moment after the last change, never while one types."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Periode
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.ui.desk import Desk
from bvdesk.ui.latest_job import LatestJob

DELAY_MS = 1000


class SheetMarks(QObject):
    """`changed` when other figures are marked than before."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: dict[Celle, str] = {}
        self.job = LatestJob(desk)
        self._period: Periode | None = None
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(self.check)
        self.job.finished.connect(self.take_marks)

    def ask(self, periode: Periode) -> None:
        """Check the figures up to this period, in a moment."""
        self._period = periode
        self._delay.start()

    @Slot()
    def check(self) -> None:
        """Check them now."""
        periode = self._period
        if periode is not None:
            self.job.start_reading(lambda fil, _job: _marks(fil, periode))

    @Slot(object)
    def take_marks(self, found: dict[Celle, str]) -> None:
        """They are checked."""
        if found != self.found:
            self.found = found
            self.changed.emit()


def _marks(fil: Tjenestefil, periode: Periode) -> dict[Celle, str]:
    # The checker is large: imported in the job, so that the page opens without it.
    from bvdesk.services import kontroll

    return kontroll.marks(fil, periode)
