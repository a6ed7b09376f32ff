"""Looks after the open file while nobody thinks of it: heartbeat, backups, reminders, and the lock when one has left."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from bvdesk.domain.errors import UserError
from bvdesk.services import sikkerhetskopi
from bvdesk.services.feil import as_user_error
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.ui.delayed import delayed
from bvdesk.ui.desk import Desk
from bvdesk.ui.latest_job import reading
from bvdesk.ui.notices import NoticeKind
from bvdesk.ui.trygghet.place_keeper import PlaceKeeper, Places

HEARTBEAT_MS = 60_000
FIRST_LOOK_MS = 1_500
LISTEN_AFTER_MS = 200
PAUSE_SECONDS = 1.5
PATIENCE_SECONDS = 120.0
"""The first look shares the interpreter with the one who types: it waits for a pause, but not for ever."""
GO = "Gå til Trygghet"
_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.WindowActivate,
    }
)


class Keeper(QObject):
    """One per window."""

    def __init__(self, desk: Desk, places: Places, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self.places = PlaceKeeper(desk, places, self)
        self._last_sign = self._opened_at = time.monotonic()
        self._opened_as = 0
        self._heartbeat = QTimer(self)
        self._heartbeat.setInterval(HEARTBEAT_MS)
        self._heartbeat.timeout.connect(self.beat)
        self._heartbeat.start()
        self._first_look = delayed(self, FIRST_LOOK_MS, self.look)
        desk.opened.connect(self.start)
        desk.saved.connect(self.note_sign)
        desk.leaving.connect(self.back_up)
        self._window = window
        QTimer.singleShot(LISTEN_AFTER_MS, self, self.listen)
        self.start()

    @Slot()
    def listen(self) -> None:
        """Hear of events from now on: those of a window that is only just being shown are no sign of life."""
        for heard in (self._window, self._window.windowHandle()):
            if heard is not None:
                heard.installEventFilter(self)

    @Slot()
    def start(self) -> None:
        """A file was opened: say at once why it may only be read; the rest waits until the window has been painted."""
        self._last_sign = self._opened_at = time.monotonic()
        if self._desk.is_open:
            fil = self._desk.file
            self._opened_as = fil.path.stat().st_mtime_ns
            if fil.lesegrunn:
                self._desk.notice(f"Bare for lesing. {fil.lesegrunn}", NoticeKind.WARNING, GO)
            self._first_look.start()

    @Slot()
    def look(self) -> None:
        """Examine the file in another thread when a week has passed, then back it up; when there is a pause."""
        if not self._desk.is_open:
            return
        now = time.monotonic()
        if now - self._last_sign < PAUSE_SECONDS and now - self._opened_at < PATIENCE_SECONDS:
            self._first_look.start()
            return
        if sikkerhetskopi.examination_is_due(self._desk.file):
            self._in_background(sikkerhetskopi.require_health, self.note_good)
        else:
            self.make_copy()

    @Slot(object)
    def note_good(self, _result: object) -> None:
        """The file was found good."""
        if self._desk.is_open:
            sikkerhetskopi.note_examined(self._desk.file)
            self.make_copy()

    def make_copy(self) -> None:
        """The backup of the day, in another thread."""
        self._in_background(_look_after, self.tell)

    def _in_background(self, work: Callable[[Tjenestefil], object], then: Callable[[object], None]) -> None:
        job = self._desk.job()
        job.done.connect(then)
        job.failed.connect(self.say_fault)
        self._desk.start_job(job, reading(self._desk.file, lambda fil, _job: work(fil)))

    @Slot(object)
    def say_fault(self, fault: Exception) -> None:
        """What went wrong in the background; a bug of ours goes the way of all bugs."""
        understood = as_user_error(fault)
        if understood is None:
            raise fault
        self._desk.failed.emit(understood)

    @Slot(object)
    def tell(self, _result: object) -> None:
        """What there is to say about the file, when it is looked after."""
        if not self._desk.is_open:
            return
        self._desk.backed_up.emit()
        from bvdesk.services import sammenslaing

        fil = self._desk.file
        conflicts = sammenslaing.conflict_copies(fil.path)
        if conflicts:
            text = f"Ved siden av filen ligger {conflicts[0].name}. Den kan ha tall som mangler her."
            self._desk.notice(text, NoticeKind.WARNING, GO)
        elif not fil.lesegrunn and (words := sikkerhetskopi.reminder(fil)):
            self._desk.notice(words, NoticeKind.INFO, GO)

    @Slot()
    def note_sign(self) -> None:
        """Somebody is here."""
        self._last_sign = time.monotonic()

    @Slot()
    def back_up(self) -> None:
        """The file is being left: back up what has been done since it was opened. The window waits only when it closes."""
        fil = self._desk.file
        if not fil.path.exists() or fil.path.stat().st_mtime_ns == self._opened_as:
            return
        if not self._desk.closed:
            self._in_background(sikkerhetskopi.daily, self.note_left)
            return
        try:
            sikkerhetskopi.daily(fil)
        except UserError as error:
            self._desk.failed.emit(error)

    @Slot(object)
    def note_left(self, _result: object) -> None:
        """What was left is backed up; another file may be open by now."""

    @Slot()
    def beat(self) -> None:
        """Tell others that the file is in use; lock it when nobody has been here for a while."""
        if not self._desk.is_open:
            return
        self._desk.file.beat()
        from bvdesk.services import passord

        minutes = passord.idle_minutes(self._desk.file)
        if minutes and time.monotonic() - self._last_sign > minutes * 60 and QApplication.activeModalWidget() is None:
            self.places.expect_return()
            self._desk.lock()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Somebody is here. Keys and mouse are heard where they reach the window: not each event of each widget."""
        if event.type() in _SIGNS_OF_LIFE:
            self.note_sign()
            self.places.note()
        elif event.type() == QEvent.Type.Show and watched is self._window:
            self.listen()  # the first time, and when the window has another handle
        return super().eventFilter(watched, event)


def _look_after(fil: Tjenestefil) -> None:
    """Lock the backups that a killed change of password left in the clear; then the backup of the day."""
    from bvdesk.services import passord

    passord.harden(fil)
    sikkerhetskopi.daily(fil)
