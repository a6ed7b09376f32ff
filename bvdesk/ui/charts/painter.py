"""Paint a laid out chart with Qt. The bundled typeface must be registered with Qt beforehand."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from bvdesk.domain.diagram.primitives import Dot, Hatch, Line, Picture, Poly, Primitive, Rect, Text, Weight

FAMILY = "Source Sans 3"
EM = 64
"""Pixels of the font that is scaled to each size: Qt rounds small fonts to whole pixels, and so widens their text."""
_WEIGHTS = {Weight.REGULAR: QFont.Weight.Normal, Weight.SEMIBOLD: QFont.Weight.DemiBold}


def paint_picture(painter: QPainter, picture: Picture) -> None:
    """Paint a chart at the painter's origin; a scaled painter gives a larger picture, not other fonts."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    for primitive in picture.primitives:
        _paint(painter, primitive)
    painter.restore()


@cache
def chart_font(weight: Weight) -> QFont:
    """A font of `EM` units, spaced as the layout measured it: no kerning, no hinting."""
    font = QFont(FAMILY)
    font.setPixelSize(EM)
    font.setWeight(_WEIGHTS[weight])
    font.setKerning(False)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _paint(painter: QPainter, primitive: Primitive) -> None:
    match primitive:
        case Line(x1, y1, x2, y2, colour, width, dash):
            painter.setPen(_pen(colour, width, dash))
            painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))
        case Rect():
            _paint_rect(painter, primitive)
        case Poly():
            _paint_poly(painter, primitive)
        case Dot(x, y, r, fill, stroke, width):
            painter.setPen(_pen(stroke, width, ()) if stroke else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(fill))
            painter.drawEllipse(QPointF(x, y), r, r)
        case Text():
            _paint_text(painter, primitive)
        case Hatch():
            for line in primitive.lines():
                _paint(painter, line)


def _pen(colour: str, width: float, dash: tuple[float, ...]) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dash:
        pen.setDashPattern([length / width for length in dash])
    return pen


def _paint_text(painter: QPainter, text: Text) -> None:
    painter.save()
    painter.setPen(QColor(text.colour))
    painter.setFont(chart_font(text.weight))
    painter.translate(text.x, text.y)
    painter.scale(text.size / EM, text.size / EM)
    painter.drawText(QPointF(0, 0), text.text)
    painter.restore()


def _paint_rect(painter: QPainter, rect: Rect) -> None:
    box, inset = rect.box, rect.width / 2
    painter.setPen(_pen(rect.stroke, rect.width, ()) if rect.stroke else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(rect.fill))
    painter.drawRect(QRectF(box.x, box.y, box.w, box.h).adjusted(inset, inset, -inset, -inset))


def _paint_poly(painter: QPainter, poly: Poly) -> None:
    points = QPolygonF([QPointF(x, y) for x, y in poly.points])
    if poly.fill:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(poly.fill))
        painter.drawPolygon(points)
    else:
        painter.setPen(_pen(poly.colour, poly.width, poly.dash))
        painter.drawPolyline(points)
