"""Opens files for the window: asks for the password, and offers ways out of a damaged file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from bvdesk.domain.errors import UserError
from bvdesk.services import tjenestefil
from bvdesk.services.tjenestefil import Apning
from bvdesk.ui import file_dialog
from bvdesk.ui.desk import Desk
from bvdesk.ui.files import FILTER
from bvdesk.ui.notices import NoticeKind


class Doorkeeper(QObject):
    """Listens for files that could not simply be opened."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        desk.password_wanted.connect(self.ask_password)
        desk.damaged.connect(self.offer_ways_out)

    @Slot(object)
    def ask_password(self, path: Path) -> None:
        """Open a locked file with what the user types."""
        from bvdesk.ui.trygghet.password_dialog import UnlockDialog

        dialog = UnlockDialog(self._desk, path, self._window)
        dialog.exec()
        if dialog.opened is not None:
            self._desk.use(dialog.opened)

    @Slot(object, object)
    def offer_ways_out(self, path: Path, error: UserError) -> None:
        """A backup, salvage, or a look into the damaged file."""
        from bvdesk.ui.trygghet.damaged_dialog import DamagedDialog, WayOut

        dialog = DamagedDialog(path, error, self._window)
        dialog.exec()
        try:
            if dialog.way is WayOut.RESTORE and dialog.kopi:
                self.put_back(path, dialog.kopi)
            elif dialog.way is WayOut.SALVAGE:
                self.choose_salvage(path)
            elif dialog.way is WayOut.LOOK:
                self._desk.open_path(path, Apning(self._desk.key_of(path), damaged_ok=True))
        except UserError as fault:
            self._desk.failed.emit(fault)

    def put_back(self, path: Path, kopi: Path) -> None:
        """A backup takes the place of the damaged file."""
        from bvdesk.services import gjenoppretting

        kept = gjenoppretting.replace_damaged(path, kopi)
        if self._desk.open_path(path):
            self._desk.notice(
                f"Kopien er lagt tilbake. Den skadede filen er tatt vare på som {kept.name}.", NoticeKind.SUCCESS
            )

    def choose_salvage(self, path: Path) -> None:
        """Ask where, and save what can be read."""
        start = path.with_name(f"{path.stem} (reddet){path.suffix}")
        chosen = file_dialog.ask_save(self._window, "Hvor skal det reddede ligge?", start, FILTER)
        if chosen:
            self.salvage(path, chosen)

    def salvage(self, path: Path, target: Path) -> None:
        """Save what can be read into a new file, and open it."""
        from bvdesk.services import gjenoppretting

        nokkel = self._desk.key_of(path) if tjenestefil.needs_password(path) else None
        found = gjenoppretting.salvage(path, target, nokkel)
        if self._desk.open_path(target, Apning(nokkel)):
            count = found.rader.get("registrering", 0) + found.fra_logg
            self._desk.notice(
                f"{count} tall er reddet til {target.name}. Se over dem før du bruker dem.", NoticeKind.WARNING
            )
