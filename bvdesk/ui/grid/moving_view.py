"""A table view that moves as a spreadsheet does: Enter, Tab, Ctrl+arrows, folding chapters, and a way out."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator
from enum import Enum

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

from bvdesk.domain.errors import UserError
from bvdesk.ui.grid.content import GridSource
from bvdesk.ui.grid.folding_view import FoldingView

Index = QModelIndex | QPersistentModelIndex
Position = tuple[int, int]

_Cursor = QAbstractItemView.CursorAction
_CURSOR_STEPS = {_Cursor.MoveUp: (-1, 0), _Cursor.MoveDown: (1, 0), _Cursor.MoveLeft: (0, -1), _Cursor.MoveRight: (0, 1)}
_CURSOR_KEYS = {
    Qt.Key.Key_Up: _Cursor.MoveUp,
    Qt.Key.Key_Down: _Cursor.MoveDown,
    Qt.Key.Key_Left: _Cursor.MoveLeft,
    Qt.Key.Key_Right: _Cursor.MoveRight,
    Qt.Key.Key_Home: _Cursor.MoveHome,
    Qt.Key.Key_End: _Cursor.MoveEnd,
    Qt.Key.Key_PageUp: _Cursor.MovePageUp,
    Qt.Key.Key_PageDown: _Cursor.MovePageDown,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class EnterMove(Enum):
    """Where Enter goes."""

    NED = "ned"
    HOYRE = "høyre"
    BLI = "bli"


class MovingView(FoldingView):
    """Moves and selects; knows which rows are seen and which cells can be written in."""

    refused = Signal(object)
    cell_chosen = Signal(int, int)

    def __init__(self, source: GridSource, parent: QWidget | None = None) -> None:
        super().__init__(source, parent)
        self.current_row = self.current_column = -1
        self._anchor: Position = (0, 0)
        self.enter_move = EnterMove.NED
        self.setTabKeyNavigation(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)

    def positions(self, *, by_row: bool) -> Iterator[Position]:
        """Every seen position, along rows or down columns."""
        rows, columns = self.seen_rows(), self.seen_columns()
        if by_row:
            yield from ((row, column) for row in rows for column in columns)
        else:
            yield from ((row, column) for column in columns for row in rows)

    def choose(self, row: int, column: int) -> None:
        """Make a cell the current one, and the only one selected."""
        index = self.grid_model.index(row, column)
        self._anchor = self.current_row, self.current_column = row, column
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def extend_to(self, row: int, column: int) -> None:
        """Select the rectangle from where the selection began to a cell, and make that the current one."""
        index = self.grid_model.index
        top, bottom = sorted((self._anchor[0], row))
        left, right = sorted((self._anchor[1], column))
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index(row, column), flags.NoUpdate)
        self.selectionModel().select(QItemSelection(index(top, left), index(bottom, right)), flags.ClearAndSelect)
        self.scrollTo(index(row, column))

    def choose_keys(self, row: str, column: str) -> None:
        """Make the cell with these keys the current one; a row that is not there gives the first."""
        rows = [at for at, line in enumerate(self.grid_model.rows) if line.key == row]
        columns = [at for at, heading in enumerate(self.grid_model.columns) if heading.key == column]
        self.choose(rows[0] if rows else next(iter(self.seen_rows()), 0), columns[0])

    def choose_first(self) -> None:
        """Start where one would begin to type."""
        self.current_row = self.current_column = -1
        if not self.move_to_next(by_row=False):
            self.choose(next(iter(self.seen_rows()), 0), 0)

    def move_to_next(self, *, by_row: bool, backwards: bool = False) -> bool:
        """Go to the next cell that can be written in; False at the end."""
        for row, column in self._onwards(by_row=by_row, backwards=backwards):
            if self.grid_model.awaits_entry(row, column):
                self.choose(row, column)
                return True
        return False

    def _onwards(self, *, by_row: bool, backwards: bool) -> Iterator[Position]:
        """The seen positions after the current one (before it, nearest first, when backwards)."""
        lines, places = self.seen_rows(), self.seen_columns()
        line, place = self.current_row, self.current_column
        if not by_row:
            lines, places, line, place = places, lines, place, line
        at, within = (bisect_left(lines, line), bisect_left(places, place))
        same = bool(lines[at : at + 1] == [line])
        if backwards:
            rest = [(line, other) for other in reversed(places[:within])] if same else []
            found = itertools.chain(rest, itertools.product(reversed(lines[:at]), list(reversed(places))))
        else:
            rest = [(line, other) for other in places[within:] if other != place] if same else []
            found = itertools.chain(rest, itertools.product(lines[at + same :], places))
        yield from (found if by_row else ((b, a) for a, b in found))

    def press_enter(self, *, backwards: bool) -> None:
        """Where Enter goes after a cell is finished."""
        if self.enter_move is not EnterMove.BLI:
            self.move_to_next(by_row=self.enter_move is EnterMove.HOYRE, backwards=backwards)

    def leave_editor(self, editor: QLineEdit, event: QKeyEvent) -> None:
        """A key that ends editing: save first, and move only when it was saved."""
        index = self.currentIndex()
        if not self.commit_editor(editor, index):
            return
        editor.setText(self.grid_model.cell(index.row(), index.column()).plain)
        self.finish_editor(editor)
        self.keyPressEvent(event)

    def _fold_by_key(self, key: int) -> bool:
        """Left folds a heading, Right unfolds it, Space and Enter do either."""
        line = self.grid_model.rows[self.current_row] if self.current_row >= 0 else None
        if line is None or not line.heading:
            return False
        folded = self.is_collapsed(line.key)
        wanted = {Qt.Key.Key_Left: True, Qt.Key.Key_Right: False}.get(Qt.Key(key), not folded)
        if key not in (*_ENTER, Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right):
            return False
        if wanted != folded:
            self.toggle_chapter(self.current_row)
        return True

    def _jump(self, step: Position) -> Position:
        """Where Ctrl+arrow goes: the end of a run of filled cells, or the next filled cell, or the edge."""
        line = self._line_of_sight(step)
        if not line:
            return self.current_row, self.current_column
        filled = [bool(self.grid_model.cell(*position).text) for position in line]
        in_run = filled[0] and bool(self.grid_model.cell(self.current_row, self.current_column).text)
        stop = next((i for i, full in enumerate(filled) if full != in_run), None)
        if stop is None:
            return line[-1]
        return line[stop - 1] if in_run else line[stop]

    def _line_of_sight(self, step: Position) -> list[Position]:
        """The seen positions in one direction, nearest first."""
        down, right = step
        if down:
            rows = [row for row in self.seen_rows() if (row - self.current_row) * down > 0]
            return [(row, self.current_column) for row in (rows if down > 0 else reversed(rows))]
        columns = [column for column in self.seen_columns() if (column - self.current_column) * right > 0]
        return [(self.current_row, column) for column in (columns if right > 0 else reversed(columns))]

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Keep the current position ready for painting."""
        self.current_row, self.current_column = current.row(), current.column()
        super().currentChanged(current, previous)
        for row in {current.row(), previous.row()}:
            self.update_label(row)
        self.cell_chosen.emit(current.row(), current.column())

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Ctrl+arrows jump over blocks."""
        if modifiers & _CTRL and action in _CURSOR_STEPS and self.current_row >= 0:
            return self.grid_model.index(*self._jump(_CURSOR_STEPS[action]))
        return super().moveCursor(action, modifiers)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Shift and a click select from where the selection began, also when that was reached by keyboard."""
        index = self.indexAt(event.position().toPoint())
        if event.modifiers() & _SHIFT and index.isValid() and self.current_row >= 0:
            self.extend_to(index.row(), index.column())
            return
        super().mousePressEvent(event)
        self._anchor = (self.current_row, self.current_column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Tab and chapters are ours; the rest is Qt's."""
        key, backwards = event.key(), bool(event.modifiers() & _SHIFT)
        if not event.modifiers() & _CTRL and self._fold_by_key(key):
            return
        if key == Qt.Key.Key_Home and event.modifiers() == _CTRL:
            self._go_home()
        elif key in _CURSOR_KEYS and self.current_row >= 0:
            self._move_cursor(_CURSOR_KEYS[Qt.Key(key)], event.modifiers())
        elif key in _ENTER:
            self.press_enter(backwards=backwards)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            leave = bool(event.modifiers() & _CTRL)
            back = key == Qt.Key.Key_Backtab or backwards
            if leave or not self.move_to_next(by_row=True, backwards=back):
                self._leave_grid(backwards=back)
        elif not self._refuse_typing(event):
            self.scrollTo(self.currentIndex())
            super().keyPressEvent(event)

    def _go_home(self) -> None:
        """To where one would begin to type, with what stands over it and before it in sight."""
        self.scrollToTop()
        self.horizontalScrollBar().setValue(0)
        self.choose_first()

    def _refuse_typing(self, event: QKeyEvent) -> bool:
        """A figure typed in a cell that takes none is not swallowed in silence, nor taken by Qt for a search."""
        row, column, model = self.current_row, self.current_column, self.grid_model
        if row < 0 or not event.text().isdigit() or event.modifiers() & _CTRL:
            return False
        refused = not model.editable(row, column)
        if refused:
            self.refused.emit(self.closed_here())
        return refused

    def closed_here(self) -> UserError:
        """Why the current cell cannot be written in, and where one writes instead."""
        row, column, model = self.current_row, self.current_column, self.grid_model
        if model.rows[row].heading:
            advice = "Overskriften har ingen tall. Gå ned med pilen. Enter åpner og lukker kapittelet."
            return UserError(f"{model.rows[row].label}: her kan du ikke skrive.", advice)
        return UserError(f"{model.name(row, column)}: her kan du ikke skrive.", model.why_closed(row, column))

    def _move_cursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> None:
        target = self.moveCursor(action, modifiers)
        if not target.isValid():
            return
        if modifiers & _SHIFT:
            self.extend_to(target.row(), target.column())
        else:
            self.choose(target.row(), target.column())

    def _leave_grid(self, *, backwards: bool) -> None:
        self.setTabKeyNavigation(False)
        self.focusNextPrevChild(not backwards)
        self.setTabKeyNavigation(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The row header takes its share of the width, and the cursor stays in sight.

        A notice that takes some of the height moves nothing under the mouse: the next key brings the cursor into sight.
        """
        super().resizeEvent(event)
        self.fit_headers()
        if event.oldSize().width() != event.size().width() or self.state() == QAbstractItemView.State.EditingState:
            self.scrollTo(self.currentIndex())

    def update_label(self, row: int) -> None:
        """Paint the label of one row again: the current row's is bold."""
        header = self.verticalHeader()
        if row >= 0:
            header.viewport().update(0, header.sectionViewportPosition(row), header.width(), header.sectionSize(row))

    def fit_headers(self) -> None:
        """The width changed."""
        raise NotImplementedError

    def commit_editor(self, editor: QLineEdit, index: Index) -> bool:
        """Save what stands in the editor; False when it cannot be."""
        raise NotImplementedError
