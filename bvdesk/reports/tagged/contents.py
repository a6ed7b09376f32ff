"""The table of contents. The headings are known from the story, so one pass is enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bvdesk.reports.tagged.boxes import Box, Entry, TextBox, Workshop, text_box
from bvdesk.reports.tagged.canvas import TaggedCanvas
from bvdesk.reports.tagged.lines import plain_ink
from bvdesk.reports.tagged.structure import Element
from bvdesk.reports.tagged.style import TextStyle

_NUMBER_WIDTH = 30


@dataclass(frozen=True, slots=True)
class Contents:
    """The listed headings down to `levels`, each a link to its place, with page numbers."""

    levels: int = 2

    def boxes(self, workshop: Workshop, width: float) -> Iterator[Box]:
        """One box for every heading."""
        whole = Element("TOC", workshop.root, attach=False)
        for entry in workshop.entries:
            if entry.level <= self.levels:
                whole.attach()
                yield _entry_box(workshop, entry, width, Element("TOCI", whole))


def _entry_box(workshop: Workshop, entry: Entry, width: float, element: Element) -> Box:
    styles = workshop.style.contents
    style = styles[min(entry.level, len(styles)) - 1]
    indent = workshop.style.contents_indent * (entry.level - 1)
    link = Element("Link", Element("Reference", element))
    text = text_box(workshop, entry.text + " ", style, width - indent - _NUMBER_WIDTH, link)
    return ContentsBox(workshop, entry, text, style, (indent, width, link))


class ContentsBox(Box):
    """One line of the contents: heading, dots, page number; all of it one link."""

    def __init__(
        self,
        workshop: Workshop,
        entry: Entry,
        text: TextBox,
        style: TextStyle,
        place: tuple[float, float, Element],
    ) -> None:
        self._workshop = workshop
        self._entry = entry
        self._text = text
        self._style = style
        self._indent, self._width, self._link = place
        self.height, self.before = text.height, style.before

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw the line; the page number is known by now."""
        entry, style = self._entry, self._style
        self._text.draw(canvas, x + self._indent, top)
        number = str(entry.page)
        wide = plain_ink(style, self._link, self._workshop.fonts).widths[number]
        box = text_box(self._workshop, number, style, wide, self._link)
        right = x + self._width
        foot = top - self.height
        box.draw(canvas, right - wide, foot + style.leading)
        if entry.level > 1:
            start = x + self._indent + self._text.last_width + 6
            self._draw_dots(canvas, start, right - wide - 6, foot + style.leading * 0.32)
        name = f"{entry.text}, {self._workshop.phrases.page_alone.format(page=number)}"
        canvas.add_link(self._link, f"#{entry.key}", (x + self._indent, foot, right, top), name)

    def _draw_dots(self, canvas: TaggedCanvas, start: float, end: float, y: float) -> None:
        canvas.setStrokeColor(self._workshop.style.hairline)
        canvas.setLineWidth(0.5)
        canvas.setDash([0.5, 2.5])
        canvas.line(start, y, end, y)
        canvas.setDash([])
