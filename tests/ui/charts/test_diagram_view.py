from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from bvdesk.domain.diagram.looks import DARK
from bvdesk.ui.charts.diagram_view import DiagramView
from bvdesk.ui.charts.screen_style import screen_style
from tests.domain.diagram.charts import ALL, MED_HULL

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")  # offscreen tooltips


@pytest.fixture
def view(qtbot: QtBot) -> DiagramView:
    view = DiagramView(screen_style())
    qtbot.addWidget(view)
    view.resize(720, 320)
    view.show_diagram(MED_HULL)
    view.show()
    return view


def test_the_arrows_walk_through_the_values(qtbot: QtBot, view: DiagramView) -> None:
    view.setFocus()
    said: list[str] = []
    view.point_changed.connect(said.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Home):
        qtbot.keyClick(view, key)
    assert [text.splitlines()[0] for text in said] == ["2015", "2016", "2024", "2023", "2015"]
    assert view.current_text == "2015\nNordvik: 12,8\nLandet: 16,9"


def test_the_mouse_shows_the_values_under_it(qtbot: QtBot, view: DiagramView) -> None:
    with qtbot.waitSignal(view.point_changed) as said:
        qtbot.mouseMove(view, QPoint(view.width() // 2, view.height() // 2))
    assert "Nordvik: " in said.args[0]


def test_screen_readers_hear_the_alternative_text(view: DiagramView) -> None:
    assert view.accessibleName() == "Fristbrudd"
    assert view.accessibleDescription().startswith("Linjediagram: Fristbrudd")


@pytest.mark.parametrize("name", ALL)
def test_every_kind_is_painted_in_the_dark_too(view: DiagramView, name: str) -> None:
    view.set_style(screen_style(DARK))
    view.show_diagram(ALL[name])
    view.clearFocus()  # the frame of who has it would lie over the corner
    image = view.grab().toImage()
    assert image.pixelColor(1, 1).name() == DARK.background
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert len(colours) > 2
