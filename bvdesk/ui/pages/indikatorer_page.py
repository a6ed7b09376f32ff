"""Indikatorer: what each figure means, which are in use, the service's own words for them, and its own indicators."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from bvdesk.domain.change import FIGURES, Change
from bvdesk.domain.tall.indikator import Indikator
from bvdesk.services import indikatorer, kapitler
from bvdesk.ui.desk import Desk
from bvdesk.ui.folding_row import FoldingRow
from bvdesk.ui.indicator_list import IndicatorList
from bvdesk.ui.leaving_text_edit import LeavingTextEdit
from bvdesk.ui.pages.page import Page
from bvdesk.ui.widgets import heading, labelled, lay_out, page_layout, paragraph, quiet_button

LIST_WIDTH = 300
PRIVACY = {
    0: "Harmløst: kan alltid vises.",
    1: "Små tall holdes tilbake i offentlige utgaver.",
    2: "Særlig følsomt: strengere regler for små tall i offentlige utgaver.",
}


class IndikatorerPage(Page):
    """List to the left, definition to the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.indicators = IndicatorList()
        self.new_button = quiet_button("Ny egen indikator …", icon_name="ny")
        self.name = heading("", 16)
        self.chapter, self.source_line = paragraph("", subtle=True), paragraph("", subtle=True)
        self.definition, self.privacy = paragraph(""), paragraph("")
        self.in_use = QCheckBox("I bruk i ark og rapporter")
        self.nynorsk = QLineEdit()
        self.note = LeavingTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(88)
        self.note.setPlaceholderText("Skriv bare når dere teller annerledes. Teksten trykkes blant rapportens definisjoner.")
        self._build()
        self.indicators.chosen.connect(self.show_indicator)
        self.in_use.clicked.connect(self.save_use)
        self.note.left.connect(self.save_note)
        desk.closing.connect(self.leave)
        self.nynorsk.editingFinished.connect(self.save_nynorsk)
        self.new_button.clicked.connect(self.add_own)
        self.setFocusProxy(self.indicators)

    def _build(self) -> None:
        left = QWidget()
        left.setFixedWidth(LIST_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 24, 0)
        column.addWidget(self.indicators, 1)
        column.addWidget(self.new_button, 0, Qt.AlignmentFlag.AlignLeft)
        body = QWidget()
        note = labelled("&Hos oss betyr tallet", self.note)
        self._nynorsk_row = labelled("Navn på n&ynorsk", self.nynorsk)
        about = (self.name, self.chapter, self.definition, self.privacy, self.source_line)
        parts = (*about, self.in_use, self._nynorsk_row, note)
        lay_out(body, *parts, margins=(0, 0, 8, 0), spacing=12).addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        beside = FoldingRow(need=560, spacing=8)
        beside.addWidget(left)
        beside.addWidget(area, 1)
        page_layout(self).addLayout(beside)

    def refresh(self, change: Change) -> None:
        """Another catalogue or other choices."""
        if change.slag == FIGURES:
            return
        fil = self.desk.file
        everything = tuple(fil.katalog.indikatorer.values())
        self.indicators.show_indicators(everything, frozenset(i.id for i in everything if not fil.is_active(i)))
        self.show_indicator()

    @Slot()
    def show_indicator(self) -> None:
        """Show the chosen indicator."""
        indikator, fil = self._chosen(), self.desk.file
        self.name.setText(indikator.etikett)
        own = ". Egen indikator" if indikator.egen else ""
        self.chapter.setText(f"{kapitler.overskrift(indikator.kapittel)}. Enhet: {indikator.enhet}{own}.")
        self.definition.setText(indikatorer.definition(fil.katalog, indikator))
        self.privacy.setText(PRIVACY[indikator.pv])
        self.source_line.setText(f"Kilde: {indikator.kilde}" if indikator.kilde else "")
        self.in_use.setChecked(fil.is_active(indikator))
        self._nynorsk_row.setVisible(indikator.egen)
        self.nynorsk.setText(indikator.etikett_nn)
        valg = fil.valg.get(indikator.id)
        self.note.setPlainText(valg.merknad if valg else "")

    @Slot()
    def save_use(self) -> None:
        """In use, or not."""
        self.desk.run(indikatorer.set_active, self._chosen().id, aktiv=self.in_use.isChecked())

    @Slot()
    def save_note(self) -> None:
        """The service's own words, when they changed."""
        if not self.desk.is_open:
            return
        indikator = self._chosen()
        valg = self.desk.file.valg.get(indikator.id)
        written = self.note.toPlainText().strip()
        if written != (valg.merknad if valg else ""):
            self.desk.run(indikatorer.set_note, indikator.id, written)

    @Slot()
    def save_nynorsk(self) -> None:
        """Another name in nynorsk reports."""
        if not self.desk.is_open:
            return
        indikator, written = self._chosen(), self.nynorsk.text().strip()
        if indikator.egen and written != indikator.etikett_nn:
            self.desk.run(indikatorer.set_nynorsk, indikator.id, written)

    @Slot()
    def leave(self) -> None:
        """The file closes: what stands in the fields is saved while it can be."""
        if self.indicators.current():
            self.save_note()
            self.save_nynorsk()

    @Slot()
    def add_own(self) -> None:
        """Describe an indicator of one's own."""
        from bvdesk.ui.new_indicator import NewIndicatorDialog

        dialog = NewIndicatorDialog(self.desk, self)
        if dialog.exec():
            self.indicators.choose(dialog.made)

    def _chosen(self) -> Indikator:
        return self.desk.file.katalog[self.indicators.current()]
