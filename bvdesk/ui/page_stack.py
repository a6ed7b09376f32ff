"""The pages of the window, one at a time; one that is higher than the screen can be scrolled, so that nothing is cut off."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from bvdesk.ui.delayed import delayed

LAYING_OUT_MS = 400


class PageHolder(QWidget):
    """Holds the stack without a layout: it needs no more room than the page that is shown (Qt asks for the largest)."""

    def __init__(self, stack: QStackedWidget) -> None:
        super().__init__()
        self._stack = stack
        stack.setParent(self)
        stack.currentChanged.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        """What the page cannot do without, at the width it has."""
        page = self._stack.currentWidget()
        if page is None:
            return QSize()
        needed, layout = page.minimumSizeHint(), page.layout()
        if layout is not None and layout.hasHeightForWidth():
            needed.setHeight(max(needed.height(), layout.totalMinimumHeightForWidth(max(self.width(), needed.width()))))
        return needed

    def event(self, event: QEvent) -> bool:
        """The page needs more room than before, or less: without a layout it is for us to pass on."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page fills it."""
        super().resizeEvent(event)
        self._stack.setGeometry(self.rect())
        self.updateGeometry()


class PageArea(QScrollArea):
    """Scrolls when the window is too small for the page that is shown; each page begins at its top."""

    def __init__(self, stack: QStackedWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the focus of what is in it
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(PageHolder(stack))
        stack.currentChanged.connect(self.to_top)
        self._wanted: QWidget | None = None
        self._laying_out = delayed(self, LAYING_OUT_MS, self.settle)
        self.verticalScrollBar().rangeChanged.connect(self.follow_wanted)

    def bring(self, part: QWidget) -> None:
        """Scroll until a part of the page is seen, and follow it while the page finds its height."""
        self._wanted = part
        self._laying_out.start()
        self.follow_wanted()

    @Slot()
    def follow_wanted(self) -> None:
        """The page became higher or lower."""
        if self._wanted is not None:
            self.ensureWidgetVisible(self._wanted, 0, 0)

    @Slot()
    def settle(self) -> None:
        """From now on the user scrolls."""
        self._wanted = None

    @Slot()
    def to_top(self) -> None:
        """Another page is shown."""
        self.settle()
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)


def bring_into_sight(part: QWidget) -> None:
    """Scroll the page, where it scrolls, until a part of it is seen."""
    parent = part.parentWidget()
    while parent is not None and not isinstance(parent, PageArea):
        parent = parent.parentWidget()
    if parent is not None:
        parent.bring(part)
