"""The page around the text: size, margins, header, footer, stamp. All of it is artifact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from reportlab.lib.pagesizes import A4

from bvdesk.reports.tagged.canvas import Artifact, TaggedCanvas
from bvdesk.reports.tagged.fonts import Fonts
from bvdesk.reports.tagged.structure import Element
from bvdesk.reports.tagged.style import MM, Margins, Style, TextStyle
from bvdesk.reports.tagged.wording import Phrases

_STAMP_AIR = 16


@dataclass(frozen=True, slots=True)
class PageLook:
    """How a page looks around its text.

    Attributes:
        size: width and height in points; swap them for a landscape page.
        header: text at the top left, over a hairline.
        footer: text at the bottom left.
        numbered: whether the page number stands at the bottom right.
        backdrop: draws decoration behind the text: `backdrop(canvas, width, height)`.
    """

    size: tuple[float, float] = A4
    margins: Margins = field(default_factory=Margins)
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
            stated = self.stated if page == 1 else None
            with canvas.content(stated) if stated is not None else canvas.artifact(Artifact.HEADER):
                self._stamp(canvas, look)
        with canvas.artifact(Artifact.FOOTER):
            self._footer(canvas, look, page)

    def _header(self, canvas: TaggedCanvas, look: PageLook) -> None:
        left, right = look.margins.left, look.size[0] - look.margins.right
        baseline = look.size[1] - 14 * MM
        if look.header:
            self._write(canvas, self.style.furniture, left, baseline, look.header)
            canvas.setStrokeColor(self.style.hairline)
            canvas.setLineWidth(0.4)
            canvas.line(left, baseline - 5, right, baseline - 5)

    def _stamp(self, canvas: TaggedCanvas, look: PageLook) -> None:
        width = self._width(self.style.stamp, self.stamp)
        crowded = width + self._width(self.style.furniture, look.header) > look.text_width - _STAMP_AIR
        baseline = look.size[1] - 14 * MM + (self.style.stamp.leading if crowded else 0)
        self._write(canvas, self.style.stamp, look.size[0] - look.margins.right - width, baseline, self.stamp)

    def _footer(self, canvas: TaggedCanvas, look: PageLook, page: int) -> None:
        baseline = 12 * MM
        if look.footer:
            self._write(canvas, self.style.furniture, look.margins.left, baseline, look.footer)
        if look.numbered:
            number = self.phrases.page.format(page=page, pages=self.pages)
            right = look.size[0] - look.margins.right
            width = self._width(self.style.furniture, number)
            self._write(canvas, self.style.furniture, right - width, baseline, number)

    def _width(self, style: TextStyle, text: str) -> float:
        return self.fonts.width(text, style.face, style.size)

    def _write(self, canvas: TaggedCanvas, style: TextStyle, x: float, baseline: float, text: str) -> None:
        canvas.setFont(self.fonts.name(style.face), style.size)
        canvas.setFillColor(style.colour)
        canvas.drawString(x, baseline, text)
