"""Whatever has the focus shows it, in each theme, measured in pixels; and Tab goes through a page as it is read."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from bvdesk.ui import theme
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.page_table import PAGES, PageSpec
from bvdesk.ui.pages.page import Page
from bvdesk.ui.theme import THEMES, ThemeName
from tests.ui.accessibility import describe
from tests.ui.contrast import painted, seen_change, seen_of

ENOUGH = 3.0
LEAST_PIXELS = 40
"""Of a frame around a small check box at twice its size there are some two hundred."""


@pytest.fixture(params=THEMES, ids=lambda name: name.value)
def worn(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[ThemeName]:
    theme.apply_theme(qapp, request.param)
    yield request.param
    theme.apply_theme(qapp, ThemeName.SYSTEM)


def stops(page: QWidget) -> list[QWidget]:
    """Where Tab stops on a page, from the first to the last."""
    found, at = [], page.nextInFocusChain()
    while at is not None and at is not page:
        policy = at.focusPolicy() & Qt.FocusPolicy.TabFocus
        if page.isAncestorOf(at) and policy and at.isVisible() and at.isEnabled() and at.focusProxy() is None:
            found.append(at)
        at = at.nextInFocusChain()
    return found


def page_tabs(page: Page) -> Iterator[int]:
    tabs = page.findChild(QTabWidget)
    for at in range(tabs.count() if tabs else 1):
        if tabs:
            tabs.setCurrentIndex(at)
        if not tabs or tabs.isTabVisible(at):
            yield at


@pytest.mark.slow
@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.title)
def test_the_focus_can_be_seen(window: MainWindow, worn: ThemeName, qtbot: QtBot, spec: PageSpec) -> None:
    window.resize(1366, 768)
    window.navigation.choose(spec.id)
    page, unseen = window.current_page(), []
    assert page is not None
    for _ in page_tabs(page):
        qtbot.wait(200)
        for stop in stops(page):
            area = seen_of(stop, window)
            if area.height() < 8:
                continue  # out of sight: it is scrolled to when Tab goes there
            area.adjust(-2, -2, 2, 2)
            window.navigation.setFocus()
            before = painted(window, area)
            stop.setFocus(Qt.FocusReason.TabFocusReason)
            if seen_change(before, painted(window, area), ENOUGH) < LEAST_PIXELS:
                unseen.append(describe(stop))
    assert unseen == []


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.title)
def test_tab_goes_as_one_reads(window: MainWindow, qtbot: QtBot, spec: PageSpec) -> None:
    """Down through a column, and from one column to the one to the right; never up, but to the top of the next."""
    window.resize(1366, 768)
    window.navigation.choose(spec.id)
    page = window.current_page()
    assert page is not None
    for _ in page_tabs(page):
        qtbot.wait(50)
        places = [(describe(stop), QRect(stop.mapTo(page, QPoint()), stop.size())) for stop in stops(page)]
        back = [
            f"{two} after {one}"
            for (one, here), (two, there) in itertools.pairwise(places)
            if there.bottom() < here.top() and there.left() < here.left()
        ]
        assert back == []


def test_the_test_sees_a_focus_that_does_not_show(window: MainWindow) -> None:
    before = painted(window, window.rect())
    assert seen_change(before, before.copy(), ENOUGH) == 0
    paler = before.copy()
    paler[:] = np.where(before == 0xFFFFFF, 0xEEEEEE, before)
    assert seen_change(before, paler, ENOUGH) == 0
