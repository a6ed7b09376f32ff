"""A trend line as small as a word: no axes, no numbers, its own scale."""

from __future__ import annotations

from decimal import Decimal

from bvdesk.domain.diagram.axis import Axis, shown_extremes
from bvdesk.domain.diagram.lines import draw_serie, draw_withheld
from bvdesk.domain.diagram.looks import LineLook, line_looks
from bvdesk.domain.diagram.plot import Plot, add_hits
from bvdesk.domain.diagram.primitives import Box
from bvdesk.domain.diagram.sheet import Sheet
from bvdesk.domain.diagram.spec import Diagram

_EDGE = 3.0
_THINNER = 0.7


def draw_spark(sheet: Sheet, diagram: Diagram, area: Box) -> None:
    """Draw the lines between the lowest and the highest shown value, which fill the height."""
    values = [Decimal(str(v)) for v in shown_extremes(diagram)] or [Decimal(0)]
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 1, high + 1
    box = Box(area.x, area.y + _EDGE, area.w, area.h - 2 * _EDGE)
    plot = Plot(box, Axis((low, high), 0), len(diagram.x_etiketter))
    draw_withheld(sheet, plot, diagram)
    looks = line_looks(diagram.serier, sheet.palette)
    for serie, look in reversed(list(zip(diagram.serier, looks, strict=True))):
        thin = LineLook(look.colour, look.width * _THINNER, look.dash, look.marker)
        draw_serie(sheet, plot, thin, serie, diagram.brudd)
    add_hits(sheet, plot, diagram)
