"""How each edition looks: name, language, colour, logo, case number and political treatment, with the cover beside."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QInputDialog,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from bvdesk.domain.change import Change
from bvdesk.domain.errors import UserError
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.utgaveoppsett import Behandling, Meldingsnavn, Utgaveoppsett
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.reports.sidebilder import Sidebilder
from bvdesk.services import bilder, rapport, trykking, utgave
from bvdesk.services.utgave import DEFAULTS, SETUP_OPERATION
from bvdesk.ui import file_dialog, theme
from bvdesk.ui.desk import Desk
from bvdesk.ui.folding_row import FoldingRow
from bvdesk.ui.latest_job import LatestJob
from bvdesk.ui.period_box import PeriodBox
from bvdesk.ui.rapport.colour_choice import ColourChoice
from bvdesk.ui.rapport.page_preview import as_image
from bvdesk.ui.rapport.treatment_edit import TreatmentEdit
from bvdesk.ui.widgets import choose_data, heading, labelled, lay_out, paragraph, quiet_button, refill, row, scrolled

CHOICES_WIDTH, COVER_WIDTH = 352, 264
_ALL = "Alle som ikke har egne valg"
_NAMES = {Meldingsnavn.KVALITETSMELDING: "Kvalitetsmelding", Meldingsnavn.TILSTANDSRAPPORT: "Tilstandsrapport"}
_LANGUAGES = {Malform.BOKMAL: "Bokmål", Malform.NYNORSK: "Nynorsk"}


class EditionView(QWidget):
    """Each choice is stored as it is made; one that makes a poor report is refused with what to do."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.area, self.name, self.language = QComboBox(), QComboBox(), QComboBox()
        self.title, self.case = QLineEdit(), QLineEdit()
        self.colour = ColourChoice()
        self.state = paragraph("", subtle=True)
        self.follow = quiet_button("Følg valgene for alle")
        self.logo_state = paragraph("")
        self.choose_logo, self.remove_logo = quiet_button("Velg logo …"), quiet_button("Fjern logoen")
        self.period = PeriodBox(desk)
        self.treatment = TreatmentEdit()
        self.cover = QLabel()
        self.drawing = LatestJob(desk)
        self._build()
        self._listen()

    def _build(self) -> None:
        for names, box in ((_NAMES, self.name), (_LANGUAGES, self.language)):
            for value, text in names.items():
                box.addItem(text, value)
        body = QWidget()
        parts = (
            labelled("&Gjelder", self.area),
            self.state,
            row(self.follow),
            row(labelled("M&eldingen heter", self.name), labelled("&Språk", self.language)),
            labelled("Egen &tittel på forsiden", self.title),
            labelled("F&arge", self.colour),
            heading("Logo", 13),
            self.logo_state,
            row(self.choose_logo, self.remove_logo),
        )
        column = lay_out(body, *parts, margins=(0, 12, 16, 12), spacing=12)
        self._build_treatment(column)
        column.addStretch(1)
        area = scrolled(body)
        beside = FoldingRow(need=CHOICES_WIDTH + COVER_WIDTH + 24, spacing=24)
        self.setLayout(beside)
        beside.addWidget(area, 1)
        beside.addWidget(self.cover, 0, Qt.AlignmentFlag.AlignTop)
        self.cover.setContentsMargins(0, 12, 0, 0)
        self.cover.setAccessibleName("Forsiden")

    def _build_treatment(self, column: QVBoxLayout) -> None:
        self._treatment_parts = [
            heading("Politisk behandling", 13),
            row(labelled("Meldingen for &periode", self.period), labelled("Sa&ksnummer", self.case)),
            self.treatment,
        ]
        self.case.setPlaceholderText("For eksempel 26/00123")
        for part in self._treatment_parts:
            column.addWidget(part)

    def _listen(self) -> None:
        self.area.activated.connect(self.show_area)
        self.period.activated.connect(self.show_treatment)
        for box in (self.name, self.language):
            box.activated.connect(self.save)
        self.title.editingFinished.connect(self.save)
        self.colour.chosen.connect(self.save)
        self.follow.clicked.connect(self.follow_common)
        self.choose_logo.clicked.connect(self.ask_for_logo)
        self.remove_logo.clicked.connect(self.take_logo_away)
        self.case.editingFinished.connect(self.save_case)
        self.treatment.changed.connect(self.save_treatment)
        self.drawing.finished.connect(self.take_cover)
        self._desk.closing.connect(self.leave)

    def refresh(self, change: Change) -> None:
        """Another file, or something changed elsewhere."""
        if change.slag == SETUP_OPERATION:
            return
        fil = self._desk.file
        own = [(omrade.navn, omrade.id) for omrade in fil.deltakere()]
        refill(self.area, [(_ALL, DEFAULTS), *own, (fil.name(TJENESTEN), TJENESTEN)])
        self.period.fill(fil)
        self.show_area()

    def _area(self) -> OmradeId | None:
        """The chosen area; None when the choices are for all."""
        return OmradeId(str(self.area.currentData())) if self.area.currentData() else None

    def _setup(self) -> Utgaveoppsett:
        return utgave.setup(self._desk.file, self._area() or OmradeId(DEFAULTS))

    @Slot()
    def show_area(self) -> None:
        """Show what is chosen for an area."""
        fil, omrade, chosen = self._desk.file, self._area(), self._setup()
        own = omrade is not None and utgave.has_own(fil, omrade)
        self.state.setText(_state_text(fil.name(omrade) if omrade else "", own=own))
        self.follow.setVisible(own)
        choose_data(self.name, chosen.navn)
        choose_data(self.language, chosen.malform)
        self.title.setText(chosen.tittel)
        self.title.setPlaceholderText(f"{_NAMES[chosen.navn]} for barnevernet")
        self.colour.show_colour(chosen.farge)
        self.logo_state.setText(f"Logoen viser: {chosen.logo_alt}" if chosen.logo else "Ingen logo på forsiden.")
        self.remove_logo.setVisible(bool(chosen.logo))
        for part in self._treatment_parts:
            part.setVisible(omrade is not None)
        self.show_treatment()

    @Slot()
    def show_treatment(self) -> None:
        """Show the case and its steps for the chosen period, and draw the cover."""
        fil, omrade, periode = self._desk.file, self._area(), self.period.chosen()
        if omrade is not None and periode is not None:
            self.case.setText(utgave.case_number(fil, periode, omrade))
            self.treatment.fill(utgave.treatment(fil, periode, omrade))
        self.draw_cover()

    def draw_cover(self) -> None:
        """Have the cover drawn, without holding anybody up."""
        omrade, periode = self._area() or TJENESTEN, self.period.chosen()
        if periode is None:
            self.cover.clear()
            return
        made = rapport.cover(self._desk.file, omrade, periode)
        self.drawing.start(lambda _job: trykking.render(made))

    @Slot(object)
    def take_cover(self, pdf: bytes) -> None:
        """The cover is drawn."""
        pages, ratio = Sidebilder(pdf), self.devicePixelRatioF()
        image = as_image(pages.image(0, COVER_WIDTH * ratio / pages.size(0)[0]), ratio)
        pages.close()
        painter = QPainter(image)
        painter.setPen(QColor(theme.tokens().hairline))
        painter.drawRect(0, 0, round(image.width() / ratio) - 1, round(image.height() / ratio) - 1)
        painter.end()
        self.cover.setPixmap(QPixmap.fromImage(image))

    def _typed(self) -> Utgaveoppsett:
        return replace(
            self._setup(),
            navn=Meldingsnavn(self.name.currentData()),
            malform=Malform(self.language.currentData()),
            tittel=self.title.text().strip(),
            farge=self.colour.colour(),
        )

    @Slot()
    def save(self) -> None:
        """Store the choices that can be seen."""
        if self._desk.is_open:
            self._store(self._typed())

    @Slot()
    def leave(self) -> None:
        """The file is about to be closed: what has been typed and not left is stored, and nothing is drawn."""
        if self.area.count() and self._typed() != self._setup():
            self._desk.run(utgave.choose, self._area(), self._typed())

    def _store(self, chosen: Utgaveoppsett) -> None:
        if chosen != self._setup():
            self._desk.run(utgave.choose, self._area(), chosen)
            self.show_area()

    @Slot()
    def follow_common(self) -> None:
        """Go back to what is chosen for all."""
        omrade = self._area()
        if omrade is not None:
            self._desk.run(utgave.follow_common, omrade)
            self.show_area()

    @Slot()
    def ask_for_logo(self) -> None:
        """Choose a picture, and say what it shows."""
        path = file_dialog.ask_open(self, "Velg logo", "Bilder (*.png *.jpg *.jpeg)")
        if not path:
            return
        question = "Hva viser logoen? Det leses opp for den som ikke ser."
        words, sure = QInputDialog.getText(self, "Logo", question, text=self._proposed_words())
        if sure:
            self.use_logo(path, words)

    def _proposed_words(self) -> str:
        omrade = self._area()
        return f"Kommunevåpenet til {self._desk.file.name(omrade)}" if omrade not in {None, TJENESTEN} else "Logo"

    def use_logo(self, path: Path, words: str) -> None:
        """Keep a picture in the file and use it as logo."""
        try:
            key = bilder.add(self._desk.file, path)
        except UserError as error:
            self._desk.failed.emit(error)
            return
        self._store(replace(self._setup(), logo=key, logo_alt=words.strip()))

    @Slot()
    def take_logo_away(self) -> None:
        """No logo."""
        self._store(replace(self._setup(), logo="", logo_alt=""))

    @Slot()
    def save_case(self) -> None:
        """Store the case number."""
        if not self._desk.is_open:
            return
        omrade, periode, number = self._area(), self.period.currentData(), self.case.text().strip()
        if omrade is not None and number != utgave.case_number(self._desk.file, periode, omrade):
            self._desk.run(utgave.set_case_number, periode, omrade, number)
            self.draw_cover()

    @Slot(object)
    def save_treatment(self, steps: tuple[Behandling, ...]) -> None:
        """Store the steps that are filled in."""
        omrade = self._area()
        if omrade is not None and self._desk.run(utgave.set_treatment, self.period.currentData(), omrade, steps):
            self.draw_cover()


def _state_text(name: str, *, own: bool) -> str:
    if not name:
        return "Gjelder hver kommune og tjenesten, så lenge de ikke har egne valg."
    return f"{name} har egne valg." if own else f"{name} følger valgene for alle. Endrer du noe her, får den egne valg."
