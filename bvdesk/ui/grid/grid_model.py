"""The table model of the grid: thin, lazy, with everything that is asked for often kept ready."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from bvdesk.domain.tall.innlesing import parse_antall, parse_inntasting
from bvdesk.domain.tall.verdi import Verdi
from bvdesk.ui.grid.columns import Arrangement
from bvdesk.ui.grid.content import Entry, GridCell, GridColumn, GridRow, GridSource

_NONE = Qt.ItemFlag.NoItemFlags
_SEEN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITABLE = _SEEN | Qt.ItemFlag.ItemIsEditable
_DISPLAY = Qt.ItemDataRole.DisplayRole
_EDIT = Qt.ItemDataRole.EditRole
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_HORIZONTAL = Qt.Orientation.Horizontal
_EMPTY = GridCell()

Index = QModelIndex | QPersistentModelIndex


class GridModel(QAbstractTableModel):
    """Rows and columns of a source; a cell is fetched when first painted and forgotten when something changed."""

    def __init__(self, source: GridSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self.arrangement = Arrangement()
        self._cells: dict[tuple[int, int], GridCell] = {}
        self.rows: Sequence[GridRow] = tuple(source.rows)
        self.columns: Sequence[GridColumn] = tuple(source.columns)

    def set_source(self, source: GridSource) -> None:
        """Show other rows and columns."""
        self.beginResetModel()
        self.source = source
        self._cells.clear()
        self.rows, self.columns = tuple(source.rows), self.arrangement.arrange(source.columns)
        self.endResetModel()

    def arrange(self, arrangement: Arrangement) -> None:
        """Show the columns in another order."""
        self.arrangement = arrangement
        self.set_source(self.source)

    def moved(self, at: int, to: int) -> Arrangement:
        """The arrangement after one column was put in the place of another."""
        return self.arrangement.moved(self.source.columns, at, to)

    def forget_cells(self, rows: frozenset[str] | None = None) -> None:
        """Something changed in these rows (None: anywhere): ask the source again for what is seen of them."""
        last = len(self.columns) - 1
        for first, end in _runs([at for at, line in enumerate(self.rows) if rows is None or line.key in rows]):
            for at in range(first, end):
                for column in range(last + 1):
                    self._cells.pop((at, column), None)
            self.dataChanged.emit(self.index(first, 0), self.index(end - 1, last))

    def cell(self, row: int, column: int) -> GridCell:
        """The cell at a position."""
        found = self._cells.get((row, column))
        if found is None:
            found = self._cells[row, column] = self._fetch(row, column)
        return found

    def _fetch(self, row: int, column: int) -> GridCell:
        line = self.rows[row]
        return _EMPTY if line.heading else self.source.cell(line.key, self.columns[column].key)

    def editable(self, row: int, column: int) -> bool:
        """Whether the cell can be written in."""
        return self.awaits_entry(row, column) or self.cell(row, column).writable

    def awaits_entry(self, row: int, column: int) -> bool:
        """Whether somebody is expected to write in the cell: where Enter and Tab stop."""
        line = self.rows[row]
        return not line.heading and self.source.awaits_entry(line.key, self.columns[column].key)

    def why_closed(self, row: int, column: int) -> str:
        """Why the cell cannot be written in, and where one writes instead."""
        return self.source.why_closed(self.rows[row].key, self.columns[column].key)

    def missing(self, row: int, column: int) -> bool:
        """Whether the cell waits for a figure."""
        return self.awaits_entry(row, column) and self.cell(row, column).missing

    def name(self, row: int, column: int) -> str:
        """What the cell is called in a message: «Meldinger mottatt, Namsos 3. kvartal 2025»."""
        heading = self.columns[column]
        return f"{self.rows[row].label}, {f'{heading.group} {heading.title}'.strip()}"

    def parse(self, row: int, text: str) -> Verdi | None:
        """What a text means in a row; UserError when it cannot be read."""
        return parse_antall(text) if self.rows[row].whole else parse_inntasting(text)

    def entry(self, row: int, column: int, verdi: object) -> Entry:
        """An entry for a position."""
        return Entry(self.rows[row].key, self.columns[column].key, verdi)  # type: ignore[arg-type]

    def write(self, entries: Sequence[Entry]) -> bool:
        """Save entries; their rows are asked for again."""
        if not entries or not self.source.write(entries):
            return False
        self.forget_cells(frozenset(entry.row for entry in entries))
        return True

    def spoken(self, row: int, column: int) -> str:
        """What a screen reader says of a cell."""
        cell = self.cell(row, column)
        parts = (f"{self.name(row, column)}: {cell.text or 'tom'}", cell.spoken, "har kommentar" if cell.comment else "")
        return ", ".join(part for part in parts if part)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Which cells can be edited; asked for each cell of each repaint."""
        if not index.isValid():
            return _NONE
        return _EDITABLE if self.cell(index.row(), index.column()).writable else _SEEN

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Texts only: colours and alignment belong to the delegate."""
        if role == _DISPLAY:
            return self.cell(index.row(), index.column()).text
        if role == _EDIT:
            return self.cell(index.row(), index.column()).plain
        if role == _SPOKEN:
            return self.spoken(index.row(), index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """Labels of rows and columns."""
        if role not in (_DISPLAY, _SPOKEN, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation == _HORIZONTAL:
            column = self.columns[section]
            return f"{column.group} {column.title}".strip()
        row = self.rows[section]
        return f"{row.label} ({row.unit})" if row.unit else row.label


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Rows in order as stretches (first, end): what is not touched, is not painted again."""
    for _, stretch in itertools.groupby(enumerate(rows), lambda pair: pair[1] - pair[0]):
        places = [row for _, row in stretch]
        yield places[0], places[-1] + 1
