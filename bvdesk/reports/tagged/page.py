"""The page around the text: size, margins, header, footer, stamp. All of it is artifact."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from reportlab.lib.pagesizes import A4

from bvdesk.reports.tagged.canvas import Artifact, TaggedCanvas
from bvdesk.reports.tagged.fonts import Fonts
from bvdesk.reports.tagged.structure import Element
from bvdesk.reports.tagged.style import MM, Margins, Style, TextStyle
from bvdesk.reports.tagged.wording import Phrases

_HEADER_FROM_TOP = 15 * MM
_STAMP_FROM_TOP = 9 * MM
_FOOTER_FROM_BOTTOM = 12 * MM
_FOOTER_GAP = 12


class PageLook(NamedTuple):
    """How a page looks around its text.

    Attributes:
        size: width and height in points; swap them for a landscape page.
        header: text at the top left, over a hairline.
        footer: text at the bottom left.
        numbered: whether the page number stands at the bottom right.
        backdrop: draws decoration behind the text: `backdrop(canvas, width, height)`.
    """

    size: tuple[float, float] = A4
    margins: Margins = Margins()
    header: str = ""
    footer: str = ""
    numbered: bool = True
    backdrop: Callable[[TaggedCanvas, float, float], None] | None = None

    @property
    def text_width(self) -> float:
        """The width of the column, in points."""
        return self.size[0] - self.margins.left - self.margins.right

    @property
    def text_height(self) -> float:
        """The height of the column, in points."""
        return self.size[1] - self.margins.top - self.margins.bottom


class Furniture(NamedTuple):
    """Draws what stands around the text on every page. On the first page the stamp is content of `stated`."""

    style: Style
    fonts: Fonts
    phrases: Phrases
    pages: int
    stamp: str = ""
    stated: Element | None = None

    def draw(self, canvas: TaggedCanvas, look: PageLook, page: int) -> None:
        """Draw backdrop, header, footer and stamp of page number `page`."""
        if look.backdrop is not None:
            with canvas.artifact():
                look.backdrop(canvas, *look.size)
        with canvas.artifact(Artifact.HEADER):
            self._header(canvas, look)
        if self.stamp:
            self._stamp(canvas, look, self.stated if page == 1 else None)
        with canvas.artifact(Artifact.FOOTER):
            self._footer(canvas, look, page)

    def _header(self, canvas: TaggedCanvas, look: PageLook) -> None:
        left, right = look.margins.left, look.size[0] - look.margins.right
        baseline = look.size[1] - _HEADER_FROM_TOP
        if look.header:
            self._write(canvas, self.style.furniture, left, baseline, self._fitting(look.header, right - left))
            canvas.setStrokeColor(self.style.hairline)
            canvas.setLineWidth(0.4)
            canvas.line(left, baseline - 5, right, baseline - 5)

    def _stamp(self, canvas: TaggedCanvas, look: PageLook, stated: Element | None) -> None:
        """A framed line over the header, on white so that it can be read on any backdrop."""
        style, pad = self.style.stamp, 5
        left = look.size[0] - look.margins.right - self._width(style, self.stamp) - pad
        baseline = look.size[1] - _STAMP_FROM_TOP
        canvas.setStrokeColor(style.colour)
        canvas.setFillColor("#ffffff")
        canvas.setLineWidth(0.8)
        width, height = self._width(style, self.stamp) + 2 * pad, style.leading + 2
        canvas.roundRect(left - pad, baseline - height * 0.3, width, height, 2, stroke=1, fill=1)
        with canvas.content(stated) if stated is not None else canvas.artifact(Artifact.HEADER):
            self._write(canvas, style, left, baseline, self.stamp)

    def _footer(self, canvas: TaggedCanvas, look: PageLook, page: int) -> None:
        baseline = _FOOTER_FROM_BOTTOM
        left, right = look.margins.left, look.size[0] - look.margins.right
        if look.numbered:
            number = self.phrases.page.format(page=page, pages=self.pages)
            right -= self._width(self.style.furniture, number)
            self._write(canvas, self.style.furniture, right, baseline, number)
        if look.footer:
            text = self._fitting(look.footer, right - left - _FOOTER_GAP)
            self._write(canvas, self.style.furniture, left, baseline, text)

    def _fitting(self, text: str, width: float) -> str:
        """The text, or as much of it as there is room for, with an ellipsis."""
        if self._width(self.style.furniture, text) <= width:
            return text
        while text and self._width(self.style.furniture, f"{text}…") > width:
            text = text[:-1]
        return f"{text.rstrip()}…"

    def _width(self, style: TextStyle, text: str) -> float:
        return self.fonts.width(text, style.face, style.size)

    def _write(self, canvas: TaggedCanvas, style: TextStyle, x: float, baseline: float, text: str) -> None:
        canvas.setFont(self.fonts.name(style.face), style.size)
        canvas.setFillColor(style.colour)
        canvas.drawString(x, baseline, text)
