"""The chart to explore: Norwegian axes, gaps stay gaps, everything by keyboard."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bvdesk.domain.diagram.looks import PAPER
from bvdesk.domain.diagram.spec import TILBAKEHOLDT, Diagram, Rolle, Serie, Slag, vist
from bvdesk.ui.charts.zoom_view import ZoomView

DIAGRAM = Diagram(
    Slag.LINJE,
    "Meldinger",
    "Antall",
    ("2022", "2023", "2024", "2025"),
    (Serie("Nordvik", (vist(1200), TILBAKEHOLDT, vist(1500), vist(900)), Rolle.HOVED),),
)


def shown(qtbot: QtBot) -> ZoomView:
    view = ZoomView(PAPER)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show_diagram(DIAGRAM)
    view.show()
    return view


def test_axes_are_norwegian_and_never_scaled(qtbot: QtBot) -> None:
    view = shown(qtbot)
    assert view.getAxis("left").tickStrings([0, 1500, 0.5], 1, 500) == ["0", "1\u00a0500", "1"]
    assert view.getAxis("left").tickStrings([0.55], 1, 0.05) == ["0,55"]
    assert view.getAxis("bottom").tickStrings([0, 0.5, 3], 1, 1) == ["2022", "", "2025"]


def test_a_withheld_figure_is_a_gap(qtbot: QtBot) -> None:
    [curve] = shown(qtbot).getPlotItem().listDataItems()
    values = list(curve.yData)
    assert math.isnan(values[1])
    assert values[2] == 1500


def test_zoom_and_move_by_keyboard(qtbot: QtBot) -> None:
    view = shown(qtbot)
    start = view.getViewBox().viewRange()
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    closer = view.getViewBox().viewRange()
    assert closer[0][1] - closer[0][0] < start[0][1] - start[0][0]
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.getViewBox().viewRange()[0][0] > closer[0][0]
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.getViewBox().viewRange()[1][0] <= 0
    assert "Meldinger" in view.accessibleDescription()
