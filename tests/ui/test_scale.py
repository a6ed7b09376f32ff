"""Nothing is cut off where there is least room: a 1920 × 1080 screen at 200 %, which leaves 960 × 490 with the title bar.

A device's scale does not change the layout, which Qt reckons in points of its own; what it leaves of the screen does.
`BVDESK_BILDER=folder` keeps the pictures.
"""

from __future__ import annotations

import ast
import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from bvdesk import ui
from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Periode
from bvdesk.services.kvartalstatus import STATUS_NAVN
from bvdesk.ui import screen, theme
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.oversikt.fullstendighet_view import PADDING, ROW_HEIGHT, FullstendighetView
from bvdesk.ui.page_stack import PageArea
from bvdesk.ui.page_table import PAGES, PageId, PageSpec
from bvdesk.ui.pages.diagrammer_page import LIST_WIDTH, DiagrammerPage
from bvdesk.ui.pages.oversikt_page import OversiktPage
from bvdesk.ui.pages.registrering_page import RegistreringPage
from bvdesk.ui.rapport.publish_dialog import PublishDialog
from bvdesk.ui.theme import ThemeName
from bvdesk.ui.widgets import row
from tests.ui.accessibility import unnamed
from tests.ui.clipping import clipped
from tests.ui.every_dialog import DIALOGS

ROOM = QSize(960, 460)
SMALL = QSize(683, 314)
"""1366 × 768 at 200 %, without the bars of the screen and the window."""
LEAST = QSize(546, 240)
THEMES = (ThemeName.LYS, ThemeName.MORK)


@pytest.fixture(params=THEMES, ids=lambda name: name.value)
def small(request: pytest.FixtureRequest, window: MainWindow, qapp: QApplication) -> Iterator[MainWindow]:
    """The window in the least room, in one of the themes."""
    theme.apply_theme(qapp, request.param)
    window.resize(ROOM)
    yield window
    theme.apply_theme(qapp, ThemeName.SYSTEM)


def keep_picture(widget: QWidget, name: str) -> None:
    folder = os.environ.get("BVDESK_BILDER")
    if folder:
        theme_name = "mork" if theme.tokens() is theme.MORK else "lys"
        widget.grab().save(str(Path(folder) / f"{re.sub(r'[^a-zæøå0-9]+', '-', name.casefold())}-{theme_name}.png"))


def settle(widget: QWidget, qtbot: QtBot) -> None:
    """Give jobs and layouts the time they need; what is cut off then, is cut off."""
    with contextlib.suppress(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: not clipped(widget), timeout=10_000)


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.title)
def test_every_page_and_tab_shows_all_it_says(small: MainWindow, qtbot: QtBot, spec: PageSpec) -> None:
    small.navigation.choose(spec.id)
    page = small.current_page()
    assert page is not None
    tabs = page.findChild(QTabWidget)
    for at in range(tabs.count() if tabs else 1):
        if tabs:
            tabs.setCurrentIndex(at)
        settle(small, qtbot)
        keep_picture(small, f"{spec.title} {at}")
        assert clipped(small) == []
    assert small.size() == ROOM


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.title)
def test_every_page_folds_where_there_is_next_to_no_room(window: MainWindow, qtbot: QtBot, spec: PageSpec) -> None:
    """1366 × 768 at 250 %: one scrolls down, never sideways, and the list of pages is icons with names."""
    window.resize(LEAST)
    window.navigation.choose(spec.id)
    page, area = window.current_page(), window.findChild(PageArea)
    assert page is not None
    assert area is not None
    tabs = page.findChild(QTabWidget)
    for at in range(tabs.count() if tabs else 1):
        if tabs:
            tabs.setCurrentIndex(at)
        settle(window, qtbot)
        keep_picture(window, f"least {spec.title} {at}")
        assert clipped(window) == []
        qtbot.waitUntil(lambda: area.horizontalScrollBar().maximum() == 0)
    assert window.size() == LEAST
    items = [window.navigation.item(at) for at in range(len(PAGES))]
    assert [item.toolTip() for item in items] == [spec.title for spec in PAGES]
    assert [item.data(Qt.ItemDataRole.AccessibleTextRole) for item in items] == [spec.title for spec in PAGES]
    assert not window.actions_of_window.toolbar.isVisible()


