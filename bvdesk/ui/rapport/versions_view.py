"""What has been published: every version with its files and corrections, to look at, save and print again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from bvdesk.domain.errors import UserError
from bvdesk.services import publisering
from bvdesk.storage.publikasjon_store import Publikasjon, Publisertfil
from bvdesk.ui import file_dialog
from bvdesk.ui.desk import Desk
from bvdesk.ui.flow_layout import flowing
from bvdesk.ui.folding_row import FoldingRow
from bvdesk.ui.notices import NoticeKind
from bvdesk.ui.rapport.page_preview import PagePreview
from bvdesk.ui.rapport.printing import print_pdfs
from bvdesk.ui.texts import timestamp
from bvdesk.ui.widgets import labelled, lay_out, paragraph, quiet_button

LIST_WIDTH = 296
_DATA = Qt.ItemDataRole.UserRole
_EMPTY = "Ingenting er publisert ennå. Lag rapportene, se gjennom dem, og trykk «Publiser …»."
_UNSEEN = "Bare PDF kan vises her. Trykk «Lagre filene …», og åpne filen der du lagret den."
_ABOUT = "Filene er som da de ble publisert, uansett hva som er endret siden."


class VersionsView(QWidget):
    """Versions to the left, the chosen file's pages to the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.versions, self.files = QListWidget(), QListWidget()
        self.state, self.corrections = paragraph(_EMPTY, subtle=True), paragraph("")
        self.save, self.print_button = quiet_button("Lagre filene …"), quiet_button("Skriv ut …")
        self.preview, self.unseen = PagePreview(), paragraph(_UNSEEN, subtle=True)
        self._build()
        self.versions.currentRowChanged.connect(self.show_version)
        self.files.currentRowChanged.connect(self.show_file)
        self.save.clicked.connect(self.choose_folder)
        self.print_button.clicked.connect(self.print_file)

    def _build(self) -> None:
        left = QWidget()
        left.setFixedWidth(LIST_WIDTH)
        column = lay_out(left, spacing=12)
        for listing in (self.versions, self.files):
            listing.setMinimumHeight(48)
            listing.setWordWrap(True)
            listing.setResizeMode(QListWidget.ResizeMode.Adjust)
            listing.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.state.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.state)
        self._lists = (labelled("Versj&oner, nyeste først", self.versions), labelled("F&iler", self.files))
        column.addWidget(self._lists[0], 1)
        column.addWidget(self._lists[1], 2)
        column.addWidget(self.corrections)
        self.tools = flowing(self.save, self.print_button)
        column.addWidget(self.tools)
        beside = FoldingRow(need=560, spacing=24)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 12, 0, 0)
        whole.addLayout(beside)
        right = QVBoxLayout()
        right.addWidget(self.unseen)
        right.addWidget(self.preview, 1)
        beside.addWidget(left)
        beside.addLayout(right, 1)

    def refresh(self) -> None:
        """Read the versions anew; the newest is chosen."""
        found = publisering.versions(self._desk.file)[::-1]
        self.versions.clear()
        for version in found:
            text = f"{version.periode.tekst}, versjon {version.versjon}\n{timestamp(version.tid)}, {version.person}"
            QListWidgetItem(text, self.versions).setData(_DATA, version)
        self.state.setText(_ABOUT if found else _EMPTY)
        for part in (*self._lists, self.tools):
            part.setVisible(bool(found))
        self.versions.setCurrentRow(0 if found else -1)
        self.show_version()

    def chosen(self) -> Publikasjon | None:
        """The chosen version."""
        item = self.versions.currentItem()
        return item.data(_DATA) if item else None

    @Slot()
    def show_version(self) -> None:
        """Show the chosen version's files and what it corrects."""
        version, fil = self.chosen(), self._desk.file
        corrected = publisering.corrected_in(fil, version) if version else ()
        self.corrections.setText("\n".join(("Rettet:", *(r.tekst for r in corrected))) if corrected else "")
        self.corrections.setVisible(bool(corrected))
        self._list_files(self._read(version) if version else ())

    def _list_files(self, files: tuple[Publisertfil, ...]) -> None:
        """One that can be seen is chosen. Qt may choose the first itself, before it is known what it holds: not heard."""
        with QSignalBlocker(self.files):
            self.files.clear()
            for made in files:
                item = QListWidgetItem(made.navn, self.files)
                item.setData(_DATA, made)
                item.setToolTip(f"sha256 {made.sha256}")
            pages = [at for at, made in enumerate(files) if made.navn.endswith(".pdf")]
            self.files.setCurrentRow(pages[0] if pages else 0)
        self.show_file()

    def _read(self, version: Publikasjon) -> tuple[Publisertfil, ...]:
        try:
            return publisering.files(self._desk.file, version.nr)
        except UserError as error:
            self._desk.failed.emit(error)
            return ()

    def chosen_pdf(self) -> Publisertfil | None:
        """The chosen file when it has pages to show."""
        item = self.files.currentItem()
        made = item.data(_DATA) if item else None
        return made if isinstance(made, Publisertfil) and made.navn.endswith(".pdf") else None

    @Slot()
    def show_file(self) -> None:
        """Show the pages of the chosen file."""
        made = self.chosen_pdf()
        self.print_button.setEnabled(made is not None)
        self.unseen.setVisible(made is None and self.files.currentItem() is not None)
        if made is None:
            self.preview.clear()
        else:
            self.preview.show_pdf(made.innhold, made.navn)

    @Slot()
    def choose_folder(self) -> None:
        """Ask where to save the version's files."""
        chosen = file_dialog.ask_folder(self, "Hvor skal filene lagres?")
        if chosen:
            self.save_in(chosen)

    def save_in(self, folder: Path) -> None:
        """Write the files of the chosen version, byte for byte."""
        version = self.chosen()
        if version is None:
            return
        try:
            written = publisering.print_again(self._desk.file, version.nr, folder)
        except UserError as error:
            self._desk.failed.emit(error)
            return
        count = f"{len(written)} filer" if len(written) > 1 else "1 fil"
        self._desk.notice(f"{count} fra versjon {version.versjon} er lagret i {folder}.", NoticeKind.SUCCESS)

    @Slot()
    def print_file(self) -> None:
        """Print the chosen file on paper."""
        made = self.chosen_pdf()
        if made is not None:
            print_pdfs([(made.navn, made.innhold)], made.navn, self)
