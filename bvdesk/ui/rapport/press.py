"""Makes reports in a job: clearing, building and printing take seconds, and the window stays awake."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from bvdesk.domain.errors import UserError
from bvdesk.services import rapport, tjenestefil
from bvdesk.services.rapport import Opplag, Rapportvalg
from bvdesk.services.tjenestefil import Bruker
from bvdesk.storage.kryptering import Nokkel
from bvdesk.ui.desk import Desk
from bvdesk.ui.job import Job


class ReportPress(QObject):
    """One run at a time. `stepped` as it goes, then `finished` with the reports or `stopped` with what went wrong."""

    stepped = Signal(int, int, str)
    finished = Signal(object)
    stopped = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._job: Job | None = None

    def start(self, valg: Rapportvalg) -> None:
        """Begin a run."""
        fil = self._desk.file
        job = self._job = self._desk.job()
        job.progressed.connect(self.stepped)
        job.done.connect(self.take_reports)
        job.failed.connect(self.take_fault)
        self._desk.start_job(job, _Run(fil.path, fil.bruker, fil.database.tilgang.nokkel, valg))

    @Slot()
    def cancel(self) -> None:
        """Stop; nothing is kept. The work ends at its next step, and nobody waits for it."""
        if self._job is not None:
            self._forget()
            self.stopped.emit(None)

    @Slot(object)
    def take_reports(self, opplag: Opplag) -> None:
        """They are made."""
        if self.sender() is self._job:
            self._job = None
            self.finished.emit(opplag)

    @Slot(object)
    def take_fault(self, error: Exception) -> None:
        """Something went wrong: what the user can mend is said, a bug goes the way of bugs."""
        if self.sender() is not self._job:
            return
        self._forget()
        self.stopped.emit(error)
        if not isinstance(error, UserError):
            raise error

    def _forget(self) -> None:
        if self._job is not None:
            self._job.progressed.disconnect(self.stepped)
            self._job.cancel()
            self._job = None


@dataclass(frozen=True, slots=True)
class _Run:
    """The job: its own view of the file, for reading, closed again when it is done."""

    path: Path
    bruker: Bruker
    nokkel: Nokkel | None
    valg: Rapportvalg

    def __call__(self, job: Job) -> Opplag:
        fil = tjenestefil.open_reader(self.path, self.bruker, self.nokkel)
        try:
            return rapport.make_all(fil, self.valg, job.step)
        finally:
            fil.close()