def test_parts_stand_beside_one_another_again_when_there_is_room(window: MainWindow, qtbot: QtBot) -> None:
    window.navigation.choose(PageId.DIAGRAMMER)
    page = window.current_page()
    assert isinstance(page, DiagrammerPage)
    for size, beside in ((LEAST, False), (QSize(1200, 760), True), (LEAST, False)):
        window.resize(size)
        settle(window, qtbot)
        assert (page.chart.mapTo(page, QPoint()).x() > page.indicators.width()) == beside
        assert (page.indicators.width() > LIST_WIDTH) != beside
        assert (window.navigation.item(0).text() == "Oversikt") == beside
        assert window.actions_of_window.toolbar.isVisible() == beside


@pytest.mark.parametrize("kind", DIALOGS, ids=lambda kind: kind.__name__)
def test_every_dialog_has_room_for_all_it_says_and_names_every_control(
    small: MainWindow, qtbot: QtBot, tmp_path: Path, kind: type[QDialog]
) -> None:
    dialog = DIALOGS[kind](small, tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.resize(dialog.size().boundedTo(ROOM))
    qtbot.wait(20)
    settle(dialog, qtbot)
    if isinstance(dialog, PublishDialog):
        assert clipped(dialog) == []
        qtbot.waitUntil(lambda: not dialog.looking.working)
        settle(dialog, qtbot)
    keep_picture(dialog, f"dialog {kind.__name__}")
    assert (dialog.width(), dialog.height()) <= (ROOM.width(), ROOM.height())
    assert dialog.height() <= ROOM.height()
    assert clipped(dialog) == []
    assert unnamed(dialog) == []


@pytest.mark.parametrize("kind", DIALOGS, ids=lambda kind: kind.__name__)
def test_every_dialog_can_be_reached_where_there_is_next_to_no_room(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: type[QDialog]
) -> None:
    """Where it is higher than the screen, all of it scrolls: its buttons can be brought into sight."""
    monkeypatch.setattr(screen, "room_for", lambda _window: LEAST)
    dialog = DIALOGS[kind](window, tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.wait(50)
    settle(dialog, qtbot)
    keep_picture(dialog, f"least dialog {kind.__name__}")
    assert dialog.width() <= LEAST.width()
    assert dialog.height() <= LEAST.height()
    assert clipped(dialog) == []


def test_no_dialog_is_forgotten() -> None:
    classes = {
        node.name
        for path in Path(ui.__file__).parent.rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
        if {base.id for base in node.bases if isinstance(base, ast.Name)} & {"FittingDialog", "QDialog", "QMessageBox"}
    }
    assert classes - {"FittingDialog"} == {kind.__name__ for kind in DIALOGS}


def test_a_long_notice_and_the_panel_have_room(small: MainWindow, qtbot: QtBot) -> None:
    small.navigation.choose(PageId.REGISTRERING)
    page = small.current_page()
    assert isinstance(page, RegistreringPage)
    page.go_to(Celle("meldinger_mottatt", "", small.desk.file.deltakere()[0].id, Periode.quarter(2025, 4)))
    page.toggle_panel()
    page.show_cell()
    page.open_find()
    long = UserError("Ingenting ble limt inn.", "Rett cellene og lim inn på nytt.", tuple(f"Celle {n}" for n in range(20)))
    small.desk.failed.emit(long)
    settle(small, qtbot)
    keep_picture(small, "panel")
    assert clipped(small) == []


def test_a_long_notice_is_shorter_in_a_low_window(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(SMALL)
    window.navigation.choose(PageId.REGISTRERING)
    details = tuple(f"Bekymringsmeldinger mottatt, Nordvik 4. kv. 2025: «{n}x» er ikke et tall." for n in range(20))
    window.desk.failed.emit(UserError("Ingenting ble limt inn.", "Rett cellene og lim inn på nytt.", details))
    qtbot.waitUntil(lambda: clipped(window.notice_bar) == [])
    assert window.notice_bar.text().endswith("…\nRett cellene og lim inn på nytt.")
    assert "«7x»" in window.notice_bar.accessibleName()
    assert window.size() == SMALL


def test_where_there_is_little_room_a_button_leads_to_status_and_comment(window: MainWindow, qtbot: QtBot) -> None:
    """1366 × 768 at 200 %: the panel is not there, and the button says so; pressed, all of «Meld klar» is seen."""
    window.resize(SMALL)
    window.navigation.choose(PageId.REGISTRERING)
    page, area = window.current_page(), window.findChild(PageArea)
    assert isinstance(page, RegistreringPage)
    assert area is not None
    button = page.chooser.panel
    qtbot.waitUntil(lambda: not page.panel.isVisible() and not button.isChecked())
    assert seen_whole(button, area)
    button.click()
    qtbot.waitUntil(lambda: seen_whole(page.panel.status.forward, area))
    assert button.isChecked()
    settle(window, qtbot)
    keep_picture(window, "button panel")
    assert clipped(window) == []
    page.panel.finished.emit()
    cell = page.grid.visualRect(page.grid.currentIndex())
    qtbot.waitUntil(lambda: page.grid.viewport().visibleRegion().contains(cell))
    window.resize(1366, 700)
    window.resize(SMALL)
    qtbot.waitUntil(lambda: not page.panel.isVisible() and not button.isChecked())


def seen_whole(widget: QWidget, area: PageArea) -> bool:
    top_left = widget.mapTo(area.viewport(), QPoint())
    return widget.isVisible() and area.viewport().rect().contains(QRect(top_left, widget.size()))


@pytest.mark.parametrize("size", [ROOM, SMALL, LEAST], ids=["960", "683", "546"])
def test_the_words_of_the_overview_have_room(window: MainWindow, qtbot: QtBot, size: QSize) -> None:
    window.resize(size)
    window.navigation.choose(PageId.OVERSIKT)
    page = window.current_page()
    assert isinstance(page, OversiktPage)
    view = page.view
    for name in STATUS_NAVN.values():
        qtbot.waitUntil(lambda name=name: has_room(view, name))
    keep_picture(window, f"overview {size.width()}")


def has_room(view: FullstendighetView, word: str) -> bool:
    """Whether a word is seen whole in every column: on two lines where the rows are higher."""
    room = QRect(0, 0, view.columnWidth(0) - 2 * PADDING, view.fontMetrics().height() + 2 + view.rowHeight(0) - ROW_HEIGHT)
    flags = Qt.AlignmentFlag.AlignLeft.value | Qt.TextFlag.TextWordWrap.value
    whole = room.contains(view.fontMetrics().boundingRect(room, flags, word))
    return whole and view.horizontalScrollBar().maximum() == 0


def test_the_test_sees_what_is_cut(small: MainWindow, qtbot: QtBot) -> None:
    """Faults of each kind, put in on purpose."""
    holder = row(QPushButton("En knapp med mye tekst"), QLabel("En etikett"))
    qtbot.addWidget(holder)
    holder.show()
    assert clipped(holder) == []
    button = holder.findChild(QPushButton)
    label = holder.findChild(QLabel)
    assert isinstance(button, QPushButton)
    assert isinstance(label, QLabel)
    button.setMaximumWidth(40)
    qtbot.wait(20)
    assert [fault for fault in clipped(holder) if "En knapp" in fault]
    button.setMaximumWidth(400)
    qtbot.wait(20)
    button.move(-20, 0)
    assert [fault for fault in clipped(holder) if "sticks out" in fault]
    button.move(label.x() - 10, 0)
    assert [fault for fault in clipped(holder) if "lies over" in fault]
