"""Registrering: the sheet, the cell's panel and the search field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from bvdesk.domain.change import FIGURES, Change
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import ark, kvartalstatus
from bvdesk.services.ark import Ark
from bvdesk.ui import window_state
from bvdesk.ui.delayed import delayed
from bvdesk.ui.desk import Desk
from bvdesk.ui.folding_row import FoldingRow
from bvdesk.ui.grid.find_bar import FindBar
from bvdesk.ui.grid.grid_view import GridView
from bvdesk.ui.grid.moving_view import EnterMove
from bvdesk.ui.notices import NoticeKind
from bvdesk.ui.page_stack import bring_into_sight
from bvdesk.ui.pages.page import Page
from bvdesk.ui.registrering.ark_source import ArkSource
from bvdesk.ui.registrering.cell_panel import CellPanel
from bvdesk.ui.registrering.column_keeper import ColumnKeeper
from bvdesk.ui.registrering.panel_keeper import PanelKeeper
from bvdesk.ui.registrering.paste_teller import PasteTeller
from bvdesk.ui.registrering.sheet_chooser import SheetChooser, View
from bvdesk.ui.registrering.sheet_marks import SheetMarks
from bvdesk.ui.widgets import page_layout

PANEL_DELAY_MS = 150


class RegistreringPage(Page):
    """Type, Enter, it is saved."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._new_categories: dict[str, tuple[str, ...]] = {}
        self.chooser = SheetChooser()
        self.chooser.fill(desk.file, self._today())
        self.source = ArkSource(desk, self._ark())
        self.marks = SheetMarks(desk)
        self.grid = GridView(self.source)
        self.grid.setAccessibleName("Tall")
        self.grid.set_collapsed(frozenset(window_state.read_list("lukkede_kapitler")))
        self.columns = ColumnKeeper(desk, self.grid)
        PasteTeller(desk, self.grid)
        self.find_bar = FindBar(self.grid)
        self.panel = CellPanel(desk)
        # The panel follows the cursor a little later, so that typing never waits for it.
        self._panel_timer = delayed(self, PANEL_DELAY_MS, self.show_cell)
        self._build()
        self._listen()
        self.setFocusProxy(self.grid)

    def _build(self) -> None:
        middle = QWidget()
        beside = FoldingRow(need=600, spacing=0)
        middle.setLayout(beside)
        beside.addWidget(self.grid, 1)
        beside.addWidget(self.panel)
        self.panel_keeper = PanelKeeper(self.panel, self.chooser.panel)
        layout = page_layout(self)
        layout.addWidget(self.chooser)
        layout.addWidget(middle, 1)
        layout.addWidget(self.find_bar)

    def _listen(self) -> None:
        self.chooser.changed.connect(self.show_sheet)
        self.chooser.columns_changed.connect(self.hide_columns)
        self.columns.arranged.connect(self.hide_columns)
        self.chooser.only_missing_changed.connect(self.filter_missing)
        self.grid.cell_chosen.connect(self.start_panel)
        self.grid.refused.connect(self.desk.refused)
        self.grid.chapters_changed.connect(self.remember_chapters)
        self.panel_keeper.shown.connect(self.start_panel)
        self.panel.category_wanted.connect(self.add_category)
        self.panel.status.jump_wanted.connect(self.go_to)
        self.panel.finished.connect(self.back_to_figures)
        self.marks.changed.connect(self.show_marks)
        self.desk.habits_changed.connect(self.read_habits)
        self.read_habits()
        self.chooser.only_missing.setChecked(window_state.read_text("bare_manglende") == "ja")

    def refresh(self, change: Change) -> None:
        """Figures changed: ask for the cells again. Something else: build the sheet anew."""
        if change.slag == FIGURES:
            self.grid.grid_model.forget_cells(self.source.rows_of(change.indikatorer))
            self._panel_timer.start()
            self.marks.follow(change.celler)
        elif change.slag == kvartalstatus.STATUS_OPERATION:
            self.source.renew_locks()
            self.grid.grid_model.forget_cells()
            self._panel_timer.start()
        else:
            self.chooser.fill(self.desk.file, self._today())
            self.chooser.follow(self.desk.arbeidsperiode)
            self.show_sheet()

    def take_period(self) -> None:
        """The quarter, or the year, of what was chosen on another page."""
        if self.chooser.follow(self.desk.arbeidsperiode):
            self.show_sheet()

    def grid_view(self) -> GridView:
        """The grid gets the keys of its commands."""
        return self.grid

    def go_to(self, place: object) -> None:
        """Go to a cell: its quarter's sheet, its row and its kommune's column."""
        place = self.panel_keeper.unwrap(place)
        if isinstance(place, Celle):
            self.chooser.choose(View.KVARTAL, quarter=kvartalstatus.quarter_of(place.periode))
            row, column = self.source.find_row(place), self.source.find_column(place.omrade)
            if row and column:
                self.grid.choose_keys(row, column)
        self.back_to_figures()

    def position(self) -> list[int]:
        """The sheet and the cell."""
        return [*self.chooser.position(), self.grid.current_row, self.grid.current_column]

    def return_to(self, place: Sequence[int]) -> None:
        """Back to the sheet and the cell."""
        if len(place) != len(self.position()):
            return
        *sheet, line, column = place
        self.chooser.return_to(sheet)
        model = self.grid.grid_model
        if 0 <= line < len(model.rows) and 0 <= column < len(model.columns):
            self.grid.choose(line, column)
        self.grid.setFocus()

    def open_find(self) -> None:
        """Ctrl+F."""
        self.find_bar.open()

    def next_missing(self) -> None:
        """Ctrl+M."""
        if not self.grid.next_missing():
            self.desk.notice("Ingen tall mangler i dette arket.", NoticeKind.SUCCESS)
        self.grid.setFocus()

    def switch_view(self) -> None:
        """The other view, on the same figure."""
        model, row, column = self.grid.grid_model, self.grid.current_row, self.grid.current_column
        if row < 0 or column < 0:
            self.chooser.switch()
            return
        line, kolonne = model.rows[row].key, self.source.kolonne(model.columns[column].key)
        self.chooser.switch(quarter=self.chooser.quarter_of(kolonne.periode), area=kolonne.omrade)
        self.grid.choose_keys(line, self.source.column_of(kolonne.omrade, kolonne.periode))
        self.grid.setFocus()

    def toggle_only_missing(self) -> None:
        """Show only rows where something is missing, or all."""
        self.chooser.only_missing.toggle()

    def toggle_panel(self) -> None:
        """Show or hide the panel."""
        self.panel_keeper.toggle()

    @Slot()
    def back_to_figures(self) -> None:
        """From the panel, or to a place."""
        self.grid.setFocus()
        bring_into_sight(self.grid)

    def column_left(self) -> None:
        """Move the column, or its kommune, to the left."""
        self.columns.step(-1)

    def column_right(self) -> None:
        """Move the column, or its kommune, to the right."""
        self.columns.step(1)

    def column_wider(self) -> None:
        """More room."""
        self.columns.widen(1)

    def column_narrower(self) -> None:
        """Less room."""
        self.columns.widen(-1)

    def reset_columns(self) -> None:
        """Order and widths as in the beginning."""
        self.columns.reset()

    def collapse_all(self) -> None:
        """Fold every chapter."""
        self.grid.collapse_all()

    def expand_all(self) -> None:
        """Unfold every chapter."""
        self.grid.expand_all()

    @Slot()
    def show_sheet(self) -> None:
        """Show the sheet that is chosen; the other pages follow."""
        self.desk.arbeidsperiode = self.chooser.period()
        self.source = ArkSource(self.desk, self._ark())
        self.source.marks = self.marks.found
        self.marks.show_sheet(self.chooser.period(), self.source.entered())
        self.chooser.compare.note_sheet(self.desk.file, self.source.ark)
        self.columns.choose(self.chooser.view.value)
        self.grid.set_source(self.source)
        self.hide_columns()
        self.grid.choose_first()
        self._say_when_nothing_is_missing()

    @Slot()
    def show_marks(self) -> None:
        """The checker has other figures to point at."""
        self.source.marks = self.marks.found
        self.panel.status.note_stops(self.marks.stopping)
        self.grid.grid_model.forget_cells()
        self._panel_timer.start()

    @Slot()
    def read_habits(self) -> None:
        """Where Enter goes."""
        self.grid.enter_move = EnterMove(window_state.read_text("enter", EnterMove.NED.value))

    @Slot(str, str)
    def add_category(self, indikator: str, name: str) -> None:
        """A row for a category; it is stored with its first figure."""
        known = self._new_categories.get(indikator, ())
        self._new_categories[indikator] = tuple(dict.fromkeys((*known, name)))
        column = self.grid.grid_model.columns[self.grid.current_column].key
        self.show_sheet()
        self.grid.choose_keys(f"{indikator}|{name}", column)
        self.grid.setFocus()

    @Slot()
    def remember_chapters(self) -> None:
        """Which chapters are folded belongs to this machine."""
        window_state.write("lukkede_kapitler", sorted(self.grid.collapsed()))

    @Slot()
    def hide_columns(self) -> None:
        """Hide the comparisons that are not wanted."""
        hidden = self.chooser.compare.hidden()
        for at, column in enumerate(self.grid.grid_model.columns):
            self.grid.setColumnHidden(at, self.source.kolonne(column.key).rolle in hidden)
        self.columns.fit()
        self.grid.note_groups()

    @Slot(bool)
    def filter_missing(self, on: bool) -> None:  # noqa: FBT001 - the signal's own argument
        """Only rows where something is missing; remembered on this machine."""
        window_state.write("bare_manglende", "ja" if on else "nei")
        self.grid.set_only_missing(on=on)
        self._say_when_nothing_is_missing()

    def _say_when_nothing_is_missing(self) -> None:
        if self.chooser.only_missing.isChecked() and not self.grid.seen_rows():
            self.desk.notice("Ingen tall mangler her. Slå av «Bare manglende» for å se alle.", NoticeKind.SUCCESS)

    @Slot()
    def start_panel(self) -> None:
        """The cursor moved."""
        self._panel_timer.start()

    @Slot()
    def show_cell(self) -> None:
        """Tell of the current cell."""
        model, row, column = self.grid.grid_model, self.grid.current_row, self.grid.current_column
        if row < 0 or not self.isVisible() or self.panel.isHidden():
            return
        row_key, column_key = model.rows[row].key, model.columns[column].key
        kolonne = self.source.kolonne(column_key)
        self.panel.show_status(kolonne.omrade, self.chooser.quarter_of(kolonne.periode))
        if model.rows[row].heading:
            self.panel.clear()
            return
        celle, rad = self.source.celle(row_key, column_key), self.source.rad(row_key)
        if celle is None or rad.indikator is None:
            self.panel.clear()
        else:
            self.panel.show_cell(celle, rad.indikator, self.source.read(row_key, column_key))
            self.panel.show_finding(self.source.mark(row_key, column_key))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Room for the panel beside the figures, or not."""
        super().resizeEvent(event)
        self.panel_keeper.follow_width(event.oldSize().width(), event.size().width())

    def _ark(self) -> Ark:
        if self.chooser.view is View.KVARTAL:
            return ark.kvartalsark(self.desk.file, self.chooser.chosen_quarter(), self._new_categories)
        return ark.kommuneark(self.desk.file, self.chooser.chosen_area(), self.chooser.chosen_year(), self._new_categories)

    def _today(self) -> Periode:
        today = self.desk.bruker.clock()
        return Periode.quarter(today.year, (today.month + 2) // 3)
