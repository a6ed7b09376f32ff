"""The window as a whole: pages, actions, names, notices."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from bvdesk.app import BugCatcher, describe_fault
from bvdesk.domain.errors import UserError
from bvdesk.services.tjenestefil import Bruker
from bvdesk.ui.actions import ACTIONS, ActionId, Condition
from bvdesk.ui.desk import Desk
from bvdesk.ui.main_window import MIN_HEIGHT, MIN_WIDTH, MainWindow
from bvdesk.ui.new_service import NewServiceDialog
from bvdesk.ui.page_table import PAGES, PageId, PageSpec
from tests.ui.accessibility import unnamed
from tests.ui.keys import press


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.title)
def test_every_page_opens_and_every_control_has_a_name(window: MainWindow, qtbot: QtBot, spec: PageSpec) -> None:
    window.navigation.choose(spec.id)
    qtbot.wait(200)
    assert window.current_page() is window.page(spec.id)
    assert not unnamed(window)


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.title)
def test_every_page_fits_the_smallest_window(window: MainWindow, spec: PageSpec) -> None:
    window.navigation.choose(spec.id)
    needed = window.minimumSizeHint()
    assert needed.width() <= MIN_WIDTH <= 900
    assert needed.height() <= MIN_HEIGHT <= 500


def test_every_action_has_its_own_shortcut_and_a_method(window: MainWindow) -> None:
    shortcuts = [spec.shortcut for spec in ACTIONS if spec.shortcut]
    assert len(set(shortcuts)) == len(shortcuts)
    assert {spec.id for spec in ACTIONS} == set(ActionId)
    window_methods = [spec.method for spec in ACTIONS if spec.condition is not Condition.PAGE]
    assert all(hasattr(window, method) for method in window_methods)
    pages = [window.page(spec.id) for spec in PAGES]
    targets = [*pages, *(page.grid_view() for page in pages)]
    lost = [s.method for s in ACTIONS if s.condition is Condition.PAGE and not any(hasattr(t, s.method) for t in targets)]
    assert not lost


def test_f6_goes_round_the_parts_of_the_window(window: MainWindow, qtbot: QtBot) -> None:
    window.navigation.setFocus()
    seen = []
    for _ in range(3):
        press(Qt.Key.Key_F6)
        focused = QApplication.focusWidget()
        seen.append(focused is window.navigation or window.stack.isAncestorOf(focused))
    assert seen.count(True) >= 2


def test_what_is_offered_is_withdrawn_with_its_file(window: MainWindow, example_path: Path) -> None:
    taken: list[str] = []
    window.desk.offered.emit("To ruter regnes ut.", "Lim inn likevel", lambda: taken.append("lim inn"))
    assert "To ruter" in window.notice_bar.text()
    other = example_path.with_name("annen.bvdesk")
    shutil.copyfile(example_path, other)
    assert window.desk.open_path(other)
    assert "To ruter" not in window.notice_bar.text()
    window.notice_bar.act()
    assert not taken


@pytest.fixture
def empty_window(bruker: Bruker, open_window: Callable[[Desk], MainWindow]) -> MainWindow:
    """The window without a file."""
    window = open_window(Desk(bruker))
    window.show()
    return window


def test_without_a_file_the_start_page_offers_three_ways(empty_window: MainWindow, qtbot: QtBot) -> None:
    window = empty_window
    assert window.navigation.isHidden()
    assert not unnamed(window)
    assert not window.actions_of_window.by_id[ActionId.LIM_INN].isEnabled()
    start = window.stack.currentWidget()
    with qtbot.waitSignal(window.desk.opened):
        start.open_example()
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        assert not unnamed(dialog)
    assert window.desk.is_open
    assert not dialog.isVisible()
    assert "Fjordbygda" in window.windowTitle()
    assert "oppdiktede" in window.notice_bar.text()


def test_what_the_user_can_mend_is_said_over_the_page(window: MainWindow) -> None:
    window.desk.failed.emit(UserError("Disken er full.", "Slett noe.", tuple(f"rad {n}" for n in range(20))))
    assert window.notice_bar.text().startswith("Disken er full.\nrad 0")
    assert "… og 12 til" in window.notice_bar.text()
    assert window.notice_bar.text().endswith("Slett noe.")


def test_a_fault_of_ours_is_told_calmly_and_without_figures(
    window: MainWindow, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    catcher = BugCatcher(window)
    try:
        int("tallet 4711")
    except ValueError:
        kind, error, trace = sys.exc_info()
    assert kind
    assert error
    with caplog.at_level("CRITICAL"):
        catcher.catch(kind, error, trace)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    details = describe_fault(kind, trace)
    assert "4711" not in details
    assert "ValueError" in details
    dialog.copy_details()
    assert QApplication.clipboard().text() == details
    assert dialog.isVisible()
    dialog.reject()


def test_the_status_line_says_when_it_was_saved(window: MainWindow, qtbot: QtBot) -> None:
    window.desk.saved.emit("Lagret 14.32")
    assert window.saved_label.text() == "Lagret 14.32"


def test_a_second_file_takes_the_place_of_the_first(window: MainWindow, bruker: Bruker, qtbot: QtBot) -> None:
    first = window.desk.file
    with qtbot.waitSignal(window.desk.opened):
        window.open_example()
        assert window.desk.file is first
    assert window.desk.file is not first


def test_enter_presses_a_button_as_space_does(empty_window: MainWindow, bruker: Bruker, qtbot: QtBot) -> None:
    window = empty_window
    start = window.stack.currentWidget()
    with qtbot.waitSignal(window.desk.opened):
        QTest.keyClick(start.example, Qt.Key.Key_Return)
    assert window.desk.is_open
    dialog = NewServiceDialog(bruker, window)
    dialog.show()
    make = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Lag tjenesten")
    QTest.keyClick(make, Qt.Key.Key_Return)
    assert "Velg minst én kommune" in dialog.notice.text()
    dialog.close()


@pytest.mark.parametrize("page_id", [PageId.OVERSIKT, PageId.TRYGGHET])
def test_a_file_that_was_put_away_comes_back_where_it_was_and_the_page_is_filled_once(
    window: MainWindow, page_id: PageId, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.navigation.choose(page_id)
    page, path = window.current_page(), window.desk.file.path
    assert page is not None
    filled: list[object] = []
    monkeypatch.setattr(type(page), "refresh", lambda page, _change: filled.append(page))
    window.desk.put_away()
    assert window.current_page() is None
    assert window.desk.open_path(path)
    assert window.current_page() is page
    assert filled == [page]


def test_another_file_begins_on_the_first_page(window: MainWindow, tmp_path: Path) -> None:
    window.navigation.choose(PageId.TRYGGHET)
    other = tmp_path / "annen.bvdesk"
    path = window.desk.file.path
    window.desk.put_away()
    other.write_bytes(path.read_bytes())
    assert window.desk.open_path(other)
    assert window.current_page() is window.page(PAGES[0].id)
