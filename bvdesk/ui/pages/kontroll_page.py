"""Kontroll: what cannot be true among the figures or in a text, and what to look at; go there, or say why it is right."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import kontroll
from bvdesk.services.kontroll import Kontrollresultat
from bvdesk.ui.delayed import delayed
from bvdesk.ui.desk import Desk
from bvdesk.ui.flow_layout import flowing
from bvdesk.ui.kontroll.findings_view import FindingsView
from bvdesk.ui.kontroll.limits_view import LimitsView
from bvdesk.ui.kontroll.text_check import TextCheck
from bvdesk.ui.latest_job import LatestJob
from bvdesk.ui.page_table import PageId
from bvdesk.ui.pages.page import Choice, Page
from bvdesk.ui.period_box import PeriodBox
from bvdesk.ui.registrering.panel_keeper import WithPanel
from bvdesk.ui.widgets import Tabs, choose_if_there, heading, labelled_row, page_layout, paragraph, scrolled

DELAY_MS = 300
_TO_REPORT = "Gå til Rapport"
_NO_FIGURES = (
    "Ingen tall å kontrollere ennå",
    "Registrer tall, eller les dem inn fra et regneark. De kontrolleres her av seg selv.",
    "Gå til Registrering",
)
_ALL_WELL = "Godkjenn kvartalene på siden Registrering, og lag meldingen på siden Rapport."


class KontrollPage(Page):
    """Checked anew, a moment after each change, without holding anybody up."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.period = PeriodBox(desk)
        self.summary = paragraph("")
        self.findings = FindingsView(desk, "Funn blant tallene", "Gå til tallet")
        self.text_check = TextCheck(desk)
        self.limits = LimitsView(desk)
        self.tabs = Tabs()
        self.job = LatestJob(desk)
        self._delay = delayed(self, DELAY_MS, self.check)
        self._build()
        self.period.activated.connect(self.choose_period)
        self.findings.jumped.connect(self.go_to_figure)
        self.findings.empty.clicked.connect(self.go_on)
        self.job.finished.connect(self.take_result)
        self.job.stopped.connect(self.take_stop)
        self.job.failed.connect(self.desk.failed)
        self.setFocusProxy(self.period)

    def _build(self) -> None:
        figures = QWidget()
        column = QVBoxLayout(figures)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(self.summary)
        column.addWidget(self.findings, 1)
        self.tabs.setAccessibleName("Kontroll")
        self.tabs.addTab(figures, "&Tallene")
        self.tabs.addTab(self.text_check, "En te&kst")
        self.tabs.addTab(scrolled(self.limits), "&Grenser")
        layout = page_layout(self, flowing(heading("Kontroll"), labelled_row("&Periode", self.period)))
        layout.setSpacing(8)
        layout.addWidget(self.tabs, 1)

    def choices(self) -> tuple[Choice, ...]:
        """What decides what is shown."""
        return (self.period, self.tabs)

    def refresh(self, _change: object) -> None:
        """Something changed: check again in a moment."""
        self.period.fill(self.desk.file)
        self.text_check.refresh(self.period.chosen())
        self.limits.refresh()
        self._delay.start()

    def go_to(self, place: object) -> None:
        """To what was found in a period."""
        if isinstance(place, Periode) and choose_if_there(self.period, place):
            self.tabs.setCurrentIndex(0)
            self.choose_period()

    @Slot()
    def choose_period(self) -> None:
        """Another period, for the figures and for the text."""
        self.text_check.refresh(self.period.chosen())
        self.check()

    @Slot()
    def check(self) -> None:
        """Check every figure up to the period."""
        self._delay.stop()
        periode = self.period.chosen()
        if periode is None:
            self.summary.setText("")
            self.findings.show_findings((), *_NO_FIGURES)
            return
        self.summary.setText("Kontrollerer tallene …")
        self.job.start_reading(lambda fil, _job: kontroll.run(fil, periode))

    @Slot(object)
    def take_result(self, result: Kontrollresultat) -> None:
        """Show what was found."""
        standing = [m.funn.niva for m in result.merknader if not m.godtatt]
        accepted = len(result.merknader) - len(standing)
        stops, warnings = standing.count(Niva.STOPP), standing.count(Niva.ADVARSEL)
        gate = " Et kvartal kan ikke godkjennes før stoppfunnene er rettet eller godtatt." if stops else ""
        self.summary.setText(f"{stops} stopp, {_count(warnings, 'advarsel', 'advarsler')}, {accepted} godtatt.{gate}")
        self.findings.show_findings(result.merknader, *self._words_when_empty())

    def _words_when_empty(self) -> tuple[str, str, str]:
        periode = self.period.chosen()
        if periode is None or periode.ar not in self.desk.file.years():
            return _NO_FIGURES
        return "Ingen funn", f"Tallene for {periode.tekst} henger sammen. {_ALL_WELL}", _TO_REPORT

    @Slot()
    def go_on(self) -> None:
        """What the page says to do when it is empty."""
        self.desk.go(PageId.RAPPORT if self.findings.empty.button.text() == _TO_REPORT else PageId.REGISTRERING)

    @Slot()
    def take_stop(self) -> None:
        """Something was wrong."""
        self.summary.setText("Tallene er ikke kontrollert.")

    @Slot(object)
    def go_to_figure(self, funn: Funn) -> None:
        """Go to the figure where it is entered, and where a comment on it is."""
        celle = kontroll.find_cell(self.desk.file, funn)
        if celle is None:
            self.desk.notice("Funnet gjelder ikke ett bestemt tall.")
        else:
            self.desk.go(PageId.REGISTRERING, WithPanel(celle))


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
