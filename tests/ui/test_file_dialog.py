"""Where files are asked for: within the screen, and where one last was."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, QStandardPaths
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from bvdesk.ui import file_dialog, screen
from bvdesk.ui.file_dialog import ask_folder, ask_open, ask_save
from tests.ui.test_scale import SMALL

Seen = list[tuple[str, QSize]]


@pytest.fixture
def seen(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Seen:
    """The dialogs that were shown, each accepted as it was: its folder and its size."""
    shown: Seen = []

    def accept(dialog: QFileDialog) -> int:
        shown.append((dialog.directory().absolutePath(), dialog.size()))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QFileDialog, "exec", accept)
    return shown


def test_the_first_time_it_is_the_documents_and_then_the_last_folder(
    seen: Seen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents, elsewhere = tmp_path / "Dokumenter", tmp_path / "annet sted"
    documents.mkdir()
    elsewhere.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(documents))
    assert ask_save(None, "Lagre", "skjema.xlsx", "Excel (*.xlsx)") == documents / "skjema.xlsx"
    assert ask_save(None, "Lagre en kopi", elsewhere / "kopi.bvdesk", "bvdesk-filer (*.bvdesk)")
    assert ask_folder(None, "Hvor?") == elsewhere
    assert ask_save(None, "Lagre", "uten endelse", "Bilde (*.png);;Vektorbilde (*.svg)") == elsewhere / "uten endelse.png"
    assert [Path(folder).name for folder, _ in seen] == ["Dokumenter", "annet sted", "annet sted", "annet sted"]
    elsewhere.rmdir()
    assert file_dialog.last_folder() == documents


def test_it_is_never_larger_than_the_screen(seen: Seen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "room_for", lambda _window: SMALL)
    ask_open(None, "Åpne fil", "bvdesk-filer (*.bvdesk)", tmp_path)
    ((_, size),) = seen
    assert size.width() <= SMALL.width()
    assert size.height() <= SMALL.height()
