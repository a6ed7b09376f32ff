"""The one door to threads: pure functions of plain values, with progress and cancel. No database in a job."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot


class CancelledError(Exception):
    """The user asked the job to stop."""


class Job(QObject):
    """One piece of work in another thread. Its signals come in the window's own thread."""

    progressed = Signal(int, int, str)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()

    def __init__(self, parent: QObject, say: Callable[..., None]) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self.say = partial(say, self)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def step(self, done: int, total: int, text: str = "") -> None:
        """Called by the work: tell how far it has come. Raises `CancelledError` when the user has had enough."""
        self.check()
        self.say("progressed", done, total, text)

    def tell(self, done: int, total: int, text: str = "") -> None:
        """As `step`, for work that can be stopped only before the first is done."""
        if not done:
            self.check()
        self.say("progressed", done, total, text)

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
        say = self._job.say
        try:
            result = self._work(self._job)
        except CancelledError:
            say("cancelled")
        except Exception as error:  # noqa: BLE001 - the window decides what to say of it
            say("failed", error)
        else:
            say("done", result)
        say("finished")


class JobRunner(QObject):
    """Starts jobs, says on what they say, and waits for them when the window closes.

    What a job says lies in a queue until the window's thread has heard the bell. The bell is the one thing of Qt that a
    job's thread touches, for it hangs as long as any job runs: a signal whose receiver goes while another thread is
    still sending it can leave both threads waiting for each other.

    While a job runs, Python's cycle collector rests: it runs in whichever thread allocates, and a Qt object
    that it frees in a job's thread dies there, which Qt forbids.
    """

    _bell = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._running: set[Job] = set()
        self._said: SimpleQueue[tuple[Job, str, tuple[object, ...]]] = SimpleQueue()
        self._bell.connect(self.hear, Qt.ConnectionType.QueuedConnection)

    def prepare(self) -> Job:
        """A job whose signals can be connected before it starts."""
        return Job(self, self._say)

    def start(self, job: Job, work: Callable[[Job], object]) -> None:
        """Run `work(job)` in another thread."""
        self._running.add(job)
        gc.disable()
        self._pool.start(_Runnable(job, work))

    def _say(self, job: Job, signal: str, *content: object) -> None:
        self._said.put((job, signal, content))
        self._bell.emit()

    @Slot()
    def hear(self) -> None:
        """One thing that a job has said; when it was the last, everyone has heard of it."""
        job, signal, content = self._said.get()
        getattr(job, signal).emit(*content)
        if signal == "finished":
            self._forget(job)

    def _forget(self, job: Job) -> None:
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
