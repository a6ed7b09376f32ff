"""Oversikt: how complete each kommune's quarters are, what is missing, and the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from bvdesk.domain.change import Change
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import kvartalstatus, oversikt
from bvdesk.services.kvartalstatus import Kvartalstatus
from bvdesk.services.oversikt import Fullstendighet
from bvdesk.ui.desk import Desk
from bvdesk.ui.flow_layout import flowing
from bvdesk.ui.folding_row import FoldingRow
from bvdesk.ui.latest_job import LatestJob
from bvdesk.ui.oversikt.arshjul_view import ArshjulView
from bvdesk.ui.oversikt.fullstendighet_view import FullstendighetView
from bvdesk.ui.page_table import PageId
from bvdesk.ui.pages.page import Choice, Page
from bvdesk.ui.widgets import (
    choose_data,
    choose_if_there,
    heading,
    labelled_row,
    page_layout,
    primary_button,
    quiet_button,
    refill,
    row,
)

if TYPE_CHECKING:
    from bvdesk.services.kontroll import Merknad

_LOWER_HEIGHT = 132
"""Room for two tasks or two missing figures with their button: Qt's own reckoning of wrapped titles is a little low."""


class OversiktPage(Page):
    """The front page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._chosen: Fullstendighet | None = None
        self._cells: tuple[Fullstendighet, ...] = ()
        self._missing: tuple[Celle, ...] = ()
        self._asked: Periode | None = None
        self.checking = LatestJob(desk)
        self.title = heading("", 20)
        self.year = QComboBox()
        self.summary = QLabel()
        self.view = FullstendighetView()
        self.missing_title = heading("", 13)
        self.missing = QListWidget()
        self.missing.setMinimumHeight(48)
        self.missing.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.missing.setAccessibleName("Tall som mangler")
        self.main = primary_button("")
        self.other = quiet_button("")
        self._complete = False
        self.arshjul = ArshjulView(desk)
        self._build()
        self.year.activated.connect(self.choose_year)
        self.view.chosen.connect(self.show_missing)
        self.view.entered_cell.connect(self.open_quarter)
        self.missing.itemActivated.connect(self.open_item)
        self.main.clicked.connect(self.do_main)
        self.other.clicked.connect(self.do_other)
        self.checking.finished.connect(self.take_checked)
        self.checking.stopped.connect(self.take_stop)
        self.checking.failed.connect(desk.failed)
        desk.changed.connect(self.check_again)
        self.setFocusProxy(self.view)

    def _build(self) -> None:
        layout = page_layout(self)
        layout.addWidget(self.title)
        layout.addWidget(row(labelled_row("&År", self.year), self.summary))
        layout.addWidget(self.view, 30)
        left = QVBoxLayout()
        left.addWidget(self.missing_title)
        left.addWidget(self.missing, 10)
        left.addWidget(flowing(self.main, self.other))
        left.addStretch(1)
        lower = QWidget()
        self.arshjul.setMinimumHeight(_LOWER_HEIGHT)
        under = FoldingRow(need=520, spacing=24)
        lower.setLayout(under)
        under.addLayout(left, 1)
        under.addWidget(self.arshjul, 1)
        layout.addWidget(lower, 10)

    @property
    def register(self) -> QPushButton:
        """Leads to the figures of the chosen quarter: the main thing while any of them are missing."""
        return self.other if self._complete else self.main

    @property
    def for_all(self) -> QPushButton:
        """Takes the chosen quarter a step further for everybody: the main thing when no figure is missing."""
        return self.main if self._complete else self.other

    def choices(self) -> tuple[Choice, ...]:
        """What decides what is shown."""
        return (self.year,)

    def refresh(self, _change: object) -> None:
        """Count anew."""
        fil, last = self.desk.file, self._last_quarter()
        self.title.setText(fil.tjeneste.navn)
        self.arshjul.refresh()
        first_time = self.year.count() == 0
        refill(self.year, [(str(year), year) for year in kvartalstatus.years(fil, last.next())])
        if first_time:
            choose_data(self.year, max((year for year in fil.years() if year <= last.ar), default=last.ar))
        if self.desk.arbeidsperiode:
            choose_if_there(self.year, self.desk.arbeidsperiode.ar)
        self.show_year()

    def take_period(self) -> None:
        """The year of what was chosen on another page."""
        shared = self.desk.arbeidsperiode
        if shared and shared.ar != self.year.currentData() and choose_if_there(self.year, shared.ar):
            self.show_year()

    @Slot()
    def choose_year(self) -> None:
        """The user chose a year; the other pages follow."""
        self.desk.arbeidsperiode = Periode.year(int(self.year.currentData()))
        self.show_year()

    @Slot()
    def show_year(self) -> None:
        """Show the year that is chosen."""
        fil = self.desk.file
        self._cells = cells = oversikt.completeness(fil, int(self.year.currentData()))
        names = [fil.name(cell.omrade) for cell in cells[::4]]
        last = self._last_quarter()
        self.view.show_year(cells, names, last.siste // 3 - 1 if cells and cells[0].kvartal.ar == last.ar else 3)
        start = oversikt.begun(fil, last, int(self.year.currentData()))
        due = [cell for cell in cells if start <= cell.kvartal <= last]
        done = sum(cell.mangler == 0 for cell in due)
        told = f"Til nå er {done} av {len(due)} ruter fullstendige." if due else ""
        self.summary.setText(told if fil.years() else f"Ingen tall ennå. Begynn med {last.tekst}.")

    @Slot(object)
    def show_missing(self, cell: Fullstendighet) -> None:
        """What is missing in a cell of the table."""
        self._chosen = cell
        fil = self.desk.file
        place = f"{fil.name(cell.omrade)}, {cell.kvartal.tekst}"
        self.missing_title.setText(f"Mangler i {place}" if cell.mangler else f"{place}: alle tall er på plass")
        self.missing.clear()
        self._missing = oversikt.missing_cells(fil, cell.omrade, cell.kvartal)
        self.missing.addItems([fil.katalog[celle.indikator].etikett for celle in self._missing])
        self.missing.setVisible(bool(cell.mangler))
        self._show_ways(cell.kvartal)

    def _show_ways(self, kvartal: Periode) -> None:
        """What can be done with a quarter, the main thing first."""
        cells = [other for other in self._cells if other.kvartal == kvartal]
        states = [cell.status for cell in cells]
        ready = Kvartalstatus.KLAR in states
        further = ready or Kvartalstatus.PABEGYNT in states
        missing = any(cell.mangler for cell in cells)
        if not self.checking.working:
            self._complete = further and not missing
            self.for_all.setText(
                f"Godkjenn {kvartal.kort} for alle som er klare" if ready else f"Meld {kvartal.kort} klart for alle"
            )
        self.register.setText(f"Registrer {kvartal.kort}" if missing else f"Se {kvartal.kort}")
        self.for_all.setToolTip(f"Gjelder {kvartal.tekst}")
        self.register.setToolTip("")
        self.other.setVisible(further)

    @Slot(object)
    def open_quarter(self, cell: Fullstendighet) -> None:
        """Go to the first missing figure, else to the first figure."""
        missing = oversikt.missing_cells(self.desk.file, cell.omrade, cell.kvartal)
        expected = oversikt.quarter_cells(self.desk.file, cell.omrade, cell.kvartal)
        if missing or expected:
            self.desk.go(PageId.REGISTRERING, (missing or expected)[0])

    @Slot(QListWidgetItem)
    def open_item(self, item: QListWidgetItem) -> None:
        """Go to a missing figure."""
        self.desk.go(PageId.REGISTRERING, self._missing[self.missing.row(item)])

    @Slot()
    def do_main(self) -> None:
        """The main button."""
        self.take_all_further() if self._complete else self.open_chosen()

    @Slot()
    def do_other(self) -> None:
        """The button beside it."""
        self.open_chosen() if self._complete else self.take_all_further()

    def open_chosen(self) -> None:
        """Go to the quarter that is chosen in the table."""
        if self._chosen is not None:
            self.open_quarter(self._chosen)

    def take_all_further(self) -> None:
        """The chosen quarter, for every kommune at once: ready, or approved when there are some that are ready."""
        from bvdesk.services import fellesstatus

        if self._chosen is None:
            return
        kvartal = self._chosen.kvartal
        if any(cell.kvartal == kvartal and cell.status is Kvartalstatus.KLAR for cell in self._cells):
            self._check(kvartal)
        else:
            self._tell(self.desk.run(fellesstatus.set_all_ready, kvartal))

    def _check(self, kvartal: Periode) -> None:
        """Ask the checker, in another thread; the button waits."""
        from bvdesk.services import fellesstatus

        self._asked = kvartal
        self.for_all.setEnabled(False)
        self.for_all.setText("Kontrollerer tallene …")
        self.checking.start_reading(lambda fil, _job: fellesstatus.stops(fil, kvartal))

    @Slot(object)
    def check_again(self, _change: object) -> None:
        """Something changed while the checker worked: what it says would be of the figures as they were."""
        if self.checking.working and self._asked is not None:
            self._check(self._asked)

    @Slot(object)
    def take_checked(self, found: dict[OmradeId, tuple[Merknad, ...]]) -> None:
        """The checker is done: approve those that nothing stops."""
        from bvdesk.services import fellesstatus

        kvartal, self._asked = self._asked, None
        self.for_all.setEnabled(True)
        if kvartal is not None:
            self._tell(self.desk.run(fellesstatus.approve_all, kvartal, found))
        self._show_chosen()

    @Slot()
    def take_stop(self) -> None:
        """Nothing is approved."""
        self._asked = None
        self.for_all.setEnabled(True)
        self._show_chosen()

    def _show_chosen(self) -> None:
        if self._chosen is not None and self.desk.is_open and self._chosen.omrade in self.desk.file.omrader:
            self.show_missing(self._chosen)

    def _tell(self, change: Change | None) -> None:
        if change:
            self.desk.notice(change.tekst)
        if self.other.isHidden():
            self.view.setFocus()

    def _last_quarter(self) -> Periode:
        """The last quarter that has ended."""
        today = self.desk.bruker.clock()
        return Periode.quarter(today.year, (today.month + 2) // 3).previous()
