"""The numbers the chapters have on paper, which follow what is written and registered: made beside the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from bvdesk.services import skriving
from bvdesk.storage.tekst_store import Tekststed
from bvdesk.ui.delayed import delayed
from bvdesk.ui.desk import Desk
from bvdesk.ui.latest_job import LatestJob

COUNT_AFTER = 400


class ChapterNumbers(QObject):
    """`counted` with the printed number by chapter key; only while `shown_in` is seen."""

    counted = Signal(object)

    def __init__(self, desk: Desk, shown_in: QWidget) -> None:
        super().__init__(shown_in)
        self._shown_in = shown_in
        self._place: Tekststed | None = None
        self.job = LatestJob(desk)
        self.job.finished.connect(self.counted)
        self._soon = delayed(self, COUNT_AFTER, self.count)
        desk.changed.connect(self.count_soon)
        desk.closing.connect(self.stop)

    def look_at(self, place: Tekststed | None) -> None:
        """The text of another report, or another chapter of the same."""
        before, self._place = self._place, place
        if place and (before is None or (before.periode, before.omrade) != (place.periode, place.omrade)):
            self.count_soon()

    @Slot()
    def count_soon(self) -> None:
        """Something is written or registered."""
        self._soon.start()

    @Slot()
    def stop(self) -> None:
        """The file closes."""
        self._soon.stop()
        self._place = None

    @Slot()
    def count(self) -> None:
        """Have the report put together in another thread."""
        place = self._place
        if place is not None and self._shown_in.isVisible():
            self.job.start_reading(lambda fil, _job: skriving.printed_numbers(fil, place))
