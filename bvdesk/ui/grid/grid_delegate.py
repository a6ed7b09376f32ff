"""Paints and edits the cells of the grid. Painting is the typing latency, so all that is constant is made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from bvdesk.domain.errors import UserError
from bvdesk.ui import theme
from bvdesk.ui.grid.content import GridCell, Look

if TYPE_CHECKING:
    from bvdesk.ui.grid.grid_view import GridView

Index = QModelIndex | QPersistentModelIndex

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_SELECTED = QStyle.StateFlag.State_Selected
_PADDING = 8
_CORNER = 7.0
_LEAVING_KEYS = {
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
}


class Paints:
    """Colours and pens of one theme."""

    def __init__(self, font: QFont) -> None:
        colours = theme.tokens()
        self.base = QColor(colours.background)
        self.tinted = QColor(colours.tinted)
        self.selected = QColor(colours.accent_surface)
        self.accent = QColor(colours.accent)
        self.warning = QColor(colours.warning)
        self.text = QPen(QColor(colours.text))
        self.subtle = QPen(QColor(colours.subtle))
        self.border = QPen(QColor(colours.border))
        self.current = QPen(QColor(colours.accent), 2)
        self.current.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        self.font = font


class GridDelegate(QStyledItemDelegate):
    """Own painting of numbers; a line edit that reads what is typed when it is left."""

    def __init__(self, view: GridView) -> None:
        super().__init__(view)
        self._view = view
        self._paints = Paints(view.font())

    def renew_paints(self) -> None:
        """The theme or the font changed."""
        self._paints = Paints(self._view.font())

    def commit(self, editor: QLineEdit, index: Index) -> bool:
        """Save what stands in the editor; False and a red frame when it cannot be read or saved."""
        text, model = editor.text(), self._view.grid_model
        if text == model.cell(index.row(), index.column()).plain:
            return True
        try:
            verdi = model.parse(index.row(), text)
        except UserError as error:
            self._mark_wrong(editor, error)
            return False
        return model.write([model.entry(index.row(), index.column(), verdi)])

    def _mark_wrong(self, editor: QLineEdit, error: UserError) -> None:
        editor.setProperty("wrong", True)  # noqa: FBT003
        editor.style().unpolish(editor)
        editor.style().polish(editor)
        editor.selectAll()
        self._view.refused.emit(error)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell; called some hundred times for each key pressed."""
        row, column = index.row(), index.column()
        cell, paints, rect = self._view.grid_model.cell(row, column), self._paints, option.rect
        look = cell.look
        if option.state & _SELECTED:
            painter.fillRect(rect, paints.selected)
        elif look is not Look.INPUT:
            painter.fillRect(rect, paints.tinted)
        if cell.text:
            painter.setPen(paints.text if look is Look.INPUT else paints.subtle)
            painter.drawText(rect.adjusted(4, 0, -_PADDING, 0), _RIGHT, cell.text)
        if column in self._view.group_ends:
            painter.setPen(paints.border)
            painter.drawLine(rect.topRight(), rect.bottomRight())
        if cell.comment or cell.warning:
            self._paint_corner(painter, option, cell)
        if row == self._view.current_row and column == self._view.current_column:
            painter.setPen(paints.current)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _paint_corner(self, painter: QPainter, option: QStyleOptionViewItem, cell: GridCell) -> None:
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        top, left, right = float(option.rect.top()), float(option.rect.left()), float(option.rect.right() + 1)
        if cell.comment:
            painter.setBrush(self._paints.accent)
            painter.drawPolygon(
                QPolygonF([QPointF(right - _CORNER, top), QPointF(right, top), QPointF(right, top + _CORNER)])
            )
        if cell.warning:
            painter.setBrush(self._paints.warning)
            painter.drawPolygon(QPolygonF([QPointF(left, top), QPointF(left + _CORNER, top), QPointF(left, top + _CORNER)]))
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line edit named after its cell."""
        editor = QLineEdit(parent)
        editor.setProperty("cell", True)  # noqa: FBT003
        editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        editor.setAccessibleName(self._view.grid_model.name(index.row(), index.column()))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """As large as the cell: one frame, and the figure stands where it stood."""
        editor.setGeometry(option.rect)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Start from the number without groups."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(self._view.grid_model.cell(index.row(), index.column()).plain)

    def setModelData(self, editor: QWidget, _model: object, index: Index) -> None:
        """The editor lost its focus: save what can be read."""
        if isinstance(editor, QLineEdit):
            self.commit(editor, index)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter, Tab and arrows save, and move only when it was saved."""
        leaving = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _LEAVING_KEYS
        if leaving and isinstance(event, QKeyEvent) and isinstance(editor, QLineEdit):
            self._view.leave_editor(editor, event)
            return True
        return super().eventFilter(editor, event)
