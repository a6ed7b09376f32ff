"""A table view whose chapters fold, and that can show only the rows where something is missing."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from bvdesk.ui.grid.content import GridSource
from bvdesk.ui.grid.grid_model import GridModel
from bvdesk.ui.grid.read_ahead import ReadAhead
from bvdesk.ui.grid.steady_view import SteadyView


class FoldingView(SteadyView):
    """Knows which rows and columns are seen."""

    chapters_changed = Signal()

    def __init__(self, source: GridSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid_model = GridModel(source, self)
        self._seen: list[int] | None = None
        self._collapsed: set[str] = set()
        self._only_missing = False
        self.setModel(self.grid_model)
        self._read_ahead = ReadAhead(self, self.grid_model)

    def showEvent(self, event: QShowEvent) -> None:
        """Seen again: read on."""
        super().showEvent(event)
        self._read_ahead.wait()

    def seen_rows(self) -> list[int]:
        """The rows that hold cells and are not hidden, in order; kept until rows are hidden or shown."""
        if self._seen is None:
            lines = enumerate(self.grid_model.rows)
            self._seen = [row for row, line in lines if not line.heading and not self.isRowHidden(row)]
        return self._seen

    def shown_lines(self, start: int) -> list[tuple[int, bool]]:
        """The rows that are not hidden, from one on, each with whether it is a heading."""
        lines = list(enumerate(self.grid_model.rows))[start:]
        return [(row, line.heading) for row, line in lines if not self.isRowHidden(row)]

    def seen_columns(self) -> list[int]:
        """The columns that are not hidden, in order."""
        return [column for column in range(len(self.grid_model.columns)) if not self.isColumnHidden(column)]

    def is_collapsed(self, chapter: str) -> bool:
        """Whether a chapter is folded."""
        return chapter in self._collapsed

    def collapsed(self) -> frozenset[str]:
        """The folded chapters."""
        return frozenset(self._collapsed)

    def set_collapsed(self, chapters: frozenset[str]) -> None:
        """Fold these chapters and no others."""
        self._collapsed = set(chapters)
        self.apply_hidden()
        self.chapters_changed.emit()

    @Slot(int)
    def toggle_chapter(self, row: int) -> None:
        """Fold or unfold the chapter of a heading row."""
        line = self.grid_model.rows[row]
        if line.heading:
            self._collapsed ^= {line.key}
            self.apply_hidden()
            self.chapters_changed.emit()

    def set_only_missing(self, *, on: bool) -> None:
        """Show only rows where a figure is missing; a row stays until asked again, also when it is filled."""
        self._only_missing = on
        self.apply_hidden()

    def apply_hidden(self) -> None:
        """Hide what is folded or filtered away."""
        lines = self.grid_model.rows
        kept = {row for row, line in enumerate(lines) if not line.heading and self._is_wanted(row)}
        chapters = {lines[row].chapter for row in kept}
        for row, line in enumerate(lines):
            hidden = (line.key not in chapters) if line.heading else (row not in kept or line.chapter in self._collapsed)
            if self.isRowHidden(row) != hidden:
                self.setRowHidden(row, hidden)
        self._seen = None
        self.verticalHeader().viewport().update()

    def _is_wanted(self, row: int) -> bool:
        return not self._only_missing or any(self.grid_model.missing(row, column) for column in self.seen_columns())
