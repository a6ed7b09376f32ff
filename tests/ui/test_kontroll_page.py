"""Findings are grouped, filtered, accepted with a reason, and lead to their cell or sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bvdesk.domain.kontroll.funn import Niva
from bvdesk.domain.malform import Malform
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Verdi
from bvdesk.services import innskriving, kontroll, tekst
from bvdesk.services.kvartalstatus import quarter_of
from bvdesk.storage import logg_store
from bvdesk.storage.tekst_store import Tekststed
from bvdesk.ui import window_state
from bvdesk.ui.kontroll.findings_view import LEVELS
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.page_table import PageId
from bvdesk.ui.pages.kontroll_page import KontrollPage
from bvdesk.ui.pages.registrering_page import RegistreringPage
from tests.ui.accessibility import unnamed
from tests.ui.keys import press


def impossible(window: MainWindow) -> Celle:
    """A figure that cannot be true: more investigations past the limit than there were."""
    return Celle("undersokelser_fristbrudd", "", window.desk.file.deltakere()[0].id, Periode.quarter(2025, 4))


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> KontrollPage:
    window.desk.run(innskriving.write_values, [(impossible(window), Verdi(Decimal(9000)))])
    window.navigation.choose(PageId.KONTROLL)
    page = window.current_page()
    assert isinstance(page, KontrollPage)
    with qtbot.waitSignal(page.job.finished):
        page.check()
    return page


def test_findings_stand_by_level_and_kommune_as_the_service_found_them(page: KontrollPage, window: MainWindow) -> None:
    found = kontroll.run(window.desk.file, Periode.year(2025)).merknader
    top = page.findings.tree.topLevelItem(0)
    assert top
    stops = [m for m in found if m.funn.niva is Niva.STOPP]
    assert top.text(0) == f"{LEVELS[Niva.STOPP]} ({len(stops)})"
    assert page.summary.text().startswith(f"{len(stops)} stopp")
    assert not unnamed(window)
    names = {page.findings.area.itemData(at) for at in range(page.findings.area.count())}
    assert names == {"", *(m.funn.omrade for m in found if m.funn.omrade)}
    page.findings.area.setCurrentIndex(1)
    page.findings.fill_tree()
    chosen = page.findings.chosen()
    assert chosen
    assert chosen.funn.omrade == page.findings.area.currentData()


def test_an_accepted_finding_is_logged_and_out_of_the_way_until_it_is_asked_for(
    page: KontrollPage, window: MainWindow, qtbot: QtBot
) -> None:
    first = page.findings.chosen()
    assert first
    page.findings.accept.click()
    assert "Skriv hvorfor" in window.notice_bar.text()
    page.findings.reason.setText("Telles på to måter")
    with qtbot.waitSignal(page.job.finished):
        page.findings.accept.click()
    assert next(logg_store.newest_first(window.desk.file.database)).tekst == f"Godtok {first.funn.regel}: Telles på to måter"
    assert "1 godtatt" in page.summary.text()
    assert page.findings.chosen() != first
    page.findings.accepted.setChecked(True)
    again = next(m for m in page.findings._all if m.funn == first.funn)
    assert again.godtatt
    assert any(item.text(0).startswith("Godtatt: ") for item in page.findings._items())


def test_enter_leads_to_the_cell(page: KontrollPage, window: MainWindow) -> None:
    chosen = page.findings.chosen()
    assert chosen
    celle = kontroll.find_cell(window.desk.file, chosen.funn)
    assert isinstance(celle, Celle)
    page.findings.tree.setFocus()
    press(Qt.Key.Key_Return)
    registrering = window.current_page()
    assert isinstance(registrering, RegistreringPage)
    row, column = registrering.grid.current_row, registrering.grid.current_column
    rows, columns = registrering.grid.grid_model.rows, registrering.grid.grid_model.columns
    shown = registrering.source.celle(rows[row].key, columns[column].key)
    assert shown
    assert (shown.indikator, shown.omrade) == (celle.indikator, celle.omrade)
    assert quarter_of(shown.periode) == quarter_of(celle.periode)


def test_who_is_sent_to_a_figure_sees_the_panel_that_tells_of_it(
    page: KontrollPage, window: MainWindow, qtbot: QtBot
) -> None:
    window_state.write("sidepanel", "skjul")
    page.findings.jump.click()
    registrering = window.current_page()
    assert isinstance(registrering, RegistreringPage)
    qtbot.waitUntil(registrering.panel.comment.isVisible)
    assert registrering.chooser.panel.isChecked()
    registrering.toggle_panel()
    assert registrering.panel.isHidden()
    window.desk.go(PageId.REGISTRERING, impossible(window))
    assert registrering.panel.isHidden()
    page.findings.jump.click()
    assert registrering.panel.isVisible()


def test_a_text_is_checked_and_a_finding_leads_to_its_sentence(page: KontrollPage, qtbot: QtBot) -> None:
    page.tabs.setCurrentIndex(1)
    part = page.text_check
    sentence = "Tre barn i samme familie ble plassert utenfor hjemmet."
    part.text.setPlainText(f"Barnevernet i tall.\n\n{sentence}\nAlt annet er som før.")
    with qtbot.waitSignal(part.job.finished):
        part.check.click()
    chosen = part.findings.chosen()
    assert chosen
    assert "V39" in {m.funn.regel for m in part.findings._all}
    part.findings.jump.click()
    assert "i samme familie" in part.text.textCursor().selectedText()


def test_the_texts_of_the_report_are_fetched_and_checked(page: KontrollPage, window: MainWindow, qtbot: QtBot) -> None:
    sted = Tekststed(Periode.year(2025), "", Malform.BOKMAL, "4.1")
    window.desk.run(tekst.save, sted, "I 2025 mottok tjenesten 4711 meldinger.")
    page.tabs.setCurrentWidget(page.text_check)
    with qtbot.waitSignal(page.text_check.job.finished):
        page.text_check.fetch.click()
    assert "4711 meldinger" in page.text_check.text.toPlainText()
    assert page.text_check.findings.tree.topLevelItemCount()


def test_an_empty_text_is_asked_for(page: KontrollPage, window: MainWindow) -> None:
    page.text_check.check.click()
    assert "ingen tekst" in window.notice_bar.text()


def test_the_sheet_marks_the_cell_and_the_panel_says_why(page: KontrollPage, window: MainWindow, qtbot: QtBot) -> None:
    celle = impossible(window)
    window.desk.go(PageId.REGISTRERING, celle)
    registrering = window.current_page()
    assert isinstance(registrering, RegistreringPage)
    with qtbot.waitSignal(registrering.marks.changed):
        pass
    row, column = registrering.source.find_row(celle), registrering.source.find_column(celle.omrade)
    cell = registrering.source.cell(row, column)
    assert cell.warning
    assert "kontroll: " in cell.spoken
    qtbot.waitUntil(registrering.panel.finding.isVisible)
    assert registrering.panel.finding.text().startswith("Kontroll: ")


def test_the_service_sets_its_own_limits_and_may_go_back_to_the_usual(page: KontrollPage, window: MainWindow) -> None:
    page.tabs.setCurrentIndex(2)
    limits = page.limits
    field = limits.fields["sprang_z"]
    field.setFocus()
    field.setText("2,5")
    press(Qt.Key.Key_Return)
    assert kontroll.thresholds(window.desk.file).sprang_z == Decimal("2.5")
    assert "2,5" in next(logg_store.newest_first(window.desk.file.database)).tekst
    field.setText("mange")
    press(Qt.Key.Key_Return)
    assert field.text() == "2,5"
    assert "ikke et tall" in window.notice_bar.text()
    limits.usual.click()
    assert field.text() == "3"
    assert not limits.usual.isEnabled()
    assert unnamed(page) == []
