"""Templates: which chapters a report has, in which order and under which headings; several of them, to use and to share."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from bvdesk.domain.errors import UserError
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.disposisjon import Disposisjon, Kapittelvalg
from bvdesk.services import mal
from bvdesk.services.mal import STANDARD
from bvdesk.ui.desk import Desk
from bvdesk.ui.flow_layout import flowing
from bvdesk.ui.folding_row import FoldingRow
from bvdesk.ui.rapport.chapter_list import ChapterList
from bvdesk.ui.rapport.template_bar import TemplateBar
from bvdesk.ui.widgets import heading, labelled, lay_out, paragraph, quiet_button, scrolled

SIDE_WIDTH = 296
_FIXED = "Standardmalen følger med programmet og kan ikke endres. Lag en kopi for å tilpasse den."
_OWN = "Kryss av for kapitlene som skal være med. Dra dem dit de skal stå, eller bruk Alt og pil."
_NO_GUIDANCE = "Et kapittel dere har laget selv."


class TemplateView(QWidget):
    """Every change to a template is stored as it is made."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: Disposisjon | None = None
        self.bar = TemplateBar(desk)
        self.state = paragraph("", subtle=True)
        self.chapters = ChapterList()
        self.up, self.down = quiet_button("Flytt opp"), quiet_button("Flytt ned")
        self.add, self.add_under = quiet_button("Nytt kapittel"), quiet_button("Nytt underkapittel")
        self.take_away = quiet_button("Ta bort kapitlet")
        self.title, self.title_nn = QLineEdit(), QLineEdit()
        self.automatic = QCheckBox("Ta med tabeller og figurer")
        self.law = QCheckBox("Åpne med det loven sier")
        self.guidance = paragraph("")
        self._build()
        self._listen()

    def _build(self) -> None:
        layout = lay_out(self, self.bar, self.state, margins=(0, 12, 0, 0))
        beside = FoldingRow(need=560)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(labelled("&Kapitler", self.chapters), 1)
        left.addWidget(flowing(self.up, self.down, self.add, self.add_under, self.take_away))
        beside.addLayout(left, 1)
        beside.addWidget(self._build_side())
        layout.addLayout(beside, 1)

    def _build_side(self) -> QWidget:
        side = QWidget()
        parts = (
            labelled("&Overskrift", self.title),
            labelled("Overskrift på n&ynorsk", self.title_nn),
            self.automatic,
            self.law,
            heading("Dette ventes i kapitlet", 13),
            self.guidance,
        )
        lay_out(side, *parts, margins=(0, 0, 8, 0)).addStretch(1)
        area = scrolled(side)
        area.setFixedWidth(SIDE_WIDTH)
        return area

    def _listen(self) -> None:
        self.bar.shown.connect(self.show_template)
        self.chapters.currentRowChanged.connect(self.show_chapter)
        self.chapters.dropped.connect(self.put_chapter)
        self.chapters.stepped.connect(self.step_chapter)
        self.chapters.ticked.connect(self.tick_chapter)
        for field in (self.title, self.title_nn):
            field.editingFinished.connect(self.save_chapter)
        for box in (self.automatic, self.law):
            box.toggled.connect(self.save_chapter)
        pressed = {
            self.up: self.move_up,
            self.down: self.move_down,
            self.add: self.add_chapter,
            self.add_under: self.add_sub_chapter,
            self.take_away: self.remove_chapter,
        }
        for button, method in pressed.items():
            button.clicked.connect(method)

    def refresh(self) -> None:
        """The file's templates may be others."""
        self.show_template()

    @Slot()
    def show_template(self) -> None:
        """Show the chosen template."""
        self.bar.refresh()
        try:
            self._shown = mal.get(self._desk.file, self.bar.name())
        except UserError as error:
            self._shown = None
            self._desk.failed.emit(error)
            return
        own = self.bar.name() != STANDARD
        self.chapters.show_template(self._shown, self.chapters.chosen(), editable=own)
        self.state.setText(_OWN if own else _FIXED)
        for widget in (self.up, self.down, self.add, self.add_under):
            widget.setVisible(own)
        self.show_chapter()

    def _chapter(self) -> Kapittelvalg | None:
        chosen = self.chapters.chosen()
        return self._shown[chosen] if self._shown and chosen else None

    @Slot()
    def show_chapter(self) -> None:
        """Show the chosen chapter's headings, choices and guidance."""
        kapittel, own = self._chapter(), self.bar.name() != STANDARD
        if kapittel is None:
            return
        blockers = [QSignalBlocker(box) for box in (self.automatic, self.law)]
        self.title.setText(kapittel.titler.get(Malform.BOKMAL, ""))
        self.title_nn.setText(kapittel.titler.get(Malform.NYNORSK, ""))
        self.automatic.setChecked(kapittel.automatikk)
        self.law.setChecked(kapittel.lovtekst)
        for blocker in blockers:
            blocker.unblock()
        for widget in (self.title, self.title_nn):
            widget.setReadOnly(not own)
        for box in (self.automatic, self.law):
            box.setEnabled(own)
        self.take_away.setVisible(own and mal.is_own(kapittel.nummer))
        self.guidance.setText(mal.guidance().get(kapittel.nummer, _NO_GUIDANCE))

    def _store(self, changed: Disposisjon) -> None:
        """Store a changed template, and show how it stands."""
        if changed != self._shown and self._desk.run(mal.save, changed):
            self._shown = changed
        self.show_template()

    def _move(self, steps: int) -> None:
        self.step_chapter(self.chapters.chosen(), steps)

    @Slot()
    def move_up(self) -> None:
        """The chosen chapter one place up."""
        self._move(-1)

    @Slot()
    def move_down(self) -> None:
        """The chosen chapter one place down."""
        self._move(1)

    @Slot(str, int)
    def step_chapter(self, nummer: str, steps: int) -> None:
        """Move a chapter up or down."""
        if self._shown and nummer:
            self._store(self._shown.moved(nummer, steps))

    @Slot(str, object)
    def put_chapter(self, nummer: str, before: str | None) -> None:
        """A chapter was dropped before another."""
        if self._shown and nummer:
            self._store(self._shown.placed(nummer, before))

    @Slot(str, bool)
    def tick_chapter(self, nummer: str, with_it: bool) -> None:  # noqa: FBT001 - Qt's own signal
        """A chapter is with, or hidden."""
        if self._shown:
            changed = self._shown.with_chapter(replace(self._shown[nummer], skjult=not with_it))
            if self._desk.run(mal.save, changed):
                self._shown = changed

    @Slot()
    def save_chapter(self) -> None:
        """Store the headings and choices that can be seen; an empty heading is left as it was."""
        kapittel = self._chapter()
        if kapittel is None or self._shown is None or self.bar.name() == STANDARD or not self._desk.is_open:
            return
        typed = {Malform.BOKMAL: self.title.text().strip(), Malform.NYNORSK: self.title_nn.text().strip()}
        titles = {malform.value: text for malform, text in typed.items() if text} or kapittel.titler
        changed = replace(kapittel, titler=titles, automatikk=self.automatic.isChecked(), lovtekst=self.law.isChecked())
        self._store(self._shown.with_chapter(changed))

    @Slot()
    def add_chapter(self) -> None:
        """A chapter of one's own after the chosen."""
        self._add(1, "Nytt kapittel")

    @Slot()
    def add_sub_chapter(self) -> None:
        """A sub-chapter of one's own after the chosen."""
        self._add(2, "Nytt underkapittel")

    def _add(self, niva: int, title: str) -> None:
        after = self.chapters.chosen()
        if self._shown is None or not after:
            return
        new = Kapittelvalg(self._shown.free_key(), {Malform.BOKMAL.value: title}, niva)
        self._store(self._shown.added(new, after))
        numbers = [k.nummer for k in self._shown.kapitler]
        self.chapters.setCurrentRow(numbers.index(new.nummer))
        self.title.setFocus()
        self.title.selectAll()

    @Slot()
    def remove_chapter(self) -> None:
        """Take a chapter of one's own away; what is written in it stays in the file."""
        kapittel = self._chapter()
        if self._shown and kapittel and mal.is_own(kapittel.nummer):
            self._store(self._shown.without(kapittel.nummer))
