"""Makes reports one after another: the data is read here, the printing happens in a job."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from bvdesk.domain.errors import UserError
from bvdesk.domain.rapport.modell import Rapport
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.services import rapport
from bvdesk.services.rapport import Rapportvalg
from bvdesk.ui.desk import Desk
from bvdesk.ui.job import Job


@dataclass(frozen=True, slots=True)
class Ferdig:
    """A finished report."""

    omrade: str
    filnavn: str
    pdf: bytes


class ReportPress(QObject):
    """One run at a time. `stepped` before each report, `finished` with all of them, or `stopped` with what went wrong."""

    stepped = Signal(int, int, str)
    finished = Signal(object)
    stopped = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._valg: Rapportvalg | None = None
        self._queue: list[OmradeId] = []
        self._done: list[Ferdig] = []
        self._job: Job | None = None
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self.make_next)

    def start(self, valg: Rapportvalg) -> None:
        """Begin a run."""
        self._valg, self._queue, self._done = valg, list(valg.omrader), []
        self._announce()
        self._next.start(0)

    @Slot()
    def cancel(self) -> None:
        """Stop; nothing is kept."""
        self._next.stop()
        self._queue.clear()
        self._valg = None
        if self._job is not None:
            self._job.cancel()
        self.stopped.emit(None)

    @Slot()
    def make_next(self) -> None:
        """Read the data of the next report and send it to print."""
        valg = self._valg
        if valg is None:
            return
        if not self._queue:
            self._valg = None
            self.finished.emit(tuple(self._done))
            return
        try:
            model = rapport.build(self._desk.file, self._queue[0], valg)
        except UserError as error:
            self.take_fault(error)
            return
        name = rapport.file_name(self._desk.file.name(self._queue[0]), valg)
        self._job = self._desk.job()
        self._job.done.connect(self.take_pdf)
        self._job.failed.connect(self.take_fault)
        self._desk.start_job(self._job, _Printing(model, name))

    @Slot(object)
    def take_pdf(self, pdf: bytes) -> None:
        """One is printed."""
        if self._valg is None or not self._queue:
            return
        omrade = self._queue.pop(0)
        name = self._desk.file.name(omrade)
        self._done.append(Ferdig(name, rapport.file_name(name, self._valg), pdf))
        self._announce()
        self._next.start(0)

    @Slot(object)
    def take_fault(self, error: Exception) -> None:
        """Something went wrong: what the user can mend is said, a bug goes the way of bugs."""
        self._valg = None
        self.stopped.emit(error)
        if not isinstance(error, UserError):
            raise error

    def _announce(self) -> None:
        if self._valg is not None and self._queue:
            name = self._desk.file.name(self._queue[0])
            self.stepped.emit(len(self._done), len(self._valg.omrader), f"Lager rapport for {name} …")


@dataclass(frozen=True, slots=True)
class _Printing:
    """The job: plain data in, a checked PDF out."""

    model: Rapport
    name: str

    def __call__(self, job: Job) -> bytes:
        job.step(0, 1)
        pdf = rapport.render(self.model)
        job.step(0, 1)
        return rapport.checked(pdf, self.name)
