"""What to compare with: a button with a menu that stays open while one ticks, and knows where there is nothing to see."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QToolButton

from bvdesk.services.ark import Ark, Rolle, comparisons, empty_roles
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.ui import window_state

_ON = True
COMPARISONS = {Rolle.FJOR: "Samme kvartal i fjor", Rolle.FORRIGE: "Forrige kvartal", Rolle.HITTIL: "Hittil i år"}
_TICKING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Comparisons(QToolButton):
    """`changed` when other columns are wanted; remembered on this machine."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._empty: frozenset[Rolle] = frozenset()
        self._choices: dict[Rolle, QAction] = {}
        menu = TickMenu(self)
        hidden = window_state.read_list("skjulte_kolonner")
        for rolle, text in COMPARISONS.items():
            action = menu.addAction(text)
            action.setCheckable(_ON)
            action.setChecked(rolle.name not in hidden)
            action.toggled.connect(self.note)
            self._choices[rolle] = action
        self.setText("Sammenlign med")
        self.setProperty("button", _ON)
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def note_sheet(self, fil: Tjenestefil, sheet: Ark) -> None:
        """What the sheet has to compare with, and where it has no figures: those columns take no room, the menu says why."""
        offered, self._empty = comparisons(sheet), empty_roles(fil, sheet)
        for rolle, action in self._choices.items():
            action.setText(f"{COMPARISONS[rolle]} – ingen tall" if rolle in self._empty else COMPARISONS[rolle])
            action.setEnabled(rolle not in self._empty)
            action.setVisible(rolle in offered)

    def hidden(self) -> frozenset[Rolle]:
        """The comparisons that are not to be seen."""
        return self._unwanted() | self._empty

    def _unwanted(self) -> frozenset[Rolle]:
        return frozenset(rolle for rolle, action in self._choices.items() if not action.isChecked())

    @Slot()
    def note(self) -> None:
        """Ticked or not."""
        window_state.write("skjulte_kolonner", [rolle.name for rolle in self._unwanted()])
        self.changed.emit()


class TickMenu(QMenu):
    """Ticking leaves it open: one often wants to change more than one."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click."""
        if not _tick(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter."""
        if event.key() not in _TICKING or not _tick(self.activeAction()):
            super().keyPressEvent(event)


def _tick(action: QAction | None) -> bool:
    if action is None or not action.isCheckable() or not action.isEnabled():
        return False
    action.toggle()
    return True
