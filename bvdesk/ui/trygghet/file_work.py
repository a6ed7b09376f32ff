"""Work of seconds on the whole file: in another thread, behind a dialog that says what happens and bars all else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QDialog, QProgressBar, QVBoxLayout, QWidget

from bvdesk.domain.errors import UserError
from bvdesk.services.feil import as_user_error, understandable
from bvdesk.services.tjenestefil import Apning, Bruker, Tjenestefil, open_file, open_reader
from bvdesk.storage.kryptering import Nokkel
from bvdesk.ui.desk import Desk
from bvdesk.ui.job import Job
from bvdesk.ui.notices import NoticeKind
from bvdesk.ui.page_table import PageId
from bvdesk.ui.widgets import heading, paragraph, quiet_button, row

_WIDTH = 420


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done: in words («Låser filen …»), the work in the other thread, and what follows here with its result.

    `then` returns what to say; nothing when it is empty.
    """

    text: str
    work: Callable[[Tjenestefil, Job], Any]
    then: Callable[[Any], str]
    can_stop: bool = False


class FileWork(QObject):
    """One task at a time, of the file that is open. `ended` when the file is there again and the page can show it."""

    ended = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._task: Task | None = None
        self._place: _Place | None = None
        self._job: Job | None = None
        self._focus: QWidget | None = None
        self.dialog: WorkDialog | None = None

    def read(self, task: Task) -> None:
        """Work that only reads, on a view of its own: the file stays open here."""
        self._begin(task, _Place(self._desk.file), alone=False)

    def write_anew(self, task: Task) -> None:
        """Work that has the file alone: closed here first with all that was typed, opened again whatever happens."""
        fil = self._desk.file
        if fil.lesegrunn or not fil.path.exists():  # what is open may be all there is: it is not let go
            reason = fil.lesegrunn or "Filen er ikke der den var. Lagre en kopi av det som er åpent."
            self._desk.failed.emit(UserError("Filen er åpen bare for lesing.", reason))
            return
        place = _Place(fil)
        focus = QApplication.focusWidget()
        self._desk.put_away()
        self._begin(task, place, alone=True)
        self._focus = focus

    def _begin(self, task: Task, place: _Place, *, alone: bool) -> None:
        self._task, self._place, self._focus = task, place if alone else None, QApplication.focusWidget()
        job = self._job = self._desk.job()
        job.done.connect(self.take_result)
        job.failed.connect(self.take_fault)
        job.cancelled.connect(self.take_stop)
        self.dialog = WorkDialog(task.text, self._page.window(), can_stop=task.can_stop)
        self.dialog.stopped.connect(self.stop)
        job.progressed.connect(self.dialog.show_step)
        self.dialog.open()
        self._desk.start_job(job, partial(place.work, task, alone=alone))

    @Slot()
    def stop(self) -> None:
        """Nobody waits for what only reads; what writes is asked, and answers before it has written anything."""
        if self._job is not None:
            self._job.cancel()
            if self._place is None:
                self._end()

    @Slot(object)
    def take_result(self, result: object) -> None:
        """It is done: what follows may fail too."""
        if self.sender() is not self._job or (task := self._end()) is None:
            return
        try:
            with understandable():
                said = task.then(result)
        except UserError as error:
            self._desk.failed.emit(error)
            return
        if said:
            self._desk.notice(said, NoticeKind.SUCCESS)

    @Slot(object)
    def take_fault(self, fault: Exception) -> None:
        """Something the user must mend is said; a bug goes the way of bugs."""
        if self.sender() is not self._job:
            return
        self._end()
        understood = as_user_error(fault)
        if understood is None:
            raise fault
        self._desk.failed.emit(understood)

    @Slot()
    def take_stop(self) -> None:
        """It was stopped before anything was written."""
        if self.sender() is self._job and self._end() is not None:
            self._desk.notice("Avbrutt. Filen er ikke endret.")

    def _end(self) -> Task | None:
        """The dialog goes, the file is opened again, and the keys are where they were; None when the window is closing."""
        task, place, self._task, self._place, self._job = self._task, self._place, None, None, None
        if self.dialog is not None:
            self.dialog.end()
            self.dialog = None
        if self._desk.closed:
            return None
        if place is not None and self._desk.open_path(place.path, Apning(place.nokkel)):
            self._desk.go(PageId.TRYGGHET)
        self.ended.emit()
        if self._focus is not None and self._focus.isVisible():
            self._focus.setFocus()
        return task


class _Place:
    """Where the file is, and the key it has when the work is over."""

    def __init__(self, fil: Tjenestefil) -> None:
        self.path: Path = fil.path
        self.bruker: Bruker = fil.bruker
        self.nokkel: Nokkel | None = fil.database.tilgang.nokkel

    def work(self, task: Task, job: Job, *, alone: bool) -> Any:
        """In the other thread: the connection is made, used and closed there."""
        if alone:
            fil = open_file(self.path, self.bruker, Apning(self.nokkel))
        else:
            fil = open_reader(self.path, self.bruker, self.nokkel)
        try:
            return task.work(fil, job)
        finally:
            self.nokkel = fil.database.tilgang.nokkel
            fil.close()


class WorkDialog(QDialog):
    """What happens, how far it has come, and a way to stop it when there is one. It goes away by itself."""

    stopped = Signal()

    def __init__(self, text: str, parent: QWidget | None, *, can_stop: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle("bvdesk")
        self.setMinimumWidth(_WIDTH)
        self._can_stop = can_stop
        self.step = paragraph("Vent til det er ferdig.", subtle=True)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(text)
        self.stop = quiet_button("Avbryt")
        self.stop.setVisible(can_stop)
        self.stop.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        for part in (heading(text, 13), self.progress, self.step, row(self.stop)):
            layout.addWidget(part)

    @Slot(int, int, str)
    def show_step(self, done: int, total: int, text: str) -> None:
        """How far it has come; from the first step that is done it can no longer be stopped."""
        self.progress.setRange(0, total if done else 0)
        self.progress.setValue(done)
        if done:
            self._can_stop = False
            self.stop.setEnabled(False)
        self.step.setText(text)

    def reject(self) -> None:
        """«Avbryt», Escape or the window's cross: stops the work where it can be stopped; else it is waited for."""
        if self._can_stop:
            self._can_stop = False
            self.stop.setEnabled(False)
            self.step.setText("Avbryter …")
            self.stopped.emit()

    def end(self) -> None:
        """The work is over."""
        self.done(QDialog.DialogCode.Rejected)
        self.deleteLater()
