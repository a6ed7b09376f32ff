"""The manual in a window of its own: pages to the left, text to the right, searchable."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QImage, QKeySequence, QShortcut, QTextDocument
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from bvdesk import resources
from bvdesk.services import handbok
from bvdesk.ui import file_dialog
from bvdesk.ui.screen import resize_on_screen
from bvdesk.ui.widgets import Button

_KEY = Qt.ItemDataRole.UserRole
_MARGIN = 48


class HandbokText(QTextBrowser):
    """The text of a page; its pictures are the manual's own files, never wider than the window."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture of the manual, and nothing else."""
        file = resources.path("manual", "bilder", Path(name.toString() if isinstance(name, QUrl) else name).name)
        if kind != QTextDocument.ResourceType.ImageResource.value or not file.is_file():
            return None
        picture = QImage(str(file))
        room = max(self.viewport().width() - _MARGIN, 200)
        return picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation) if picture.width() > room else picture


class HandbokWindow(QWidget):
    """The user's manual."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("Brukerhåndbok for bvdesk")
        resize_on_screen(self, 920, 680)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.words = QLineEdit(clearButtonEnabled=True, placeholderText="Søk i håndboken")
        self.contents = QListWidget()
        self.contents.setAccessibleName("Sider i håndboken")
        self.text = HandbokText()
        self.text.setAccessibleName("Håndbokens tekst")
        self.text.setOpenLinks(False)
        self.save = Button("Lagre som PDF …")
        self._build()
        self.words.textChanged.connect(self.search)
        self.contents.currentItemChanged.connect(self.show_item)
        self.save.clicked.connect(self.save_pdf)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        self.search("")

    def _build(self) -> None:
        label = QLabel("&Søk")
        label.setBuddy(self.words)
        left = QVBoxLayout()
        for widget in (label, self.words, self.contents, self.save):
            left.addWidget(widget)
        layout = QHBoxLayout(self)
        layout.addLayout(left, 1)
        layout.addWidget(self.text, 3)

    def show_page(self, nokkel: str) -> None:
        """Turn to a page."""
        self.words.clear()
        wanted = handbok.page(nokkel).nokkel
        for row in range(self.contents.count()):
            if self.contents.item(row).data(_KEY) == wanted:
                self.contents.setCurrentRow(row)

    @Slot(str)
    def search(self, words: str) -> None:
        """List the pages that hold the words."""
        self.contents.clear()
        for side in handbok.search(words):
            item = QListWidgetItem(side.tittel, self.contents)
            item.setData(_KEY, side.nokkel)
        if self.contents.count():
            self.contents.setCurrentRow(0)
        else:
            self.text.setPlainText("Ingen sider har alle ordene. Prøv færre ord.")

    @Slot(QListWidgetItem, QListWidgetItem)
    def show_item(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        """Show the page that is chosen."""
        if item is not None:
            self.text.setMarkdown(handbok.page(item.data(_KEY)).for_screen)

    @Slot()
    def save_pdf(self) -> None:
        """Save the whole manual where the user says."""
        path = file_dialog.ask_save(self, "Lagre håndboken", "bvdesk-handbok.pdf", "PDF (*.pdf)")
        if not path:
            return
        try:
            handbok.save_pdf(path, date.today().isoformat())  # noqa: DTZ011 - the date where the user is
            self.save.setText("Lagret")
        except OSError:
            self.save.setText("Kan ikke skrive dit, velg en annen mappe …")
