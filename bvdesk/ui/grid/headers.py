"""Headers of the grid: rows with label and unit, chapters that fold, and columns under the name of their group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView

from bvdesk.ui import theme

if TYPE_CHECKING:
    from bvdesk.ui.grid.grid_view import GridView

LINE_HEIGHT = 28
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ELIDE = Qt.TextElideMode.ElideRight
_PADDING = 8
_INDENT = 16
MIN_WIDTH, MAX_WIDTH = 160, 420


class RowHeader(QHeaderView):
    """Label to the left, unit to the right; a chapter has a triangle and folds when clicked."""

    def __init__(self, view: GridView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._view = view
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(LINE_HEIGHT)
        self.setAccessibleName("Rader")
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # see `SteadyView`

    def paintEvent(self, event: QPaintEvent) -> None:
        """The background too, also under the last row."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(theme.tokens().tinted))
        painter.end()
        super().paintEvent(event)

    def fit(self, available: int) -> None:
        """As wide as the longest label, but never more than two fifths of the view."""
        metrics = QFontMetrics(self._view.font())
        longest = max(
            (metrics.horizontalAdvance(r.label + r.unit) + r.level * _INDENT for r in self._view.grid_model.rows), default=0
        )
        self.setFixedWidth(max(MIN_WIDTH, min(longest + 6 * _PADDING, MAX_WIDTH, available * 2 // 5)))

    def paintSection(self, painter: QPainter, rect: QRect, row: int) -> None:
        """Draw one row's label."""
        line, colours = self._view.grid_model.rows[row], theme.tokens()
        painter.save()
        painter.fillRect(rect, QColor(colours.tinted if line.heading else colours.background))
        painter.setPen(QColor(colours.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        inner = rect.adjusted(_PADDING + line.level * _INDENT, 0, -_PADDING, 0)
        if line.heading:
            self._paint_chapter(painter, inner, row)
        else:
            self._paint_label(painter, inner, row)
        painter.restore()

    def _paint_chapter(self, painter: QPainter, rect: QRect, row: int) -> None:
        line = self._view.grid_model.rows[row]
        painter.setFont(_bold(self._view.font()))
        painter.setPen(QColor(theme.tokens().text))
        sign = "▸" if self._view.is_collapsed(line.key) else "▾"
        text = painter.fontMetrics().elidedText(f"{sign} {line.label}", _ELIDE, rect.width())
        painter.drawText(rect, _LEFT, text)

    def _paint_label(self, painter: QPainter, rect: QRect, row: int) -> None:
        line, colours = self._view.grid_model.rows[row], theme.tokens()
        painter.setFont(_bold(self._view.font()) if row == self._view.current_row else self._view.font())
        painter.setPen(QColor(colours.subtle))
        painter.drawText(rect, _RIGHT, line.unit)
        unit_width = painter.fontMetrics().horizontalAdvance(line.unit) + _PADDING if line.unit else 0
        painter.setPen(QColor(colours.text))
        label = rect.adjusted(0, 0, -unit_width, 0)
        painter.drawText(label, _LEFT, painter.fontMetrics().elidedText(line.label, _ELIDE, label.width()))


class ColumnHeader(QHeaderView):
    """Two lines: the group over its columns, and each column's own title. `dropped` when one was dragged away."""

    dropped = Signal(int, int)

    def __init__(self, view: GridView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setAccessibleName("Kolonner")
        # Queued: the header is in the middle of its own move when it says so.
        self.sectionMoved.connect(self.take_drop, Qt.ConnectionType.QueuedConnection)

    @Slot(int, int, int)
    def take_drop(self, _column: int, old: int, new: int) -> None:
        """A column was dragged: the header goes back to its order, and the model takes the new one."""
        blocker = QSignalBlocker(self)
        self.moveSection(new, old)
        blocker.unblock()
        self.dropped.emit(old, new)

    def sizeHint(self) -> QSize:
        """High enough for two lines when there are groups."""
        lines = 2 if any(column.group for column in self._view.grid_model.columns) else 1
        return QSize(super().sizeHint().width(), lines * 24 + 8)

    def paintSection(self, painter: QPainter, rect: QRect, column: int) -> None:
        """Draw one column's title and its share of the group's name."""
        heading, colours = self._view.grid_model.columns[column], theme.tokens()
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, QColor(colours.tinted))
        painter.setPen(QColor(colours.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if column in self._view.group_ends:
            painter.setPen(QColor(colours.border))
            painter.drawLine(rect.topRight(), rect.bottomRight())
        if heading.group:
            self._paint_group(painter, rect, column)
            rect = rect.adjusted(0, rect.height() // 2, 0, 0)
        painter.setFont(_bold(self._view.font()) if heading.emphasis else self._view.font())
        painter.setPen(QColor(colours.subtle if heading.quiet else colours.text))
        inner = rect.adjusted(4, 0, -_PADDING, 0)
        painter.drawText(inner, _RIGHT, painter.fontMetrics().elidedText(heading.title, _ELIDE, inner.width()))
        painter.restore()

    def _paint_group(self, painter: QPainter, rect: QRect, column: int) -> None:
        first, last = self._span(column)
        left = self.sectionViewportPosition(first)
        width = self.sectionViewportPosition(last) + self.sectionSize(last) - left
        painter.setFont(_bold(self._view.font()))
        painter.setPen(QColor(theme.tokens().text))
        area = QRect(left, rect.top() + 4, width, rect.height() // 2 - 4) & self.viewport().rect()
        area.adjust(_PADDING, 0, -_PADDING, 0)
        name = painter.fontMetrics().elidedText(self._view.grid_model.columns[column].group, _ELIDE, area.width())
        painter.drawText(area, _LEFT, name)

    def _span(self, column: int) -> tuple[int, int]:
        columns = self._view.grid_model.columns
        first = last = column
        while first and columns[first - 1].group == columns[column].group:
            first -= 1
        while last + 1 < len(columns) and columns[last + 1].group == columns[column].group:
            last += 1
        return first, last


def _bold(font: QFont) -> QFont:
    result = QFont(font)
    result.setWeight(QFont.Weight.DemiBold)
    return result
