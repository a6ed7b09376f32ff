"""Endringslogg: who changed what, when, from what to what; filtered and exported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableView

from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.tallformat import format_tall
from bvdesk.services import endringslogg
from bvdesk.services.endringslogg import Loggfilter, Logglinje
from bvdesk.ui import file_dialog
from bvdesk.ui.desk import Desk
from bvdesk.ui.flow_layout import flowing
from bvdesk.ui.latest_job import LatestJob
from bvdesk.ui.notices import NoticeKind
from bvdesk.ui.page_table import PageId
from bvdesk.ui.pages.page import Page
from bvdesk.ui.texts import timestamp
from bvdesk.ui.widgets import heading, labelled, page_layout, paragraph, quiet_button, refill

Index = QModelIndex | QPersistentModelIndex
Reader = Callable[[int], Sequence[tuple[Logglinje, str]]]
AT_A_TIME = 100
_TITLES = ("Tid", "Hvem", "Hva", "Gjelder", "Fra", "Til")
_WIDTHS = (132, 112, 104, 320, 120)
_ALL = ("Alle", "")
_EXPORT = "Eksporter …"


def _nothing(_first: int) -> tuple[tuple[Logglinje, str], ...]:
    return ()


class LoggModel(QAbstractTableModel):
    """One row per line of the log; the lines are read as they are scrolled into sight."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, ...]] = []
        self.lines: list[Logglinje] = []
        self._read: Reader = _nothing
        self._more = False

    def show_lines(self, read: Reader) -> None:
        """Show other lines; `read` gives some, and what each is about, after those that are there."""
        self.beginResetModel()
        self.lines.clear()
        self._rows.clear()
        self._read = read
        self._take(read(0))
        self._more = len(self.lines) == AT_A_TIME
        self.endResetModel()

    def _take(self, found: Sequence[tuple[Logglinje, str]]) -> None:
        self.lines += (line for line, _ in found)
        self._rows += ((timestamp(x.tid), x.person, x.slag, what, x.fra, x.til) for x, what in found)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there may be older lines."""
        return self._more and not parent.isValid()

    def fetchMore(self, _parent: Index) -> None:
        """The next older lines."""
        found = self._read(len(self.lines))
        if found:
            self.beginInsertRows(QModelIndex(), len(self.lines), len(self.lines) + len(found) - 1)
            self._take(found)
            self.endInsertRows()
        self._more = len(found) == AT_A_TIME

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Number of lines."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Number of columns."""
        return 0 if parent.isValid() else len(_TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts, and the whole text as a tooltip; an empty cell says so to those who cannot see it."""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._rows[index.row()][index.column()] or f"{_TITLES[index.column()]}: ingenting"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()][index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Titles."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _TITLES[section]
        return None


class EndringsloggPage(Page):
    """The log, newest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.area, self.period, self.person, self.indicator = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.indicator.setMaximumWidth(280)
        self.model = LoggModel(self)
        self.table = QTableView()
        self.count = paragraph("", subtle=True)
        self.export_button = quiet_button(_EXPORT, icon_name="eksporter")
        self.gathering = LatestJob(desk)
        self._path = Path()
        self._build()
        for box in (self.area, self.period, self.person, self.indicator):
            box.activated.connect(self.show_lines)
        self.export_button.clicked.connect(self.choose_export)
        self.gathering.finished.connect(self.take_lines)
        self.gathering.stopped.connect(self.take_stop)
        self.gathering.failed.connect(desk.failed)
        self.table.activated.connect(self.go_to_line)
        self.setFocusProxy(self.table)

    def _build(self) -> None:
        fields = {"&Kommune": self.area, "&Periode": self.period, "&Hvem": self.person, "&Indikator": self.indicator}
        top = flowing(*(labelled(text, box) for text, box in fields.items()))
        self.table.setModel(self.model)
        self.table.setAccessibleName("Endringer")
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, width)
        layout = page_layout(self, heading("Endringslogg"), top, self.table, self.count, self.export_button)
        layout.setStretchFactor(self.table, 1)
        layout.setAlignment(self.export_button, Qt.AlignmentFlag.AlignLeft)

    def refresh(self, _change: object) -> None:
        """Read the log anew."""
        fil = self.desk.file
        areas = [(rad.omrade.navn, str(key)) for key, rad in fil.omrader.items()]
        periods = [(periode.tekst, periode.kode) for periode in reversed(endringslogg.periods(fil))]
        refill(self.area, [_ALL, *areas])
        refill(self.period, [_ALL, *periods])
        refill(self.person, [_ALL, *((person, person) for person in endringslogg.people(fil))])
        refill(self.indicator, [_ALL, *((i.etikett, i.id) for i in fil.active())])
        self.show_lines()

    def chosen_filter(self) -> Loggfilter:
        """What is asked for."""
        boxes = (self.area, self.period, self.person, self.indicator)
        return Loggfilter(*(str(box.currentData() or "") for box in boxes))

    @Slot()
    def show_lines(self) -> None:
        """Show the lines that are asked for."""
        fil, wanted = self.desk.file, self.chosen_filter()

        def read(first: int) -> list[tuple[Logglinje, str]]:
            found = endringslogg.lines(fil, wanted, AT_A_TIME, first)
            return [(line, endringslogg.describe(fil, line)) for line in found]

        self.model.show_lines(read)
        count = endringslogg.count(fil, wanted)
        lines = "1 linje" if count == 1 else f"{format_tall(Decimal(count), 0)} linjer"
        self.count.setText(f"{lines}." if count else "Ingen endringer passer med valgene.")

    @Slot(QModelIndex)
    def go_to_line(self, index: QModelIndex) -> None:
        """Go to the cell of a line."""
        celle = self.model.lines[index.row()].celle
        if isinstance(celle, Celle):
            self.desk.go(PageId.REGISTRERING, celle)

    @Slot()
    def choose_export(self) -> None:
        """Save what is shown as CSV."""
        chosen = file_dialog.ask_save(self, "Eksporter endringsloggen", "endringslogg.csv", "CSV-fil (*.csv)")
        if chosen:
            self.export_to(chosen)

    def export_to(self, path: Path) -> None:
        """Gather the lines in another thread; all of a long log takes its time."""
        wanted, self._path = self.chosen_filter(), path
        self._show_state(working=True)
        self.gathering.start_reading(lambda fil, _job: endringslogg.export(fil, wanted))

    def _show_state(self, *, working: bool) -> None:
        self.export_button.setText("Eksporterer …" if working else _EXPORT)
        self.export_button.setEnabled(not working)

    @Slot(object)
    def take_lines(self, content: bytes) -> None:
        """Write the file."""
        self._show_state(working=False)
        if self.desk.write_file(self._path, content):
            self.desk.notice(f"Endringsloggen er lagret som {self._path}.", NoticeKind.SUCCESS)

    @Slot()
    def take_stop(self) -> None:
        """Nothing is written."""
        self._show_state(working=False)
