"""A sheet reads its unseen cells while the hands rest: what goes through all of it afterwards asks the source for none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bvdesk.ui.grid.content import Entry, GridCell, GridColumn, GridRow, Look
from bvdesk.ui.grid.grid_view import OWN_FORMAT, GridView

ROWS, COLUMNS = 80, 12


class CountingSource:
    """A sheet that counts how often each cell is asked for."""

    def __init__(self) -> None:
        self.rows = (GridRow("kap", "Kapittel", heading=True), *(GridRow(f"r{at}", f"Rad {at}") for at in range(ROWS)))
        self.columns = tuple(GridColumn(f"k{at}", f"Kolonne {at}") for at in range(COLUMNS))
        self.asked: Counter[tuple[str, str]] = Counter()

    def cell(self, row: str, column: str) -> GridCell:
        self.asked[row, column] += 1
        return GridCell("1", Look.INPUT, "1")

    def why_closed(self, row: str, column: str) -> str:
        return ""

    def awaits_entry(self, row: str, column: str) -> bool:
        return True

    def write(self, entries: Sequence[Entry]) -> bool:
        return True


@pytest.fixture
def source() -> CountingSource:
    return CountingSource()


@pytest.fixture
def grid(qapp: QApplication, source: CountingSource) -> Iterator[GridView]:
    grid = GridView(source)
    yield grid
    grid.close()
    grid.deleteLater()


def test_every_cell_is_read_once_and_copying_asks_for_none(grid: GridView, source: CountingSource, qtbot: QtBot) -> None:
    grid.show()
    qtbot.waitUntil(lambda: len(source.asked) == ROWS * COLUMNS)
    grid.selectAll()
    grid.copy()
    copied = bytes(QApplication.clipboard().mimeData().data(OWN_FORMAT).data()).decode()
    assert copied.count("1") == ROWS * COLUMNS
    assert set(source.asked.values()) == {1}


def test_what_changes_is_read_again_and_nothing_else(grid: GridView, source: CountingSource, qtbot: QtBot) -> None:
    grid.show()
    qtbot.waitUntil(lambda: len(source.asked) == ROWS * COLUMNS)
    grid.grid_model.forget_cells(frozenset({f"r{ROWS - 1}"}))
    qtbot.waitUntil(lambda: source.asked.total() == (ROWS + 1) * COLUMNS)
    assert {key[0] for key, count in source.asked.items() if count == 2} == {f"r{ROWS - 1}"}


def test_a_hidden_sheet_is_left_alone_until_it_is_shown(grid: GridView, source: CountingSource, qtbot: QtBot) -> None:
    grid._read_ahead.begin()
    assert not source.asked
    grid.show()
    qtbot.waitUntil(lambda: len(source.asked) == ROWS * COLUMNS)
