"""The one door to threads: pure functions of plain values, with progress and cancel. No database in a job."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot


class CancelledError(Exception):
    """The user asked the job to stop."""


class Job(QObject):
    """One piece of work in another thread. Connect its signals to slots of living QObjects."""

    progressed = Signal(int, int, str)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def step(self, done: int, total: int, text: str = "") -> None:
        """Called by the work: tell how far it has come. Raises `CancelledError` when the user has had enough."""
        self.check()
        self.progressed.emit(done, total, text)

    def tell(self, done: int, total: int, text: str = "") -> None:
        """As `step`, for work that can be stopped only before the first is done."""
        if not done:
            self.check()
        self.progressed.emit(done, total, text)

    def check(self) -> bool:
        """For work that asks whether to stop: raises `CancelledError` when the user has had enough, else False."""
        if self._stop.is_set():
            raise CancelledError
        return False


class _Runnable(QRunnable):
    def __init__(self, job: Job, work: Callable[[Job], object]) -> None:
        super().__init__()
        self._job = job
        self._work = work

    def run(self) -> None:
        try:
            result = self._work(self._job)
        except CancelledError:
            self._job.cancelled.emit()
        except Exception as error:  # noqa: BLE001 - the window decides what to say of it
            self._job.failed.emit(error)
        else:
            self._job.done.emit(result)
        self._job.finished.emit()


class JobRunner(QObject):
    """Starts jobs and waits for them when the window closes.

    While a job runs, Python's cycle collector rests: it runs in whichever thread allocates, and a Qt object
    that it frees in a job's thread dies there, which Qt forbids.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._running: set[Job] = set()

    def prepare(self) -> Job:
        """A job whose signals can be connected before it starts."""
        return Job(self)

    def start(self, job: Job, work: Callable[[Job], object]) -> None:
        """Run `work(job)` in another thread."""
        self._running.add(job)
        gc.disable()
        job.finished.connect(self.forget)
        self._pool.start(_Runnable(job, work))

    @Slot()
    def forget(self) -> None:
        """A job is over, and everyone has heard of it."""
        job = self.sender()
        if isinstance(job, Job):
            self._running.discard(job)
            job.deleteLater()
        if not self._running:
            gc.enable()

    def close(self) -> None:
        """Cancel what runs and wait for it."""
        for job in self._running:
            job.cancel()
        self._pool.waitForDone()
        self._running.clear()
        gc.enable()
