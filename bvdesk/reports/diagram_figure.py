"""A chart as a figure of the tagged document: caption, drawing, source, and words for those who cannot see it."""

from __future__ import annotations

from bvdesk.domain.diagram.alt import alt_text
from bvdesk.domain.diagram.layout import good_height, layout
from bvdesk.domain.diagram.looks import PAPER
from bvdesk.domain.diagram.primitives import Weight
from bvdesk.domain.diagram.sheet import Style
from bvdesk.domain.diagram.spec import Diagram
from bvdesk.domain.malform import Malform
from bvdesk.reports.diagram_pdf import draw_picture
from bvdesk.reports.tagged import Face, Figure, Fonts, TaggedCanvas, Text
from bvdesk.reports.tagged.figures import Painter

_ELASTIC = 0.12
"""A chart so much lower is still easily read, and may save a page from ending half empty."""
_FACES = {Weight.REGULAR: Face.REGULAR, Weight.SEMIBOLD: Face.SEMIBOLD}


def paper_style(fonts: Fonts, malform: Malform) -> Style:
    """The style of charts on paper, in the written form of an edition."""

    def measure(text: str, size: float, weight: Weight) -> float:
        return fonts.width(text, _FACES[weight], size)

    return Style(measure, PAPER, malform=malform)


def diagram_figure(
    diagram: Diagram, width: float, fonts: Fonts, style: Style, *, caption: Text = "", alt: str = ""
) -> Figure:
    """A figure `width` points wide, of the height that suits the chart.

    Args:
        diagram: the chart; its source is printed below the drawing.
        width: the width of the column.
        fonts: the document's fonts.
        style: from `paper_style`.
        caption: number and title, printed above; the chart itself prints none.
        alt: a written alternative text; the generated one when empty.
    """
    height = good_height(diagram, width, style)
    words = alt or alt_text(diagram, style.malform)
    draw = painter(diagram, fonts, style)
    return Figure(draw, words, height, width, caption=caption, source=diagram.kilde, elastic=_ELASTIC)


def painter(diagram: Diagram, fonts: Fonts, style: Style) -> Painter:
    """What draws the chart, laid out for the room it is given."""
    names = {weight: fonts.name(face) for weight, face in _FACES.items()}

    def draw(canvas: TaggedCanvas, across: float, down: float) -> None:
        draw_picture(canvas, layout(diagram, across, down, style), 0, 0, names)

    return draw
