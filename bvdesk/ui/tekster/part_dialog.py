"""Put a table or a chart together: what it shows, for whom and when; and look at it before it is placed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bvdesk.domain.diagram.alt import alt_text
from bvdesk.domain.errors import UserError
from bvdesk.domain.rapport.disposisjon import Plassering, Plasseringsslag
from bvdesk.domain.rapport.modell import Figur, Tabell
from bvdesk.services import deler
from bvdesk.storage.tekst_store import Tekststed
from bvdesk.ui.charts.diagram_view import DiagramView
from bvdesk.ui.charts.screen_style import screen_style
from bvdesk.ui.charts.theme_palette import chart_palette
from bvdesk.ui.check_list import CheckList
from bvdesk.ui.desk import Desk
from bvdesk.ui.folding_row import FoldingRow
from bvdesk.ui.screen import FittingDialog, resize_on_screen
from bvdesk.ui.widgets import choose_data, closing_row, heading, labelled, paragraph, primary_button, refill, scrolled

_EMPTY = "Kryss av hva som skal vises."
_LEFT_WIDTH = 304


class PartDialog(FittingDialog):
    """`choice` is what was put together when it is accepted."""

    def __init__(self, desk: Desk, sted: Tekststed, standing: Plassering | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.sted = desk, sted
        self.code = standing.kode if standing else deler.next_code(desk.file, sted.kapittel)
        self.setWindowTitle("Endre tabell eller figur" if standing else "Ny tabell eller figur")
        resize_on_screen(self, 920, 640)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Søk, for eksempel «meldinger»")
        self.search.setClearButtonEnabled(True)
        self.indicators, self.areas = CheckList("&Hva som vises"), CheckList("&For hvem")
        for ticks in (self.indicators.list, self.areas.list):
            ticks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            ticks.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.periods, self.kind = QComboBox(), QComboBox()
        self.title_field, self.source, self.alt = QLineEdit(), QLineEdit(), QLineEdit()
        self.chart, self.table, self.note = (
            DiagramView(screen_style(chart_palette())),
            QTableWidget(),
            paragraph(_EMPTY, subtle=True),
        )
        self.preview = QStackedWidget()
        self.ok = primary_button("Lagre" if standing else "Sett inn")
        self._kind_chosen = standing is not None
        self._build()
        self._fill(standing or Plassering(self.code, Plasseringsslag.LINJE, ()))
        self._listen()
        self.show_preview()

    def _build(self) -> None:
        left = QWidget()
        left.setFixedWidth(_LEFT_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(labelled("&Søk", self.search))
        column.addWidget(self.indicators, 3)
        column.addWidget(self.areas, 2)
        column.addWidget(labelled("&Når", self.periods))
        column.addWidget(labelled("S&om", self.kind))
        right = QVBoxLayout()
        self.table.setAccessibleName("Slik blir tabellen")
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget in (self.note, self.chart, self.table):
            self.preview.addWidget(widget)
        right.addWidget(heading("Slik blir den", 13))
        right.addWidget(self.preview, 1)
        for name, field in (("&Tittel", self.title_field), ("&Kilde", self.source), ("&Alternativ tekst", self.alt)):
            right.addWidget(labelled(name, field))
        body = QWidget()
        beside = FoldingRow(need=600, spacing=24)
        body.setLayout(beside)
        beside.setContentsMargins(0, 0, 8, 0)
        beside.addWidget(left)
        beside.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.addWidget(scrolled(body), 1)
        layout.addWidget(closing_row(self, self.ok))

    def _fill(self, standing: Plassering) -> None:
        found = deler.choices(self.desk.file, self.sted)
        self.indicators.fill(found.indikatorer, standing.indikatorer)
        self.areas.fill(found.omrader, standing.omrader or ("",))
        known = standing.perioder in [value for _, value in found.perioder]
        others = () if known else ((", ".join(standing.perioder), standing.perioder),)
        refill(self.periods, (*found.perioder, *others))
        refill(self.kind, found.slag)
        choose_data(self.periods, standing.perioder)
        choose_data(self.kind, standing.slag)
        for field, text in ((self.title_field, standing.tittel), (self.source, standing.kilde), (self.alt, standing.alt)):
            field.setText(text)

    def _listen(self) -> None:
        self.search.textChanged.connect(self.narrow)
        self.indicators.changed.connect(self.choose)
        self.areas.changed.connect(self.choose)
        self.periods.activated.connect(self.choose)
        self.kind.activated.connect(self.choose_kind)
        self.title_field.textChanged.connect(self.show_preview)
        self.ok.clicked.connect(self.accept)

    def choice(self) -> Plassering:
        """What has been put together."""
        chosen = tuple(str(area) for area in self.areas.chosen())
        return Plassering(
            self.code,
            Plasseringsslag(self.kind.currentData()),
            tuple(str(key) for key in self.indicators.chosen()),
            () if chosen == ("",) else chosen,
            tuple(self.periods.currentData()),
            *(field.text().strip() for field in (self.title_field, self.source, self.alt)),
        )

    @Slot(str)
    def narrow(self, text: str) -> None:
        """Hide what does not hold the words; what is ticked is always seen."""
        items = [self.indicators.list.item(at) for at in range(self.indicators.list.count())]
        for item in items:
            ticked = item.checkState() is Qt.CheckState.Checked
            item.setHidden(not ticked and any(word not in item.text().casefold() for word in text.casefold().split()))

    @Slot()
    def choose(self) -> None:
        """Something else is to be shown: in the way that suits it, until somebody has chosen a way."""
        if not self._kind_chosen:
            choose_data(self.kind, deler.suggested_kind(self.desk.file, self.choice()))
        self.show_preview()

    @Slot()
    def choose_kind(self) -> None:
        """The user has chosen a way."""
        self._kind_chosen = True
        self.show_preview()

    @Slot()
    def show_preview(self) -> None:
        """How it looks now, and what its title and alternative text are when nobody writes others."""
        try:
            made = deler.try_part(self.desk.file, self.sted, self.choice()) if self.indicators.chosen() else None
            said = "Det er ingen tall å vise ennå." if self.indicators.chosen() else _EMPTY
        except UserError as fault:
            made, said = None, f"{fault.text} {fault.advice}"
        self.note.setText(said)
        self.ok.setEnabled(bool(self.indicators.chosen()))
        self.preview.setCurrentWidget(
            self.chart if isinstance(made, Figur) else self.table if isinstance(made, Tabell) else self.note
        )
        if isinstance(made, Figur):
            self.chart.show_diagram(made.diagram)
            self.alt.setPlaceholderText(alt_text(made.diagram, self.sted.malform))
        elif isinstance(made, Tabell):
            self._show_table(made)
        self.alt.setEnabled(not isinstance(made, Tabell))
        self.title_field.setPlaceholderText(made.tittel if made else "")
        self.source.setPlaceholderText(made.kilde if made else "")

    def _show_table(self, made: Tabell) -> None:
        self.table.clear()
        self.table.setColumnCount(len(made.kolonner) - 1)
        self.table.setRowCount(len(made.rader))
        self.table.setHorizontalHeaderLabels([k.tittel for k in made.kolonner[1:]])
        self.table.setVerticalHeaderLabels([r.navn for r in made.rader])
        for line, rad in enumerate(made.rader):
            self._show_cells(line, [r if isinstance(r, str) else getattr(r, "tekst", "") for r in rad.ruter])

    def _show_cells(self, line: int, texts: Sequence[str]) -> None:
        for at, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(line, at, item)
