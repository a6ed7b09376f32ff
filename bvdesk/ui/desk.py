"""What all pages share: the open file, the news of changes, notices, jobs and the way from page to page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec

from PySide6.QtCore import QObject, Signal

from bvdesk.domain.change import Change
from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import registrering, tjenestefil
from bvdesk.services.tjenestefil import Apning, Bruker, Tjenestefil
from bvdesk.storage.feil import DamagedFileError, PasswordNeededError
from bvdesk.storage.kryptering import Nokkel
from bvdesk.ui import window_state
from bvdesk.ui.job import Job, JobRunner
from bvdesk.ui.notices import NoticeKind

P = ParamSpec("P")


class Desk(QObject):
    """One per window. Pages change figures through `run`, and hear of every change through `changed`."""

    opened = Signal()
    changed = Signal(object)
    saved = Signal(str)
    noticed = Signal(object, str, str)
    offered = Signal(str, str, object)
    """A notice, the text of its button, and what the button does."""
    failed = Signal(object)
    refused = Signal(object)
    going = Signal(object, object)
    theme_changed = Signal()
    habits_changed = Signal()
    password_wanted = Signal(object)
    damaged = Signal(object, object)
    leaving = Signal()
    closing = Signal()
    backed_up = Signal()

    def __init__(self, bruker: Bruker) -> None:
        super().__init__()
        self.bruker = bruker
        self.jobs = JobRunner(self)
        self._file: Tjenestefil | None = None
        self._away: Path | None = None
        self.comes_back = False
        """Whether the file that was opened last is the one that was put away for a while."""
        self.closed = False
        self.arbeidsperiode: Periode | None = None
        """The quarter or year chosen last on a page of figures: the others show it, or its year, when they are shown."""
        self.rapportperiode: Periode | None = None
        """The same for the pages that are about the report."""

    @property
    def is_open(self) -> bool:
        """Whether a file is open."""
        return self._file is not None

    @property
    def file(self) -> Tjenestefil:
        """The open file; only pages that are shown for an open file ask."""
        if self._file is None:
            raise RuntimeError("no file is open")
        return self._file

    @property
    def title(self) -> str:
        """The service's name and the file's."""
        return f"{self.file.tjeneste.navn} – {self.file.path.name}"

    def open_path(self, path: Path, apning: Apning | None = None) -> bool:
        """Open a file in place of the one that is open; False, and the reason said, when it cannot be.

        A locked file asks for its password (`password_wanted`), a damaged one offers ways out (`damaged`).
        """
        if apning is None and self._file is not None and path.resolve() == self._file.path.resolve():
            return True
        try:
            opened = tjenestefil.open_file(path, self.bruker, apning or Apning(self.key_of(path)))
        except PasswordNeededError:
            self.password_wanted.emit(path)
        except DamagedFileError as error:
            self.damaged.emit(path, error)
        except UserError as error:
            self.failed.emit(error)
        else:
            self.use(opened)
        return self._file is not None and self._file.path == path

    def key_of(self, path: Path) -> Nokkel | None:
        """The key of a locked file when the open file or this machine knows it."""
        if not tjenestefil.needs_password(path):
            return None
        from bvdesk.services import passord

        known = self._file.database.tilgang.nokkel if self._file and self._file.path == path else None
        return known or passord.recall(path)

    def lock(self) -> None:
        """Close the locked file and ask for its password again."""
        path = self.file.path
        self._leave_file()
        self.opened.emit()
        self.password_wanted.emit(path)

    def put_away(self) -> None:
        """Close the file for a while, with all that was typed in it, and show none."""
        self.closing.emit()
        self._away = self.file.path
        self.file.close()
        self._file = None
        self.opened.emit()

    def use(self, opened: Tjenestefil) -> None:
        """Show an open file."""
        self._leave_file()
        self.comes_back, self._away = opened.path == self._away, None
        self._file = opened
        if not self.comes_back:
            self.arbeidsperiode = self.rapportperiode = None
        window_state.remember_file(opened.path)
        self.opened.emit()

    def run(
        self, operation: Callable[Concatenate[Tjenestefil, P], Change], *arguments: P.args, **named: P.kwargs
    ) -> Change | None:
        """Do one operation of a service and tell everybody; None when the user must mend something first.

        The operation has committed when it returns, so «Lagret» is true when it is said.
        """
        try:
            change = operation(self.file, *arguments, **named)
        except UserError as error:
            self.refused.emit(error)
            return None
        self.tell(change)
        return change

    def tell(self, change: Change) -> None:
        """Something was changed and saved."""
        self.saved.emit(f"Lagret {self.bruker.clock():%H.%M}")
        self.changed.emit(change)

    def undo(self) -> None:
        """Take back the last operation."""
        change = self.run(registrering.undo)
        if change:
            self.notice(change.tekst)

    def redo(self) -> None:
        """Do again what was taken back."""
        change = self.run(registrering.redo)
        if change:
            self.notice(change.tekst)

    def undo_text(self) -> str:
        """What undo would take back; empty when there is nothing."""
        operasjon = registrering.next_undo(self._file) if self._file else None
        return operasjon.tekst if operasjon else ""

    def redo_text(self) -> str:
        """What redo would do again; empty when there is nothing."""
        operasjon = registrering.next_redo(self._file) if self._file else None
        return operasjon.tekst if operasjon else ""

    def notice(self, text: str, kind: NoticeKind = NoticeKind.INFO, action: str = "") -> None:
        """Say something in the strip under the page."""
        self.noticed.emit(kind, text, action)

    def write_file(self, path: Path, content: bytes) -> bool:
        """Write a file the user asked for; False, and the reason said, when the folder refuses."""
        try:
            path.write_bytes(content)
        except OSError:
            self.failed.emit(UserError(f"Kan ikke skrive {path}.", "Velg en annen mappe, eller lukk filen om den er åpen."))
            return False
        return True

    def go(self, page: object, place: object = None) -> None:
        """Show another page, at a place it knows."""
        self.going.emit(page, place)

    def job(self) -> Job:
        """A new job; connect its signals, then `start_job`."""
        return self.jobs.prepare()

    def start_job(self, job: Job, work: Callable[[Job], object]) -> None:
        """Run `work(job)` in another thread: plain values in, plain values out."""
        self.jobs.start(job, work)

    def close(self) -> None:
        """Wait for jobs and close the file."""
        self.jobs.close()
        self.closed = True
        self._leave_file()

    def _leave_file(self) -> None:
        if self._file is not None:
            self.closing.emit()
            self.leaving.emit()
            self._file.close()
            self._file = None
