"""Kommune × quarter: how complete, and how far. Enter or a double click goes to the figures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from bvdesk.services.kvartalstatus import STATUS_NAVN, Kvartalstatus
from bvdesk.services.oversikt import Fullstendighet
from bvdesk.ui import theme

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 58
NAME_WIDTH, LEAST_NAME_WIDTH = 220, 80
LEAST_QUARTER_WIDTH = 80
PADDING = 10
_QUARTERS = 4
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_WRAPPED = int(_LEFT) | int(Qt.TextFlag.TextWordWrap)


class FullstendighetModel(QAbstractTableModel):
    """Rows are areas, columns quarters."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cells: Sequence[Fullstendighet] = ()
        self._names: Sequence[str] = ()

    def show_year(self, cells: Sequence[Fullstendighet], names: Sequence[str]) -> None:
        """Show a year; `names` has one name for each row."""
        self.beginResetModel()
        self._cells, self._names = cells, names
        self.endResetModel()

    def at(self, row: int, column: int) -> Fullstendighet:
        """One area's quarter."""
        return self._cells[row * _QUARTERS + column]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Number of areas."""
        return 0 if parent.isValid() else len(self._names)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Four quarters."""
        return 0 if parent.isValid() else _QUARTERS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The cell in words; painting is the delegate's."""
        cell = self.at(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{cell.fylt} av {cell.ventet}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name = self._names[index.row()]
            return f"{name}, {cell.kvartal.tekst}: {cell.fylt} av {cell.ventet} tall, {STATUS_NAVN[cell.status]}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Names of areas and quarters."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return f"{section + 1}. kvartal" if orientation == Qt.Orientation.Horizontal else self._names[section]


class FullstendighetDelegate(QStyledItemDelegate):
    """A line of text over a bar; status by word as well as colour."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        model = index.model()
        if not isinstance(model, FullstendighetModel):
            return
        cell, colours = model.at(index.row(), index.column()), theme.tokens()
        painter.save()
        rect = option.rect.adjusted(PADDING, 5, -PADDING, -7)
        view = self.parent()
        if isinstance(view, FullstendighetView) and index == view.currentIndex():
            _mark(painter, option.rect, focused=view.hasFocus())
        line, words = (ROW_HEIGHT - 22) // 2, rect.height() - 10 - (ROW_HEIGHT - 22) // 2
        painter.setPen(QColor(colours.text))
        painter.drawText(QRect(rect.left(), rect.top(), rect.width(), line), _LEFT, f"{cell.fylt} av {cell.ventet}")
        painter.setPen(QColor(colours.success if cell.status is Kvartalstatus.GODKJENT else colours.subtle))
        painter.drawText(QRect(rect.left(), rect.top() + line, rect.width(), words), _WRAPPED, STATUS_NAVN[cell.status])
        _paint_bar(painter, QRect(rect.left(), rect.bottom() - 6, rect.width(), 6), cell)
        painter.restore()


def _mark(painter: QPainter, rect: QRect, *, focused: bool) -> None:
    """The ground and frame of the cell that is chosen.

    The view is asked, and not `option.state`; and a brush is used, not `fillRect`: the first time Python meets QStyle or
    QGradient, PySide makes their 500 constants, and this is painted before the window has come up.
    """
    colours = theme.tokens()
    painter.setPen(QPen(QColor(colours.accent), 2) if focused else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.accent_surface))
    painter.drawRect(rect.adjusted(1, 1, -2, -2) if focused else rect)


def _paint_bar(painter: QPainter, rect: QRect, cell: Fullstendighet) -> None:
    colours = theme.tokens()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.hairline))
    painter.drawRoundedRect(rect, 3, 3)
    done = QRect(rect.left(), rect.top(), round(rect.width() * cell.fylt / max(cell.ventet, 1)), rect.height())
    painter.setBrush(QColor(colours.success if cell.mangler == 0 else colours.accent))
    painter.drawRoundedRect(done, 3, 3)


class FullstendighetView(QTableView):
    """The table; Tab leaves it, arrows move in it."""

    chosen = Signal(object)
    entered_cell = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.year_model = FullstendighetModel(self)
        self.setModel(self.year_model)
        self.setItemDelegate(FullstendighetDelegate(self))
        self.setAccessibleName("Fullstendighet per kommune og kvartal")
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMinimumHeight(2 * ROW_HEIGHT)
        self.setSizeAdjustPolicy(QTableView.SizeAdjustPolicy.AdjustToContents)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(LEAST_QUARTER_WIDTH)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setHighlightSections(False)
        self.verticalHeader().setMaximumWidth(NAME_WIDTH)
        self.doubleClicked.connect(self.open_index)

    def show_year(self, cells: Sequence[Fullstendighet], names: Sequence[str], column: int) -> None:
        """Show a year, with a quarter chosen in the first row; the place is kept when there is one."""
        before = self.currentIndex()
        row, kept = (before.row(), before.column()) if before.isValid() else (0, column)
        self.year_model.show_year(cells, names)
        self._fit()
        self.setCurrentIndex(self.year_model.index(min(row, len(names) - 1), kept))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The names leave the quarters the room they need."""
        self._fit()
        super().resizeEvent(event)
        self.updateGeometries()

    def changeEvent(self, event: QEvent) -> None:
        """Another font needs other room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Where there is too little room for the words on one line, they take two."""
        room = self.width() - 2 * self.frameWidth() - self.verticalScrollBar().sizeHint().width()
        needed = self.widest_word() + 2 * PADDING
        left = room - _QUARTERS * needed
        self.verticalHeader().setMaximumWidth(max(LEAST_NAME_WIDTH, min(left, NAME_WIDTH)))
        wraps = left < min(self.verticalHeader().sizeHint().width(), LEAST_NAME_WIDTH)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT + (self.fontMetrics().height() if wraps else 0))
        self._fit_height()

    def widest_word(self) -> int:
        """The room that the longest status needs on one line."""
        return max(self.fontMetrics().horizontalAdvance(name) for name in STATUS_NAVN.values()) + 2

    def _fit_height(self) -> None:
        rows = self.verticalHeader().defaultSectionSize() * self.year_model.rowCount()
        self.setMaximumHeight(self.horizontalHeader().sizeHint().height() + rows + 4)

    def open_index(self, index: QModelIndex) -> None:
        """Go to the figures of a cell."""
        self.entered_cell.emit(self.year_model.at(index.row(), index.column()))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Another cell was chosen."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(self.year_model.at(current.row(), current.column()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.open_index(self.currentIndex())
        else:
            super().keyPressEvent(event)
