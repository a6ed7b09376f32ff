"""Tekster: write the report chapter by chapter; what one types is saved, and the page follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout

from bvdesk.domain.change import EVERYTHING, Change
from bvdesk.domain.errors import UserError
from bvdesk.domain.rapport.felt.syntaks import Felt
from bvdesk.domain.rapport.tekst.brikker import Brikkeslag
from bvdesk.domain.rapport.tekst.lesbarhet import readability
from bvdesk.services import deler, skrivehjelp, skriving, stavekontroll, tekst
from bvdesk.services.skrivehjelp import Brikke
from bvdesk.services.tekst import Rolle
from bvdesk.storage.tekst_store import Tekststed
from bvdesk.ui.delayed import delayed
from bvdesk.ui.desk import Desk
from bvdesk.ui.folding_row import FoldingRow
from bvdesk.ui.latest_job import LatestJob
from bvdesk.ui.pages.page import Choice, Page
from bvdesk.ui.tekster.helper_tabs import HelperTabs
from bvdesk.ui.tekster.marked_editor import MarkedEditor
from bvdesk.ui.tekster.part_actions import PartActions
from bvdesk.ui.tekster.place_chooser import PlaceChooser
from bvdesk.ui.tekster.proofreader import Proofreader
from bvdesk.ui.tekster.tools import editing_tools
from bvdesk.ui.widgets import choose_data, heading, labelled, page_layout, paragraph, quiet_button

SAVE_AFTER, SHOW_AFTER, FRONT_PAGES = 1500, 100, 2
_ROLES = (("I tillegg til fellesteksten", Rolle.TILLEGG), ("I stedet for fellesteksten", Rolle.ERSTATNING))
_MADE_HERE = {"nokkeltall": "Velg nøkkeltall …", "innsats": "Mål og tiltak …"}


class TeksterPage(Page):
    """Chapters to the left, the text in the middle, help to the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.chooser, self.help, self.editor = PlaceChooser(desk), HelperTabs(), MarkedEditor()
        self.role, self.title = QComboBox(), heading("", 16)
        self.guidance, self.status = paragraph("", subtle=True), paragraph("", subtle=True)
        self.editor.setMinimumHeight(80)
        self.editor.words = self.chips
        self.press, self.proof = LatestJob(desk), Proofreader(desk, self.editor)
        self._saving, self._showing = delayed(self, SAVE_AFTER, self.save), delayed(self, SHOW_AFTER, self.show_page)
        self._suggesting = delayed(self, 0, self.suggest)
        self.actions_of_parts = PartActions(desk, self.editor, self)
        self._place: Tekststed | None = None
        self._faults = ""
        self._build()
        self._listen()
        self.setFocusProxy(self.chooser.chapters)

    def _build(self) -> None:
        for text, rolle in _ROLES:
            self.role.addItem(text, rolle)
        self.role.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.role.setMinimumContentsLength(8)
        self.made_here, self.role_row = quiet_button(""), labelled("Kommunens &tekst kommer", self.role)
        tools = editing_tools(self.editor, self.actions_of_parts.add_picture)
        middle = QVBoxLayout()
        for widget in (self.title, self.guidance, self.role_row, self.made_here, tools, self.editor, self.status):
            middle.addWidget(widget)
        middle.setAlignment(self.made_here, Qt.AlignmentFlag.AlignLeft)
        middle.setStretchFactor(self.editor, 1)
        beside = FoldingRow(need=660, spacing=12)
        beside.addWidget(self.chooser)
        beside.addLayout(middle, 3)
        beside.addWidget(self.help, 3)
        page_layout(self).addLayout(beside)

    def _listen(self) -> None:
        self.chooser.chosen.connect(self.choose_chapter)
        self.chooser.headed.connect(self.title.setText)
        self.chooser.headed.connect(self.show_page)
        self.role.activated.connect(self.save)
        self.role.activated.connect(self.show_page)
        self.editor.textChanged.connect(self.take_typing)
        self.editor.reached.connect(self.show_state)
        self.editor.chip_opened.connect(self.open_chip)
        self.help.field_wanted.connect(self.editor.put)
        self.help.sentence_wanted.connect(self.editor.put)
        self.help.variants_wanted.connect(self.show_variants)
        self.help.version_wanted.connect(self.restore)
        self.help.last_year_wanted.connect(self.use_last_year)
        self.help.carry_over.clicked.connect(self.carry_over)
        parts, actions = self.help.parts, self.actions_of_parts
        parts.placed.connect(self.editor.put_block)
        parts.made.connect(actions.make_part)
        parts.changed.connect(actions.change_part)
        parts.removed.connect(actions.remove_part)
        parts.back_wanted.connect(actions.bring_back)
        self.made_here.clicked.connect(self.open_what_is_made_here)
        self.press.finished.connect(self.take_page)
        self.press.failed.connect(self.say_fault)
        self.desk.closing.connect(self.leave)
        self.desk.theme_changed.connect(self.editor.renew_theme)

    def choices(self) -> tuple[Choice, ...]:
        """What decides which text is shown, but for the chapter; and the help beside it."""
        return (self.chooser.period, self.chooser.area, self.chooser.language, self.help)

    def position(self) -> list[int]:
        """The choices and the chapter."""
        return [*super().position(), self.chooser.chapters.currentRow()]

    def return_to(self, place: Sequence[int]) -> None:
        """Back to the chapter."""
        super().return_to(place)
        if place:
            self.chooser.chapters.setCurrentRow(place[-1])

    def refresh(self, change: Change) -> None:
        """New figures: the chips read otherwise. A new file: other chapters and texts."""
        if change.slag == stavekontroll.WORDS_OPERATION:
            self.proof.look_over()
        if change.slag in (tekst.TEXT_OPERATION, stavekontroll.WORDS_OPERATION):
            return
        standing = self._place
        self.chooser.fill(self.desk.file)
        if change is EVERYTHING or standing != self.chooser.place():
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
        self.title.setText(self.chooser.heading())
        self.guidance.setText(kapittel.veiledning)
        self.role_row.setVisible(bool(place.omrade))
        choose_data(self.role, Rolle(stored.rolle))
        self.editor.show_marks(())
        self.editor.set_markdown(stored.markdown)
        self._place = self.actions_of_parts.place = self.proof.place = place
        self.made_here.setText(_MADE_HERE.get(kapittel.innhold, ""))
        self.made_here.setVisible(kapittel.innhold in _MADE_HERE)
        self.editor.renew_chips()
        self._show_help()
        self.show_page()
        self.proof.look_soon()

    def chips(self, codes: tuple[str, ...]) -> Mapping[str, Brikke]:
        """What the chips of the text show now."""
        if self._place is None or not codes:
            return {}
        return skrivehjelp.chips(self.desk.file, self._place, codes)

    def _show_help(self) -> None:
        if self._place is None:
            return
        fil = self.desk.file
        self._suggesting.start()
        self.help.show_last_year(tekst.last_year(fil, self._place).markdown)
        self.help.show_common(skriving.common(fil, self._place), own=bool(self._place.omrade))
        self.help.show_versions(skriving.versions(fil, self._place))
        self.help.parts.show_parts(skrivehjelp.parts(fil, self._place), self.editor.markdown())
        self.help.parts.back.setVisible(deler.has_removed(fil, self._place.kapittel))

    @Slot()
    def suggest(self) -> None:
        """What can be put in, once the text itself can be seen: many figures are reckoned for it."""
        if self._place is not None:
            self.help.show_fields(skriving.fields(self.desk.file, self._place))
            self.help.show_sentences(skriving.suggestions(self.desk.file, self._place))

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the page saves it, and nobody waits for its picture."""
        super().hideEvent(event)
        self._showing.stop()
        self.press.cancel()
        self.proof.stop()
        self.save()

    @Slot()
    def leave(self) -> None:
        """The file closes: what stands in the editor belongs to it and to no other."""
        self.save()
        self._showing.stop()
        self.proof.stop()
        self._place = self.actions_of_parts.place = self.proof.place = None

    @Slot()
    def take_typing(self) -> None:
        """Save before long however one types; show and look over a little after the last keystroke."""
        if self._place is None:
            return
        if not self._saving.isActive():
            self._saving.start()
        self._showing.start()
        self.proof.look_soon()

    @Slot()
    def save(self) -> None:
        """Save what stands in the editor."""
        self._saving.stop()
        if self._place is None or not self.desk.is_open:
            return
        stored = tekst.get(self.desk.file, self._place)
        rolle = self._role()
        written = self.editor.markdown()
        if (written, rolle) != (stored.markdown, stored.rolle) and (written or stored.markdown):
            self.desk.run(tekst.save, self._place, written, rolle)
            self.help.show_versions(skriving.versions(self.desk.file, self._place))

    def _role(self) -> Rolle:
        return Rolle(self.role.currentData()) if self._place and self._place.omrade else Rolle.FELLES

    @Slot()
    def show_page(self) -> None:
        """Have the chapter read with its figures and its page drawn, in another thread."""
        if self._place is None:
            return
        self.show_state("")
        place, written, role, number = self._place, self.editor.markdown(), self._role(), self.chooser.number()
        self.press.start_reading(lambda fil, _job: skriving.draw_chapter(fil, place, written, role, number))

    @Slot(str)
    def show_state(self, said: str) -> None:
        """Under the text: what is marked where the cursor is, else what is wrong, else how it reads."""
        self.status.setText(said or self._faults or readability(self.editor.markdown()).tekst)

    @Slot(object)
    def take_page(self, drawn: tuple[str, bytes]) -> None:
        """The page is drawn; go past the cover and the contents to the chapter. What is wrong with it is said."""
        self._faults, pdf = drawn
        self.show_state("")
        preview, kapittel = self.help.preview, self.chooser.chapter()
        preview.show_pdf(pdf, kapittel.tittel, FRONT_PAGES) if pdf and kapittel else preview.clear()

    @Slot(object)
    def say_fault(self, error: UserError) -> None:
        """It cannot be drawn."""
        self.status.setText(error.text)

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
        elif Brikkeslag.of(kode) is Brikkeslag.DEL:
            self.actions_of_parts.open_part(kode)
        else:
            self.actions_of_parts.open_picture(kode)

    @Slot()
    def open_what_is_made_here(self) -> None:
        """The key figures, or the goals and measures, that the program sets in this chapter."""
        kapittel = self.chooser.chapter()
        if kapittel is not None and kapittel.innhold == "innsats":
            self.actions_of_parts.edit_measures()
        else:
            self.actions_of_parts.choose_key_figures()

    @Slot(int)
    def restore(self, versjon: int) -> None:
        """Bring an earlier version back."""
        self.save()
        if self._place is not None and self.desk.run(tekst.restore, self._place, versjon):
            self._place = None
            self.choose_chapter()

    @Slot()
    def carry_over(self) -> None:
        """Begin the year with last year's texts."""
        self.save()
        change = self.desk.run(tekst.carry_over, self._place.periode) if self._place else None
        if change:
            self.desk.notice(change.tekst)
            self._place = None
            self.choose_chapter()

    @Slot()
    def use_last_year(self) -> None:
        """Put last year's text into the editor."""
        self.editor.put_block(self.help.last_year.toPlainText())
