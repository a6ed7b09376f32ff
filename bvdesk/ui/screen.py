"""Windows that are never larger than the screen, and scroll instead: at 200 % a small screen has room for 960 × 490."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

_FRAME = QSize(16, 40)


def resize_on_screen(window: QWidget, width: int, height: int) -> None:
    """Give a window the size it likes, or what the screen has room for: its buttons must be within reach."""
    window.resize(QSize(width, height).boundedTo(window.screen().availableSize() - _FRAME))


def add_scrolling(layout: QVBoxLayout) -> QVBoxLayout:
    """A part of a window that scrolls when there is too little room, so that the buttons under it stay; its layout."""
    area, body = QScrollArea(), QWidget()
    inner = QVBoxLayout(body)
    inner.setContentsMargins(0, 0, 8, 0)
    inner.setSpacing(layout.spacing())
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the focus of what is in it
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(body)
    layout.addWidget(area, 1)
    return inner
