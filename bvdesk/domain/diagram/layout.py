"""From a chart to a picture: every line and word placed, nothing painted yet."""

from __future__ import annotations

from bvdesk.domain.diagram.bar_chart import bar_height, draw_bar_chart, head_and_foot_height
from bvdesk.domain.diagram.line_chart import draw_line_chart
from bvdesk.domain.diagram.primitives import Box, Picture
from bvdesk.domain.diagram.sheet import Sheet, Style
from bvdesk.domain.diagram.spark import draw_spark
from bvdesk.domain.diagram.spec import Diagram, Slag

_ASPECT = 0.36
_LEAST = 15.0
"""The least height of an upright chart, in font sizes."""


def layout(diagram: Diagram, width: float, height: float, style: Style) -> Picture:
    """Lay a chart out in a box of `width` × `height` points; nothing goes outside it."""
    area = Box(0, 0, width, height)
    sheet = Sheet(style)
    if diagram.slag is Slag.SPARK:
        draw_spark(sheet, diagram, area)
    else:
        draw = draw_line_chart if diagram.slag is Slag.LINJE else draw_bar_chart
        if not draw(sheet, diagram, area, target_in_legend=False):
            sheet = Sheet(style)
            draw(sheet, diagram, area, target_in_legend=True)
    return Picture(width, height, tuple(sheet.primitives), tuple(sheet.hits))


def good_height(diagram: Diagram, width: float, style: Style) -> float:
    """A height that suits a chart of this width."""
    if diagram.slag is Slag.SPARK:
        return 2.2 * style.size
    if diagram.slag is Slag.LIGGENDE:
        return bar_height(diagram, width, style)
    extra = 0.0 if diagram.slag is Slag.LINJE else head_and_foot_height(diagram, width, style) - style.line_height
    return extra + max(width * _ASPECT, _LEAST * style.size)
