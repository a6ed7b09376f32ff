"""What the writing page does with tables, charts and pictures: the dialogs, and what comes of them in the text."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QDialog, QWidget

from bvdesk.domain.errors import UserError
from bvdesk.domain.rapport.modell import Bilde
from bvdesk.domain.rapport.tekst.markdown import parse_text
from bvdesk.services import bilder, deler, skrivehjelp
from bvdesk.services.skrivehjelp import Delvalg
from bvdesk.storage.tekst_store import Tekststed
from bvdesk.ui import file_dialog
from bvdesk.ui.desk import Desk
from bvdesk.ui.tekster.alter_dialog import AlterDialog
from bvdesk.ui.tekster.key_figures_dialog import KeyFiguresDialog
from bvdesk.ui.tekster.measures_dialog import MeasuresDialog
from bvdesk.ui.tekster.part_dialog import PartDialog
from bvdesk.ui.tekster.picture_dialog import PictureDialog
from bvdesk.ui.tekster.text_editor import TextEditor

_ACCEPTED = QDialog.DialogCode.Accepted


class PartActions(QObject):
    """`place` says which text is being written; nothing happens while it is None."""

    def __init__(self, desk: Desk, editor: TextEditor, window: QWidget) -> None:
        super().__init__(window)
        self.desk, self.editor, self.window = desk, editor, window
        self.place: Tekststed | None = None

    @Slot()
    def make_part(self) -> None:
        """Put a new table or chart together, and place it where the cursor is."""
        if self.place is None:
            return
        dialog = PartDialog(self.desk, self.place, None, self.window)
        if dialog.exec() == _ACCEPTED and self.desk.run(deler.save_part, self.place.kapittel, dialog.choice()):
            self.editor.put_block(f"[[{dialog.code}]]")

    @Slot(object)
    def change_part(self, part: Delvalg) -> None:
        """Change what it shows, or only its words when it comes by itself."""
        if self.place is None:
            return
        kapittel = self.place.kapittel
        own = deler.own_part(self.desk.file, kapittel, part.kode)
        if own:
            dialog = PartDialog(self.desk, self.place, own, self.window)
            if dialog.exec() == _ACCEPTED:
                self.desk.run(deler.save_part, kapittel, dialog.choice())
            return
        words = AlterDialog(part.navn, deler.alterations(self.desk.file, kapittel, part.kode), self.window)
        if words.exec() == _ACCEPTED:
            self.desk.run(deler.alter, kapittel, part.kode, words.texts())

    @Slot(object)
    def remove_part(self, part: Delvalg) -> None:
        """Take it out of the chapter, and out of the text where it stands."""
        if self.place is not None and self.desk.run(deler.remove, self.place.kapittel, part.kode):
            self.editor.replace_chip(part.markdown, "")

    @Slot()
    def bring_back(self) -> None:
        """What was taken out comes again."""
        if self.place is not None:
            self.desk.run(deler.bring_back, self.place.kapittel)

    @Slot()
    def choose_key_figures(self) -> None:
        """Which key figures, and in what order."""
        KeyFiguresDialog(self.desk, self.window).exec()

    @Slot()
    def edit_measures(self) -> None:
        """Goals and measures, and last year's followed up."""
        if self.place is not None:
            MeasuresDialog(self.desk, self.place, self.window).exec()

    def open_part(self, kode: str) -> None:
        """A table or chart in the text was opened."""
        if self.place is None:
            return
        found = (p for p in skrivehjelp.parts(self.desk.file, self.place) if p.markdown == kode)
        part = next(found, None)
        if part:
            self.change_part(part)

    def open_picture(self, kode: str) -> None:
        """A picture in the text was opened: its words."""
        block = next(iter(parse_text(kode)))
        if isinstance(block, Bilde):
            dialog = PictureDialog(block, self.window)
            if dialog.exec() == _ACCEPTED:
                self.editor.replace_chip(kode, dialog.markdown())

    @Slot()
    def add_picture(self) -> None:
        """Choose a picture, say what it shows, and put it into the text."""
        chosen = file_dialog.ask_open(self.window, "Velg bilde", "Bilder (*.png *.jpg *.jpeg)")
        if chosen:
            self.take_picture(chosen)

    def take_picture(self, path: Path) -> None:
        """Keep the picture in the file, and ask for its words."""
        try:
            key = bilder.add(self.desk.file, path)
        except UserError as fault:
            self.desk.failed.emit(fault)
            return
        dialog = PictureDialog(Bilde(key, ""), self.window)
        if dialog.exec() == _ACCEPTED:
            self.editor.put_block(dialog.markdown())
