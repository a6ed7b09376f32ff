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
    """`changed` when other figures are marked than before: `found` says why, `stopping` which keep a quarter open.

    `checked` when the sheet has been gone through to its end, whatever came of it.
    """

    changed = Signal()
    checked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.found: dict[Celle, str] = {}
        self.stopping: frozenset[Celle] = frozenset()
        self._period: Periode | None = None
        self._asked_for: Iterable[Celle] = ()
        self._sheet: tuple[Celle, ...] | None = None
        self._edited: dict[Celle, None] = {}
        self._waiting: list[Celle] = []
        self._said: dict[Celle, tuple[tuple[Celle, str, bool], ...]] = {}
        self._checker: Cellekontroll | None = None
        self._loading = LatestJob(desk)
        self._loading.finished.connect(self.work)
        self._delay = delayed(self, DELAY_MS, self.begin)
        self._next = delayed(self, 0, self.work)
        desk.closing.connect(self.stop)

    def show_sheet(self, periode: Periode, celler: Iterable[Celle]) -> None:
        """Another sheet: check these figures, in a moment."""
        self._period, self._asked_for, self._sheet = periode, celler, None
        self._said.clear()
        self._edited.clear()
        self.follow(())

    def follow(self, celler: Iterable[Celle]) -> None:
        """These figures have changed: check what that touches when the typing pauses, and then the sheet to its end.

        To its end, for any rule may look from one figure at another, and what is said of a figure that nobody thought of
        would stand for ever.
        """
        self._edited |= dict.fromkeys(celler)
        self.stop()
        self._delay.start()

    @Slot()
    def stop(self) -> None:
        """The file is closed, or what has been found so far is of figures that were."""
        self._checker = None
        self._waiting.clear()
        self._loading.cancel()
        self._delay.stop()
        self._next.stop()

    @Slot()
    def begin(self) -> None:
        """The checker is large: it is fetched by another thread the first time, so that the page opens without it."""
        if self._sheet is None:
            self._sheet = tuple(dict.fromkeys(self._asked_for))
        self._loading.start(lambda _job: _load())

    @Slot()
    def work(self) -> None:
        """Check for a few thousandths of a second; the rest comes after whatever the user does meanwhile."""
        if not self._desk.is_open or self._period is None or self._sheet is None or self._delay.isActive():
            return
        checker = self._checker
        if checker is None:
            checker = self._checker = _load()(self._desk.file, self._period)
            self._waiting = [*reversed(self._sheet), *self._near(checker, frozenset(self._sheet))]
        end = time.perf_counter() + SLICE_SECONDS
        while self._waiting:
            celle = self._waiting.pop()
            self._said[celle] = checker.check(celle)
            if len(self._waiting) == len(self._sheet):
                self._tell()
            if time.perf_counter() >= end:
                break
        if self._waiting:
            self._next.start()
        else:
            self._tell()
            self.checked.emit()

    def _near(self, checker: Cellekontroll, sheet: frozenset[Celle]) -> list[Celle]:
        """What the changes touch, so far as it is in the sheet."""
        near = [celle for celle in checker.touched(self._edited) if celle in sheet]
        self._edited.clear()
        return near

    def _tell(self) -> None:
        found: dict[Celle, str] = {}
        said = [line for celle in self._sheet or () for line in self._said.get(celle, ())]
        for celle, text, _ in sorted(said, key=lambda line: not line[2]):
            found.setdefault(celle, text)
        stopping = frozenset(celle for celle, _, stops in said if stops)
        if (found, stopping) != (self.found, self.stopping):
            self.found, self.stopping = found, stopping
            self.changed.emit()


def _load() -> type[Cellekontroll]:
    from bvdesk.services.cellekontroll import Cellekontroll

    return Cellekontroll
