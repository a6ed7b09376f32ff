"""Moves and widens the columns of the sheet, by mouse and keyboard, and remembers it for each view of each file."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics

from bvdesk.services import sikkerhetskopi
from bvdesk.ui import window_state
from bvdesk.ui.delayed import delayed
from bvdesk.ui.desk import Desk
from bvdesk.ui.grid.columns import Arrangement
from bvdesk.ui.grid.grid_view import COLUMN_WIDTH, GridView
from bvdesk.ui.grid.headers import ColumnHeader

STEP = 16
WRITE_AFTER_MS = 300
MIN_WIDTH, MAX_WIDTH = 48, 400
MAX_USUAL_WIDTH, PADDING = 168, 20


class ColumnKeeper(QObject):
    """`arranged` when the columns stand in another order; whoever hides columns, hides them then and calls `fit`."""

    arranged = Signal()

    def __init__(self, desk: Desk, grid: GridView) -> None:
        super().__init__(grid)
        self._desk = desk
        self._grid = grid
        self._view = ""
        self._fitting = False
        self._writing = delayed(self, WRITE_AFTER_MS, self.remember)
        header = grid.horizontalHeader()
        header.sectionResized.connect(self.take_width)
        if isinstance(header, ColumnHeader):
            header.dropped.connect(self.move)

    def choose(self, view: str) -> None:
        """The arrangement of another view."""
        if self._writing.isActive():
            self.remember()
        self._view = view
        self._grid.grid_model.arrangement = Arrangement.load(window_state.read_text(self._key()))

    def fit(self) -> None:
        """Give the columns their widths."""
        self._fitting = True
        columns, widths = self._grid.grid_model.columns, self._grid.grid_model.arrangement.widths
        shown = Counter(columns[at].group for at in self._grid.seen_columns())
        for at, column in enumerate(columns):
            alone = shown[column.group] == 1
            self._grid.setColumnWidth(at, widths.get(column.slot) or self._usual_width(column.group if alone else ""))
        self._fitting = False

    def _usual_width(self, name: str) -> int:
        """With room for the name of a group that has no other column to spread it over."""
        bold = QFont(self._grid.font())
        bold.setWeight(QFont.Weight.DemiBold)
        return max(COLUMN_WIDTH, min(QFontMetrics(bold).horizontalAdvance(name) + PADDING, MAX_USUAL_WIDTH))

    @Slot(int, int)
    def move(self, at: int, to: int) -> None:
        """Put a column in the place of another."""
        self._arrange(self._grid.grid_model.moved(at, to))

    def step(self, steps: int) -> None:
        """Move the current column past its neighbour."""
        seen, here = self._grid.seen_columns(), self._grid.current_column
        if here in seen and 0 <= seen.index(here) + steps < len(seen):
            self.move(here, seen[seen.index(here) + steps])

    def widen(self, steps: int) -> None:
        """Make the current column, and those alike, wider or narrower."""
        here = self._grid.current_column
        if here >= 0:
            width = self._grid.columnWidth(here) + steps * STEP
            self._grid.setColumnWidth(here, max(MIN_WIDTH, min(width, MAX_WIDTH)))

    def reset(self) -> None:
        """As it was in the beginning."""
        self._arrange(Arrangement())

    @Slot(int, int, int)
    def take_width(self, at: int, _old: int, width: int) -> None:
        """A column got another width: so do those alike."""
        if self._fitting or not width:
            return
        model = self._grid.grid_model
        model.arrangement = model.arrangement.with_width(model.columns[at].slot, width)
        self.fit()
        self._writing.start()

    @Slot()
    def remember(self) -> None:
        """On this machine, by numbers: no name of a kommune is written outside the file."""
        self._writing.stop()
        window_state.write(self._key(), self._grid.grid_model.arrangement.dump())

    def _arrange(self, arrangement: Arrangement) -> None:
        self._fitting = True
        self._grid.arrange(arrangement)
        self.remember()
        self.arranged.emit()

    def _key(self) -> str:
        return f"kolonner/{self._view}-{sikkerhetskopi.folder(self._desk.file.path).name.rpartition('-')[2]}"
