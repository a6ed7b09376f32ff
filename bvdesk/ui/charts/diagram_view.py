"""A chart as a widget: tooltips under the mouse, values by keyboard, alternative text for screen readers."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from bvdesk.domain.diagram.alt import alt_text
from bvdesk.domain.diagram.layout import good_height, layout
from bvdesk.domain.diagram.primitives import Hit, Picture
from bvdesk.domain.diagram.sheet import Style
from bvdesk.domain.diagram.spec import Diagram
from bvdesk.ui.charts.painter import paint_picture

SCREEN_SCALE = 1.5
"""Logical pixels per point of the paper chart: the same picture, with text of some 13 pixels."""
_MARGIN = 10
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class DiagramView(QWidget):
    """Shows one chart at the size of the widget. The arrow keys, Home and End walk through its points."""

    point_changed = Signal(str)
    """The values of the point under the mouse or reached by keyboard, one series to a line."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._diagram: Diagram | None = None
        self._picture = Picture(0, 0, ())
        self._current = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 180)

    def show_diagram(self, diagram: Diagram) -> None:
        """Show another chart, and tell screen readers what it says."""
        self._diagram = diagram
        self.setAccessibleName(diagram.tittel)
        self.setAccessibleDescription(alt_text(diagram, self._style.malform))
        self._lay_out()

    def set_style(self, style: Style) -> None:
        """Change colours, for example with the theme."""
        self._style = style
        self._lay_out()

    @property
    def diagram(self) -> Diagram | None:
        """The chart on show."""
        return self._diagram

    @property
    def current_text(self) -> str:
        """The values of the current point; empty when there is none."""
        hit = self._hit()
        return hit.text if hit else ""

    def sizeHint(self) -> QSize:
        """A size that suits the chart."""
        width = 460.0
        height = good_height(self._diagram, width, self._style) if self._diagram else width * 0.4
        return QSize(round(width * SCREEN_SCALE) + 2 * _MARGIN, round(height * SCREEN_SCALE) + 2 * _MARGIN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the chart out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chart, and mark the current point."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._style.palette.background))
        hit = self._hit()
        if self.hasFocus() and not hit:
            painter.setPen(QPen(QColor(self._style.palette.ink), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.translate(_MARGIN, _MARGIN)
        painter.scale(SCREEN_SCALE, SCREEN_SCALE)
        if hit:
            painter.fillRect(_rect(hit), QColor(self._style.palette.tint))
        paint_picture(painter, self._picture)
        if hit and self.hasFocus():
            painter.setPen(QPen(QColor(self._style.palette.ink), 1.2))
            painter.drawRect(_rect(hit))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the values under the mouse."""
        place = (event.position() - QPointF(_MARGIN, _MARGIN)) / SCREEN_SCALE
        under = (i for i, hit in enumerate(self._picture.hits) if _rect(hit).contains(place))
        self._go_to(next(under, -1), event.globalPosition().toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the points."""
        last = len(self._picture.hits) - 1
        key = Qt.Key(event.key())
        if last < 0 or key not in (*_STEPS, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
            return
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        index = ends.get(key, min(max(self._current + _STEPS.get(key, 0), 0), last))
        self._go_to(index, self._below(self._picture.hits[index]))
        self._announce()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget the current point."""
        super().focusOutEvent(event)
        self._current = -1
        self.update()

    def _lay_out(self) -> None:
        if self._diagram:
            width = (self.width() - 2 * _MARGIN) / SCREEN_SCALE
            height = (self.height() - 2 * _MARGIN) / SCREEN_SCALE
            self._picture = layout(self._diagram, width, height, self._style)
        self._current = -1
        self.update()

    def _hit(self) -> Hit | None:
        return self._picture.hits[self._current] if 0 <= self._current < len(self._picture.hits) else None

    def _go_to(self, index: int, place: QPoint) -> None:
        if index == self._current:
            return
        self._current = index
        self.update()
        if index < 0:
            QToolTip.hideText()
        else:
            QToolTip.showText(place, self.current_text, self)
            self.point_changed.emit(self.current_text)

    def _below(self, hit: Hit) -> QPoint:
        corner = QPointF(hit.box.x, hit.box.y) * SCREEN_SCALE + QPointF(_MARGIN, _MARGIN)
        return self.mapToGlobal(corner.toPoint())

    def _announce(self) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.current_text.replace("\n", ", ")))


def _rect(hit: Hit) -> QRectF:
    return QRectF(hit.box.x, hit.box.y, hit.box.w, hit.box.h)
