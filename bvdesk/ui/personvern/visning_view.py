"""The preview as a table: every printed figure, with a sign and a word for what becomes of it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from bvdesk.prikking import Tilstand
from bvdesk.services.forhandsvisning import Visning, Visningsrute
from bvdesk.ui import theme

Index = QModelIndex | QPersistentModelIndex
LABEL_WIDTH = 264
COLUMN_WIDTH = 108
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_EMPTY = Visning((), (), {})
MARKS = {
    Tilstand.VIST: "",
    Tilstand.PRIMAER: ": lite",
    Tilstand.SEKUNDAER: ": verner",
    Tilstand.LAST: "= kjent",
}
SPOKEN = {
    Tilstand.VIST: "vises",
    Tilstand.PRIMAER: "skjult, lite tall",
    Tilstand.SEKUNDAER: "skjult, verner et annet tall",
    Tilstand.LAST: "vises, kjent fra før",
}
LOCKED, LOCKED_SPOKEN = ": låst", "skjult, låst av dere"
LEGEND = (
    "Bare et tall: vises.   : lite – skjult fordi tallet er lite.   : verner – skjult for å verne et annet tall.   "
    ": låst – skjult fordi dere har valgt det.   "
    "= kjent – vises, fordi det er delt før eller låst som kjent."
)


def mark(rute: Visningsrute) -> str:
    """The sign and the word for what becomes of a figure."""
    return LOCKED if rute.last_skjult else MARKS[rute.tilstand]


class VisningModel(QAbstractTableModel):
    """Rows and columns of one sheet."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.visning = _EMPTY

    def show_sheet(self, visning: Visning) -> None:
        """Show another sheet."""
        self.beginResetModel()
        self.visning = visning
        self.endResetModel()

    def rute(self, row: int, column: int) -> Visningsrute | None:
        """The figure in a place."""
        return self.visning.rute(self.visning.rader[row], self.visning.kolonner[column])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Number of rows, headings included."""
        return 0 if parent.isValid() else len(self.visning.rader)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Number of columns."""
        return 0 if parent.isValid() else len(self.visning.kolonner)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The cell in words; painting is the delegate's."""
        rute = self.rute(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{mark(rute)} {rute.tall}".strip() if rute else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(index.row(), index.column())
        return None

    def spoken(self, row: int, column: int) -> str:
        """The whole cell for a screen reader."""
        rad, kolonne = self.visning.rader[row], self.visning.kolonner[column]
        rute = self.visning.rute(rad, kolonne)
        place = f"{rad.etikett}, {kolonne.tittel.replace(chr(10), ' ')}"
        return f"{place}: {rute.tall}, {LOCKED_SPOKEN if rute.last_skjult else SPOKEN[rute.tilstand]}" if rute else place

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Periods over the columns, indicators beside the rows."""
        if orientation == Qt.Orientation.Horizontal:
            return self.visning.kolonner[section].tittel if role == Qt.ItemDataRole.DisplayRole else None
        rad = self.visning.rader[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"    {rad.etikett}" if rad.kategori else rad.etikett
        if role == Qt.ItemDataRole.ToolTipRole:
            return rad.etikett
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A place without a figure can be passed through, never edited."""
        del index
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class VisningDelegate(QStyledItemDelegate):
    """The mark to the left, the figure to the right; hidden ones tinted besides."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        model = index.model()
        if not isinstance(model, VisningModel):
            return
        rute, colours = model.rute(index.row(), index.column()), theme.tokens()
        painter.save()
        ground = _ground(rute) if model.visning.rader[index.row()].indikator else colours.tinted
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours.accent_surface))
        elif ground:
            painter.fillRect(option.rect, QColor(ground))
        if rute:
            rect = option.rect.adjusted(8, 0, -8, 0)
            painter.setPen(QColor(colours.subtle if rute.tilstand is Tilstand.LAST else colours.text))
            painter.drawText(rect, _LEFT, mark(rute))
            painter.drawText(rect, _RIGHT, rute.tall)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()


def _ground(rute: Visningsrute | None) -> str:
    """Small figures warm, those that protect them grey; the words say the same."""
    colours = theme.tokens()
    state = rute.tilstand if rute else Tilstand.VIST
    return {Tilstand.PRIMAER: colours.warning_surface, Tilstand.SEKUNDAER: colours.tinted}.get(state, "")


class VisningView(QTableView):
    """The table; Tab leaves it, arrows move in it."""

    chosen = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.sheet_model = VisningModel(self)
        self.setModel(self.sheet_model)
        self.setItemDelegate(VisningDelegate(self))
        self.setAccessibleName("Hva som skjules")
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMinimumHeight(72)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultSectionSize(COLUMN_WIDTH)
        side = self.verticalHeader()
        side.setHighlightSections(False)
        side.setProperty("plain", True)  # noqa: FBT003
        side.setFixedWidth(LABEL_WIDTH)
        side.setDefaultAlignment(_LEFT)
        side.setTextElideMode(Qt.TextElideMode.ElideRight)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(self.fontMetrics().height() + 12)

    def show_sheet(self, visning: Visning) -> None:
        """Show another sheet; the place is kept when there is one."""
        before = self.currentIndex()
        self.clearSpans()
        self.sheet_model.show_sheet(visning)
        if len(visning.kolonner) > 1:
            for row, rad in enumerate(visning.rader):
                if not rad.indikator:
                    self.setSpan(row, 0, 1, len(visning.kolonner))
        if visning.rader and visning.kolonner:
            row = min(max(before.row(), 1), len(visning.rader) - 1)
            self.setCurrentIndex(self.sheet_model.index(row, min(max(before.column(), 0), len(visning.kolonner) - 1)))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Another cell was chosen."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(current.row(), current.column())
