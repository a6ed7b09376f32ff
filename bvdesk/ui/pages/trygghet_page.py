"""Trygghet: backups, a copy in another place, the password, copies from sync programs, and the health of the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QInputDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
)

from bvdesk.domain.change import Change
from bvdesk.domain.errors import UserError
from bvdesk.services import gjenoppretting, passord, sammenslaing, sikkerhetskopi
from bvdesk.services.feil import understandable
from bvdesk.services.gjenoppretting import Forhandsvisning
from bvdesk.services.passord import Laast
from bvdesk.services.sammenslaing import Sammenligning
from bvdesk.storage.backup import Kopi
from bvdesk.ui import file_dialog
from bvdesk.ui.desk import Desk
from bvdesk.ui.files import FILTER
from bvdesk.ui.notices import NoticeKind
from bvdesk.ui.pages.page import Page
from bvdesk.ui.trygghet import tasks
from bvdesk.ui.trygghet.copies import copy_time, describe_copy
from bvdesk.ui.trygghet.file_work import FileWork
from bvdesk.ui.trygghet.lock_part import LockPart
from bvdesk.ui.trygghet.merge_dialog import MergeDialog
from bvdesk.ui.trygghet.password_dialog import NewPasswordDialog, RecoveryKeyDialog
from bvdesk.ui.trygghet.restore_dialog import RestoreDialog
from bvdesk.ui.widgets import choose_data, heading, labelled, paragraph, quiet_button, row, scrolling_page

_WIDTH = 520
_KOPI = Qt.ItemDataRole.UserRole
_NEVER = "Aldri"


class TrygghetPage(Page):
    """Each part says how things stand and has the few things one can do about it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.state = LockPart(desk)
        self.where, self.second, self.locked = (paragraph("", subtle=True) for _ in range(3))
        self.conflicts, self.health = paragraph(""), paragraph("", subtle=True)
        self.copies = QListWidget()
        self.copies.setFixedHeight(148)
        self.copies.setMaximumWidth(_WIDTH)
        self.idle = QComboBox()
        self.work = FileWork(desk, self)
        self._build()
        desk.backed_up.connect(self.show_copies)
        self.work.ended.connect(self.show_again)
        self.setFocusProxy(self.copies)

    def _build(self) -> None:
        column = scrolling_page(self)
        column.addWidget(heading("Trygghet"))
        column.addWidget(self.state)
        self._build_copies(column)
        self._build_password(column)
        self._build_others(column)
        column.addStretch(1)

    def _build_copies(self, column: QVBoxLayout) -> None:
        self.restore_button = self._button("Gjenopprett …", self.restore)
        self.undo_button = self._button("Angre gjenopprettingen", self.undo_restore)
        column.addWidget(heading("Sikkerhetskopier", 13))
        column.addWidget(labelled("&Kopier, nyeste først", self.copies))
        column.addWidget(row(self.restore_button, self._button("Lag kopi nå", self.make_copy), self.undo_button))
        column.addWidget(self.where)
        column.addWidget(self.second)
        choose = self._button("Kopier til et annet sted …", self.choose_second_place)
        self.copy_there, self.stop = self._button("Kopier dit nå", self.copy_again), self._button("Slutt", self.stop_copying)
        self.stop.setAccessibleName("Slutt å kopiere til et annet sted")
        column.addWidget(row(choose, self.copy_there, self.stop))

    def _build_password(self, column: QVBoxLayout) -> None:
        column.addSpacing(8)
        column.addWidget(heading("Passord", 13))
        column.addWidget(self.locked)
        self.lock_button = self._button("Lås med passord …", self.set_password)
        self.unlock_button = self._button("Fjern passordet …", self.remove_password)
        self.key_button = self._button("Vis gjenopprettingsnøkkelen …", self.show_recovery_key)
        column.addWidget(row(self.lock_button, self.key_button, self.unlock_button))
        for minutes in passord.IDLE_CHOICES:
            self.idle.addItem(f"Etter {minutes} minutter" if minutes else _NEVER, minutes)
        self.idle.activated.connect(self.choose_idle)
        self.idle_row = labelled("Lås når ingen bruker &maskinen", self.idle)
        self.idle_row.setMaximumWidth(_WIDTH // 2)
        column.addWidget(self.idle_row)

    def _build_others(self, column: QVBoxLayout) -> None:
        column.addSpacing(8)
        column.addWidget(heading("Andre utgaver av filen", 13))
        column.addWidget(self.conflicts)
        column.addWidget(row(self._button("Sammenlign med en annen fil …", self.choose_other)))
        column.addSpacing(8)
        column.addWidget(heading("Filens helse", 13))
        column.addWidget(self.health)
        column.addWidget(row(self._button("Undersøk nå", self.examine), self._button("Lagre en kopi …", self.choose_copy)))

    def _button(self, text: str, method: Callable[[], None]) -> QPushButton:
        button = quiet_button(text)
        button.clicked.connect(method)
        return button

    def refresh(self, _change: object) -> None:
        """Show how things stand."""
        fil = self.desk.file
        self.state.refresh()
        self.show_copies()
        self.where.setText(f"Kopiene ligger i {sikkerhetskopi.folder(fil.path)}")
        sted = sikkerhetskopi.second_place(fil.path)
        when = f"{sted.sist:%d.%m.%Y}" if sted and sted.sist else "aldri"
        self.second.setText(f"Kopieres også til {sted.mappe}, sist {when}." if sted else "Ingen kopi på et annet sted.")
        for button in (self.copy_there, self.stop):
            button.setVisible(sted is not None)
        self.undo_button.setVisible(not fil.lesegrunn and gjenoppretting.can_undo_restore(fil))
        self._show_password()
        names = ", ".join(path.name for path in sammenslaing.conflict_copies(fil.path))
        self.conflicts.setText(
            f"Synkroniseringen har laget {names}." if names else "Ingen kopier fra synkronisering er funnet."
        )
        self.health.setText("Filen undersøkes hver uke: oppbygningen, endringsloggen og hvert tall mot loggen.")

    @Slot()
    def show_copies(self) -> None:
        """The list of backups."""
        fil = self.desk.file
        self.copies.clear()
        for kopi in sikkerhetskopi.all_copies(fil.path):
            item = QListWidgetItem(describe_copy(kopi), self.copies)
            item.setData(_KOPI, kopi)
        self.copies.setCurrentRow(0)
        self.restore_button.setEnabled(bool(self.copies.count()) and not fil.lesegrunn)

    def _show_password(self) -> None:
        locked = passord.is_locked(self.desk.file)
        self.locked.setText(
            "Filen og sikkerhetskopiene er kryptert."
            if locked
            else "Filen er ikke låst. Den som får tak i den, kan lese den."
        )
        self.lock_button.setText("Bytt passord …" if locked else "Lås med passord …")
        for widget in (self.unlock_button, self.key_button, self.idle_row):
            widget.setVisible(locked)
        choose_data(self.idle, passord.idle_minutes(self.desk.file))

    @Slot()
    def show_again(self) -> None:
        """Something has been done with the file: show how things stand."""
        if self.desk.is_open:
            self.refresh(None)

    def _attempt(self, work: Callable[[], None], said: str = "") -> None:
        """Do something short, and say what was done or what the user must mend."""
        try:
            with understandable():
                work()
        except UserError as error:
            self.desk.failed.emit(error)
        else:
            if said:
                self.desk.notice(said, NoticeKind.SUCCESS)

    @Slot()
    def make_copy(self) -> None:
        """A backup now."""
        self.work.read(tasks.copy_now())

    @Slot()
    def restore(self) -> None:
        """Show what the chosen backup would change; then make the file what it was."""
        item = self.copies.currentItem()
        if item is not None:
            kopi: Kopi = item.data(_KOPI)
            self.work.read(tasks.preview(kopi, lambda seen: self._ask_restore(kopi, seen)))

    def _ask_restore(self, kopi: Kopi, seen: Forhandsvisning) -> str:
        if RestoreDialog(self.desk.file, seen, copy_time(kopi), self).exec():
            self.work.write_anew(tasks.restore(kopi, self._tell))
        return ""

    def _tell(self, change: Change, said: str) -> str:
        self.desk.tell(change)
        return said

    @Slot()
    def undo_restore(self) -> None:
        """Put back what stood in the file before the restore."""
        self.work.write_anew(tasks.undo_restore(self._tell))

    @Slot()
    def choose_second_place(self) -> None:
        """A folder or memory stick that gets every backup too."""
        chosen = file_dialog.ask_folder(self, "Velg en mappe eller en minnepenn")
        if chosen:
            self.work.read(tasks.copy_to(chosen))

    @Slot()
    def copy_again(self) -> None:
        """The newest backup to the second place, now."""
        sted = sikkerhetskopi.second_place(self.desk.file.path)
        if sted is not None:
            self.work.read(tasks.copy_to(sted.mappe))

    @Slot()
    def stop_copying(self) -> None:
        """No second place any more, and no reminders of it."""
        sikkerhetskopi.forget_second_place(self.desk.file.path)
        self.refresh(None)

    @Slot()
    def set_password(self) -> None:
        """Lock the file, or change its password; then show the recovery key."""
        dialog = NewPasswordDialog(self, change=passord.is_locked(self.desk.file))
        if dialog.exec():
            self.work.write_anew(tasks.lock(dialog.word, self._locked))

    def _locked(self, done: Laast) -> str:
        RecoveryKeyDialog(done.gjenopprettingsnokkel, self.desk.file.tjeneste.navn, self).exec()
        left = len(done.ikke_laast)
        return "Filen og kopiene er låst." if not left else f"Filen er låst. {left} kopier kunne ikke låses; slett dem selv."

    @Slot()
    def show_recovery_key(self) -> None:
        """The recovery key once more."""
        fil = self.desk.file
        RecoveryKeyDialog(passord.recovery_key(fil), fil.tjeneste.navn, self).exec()

    @Slot()
    def remove_password(self) -> None:
        """Unlock for good, after asking once more."""
        text = "Skriv passordet for å fjerne det:"
        word, sure = QInputDialog.getText(self, "Fjern passordet", text, QLineEdit.EchoMode.Password)
        if sure:
            self.work.write_anew(tasks.unlock(word))

    @Slot()
    def choose_idle(self) -> None:
        """Other minutes before the lock."""
        self._attempt(lambda: passord.set_idle_minutes(self.desk.file, int(self.idle.currentData())))

    @Slot()
    def choose_other(self) -> None:
        """Compare with another file; what a sync program left is proposed."""
        conflicts = sammenslaing.conflict_copies(self.desk.file.path)
        start = conflicts[0] if conflicts else self.desk.file.path.parent
        chosen = file_dialog.ask_open(self, "Sammenlign med", FILTER, start)
        if chosen:
            self.compare_with(chosen)

    def compare_with(self, path: Path) -> None:
        """Show what differs; then take over what is chosen."""
        self.work.read(tasks.compare(path, lambda found: self._ask_merge(path, found)))

    def _ask_merge(self, path: Path, found: Sammenligning) -> str:
        dialog = MergeDialog(self.desk.file, path.name, found, self)
        if dialog.exec() and (chosen := dialog.chosen()):
            self.work.write_anew(tasks.merge(path, chosen, self._tell))
        return ""

    @Slot()
    def examine(self) -> None:
        """Examine the whole file now."""
        self.work.read(tasks.examine())

    @Slot()
    def choose_copy(self) -> None:
        """Everything that is open, to another file."""
        name = f"{self.desk.file.path.stem} kopi.bvdesk"
        chosen = file_dialog.ask_save(self, "Lagre en kopi", name, FILTER)
        if chosen:
            self.save_copy(chosen)

    def save_copy(self, path: Path) -> None:
        """Save it; from what is open when the file is damaged or has been taken away under the program."""
        fil, task = self.desk.file, tasks.save_copy(path)
        if fil.path.exists() and not fil.lesegrunn:
            self.work.read(task)
        else:
            self._attempt(lambda: gjenoppretting.save_copy(fil, path), task.then(None))
