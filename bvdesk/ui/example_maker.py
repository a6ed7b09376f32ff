"""The example service, made in another thread: some thousand figures, with their log and texts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from bvdesk.services import eksempel
from bvdesk.services.tjenestefil import Bruker
from bvdesk.ui.desk import Desk
from bvdesk.ui.latest_job import LatestJob
from bvdesk.ui.trygghet.file_work import WorkDialog

SAID = "Dette er oppdiktede tall i en egen fil. Prøv alt; ingenting kan gå galt."


class ExampleMaker(QObject):
    """Makes it once, opens it and is gone."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._path = Path()
        self._dialog = WorkDialog("Lager eksempelet …", parent.window())
        self._job = LatestJob(desk)
        self._job.finished.connect(self.open_made)
        self._job.stopped.connect(self.take_stop)
        self._job.failed.connect(desk.failed)

    def make(self, path: Path) -> None:
        """Make it."""
        self._path = path
        self._dialog.open()
        bruker = self._desk.bruker
        self._job.start(lambda _job: _make(path, bruker))

    @Slot(object)
    def open_made(self, _none: object) -> None:
        """It is there."""
        self._end()
        if not self._desk.closed:
            self._desk.open_path(self._path)
            self._desk.notice(SAID)

    @Slot()
    def take_stop(self) -> None:
        """It could not be made."""
        self._end()

    def _end(self) -> None:
        self._dialog.end()
        self.deleteLater()


def _make(path: Path, bruker: Bruker) -> None:
    with eksempel.create(path, bruker):
        pass
