"""Personvern: what will be hidden and why, what other rules would do, what has been shared, and the rules in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.tallformat import format_tall
from bvdesk.prikking import Monster, auditor
from bvdesk.services import forhandsvisning, personvern, publikasjon
from bvdesk.services.forhandsvisning import Ruter
from bvdesk.services.personvern import Frigivelse
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.ui.delayed import delayed
from bvdesk.ui.desk import Desk
from bvdesk.ui.flow_layout import flowing
from bvdesk.ui.folding_row import FoldingRow
from bvdesk.ui.job import Job
from bvdesk.ui.latest_job import LatestJob
from bvdesk.ui.page_table import PageId
from bvdesk.ui.pages.page import Choice, Page
from bvdesk.ui.period_box import PeriodBox
from bvdesk.ui.personvern.ledger import Ledger
from bvdesk.ui.personvern.locks import LockList, LockPanel
from bvdesk.ui.personvern.visning_view import LEGEND, VisningView
from bvdesk.ui.personvern.what_if import WhatIf
from bvdesk.ui.texts import percent
from bvdesk.ui.widgets import (
    Tabs,
    heading,
    labelled_row,
    lay_out,
    page_layout,
    paragraph,
    quiet_button,
    refill,
    row,
    scrolled,
)

if TYPE_CHECKING:
    from bvdesk.prikking.forslag import Forslag
    from bvdesk.prikking.revisjon import Revisor

DELAY_MS = 300
SIDE_WIDTH, READING_WIDTH = 232, 720
_ALL = "alle"
_HOLDS = "Kontrollprogrammet har regnet gjennom alt som vises, og fant ingen små tall som kan regnes ut."
_LEAKS = "Noen små tall kan fortsatt regnes ut. Velg et felt merket med «lite» for å se veier ut."


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the job hands back: the clearing, and what the page says of it."""

    made: Frigivelse
    reasons: dict[str, str]
    revisor: Revisor
    ruter: Ruter
    vist: Forslag
    regler: tuple[str, ...]


