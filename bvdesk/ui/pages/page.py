"""What every page of the window is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QTabWidget, QWidget

from bvdesk.domain.change import EVERYTHING, Change
from bvdesk.ui.desk import Desk
from bvdesk.ui.period_box import PeriodBox

if TYPE_CHECKING:
    from bvdesk.ui.grid.grid_view import GridView

Choice = QComboBox | QTabWidget


class Page(QWidget):
    """A page refreshes itself when it is shown and when something changed; a hidden one waits until it is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._stale = True
        desk.changed.connect(self.receive)
        desk.closing.connect(self.grow_stale)
        desk.opened.connect(self.catch_up)

    def refresh(self, change: Change) -> None:
        """Show how things stand; `change` says what changed, perhaps `EVERYTHING`."""
        raise NotImplementedError

    def grid_view(self) -> GridView | None:
        """The page's grid, when it has one; it gets the keys of the grid's commands."""
        return None

    def go_to(self, place: object) -> None:
        """Show a place the page knows (a cell, a kommune); pages without places ignore it."""

    def choices(self) -> tuple[Choice, ...]:
        """What decides what the page shows, the first before those that rest on it. Choosing anew changes no figure."""
        return ()

    def take_period(self) -> None:
        """Show the period that was chosen on another page meanwhile."""
        for box in self.findChildren(PeriodBox):
            box.take()

    def position(self) -> list[int]:
        """Where on the page the user is, in numbers."""
        return [choice.currentIndex() for choice in self.choices()]

    def return_to(self, place: Sequence[int]) -> None:
        """Back to such a place."""
        for choice, number in zip(self.choices(), place, strict=False):
            if 0 <= number < choice.count() and choice.currentIndex() != number:
                choice.setCurrentIndex(number)
                if isinstance(choice, QComboBox):
                    choice.activated.emit(number)

    @Slot(object)
    def receive(self, change: Change) -> None:
        """Something changed somewhere."""
        if self.isVisible():
            self.refresh(change)
        else:
            self._stale = True

    @Slot()
    def grow_stale(self) -> None:
        """The file is about to be closed: what the page shows will no longer be true."""
        self._stale = True

    @Slot()
    def catch_up(self) -> None:
        """Another file was opened; a page that the window showed for it has caught up already."""
        if self.isVisible():
            self._refresh_if_stale()

    def _refresh_if_stale(self) -> None:
        if self._stale and self.desk.is_open:
            self._stale = False
            self.refresh(EVERYTHING)

    def showEvent(self, event: QShowEvent) -> None:
        """A page that was hidden catches up."""
        super().showEvent(event)
        if self._stale:
            self._refresh_if_stale()
        elif self.desk.is_open:
            self.take_period()
