"""The grid: what a spreadsheet user's hands expect, every command one step in the source."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QEvent, QItemSelectionRange, QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QLineEdit, QWidget

from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.innlesing import parse_inntasting
from bvdesk.domain.tall.verdi import Status, Verdi
from bvdesk.ui.grid.block import Placed, parse_block
from bvdesk.ui.grid.columns import Arrangement
from bvdesk.ui.grid.content import GridSource
from bvdesk.ui.grid.copying import bare_text, named_text
from bvdesk.ui.grid.grid_delegate import GridDelegate
from bvdesk.ui.grid.headers import ColumnHeader, RowHeader
from bvdesk.ui.grid.moving_view import Index, MovingView
from bvdesk.ui.grid.pasting import plan

OWN_FORMAT = "application/x-bvdesk-celler"
COLUMN_WIDTH = 96
_A_HEADING = UserError("En overskrift har ingen celler.", "Velg en celle under den, og prøv igjen.")
_ONE_BLOCK = UserError("Det merkede er ikke ett sammenhengende område.", "Merk ett rektangel av celler og prøv igjen.")


class GridView(MovingView):
    """Commands on cells. Each writes all its entries as one step, or nothing. `pasted` tells what a block became."""

    pasted = Signal(object)

    def __init__(self, source: GridSource, parent: QWidget | None = None) -> None:
        super().__init__(source, parent)
        self.group_ends: frozenset[int] = frozenset()
        self._delegate = GridDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setVerticalHeader(RowHeader(self))
        self.setHorizontalHeader(ColumnHeader(self))
        self.horizontalHeader().setDefaultSectionSize(COLUMN_WIDTH)
        self.horizontalHeader().setHighlightSections(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.verticalHeader().sectionClicked.connect(self.toggle_chapter)
        self.fit_headers()
        self.note_groups()

    def set_source(self, source: GridSource) -> None:
        """Show other rows and columns, with the same chapters folded."""
        self.grid_model.set_source(source)
        self._note_columns()

    def arrange(self, arrangement: Arrangement) -> None:
        """Show the columns in another order; the cursor stays on its cell."""
        row, column = self.current_row, self.current_column
        key = self.grid_model.columns[column].key if column >= 0 else ""
        self.grid_model.arrange(arrangement)
        self._note_columns()
        places = {heading.key: at for at, heading in enumerate(self.grid_model.columns)}
        if row >= 0 and key:
            self.choose(row, places[key])

    def _note_columns(self) -> None:
        self._seen = None
        self.fit_headers()
        self.note_groups()
        self.apply_hidden()

    def fit_headers(self) -> None:
        """Row labels get what they need, within reason."""
        header = self.verticalHeader()
        if isinstance(header, RowHeader):
            header.fit(self.width())
            self.updateGeometries()

    def note_groups(self) -> None:
        """Which columns a line should part from the next seen one; kept ready for painting."""
        columns, seen = self.grid_model.columns, self.seen_columns()
        pairs = zip(seen, [*seen[1:], None], strict=True)
        self.group_ends = frozenset(a for a, b in pairs if b is None or columns[a].group != columns[b].group)

    def commit_editor(self, editor: QLineEdit, index: Index) -> bool:
        """Save what stands in the editor; False, with the reason said, when it cannot be."""
        return self._delegate.commit(editor, index)

    @Slot()
    def copy(self) -> None:
        """Put the block on the clipboard: as seen for others (a whole sheet with names), no comparisons for us."""
        try:
            rows, columns = self._block()
        except UserError as error:
            self.refused.emit(error)
            return
        own = [column for column in columns if not self.grid_model.columns[column].quiet] or columns
        data = QMimeData()
        whole = len(rows) * len(columns) > 1 and (rows, columns) == (self.seen_rows(), self.seen_columns())
        data.setText((named_text if whole else bare_text)(self.grid_model, rows, columns))
        data.setData(OWN_FORMAT, bare_text(self.grid_model, rows, own).encode())
        QGuiApplication.clipboard().setMimeData(data)

    @Slot()
    def cut(self) -> None:
        """Copy, then empty."""
        self.copy()
        self.clear_cells()

    @Slot()
    def paste(self) -> None:
        """Lay the clipboard's block on the grid from the upper left cell of the selection; all of it or nothing."""
        data = QGuiApplication.clipboard().mimeData()
        try:
            raw = data.data(OWN_FORMAT).data() if data.hasFormat(OWN_FORMAT) else b""
            block = parse_block(bytes(raw).decode() or data.text())
            if _is_single(block):
                self._write(self._fill_selection(block[0][0]))
            elif block:
                self._paste_block(block, own=bool(raw))
        except UserError as error:
            self.refused.emit(error)

    @Slot()
    def fill_down(self) -> None:
        """Give the selected cells the value of the topmost (or of the cell above, when only one is selected)."""
        self._fill(down=True)

    @Slot()
    def fill_right(self) -> None:
        """Give the selected cells the value of the leftmost (or of the cell to the left, when only one is selected)."""
        self._fill(down=False)

    @Slot()
    def set_zero(self) -> None:
        """Nothing, counted: 0."""
        self._set_all(Verdi(Decimal(0)))

    @Slot()
    def clear_cells(self) -> None:
        """Nothing reported: empty."""
        self._set_all(None)

    @Slot()
    def set_unknown(self) -> None:
        """There is a figure, but nobody can give it."""
        self._set_all(Verdi(None, Status.KAN_IKKE_TALLFESTES))

    @Slot()
    def set_not_relevant(self) -> None:
        """The question does not apply here."""
        self._set_all(Verdi(None, Status.IKKE_AKTUELT))

    @Slot()
    def set_withheld(self) -> None:
        """There is a figure, and it is kept back."""
        self._set_all(Verdi(None, Status.TILBAKEHOLDT))

    @Slot()
    def next_missing(self) -> bool:
        """Go to the next cell that waits for a figure, round from the end; False when there is none."""
        ordered = list(self.positions(by_row=False))
        here = (self.current_column, self.current_row)
        rotated = [p for p in ordered if (p[1], p[0]) > here] + [p for p in ordered if (p[1], p[0]) <= here]
        for row, column in rotated:
            if self.grid_model.missing(row, column):
                self.choose(row, column)
                return True
        return False

    def find_label(self, text: str, *, from_next: bool) -> bool:
        """Go to the next row whose label holds the text; unfolds its chapter. False when there is none."""
        lines, wanted = self.grid_model.rows, text.casefold().strip()
        start = max(self.current_row, 0) + (1 if from_next else 0)
        order = [*range(start, len(lines)), *range(start)]
        for row in order:
            if wanted and not lines[row].heading and wanted in lines[row].label.casefold():
                self._unfold(row)
                self.choose(row, max(self.current_column, 0))
                return True
        return False

    @Slot()
    def collapse_all(self) -> None:
        """Fold every chapter."""
        self.set_collapsed(frozenset(line.key for line in self.grid_model.rows if line.heading))

    @Slot()
    def expand_all(self) -> None:
        """Unfold every chapter."""
        self.set_collapsed(frozenset())

    def _unfold(self, row: int) -> None:
        if self.isRowHidden(row):
            self._collapsed.discard(self.grid_model.rows[row].chapter)
            self._only_missing = False
            self.apply_hidden()

    def _block(self) -> tuple[list[int], list[int]]:
        """Seen rows and columns of the selection; UserError when it is not one rectangle of cells."""
        ranges = [r for r in self.selectionModel().selection().toList() if r.isValid()]
        top, bottom, left, right = _bounds(ranges) if ranges else (self.current_row,) * 2 + (self.current_column,) * 2
        rows = [row for row in self.seen_rows() if top <= row <= bottom]
        columns = [column for column in self.seen_columns() if left <= column <= right]
        boxes = [(r.top(), r.bottom(), r.left(), r.right()) for r in ranges]
        if len(boxes) > 1 and not all(_inside(boxes, row, column) for row in rows for column in columns):
            raise _ONE_BLOCK
        if not rows:
            raise _A_HEADING
        return rows, columns

    def _editable_selected(self) -> list[tuple[int, int]]:
        chosen = [(i.row(), i.column()) for i in self.selectedIndexes()] or [(self.current_row, self.current_column)]
        seen, model = set(self.seen_rows()), self.grid_model
        found = [p for p in chosen if p[0] in seen and model.editable(*p)]
        # One calculated cell is typed in on purpose; among many it goes on being worked out.
        return found if len(chosen) == 1 else [p for p in found if model.awaits_entry(*p) or not model.cell(*p).calculated]

    def _set_all(self, verdi: Verdi | None) -> None:
        self._end_editing()
        self._write([Placed(row, column, verdi) for row, column in self._editable_selected()])

    def _fill_selection(self, text: str) -> list[Placed]:
        cells = self._editable_selected()
        if not cells:
            raise self.closed_here()
        return [Placed(row, column, self.grid_model.parse(row, text)) for row, column in cells]

    def _fill(self, *, down: bool) -> None:
        self._end_editing()
        try:
            rows, columns = self._block()
            if (len(rows) if down else len(columns)) == 1:
                rows, columns = self._with_neighbour(rows, columns, down=down)
            placed: list[Placed] = []
            for line in columns if down else rows:
                cells = [(row, line) for row in rows] if down else [(line, column) for column in columns]
                source, *rest = [cell for cell in cells if self.grid_model.editable(*cell)] or [cells[0]]
                verdi = parse_inntasting(self.grid_model.cell(*source).plain)
                placed += [Placed(row, column, verdi) for row, column in rest]
            self._write(placed)
        except UserError as error:
            self.refused.emit(error)

    def _with_neighbour(self, rows: list[int], columns: list[int], *, down: bool) -> tuple[list[int], list[int]]:
        before = [row for row in self.seen_rows() if row < rows[0] and self.grid_model.editable(row, columns[0])]
        beside = [
            column for column in self.seen_columns() if column < columns[0] and self.grid_model.editable(rows[0], column)
        ]
        return ([*before[-1:], *rows], columns) if down else (rows, [*beside[-1:], *columns])

    def _paste_block(self, block: list[list[str]], *, own: bool) -> None:
        rows, columns = self._block()
        beside = [c for c in self.seen_columns() if c >= columns[0] and not self.grid_model.columns[c].quiet]
        pasted = plan(self.grid_model, block, self.shown_lines(rows[0]), beside, own=own).carry_out()
        if pasted is not None:
            self.pasted.emit(pasted)

    def _write(self, placed: list[Placed]) -> None:
        self.grid_model.write([self.grid_model.entry(p.row, p.column, p.verdi) for p in placed])

    def _end_editing(self) -> None:
        editor = self.indexWidget(self.currentIndex())
        if isinstance(editor, QLineEdit):
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def changeEvent(self, event: QEvent) -> None:
        """A new theme or font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._delegate.renew_paints()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete empties, also where no menu stands behind the key."""
        if event.key() == Qt.Key.Key_Delete:
            self.clear_cells()
        else:
            super().keyPressEvent(event)


def _is_single(block: list[list[str]]) -> bool:
    return len(block) == 1 and len(block[0]) == 1


def _inside(boxes: list[tuple[int, int, int, int]], row: int, column: int) -> bool:
    return any(top <= row <= bottom and left <= column <= right for top, bottom, left, right in boxes)


def _bounds(ranges: list[QItemSelectionRange]) -> tuple[int, int, int, int]:
    return (
        min(r.top() for r in ranges),
        max(r.bottom() for r in ranges),
        min(r.left() for r in ranges),
        max(r.right() for r in ranges),
    )
