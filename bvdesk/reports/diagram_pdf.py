"""Paint a laid out chart on a reportlab canvas."""

from __future__ import annotations

from collections.abc import Mapping

from reportlab.pdfgen.canvas import Canvas

from bvdesk.domain.diagram.primitives import Dot, Hatch, Line, Picture, Poly, Primitive, Rect, Text, Weight


def draw_picture(canvas: Canvas, picture: Picture, x: float, y: float, fonts: Mapping[Weight, str]) -> None:
    """Paint `picture` with its lower left corner at (x, y).

    Args:
        canvas: any reportlab canvas; a tagged one must have its Figure open.
        picture: the chart.
        x: left edge in points.
        y: lower edge in points, from the bottom of the page.
        fonts: the registered font of each weight; the ones the layout was measured with.
    """
    canvas.saveState()
    canvas.translate(x, y + picture.height)
    canvas.setLineJoin(1)
    for primitive in picture.primitives:
        _draw(canvas, primitive, fonts)
    canvas.restoreState()


def _draw(canvas: Canvas, primitive: Primitive, fonts: Mapping[Weight, str]) -> None:
    match primitive:
        case Line():
            _stroke(canvas, primitive.colour, primitive.width, primitive.dash)
            canvas.line(primitive.x1, -primitive.y1, primitive.x2, -primitive.y2)
        case Rect():
            _rect(canvas, primitive)
        case Poly():
            _poly(canvas, primitive)
        case Dot():
            canvas.setFillColor(primitive.fill)
            if primitive.stroke:
                _stroke(canvas, primitive.stroke, primitive.width, ())
            canvas.circle(primitive.x, -primitive.y, primitive.r, stroke=int(bool(primitive.stroke)), fill=1)
        case Text():
            canvas.setFillColor(primitive.colour)
            canvas.setFont(fonts[primitive.weight], primitive.size)
            canvas.drawString(primitive.x, -primitive.y, primitive.text)
        case Hatch():
            for line in primitive.lines():
                _draw(canvas, line, fonts)


def _stroke(canvas: Canvas, colour: str, width: float, dash: tuple[float, ...]) -> None:
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(width)
    canvas.setDash(dash)


def _rect(canvas: Canvas, rect: Rect) -> None:
    box, inset = rect.box, rect.width / 2
    canvas.setFillColor(rect.fill)
    if rect.stroke:
        _stroke(canvas, rect.stroke, rect.width, ())
    size = max(box.w - 2 * inset, 0), max(box.h - 2 * inset, 0)
    canvas.rect(box.x + inset, -box.bottom + inset, *size, stroke=int(bool(rect.stroke)), fill=1)


def _poly(canvas: Canvas, poly: Poly) -> None:
    path = canvas.beginPath()
    path.moveTo(poly.points[0][0], -poly.points[0][1])
    for x, y in poly.points[1:]:
        path.lineTo(x, -y)
    if poly.fill:
        path.close()
        canvas.setFillColor(poly.fill)
        canvas.drawPath(path, stroke=0, fill=1)
    else:
        _stroke(canvas, poly.colour, poly.width, poly.dash)
        canvas.drawPath(path, stroke=1, fill=0)
