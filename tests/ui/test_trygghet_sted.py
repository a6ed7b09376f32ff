"""Somebody else has the file; the program was cut off; a spreadsheet is read: what the window does about it."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bvdesk.domain.tall.periode import Periode
from bvdesk.services import endringslogg, passord, sikkerhetskopi, skjema
from bvdesk.services.tjenestefil import Bruker
from bvdesk.storage.backup import Slag
from bvdesk.storage.las import lock_path
from bvdesk.ui import window_state
from bvdesk.ui.desk import Desk
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.page_table import PageId
from bvdesk.ui.pages.registrering_page import RegistreringPage
from bvdesk.ui.pages.trygghet_page import TrygghetPage
from bvdesk.ui.registrering.sheet_chooser import View
from bvdesk.ui.trygghet.keeper import LISTEN_AFTER_MS, Keeper
from bvdesk.ui.trygghet.lock_part import TakeOverDialog
from bvdesk.ui.trygghet.password_dialog import UnlockDialog
from bvdesk.ui.trygghet.place_keeper import BACK
from tests.ui.accessibility import unnamed

NOW = datetime(2026, 1, 15, 14, 32, tzinfo=UTC)


def leave_lock(path: Path, age: timedelta, vert: str = "PC-ANNEN") -> None:
    pulse = (NOW - age).isoformat()
    fields = {"vert": vert, "pid": 4711, "person": "Ola", "siden": pulse, "puls": pulse}
    lock_path(path).write_text(json.dumps(fields))


@pytest.fixture(autouse=True)
def no_key_store(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring
    from keyring.backends import fail

    monkeypatch.setattr(keyring.core, "_keyring_backend", fail.Keyring())


@pytest.fixture
def second(qapp: QApplication, bruker: Bruker) -> Iterator[Desk]:
    desk = Desk(bruker)
    yield desk
    desk.close()


def safety(window: MainWindow) -> TrygghetPage:
    window.go(PageId.TRYGGHET, None)
    page = window.current_page()
    assert isinstance(page, TrygghetPage)
    return page


@pytest.mark.parametrize(
    ("age", "said"), [(timedelta(minutes=2), "Spør først"), (timedelta(days=3), "ikke lukket ordentlig")]
)
def test_a_file_is_taken_over_from_another_machine(
    second: Desk,
    example_path: Path,
    age: timedelta,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    open_window: Callable[[Desk], MainWindow],
) -> None:
    leave_lock(example_path, age)
    second.open_path(example_path)
    window = open_window(second)
    window.show()
    page = safety(window)
    assert not unnamed(page)
    assert page.state.take.isVisible()
    shown: list[str] = []

    def accept(dialog: TakeOverDialog) -> int:
        dialog.show()
        assert not unnamed(dialog)
        shown.extend(label.text() for label in dialog.findChildren(type(page.state.text)))
        dialog.hide()
        return 1

    monkeypatch.setattr(TakeOverDialog, "exec", accept)
    page.state.take_over()
    assert "Ola på PC-ANNEN" in shown[0]
    assert said in shown[1]
    assert not second.file.lesegrunn
    assert window.saved_label.text() == "Alle endringer er lagret"
    line = endringslogg.lines(second.file, endringslogg.Loggfilter())[0]
    assert (line.slag, line.tekst) == ("Overtakelse", "Tok over filen fra Ola på PC-ANNEN")
    window.close()


def test_a_file_open_here_in_another_window_cannot_be_taken_over_but_opened_again(
    desk: Desk, second: Desk, example_path: Path, open_window: Callable[[Desk], MainWindow]
) -> None:
    second.open_path(example_path)
    window = open_window(second)
    window.show()
    page = safety(window)
    assert not page.state.take.isVisible()
    page.state.open_again()
    assert second.file.lesegrunn
    desk.close()
    page.state.open_again()
    assert not second.file.lesegrunn
    assert "du kan skrive" in window.notice_bar.text()
    window.close()


def work_somewhere(window: MainWindow) -> RegistreringPage:
    window.go(PageId.REGISTRERING, None)
    page = window.current_page()
    assert isinstance(page, RegistreringPage)
    page.chooser.choose(View.KOMMUNE, quarter=Periode.quarter(2023, 2), area=window.desk.file.deltakere()[1].id)
    page.grid.choose(12, 2)
    return page


def test_after_a_crash_one_is_back_where_one_was(
    window: MainWindow, second: Desk, example_path: Path, qtbot: QtBot, open_window: Callable[[Desk], MainWindow]
) -> None:
    work_somewhere(window)
    qtbot.wait(LISTEN_AFTER_MS + 100)  # events are heard when the window has been shown
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Right)
    place = window.place()
    qtbot.waitUntil(lambda: place in [window_state.read_list(key) for key in window_state.settings().allKeys()])
    names = [omrade.navn for omrade in window.desk.file.deltakere()]
    window.close()
    leave_lock(example_path, timedelta(0), platform.node())  # as a killed program leaves it
    second.open_path(example_path)
    assert second.file.was_cut_off
    again = open_window(second)
    again.show()
    qtbot.waitUntil(lambda: again.notice_bar.text() == BACK)
    assert again.place() == place
    page = again.current_page()
    assert isinstance(page, RegistreringPage)
    assert (page.chooser.chosen_area(), page.chooser.chosen_year()) == (second.file.deltakere()[1].id, 2023)
    assert (page.grid.current_row, page.grid.current_column) == (12, 3)
    content = (window_state.user_folder() / "vindu.ini").read_text()
    assert not [name for name in names if name in content]
    again.close()


def test_a_file_that_was_closed_begins_as_usual(
    window: MainWindow, second: Desk, example_path: Path, qtbot: QtBot, open_window: Callable[[Desk], MainWindow]
) -> None:
    work_somewhere(window)
    window.close()
    second.open_path(example_path)
    again = open_window(second)
    again.show()
    qtbot.wait(50)
    assert again.place()[0] == "OVERSIKT"
    again.close()


@pytest.mark.parametrize("written", [["BORTE", "1"], ["REGISTRERING"], ["REGISTRERING", *"999999"], ["TEKSTER", "-1"]])
def test_a_strange_place_does_no_harm(window: MainWindow, written: list[str]) -> None:
    window.return_to(written)
    window.return_to(["OVERSIKT", "99", "7"])
    assert window.current_page() is not None


def test_whoever_unlocks_is_back_where_the_file_was_locked(
    window: MainWindow, example_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    passord.set_password(window.desk.file, "et langt passord")
    work_somewhere(window)
    place = window.place()
    keeper = window.findChild(Keeper)
    assert isinstance(keeper, Keeper)

    def unlock(dialog: UnlockDialog) -> None:
        dialog.word.setText("et langt passord")
        with qtbot.waitSignal(dialog.accepted):
            dialog.unlock()

    monkeypatch.setattr(UnlockDialog, "exec", unlock)
    keeper._last_sign -= 16 * 60
    keeper.beat()
    assert window.desk.is_open
    qtbot.waitUntil(lambda: window.place() == place)
    assert window.notice_bar.text() != BACK


def test_every_page_says_where_it_is_and_goes_back(window: MainWindow, qtbot: QtBot) -> None:
    for page_id in PageId:
        window.go(page_id, None)
        place = window.place()
        assert place[0] == page_id.name
        window.return_to(place)
        assert window.place() == place


def test_a_backup_is_made_before_a_spreadsheet_is_read(desk: Desk) -> None:
    desk.run(skjema.accept, skjema.Forhandsvisning("ark", ()))
    assert [kopi.slag for kopi in sikkerhetskopi.all_copies(desk.file.path)] == [Slag.IMPORT]
