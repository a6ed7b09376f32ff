"""Beside the editor: figures to insert, sentences to start from, last year's text, earlier versions, and the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QPlainTextEdit,
    QTabWidget,
    QWidget,
)

from bvdesk.domain.oppramsing import enumerate_names
from bvdesk.domain.rapport.felt import utvalg
from bvdesk.domain.rapport.felt.forslag import Forslag
from bvdesk.domain.rapport.felt.utvalg import Feltvalg
from bvdesk.storage.tekst_store import Tekstversjon
from bvdesk.ui.rapport.page_preview import PagePreview
from bvdesk.ui.tekster.parts_list import PartsList, fill, named_list
from bvdesk.ui.widgets import lay_out, paragraph, quiet_button, row

_DATA = Qt.ItemDataRole.UserRole
_HINT = "Velg et tall og trykk Enter. Tallet i teksten følger figurene."
_EACH_ITS_OWN = "Her ser du tallet for hele tjenesten. I meldingen til en kommune står kommunens eget tall."


class HelperTabs(QTabWidget):
    """`field_wanted` and `sentence_wanted` carry what goes into the text, `version_wanted` the number of a version."""

    field_wanted = Signal(str)
    variants_wanted = Signal(object)
    sentence_wanted = Signal(str)
    version_wanted = Signal(int)
    last_year_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setElideMode(Qt.TextElideMode.ElideNone)  # where there is too little room, arrows move the tabs
        self.search = QLineEdit()
        self.search.setPlaceholderText("Søk etter et tall")
        self.search.setAccessibleName("Søk etter felt")
        self.search.setClearButtonEnabled(True)
        self.fields = named_list("Felt")
        self.variants = named_list("Andre måter å si det på", "Velg et tall over.")
        self.sentences = named_list("Forslag til setninger", "Det er ingen forslag til dette kapitlet.")
        self.parts = PartsList()
        self.last_year = _reading("Teksten fra året før")
        self.common, self.version = _reading("Fellesteksten"), _reading("Den valgte versjonen")
        self.use_last_year = quiet_button("Bruk denne teksten")
        self.carry_over = quiet_button("Hent alle tekstene")
        self.carry_over.setToolTip("Fjorårets tekster i alle kapitler der det ikke står noe ennå")
        self.versions = named_list("Tidligere versjoner", "Det er ikke skrevet noe her ennå.")
        self.preview = PagePreview()
        self._all_fields: tuple[Feltvalg, ...] = ()
        self._texts: dict[int, str] = {}
        self._build()
        self._listen()

    def _build(self) -> None:
        self.setMinimumWidth(200)
        self.setAccessibleName("Hjelp til å skrive")
        self._hint = paragraph("", subtle=True)
        other = QLabel("Andre måter å si det på")
        other.setBuddy(self.variants)
        self.addTab(_column(self.search, self._hint, self.fields, other, self.variants), "Tall")
        self.addTab(_column(paragraph("Velg en setning og trykk Enter.", subtle=True), self.sentences), "Forslag")
        self.addTab(self.parts, "Figurer")
        self.addTab(_column(self.last_year, row(self.use_last_year), row(self.carry_over)), "I fjor")
        standing = paragraph("Står i alle meldingene, hvis ikke kommunens egen tekst kommer i stedet.", subtle=True)
        self._common_tab = _column(standing, self.common)
        self.addTab(self._common_tab, "Felles")
        back = paragraph("Enter henter teksten tilbake.", subtle=True)
        self.addTab(_column(back, self.versions, self.version), "Historikk")
        self.addTab(_column(self.preview), "Side")
        self.fields.setMinimumHeight(80)
        self.variants.setMinimumHeight(60)
        self.variants.setMaximumHeight(180)

    def _listen(self) -> None:
        self.search.textChanged.connect(self.show_found)
        self.search.returnPressed.connect(self.enter_found)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.search, context=Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.go_to_found)
        self.fields.itemActivated.connect(self.give_field)
        self.fields.currentItemChanged.connect(self.ask_variants)
        self.variants.itemActivated.connect(self.give_field)
        self.sentences.itemActivated.connect(self.give_sentence)
        self.versions.currentItemChanged.connect(self.show_version)
        self.versions.itemActivated.connect(self.give_version)
        self.use_last_year.clicked.connect(self.last_year_wanted)

    def show_fields(self, fields: tuple[Feltvalg, ...]) -> None:
        """The fields to choose from."""
        self._all_fields = fields
        self.show_found()

    @Slot()
    def show_found(self) -> None:
        """The fields that fit the search; the first is chosen, for Enter, and what else it can say is shown."""
        with QSignalBlocker(self.fields):
            fill(self.fields, [(_named(v), v) for v in utvalg.search(self._all_fields, self.search.text())])
            if self.search.text().strip():
                self.fields.setCurrentRow(0)
        self.ask_variants()

    @Slot()
    def enter_found(self) -> None:
        """Enter in the search field puts what is chosen into the text."""
        item = self.fields.currentItem() or self.fields.item(0)
        if item is not None and item.data(_DATA) is not None:
            self.give_field(item)

    @Slot()
    def go_to_found(self) -> None:
        """Down from the search field."""
        self.fields.setCurrentRow(max(self.fields.currentRow(), 0))
        self.fields.setFocus()

    def show_variants(self, variants: tuple[Feltvalg, ...]) -> None:
        """The other things the chosen field can say."""
        fill(self.variants, [(_named(v), v) for v in variants])

    def edit_field(self, variants: tuple[Feltvalg, ...]) -> None:
        """A field of the text was opened: what else it can say, ready to be chosen with the keys."""
        self.setCurrentIndex(0)
        self.show_variants(variants)
        self.variants.setCurrentRow(0)
        self.variants.setFocus()

    def show_sentences(self, sentences: tuple[Forslag, ...]) -> None:
        """Sentences to start from."""
        fill(self.sentences, [(s.tekst, s.markdown) for s in sentences])

    def show_last_year(self, markdown: str) -> None:
        """The text of the year before."""
        self.last_year.setPlainText(markdown or "Det står ingen tekst for året før.")
        self.use_last_year.setEnabled(bool(markdown))

    def show_versions(self, versions: Sequence[Tekstversjon]) -> None:
        """What the text has been."""
        self._texts = {v.nr: v.tekst.markdown for v in versions}
        fill(self.versions, [(f"{_moment(v.tid)}, {v.person}", v.nr) for v in versions])
        self.show_version()

    def show_common(self, markdown: str, *, own: bool) -> None:
        """The common text, while one writes a kommune's own; of its numbers, each kommune is given its own."""
        self._hint.setText(_HINT if own else f"{_HINT} {_EACH_ITS_OWN}")
        self.common.setPlainText(markdown or "Det står ingen fellestekst i dette kapitlet.")
        self.setTabVisible(self.indexOf(self._common_tab), own)

    @Slot()
    def show_version(self) -> None:
        """All of the version that is looked at."""
        item = self.versions.currentItem()
        self.version.setPlainText(self._texts.get(item.data(_DATA), "") if item else "")

    @Slot(QListWidgetItem)
    def give_field(self, item: QListWidgetItem) -> None:
        """A field was chosen."""
        self.field_wanted.emit(item.data(_DATA).kode)

    @Slot()
    def ask_variants(self) -> None:
        """Another field is looked at, or none."""
        item = self.fields.currentItem()
        if item is None or item.data(_DATA) is None:
            self.show_variants(())
        else:
            self.variants_wanted.emit(item.data(_DATA).felt)

    @Slot(QListWidgetItem)
    def give_sentence(self, item: QListWidgetItem) -> None:
        """A sentence was chosen."""
        self.sentence_wanted.emit(item.data(_DATA))

    @Slot(QListWidgetItem)
    def give_version(self, item: QListWidgetItem) -> None:
        """An earlier version was chosen."""
        self.version_wanted.emit(item.data(_DATA))


def _named(valg: Feltvalg) -> str:
    if valg.eksempel:
        return f"{valg.navn}: {valg.eksempel}"
    if valg.mangler:
        return f"{valg.navn} (mangler {enumerate_names([f'{q.siste // 3}.' for q in valg.mangler])} kvartal)"
    return f"{valg.navn} (ikke noe tall ennå)"


def _moment(tid: str) -> str:
    return f"{tid[8:10]}.{tid[5:7]}.{tid[:4]} kl. {tid[11:13]}.{tid[14:16]}"


def _column(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    lay_out(holder, *widgets, margins=(8, 8, 8, 8))
    return holder


def _reading(name: str) -> QPlainTextEdit:
    """A text to read and copy from."""
    made = QPlainTextEdit()
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    made.setAccessibleName(name)
    return made
