"""Asks for a file or a folder: never larger than the screen, and where one last was, the first time in one's documents."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from bvdesk.ui import window_state
from bvdesk.ui.screen import resize_on_screen

WIDTH, HEIGHT = 760, 500
_KEY = "siste_mappe"


def ask_open(parent: QWidget | None, title: str, filters: str, start: Path | None = None) -> Path | None:
    """A file that exists; None when nothing is chosen. `start`: a folder, or a file to propose."""
    dialog = _dialog(parent, title, start, filters)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _run(dialog)


def ask_save(parent: QWidget | None, title: str, name: str | Path, filters: str) -> Path | None:
    """Where to write, with the suffix of its kind; asked once more where a file lies. A bare name is in the last folder."""
    proposed = Path(name) if Path(name).is_absolute() else last_folder() / name
    dialog = _dialog(parent, title, proposed, filters)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    return _run(dialog)


def ask_folder(parent: QWidget | None, title: str) -> Path | None:
    """A folder."""
    dialog = _dialog(parent, title, None, "")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _run(dialog)


def last_folder() -> Path:
    """Where a file was last chosen; else the user's documents."""
    last = window_state.read_text(_KEY)
    if last and Path(last).is_dir():
        return Path(last)
    return documents()


def documents() -> Path:
    """The user's documents, or home where there is no such folder."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return folder if folder.is_dir() else Path.home()


def _dialog(parent: QWidget | None, title: str, start: Path | None, filters: str) -> QFileDialog:
    place = start or last_folder()
    dialog = QFileDialog(parent, title, str(place if place.is_dir() else place.parent), filters)
    if not place.is_dir():
        dialog.selectFile(str(place))
    resize_on_screen(dialog, WIDTH, HEIGHT)
    return dialog


def _run(dialog: QFileDialog) -> Path | None:
    chosen = Path(dialog.selectedFiles()[0]) if dialog.exec() and dialog.selectedFiles() else None
    kind = re.search(r"\*(\.\w+)", dialog.selectedNameFilter())
    saving = dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    dialog.deleteLater()
    if chosen is None:
        return None
    window_state.write(_KEY, str(chosen if chosen.is_dir() else chosen.parent))
    return chosen.with_name(chosen.name + kind[1]) if saving and kind and not chosen.suffix else chosen
