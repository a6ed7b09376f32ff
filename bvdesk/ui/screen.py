"""Windows that are never larger than the screen, and scroll instead: at 200 % a small screen has room for 960 × 490."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

_FRAME = QSize(16, 40)


def resize_on_screen(window: QWidget, width: int, height: int) -> None:
    """Give a window the size it likes, or what the screen has room for: its buttons must be within reach."""
    window.resize(QSize(width, height).boundedTo(room_for(window)))


def room_for(window: QWidget) -> QSize:
    """The largest size of a window that can be seen whole."""
    return window.screen().availableSize() - _FRAME


class FittingDialog(QDialog):
    """A dialog that the screen has no room for, scrolls as a whole."""

    def showEvent(self, event: QShowEvent) -> None:
        """All that it holds is there now."""
        room, layout = room_for(self), self.layout()
        if layout is not None:
            width = min(self.width(), room.width())
            needed = max(layout.totalMinimumHeightForWidth(width), layout.totalMinimumSize().height())
            if needed > room.height():
                self._scroll(layout)
        self.setMinimumWidth(min(self.minimumWidth(), room.width()))
        self.resize(self.size().boundedTo(room))
        super().showEvent(event)

    def _scroll(self, layout: QLayout) -> None:
        body = QWidget()
        body.setLayout(layout)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(body))
        whole.activate()  # the size that the old layout demanded is forgotten


def add_scrolling(layout: QVBoxLayout) -> QVBoxLayout:
    """A part of a window that scrolls when there is too little room, so that the buttons under it stay; its layout."""
    body = QWidget()
    inner = QVBoxLayout(body)
    inner.setContentsMargins(0, 0, 8, 0)
    inner.setSpacing(layout.spacing())
    layout.addWidget(scrolling(body), 1)
    return inner


def scrolling(body: QWidget) -> QScrollArea:
    """A part of a window in an area without a frame."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the focus of what is in it
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(body)
    return area
