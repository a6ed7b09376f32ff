"""What the pages need the first time they are opened, fetched when the window has come to rest: a page opens at once."""

from __future__ import annotations

import gc
import importlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from bvdesk.reports import sidebilder
from bvdesk.ui.latest_job import LatestJob
from bvdesk.ui.page_table import PAGES, PageSpec

if TYPE_CHECKING:
    from bvdesk.ui.job import Job
    from bvdesk.ui.main_window import MainWindow

STEP_MS = 150
SERVICES = (
    "cellekontroll", "diagrambilde", "endringslogg", "forhandsvisning", "gjenoppretting", "passord", "publisering",
    "skrivehjelp", "skriving", "stavekontroll", "tekstmerker",
)  # fmt: skip
"""What the pages import, with all that rests under it."""


class Warming(QObject):
    """Services are imported in another thread; pages, which are Qt's, here, one small step at a time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._left = list(PAGES)
        self._fetching = LatestJob(window.desk)
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self.step)
        self._fetching.finished.connect(self._timer.start)
        self._fetching.stopped.connect(self._timer.start)

    @Slot()
    def begin(self) -> None:
        """Once the window has been painted and the user has found the way about."""
        self._fetching.start(fetch)

    @Slot()
    def step(self) -> None:
        """One module, or one page; not before there is a file, nor beside a dialog."""
        if not self._left:
            self._timer.stop()
            gc.freeze()  # what has been fetched is kept: the search for garbage need not go through it
        elif self._window.desk.is_open and QApplication.activeModalWidget() is None:
            self._take(self._left[0])

    def _take(self, spec: PageSpec) -> None:
        if not spec.is_fetched():
            spec.fetch()
        else:
            self._window.page(spec.id)
            self._left.pop(0)


def fetch(job: Job) -> None:
    """Import the services, and what shows the pages of a report; there is no Qt in them."""
    for name in SERVICES:
        job.check()
        importlib.import_module(f"bvdesk.services.{name}")
    job.check()
    sidebilder.fetch()
