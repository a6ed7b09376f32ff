"""The list of pages to the left, and the round that F6 makes through the parts of the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QWidget

from bvdesk.ui.icons import icon
from bvdesk.ui.page_table import PAGES, PageId

WIDTH, ICON_WIDTH = 184, 64
ITEM_HEIGHT = 40
_PAGE = Qt.ItemDataRole.UserRole


class Navigation(QListWidget):
    """Icons with text; arrow keys go from page to page."""

    page_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setAccessibleName("Sider")
        self.setFixedWidth(WIDTH)
        for spec in PAGES:
            item = QListWidgetItem(icon(spec.icon), spec.title, self)
            item.setSizeHint(QSize(0, ITEM_HEIGHT))
            item.setData(_PAGE, spec.id)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spec.title)
        self.currentRowChanged.connect(self.announce)
        self.itemSelectionChanged.connect(self.follow_selection)

    def fold(self, *, folded: bool) -> None:
        """Icons alone, with the names as tooltips, or icons with text."""
        if self.width() == (ICON_WIDTH if folded else WIDTH):
            return
        self.setFixedWidth(ICON_WIDTH if folded else WIDTH)
        for row, spec in enumerate(PAGES):
            self.item(row).setText("" if folded else spec.title)
            self.item(row).setToolTip(spec.title if folded else "")

    def choose(self, page: PageId) -> None:
        """Go to a page."""
        rows = [row for row, spec in enumerate(PAGES) if spec.id is page]
        if self.currentRow() == rows[0]:
            self.page_chosen.emit(page)
        self.setCurrentRow(rows[0])

    def chosen(self) -> PageId:
        """The page that is marked, whether it is shown or not; the first before one is."""
        return PAGES[max(self.currentRow(), 0)].id

    @Slot()
    def follow_selection(self) -> None:
        """A screen reader selects an item without making it the current one: the page follows all the same."""
        chosen = self.selectedIndexes()
        if chosen:
            self.setCurrentRow(chosen[0].row())

    @Slot(int)
    def announce(self, row: int) -> None:
        """Tell the window which page was chosen."""
        if row >= 0:
            self.page_chosen.emit(self.item(row).data(_PAGE))


def focus_next(parts: Sequence[QWidget | None]) -> None:
    """Move the focus to the part after the one that has it; hidden parts are passed over."""
    seen = [part for part in parts if part is not None and part.isVisible()]
    focused = QApplication.focusWidget()
    here = [i for i, part in enumerate(seen) if focused and (part is focused or part.isAncestorOf(focused))]
    if seen:
        seen[(here[0] + 1) % len(seen) if here else 0].setFocus(Qt.FocusReason.ShortcutFocusReason)
