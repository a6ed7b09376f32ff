"""Tekster: write the report chapter by chapter; what one types is saved, and the page follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from bvdesk.domain.errors import UserError
from bvdesk.domain.rapport.felt.syntaks import Felt
from bvdesk.domain.rapport.tekst.brikker import Brikkeslag
from bvdesk.domain.rapport.tekst.lesbarhet import readability
from bvdesk.services import bilder, skrivehjelp, skriving, stavekontroll, tekst, tekstmerker, trykking
from bvdesk.services.skrivehjelp import Brikke
from bvdesk.services.tekst import Rolle
from bvdesk.services.tekstmerker import Tekstmerke, Utbedring
from bvdesk.storage.tekst_store import Tekststed
from bvdesk.ui.desk import Desk
from bvdesk.ui.latest_job import LatestJob
from bvdesk.ui.pages.page import Choice, Page
from bvdesk.ui.tekster.helper_tabs import HelperTabs
from bvdesk.ui.tekster.marked_editor import MarkedEditor
from bvdesk.ui.tekster.own_words import OwnWords
from bvdesk.ui.tekster.place_chooser import PlaceChooser
from bvdesk.ui.tekster.tools import editing_tools
from bvdesk.ui.widgets import choose_data, heading, labelled, page_layout, paragraph

SAVE_AFTER, SHOW_AFTER, LOOK_AFTER = 1500, 150, 700
FRONT_PAGES = 2
_ROLES = (("I tillegg til fellesteksten", Rolle.TILLEGG), ("I stedet for fellesteksten", Rolle.ERSTATNING))


class TeksterPage(Page):
    """Chapters to the left, the text in the middle, help to the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.chooser, self.help, self.editor = PlaceChooser(), HelperTabs(), MarkedEditor()
        self.role, self.title = QComboBox(), heading("", 16)
        self.guidance, self.status = paragraph("", subtle=True), paragraph("", subtle=True)
        self.editor.setMinimumHeight(80)
        self.editor.words = self.chips
        self.editor.spellings = self.spellings
        self.press, self.looking = LatestJob(desk), LatestJob(desk)
        self._saving, self._showing = _timer(self, SAVE_AFTER), _timer(self, SHOW_AFTER)
        self._look = _timer(self, LOOK_AFTER)
        self._place: Tekststed | None = None
        self._build()
        self._listen()
        self.setFocusProxy(self.chooser.chapters)

    def _build(self) -> None:
        for text, rolle in _ROLES:
            self.role.addItem(text, rolle)
        self.role.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.role.setMinimumContentsLength(8)
        self.role_row = labelled("Kommunens &tekst kommer", self.role)
        tools = editing_tools(self.editor, self.add_picture)
        middle = QVBoxLayout()
        for widget in (self.title, self.guidance, self.role_row, tools, self.editor, self.status):
            middle.addWidget(widget)
        middle.setStretchFactor(self.editor, 1)
        beside = QHBoxLayout()
        beside.addWidget(self.chooser)
        beside.addLayout(middle, 3)
        beside.addWidget(self.help, 3)
        page_layout(self).addLayout(beside)

    def _listen(self) -> None:
        self.chooser.chosen.connect(self.choose_chapter)
        self.role.activated.connect(self.save)
        self.editor.textChanged.connect(self.take_typing)
        self.editor.reached.connect(self.show_state)
        self.editor.learned.connect(self.learn)
        self.editor.own_words_wanted.connect(self.show_own_words)
        self.editor.chip_opened.connect(self.open_chip)
        self._saving.timeout.connect(self.save)
        self._showing.timeout.connect(self.show_page)
        self._look.timeout.connect(self.look_over)
        self.help.field_wanted.connect(self.editor.put)
        self.help.sentence_wanted.connect(self.editor.put)
        self.help.variants_wanted.connect(self.show_variants)
        self.help.version_wanted.connect(self.restore)
        self.help.last_year_wanted.connect(self.use_last_year)
        self.help.parts.placed.connect(self.editor.put_block)
        self.press.finished.connect(self.take_page)
        self.looking.finished.connect(self.take_marks)
        self.desk.closing.connect(self.save)
        self.desk.theme_changed.connect(self.editor.renew_theme)

    def choices(self) -> tuple[Choice, ...]:
        """What decides which text is shown, but for the chapter."""
        return (self.chooser.period, self.chooser.area, self.chooser.language)

    def position(self) -> list[int]:
        """The choices and the chapter."""
        return [*super().position(), self.chooser.chapters.currentRow()]

    def return_to(self, place: Sequence[int]) -> None:
        """Back to the chapter."""
        super().return_to(place)
        if place:
            self.chooser.chapters.setCurrentRow(place[-1])

    def refresh(self, change: object) -> None:
        """New figures: the chips read otherwise. A new file: other chapters and texts."""
        kind = getattr(change, "slag", "")
        if kind == stavekontroll.WORDS_OPERATION:
            self.look_over()
        if kind in (tekst.TEXT_OPERATION, stavekontroll.WORDS_OPERATION):
            return
        standing = self._place
        self.chooser.fill(self.desk.file)
        if change is None or standing != self.chooser.place():
            self.choose_chapter()
        else:
            self.editor.renew_chips()
            self._show_help()
            self.show_page()

    @Slot()
    def choose_chapter(self) -> None:
        """Show the chosen chapter's text; what stood in the editor is saved first."""
        self.save()
        if not self.desk.is_open:
            return
        kapittel, place = self.chooser.chapter(), self.chooser.place()
        if kapittel is None or place is None:
            return
        stored = tekst.get(self.desk.file, place)
        self._place = None
        self.title.setText(kapittel.tittel)
        self.guidance.setText(kapittel.veiledning)
        self.role_row.setVisible(bool(place.omrade))
        choose_data(self.role, Rolle(stored.rolle))
        self.editor.show_marks(())
        self.editor.set_markdown(stored.markdown)
        self._place = place
        self.editor.renew_chips()
        self._show_help()
        self.show_page()
        self._look.start()

    def chips(self, codes: tuple[str, ...]) -> Mapping[str, Brikke]:
        """What the chips of the text show now."""
        if self._place is None or not codes:
            return {}
        return skrivehjelp.chips(self.desk.file, self._place, codes)

    def spellings(self, word: str) -> tuple[Utbedring, ...]:
        """What a misspelt word may have been meant as."""
        return tekstmerker.spellings(self.desk.file, self._place, word) if self._place else ()

    @Slot(str)
    def learn(self, word: str) -> None:
        """A word is right, and stays so in this file."""
        self.desk.run(stavekontroll.add_word, word)

    @Slot()
    def show_own_words(self) -> None:
        """The words of this file's own list."""
        OwnWords(self.desk, self).exec()

    def _show_help(self) -> None:
        if self._place is None:
            return
        fil = self.desk.file
        self.help.show_fields(skriving.fields(fil, self._place))
        self.help.show_sentences(skriving.suggestions(fil, self._place))
        self.help.show_last_year(tekst.last_year(fil, self._place).markdown)
        self.help.show_versions(skriving.versions(fil, self._place))
        self.help.parts.show_parts(skrivehjelp.parts(fil, self._place), self.editor.markdown())

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the page saves it, and nobody waits for its picture."""
        super().hideEvent(event)
        for timer in (self._showing, self._look):
            timer.stop()
        self.press.cancel()
        self.looking.cancel()
        self.save()

    @Slot()
    def take_typing(self) -> None:
        """Save before long however one types; show and look over a little after the last keystroke."""
        if self._place is None:
            return
        if not self._saving.isActive():
            self._saving.start()
        self._showing.start()
        self._look.start()

    @Slot()
    def save(self) -> None:
        """Save what stands in the editor."""
        self._saving.stop()
        if self._place is None or not self.desk.is_open:
            return
        stored = tekst.get(self.desk.file, self._place)
        rolle = Rolle(self.role.currentData()) if self._place.omrade else Rolle.FELLES
        written = self.editor.markdown()
        if (written, rolle) != (stored.markdown, stored.rolle) and (written or stored.markdown):
            self.desk.run(tekst.save, self._place, written, rolle)
            self.help.show_versions(skriving.versions(self.desk.file, self._place))

    @Slot()
    def show_page(self) -> None:
        """Read the chapter with its figures, and have its page drawn."""
        if self._place is None:
            return
        try:
            tried = skriving.try_chapter(self.desk.file, self._place, self.editor.markdown())
        except UserError as fault:
            self.status.setText(fault.text)
            return
        self._faults = " ".join(f"{f.feil.text} {f.feil.advice}" for f in tried.feil)
        self.show_state("")
        if tried.rapport.kapitler:
            made = tried.rapport
            self.press.start(lambda _job: trykking.render(made))
        else:
            self.help.preview.clear()

    _faults = ""

    @Slot(str)
    def show_state(self, said: str) -> None:
        """Under the text: what is marked where the cursor is, else what is wrong, else how it reads."""
        self.status.setText(said or self._faults or readability(self.editor.markdown()).tekst)

    @Slot(object)
    def take_page(self, pdf: bytes) -> None:
        """The page is drawn; go past the cover and the contents to the chapter."""
        self.help.preview.show_pdf(pdf, self.title.text(), FRONT_PAGES)

    @Slot()
    def look_over(self) -> None:
        """Look for what could be mended, without holding anybody up."""
        place, written = self._place, self.editor.markdown()
        if place is not None:
            self.looking.start_reading(lambda fil, _job: (written, tekstmerker.look_over(fil, place, written)))

    @Slot(object)
    def take_marks(self, found: tuple[str, tuple[Tekstmerke, ...]]) -> None:
        """Underline it, when the text is still the one that was read."""
        if found[0] == self.editor.markdown():
            self.editor.show_marks(found[1])

    @Slot(object)
    def show_variants(self, felt: Felt) -> None:
        """The other things a field can say."""
        if self._place is not None:
            self.help.show_variants(skriving.field_variants(self.desk.file, self._place, felt))

    @Slot(str)
    def open_chip(self, kode: str) -> None:
        """A chip was opened: what else a field can say, or what a table, chart or picture is made of."""
        if self._place is None:
            return
        if Brikkeslag.of(kode) is Brikkeslag.FELT:
            felt = skriving.read_field(self.desk.file, kode)
            if felt is not None:
                self.help.edit_field(skriving.field_variants(self.desk.file, self._place, felt))

    @Slot(int)
    def restore(self, versjon: int) -> None:
        """Bring an earlier version back."""
        self.save()
        if self._place is not None and self.desk.run(tekst.restore, self._place, versjon):
            self._place = None
            self.choose_chapter()

    @Slot()
    def use_last_year(self) -> None:
        """Put last year's text into the editor."""
        self.editor.put_block(self.help.last_year.toPlainText())

    @Slot()
    def add_picture(self) -> None:
        """Choose a picture and put it into the text, ready for its words."""
        chosen, _ = QFileDialog.getOpenFileName(self, "Velg bilde", "", "Bilder (*.png *.jpg *.jpeg)")
        if not chosen:
            return
        try:
            key = bilder.add(self.desk.file, Path(chosen))
        except UserError as fault:
            self.desk.failed.emit(fault)
            return
        self.editor.put_block(f"![](bilde:{key})")


def _timer(owner: QWidget, after: int) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(after)
    return timer
