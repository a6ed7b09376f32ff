"""Search among the labels of a grid: type, Enter for the next, Esc to go back to the cells."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from bvdesk.ui.grid.grid_view import GridView
from bvdesk.ui.widgets import quiet_button


class FindBar(QWidget):
    """One line under the grid; hidden until Ctrl+F."""

    def __init__(self, grid: GridView) -> None:
        super().__init__()
        self._grid = grid
        label = QLabel("&Finn indikator")
        self.field = QLineEdit()
        self.field.setPlaceholderText("Noen bokstaver i navnet")
        label.setBuddy(self.field)
        self.answer = QLabel()
        close = quiet_button("", icon_name="lukk", name="Lukk søket")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(8)
        for widget in (label, self.field, self.answer, close):
            layout.addWidget(widget)
        layout.setStretch(1, 1)
        self.field.textEdited.connect(self.search)
        self.field.returnPressed.connect(self.search_next)
        close.clicked.connect(self.leave)
        self.hide()

    def open(self) -> None:
        """Show the field, ready for typing."""
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    @Slot(str)
    def search(self, text: str) -> None:
        """The first row that fits, from where one is."""
        self._say(found=self._grid.find_label(text, from_next=False), text=text)

    @Slot()
    def search_next(self) -> None:
        """The next row that fits."""
        self._say(found=self._grid.find_label(self.field.text(), from_next=True), text=self.field.text())

    @Slot()
    def leave(self) -> None:
        """Back to the cells."""
        self.hide()
        self._grid.setFocus()

    def _say(self, *, found: bool, text: str) -> None:
        self.answer.setText("" if found or not text.strip() else "Ingen treff")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
