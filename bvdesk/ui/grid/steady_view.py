"""A table view that is not painted anew each time it scrolls or its cell editor opens: that would be the typing latency."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget

from bvdesk.ui import theme


class SteadyView(QTableView):
    """While its editor has the focus, it looks as if it had it itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._returning = False
        self._editor_hidden = False
        # It paints every point itself, so Qt moves the picture when it is scrolled, and only what is new is painted.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The background too, also where there is no cell."""
        self._editor_hidden = False
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(theme.tokens().background))
        painter.end()
        super().paintEvent(event)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """What waits to be painted is painted first: with an editor just hidden, Qt would paint all anew."""
        if self._editor_hidden and not self.viewport().rect().contains(self.visualRect(index)):
            QCoreApplication.sendPostedEvents(self.window(), QEvent.Type.UpdateRequest.value)
        super().scrollTo(index, hint)

    def finish_editor(self, editor: QWidget) -> None:
        """Close the editor and take the focus back, painting nothing but the cell."""
        self._returning = True
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.setFocus()
        self._returning = False
        self.update(self.currentIndex())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The editor's focus is ours."""
        if self.state() != QAbstractItemView.State.EditingState or event.reason() != Qt.FocusReason.OtherFocusReason:
            super().focusOutEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Nothing to see when it comes back from the editor."""
        if not self._returning:
            super().focusInEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """An editor that was left for another widget takes the frame of the focus with it."""
        super().closeEditor(editor, hint)
        self._editor_hidden = True
        if not self._returning:
            self.update()
