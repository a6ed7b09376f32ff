"""Figures side by side, in columns of equal width, read one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bvdesk.reports.tagged.boxes import Box, Workshop
from bvdesk.reports.tagged.canvas import TaggedCanvas
from bvdesk.reports.tagged.figures import Figure, FigureBox


@dataclass(frozen=True, slots=True)
class Beside:
    """Figures in rows of `columns`, `gap` points of air between them: a layout, not a table.

    A last row that is not full keeps its columns.
    """

    figures: Sequence[Figure]
    columns: int = 2
    gap: float = 18

    def boxes(self, workshop: Workshop, width: float) -> Iterator[Box]:
        """A box for every row, never broken over pages."""
        column = (width - self.gap * (self.columns - 1)) / self.columns
        for start in range(0, len(self.figures), self.columns):
            row = self.figures[start : start + self.columns]
            yield _Row([box for figure in row for box in figure.boxes(workshop, column)], column + self.gap)


class _Row(Box):
    """Figures at equal distance from left to right, captions and drawings in line."""

    def __init__(self, parts: Sequence[FigureBox], step: float) -> None:
        room = max(part.caption_room for part in parts)
        for part in parts:
            part.give_caption_room(room)
        self._parts = parts
        self._step = step
        self.height = max(part.height for part in parts)
        self.before = max(part.before for part in parts)
        self.after = max(part.after for part in parts)

    def least(self) -> float:
        """The height when every drawing is as low as it can be."""
        return max(part.least() for part in self._parts)

    def squeeze(self, room: float) -> bool:
        """Draw lower, so that all of it fits in `room`."""
        for part in self._parts:
            part.squeeze(room)
        self.height = max(part.height for part in self._parts)
        return True

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw each part in its column."""
        for index, part in enumerate(self._parts):
            part.draw(canvas, x + index * self._step, top)
