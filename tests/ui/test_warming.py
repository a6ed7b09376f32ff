"""What is fetched while the window rests changes nothing that one sees."""

from __future__ import annotations

import gc
import sys

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bvdesk.app import warm_up
from bvdesk.ui import warming
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.page_table import PAGES, PageId
from bvdesk.ui.warming import Warming


@pytest.fixture(autouse=True)
def _garbage_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gc, "freeze", lambda: None)
    monkeypatch.setattr(warming, "STEP_MS", 0)


def made(window: MainWindow) -> set[PageId]:
    return set(window._pages)


def test_every_page_is_made_and_the_one_shown_keeps_the_keys(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    shown, focus = window.current_page(), QApplication.focusWidget()
    warm_up(window)
    qtbot.waitUntil(lambda: made(window) == set(PageId))
    assert window.current_page() is shown
    assert QApplication.focusWidget() is focus
    assert {"pypdfium2", *(f"bvdesk.services.{name}" for name in warming.SERVICES)} <= set(sys.modules)
    window.navigation.choose(PageId.TEKSTER)
    assert window.current_page() is window.page(PageId.TEKSTER)


def test_it_waits_for_a_file(qapp: QApplication, window: MainWindow, qtbot: QtBot) -> None:
    path = window.desk.file.path
    window.desk.put_away()
    warm = Warming(window)
    before = made(window)
    for _ in range(3 * len(PAGES)):
        warm.step()
    assert made(window) == before
    window.desk.open_path(path)
    for _ in range(3 * len(PAGES)):
        warm.step()
    assert made(window) == set(PageId)
