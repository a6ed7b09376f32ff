"""«Hva om»: other rules and coarser tables, and how much of the figures each would show."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QProgressBar,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from bvdesk import prikking
from bvdesk.domain.tall.tallformat import format_tall
from bvdesk.prikking.forslag import Forslag
from bvdesk.services import forhandsvisning, inndeling, personvern
from bvdesk.services.forhandsvisning import Inndelingsforslag
from bvdesk.services.personvern import Frigivelse
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.ui.desk import Desk
from bvdesk.ui.flow_layout import FlowLayout
from bvdesk.ui.job import Job
from bvdesk.ui.latest_job import LatestJob
from bvdesk.ui.listing_table import listing_table
from bvdesk.ui.notices import NoticeKind
from bvdesk.ui.texts import percent
from bvdesk.ui.widgets import choose_data, heading, labelled, lay_out, paragraph, primary_button, quiet_button, row

TERSKLER = (2, 3, 4, 5, 9)
_NULLER = {
    prikking.Nuller.VIS: "Vises alltid",
    prikking.Nuller.KAN_SKJULES: "Kan skjules for å verne andre",
    prikking.Nuller.PRIKKES: "Skjules som små tall",
}
_VERN = {
    prikking.Vern.EKSAKT: "Minst to mulige verdier",
    prikking.Vern.BREDDE: "Minst tre på rad er mulige",
    prikking.Vern.STERK: "Det kan også være et stort tall",
}
LEAST_COLUMN = 88
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_TITLES = ("Opplegg", "Tall i meldingene", "Vises", "Skjules", "Andel som vises")


class WhatIf(QScrollArea):
    """Nothing changes for the reports until «Bruk disse reglene» is pressed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._made: Frigivelse | None = None
        self.terskel, self.nuller, self.vern = QComboBox(), QComboBox(), QComboBox()
        self.calculate, self.adopt = primary_button("Regn ut"), quiet_button("Bruk disse reglene")
        self.advise, self.stop = quiet_button("Sammenlign grovere tabeller"), quiet_button("Avbryt")
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName("Regner")
        self.rules_table = _result_table("Andel som vises før og etter")
        self.designs_table = _result_table("Andel som vises i grovere tabeller")
        self.use_design, self.undo_design = quiet_button("Bruk denne inndelingen"), quiet_button("Angre inndelingen")
        self.in_use = paragraph("", subtle=True)
        self._designs: tuple[Inndelingsforslag, ...] = ()
        self.job = LatestJob(desk)
        self._build()
        self._listen()
        self._show_state(working=False)

    def _build(self) -> None:
        body = QWidget()
        choices = QWidget()
        flow = FlowLayout(choices)
        for number in TERSKLER:
            self.terskel.addItem(f"1–{number}", number)
        for nuller, text in _NULLER.items():
            self.nuller.addItem(text, nuller)
        for vern, text in _VERN.items():
            self.vern.addItem(text, vern)
        for text, box in (
            ("&Små tall er", self.terskel),
            ("&Nuller", self.nuller),
            ("&Et skjult tall vernes når", self.vern),
        ):
            flow.addWidget(labelled(text, box))
        about = "Se hvor mye som vises med andre regler. De mest følsomme tallene har alltid en strengere regel."
        coarse = (
            "Færre tall i tabellene kan gi at flere av dem vises. Velg en rad og bruk den: Da gjelder den for tabellene og "
            "diagrammene i alle offentlige meldinger. Hvilke tall meldingen skal ha, velger du på siden Indikatorer."
        )
        parts = (
            heading("Andre regler", 13), paragraph(about), choices, row(self.calculate, self.adopt), self.rules_table,
            heading("Grovere tabeller", 13), paragraph(coarse), self.in_use, row(self.advise, self.undo_design),
            self.designs_table, row(self.use_design), row(self.progress, self.stop),
        )  # fmt: skip
        lay_out(body, *parts, margins=(0, 12, 8, 8), spacing=12).addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _listen(self) -> None:
        self.calculate.clicked.connect(self.try_rules)
        self.adopt.clicked.connect(self.adopt_rules)
        self.advise.clicked.connect(self.compare_designs)
        self.use_design.clicked.connect(self.adopt_design)
        self.undo_design.clicked.connect(self.take_design_back)
        self.stop.clicked.connect(self.job.cancel)
        self.job.finished.connect(self.take_answer)
        self.job.stopped.connect(self.take_stop)
        self.job.failed.connect(self._desk.failed)

    def show_clearing(self, made: Frigivelse) -> None:
        """What the answers are compared with; the choices start at the rules in force."""
        self.job.cancel()
        rules = made.policy
        if self._made is None or self._made.policy != rules:
            choose_data(self.terskel, rules.terskel)
            choose_data(self.nuller, rules.nuller)
            choose_data(self.vern, rules.vern)
        self._made = made
        self.rules_table.hide()
        self.designs_table.hide()
        self._designs = ()
        self.in_use.setText(f"I bruk nå: {made.tabellvalg.navn}.")
        self._show_state(working=False)

    def forget(self) -> None:
        """What was compared with no longer holds."""
        self.job.cancel()
        self._made = None
        self._show_state(working=False)

    def chosen(self) -> dict[str, object]:
        """The rules that are chosen, as plain values."""
        return {
            "terskel": int(self.terskel.currentData()),
            "nuller": prikking.Nuller(self.nuller.currentData()).value,
            "vern": prikking.Vern(self.vern.currentData()).value,
        }

    @Slot()
    def try_rules(self) -> None:
        """How much would the chosen rules show?"""
        made = self._made
        if made is not None:
            rules = personvern.policy_of(self.chosen())
            self._show_state(working=True)
            self.job.start(lambda job: (forhandsvisning.try_rules(made, rules, job.check),))

    @Slot()
    def compare_designs(self) -> None:
        """How much would coarser tables show?"""
        made = self._made
        if made is None:
            return
        periode, rules = made.periode, made.policy

        def work(fil: Tjenestefil, job: Job) -> object:
            return forhandsvisning.compare_designs(fil, periode, rules, job.check)

        self._show_state(working=True)
        self.job.start_reading(work)

    @Slot()
    def adopt_design(self) -> None:
        """Make the chosen division of the tables the one that public editions have."""
        at = self.designs_table.currentRow() - 1
        if not 0 <= at < len(self._designs):
            self._desk.notice("Velg en inndeling i tabellen.")
        elif self._desk.run(inndeling.choose, self._designs[at].valgt):
            self._desk.notice("Inndelingen er endret. Den gjelder fra neste offentlige melding.", NoticeKind.SUCCESS)

    @Slot()
    def take_design_back(self) -> None:
        """Back to the division before."""
        if self._desk.run(inndeling.undo):
            self._desk.notice("Inndelingen er angret.", NoticeKind.SUCCESS)

    @Slot()
    def adopt_rules(self) -> None:
        """Make the chosen rules the service's own."""
        if self._desk.run(personvern.set_policy, self.chosen()):
            self._desk.notice("Reglene for personvern er endret. De gjelder fra neste melding.", NoticeKind.SUCCESS)

    @Slot(object)
    def take_answer(self, found: tuple[Forslag, ...] | tuple[Inndelingsforslag, ...]) -> None:
        """Show the answer under what holds now."""
        if self._made is not None:
            now = forhandsvisning.share(self._made)
            designs = tuple(f for f in found if isinstance(f, Inndelingsforslag))
            if designs:
                self._designs = designs
                _fill(self.designs_table, (now, *(d.forslag for d in designs)))
                self.designs_table.selectRow(1)
            else:
                _fill(self.rules_table, (now, *(f for f in found if isinstance(f, Forslag))))
        self._show_state(working=False)

    @Slot()
    def take_stop(self) -> None:
        """It was stopped, or the rules are impossible."""
        self._show_state(working=False)

    def _show_state(self, *, working: bool) -> None:
        ready = self._made is not None and not working
        for button in (self.calculate, self.advise):
            button.setEnabled(ready)
        self.adopt.setEnabled(self._made is not None)
        self.use_design.setVisible(bool(self._designs))
        self.undo_design.setVisible(self._desk.is_open and inndeling.can_undo(self._desk.file))
        self.progress.setVisible(working)
        self.stop.setVisible(working)


def _result_table(name: str) -> QTableWidget:
    table = listing_table(name, _TITLES, wide=_TITLES[0])
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for column, title in enumerate(_TITLES[1:], 1):
        table.setHorizontalHeaderItem(column, _number(title))
    table.horizontalHeader().setMinimumSectionSize(LEAST_COLUMN)
    return table


def _number(text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item


def _fill(table: QTableWidget, rows: Sequence[Forslag]) -> None:
    table.setRowCount(len(rows))
    for at, found in enumerate(rows):
        unsafe = f" ({found.ubeskyttet} kan ikke vernes)" if found.ubeskyttet else ""
        counts = (format_tall(Decimal(n), 0) for n in (found.trykt, found.vist, found.trykt - found.vist))
        for column, text in enumerate((found.navn + unsafe, *counts, percent(found.andel_vist))):
            table.setItem(at, column, _number(text) if column else QTableWidgetItem(text))
    bar = table.horizontalScrollBar().sizeHint().height()
    table.setFixedHeight(table.horizontalHeader().sizeHint().height() + sum(map(table.rowHeight, range(len(rows)))) + bar)
    table.show()
