"""A list where several can be ticked, with a label over it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from bvdesk.ui.widgets import labelled

_DATA = Qt.ItemDataRole.UserRole
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class CheckList(QWidget):
    """Ticks survive refilling; `changed` when one is set or taken away."""

    changed = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setMinimumHeight(64)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(labelled(label, self.list))
        self.list.itemChanged.connect(self.changed)

    def fill(self, items: Sequence[tuple[str, object]], first: Sequence[object] | None = None) -> None:
        """Fill with (text, data). The first time those in `first` are ticked, or all; later what was ticked stays."""
        before = self.chosen() if self.list.count() else [data for _, data in items] if first is None else list(first)
        blocker = QSignalBlocker(self.list)
        self.list.clear()
        for text, data in items:
            item = QListWidgetItem(text, self.list)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_CHECKED if data in before else _UNCHECKED)
            item.setData(_DATA, data)
        blocker.unblock()

    def data(self) -> list[object]:
        """Everything in the list."""
        return [self.list.item(at).data(_DATA) for at in range(self.list.count())]

    def chosen(self) -> list[object]:
        """What is ticked, in order."""
        items = [self.list.item(at) for at in range(self.list.count())]
        return [item.data(_DATA) for item in items if item.checkState() is _CHECKED]
