"""Each page does its job on the example service."""

from __future__ import annotations

import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bvdesk.app import take_size
from bvdesk.domain.diagram.spec import Slag
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Verdi
from bvdesk.services import innskriving, kvartalstatus, oversikt, personvern
from bvdesk.services.diagram import NOT_CLEARED
from bvdesk.services.kvartalstatus import Kvartalstatus
from bvdesk.services.tjenestefil import Bruker
from bvdesk.ui import file_dialog, theme, window_state
from bvdesk.ui.desk import Desk
from bvdesk.ui.grid.moving_view import EnterMove
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.new_indicator import NewIndicatorDialog
from bvdesk.ui.new_service import NewServiceDialog
from bvdesk.ui.page_table import PageId
from bvdesk.ui.pages.diagrammer_page import DiagrammerPage
from bvdesk.ui.pages.endringslogg_page import AT_A_TIME, EndringsloggPage
from bvdesk.ui.pages.indikatorer_page import IndikatorerPage
from bvdesk.ui.pages.innstillinger_page import InnstillingerPage
from bvdesk.ui.pages.oversikt_page import OversiktPage
from bvdesk.ui.pages.page import Page
from bvdesk.ui.pages.registrering_page import RegistreringPage
from bvdesk.ui.theme import ThemeName
from bvdesk.ui.widgets import choose_data
from tests.ui.accessibility import unnamed
from tests.ui.keys import press

K4 = Periode.quarter(2025, 4)


def show(window: MainWindow, page: PageId) -> Page:
    window.navigation.choose(page)
    found = window.current_page()
    assert found is not None
    return found


