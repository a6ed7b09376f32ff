"""Reports are made in a job, shown page by page, saved and printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QProgressDialog, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from bvdesk.domain.tall.periode import Periode
from bvdesk.reports.sidebilder import Sidebilder
from bvdesk.services import rapport
from bvdesk.services.trykking import Filformat
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.page_table import PageId
from bvdesk.ui.pages.rapport_page import RapportPage
from bvdesk.ui.rapport.printing import draw_documents
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
    assert draw_documents([("Nordvik", pages)], printer, page) == 1
    assert (tmp_path / "papir.pdf").stat().st_size > 10_000
    pages.close()
    assert not page.print_every.isVisible()


@pytest.fixture
def leaf() -> Iterator[Sidebilder]:
    """A document of one page."""
    buffer = BytesIO()
    canvas = Canvas(buffer)
    canvas.showPage()
    canvas.save()
    made = Sidebilder(buffer.getvalue())
    yield made
    made.close()


@pytest.mark.parametrize(("duplex", "sides"), [("DuplexNone", 2), ("DuplexLongSide", 3)])
def test_several_are_printed_in_one_go_each_on_a_sheet_of_its_own(
    page: RapportPage, leaf: Sidebilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, duplex: str, sides: int
) -> None:
    monkeypatch.setattr(QPrinter, "duplex", lambda _printer: QPrinter.DuplexMode[duplex])
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "papir.pdf"))
    assert draw_documents([("Nordvik", leaf), ("Elvedal", leaf)], printer, page) == 2
    printed = Sidebilder((tmp_path / "papir.pdf").read_bytes())
    assert len(printed) == sides
    printed.close()


def test_what_was_begun_before_it_was_stopped_counts_as_printed(
    page: RapportPage, leaf: Sidebilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QProgressDialog, "wasCanceled", lambda dialog: dialog.value() == 2)
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "papir.pdf"))
    assert draw_documents([(name, leaf) for name in "abc"], printer, page) == 2


def test_all_that_is_made_goes_to_the_printer_and_is_noted(
    page: RapportPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.areas.list.item(1).setCheckState(Qt.CheckState.Checked)
    with qtbot.waitSignal(page.press.finished, timeout=30_000):
        page.make.click()
    asked: list[list[str]] = []

    def printed(documents: Sequence[tuple[str, bytes]], _title: str, _parent: QWidget) -> int:
        asked.append([name for name, _ in documents])
        return 1

    noted: list[tuple[str, ...]] = []
    monkeypatch.setattr("bvdesk.ui.rapport.printing.print_pdfs", printed)
    monkeypatch.setattr(rapport, "note_release", lambda _fil, o: noted.append(tuple(t.omrade for t in o.rapporter)))
    assert page.print_every.isVisible()
    page.print_every.click()
    assert asked == [["Nordvik", "Elvedal"]]
    assert noted == [("Nordvik",)]


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
