"""Columns: moved by mouse and keyboard, widened, remembered for each view, and everything still falls where it should."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Periode
from bvdesk.ui import window_state
from bvdesk.ui.desk import Desk
from bvdesk.ui.grid.columns import Arrangement
from bvdesk.ui.grid.content import GridColumn
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.page_table import PageId
from bvdesk.ui.pages.registrering_page import RegistreringPage
from bvdesk.ui.registrering.sheet_chooser import View
from tests.ui.keys import CTRL, SHIFT, press

ALT_SHIFT = Qt.KeyboardModifier.AltModifier | SHIFT
K4 = Periode.quarter(2025, 4)
COLUMNS = tuple(GridColumn(f"{group}{slot}", slot, group, slot=slot) for group in "ABC" for slot in "xyz")


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> RegistreringPage:
    window.navigation.choose(PageId.REGISTRERING)
    page = window.current_page()
    assert isinstance(page, RegistreringPage)
    qtbot.waitActive(window)
    page.go_to(Celle("meldinger_mottatt", "", page.desk.file.deltakere()[1].id, K4))
    return page


def groups(page: RegistreringPage) -> list[str]:
    return list(dict.fromkeys(column.group for column in page.grid.grid_model.columns))


def slots(page: RegistreringPage) -> list[str]:
    return list(dict.fromkeys(column.slot for column in page.grid.grid_model.columns))


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=6))
def test_however_they_are_moved_all_columns_are_there_and_groups_are_whole(moves: list[tuple[int, int]]) -> None:
    arrangement = Arrangement()
    for at, to in moves:
        arrangement = arrangement.moved(COLUMNS, at, to)
    shown = arrangement.arrange(COLUMNS)
    assert set(shown) == set(COLUMNS)
    assert [column.group for column in shown[::3]] == [column.group for column in shown[2::3]]
    assert len({tuple(column.slot for column in shown[at : at + 3]) for at in (0, 3, 6)}) == 1
    assert Arrangement.load(arrangement.dump()).arrange(COLUMNS) == shown


@pytest.mark.parametrize("text", ["", "null", "[]", "[1,2,3]", "tull", '[[9],["q"],{"x":"y"}]'])
def test_what_cannot_be_understood_is_forgotten(text: str) -> None:
    assert Arrangement.load(text).arrange(COLUMNS) == COLUMNS


def test_the_keyboard_moves_a_kommune_and_the_cursor_stays_on_its_figure(page: RegistreringPage, desk: Desk) -> None:
    first, second, *rest = groups(page)
    for _ in range(slots(page).index("NA")):
        press(Qt.Key.Key_Left, ALT_SHIFT)
    assert groups(page)[:2] == [first, second]
    assert slots(page)[0] == "NA"
    press(Qt.Key.Key_Left, ALT_SHIFT)
    assert groups(page) == [second, first, *rest]
    column = page.grid.grid_model.columns[page.grid.current_column]
    assert (column.group, column.slot) == (second, "NA")
    assert page.grid.grid_model.rows[page.grid.current_row].key == "meldinger_mottatt"
    assert groups(RegistreringPage(desk)) == [first, second, *rest]  # not shown yet: nothing is read before that
    again = RegistreringPage(desk)
    again.show_sheet()
    assert (groups(again)[0], slots(again)[0]) == (second, "NA")
    content = (window_state.user_folder() / "vindu.ini").read_text()
    assert second not in content
    page.reset_columns()
    assert groups(page) == [first, second, *rest]


def test_a_column_is_dragged_by_its_heading(page: RegistreringPage, qtbot: QtBot) -> None:
    header = page.grid.horizontalHeader()
    page.grid.scrollTo(page.grid.grid_model.index(0, 0))
    before = slots(page)
    at = [header.sectionViewportPosition(column) + 20 for column in range(4)]
    viewport = header.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(at[2], 40))
    for x in (at[2] - 15, at[1], at[0] + 10, at[0] - 10):
        QTest.mouseMove(viewport, QPoint(x, 40))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(at[0] - 10, 40))
    qtbot.waitUntil(lambda: slots(page) != before)
    assert slots(page) == [before[2], before[0], before[1], before[3]]
    assert [header.visualIndex(column) for column in range(header.count())] == list(range(header.count()))


def test_widths_hold_for_alike_columns_and_for_the_view(page: RegistreringPage, qtbot: QtBot, desk: Desk) -> None:
    here = page.grid.current_column
    before = page.grid.columnWidth(here)
    press(Qt.Key.Key_Up, ALT_SHIFT)
    alike = [at for at, c in enumerate(page.grid.grid_model.columns) if c.slot == "NA"]
    assert {page.grid.columnWidth(at) for at in alike} == {before + 16}
    page.switch_view()
    assert page.grid.columnWidth(0) == before
    page.switch_view()
    assert page.grid.columnWidth(page.grid.current_column) == before + 16
    qtbot.waitUntil(lambda: not page.columns._writing.isActive())
    again = RegistreringPage(desk)
    again.show_sheet()
    assert again.grid.columnWidth(here) == before + 16


def test_a_block_is_pasted_in_the_order_that_is_shown(page: RegistreringPage) -> None:
    kommuner = page.desk.file.deltakere()
    page.columns.move(page.grid.current_column, 0)
    assert groups(page)[0] == kommuner[1].navn
    page.go_to(Celle("meldinger_mottatt", "", kommuner[1].id, K4))
    QApplication.clipboard().setText("901\t902\n")
    press(Qt.Key.Key_V, CTRL)
    values = [page.desk.file.bok.get(Celle("meldinger_mottatt", "", k.id, K4)) for k in kommuner[:2]]
    assert [value.verdi.tall for value in values if value] == [902, 901]


def test_the_other_view_shows_the_same_figure_and_back(page: RegistreringPage) -> None:
    area = page.desk.file.deltakere()[1].id
    press(Qt.Key.Key_B, CTRL)
    assert page.chooser.view is View.KOMMUNE
    assert (page.chooser.chosen_area(), page.chooser.chosen_year()) == (area, 2025)
    assert page.grid.grid_model.columns[page.grid.current_column].key == "2025K4"
    assert page.grid.grid_model.rows[page.grid.current_row].key == "meldinger_mottatt"
    press(Qt.Key.Key_B, CTRL)
    assert page.grid.grid_model.columns[page.grid.current_column].key == f"{area}|NA"


def test_only_missing_is_remembered_and_says_when_nothing_is(
    page: RegistreringPage, desk: Desk, window: MainWindow, tmp_path: Path
) -> None:
    page.toggle_only_missing()
    assert "Ingen tall mangler her" in window.notice_bar.text()
    assert RegistreringPage(desk).chooser.only_missing.isChecked()
    page.toggle_only_missing()
    assert not RegistreringPage(desk).chooser.only_missing.isChecked()