def test_the_overview_counts_tells_what_is_missing_and_leads_there(window: MainWindow, qtbot: QtBot) -> None:
    page = show(window, PageId.OVERSIKT)
    assert isinstance(page, OversiktPage)
    assert page.summary.text() == "Til nå er 16 av 16 ruter fullstendige."
    nordvik = window.desk.file.deltakere()[0].id
    celle = Celle("meldinger_mottatt", "", nordvik, K4)
    window.desk.run(innskriving.write_values, [(celle, None)])
    assert page.summary.text() == "Til nå er 15 av 16 ruter fullstendige."
    assert [page.missing.item(at).text() for at in range(page.missing.count())] == ["Bekymringsmeldinger mottatt"]
    model = page.view.year_model
    spoken = model.data(model.index(0, 3), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Nordvik, 4. kvartal 2025: 92 av 93 tall, påbegynt"
    qtbot.waitActive(window)
    page.missing.setCurrentRow(0)
    for way_there in (page.view, page.missing):
        show(window, PageId.OVERSIKT)
        way_there.setFocus()
        press(Qt.Key.Key_Return)
        there = window.current_page()
        assert isinstance(there, RegistreringPage)
        assert there.grid.grid_model.rows[there.grid.current_row].key == "meldinger_mottatt"
        assert there.grid.grid_model.columns[there.grid.current_column].group == "Nordvik"
        there.grid.choose(0, 0)


def test_a_quarter_is_ready_and_approved_for_all_from_the_overview(window: MainWindow, qtbot: QtBot) -> None:
    page, fil = show(window, PageId.OVERSIKT), window.desk.file
    assert isinstance(page, OversiktPage)
    areas = (*fil.tjeneste.members(K4), TJENESTEN)
    assert page.for_all.text() == "Meld 4. kvartal klart for alle"
    page.for_all.click()
    assert {kvartalstatus.status(fil, omrade, K4) for omrade in areas} == {Kvartalstatus.KLAR}
    wrong = Celle("undersokelser_fristbrudd", "", areas[0], K4)
    assert page.for_all.text() == "Godkjenn 4. kvartal for alle som er klare"
    with qtbot.waitSignal(page.checking.finished):
        page.for_all.click()
        assert not page.for_all.isEnabled()
        window.desk.run(innskriving.write_values, [(wrong, Verdi(Decimal(9000)))])
        assert page.for_all.text() == "Kontrollerer tallene …"
    states = [kvartalstatus.status(fil, omrade, K4) for omrade in areas]
    assert states == [Kvartalstatus.KLAR, Kvartalstatus.GODKJENT, Kvartalstatus.GODKJENT, Kvartalstatus.KLAR]
    assert page.for_all.isEnabled()
    assert page.for_all.text() == "Godkjenn 4. kvartal for alle som er klare"


def test_the_main_thing_is_to_enter_figures_until_none_is_missing(window: MainWindow) -> None:
    page, fil = show(window, PageId.OVERSIKT), window.desk.file
    assert isinstance(page, OversiktPage)
    assert (page.main.text(), page.other.text()) == ("Meld 4. kvartal klart for alle", "Se 4. kvartal")
    assert page.arshjul.list.item(0).text().startswith("Melde 1. kvartal 2025 klart – fristen var")
    celle = Celle("meldinger_mottatt", "", fil.deltakere()[1].id, K4)
    window.desk.run(innskriving.write_values, [(celle, None)])
    assert (page.main.text(), page.other.text()) == ("Registrer 4. kvartal", "Meld 4. kvartal klart for alle")
    window.desk.undo()
    page.main.click()
    assert page.main.text() == "Godkjenn 4. kvartal for alle som er klare"
    for omrade in (*fil.tjeneste.members(K4), TJENESTEN):
        window.desk.run(kvartalstatus.approve, omrade, K4, ())
    assert page.main.text() == "Se 4. kvartal"
    assert page.other.isHidden()
    page.main.click()
    assert isinstance(window.current_page(), RegistreringPage)


def test_a_chart_follows_the_choices_and_the_figures(window: MainWindow, tmp_path: Path) -> None:
    page = show(window, PageId.DIAGRAMMER)
    assert isinstance(page, DiagrammerPage)
    page.indicators.choose("meldinger_mottatt")
    drawn = page.chart.diagram
    assert drawn
    assert [serie.navn for serie in drawn.serier] == ["Fjordbygda barnevernstjeneste"]
    page.areas.list.item(0).setCheckState(Qt.CheckState.Checked)
    drawn = page.chart.diagram
    assert drawn
    assert [serie.navn for serie in drawn.serier] == ["Nordvik", "Fjordbygda barnevernstjeneste"]
    page.span.setCurrentIndex(page.span.count() - 1)
    page.draw()
    drawn = page.chart.diagram
    assert drawn
    assert drawn.slag is Slag.LIGGENDE
    page.indicators.search.setText("finnes ikke")
    assert all(page.indicators.list.item(at).isHidden() for at in range(page.indicators.list.count()))


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen menus
def test_a_chart_is_saved_for_the_public_or_for_the_house(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show(window, PageId.DIAGRAMMER)
    assert isinstance(page, DiagrammerPage)
    page.indicators.choose("undersokelser_avsluttet")
    for at in range(page.areas.list.count()):
        wanted = page.areas.list.item(at).text() == "Fjellheim"
        page.areas.list.item(at).setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
    page.save_button.click()
    assert page.kinds.isVisible()
    page.kinds.close()
    for name, action in (("intern.svg", page.kinds.actions()[1]), ("offentlig.svg", page.kinds.actions()[0])):
        monkeypatch.setattr(file_dialog, "ask_save", lambda *_args, name=name: tmp_path / name)
        with qtbot.waitSignal(page.press.finished):
            action.trigger()
        assert page.save_button.isEnabled()
    texts = {name: (tmp_path / f"{name}.svg").read_text(encoding="utf-8") for name in ("intern", "offentlig")}
    assert NOT_CLEARED in texts["intern"]
    assert "ises ikke av personvernhensyn" not in texts["intern"]
    assert NOT_CLEARED not in texts["offentlig"]
    assert "Vises ikke av personvernhensyn" in texts["offentlig"]
    assert "vises ikke av personvernhensyn" in window.notice_bar.text()
    assert [r.nr for r in personvern.released(window.desk.file)] == [1]


def test_an_indicator_is_explained_switched_off_and_gets_a_note(window: MainWindow) -> None:
    page = show(window, PageId.INDIKATORER)
    assert isinstance(page, IndikatorerPage)
    page.indicators.choose("meldinger_mottatt")
    assert "Året er summen av kvartalene" in page.definition.text()
    page.note.setPlainText("Uten anonyme meldinger")
    page.note.left.emit()
    assert window.desk.file.valg["meldinger_mottatt"].merknad == "Uten anonyme meldinger"
    page.in_use.click()
    assert "meldinger_mottatt" not in {i.id for i in window.desk.file.active()}
    assert "(ikke i bruk)" in page.indicators.list.currentItem().text()
    there = show(window, PageId.REGISTRERING)
    assert isinstance(there, RegistreringPage)
    assert not any(row.key == "meldinger_mottatt" for row in there.grid.grid_model.rows)


def test_a_note_that_is_being_written_is_kept_when_the_file_closes(window: MainWindow, example_path: Path) -> None:
    page = show(window, PageId.INDIKATORER)
    assert isinstance(page, IndikatorerPage)
    page.indicators.choose("meldinger_mottatt")
    page.note.setFocus()
    page.note.setPlainText("Uten anonyme meldinger")
    window.desk.close()
    page.note.left.emit()
    assert window.desk.open_path(example_path)
    assert window.desk.file.valg["meldinger_mottatt"].merknad == "Uten anonyme meldinger"


def test_an_own_indicator_gets_its_row_with_no_code(window: MainWindow) -> None:
    dialog = NewIndicatorDialog(window.desk, window)
    dialog.show()
    assert not unnamed(dialog)
    dialog.save()
    assert "etikett" in dialog.notice.text()
    dialog.label.setText("Barn på venteliste")
    dialog.nynorsk.setText("Born på venteliste")
    choose_data(dialog.chapter, "4.3")
    dialog.save()
    assert dialog.made == "barn_pa_venteliste"
    there = show(window, PageId.REGISTRERING)
    assert isinstance(there, RegistreringPage)
    rows = {row.key: row for row in there.grid.grid_model.rows}
    assert rows["barn_pa_venteliste"].chapter == "kap 4.3"
    about = show(window, PageId.INDIKATORER)
    assert isinstance(about, IndikatorerPage)
    about.indicators.choose("meldinger_mottatt")
    assert not about.nynorsk.isVisible()
    about.indicators.choose("barn_pa_venteliste")
    assert about.nynorsk.text() == "Born på venteliste"
    about.nynorsk.setFocus()
    about.nynorsk.setText("Born som ventar")
    press(Qt.Key.Key_Return)
    assert window.desk.file.katalog["barn_pa_venteliste"].etikett_nn == "Born som ventar"


def test_the_log_is_shown_filtered_and_saved(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    nordvik = window.desk.file.deltakere()[0].id
    celle = Celle("meldinger_mottatt", "", nordvik, K4)
    window.desk.run(innskriving.write_values, [(celle, None)])
    page = show(window, PageId.ENDRINGSLOGG)
    assert isinstance(page, EndringsloggPage)
    model = page.model
    texts = [model.data(model.index(0, column)) for column in range(model.columnCount())]
    about = "Bekymringsmeldinger mottatt, Nordvik, 4. kvartal 2025"
    assert texts == ["15.1.2026 14.32", "Kari Leder", "Registrering", about, "68", "tom"]
    assert model.rowCount() == AT_A_TIME
    page.table.scrollToBottom()
    assert model.rowCount() == 2 * AT_A_TIME, "older lines come when one gets there"
    choose_data(page.indicator, "meldinger_mottatt")
    choose_data(page.area, nordvik)
    choose_data(page.period, "2025K4")
    page.show_lines()
    assert model.rowCount() == 2
    with qtbot.waitSignal(page.gathering.finished):
        page.export_to(tmp_path / "logg.csv")
        assert not page.export_button.isEnabled()
    assert len((tmp_path / "logg.csv").read_text().splitlines()) == 3
    with qtbot.waitSignal(page.gathering.finished):
        page.export_to(tmp_path / "finnes ikke" / "logg.csv")
    assert page.export_button.isEnabled()
    assert "Kan ikke skrive" in window.notice_bar.text()


def test_settings_take_effect_at_once(window: MainWindow, qapp: QApplication) -> None:
    page = show(window, PageId.INNSTILLINGER)
    assert isinstance(page, InnstillingerPage)
    choose_data(page.theme_box, ThemeName.MORK)
    page.choose_theme()
    assert qapp.palette().window().color().name() == theme.MORK.background
    assert window_state.read_text("tema") == "mork"
    choose_data(page.theme_box, ThemeName.SYSTEM)
    page.choose_theme()
    choose_data(page.enter_box, EnterMove.HOYRE)
    page.choose_enter()
    there = show(window, PageId.REGISTRERING)
    assert isinstance(there, RegistreringPage)
    assert there.grid.enter_move is EnterMove.HOYRE
    page.name.setText("Ytre fjord")
    page.save_name()
    assert window.desk.file.tjeneste.navn == "Ytre fjord"
    page.new_kommune.setText("Namsos")
    page.year.setText("2026")
    page.add_kommune()
    assert window.desk.file.deltakere()[-1].navn == "Namsos"
    page.year.setText("26")
    page.members.setCurrentRow(0)
    page.end_membership()
    assert "ikke et årstall" in window.notice_bar.text()


def test_another_size_is_taken_at_the_next_start(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_SCALE_FACTOR", "kommer tilbake")
    monkeypatch.delenv("QT_SCALE_FACTOR")
    take_size()
    assert "QT_SCALE_FACTOR" not in os.environ
    page = show(window, PageId.INNSTILLINGER)
    assert isinstance(page, InnstillingerPage)
    choose_data(page.size_box, "2")
    page.choose_size()
    assert "neste gang" in window.notice_bar.text()
    take_size()
    assert os.environ["QT_SCALE_FACTOR"] == "2"
    os.environ["QT_SCALE_FACTOR"] = "1.5"
    take_size()
    assert os.environ["QT_SCALE_FACTOR"] == "1.5"


def test_a_new_service_is_made_from_a_name_and_some_letters(window: MainWindow, bruker: Bruker, tmp_path: Path) -> None:
    dialog = NewServiceDialog(bruker, window)
    dialog.show()
    assert not unnamed(dialog)
    assert dialog.picker.list.count() == 357
    dialog.make()
    assert "Velg minst én kommune" in dialog.notice.text()
    for letters in ("nams", "5047"):
        dialog.picker.search.setText(letters)
        dialog.picker.choose_first()
    for chosen in (False, True):
        dialog.picker.search.setText("alsta")
        QTest.keyClick(dialog.picker.list, Qt.Key.Key_Space)
        assert ("Alstahaug" in dialog.picker.summary.text()) != chosen
    for chosen in (False, True):
        dialog.picker.search.setText("leka")
        dialog.picker.choose_first()
        assert ("Leka" in dialog.picker.summary.text()) != chosen
    assert dialog.picker.summary.text() == "Valgt: Namsos, Overhalla. Skriv et navn om igjen for å ta det bort."
    dialog.make()
    assert "mangler navn" in dialog.notice.text()
    dialog.name.setText("Midtre Namdal")
    dialog.host.setCurrentIndex(1)
    dialog.make()
    assert dialog.made
    assert dialog.made.name == "Midtre Namdal.bvdesk"
    desk = Desk(bruker)
    desk.open_path(dialog.made)
    assert [o.navn for o in desk.file.deltakere()] == ["Namsos", "Overhalla"]
    assert desk.file.tjeneste.vertskommune == desk.file.deltakere()[1].id
    assert oversikt.completeness(desk.file, 2025)[0].fylt == 0
    desk.close()


def test_a_change_reaches_every_page_that_has_been_opened(window: MainWindow) -> None:
    first = show(window, PageId.OVERSIKT)
    assert isinstance(first, OversiktPage)
    before = first.summary.text()
    show(window, PageId.REGISTRERING)
    nordvik = window.desk.file.deltakere()[0].id
    window.desk.run(innskriving.write_values, [(Celle("meldinger_mottatt", "", nordvik, K4), None)])
    assert first.summary.text() == before
    show(window, PageId.OVERSIKT)
    assert first.summary.text() != before


@pytest.mark.parametrize("name", ["vestmar", "kristiansand", "midtre_namdal"])
def test_every_page_opens_on_the_real_services(
    qapp: QApplication, bruker: Bruker, tmp_path: Path, name: str, open_window: Callable[[Desk], MainWindow]
) -> None:
    from bvdesk.services import eksempel
    from bvdesk.ui.page_table import PAGES

    with eksempel.create(tmp_path / "t.bvdesk", bruker, name):
        pass
    desk = Desk(bruker)
    desk.open_path(tmp_path / "t.bvdesk")
    window = open_window(desk)
    window.show()
    for spec in PAGES:
        window.navigation.choose(spec.id)
        window.grab()
    page = window.page(PageId.REGISTRERING)
    assert isinstance(page, RegistreringPage)
    for at in range(page.chooser.quarter.count()):
        page.chooser.quarter.setCurrentIndex(at)
        page.show_sheet()
        window.grab()
    page.switch_view()
    window.grab()