class PersonvernPage(Page):
    """Calculated anew, a moment after each change, without holding anybody up."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.period, self.area = PeriodBox(desk), QComboBox()
        self.only_hidden = QCheckBox("Bare rader med skjulte tall")
        self.summary = paragraph("")
        self.verdict = paragraph("", subtle=True)
        self.progress, self.cancel = QProgressBar(), quiet_button("Avbryt")
        self.again = quiet_button("Regn ut")
        self.view = VisningView()
        self.legend = paragraph(LEGEND, subtle=True)
        self.place, self.state, self.reason = heading("", 13), paragraph(""), paragraph("")
        self.show_cell = quiet_button("Gå til tallet")
        self.what_if, self.ledger = WhatIf(desk), Ledger(desk)
        self.lock, self.locks = LockPanel(desk), LockList(desk)
        self.rules = paragraph("")
        self.tabs = Tabs()
        self.job = LatestJob(desk)
        self._answer: _Answer | None = None
        self._memory: Monster | None = None
        self._revisor: Revisor | None = None
        self._delay = delayed(self, DELAY_MS, self.calculate)
        self._build()
        self._listen()
        self.setFocusProxy(self.period)

    def _build(self) -> None:
        self.progress.setRange(0, 0)
        self.progress.setFixedWidth(96)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Regner")
        choose = labelled_row("&Periode", self.period)
        top = flowing(heading("Personvern"), choose, self.progress, self.cancel, self.again)
        self.rules.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.rules.setContentsMargins(0, 12, 8, 12)
        self.rules.setMaximumWidth(READING_WIDTH)
        self.tabs.setAccessibleName("Personvern")
        self.tabs.addTab(self._build_preview(), "&Hva som skjules")
        self.tabs.addTab(self.what_if, "H&va om")
        self.tabs.addTab(scrolled(self.ledger), "&Utgivelser")
        self.tabs.addTab(scrolled(self.locks), "Låse&r")
        self.tabs.addTab(scrolled(self.rules), "Reg&lene")
        layout = page_layout(self, top, self.summary, self.verdict)
        layout.setSpacing(8)
        layout.addWidget(self.tabs, 1)

    def _build_preview(self) -> QWidget:
        side = QWidget()
        about = (self.place, self.state, self.reason, row(self.show_cell), self.lock)
        lay_out(side, *about, margins=(0, 0, 8, 0)).addStretch(1)
        beside = FoldingRow(need=600)
        beside.addWidget(self.view, 1)
        holder = scrolled(side)
        holder.setFixedWidth(SIDE_WIDTH)
        beside.addWidget(holder)
        self.area.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        tab = QWidget()
        layout = QVBoxLayout(tab)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addWidget(flowing(labelled_row("&Kommune", self.area), self.only_hidden))
        layout.addLayout(beside, 1)
        layout.addWidget(self.legend)
        return tab

    def _listen(self) -> None:
        self.period.activated.connect(self.calculate)
        self.area.activated.connect(self.show_sheet)
        self.only_hidden.toggled.connect(self.show_sheet)
        self.view.chosen.connect(self.explain_cell)
        self.view.activated.connect(self.open_cell)
        self.show_cell.clicked.connect(self.open_cell)
        self.cancel.clicked.connect(self.job.cancel)
        self.again.clicked.connect(self.calculate)
        self.job.finished.connect(self.take_answer)
        self.job.stopped.connect(self.take_stop)
        self.job.failed.connect(self.desk.failed)

    def choices(self) -> tuple[Choice, ...]:
        """What decides what is shown."""
        return (self.period, self.area, self.tabs)

    def refresh(self, _change: object) -> None:
        """Something changed: what is shown is old, and is calculated anew in a moment."""
        fil = self.desk.file
        self.period.fill(fil)
        areas = [(omrade.navn, omrade.id) for omrade in fil.deltakere()]
        refill(self.area, [("Alle kommuner", _ALL), *areas, ("Tjenesten samlet", TJENESTEN)])
        self.ledger.refresh()
        self.locks.refresh()
        self.what_if.forget()
        self._show_state(working=True)
        self._delay.start()

    @Slot()
    def calculate(self) -> None:
        """Protect and audit the period's publication, with the pattern before as memory for the blocks that are the same."""
        self._delay.stop()
        periode = self.period.chosen()
        if periode is None:
            self.summary.setText("Det er ingen tall ennå. Registrer tall først.")
            self._show_state(working=False)
            return
        memory, known = self._memory, self._revisor

        def work(fil: Tjenestefil, job: Job) -> _Answer:
            revisor = known or auditor()
            made = personvern.clear(fil, periode, previous=memory, cancel=job.check, audit=revisor.audit)
            rules = forhandsvisning.rules_in_words(made.notat)
            ruter, vist = forhandsvisning.boxes(made), forhandsvisning.share(made)
            return _Answer(made, personvern.explain(made), revisor, ruter, vist, rules)

        self._show_state(working=True)
        self.job.start_reading(work)

    @Slot(object)
    def take_answer(self, answer: _Answer) -> None:
        """It is calculated: show it."""
        self._answer, made = answer, answer.made
        self._memory, self._revisor = made.monster, answer.revisor
        found = answer.vist
        hidden = found.trykt - found.vist
        self.summary.setText(
            f"{format_tall(hidden)} av {format_tall(found.trykt)} tall i meldingene for {made.periode.tekst} skjules. "
            f"{percent(found.andel_vist)} av tallene vises."
        )
        self.verdict.setText(_HOLDS if made.revisjon.godkjent else _LEAKS)
        self.rules.setText("\n\n".join(answer.regler))
        self.what_if.show_clearing(made)
        self._show_state(working=False)
        self.show_sheet()

    @Slot()
    def take_stop(self) -> None:
        """It was stopped, or the figures do not add up."""
        self._show_state(working=False)
        self.verdict.setText("Beregningen er stoppet. Tallene under kan være gamle." if self._answer else "Ikke beregnet.")

    def _show_state(self, *, working: bool) -> None:
        self.progress.setVisible(working)
        self.cancel.setVisible(working)
        self.again.setVisible(not working)
        if working:
            self.verdict.setText("Regner ut hva som må skjules …")

    @Slot()
    def show_sheet(self) -> None:
        """Show the kommune that is chosen."""
        if self._answer is None:
            return
        chosen = str(self.area.currentData())
        omrade = None if chosen == _ALL else OmradeId(chosen)
        only = self.only_hidden.isChecked()
        made, ruter = self._answer.made, self._answer.ruter
        self.view.show_sheet(forhandsvisning.sheet(self.desk.file, made, ruter, omrade, only_hidden=only))

    @Slot(int, int)
    def explain_cell(self, at: int, column: int) -> None:
        """Why the cell is shown or hidden."""
        model = self.view.sheet_model
        rute = model.rute(at, column)
        self.show_cell.setVisible(rute is not None)
        self.lock.show_for(self._answer.made.publikasjon.celle(rute.id) if rute and self._answer else None)
        if rute is None or self._answer is None:
            self.place.setText(model.visning.rader[at].etikett)
            self.state.setText("Her trykkes ikke noe tall." if model.visning.rader[at].indikator else "")
            self.reason.setText("")
            return
        self.place.setText(self._answer.made.publikasjon.celle(rute.id).omtale)
        self.state.setText(f"Tallet er {rute.tall}.")
        self.reason.setText(self._answer.reasons[rute.id])

    @Slot()
    def open_cell(self) -> None:
        """Go to the figure where it is entered."""
        index = self.view.currentIndex()
        rute = self.view.sheet_model.rute(index.row(), index.column()) if index.isValid() else None
        if rute is not None:
            self.desk.go(PageId.REGISTRERING, publikasjon.parse_id(rute.id))
