"""Ways to a file: the example, a new service, one that exists. Used by the menu and by the start page."""

from __future__ import annotations

import itertools
from pathlib import Path

from PySide6.QtWidgets import QWidget

from bvdesk.ui import window_state
from bvdesk.ui.desk import Desk

SUFFIX = ".bvdesk"
FILTER = "bvdesk-filer (*.bvdesk)"


def default_folder() -> Path:
    """Where new files go: the program's own folder, which no cloud service synchronises behind our back."""
    folder = window_state.user_folder() / "tjenester"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def free_path(name: str) -> Path:
    """A path in the default folder that is not taken: «Fjordbygda.bvdesk», «Fjordbygda 2.bvdesk» and so on."""
    safe = "".join(c if c.isalnum() or c in " -_" else "_" for c in name).strip() or "tjeneste"
    numbered = (f"{safe}{'' if n == 1 else f' {n}'}{SUFFIX}" for n in itertools.count(1))
    return next(path for path in (default_folder() / one for one in numbered) if not path.exists())


def open_example(desk: Desk, parent: QWidget) -> None:
    """Make the example service in a file of its own and open it."""
    from bvdesk.ui.example_maker import ExampleMaker

    ExampleMaker(desk, parent).make(free_path("Eksempel Fjordbygda"))


def open_file(desk: Desk, parent: QWidget) -> None:
    """Let the user choose a file, and open it."""
    from bvdesk.ui import file_dialog

    recent = window_state.recent_files()
    chosen = file_dialog.ask_open(parent, "Åpne fil", FILTER, recent[0].parent if recent else None)
    if chosen:
        desk.open_path(chosen)


def new_file(desk: Desk, parent: QWidget) -> None:
    """Ask for name and kommuner, make the file and open it."""
    from bvdesk.ui.new_service import NewServiceDialog

    dialog = NewServiceDialog(desk.bruker, parent)
    if dialog.exec() and dialog.made:
        desk.open_path(dialog.made)
