"""When the panel is seen: as the user wants it where there is room, and when it is asked for where there is little."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from bvdesk.domain.record import record
from bvdesk.domain.tall.celle import Celle
from bvdesk.ui import window_state
from bvdesk.ui.page_stack import bring_into_sight

ROOM_FOR_PANEL = 860


@record
class WithPanel:
    """A figure to go to with the panel open: something is said of it there, or asked for."""

    celle: Celle


class PanelKeeper(QObject):
    """`shown` when the panel has come up, to be filled. The button over the figures follows, whoever shows or hides it."""

    shown = Signal()

    def __init__(self, panel: QWidget, button: QPushButton) -> None:
        super().__init__(panel)
        self._panel, self._button = panel, button
        self._wanted = window_state.read_text("sidepanel", "vis") == "vis"
        self._show(shown=self._wanted)
        button.clicked.connect(self.toggle)

    @Slot()
    def toggle(self) -> None:
        """Show or hide it; where it lies under the figures, it is brought into sight."""
        self._wanted = self._panel.isHidden()
        window_state.write("sidepanel", "vis" if self._wanted else "skjul")
        self._show(shown=self._wanted)
        if self._wanted:
            self.shown.emit()
            bring_into_sight(self._panel)

    def unwrap(self, place: object) -> object:
        """The figure of a place that wants the panel, which is opened this time; any other place as it is."""
        if not isinstance(place, WithPanel):
            return place
        if self._panel.isHidden():
            self._show(shown=True)
            self.shown.emit()
        return place.celle

    def follow_width(self, before: int, now: int) -> None:
        """The page got another width: in a narrow window the figures come first."""
        has_room = now >= ROOM_FOR_PANEL
        if before < 0 or (before >= ROOM_FOR_PANEL) != has_room:
            self._show(shown=self._wanted and has_room)

    def _show(self, *, shown: bool) -> None:
        self._panel.setVisible(shown)
        self._button.setChecked(shown)
