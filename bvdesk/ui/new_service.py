"""A new service: its name, its kommuner out of all 357, the host, and where the file goes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.kommuneregister import Kommune
from bvdesk.services.tjenestefil import Bruker, create_file, kommuneregister
from bvdesk.ui import file_dialog, files
from bvdesk.ui.notices import NoticeBar
from bvdesk.ui.screen import FittingDialog, add_scrolling, resize_on_screen
from bvdesk.ui.widgets import heading, labelled, lay_out, page_layout, paragraph, primary_button, quiet_button, row

_KOMMUNE = Qt.ItemDataRole.UserRole


class KommunePicker(QWidget):
    """All kommuner with a search field; Enter, Space or a click chooses or lets go. The order of choosing is kept."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[Kommune] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText("Skriv de første bokstavene, og trykk Enter")
        self.list = QListWidget()
        self.list.setAccessibleName("Kommuner")
        self.list.setMinimumHeight(80)
        for kommune in sorted(kommuneregister().kommuner, key=lambda k: k.navn):
            self._add(kommune)
        self.summary = paragraph("Ingen valgt ennå.", subtle=True)
        layout = lay_out(self, labelled("&Kommuner i tjenesten", self.search))
        layout.addWidget(self.list, 1)
        layout.addWidget(self.summary)
        self.search.textChanged.connect(self.filter)
        self.search.returnPressed.connect(self.choose_first)
        self.list.itemChanged.connect(self.note_choice)

    def _add(self, kommune: Kommune) -> None:
        item = QListWidgetItem(f"{kommune.navn} ({kommune.fylke})", self.list)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
        item.setData(_KOMMUNE, kommune)

    @Slot(str)
    def filter(self, text: str) -> None:
        """Show the kommuner whose name begins with the text first in mind: name, official name or number."""
        wanted = text.casefold().strip()
        for at in range(self.list.count()):
            item = self.list.item(at)
            kommune = item.data(_KOMMUNE)
            names = (kommune.navn.casefold(), kommune.offisielt_navn.casefold(), kommune.current_number)
            item.setHidden(not any(name.startswith(wanted) or f" {wanted}" in name for name in names))
        # Space in the list acts on the current row, which must not be one that is out of sight.
        first = self._first_shown()
        self.list.setCurrentRow(self.list.row(first) if first else -1)

    def _first_shown(self) -> QListWidgetItem | None:
        items = (self.list.item(at) for at in range(self.list.count()))
        return next((item for item in items if not item.isHidden()), None)

    @Slot()
    def choose_first(self) -> None:
        """Enter in the search field chooses the first match, or lets it go, and is ready for the next."""
        first = self._first_shown()
        if first and self.search.text().strip():
            chosen = first.checkState() is Qt.CheckState.Checked
            first.setCheckState(Qt.CheckState.Unchecked if chosen else Qt.CheckState.Checked)
            self.search.clear()

    @Slot(QListWidgetItem)
    def note_choice(self, item: QListWidgetItem) -> None:
        """A kommune was chosen or let go."""
        kommune = item.data(_KOMMUNE)
        if item.checkState() is Qt.CheckState.Checked and kommune not in self.chosen:
            self.chosen.append(kommune)
        elif item.checkState() is Qt.CheckState.Unchecked and kommune in self.chosen:
            self.chosen.remove(kommune)
        names = ", ".join(k.navn for k in self.chosen)
        self.summary.setText(f"Valgt: {names}. Skriv et navn om igjen for å ta det bort." if names else "Ingen valgt ennå.")
        self.changed.emit()


class NewServiceDialog(FittingDialog):
    """Five questions on one page; the file is made when «Lag tjenesten» is pressed."""

    def __init__(self, bruker: Bruker, parent: QWidget) -> None:
        super().__init__(parent)
        self._bruker = bruker
        self.made: Path | None = None
        self._place: Path | None = None
        self.setWindowTitle("Ny tjeneste")
        resize_on_screen(self, 560, 620)
        self.name = QLineEdit()
        self.name.setPlaceholderText("For eksempel: Fjordbygda barnevernstjeneste")
        self.picker = KommunePicker()
        self.host = QComboBox()
        self.place = QLabel()
        self.place.setWordWrap(True)
        self.notice = NoticeBar()
        self._build()
        self.picker.changed.connect(self.renew_hosts)
        self.name.textChanged.connect(self.renew_place)
        self.renew_place()

    def _build(self) -> None:
        make = primary_button("Lag tjenesten")
        make.setDefault(True)
        make.setAutoDefault(False)
        make.clicked.connect(self.make)
        cancel = quiet_button("Avbryt")
        cancel.clicked.connect(self.reject)
        elsewhere = quiet_button("Velg et annet sted")
        elsewhere.clicked.connect(self.choose_place)
        for button in (cancel, elsewhere):
            button.setAutoDefault(False)
        layout = page_layout(self, heading("Ny tjeneste"), self.notice)
        form = add_scrolling(layout)
        form.addWidget(labelled("&Navn på tjenesten", self.name))
        form.addWidget(self.picker, 1)
        form.addWidget(labelled("&Vertskommune", self.host))
        form.addWidget(self.place)
        form.addWidget(row(elsewhere))
        layout.addWidget(row(make, cancel))

    @Slot()
    def renew_hosts(self) -> None:
        """The host is one of those chosen."""
        before = self.host.currentText()
        self.host.clear()
        self.host.addItems([kommune.navn for kommune in self.picker.chosen])
        self.host.setCurrentText(before)

    @Slot()
    def renew_place(self) -> None:
        """Say where the file will lie."""
        self.place.setText(f"Filen lagres som {self._target()}")

    @Slot()
    def choose_place(self) -> None:
        """Another place for the file."""
        chosen = file_dialog.ask_save(self, "Hvor skal filen ligge?", self._target(), files.FILTER)
        if chosen:
            self._place = chosen.with_suffix(files.SUFFIX)
            self.renew_place()

    def _target(self) -> Path:
        return self._place or files.free_path(self.name.text())

    @Slot()
    def make(self) -> None:
        """Make the file; what is missing is said here."""
        if not self.picker.chosen:
            self.notice.show_user_error(UserError("Kommuner mangler.", "Velg minst én kommune i listen."))
            return
        try:
            kommuner = tuple(kommune.current_number for kommune in self.picker.chosen)
            vert = self.picker.chosen[max(self.host.currentIndex(), 0)].current_number
            target = self._target()
            create_file(target, self._bruker, self.name.text(), kommuner, vert).close()
        except UserError as error:
            self.notice.show_user_error(error)
            return
        self.made = target
        self.accept()
