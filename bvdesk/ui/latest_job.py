"""Long work on the open file: one piece at a time, in another thread, with a view of the file of its own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

from PySide6.QtCore import QObject, Signal, Slot

from bvdesk.domain.errors import UserError
from bvdesk.services.tjenestefil import Tjenestefil, open_reader
from bvdesk.ui.desk import Desk
from bvdesk.ui.job import Job


class LatestJob(QObject):
    """The newest work wins. `stepped` as it goes, then `finished` with the result or `stopped`.

    `failed` says what the user can mend, when that is why it stopped; a bug goes the way of bugs.
    """

    stepped = Signal(int, int, str)
    finished = Signal(object)
    stopped = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._job: Job | None = None
        desk.opened.connect(self.cancel)

    @property
    def working(self) -> bool:
        """Whether something is under way."""
        return self._job is not None

    def start(self, work: Callable[[Job], object]) -> None:
        """Begin; what was under way is forgotten."""
        self._forget()
        job = self._job = self._desk.job()
        job.progressed.connect(self.stepped)
        job.done.connect(self.take_result)
        job.failed.connect(self.take_fault)
        self._desk.start_job(job, work)

    def start_reading(self, work: Callable[[Tjenestefil, Job], object]) -> None:
        """Begin `work(file, job)` with a reader of its own on the open file; nothing once it is closed."""
        if self._desk.is_open:
            self.start(reading(self._desk.file, work))

    @Slot()
    def cancel(self) -> None:
        """Stop; nothing is kept. The work ends at its next step, and nobody waits for it."""
        if self._job is not None:
            self._forget()
            self.stopped.emit()

    @Slot(object)
    def take_result(self, result: object) -> None:
        """It is done."""
        if self.sender() is self._job:
            self._job = None
            self.finished.emit(result)

    @Slot(object)
    def take_fault(self, error: Exception) -> None:
        """Something went wrong."""
        if self.sender() is not self._job:
            return
        self._forget()
        self.stopped.emit()
        if not isinstance(error, UserError):
            raise error
        self.failed.emit(error)

    def _forget(self) -> None:
        if self._job is not None:
            self._job.progressed.disconnect(self.stepped)
            self._job.cancel()
            self._job = None


def reading(fil: Tjenestefil, work: Callable[[Tjenestefil, Job], object]) -> Callable[[Job], object]:
    """The work as a job, with its own view of the file, for reading, closed again when it is done."""
    path, bruker, nokkel = fil.path, fil.bruker, fil.database.tilgang.nokkel

    def run(job: Job) -> object:
        with closing(open_reader(path, bruker, nokkel)) as reader:
            return work(reader, job)

    return run
