"""Where a table is split between pages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bvdesk.reports.tagged.boxes import Align
from bvdesk.reports.tagged.style import TableStyle
from bvdesk.reports.tagged.tablebox import CellBox, Frame, Row, TableBox, Vertical, measure

STYLE = TableStyle()


def table(headings: list[bool]) -> TableBox:
    rows = [Row([CellBox(None, 0, 100, 1, Align.LEFT)], heading=heading) for heading in headings]
    measure(rows, STYLE)
    return TableBox(Frame(STYLE, [], None, None, None, 100, Vertical.MIDDLE), rows)


@given(st.lists(st.booleans(), min_size=4, max_size=30), st.floats(40, 500))
def test_no_heading_ends_a_page_and_no_row_stands_alone_after_one(headings: list[bool], room: float) -> None:
    headings[-1] = False
    box = table(headings)
    parts = box.split(room) if room < box.height else None
    if parts is None:
        return
    first, rest = parts
    assert first.height <= room + 0.02
    count = round(first.height / (box.height / len(headings)))
    assert not headings[count - 1]
    others = [i for i in range(1, count) if not headings[i - 1]]
    assert len(headings) - count > 1 or not others
    assert abs(first.height + rest.height - box.height) < 0.01


@given(st.lists(st.floats(12, 70), min_size=2, max_size=40), st.floats(60, 700))
def test_a_split_leaves_enough_on_both_sides(heights: list[float], room: float) -> None:
    rows = [Row([]) for _ in heights]
    for row, height in zip(rows, heights, strict=True):
        row.height = height
    box = TableBox(Frame(STYLE, [], None, None, None, 100, Vertical.MIDDLE), rows)
    if box.least() <= room < box.height:
        parts = box.split(room)
        assert parts is not None
        assert all(part.height > 69 for part in parts)
        assert all(part.height > 2 * min(heights) for part in parts)
        assert parts[0].height <= room + 0.02


def test_a_small_table_stays_whole() -> None:
    assert table([False] * 9).least() == table([False] * 9).height
    assert table([False] * 12).least() < 100
    assert table([False] * 30).least() < 100
