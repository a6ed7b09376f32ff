"""What the checker says of the figures in the sheet: asked a moment after the last change, and then a little at a time.

It works on the open file in this thread, in pieces so short that nobody feels them: another thread would take the
interpreter from the one who types.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Periode
from bvdesk.ui.delayed import delayed
from bvdesk.ui.desk import Desk
from bvdesk.ui.latest_job import LatestJob

if TYPE_CHECKING:
    from bvdesk.services.cellekontroll import Cellekontroll

DELAY_MS = 500
SLICE_SECONDS = 0.004


class SheetMarks(QObject):
    """`changed` when other figures are marked than before: `found` says why, `stopping` which keep a quarter open."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.found: dict[Celle, str] = {}
        self.stopping: frozenset[Celle] = frozenset()
        self._period: Periode | None = None
        self._sheet: frozenset[Celle] = frozenset()
        self._waiting: dict[Celle, None] = {}
        self._asked_for: Iterable[Celle] | None = None
        self._edited: dict[Celle, None] = {}
        self._said: dict[Celle, tuple[tuple[Celle, str, bool], ...]] = {}
        self._checker: Cellekontroll | None = None
        self._loading = LatestJob(desk)
        self._loading.finished.connect(self.work)
        self._delay = delayed(self, DELAY_MS, self.begin)
        self._next = delayed(self, 0, self.work)
        desk.closing.connect(self.stop)

    def show_sheet(self, periode: Periode, celler: Iterable[Celle]) -> None:
        """Another sheet: check these figures, in a moment."""
        self.stop()
        self._period = periode
        self._asked_for = celler
        self._said.clear()
        self._delay.start()

    def follow(self, celler: Iterable[Celle]) -> None:
        """These figures have changed: check what that touches, when the typing pauses."""
        self._checker = None
        self._next.stop()
        self._edited |= dict.fromkeys(celler)
        self._delay.start()

    @Slot()
    def stop(self) -> None:
        """The file is closed, or another sheet is shown."""
        self._checker = None
        self._edited.clear()
        self._waiting.clear()
        self._delay.stop()
        self._next.stop()

    @Slot()
    def begin(self) -> None:
        """The checker is large: it is fetched by another thread the first time, so that the page opens without it."""
        self._take_sheet()
        self._loading.start(lambda _job: _load())

    def _take_sheet(self) -> None:
        if self._asked_for is not None:
            self._waiting = dict.fromkeys(self._asked_for)
            self._sheet = frozenset(self._waiting)
            self._asked_for = None

    @Slot()
    def work(self) -> None:
        """Check for a few thousandths of a second; the rest comes after whatever the user does meanwhile."""
        if not self._desk.is_open or self._period is None or self._delay.isActive():
            return
        checker = self._checker = self._checker or _load()(self._desk.file, self._period)
        end = time.perf_counter() + SLICE_SECONDS
        while (self._edited or self._waiting) and time.perf_counter() < end:
            if self._edited:
                celle, _ = self._edited.popitem()
                self._waiting |= dict.fromkeys(near for near in checker.touched((celle,)) if near in self._sheet)
            else:
                celle, _ = self._waiting.popitem()
                self._said[celle] = checker.check(celle)
        if self._edited or self._waiting:
            self._next.start()
        else:
            self._tell()

    def _tell(self) -> None:
        found: dict[Celle, str] = {}
        said = [line for lines in self._said.values() for line in lines]
        for celle, text, _ in said:
            found.setdefault(celle, text)
        stopping = frozenset(celle for celle, _, stops in said if stops)
        if (found, stopping) != (self.found, self.stopping):
            self.found, self.stopping = found, stopping
            self.changed.emit()


def _load() -> type[Cellekontroll]:
    from bvdesk.services.cellekontroll import Cellekontroll

    return Cellekontroll
