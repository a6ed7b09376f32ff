"""Where the user is, written down now and then, so that the program begins there when it was cut off or locked.

A place is a page and the numbers of the choices on it: no name of a kommune is written outside the file.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from bvdesk.domain.record import record
from bvdesk.services import sikkerhetskopi
from bvdesk.ui import window_state
from bvdesk.ui.delayed import delayed
from bvdesk.ui.desk import Desk

DELAY_MS = 1_000
CUT_OFF = "Programmet ble avbrutt forrige gang. Alt som var skrevet inn, er lagret."
BACK = f"{CUT_OFF[:-1]}, og du er tilbake der du var."


@record
class Places:
    """How the window says where it is, and how it is brought there."""

    now: Callable[[], list[str]]
    go_back: Callable[[list[str]], None]


class PlaceKeeper(QObject):
    """One per window."""

    def __init__(self, desk: Desk, places: Places, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._places = places
        self._written: list[str] = []
        self._comes_back = False
        self._timer = delayed(self, DELAY_MS, self.remember)
        # After the page has been painted and filled.
        self._return = delayed(self, 0, self.go_back)
        desk.opened.connect(self.start)
        self.start()

    def note(self) -> None:
        """Something was done: the place is written down a little later."""
        if not self._timer.isActive():
            self._timer.start()

    def expect_return(self) -> None:
        """The file is being locked: when it is opened again, one is back where one was."""
        self.remember()
        self._timer.stop()  # else it would write down the page that a reopened file begins with
        self._comes_back = True

    @Slot()
    def start(self) -> None:
        """A file was opened."""
        if self._desk.is_open and (self._desk.file.was_cut_off or self._comes_back):
            self._return.start()

    @Slot()
    def remember(self) -> None:
        """Write down where the user is."""
        place = self._places.now() if self._desk.is_open else []
        if place and place != self._written:
            window_state.write(self._key(), place)
            self._written = place

    @Slot()
    def go_back(self) -> None:
        """To where the user was; why is said when the program was cut off."""
        place = window_state.read_list(self._key()) if self._desk.is_open else []
        if place:
            self._places.go_back(place)
        if self._desk.is_open and not self._comes_back:
            self._desk.notice(BACK if place else CUT_OFF)
        self._comes_back = False

    def _key(self) -> str:
        """By the file's place on this machine, which is how its backups are named too."""
        return f"steder/{sikkerhetskopi.folder(self._desk.file.path).name.rpartition('-')[2]}"
