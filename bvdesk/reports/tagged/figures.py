"""Figures and pictures: something drawn, with words for those who cannot see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.utils import ImageReader

from bvdesk.reports.tagged.boxes import Box, TextBox, Workshop, text_box
from bvdesk.reports.tagged.canvas import TaggedCanvas
from bvdesk.reports.tagged.inline import Text
from bvdesk.reports.tagged.structure import Element
from bvdesk.reports.tagged.wording import check_description

Painter = Callable[[TaggedCanvas, float, float], None]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing. `draw(canvas, width, height)` paints it with the origin in its lower left corner.

    Attributes:
        alt: what the figure says, as a sentence; None only for decoration.
        height: in points.
        width: in points; the whole column when None.
        caption: stands over the drawing and belongs to it.
        source: stands under it, in small letters.
        floats: whether text may pass the figure when it does not fit on the page.
        elastic: how much of the height (0–1) the drawing can do without to fit on the page.
    """

    draw: Painter
    alt: str | None
    height: float
    width: float | None = None
    caption: Text = ""
    source: Text = ""
    floats: bool = True
    elastic: float = 0

    def __post_init__(self) -> None:
        if self.alt is not None:
            check_description(self.alt)

    def boxes(self, workshop: Workshop, width: float) -> Iterator[FigureBox]:
        """One box: caption, drawing and source are never parted."""
        box = FigureBox(self, Element("Figure", workshop.root, Alt=self.alt) if self.alt else None, self.width or width)
        style = workshop.style
        if self.caption:
            element = Element("Caption", box.element or workshop.root)
            box.caption = text_box(workshop, self.caption, style.caption, width, element)
        if self.source:
            box.source = text_box(workshop, self.source, style.source, width, Element("P", workshop.root))
        box.measure(style.caption.before, style.source.after)
        yield box


def picture(image: bytes, alt: str | None, width: float, *, caption: Text = "", source: Text = "") -> Figure:
    """A figure that shows an image file (PNG, JPEG …), `width` points wide; `alt` None for decoration."""
    reader = ImageReader(BytesIO(image))
    across, down = reader.getSize()

    def paint(canvas: TaggedCanvas, w: float, h: float) -> None:
        canvas.drawImage(reader, 0, 0, w, h, mask="auto")

    return Figure(paint, alt, width * down / across, width, caption, source)


class FigureBox(Box):
    """A drawing with its caption and source."""

    def __init__(self, figure: Figure, element: Element | None, width: float) -> None:
        self._figure = figure
        self.element = element
        self.width = width
        self.caption: TextBox | None = None
        self.source: TextBox | None = None
        self.floats = figure.floats
        self.height = self._down = figure.height
        self.caption_room: float = 0

    def measure(self, before: float, after: float) -> None:
        """Find the whole height, once caption and source are in place."""
        self.before, self.after = before, after
        if self.caption is not None:
            self.give_caption_room(self.caption.height + self.caption.after)
        if self.source is not None:
            self.height += self.source.height + self.source.before

    def least(self) -> float:
        """The height when the drawing is as low as it can be."""
        return self.height - self._down + self._figure.height * (1 - self._figure.elastic)

    def squeeze(self, room: float) -> bool:
        """Draw lower, so that all of it fits in `room`."""
        excess = max(0.0, self.height - room)
        self.height -= excess
        self._down -= excess
        return True

    def give_caption_room(self, room: float) -> None:
        """Let the caption take `room` points, as much as the caption of a figure beside this one."""
        self.height += room - self.caption_room
        self.caption_room = room

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw caption, drawing and source from the top down."""
        if self.caption is not None:
            self.caption.draw(canvas, x, top)
        top -= self.caption_room
        self._paint(canvas, x, top - self._down)
        if self.source is not None:
            self.source.draw(canvas, x, top - self._down - self.source.before)

    def _paint(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        if self.element is None:
            with canvas.artifact():
                self._paint_at(canvas, x, y)
            return
        edges = f"{x:.1f} {y:.1f} {x + self.width:.1f} {y + self._down:.1f}"
        self.element.attributes = f"<</O/Layout/Placement/Block/BBox[{edges}]>>"
        with canvas.content(self.element):
            self._paint_at(canvas, x, y)

    def _paint_at(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        canvas.saveState()
        canvas.translate(x, y)
        self._figure.draw(canvas, self.width, self._down)
        canvas.restoreState()
