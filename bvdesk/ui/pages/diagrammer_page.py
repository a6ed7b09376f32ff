"""Diagrammer: any indicator over time or over the kommuner, and the picture saved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bvdesk.domain.diagram.spec import Diagram
from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.omrade import LANDET, TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Korn, Periode
from bvdesk.services import diagram
from bvdesk.services.diagram import Diagramvalg, Tidsrom
from bvdesk.ui.charts.diagram_view import DiagramView
from bvdesk.ui.charts.saving import save_png, save_svg
from bvdesk.ui.charts.screen_style import screen_style
from bvdesk.ui.charts.theme_palette import chart_palette
from bvdesk.ui.check_list import CheckList
from bvdesk.ui.desk import Desk
from bvdesk.ui.flow_layout import FlowLayout
from bvdesk.ui.indicator_list import IndicatorList
from bvdesk.ui.notices import NoticeKind
from bvdesk.ui.pages.page import Page
from bvdesk.ui.widgets import labelled_row, page_layout, paragraph, quiet_button, refill

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
        self.zoom_button = QPushButton("&Zoom og flytt")
        self.zoom_button.setCheckable(True)
        self.zoom: ZoomView | None = None
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
        top = QWidget()
        choices = FlowLayout(top)
        choose = (labelled_row("&Vis", self.span), labelled_row("&Periode", self.period))
        for widget in (*choose, self.zoom_button, self.save_button):
            choices.addWidget(widget)
        self.body.addWidget(self.chart)
        self.body.addWidget(self.nothing)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(top)
        right.addWidget(self.body, 1)
        beside = QHBoxLayout()
        beside.addWidget(left)
        beside.addLayout(right, 1)
        page_layout(self).addLayout(beside)

    def _listen(self) -> None:
        self.indicators.chosen.connect(self.show_choices)
        self.areas.changed.connect(self.draw)
        self.span.activated.connect(self.draw)
        self.period.activated.connect(self.draw)
        self.zoom_button.toggled.connect(self.draw)
        self.save_button.clicked.connect(self.save_picture)

    def refresh(self, change: object) -> None:
        """Figures changed: draw anew. Everything else: fill the lists too."""
        if change is None or getattr(change, "slag", "") != "figurer":
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
        self.draw()

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
        from bvdesk.ui.charts.zoom_view import ZoomView

        if self.zoom is None:
            self.zoom = ZoomView(chart_palette())
            self.body.addWidget(self.zoom)
        self.zoom.show_diagram(made)
        self.body.setCurrentWidget(self.zoom)
        self.zoom.setToolTip("Rull for å zoome, dra for å flytte. + og − zoomer, piltastene flytter, 0 viser alt.")

    def _diagram(self) -> Diagram | None:
        way, period = self.span.currentData(), self.period.currentData()
        if not isinstance(period, Periode) or not self.indicators.current():
            return None
        chosen = Tidsrom(way)
        omrader = self._chosen_areas()
        if chosen is Tidsrom.KOMMUNER:
            omrader = tuple(dict.fromkeys((*self._members_shown(), *omrader)))
        last = period if chosen is Tidsrom.KOMMUNER or period.korn is Korn.KVARTAL else period.quarters()[-1]
        return diagram.build_diagram(self.desk.file, Diagramvalg(self.indicators.current(), omrader, chosen, last))

    @Slot()
    def save_picture(self) -> None:
        """Save as PNG or SVG; the picture says that nobody has checked it for privacy."""
        made = self.chart.diagram
        if made is None:
            return
        suggestion = f"{self.indicators.current()}.png"
        chosen, _ = QFileDialog.getSaveFileName(self, "Lagre bilde", suggestion, "Bilde (*.png);;Vektorbilde (*.svg)")
        if not chosen:
            return
        path = Path(chosen)
        sensitive = self.desk.file.katalog[self.indicators.current()].pv > 0
        stamped = replace(made, kilde=f"{made.kilde}. {diagram.NOT_CLEARED}".lstrip(". ")) if sensitive else made
        try:
            (save_svg if path.suffix == ".svg" else save_png)(path, stamped, screen_style())
        except UserError as error:
            self.desk.failed.emit(error)
            return
        self.desk.notice(f"Bildet er lagret som {path}.", NoticeKind.SUCCESS)

    def changeEvent(self, event: QEvent) -> None:
        """A new theme: the chart takes its colours."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.chart.set_style(screen_style(chart_palette()))
