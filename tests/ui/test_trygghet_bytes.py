"""A locked service in the window: whatever one does, nothing that is left on the disk can be read without the password."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bvdesk import app as bvdesk_app
from bvdesk.services import passord
from bvdesk.ui import window_state
from bvdesk.ui.bug_dialog import BugDialog
from bvdesk.ui.desk import Desk
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.page_table import PageId
from bvdesk.ui.pages.rapport_page import RapportPage
from bvdesk.ui.pages.registrering_page import RegistreringPage
from bvdesk.ui.pages.tekster_page import TeksterPage

SECRETS = ("Nordvik", "Elvedal", "Fjellheim", "Fjordbygda", "HEMMELIG", "734519", "Bekymringsmeldinger")


@pytest.fixture(autouse=True)
def no_key_store(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring
    from keyring.backends import fail

    monkeypatch.setattr(keyring.core, "_keyring_backend", fail.Keyring())


def readable(folder: Path) -> list[str]:
    """Where a secret stands in the clear, in a file or in its name. The program's own tables hold no figure."""
    found = []
    for path in (path for path in folder.rglob("*") if path.is_file() and path.parent.name != "hurtiglager"):
        content = path.read_bytes()
        forms = [(text, form) for text in SECRETS for form in (text.encode(), text.encode("utf-16-le"))]
        found += [f"{path.name}: {text}" for text, form in forms if form in content or text in path.name]
    return found


def test_the_window_leaves_nothing_to_read(
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
    open_window: Callable[[Desk], MainWindow],
) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    assert readable(tmp_path), "the scan must find what lies open"
    passord.set_password(desk.file, "et langt passord")
    log = logging.FileHandler(window_state.user_folder() / bvdesk_app.LOG_NAME, encoding="utf-8")
    logging.getLogger().addHandler(log)
    window = open_window(desk)
    window.show()
    for page_id in PageId:
        window.go(page_id, None)
        qtbot.wait(100)
    work(window, qtbot)
    catcher = bvdesk_app.BugCatcher(window)
    monkeypatch.setattr(BugDialog, "open", lambda _self: None)
    try:
        int("734519 HEMMELIG")
    except ValueError as fault:
        catcher.catch(type(fault), fault, fault.__traceback__)
    assert "unexpected fault" in caplog.text
    caplog.clear()
    assert readable(tmp_path) == [], "while it is open"
    window.close()
    logging.getLogger().removeHandler(log)
    log.close()
    assert readable(tmp_path) == []
    assert "ValueError" in (window_state.user_folder() / bvdesk_app.LOG_NAME).read_text()


def work(window: MainWindow, qtbot: QtBot) -> None:
    """A figure, a text and a report."""
    window.go(PageId.REGISTRERING, None)
    sheet = window.current_page()
    assert isinstance(sheet, RegistreringPage)
    qtbot.keyClicks(sheet.grid, "734519")
    qtbot.keyClick(sheet.grid, Qt.Key.Key_Return)
    window.go(PageId.TEKSTER, None)
    texts = window.current_page()
    assert isinstance(texts, TeksterPage)
    texts.chooser.chapters.setCurrentRow(4)
    texts.editor.insertPlainText("HEMMELIG tekst om Nordvik.")
    texts.save()
    window.go(PageId.RAPPORT, None)
    report = window.current_page()
    assert isinstance(report, RapportPage)
    report.make_reports()
    qtbot.waitUntil(lambda: report._opplag is not None)
