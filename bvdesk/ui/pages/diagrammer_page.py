"""Diagrammer: any indicator over time or over the kommuner, and the picture saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bvdesk.domain.change import FIGURES, Change
from bvdesk.domain.diagram.spec import Diagram, Tilstand
from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.omrade import LANDET, TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Korn, Periode
from bvdesk.services import diagram, diagrambilde
from bvdesk.services.diagram import Diagramvalg, Tidsrom
from bvdesk.services.diagrambilde import Bilde
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.ui import file_dialog
from bvdesk.ui.busy import busy
from bvdesk.ui.charts.diagram_view import DiagramView
from bvdesk.ui.charts.screen_style import screen_style
from bvdesk.ui.charts.theme_palette import chart_palette
from bvdesk.ui.check_list import CheckList
from bvdesk.ui.desk import Desk
from bvdesk.ui.flow_layout import flowing
from bvdesk.ui.folding_row import FoldingRow
from bvdesk.ui.indicator_list import IndicatorList
from bvdesk.ui.job import Job
from bvdesk.ui.latest_job import LatestJob
from bvdesk.ui.notices import NoticeKind
from bvdesk.ui.pages.page import Page
from bvdesk.ui.widgets import Button, choose_if_there, labelled_row, page_layout, paragraph, quiet_button, refill

if TYPE_CHECKING:
    from bvdesk.ui.charts.zoom_view import ZoomView

LIST_WIDTH = 264
_NAMES = {Tidsrom.KVARTAL: "Kvartal for kvartal", Tidsrom.AR: "År for år", Tidsrom.KOMMUNER: "Kommunene side om side"}


class DiagrammerPage(Page):
    """Indicator to the left, chart to the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.indicators = IndicatorList()
        self.areas = CheckList("&Områder")
        self.span = QComboBox()
        self.period = QComboBox()
        self.chart = DiagramView(screen_style(chart_palette()))
        self.nothing = paragraph("Det er ingen tall å vise for dette valget ennå.")
        self.body = QStackedWidget()
        self.save_button = quiet_button("Lagre bilde …", icon_name="lagre")
        self.zoom_button = Button("&Zoom og flytt")
        self.zoom_button.setCheckable(True)
        self.zoom: ZoomView | None = None
        self.kinds = QMenu(self)
        self.press = LatestJob(desk)
        self._path = Path()
        self._build()
        self._listen()
        self.setFocusProxy(self.indicators)

    def _build(self) -> None:
        left = QWidget()
        left.setFixedWidth(LIST_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 16, 0)
        column.addWidget(self.indicators, 3)
        column.addWidget(self.areas, 2)
        choose = (labelled_row("&Vis", self.span), labelled_row("&Periode", self.period))
        self.body.addWidget(self.chart)
        self.body.addWidget(self.nothing)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(flowing(*choose, self.zoom_button, self.save_button))
        right.addWidget(self.body, 1)
        beside = FoldingRow(need=600, spacing=8)
        beside.addWidget(left)
        beside.addLayout(right, 1)
        page_layout(self).addLayout(beside)

    def _listen(self) -> None:
        self.indicators.chosen.connect(self.show_choices)
        self.areas.changed.connect(self.draw)
        self.span.activated.connect(self.draw)
        self.period.activated.connect(self.choose_period)
        self.zoom_button.toggled.connect(self.draw)
        self.save_button.clicked.connect(self.ask_which)
        self.kinds.addAction("Til &publisering: bare tall som kan vises", self.save_public)
        self.kinds.addAction("Til &intern bruk: alle tall, med stempel", self.save_internal)
        self.press.finished.connect(self.take_picture)
        self.press.stopped.connect(self.take_stop)
        self.press.failed.connect(self.desk.failed)

    def refresh(self, change: Change) -> None:
        """Figures changed: draw anew. Everything else: fill the lists too."""
        if change.slag != FIGURES:
            self.indicators.show_indicators(diagram.drawable(self.desk.file))
        self.draw()

    @Slot()
    def show_choices(self) -> None:
        """What can be chosen for the indicator."""
        fil, indikator = self.desk.file, self.desk.file.katalog[self.indicators.current()]
        years = fil.years()
        last = Periode.year(years[-1]) if years else Periode.year(self.desk.bruker.clock().year)
        omrader = diagram.areas(fil, indikator, last)
        self._fill_areas(omrader)
        refill(self.span, [(_NAMES[way], way) for way in diagram.suggest(fil, indikator, omrader)])
        spans = [Periode.year(year) for year in reversed(years)]
        if indikator.entered_korn in (Korn.MANED, Korn.KVARTAL):
            spans = [p for year in spans for p in (year, *reversed(year.quarters()))]
        refill(self.period, [(span.tekst, span) for span in spans])
        self._follow_period()
        self.draw()

    @Slot()
    def choose_period(self) -> None:
        """The user chose a period; the other pages follow."""
        self.desk.arbeidsperiode = self.period.currentData()
        self.draw()

    def take_period(self) -> None:
        """The year of what was chosen on another page."""
        if self._follow_period():
            self.draw()

    def _follow_period(self) -> bool:
        shared, shown = self.desk.arbeidsperiode, self.period.currentData()
        other = shared is not None and isinstance(shown, Periode) and shown.ar != shared.ar
        return other and shared is not None and choose_if_there(self.period, Periode.year(shared.ar))

    def _fill_areas(self, omrader: tuple[OmradeId, ...]) -> None:
        name = self.desk.file.name
        self.areas.fill([(name(omrade), omrade) for omrade in omrader], first=(TJENESTEN, LANDET))

    def _chosen_areas(self) -> tuple[OmradeId, ...]:
        return tuple(OmradeId(str(key)) for key in self.areas.chosen())

    def _members_shown(self) -> tuple[OmradeId, ...]:
        members = {omrade.id for omrade in self.desk.file.deltakere()}
        return tuple(OmradeId(str(key)) for key in self.areas.data() if key in members)

    @Slot()
    def draw(self) -> None:
        """Draw what is chosen."""
        made = self._diagram()
        self.save_button.setEnabled(made is not None)
        self.zoom_button.setEnabled(made is not None)
        if made is None:
            self.body.setCurrentWidget(self.nothing)
        elif self.zoom_button.isChecked():
            self._explore(made)
        else:
            self.chart.show_diagram(made)
            self.body.setCurrentWidget(self.chart)

    def _explore(self, made: Diagram) -> None:
        """Show the chart where it can be zoomed; pyqtgraph is loaded the first time."""
        if self.zoom is None:
            with busy():
                from bvdesk.ui.charts.zoom_view import ZoomView

                self.zoom = ZoomView(chart_palette())
            self.body.addWidget(self.zoom)
        self.zoom.show_diagram(made)
        self.body.setCurrentWidget(self.zoom)
        self.zoom.setToolTip("Rull for å zoome, dra for å flytte. + og − zoomer, piltastene flytter, 0 viser alt.")

    def _diagram(self) -> Diagram | None:
        valg = self._valg()
        return None if valg is None else diagram.build_diagram(self.desk.file, valg)

    def _valg(self) -> Diagramvalg | None:
        """What is chosen; None before there is anything to choose."""
        way, period = self.span.currentData(), self.period.currentData()
        if not isinstance(period, Periode) or not self.indicators.current():
            return None
        chosen = Tidsrom(way)
        omrader = self._chosen_areas()
        if chosen is Tidsrom.KOMMUNER:
            omrader = tuple(dict.fromkeys((*self._members_shown(), *omrader)))
        last = period if chosen is Tidsrom.KOMMUNER or period.korn is Korn.KVARTAL else period.quarters()[-1]
        return Diagramvalg(self.indicators.current(), omrader, chosen, last)

    @Slot()
    def ask_which(self) -> None:
        """Who the picture is for; nobody needs to be asked about figures that cannot point at a person."""
        valg = self._valg()
        if valg is not None and diagrambilde.sensitive(self.desk.file, valg):
            self.kinds.popup(self.save_button.mapToGlobal(self.save_button.rect().bottomLeft()))
        else:
            self.save_public()

    @Slot()
    def save_public(self) -> None:
        """Save what everybody may see, once the privacy control has said what that is."""
        self._save(diagrambilde.public)

    @Slot()
    def save_internal(self) -> None:
        """Save every figure, stamped."""
        self._save(diagrambilde.internal)

    def _save(self, make: Callable[[Tjenestefil, Diagramvalg], Bilde]) -> None:
        valg = self._valg()
        if valg is None:
            return
        kinds = "Bilde (*.png);;Vektorbilde (*.svg)"
        chosen = file_dialog.ask_save(self, "Lagre bilde", f"{valg.indikator}.png", kinds)
        if chosen:
            self._path = chosen
            self.save_button.setEnabled(False)
            self.desk.notice("Lager bildet …")
            path = self._path

            def draw(fil: Tjenestefil, _job: Job) -> tuple[Bilde, bytes]:
                bilde = make(fil, valg)
                return bilde, diagrambilde.as_file(bilde, path)

            self.press.start_reading(draw)

    @Slot(object)
    def take_picture(self, drawn: tuple[Bilde, bytes]) -> None:
        """It is drawn: write it."""
        self.save_button.setEnabled(True)
        bilde, content = drawn
        try:
            diagrambilde.save(self.desk.file, bilde, self._path, content)
        except UserError as error:
            self.desk.failed.emit(error)
            return
        gaps = sum(p.tilstand is Tilstand.TILBAKEHOLDT for serie in bilde.diagram.serier for p in serie.verdier)
        hidden = f" {gaps} tall vises ikke av personvernhensyn." if gaps else ""
        self.desk.notice(f"Bildet er lagret som {self._path}.{hidden}", NoticeKind.SUCCESS)

    @Slot()
    def take_stop(self) -> None:
        """It could not be drawn."""
        self.save_button.setEnabled(True)

    def changeEvent(self, event: QEvent) -> None:
        """A new theme: the chart takes its colours."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.chart.set_style(screen_style(chart_palette()))
