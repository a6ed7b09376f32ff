"""The page on privacy: calculated in a job, shown with sign and word, explained, tried with other rules, withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget
from pytestqt.qtbot import QtBot

from bvdesk.domain.rapport.tabellvalg import Grovhet
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.prikking import Tilstand
from bvdesk.services import eksempel, inndeling, personvern, tallas
from bvdesk.services.tjenestefil import Bruker
from bvdesk.ui.desk import Desk
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.page_table import PageId
from bvdesk.ui.pages.personvern_page import PersonvernPage
from bvdesk.ui.personvern.visning_view import LOCKED_SPOKEN, MARKS, SPOKEN
from bvdesk.ui.widgets import choose_data
from tests.ui.accessibility import unnamed
from tests.ui.keys import press


@pytest.fixture
def desk(qapp: object, bruker: Bruker, tmp_path: Path) -> Iterator[Desk]:
    """A small service, so that each calculation is short."""
    path = tmp_path / "liten.bvdesk"
    with eksempel.create(path, bruker, "midtre_namdal"):
        pass
    desk = Desk(bruker)
    assert desk.open_path(path)
    yield desk
    desk.close()


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> PersonvernPage:
    window.navigation.choose(PageId.PERSONVERN)
    page = window.current_page()
    assert isinstance(page, PersonvernPage)
    choose_data(page.period, Periode.parse("2025K1-K3"))
    with qtbot.waitSignal(page.job.finished):
        page.calculate()
    return page


def states(page: PersonvernPage) -> list[tuple[int, int, Tilstand]]:
    model = page.view.sheet_model
    places = [(r, c) for r in range(model.rowCount()) for c in range(model.columnCount())]
    return [(r, c, rute.tilstand) for r, c in places if (rute := model.rute(r, c))]


def column_text(table: QTableWidget, column: int) -> list[str]:
    items = [table.item(at, column) for at in range(table.rowCount())]
    return [item.text() for item in items if item]


def test_every_hidden_figure_has_a_sign_a_word_and_a_reason(page: PersonvernPage) -> None:
    assert "skjules" in page.summary.text()
    assert "ingen små tall" in page.verdict.text()
    model = page.view.sheet_model
    hidden = [(r, c, state) for r, c, state in states(page) if state.hidden]
    assert hidden
    for at, column, state in hidden:
        index = model.index(at, column)
        assert str(model.data(index)).startswith(MARKS[state])
        assert SPOKEN[state] in str(model.data(index, Qt.ItemDataRole.AccessibleTextRole))
        page.view.setCurrentIndex(index)
        assert page.reason.text().startswith("Skjult")
    assert {state for *_, state in hidden} == {Tilstand.PRIMAER, Tilstand.SEKUNDAER}


def test_the_sheet_is_the_clearing_itself(page: PersonvernPage, desk: Desk) -> None:
    made = personvern.clear(desk.file, Periode.parse("2025K1-K3"))
    for at in range(page.area.count()):
        page.area.setCurrentIndex(at)
        page.show_sheet()
        model = page.view.sheet_model
        for r, c, state in states(page):
            rute = model.rute(r, c)
            assert rute
            assert made.monster.tilstand[rute.id] is state
    page.area.setCurrentIndex(1)
    page.only_hidden.setChecked(True)
    rows = [at for at, rad in enumerate(page.view.sheet_model.visning.rader) if rad.indikator]
    assert rows
    assert all(any(state.hidden for r, _, state in states(page) if r == row) for row in rows)


def test_the_keyboard_goes_from_a_cell_to_where_it_is_entered(page: PersonvernPage, window: MainWindow) -> None:
    assert not unnamed(window)
    r, c, _ = states(page)[0]
    page.view.setFocus()
    page.view.setCurrentIndex(page.view.sheet_model.index(r, c))
    press(Qt.Key.Key_Return)
    assert window.current_page() is window.page(PageId.REGISTRERING)


def test_a_figure_is_locked_with_a_reason_listed_and_unlocked(page: PersonvernPage, desk: Desk, qtbot: QtBot) -> None:
    at, column, _ = next(place for place in states(page) if place[2] is Tilstand.VIST)
    page.view.setCurrentIndex(page.view.sheet_model.index(at, column))
    page.lock.hide_it.click()
    assert not tallas.locks(desk.file)
    page.lock.reason.setText("Avtalt med kommunen")
    with qtbot.waitSignal(page.job.finished):
        page.lock.hide_it.click()
    page.view.setCurrentIndex(page.view.sheet_model.index(at, column))
    rute = page.view.sheet_model.rute(at, column)
    assert rute
    assert LOCKED_SPOKEN in page.view.sheet_model.spoken(at, column)
    assert page.reason.text().endswith("Avtalt med kommunen")
    assert column_text(page.locks.table, 2) == ["Avtalt med kommunen"]
    assert page.lock.unlock.isVisibleTo(page.lock)
    with qtbot.waitSignal(page.job.finished):
        page.locks.unlock.click()
    assert not tallas.locks(desk.file)
    assert page.view.sheet_model.rute(at, column) != rute


def test_other_rules_and_coarser_tables_say_how_much_they_show(page: PersonvernPage, desk: Desk, qtbot: QtBot) -> None:
    what_if = page.what_if
    choose_data(what_if.terskel, 9)
    with qtbot.waitSignal(what_if.job.finished):
        what_if.calculate.click()
    before, after = (int(text) for text in column_text(what_if.rules_table, 2))
    assert after < before
    with qtbot.waitSignal(what_if.job.finished):
        what_if.advise.click()
    assert "Kommunene får bare hele perioden, ikke kvartalene" in column_text(what_if.designs_table, 0)
    assert personvern.policy(desk.file).terskel == 3
    with qtbot.waitSignal(page.job.finished):
        what_if.adopt.click()
    assert personvern.policy(desk.file).terskel == 9
    assert "1 til 9" in page.rules.text()


def test_a_coarser_table_is_chosen_shown_and_taken_back(page: PersonvernPage, desk: Desk, qtbot: QtBot) -> None:
    what_if = page.what_if
    page.tabs.setCurrentWidget(what_if)
    assert "Full inndeling" in what_if.in_use.text()
    assert not what_if.undo_design.isVisible()
    with qtbot.waitSignal(what_if.job.finished):
        what_if.advise.click()
    wanted = "Kommunene får bare hele perioden, ikke kvartalene"
    what_if.designs_table.selectRow(column_text(what_if.designs_table, 0).index(wanted))
    printed = page.summary.text()
    with qtbot.waitSignal(page.job.finished):
        what_if.use_design.click()
    assert inndeling.coarseness(desk.file) == {Grovhet.PERIODE_KOMMUNE}
    assert wanted in what_if.in_use.text()
    assert page.summary.text() != printed
    with qtbot.waitSignal(page.job.finished):
        what_if.undo_design.click()
    assert page.summary.text() == printed


def test_a_release_is_withdrawn_with_a_reason(page: PersonvernPage, desk: Desk, window: MainWindow) -> None:
    made = personvern.clear(desk.file, Periode.parse("2025K1-K3"))
    personvern.record(desk.file, personvern.told(desk.file, made), (("melding.pdf", "00"),))
    page.ledger.refresh()
    assert column_text(page.ledger.table, 4) == ["melding.pdf"]
    page.ledger.withdraw.click()
    assert "Skriv hvorfor" in window.notice_bar.text()
    page.ledger.reason.setText("Utskriften ble makulert")
    page.ledger.withdraw.click()
    assert column_text(page.ledger.table, 5) == ["Ble aldri delt: Utskriften ble makulert"]


def test_a_calculation_can_be_stopped(page: PersonvernPage, qtbot: QtBot) -> None:
    page.again.click()
    with qtbot.waitSignal(page.job.stopped):
        page.cancel.click()
    assert "stoppet" in page.verdict.text()
    assert page.again.isVisible()


def test_one_kommune_is_read_through_its_periods(page: PersonvernPage, desk: Desk) -> None:
    kommune = desk.file.deltakere()[0].id
    choose_data(page.area, kommune)
    page.show_sheet()
    columns = page.view.sheet_model.visning.kolonner
    assert {kolonne.omrade for kolonne in columns} == {OmradeId(kommune)}
    assert columns[0].periode.ar == 2025
    assert len(columns) > 1
