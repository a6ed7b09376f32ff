"""A field of several lines that tells when it is left, so that what stands in it can be saved."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit


class LeavingTextEdit(QPlainTextEdit):
    """Emits `left` when the focus goes."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was written is to be saved."""
        super().focusOutEvent(event)
        self.left.emit()
