"""Every text on every page can be read, in each theme, as it is really painted (WCAG 2.2: 4.5 : 1)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QTabWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bvdesk.ui import theme
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.page_table import PAGES, PageId, PageSpec
from bvdesk.ui.theme import THEMES, ThemeName
from tests.ui.contrast import CHIP, Measured, measure
from tests.ui.every_dialog import DIALOGS

ENOUGH = 4.5


@pytest.fixture(params=THEMES, ids=lambda name: name.value)
def worn(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[ThemeName]:
    theme.apply_theme(qapp, request.param)
    yield request.param
    theme.apply_theme(qapp, ThemeName.SYSTEM)


def test_a_pale_text_is_found_and_a_dark_one_is_not(qapp: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for name, colour in (("blek", "#999999"), ("tydelig", "#404040")):
        label = QLabel(f"En {name} tekst som skal leses")
        label.setStyleSheet(f"color: {colour}; background: #ffffff")
        column.addWidget(label)
    window.show()
    found = {piece.text: piece for piece in measure(window)}
    pale, dark = found["En blek tekst som skal leses"], found["En tydelig tekst som skal leses"]
    assert (pale.ink, pale.ground) == ("#999999", "#ffffff")
    assert pale.contrast == pytest.approx(2.85, abs=0.01)
    assert dark.contrast > 10


@pytest.mark.slow
@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.title)
def test_every_text_can_be_read(window: MainWindow, worn: ThemeName, qtbot: QtBot, spec: PageSpec) -> None:
    window.resize(1366, 768)
    window.navigation.choose(spec.id)
    page = window.current_page()
    assert page is not None
    tabs = page.findChild(QTabWidget)
    for at in range(tabs.count() if tabs else 1):
        if tabs:
            tabs.setCurrentIndex(at)
        qtbot.wait(400)
        found = measure(window)
        assert len(found) > 15
        assert too_pale(found) == []
        assert (spec.id is PageId.TEKSTER) == (sum(p.text == CHIP for p in found) >= 3)


@pytest.mark.slow
@pytest.mark.parametrize("kind", DIALOGS, ids=lambda kind: kind.__name__)
def test_every_text_of_a_dialog_can_be_read(
    window: MainWindow, worn: ThemeName, qtbot: QtBot, tmp_path: Path, kind: type[QDialog]
) -> None:
    dialog = DIALOGS[kind](window, tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.wait(100)
    found = measure(dialog)
    assert found
    assert too_pale(found) == []


def too_pale(found: list[Measured]) -> list[str]:
    return [f"{p.text[:40]}: {p.ink} på {p.ground}, {p.contrast:.1f}" for p in found if p.contrast < ENOUGH]
