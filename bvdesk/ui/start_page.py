"""The first thing one sees without a file: three ways in, and the files that were open last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QScrollArea, QVBoxLayout, QWidget

from bvdesk.ui import files, window_state
from bvdesk.ui.desk import Desk
from bvdesk.ui.widgets import Button, heading, page_layout, paragraph

_WIDTH = 620
_BUTTON_WIDTH = 200


class StartPage(QScrollArea):
    """Example, new service, open file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setWidgetResizable(True)
        self.setAccessibleName("Kom i gang")
        body = QWidget()
        self.setWidget(body)
        column = page_layout(body)
        column.setContentsMargins(48, 40, 48, 24)
        column.setSpacing(8)
        column.addWidget(heading("Velkommen til bvdesk", 22))
        column.addWidget(paragraph("Før kvartalstall for hver kommune, se utviklingen, og skriv ut kvalitetsmeldingen."))
        column.addSpacing(12)
        self.example = self._way(column, "Prøv med et eksempel", "En oppdiktet tjeneste med fire år med tall.")
        self.new = self._way(column, "Ny tjeneste", "Skriv navnet og velg kommunene. Det tar ett minutt.")
        self.open = self._way(column, "Åpne en fil", "En .bvdesk-fil du har fra før, eller har fått av andre.")
        self.example.clicked.connect(self.open_example)
        self.new.clicked.connect(self.new_file)
        self.open.clicked.connect(self.open_file)
        self._add_recent(column)
        column.addStretch(1)
        self.example.setProperty("primary", True)  # noqa: FBT003
        self.setFocusProxy(self.example)

    def _way(self, column: QVBoxLayout, text: str, description: str) -> QPushButton:
        button = Button(text)
        button.setFixedWidth(_BUTTON_WIDTH)
        button.setAccessibleDescription(description)
        way = QHBoxLayout()
        way.setSpacing(16)
        way.addWidget(button)
        way.addWidget(paragraph(description), 1)
        column.addLayout(way)
        return button

    def _add_recent(self, column: QVBoxLayout) -> None:
        recent = window_state.recent_files()
        if not recent:
            return
        column.addSpacing(16)
        column.addWidget(heading("Sist brukt", 13))
        self.recent = QListWidget()
        self.recent.setAccessibleName("Sist brukte filer")
        self.recent.setMaximumWidth(_WIDTH)
        self.recent.setMaximumHeight(36 * len(recent) + 4)
        for path in recent:
            item = QListWidgetItem(path.name, self.recent)
            item.setToolTip(str(path))
            item.setData(Qt.ItemDataRole.UserRole, str(path))
        self.recent.itemActivated.connect(self.open_recent)
        column.addWidget(self.recent)

    @Slot()
    def open_example(self) -> None:
        """Make and open the example service."""
        files.open_example(self._desk, self)

    @Slot()
    def new_file(self) -> None:
        """Make a new service."""
        files.new_file(self._desk, self)

    @Slot()
    def open_file(self) -> None:
        """Choose a file."""
        files.open_file(self._desk, self)

    @Slot(QListWidgetItem)
    def open_recent(self, item: QListWidgetItem) -> None:
        """Open a file from the list."""
        self._desk.open_path(Path(item.data(Qt.ItemDataRole.UserRole)))
