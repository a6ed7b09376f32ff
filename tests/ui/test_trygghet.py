"""What keeps the file safe, as the user meets it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import passord, registrering, sammenslaing, sikkerhetskopi, tjenestefil
from bvdesk.services.tjenestefil import Bruker
from bvdesk.storage import kryptering
from bvdesk.storage.kryptering import Nokkel
from bvdesk.ui.desk import Desk
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.page_table import PageId
from bvdesk.ui.pages.registrering_page import RegistreringPage
from bvdesk.ui.pages.trygghet_page import TrygghetPage
from bvdesk.ui.trygghet import tasks
from bvdesk.ui.trygghet.damaged_dialog import DamagedDialog, WayOut
from bvdesk.ui.trygghet.keeper import LISTEN_AFTER_MS, PATIENCE_SECONDS, PAUSE_SECONDS, Keeper
from bvdesk.ui.trygghet.merge_dialog import MergeDialog
from bvdesk.ui.trygghet.password_dialog import NewPasswordDialog, RecoveryKeyDialog, UnlockDialog
from bvdesk.ui.trygghet.restore_dialog import RestoreDialog
from tests.ui.accessibility import unnamed

WORD = "et langt passord"


@pytest.fixture(autouse=True)
def no_key_store(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring
    from keyring.backends import fail

    monkeypatch.setattr(keyring.core, "_keyring_backend", fail.Keyring())


@pytest.fixture
def page(window: MainWindow) -> TrygghetPage:
    window.go(PageId.TRYGGHET, None)
    page = window.current_page()
    assert isinstance(page, TrygghetPage)
    return page


def change(desk: Desk, tall: int) -> None:
    celle = Celle("meldinger_mottatt", "", desk.file.deltakere()[0].id, Periode.quarter(2031, 1))
    desk.run(registrering.save, [(celle, Registrering(Verdi(Decimal(tall))))], "endret")


def wait_for_work(page: TrygghetPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.work.dialog is None and not page.work._job)


def accept(monkeypatch: pytest.MonkeyPatch, dialog: type[QDialog]) -> None:
    monkeypatch.setattr(dialog, "exec", lambda _self: 1)


def test_a_backup_is_made_by_itself_after_opening(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(sikkerhetskopi.all_copies(desk.file.path)))
    assert not sikkerhetskopi.examination_is_due(desk.file)
    assert window.notice_bar.text() == ""


def test_the_first_look_waits_for_a_pause_in_the_typing(
    window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    monkeypatch.setattr(desk, "start_job", lambda *job: started.append(job))
    keeper = window.findChild(Keeper)
    assert isinstance(keeper, Keeper)
    desk.saved.emit("Lagret 14.32")
    keeper.look()
    assert not started
    keeper._last_sign -= PAUSE_SECONDS
    keeper.look()
    assert len(started) == 1
    desk.saved.emit("Lagret 14.33")
    keeper._opened_at -= PATIENCE_SECONDS
    keeper.look()
    assert len(started) == 2


def test_what_was_done_is_backed_up_when_the_window_closes(window: MainWindow, desk: Desk) -> None:
    path = desk.file.path
    change(desk, 5)
    window.close()
    assert len(sikkerhetskopi.all_copies(path)) == 1


def test_copy_change_restore_undo(page: TrygghetPage, desk: Desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    accept(monkeypatch, RestoreDialog)
    page.make_copy()
    wait_for_work(page, qtbot)
    assert page.copies.count() == 1
    change(desk, 7)
    page.copies.setCurrentRow(0)
    page.restore()
    wait_for_work(page, qtbot)
    celle = Celle("meldinger_mottatt", "", desk.file.deltakere()[0].id, Periode.quarter(2031, 1))
    assert desk.file.bok.get(celle) is None
    assert page.undo_button.isVisible()
    page.undo_restore()
    wait_for_work(page, qtbot)
    assert desk.file.bok.get(celle) == Registrering(Verdi(Decimal(7)))
    assert not page.undo_button.isVisible()


def test_lock_change_and_unlock(page: TrygghetPage, desk: Desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    accept(monkeypatch, RecoveryKeyDialog)
    page.lock_button.setFocus()
    page.work.write_anew(tasks.lock(WORD, page._locked))
    assert page.work.dialog is not None
    assert page.work.dialog.isVisible()
    assert not unnamed(page.work.dialog)
    assert not desk.is_open, "the work has the file alone"
    wait_for_work(page, qtbot)
    assert page.isVisible()
    assert page.window().focusWidget() is page.lock_button
    assert passord.is_locked(desk.file)
    assert page.key_button.isVisible()
    page.idle.setCurrentIndex(page.idle.count() - 1)
    page.choose_idle()
    assert passord.idle_minutes(desk.file) == passord.IDLE_CHOICES[-1]
    page.work.write_anew(tasks.unlock("feil"))
    wait_for_work(page, qtbot)
    assert passord.is_locked(desk.file)
    page.work.write_anew(tasks.unlock(WORD))
    wait_for_work(page, qtbot)
    assert not passord.is_locked(desk.file)


def test_a_locked_file_asks_and_a_wrong_word_is_said(
    qapp: QApplication, bruker: Bruker, example_path: Path, qtbot: QtBot
) -> None:
    fil = tjenestefil.open_file(example_path, bruker)
    passord.set_password(fil, WORD)
    fil.close()
    desk = Desk(bruker)
    with qtbot.waitSignal(desk.password_wanted):
        assert not desk.open_path(example_path)
    dialog = UnlockDialog(desk, example_path, None)
    dialog.show()
    assert not unnamed(dialog)
    qtbot.keyClicks(dialog.word, "noe helt annet")
    qtbot.keyClick(dialog.word, Qt.Key.Key_Return)
    assert not dialog.open_button.isEnabled()
    assert dialog.open_button.text() == "Åpner …"
    qtbot.waitUntil(lambda: "feil" in dialog.notice.text())
    assert dialog.opened is None
    assert dialog.word.hasSelectedText()
    qtbot.keyClicks(dialog.word, WORD)
    qtbot.keyClick(dialog.word, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.opened is not None)
    assert dialog.opened
    desk.use(dialog.opened)
    assert desk.is_open
    desk.close()


def test_nobody_there_locks_the_file(window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    passord.set_password(desk.file, WORD)
    monkeypatch.setattr(UnlockDialog, "exec", lambda _self: 0)
    keeper = window.findChild(Keeper)
    assert isinstance(keeper, Keeper)
    keeper.beat()
    assert desk.is_open
    qtbot.wait(LISTEN_AFTER_MS + 100)  # events are heard when the window has been shown
    keeper._last_sign = time.monotonic() - 16 * 60
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    keeper.beat()
    assert desk.is_open
    keeper._last_sign = time.monotonic() - 16 * 60
    with qtbot.waitSignal(desk.password_wanted):
        keeper.beat()
    assert not desk.is_open
    assert not window.navigation.isVisible()


def test_two_new_passwords_must_be_alike_and_long(qapp: QApplication) -> None:
    dialog = NewPasswordDialog(None, change=False)
    dialog.show()
    assert not unnamed(dialog)
    for first, second, said in (("kort", "kort", "minst 10"), (WORD, WORD + "x", "ikke like")):
        dialog.first.setText(first)
        dialog.second.setText(second)
        dialog.choose()
        assert said in dialog.notice.text()
    dialog.second.setText(WORD)
    dialog.choose()
    assert dialog.word == WORD
    dialog.close()


def test_the_recovery_sheet_holds_the_whole_key(qapp: QApplication) -> None:
    key = "-".join(f"AA{n:02}" for n in range(14))
    dialog = RecoveryKeyDialog(key, "Fjordbygda", None)
    text = dialog.sheet().toPlainText()
    assert all(group in text for group in key.split("-"))
    dialog.copy_key()
    assert QApplication.clipboard().text() == key


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[40_000:60_000] = bytes(20_000)
    path.write_bytes(content)


@pytest.mark.parametrize("way", WayOut)
def test_ways_out_of_a_damaged_file(
    window: MainWindow, desk: Desk, example_path: Path, way: WayOut, monkeypatch: pytest.MonkeyPatch
) -> None:
    kopi = sikkerhetskopi.make(desk.file)
    desk.put_away()
    damage(example_path)
    before = example_path.read_bytes()

    def choose(dialog: DamagedDialog) -> int:
        dialog.show()
        assert not unnamed(dialog)
        {WayOut.RESTORE: dialog.restore, WayOut.SALVAGE: dialog.salvage, WayOut.LOOK: dialog.look}[way]()
        return 1

    target = example_path.with_name("reddet.bvdesk")
    monkeypatch.setattr(DamagedDialog, "exec", choose)
    monkeypatch.setattr("bvdesk.ui.file_dialog.ask_save", lambda *_: target)
    desk.open_path(example_path)
    assert desk.is_open
    if way is WayOut.RESTORE:
        assert example_path.read_bytes() == kopi.path.read_bytes()
        assert example_path.with_name("eksempel (skadet).bvdesk").read_bytes() == before
        assert not desk.file.lesegrunn
    elif way is WayOut.SALVAGE:
        assert desk.file.path == target
        assert "reddet" in window.notice_bar.text()
    else:
        assert "skadet" in desk.file.lesegrunn
        assert window.saved_label.text() == "Bare for lesing"
        change(desk, 1)
        assert "bare for lesing" in window.notice_bar.text()


def test_somebody_else_has_the_file(
    qapp: QApplication, desk: Desk, example_path: Path, open_window: Callable[[Desk], MainWindow]
) -> None:
    other = Desk(Bruker("Ola", desk.bruker.clock))
    assert other.open_path(example_path)
    window = open_window(other)
    assert "Kari Leder" in window.notice_bar._text.text()
    assert window.saved_label.text() == "Bare for lesing"
    window.close()


def test_a_sync_conflict_is_noticed_and_merged(
    window: MainWindow, desk: Desk, bruker: Bruker, page: TrygghetPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    conflict = desk.file.path.with_name("eksempel (konflikt).bvdesk")
    conflict.write_bytes(desk.file.path.read_bytes())
    there = tjenestefil.open_file(conflict, bruker)
    celle = Celle("meldinger_mottatt", "", there.deltakere()[0].id, Periode.quarter(2031, 2))
    registrering.save(there, [(celle, Registrering(Verdi(Decimal(8))))], "der")
    there.close()
    qtbot.waitUntil(lambda: "konflikt" in window.notice_bar.text())
    accept(monkeypatch, MergeDialog)
    page.compare_with(conflict)
    wait_for_work(page, qtbot)
    assert desk.file.bok.get(celle) == Registrering(Verdi(Decimal(8)))
    desk.undo()
    assert desk.file.bok.get(celle) is None


def test_a_second_place_is_reminded_of_copied_to_and_forgotten(
    page: TrygghetPage, window: MainWindow, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    place = tmp_path / "pinne"
    sikkerhetskopi.copy_to(desk.file, place)
    record = sikkerhetskopi.folder(desk.file.path) / "kopisted.json"
    record.write_text(record.read_text().replace("2026-01-15", "2025-11-01"))
    keeper = window.findChild(Keeper)
    assert isinstance(keeper, Keeper)
    keeper.tell(None)
    assert "Siste kopi i" in window.notice_bar.text()
    page.refresh(None)
    assert not unnamed(page)
    page.copy_again()
    wait_for_work(page, qtbot)
    assert "Kopiert til" in window.notice_bar.text()
    assert sikkerhetskopi.reminder(desk.file) == ""
    page.stop_copying()
    assert sikkerhetskopi.second_place(desk.file.path) is None
    assert not page.stop.isVisible()
    assert list(place.rglob("*.bvdesk"))


def test_space_ticks_the_row_one_stands_in(window: MainWindow, desk: Desk, bruker: Bruker, qtbot: QtBot) -> None:
    conflict = desk.file.path.with_name("eksempel (konflikt).bvdesk")
    conflict.write_bytes(desk.file.path.read_bytes())
    change(desk, 5)
    other = sammenslaing.load_copy(desk.file, conflict)
    dialog = MergeDialog(desk.file, conflict.name, sammenslaing.compare(desk.file, other), window)
    dialog.show()
    assert dialog.chosen() == []
    dialog.table.setCurrentCell(0, 0)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert len(dialog.chosen()) == 1
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.chosen() == []
    dialog.close()


def test_faults_in_the_background_are_said(window: MainWindow, desk: Desk) -> None:
    keeper = window.findChild(Keeper)
    assert isinstance(keeper, Keeper)
    keeper.say_fault(UserError("Sikkerhetskopien ble ikke laget.", "Disken er full."))
    assert "Disken er full" in window.notice_bar.text()
    with pytest.raises(ZeroDivisionError):
        keeper.say_fault(ZeroDivisionError())


def test_what_stands_in_a_field_when_the_file_is_locked_is_kept(
    window: MainWindow, page: TrygghetPage, desk: Desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    accept(monkeypatch, RecoveryKeyDialog)
    change(desk, 5)
    window.go(PageId.REGISTRERING, None)
    sheet = window.current_page()
    assert isinstance(sheet, RegistreringPage)
    qtbot.waitUntil(lambda: bool(sheet.panel._celle))
    celle = sheet.panel._celle
    assert celle is not None
    desk.run(registrering.save, [(celle, Registrering(Verdi(Decimal(3))))], "endret")
    sheet.panel.comment.setPlainText("Talt to ganger")
    page.work.write_anew(tasks.lock(WORD, page._locked))
    wait_for_work(page, qtbot)
    stored = desk.file.bok.get(celle)
    assert stored is not None
    assert stored.merknad == "Talt to ganger"
    desk.run(registrering.save, [(celle, Registrering(Verdi(Decimal(4))))], "endret")
    assert desk.file.bok.get(celle) == Registrering(Verdi(Decimal(4)))


def test_locking_can_be_stopped_before_anything_is_written(
    page: TrygghetPage, desk: Desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, window: MainWindow
) -> None:
    told, go_on = threading.Event(), threading.Event()
    ordinary = kryptering.new_key

    def slow(word: str) -> Nokkel:
        told.set()
        assert go_on.wait(60)
        return ordinary(word)

    monkeypatch.setattr(kryptering, "new_key", slow)
    page.work.write_anew(tasks.lock(WORD, page._locked))
    assert told.wait(60)
    dialog = page.work.dialog
    assert dialog is not None
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "it stays until the work has stopped"
    go_on.set()
    wait_for_work(page, qtbot)
    assert desk.is_open
    assert not passord.is_locked(desk.file)
    assert "ikke endret" in window.notice_bar.text()


def test_a_backup_that_a_killed_locking_left_in_the_clear_is_locked_with_the_next_look(
    window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    kopi = sikkerhetskopi.make(desk.file)
    with monkeypatch.context() as killed:
        killed.setattr(passord, "harden", lambda *_: ())
        passord.set_password(desk.file, WORD)
    assert kryptering.is_plain(kopi.path)
    keeper = window.findChild(Keeper)
    assert isinstance(keeper, Keeper)
    for _ in range(3):  # several looks at once do not get in one another's way
        keeper.make_copy()
    qtbot.waitUntil(lambda: not kryptering.is_plain(kopi.path))
    nokkel = desk.file.database.tilgang.nokkel
    assert nokkel
    assert kryptering.fits(kopi.path, nokkel)
