"""The chapters of a template in a list: ticked when they are with, moved by dragging or with Alt and the arrows."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.disposisjon import Disposisjon, Kapittelvalg

_DATA = Qt.ItemDataRole.UserRole
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_INDENT = "      "
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ChapterList(QListWidget):
    """What the user wants: `dropped` (chapter, the one to stand before or None), `stepped` (up or down), `ticked`."""

    dropped = Signal(str, object)
    stepped = Signal(str, int)
    ticked = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Kapitler")
        self.setAccessibleDescription("Mellomrom tar med eller skjuler. Alt og pil flytter.")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setMinimumHeight(96)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(self._tell_tick)

    def show_template(self, mal: Disposisjon, chosen: str, *, editable: bool) -> None:
        """Show the chapters with one of them chosen."""
        blocker = QSignalBlocker(self)
        self.clear()
        self.setDragDropMode(
            QAbstractItemView.DragDropMode.InternalMove if editable else QAbstractItemView.DragDropMode.NoDragDrop
        )
        for kapittel in mal.kapitler:
            self.addItem(_item(kapittel, editable=editable))
        numbers = [k.nummer for k in mal.kapitler]
        self.setCurrentRow(numbers.index(chosen) if chosen in numbers else 0)
        blocker.unblock()

    def chosen(self) -> str:
        """The key of the chosen chapter."""
        item = self.currentItem()
        return str(item.data(_DATA)) if item else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves the chapter."""
        step = _STEPS.get(Qt.Key(event.key()))
        moves = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if step is not None and moves and self.dragDropMode() is QAbstractItemView.DragDropMode.InternalMove:
            self.stepped.emit(self.chosen(), step)
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """The template is changed, and the list filled anew from it; Qt moves nothing itself."""
        at = self.indexAt(event.position().toPoint())
        row = at.row() if at.isValid() else self.count()
        if at.isValid() and event.position().y() > self.visualRect(at).center().y():
            row += 1
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.put_before(row)

    def put_before(self, row: int) -> None:
        """Ask for the chosen chapter to stand before a row, or last."""
        before = self.item(row)
        self.dropped.emit(self.chosen(), before.data(_DATA) if before else None)

    def _tell_tick(self, item: QListWidgetItem) -> None:
        with_it = item.checkState() is _CHECKED
        blocker = QSignalBlocker(self)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, _spoken(item.text().strip(), shown=with_it))
        blocker.unblock()
        self.ticked.emit(item.data(_DATA), with_it)


def _item(kapittel: Kapittelvalg, *, editable: bool) -> QListWidgetItem:
    title = kapittel.title(Malform.BOKMAL)
    item = QListWidgetItem(f"{_INDENT * (kapittel.niva - 1)}{title}")
    item.setData(_DATA, kapittel.nummer)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, _spoken(title, shown=not kapittel.skjult))
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    if editable:
        flags |= Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsDragEnabled
    item.setFlags(flags)
    item.setCheckState(_UNCHECKED if kapittel.skjult else _CHECKED)
    return item


def _spoken(title: str, *, shown: bool) -> str:
    return f"{title}, {'med' if shown else 'skjult'}"
