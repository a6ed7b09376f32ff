"""The templates of a file: which one is shown and which is in use; copy, rename, delete, fetch and save one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QInputDialog, QMessageBox, QVBoxLayout, QWidget

from bvdesk.domain.errors import UserError
from bvdesk.domain.rapport.disposisjon import Disposisjon
from bvdesk.services import mal
from bvdesk.services.mal import STANDARD, STANDARD_NAME, SUFFIX
from bvdesk.ui import file_dialog
from bvdesk.ui.desk import Desk
from bvdesk.ui.flow_layout import flowing
from bvdesk.ui.notices import NoticeKind
from bvdesk.ui.rapport.template_import import TemplateImportDialog
from bvdesk.ui.widgets import choose_data, labelled_row, quiet_button, refill

FILTER = f"Maler (*{SUFFIX})"


class TemplateBar(QWidget):
    """`shown` when another template is to be shown."""

    shown = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.template = QComboBox()
        self.template.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.use, self.copy = quiet_button("Bruk denne malen"), quiet_button("Lag en kopi …")
        self.rename, self.remove = quiet_button("Gi nytt navn …"), quiet_button("Slett")
        self.fetch, self.save_file = quiet_button("Hent fra fil …"), quiet_button("Lagre til fil …")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            flowing(
                labelled_row("Velg m&al", self.template),
                self.use,
                self.copy,
                self.rename,
                self.remove,
                self.fetch,
                self.save_file,
            )
        )
        self.template.activated.connect(self.shown)
        pressed = {
            self.use: self.use_shown,
            self.copy: self.ask_copy,
            self.rename: self.ask_rename,
            self.remove: self.ask_remove,
            self.fetch: self.ask_fetch,
            self.save_file: self.ask_save_file,
        }
        for button, method in pressed.items():
            button.clicked.connect(method)

    def refresh(self) -> None:
        """The templates of the file; the one in use is chosen the first time."""
        first = self.template.count() == 0
        self._fill_names()
        if first:
            choose_data(self.template, mal.name_in_use(self._desk.file))
        own = self.name() != STANDARD
        self.use.setVisible(self.name() != mal.name_in_use(self._desk.file))
        for widget in (self.rename, self.remove):
            widget.setVisible(own)

    def _fill_names(self) -> None:
        used = mal.name_in_use(self._desk.file)
        marks = {name: " (i bruk)" if name == used else "" for name in mal.names(self._desk.file)}
        refill(self.template, [(f"{name or STANDARD_NAME}{mark}", name) for name, mark in marks.items()])

    def name(self) -> str:
        """The shown template's name; empty for the standard."""
        return str(self.template.currentData() or STANDARD)

    @Slot()
    def use_shown(self) -> None:
        """Make reports from the shown template from now on."""
        self._desk.run(mal.use, self.name())
        self.shown.emit()

    def show_named(self, name: str) -> None:
        """Show another template."""
        self._fill_names()
        choose_data(self.template, name)
        self.shown.emit()

    @Slot()
    def ask_copy(self) -> None:
        """A template like the shown one, under a name one is asked for."""
        proposed = mal.free_name(self._desk.file, "Vår mal" if self.name() == STANDARD else self.name())
        name, sure = QInputDialog.getText(self, "Lag en kopi", "Hva skal malen hete?", text=proposed)
        if sure and self._desk.run(mal.copy, self.name(), name):
            self.show_named(name.strip())

    @Slot()
    def ask_rename(self) -> None:
        """Another name."""
        name, sure = QInputDialog.getText(self, "Gi nytt navn", "Hva skal malen hete?", text=self.name())
        if sure and name.strip() != self.name() and self._desk.run(mal.rename, self.name(), name):
            self.show_named(name.strip())

    @Slot()
    def ask_remove(self) -> None:
        """Delete the template, after asking once more."""
        question = f"Slette malen «{self.name()}»? Tekstene dere har skrevet, blir stående."
        if QMessageBox.question(self, "Slett mal", question) == QMessageBox.StandardButton.Yes:
            self._desk.run(mal.remove, self.name())
            self.show_named(mal.name_in_use(self._desk.file))

    @Slot()
    def ask_fetch(self) -> None:
        """Choose a template file and look at what it holds."""
        chosen = file_dialog.ask_open(self, "Hent mal", FILTER)
        if chosen:
            self.fetch_from(chosen)

    def fetch_from(self, path: Path) -> None:
        """Show what a file holds; it is kept when the user says so."""
        try:
            read = mal.read_file(self._desk.file, path)
            read = replace(read, navn=mal.free_name(self._desk.file, read.navn))
        except UserError as error:
            self._desk.failed.emit(error)
            return
        taken = frozenset({*mal.names(self._desk.file), STANDARD_NAME})
        dialog = TemplateImportDialog(path.name, read, taken, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.accepted.connect(lambda: self._keep(replace(read, navn=dialog.name.text().strip())))
        dialog.open()

    def _keep(self, read: Disposisjon) -> None:
        if self._desk.run(mal.add, read):
            self.show_named(read.navn)

    @Slot()
    def ask_save_file(self) -> None:
        """Choose where to write the template."""
        chosen = file_dialog.ask_save(self, "Lagre mal", f"{self.name() or STANDARD_NAME}{SUFFIX}", FILTER)
        if chosen:
            self.save_to(chosen)

    def save_to(self, path: Path) -> None:
        """Write the shown template to a file."""
        try:
            mal.export_file(self._desk.file, self.name(), path)
        except UserError as error:
            self._desk.failed.emit(error)
            return
        self._desk.notice(f"Malen er lagret som {path.name}.", NoticeKind.SUCCESS)
