"""Reports are made in a job, shown page by page, saved and printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from bvdesk.domain.tall.periode import Periode
from bvdesk.reports.sidebilder import Sidebilder
from bvdesk.services.trykking import Filformat
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.page_table import PageId
from bvdesk.ui.pages.rapport_page import RapportPage
from bvdesk.ui.rapport.printing import draw_pages
from bvdesk.ui.widgets import choose_data


@pytest.fixture
def page(window: MainWindow) -> RapportPage:
    window.navigation.choose(PageId.RAPPORT)
    page = window.current_page()
    assert isinstance(page, RapportPage)
    for at in range(1, page.areas.list.count()):
        page.areas.list.item(at).setCheckState(Qt.CheckState.Unchecked)
    return page


def test_the_year_before_is_suggested_and_every_kommune_can_be_chosen(page: RapportPage) -> None:
    assert page.period.currentData() == Periode.year(2025)
    assert page.areas.list.count() == 4


def test_a_report_is_made_looked_at_saved_and_printed(page: RapportPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.formats.boxes[Filformat.HTML].setChecked(True)
    with qtbot.waitSignal(page.press.finished):
        page.make.click()
        assert page.cancel.isVisible()
    assert not page.cancel.isVisible()
    assert page.preview.page_count() > 10
    assert not page.preview.image(0, 1.0).isNull()
    page.save_in(tmp_path / "ut")
    web, *saved = sorted((tmp_path / "ut").iterdir())
    assert [path.name for path in (web, *saved)] == [f"kvalitetsmelding-nordvik-2025.{fmt}" for fmt in ("html", "pdf")]
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "papir.pdf"))
    printer.setFromTo(1, 2)
    pages = Sidebilder(saved[0].read_bytes())
    assert draw_pages(pages, printer, page)
    pages.close()
    assert (tmp_path / "papir.pdf").stat().st_size > 10_000


def test_a_run_can_be_stopped(page: RapportPage, qtbot: QtBot) -> None:
    page.make.click()
    with qtbot.waitSignal(page.press.stopped):
        page.cancel.click()
    assert page.make.isVisible()
    assert page.preview.page_count() == 0


def test_nothing_chosen_and_nothing_registered_is_said_over_the_page(
    page: RapportPage, window: MainWindow, qtbot: QtBot
) -> None:
    page.areas.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    page.make.click()
    assert "Ingen kommuner" in window.notice_bar.text()
    page.areas.list.item(0).setCheckState(Qt.CheckState.Checked)
    page.period.addItem("2010", Periode.year(2010))
    choose_data(page.period, Periode.year(2010))
    with qtbot.waitSignal(page.press.stopped):
        page.make.click()
    assert "ingen tall for 2010" in window.notice_bar.text()
