"""Tekster: write the report chapter by chapter; what one types is saved, and the page follows."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from bvdesk.domain.errors import UserError
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.felt.syntaks import Felt
from bvdesk.domain.rapport.tekst.lesbarhet import readability
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import bilder, skriving, tekst, trykking
from bvdesk.services.tekst import COMMON, Rolle
from bvdesk.storage.tekst_store import Tekststed
from bvdesk.ui.desk import Desk
from bvdesk.ui.flow_layout import FlowLayout
from bvdesk.ui.latest_job import LatestJob
from bvdesk.ui.pages.page import Page
from bvdesk.ui.tekster.helper_tabs import HelperTabs
from bvdesk.ui.tekster.text_editor import TextEditor
from bvdesk.ui.widgets import choose_data, heading, labelled, page_layout, paragraph, quiet_button, refill

LIST_WIDTH = 216
SAVE_AFTER, SHOW_AFTER = 1500, 250
FRONT_PAGES = 2
_DATA = Qt.ItemDataRole.UserRole


class TeksterPage(Page):
    """Chapters to the left, the text in the middle, help to the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.period, self.area, self.language, self.role = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.chapters = QListWidget()
        self.chapters.setAccessibleName("Kapitler")
        self.chapters.setMinimumHeight(60)
        self.chapters.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.title, self.guidance = heading("", 16), paragraph("", subtle=True)
        self.editor, self.status = TextEditor(), paragraph("", subtle=True)
        self.editor.setMinimumHeight(80)
        self.help = HelperTabs()
        self.press = LatestJob(desk)
        self._saving, self._showing = _timer(self, SAVE_AFTER), _timer(self, SHOW_AFTER)
        self._place: Tekststed | None = None
        self._build()
        self._listen()
        self.setFocusProxy(self.chapters)

    def _build(self) -> None:
        left = QWidget()
        left.setFixedWidth(LIST_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 12, 0)
        for name, box in (("&Periode", self.period), ("&Gjelder", self.area), ("&Språk", self.language)):
            column.addWidget(labelled(name, box))
        column.addWidget(labelled("&Kapittel", self.chapters), 1)
        for text, malform in (("Bokmål", Malform.BOKMAL), ("Nynorsk", Malform.NYNORSK)):
            self.language.addItem(text, malform)
        for text, rolle in (
            ("I tillegg til fellesteksten", Rolle.TILLEGG),
            ("I stedet for fellesteksten", Rolle.ERSTATNING),
        ):
            self.role.addItem(text, rolle)
        middle = QVBoxLayout()
        for box in (self.period, self.area, self.language, self.role):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
        self.role_row = labelled("Kommunens &tekst kommer", self.role)
        for widget in (self.title, self.guidance, self.role_row, self._tools(), self.editor, self.status):
            middle.addWidget(widget)
        middle.setStretchFactor(self.editor, 1)
        beside = QHBoxLayout()
        beside.addWidget(left)
        beside.addLayout(middle, 3)
        beside.addWidget(self.help, 3)
        page_layout(self).addLayout(beside)

    def _tools(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder)
        tools = (
            ("Overskrift", lambda: self.editor.begin_lines("## ")),
            ("Fet", lambda: self.editor.wrap("**")),
            ("Kursiv", lambda: self.editor.wrap("*")),
            ("Punkter", lambda: self.editor.begin_lines("- ")),
            ("Nummerert", lambda: self.editor.begin_lines("1. ")),
            ("Lenke", lambda: self.editor.put("[tekst](https://)")),
            ("Fotnote", lambda: self.editor.put_block("[^1]: ")),
            ("Tabell", lambda: self.editor.put_block("| Hva | Tall |\n|---|--:|\n|  |  |\n: Tittel")),
            ("Bilde …", self.add_picture),
        )
        for text, action in tools:
            button = quiet_button(text)
            button.clicked.connect(action)
            flow.addWidget(button)
        return holder

    def _listen(self) -> None:
        for box in (self.period, self.area, self.language):
            box.currentIndexChanged.connect(self.choose_chapter)
        self.chapters.currentRowChanged.connect(self.choose_chapter)
        self.role.activated.connect(self.save)
        self.editor.textChanged.connect(self.take_typing)
        self._saving.timeout.connect(self.save)
        self._showing.timeout.connect(self.show_page)
        self.help.field_wanted.connect(self.editor.put)
        self.help.sentence_wanted.connect(self.editor.put)
        self.help.variants_wanted.connect(self.show_variants)
        self.help.version_wanted.connect(self.restore)
        self.help.last_year_wanted.connect(self.use_last_year)
        self.press.finished.connect(self.take_page)
        self.desk.closing.connect(self.save)

    def refresh(self, change: object) -> None:
        """New figures: the fields read otherwise. A new file: other chapters and texts."""
        if getattr(change, "slag", "") == tekst.TEXT_OPERATION:
            return
        fil = self.desk.file
        first = self.period.count() == 0
        refill(self.period, [(p.tekst, p) for p in skriving.periods(fil)])
        if first:
            choose_data(self.period, Periode.year(self.desk.bruker.clock().year - 1))
        own = [(o.navn, o.id) for o in fil.deltakere()]
        refill(self.area, [("Alle kommuner (felles)", COMMON), *own, (fil.name(TJENESTEN), TJENESTEN)])
        self._fill_chapters()
        self.choose_chapter()

    def _fill_chapters(self) -> None:
        row_before = max(0, self.chapters.currentRow())
        self.chapters.blockSignals(True)  # noqa: FBT003 - Qt's own name
        self.chapters.clear()
        for kapittel in skriving.chapters(self.desk.file, Malform(self.language.currentData())):
            item = QListWidgetItem("    " * (kapittel.niva - 1) + kapittel.tittel)
            item.setData(_DATA, kapittel)
            self.chapters.addItem(item)
        self.chapters.setCurrentRow(min(row_before, self.chapters.count() - 1))
        self.chapters.blockSignals(False)  # noqa: FBT003

    @Slot()
    def choose_chapter(self) -> None:
        """Show the chosen chapter's text; what stood in the editor is saved first."""
        self.save()
        item = self.chapters.currentItem()
        if item is None or not self.desk.is_open:
            return
        kapittel = item.data(_DATA)
        place = Tekststed(
            self.period.currentData(), self.area.currentData(), Malform(self.language.currentData()), kapittel.nummer
        )
        stored = tekst.get(self.desk.file, place)
        self._place = None
        self.title.setText(kapittel.tittel)
        self.guidance.setText(kapittel.veiledning)
        self.editor.setPlainText(stored.markdown)
        self.role_row.setVisible(bool(place.omrade))
        choose_data(self.role, Rolle(stored.rolle))
        self._place = place
        self._show_help()
        self.show_page()

    def _show_help(self) -> None:
        if self._place is None:
            return
        fil = self.desk.file
        self.help.show_fields(skriving.fields(fil, self._place))
        self.help.show_sentences(skriving.suggestions(fil, self._place))
        self.help.show_last_year(tekst.last_year(fil, self._place).markdown)
        self.help.show_versions(tekst.history(fil, self._place))

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the page saves it, and nobody waits for its picture."""
        super().hideEvent(event)
        self._showing.stop()
        self.press.cancel()
        self.save()

    @Slot()
    def take_typing(self) -> None:
        """Save and show a little after the last keystroke."""
        if self._place is not None:
            self._saving.start()
            self._showing.start()

    @Slot()
    def save(self) -> None:
        """Save what stands in the editor."""
        self._saving.stop()
        if self._place is None or not self.desk.is_open:
            return
        stored = tekst.get(self.desk.file, self._place)
        rolle = Rolle(self.role.currentData()) if self._place.omrade else Rolle.FELLES
        written = self.editor.toPlainText()
        if (written, rolle) != (stored.markdown, stored.rolle) and (written or stored.markdown):
            self.desk.run(tekst.save, self._place, written, rolle)
            self.help.show_versions(tekst.history(self.desk.file, self._place))

    @Slot()
    def show_page(self) -> None:
        """Read the chapter with its figures, and have its page drawn."""
        if self._place is None:
            return
        try:
            tried = skriving.try_chapter(self.desk.file, self._place, self.editor.toPlainText())
        except UserError as fault:
            self.status.setText(fault.text)
            return
        faults = " ".join(f"{f.feil.text} {f.feil.advice}" for f in tried.feil)
        self.status.setText(faults or readability(self.editor.toPlainText()).tekst)
        if tried.rapport.kapitler:
            made = tried.rapport
            self.press.start(lambda _job: trykking.render(made))
        else:
            self.help.preview.clear()

    @Slot(object)
    def take_page(self, pdf: bytes) -> None:
        """The page is drawn; go past the cover and the contents to the chapter."""
        self.help.preview.show_pdf(pdf, self.title.text(), FRONT_PAGES)

    @Slot(object)
    def show_variants(self, felt: Felt) -> None:
        """The other things a field can say."""
        if self._place is not None:
            self.help.show_variants(skriving.field_variants(self.desk.file, self._place, felt))

    @Slot(int)
    def restore(self, versjon: int) -> None:
        """Bring an earlier version back."""
        place = self._place
        if place is not None and self.desk.run(tekst.restore, place, versjon):
            self._place = None
            self.editor.setPlainText(tekst.get(self.desk.file, place).markdown)
            self._place = place
            self.show_page()

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
        self.editor.put_block(f'![Skriv hva bildet viser](bilde:{key} "Tittel")')


def _timer(owner: QWidget, after: int) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(after)
    return timer
