"""Drawing tables: rows, lines, and the split between rows where a page ends."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from itertools import accumulate
from typing import NamedTuple

from bvdesk.reports.tagged.boxes import Align, Box, TextBox
from bvdesk.reports.tagged.canvas import Artifact, TaggedCanvas
from bvdesk.reports.tagged.figures import FigureBox
from bvdesk.reports.tagged.style import TableStyle

_WHOLE_UNDER = 175
_LEAST_ROWS, _LEAST_HEIGHT = 3, 70
"""On each side of a split stand at least so many rows, and rows of such a height together: four one-line rows."""


class Vertical(Enum):
    """Where the content of a cell stands in a row that is taller than it."""

    TOP = 0.0
    MIDDLE = 0.5
    BOTTOM = 1.0


class CellBox(NamedTuple):
    """A laid-out cell: its content, and where it stands from the table's left edge, in points."""

    content: Box | None
    left: float
    width: float
    rows: int
    align: Align

    @property
    def height(self) -> float:
        """The height of the content, in points."""
        return self.content.height if self.content is not None else 0

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw the content, aligned in its column."""
        content = self.content
        if isinstance(content, TextBox):
            content.align = self.align
            content.draw(canvas, x + self.left, top)
        elif isinstance(content, FigureBox):
            slack = self.width - content.width
            content.draw(canvas, x + self.left + slack * self.align.value, top)


class Row:
    """A row's own cells, and its height once `measure` has seen it; `heading`: it leads the rows below."""

    __slots__ = ("cells", "heading", "height", "reach", "total")

    def __init__(self, cells: Sequence[CellBox], *, total: bool = False, heading: bool = False) -> None:
        self.cells = cells
        self.total = total
        self.heading = heading
        self.height: float = 0
        self.reach = max((cell.rows for cell in cells), default=0)
        """How many rows down the row's own cells go."""


class Frame(NamedTuple):
    """What all parts of one table share."""

    style: TableStyle
    head: Sequence[Row]
    caption: TextBox | None
    continued: TextBox | None
    source: TextBox | None
    width: float
    vertical: Vertical


def measure(rows: Sequence[Row], style: TableStyle) -> None:
    """Give every row its height; a cell over several rows stretches the last of them when it must."""
    pad = style.pad_top + style.pad_bottom
    for row in rows:
        own = [cell.height for cell in row.cells if cell.rows == 1]
        row.height = max([*own, style.cell.leading]) + pad
    for number, row in enumerate(rows):
        for cell in row.cells:
            if cell.rows > 1:
                covered = rows[number : number + cell.rows]
                covered[-1].height += max(0, cell.height + pad - _height(covered))


class TableBox(Box):
    """A table, or the part of it that stands on one page; the parts share the table's elements."""

    def __init__(self, frame: Frame, rows: Sequence[Row], *, first: bool = True, last: bool = True) -> None:
        self._frame = frame
        self._rows = rows
        self._edges = [0.0, *accumulate(row.height for row in rows)]
        self._first = self.yields = first
        self._source = frame.source if last else None
        self._caption = frame.caption if first else frame.continued
        self._top_height = _height(frame.head)
        if self._caption is not None:
            self._top_height += self._caption.height + self._caption.after
            self.before = self._caption.before
        self.after = frame.style.after if last else 0
        self.height = self._height_of(len(rows))
        if self._source is not None:
            self.height += self._source.before + self._source.height
            self.after = self._source.after

    def least(self) -> float:
        """Caption, head and a few rows; a small table stays whole."""
        if self.height <= _WHOLE_UNDER:
            return self.height
        return next((self._height_of(cut) for cut in self._cuts() if self._is_good(cut)), self.height)

    def split(self, room: float) -> tuple[Box, Box] | None:
        """The rows that fit, and the others under a repeated head; no cell is cut, and no few rows left alone."""
        counts = [cut for cut in self._cuts() if self._height_of(cut) <= room + 0.01]
        if not counts:
            return None
        even = max(counts, key=lambda cut: (round(self._lesser_part(cut)), -cut))
        count = next((cut for cut in reversed(counts) if self._is_good(cut)), even)
        first = TableBox(self._frame, self._rows[:count], first=self._first, last=False)
        return first, TableBox(self._frame, self._rows[count:], first=False)

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw caption, head and rows; what repeats on a following page is an artifact."""
        if self._first:
            self._draw_top(canvas, x, top)
        else:
            with canvas.artifact(Artifact.REPEATED):
                self._draw_top(canvas, x, top)
        self._draw_rows(canvas, x, top - self._top_height, self._rows, self._frame.vertical)
        self._draw_lines(canvas, x, top - self._top_height)
        if self._source is not None:
            self._source.draw(canvas, x, top - self.height + self._source.height)

    def _height_of(self, count: int) -> float:
        return self._top_height + self._edges[count]

    def _is_good(self, cut: int) -> bool:
        """Whether enough stands on both sides of a split."""
        return _LEAST_ROWS <= cut <= len(self._rows) - _LEAST_ROWS and self._lesser_part(cut) >= _LEAST_HEIGHT

    def _lesser_part(self, cut: int) -> float:
        """The height of the rows on that side of a split where there is less."""
        return min(self._edges[cut], self._edges[-1] - self._edges[cut])

    def _cuts(self) -> list[int]:
        """How many rows may stand before a split, so that no cell is cut and no heading parted from its rows."""
        cuts, reach = [], 0
        for number, row in enumerate(self._rows, start=1):
            reach = max(reach, number - 1 + row.reach)
            if reach == number and number < len(self._rows) and not row.heading:
                cuts.append(number)
        return cuts

    def _draw_top(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        if self._caption is not None:
            self._caption.draw(canvas, x, top)
        foot = top - self._top_height
        self._draw_rows(canvas, x, foot + _height(self._frame.head), self._frame.head, Vertical.BOTTOM)
        if self._frame.head:
            self._line(canvas, x, foot, self._frame.style.head_line, self._frame.style.line_colour)

    def _draw_rows(self, canvas: TaggedCanvas, x: float, top: float, rows: Sequence[Row], vertical: Vertical) -> None:
        style = self._frame.style
        edges = [0.0, *accumulate(row.height for row in rows)]
        share = vertical.value
        for number, row in enumerate(rows):
            for cell in row.cells:
                height = edges[min(number + cell.rows, len(rows))] - edges[number]
                slack = height - cell.height - style.pad_top - style.pad_bottom
                down = edges[number] + style.pad_top + slack * share
                cell.draw(canvas, x, top - down)

    def _draw_lines(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        style = self._frame.style
        whole = {*self._cuts(), len(self._rows)}
        for number, row in enumerate(self._rows, start=1):
            top -= row.height
            before_total = number < len(self._rows) and self._rows[number].total and not row.total
            if number == len(self._rows) or before_total:
                self._line(canvas, x, top, style.last_line, style.line_colour)
            elif number in whole:
                self._line(canvas, x, top, style.row_line, style.row_colour)

    def _line(self, canvas: TaggedCanvas, x: float, y: float, thickness: float, colour: str) -> None:
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(thickness)
        canvas.line(x, y, x + self._frame.width, y)


def _height(rows: Sequence[Row]) -> float:
    return sum(row.height for row in rows)
