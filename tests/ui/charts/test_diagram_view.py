from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from bvdesk.domain.diagram.looks import DARK
from bvdesk.domain.errors import UserError
from bvdesk.ui.charts.diagram_view import DiagramView
from bvdesk.ui.charts.saving import save_png, save_svg
from bvdesk.ui.charts.screen_style import screen_style
from tests.domain.diagram.charts import ALL, MED_HULL, MELDINGER

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
    image = view.grab().toImage()
    assert image.pixelColor(1, 1).name() == DARK.background
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert len(colours) > 2


def test_saved_pictures_hold_title_and_words(tmp_path: Path, view: DiagramView) -> None:
    save_png(tmp_path / "a.png", MELDINGER, screen_style(DARK))
    image = QImage(str(tmp_path / "a.png"))
    assert image.width() > 1200
    assert image.pixelColor(2, 2).name() == "#ffffff"
    assert image.text("Description").startswith("Søylediagram: Bekymringsmeldinger per kvartal")
    save_svg(tmp_path / "a.svg", MELDINGER, screen_style())
    texts = [e.text for e in ET.parse(tmp_path / "a.svg").iter() if e.tag.endswith("text")]
    assert "Bekymringsmeldinger per kvartal" in texts
    assert "Kilde: Fagsystemet, egne tall." in texts


def test_a_folder_that_is_not_there_is_explained(tmp_path: Path, view: DiagramView) -> None:
    for save in (save_png, save_svg):
        with pytest.raises(UserError, match="ikke lagret"):
            save(tmp_path / "borte" / "a", MELDINGER, screen_style())
