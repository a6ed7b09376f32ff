"""Forms and spreadsheets in the window: the preview says what will happen, and only then is anything written."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Periode
from bvdesk.importing.regneark import Regneark
from bvdesk.services import oppslag, radnavn, regnearkvalg, skjema
from bvdesk.services.skjema import Utfall
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.ui.desk import Desk
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.pages.registrering_page import RegistreringPage
from bvdesk.ui.regneark.les_inn_dialog import LesInnDialog
from bvdesk.ui.regneark.name_dialog import NameDialog
from bvdesk.ui.regneark.skjema_dialog import SkjemaDialog
from bvdesk.ui.widgets import choose_data
from tests.ui.accessibility import unnamed


def sheet_file(folder: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Tall", "Nordvik", "Elvedal"])
    sheet.append(["Bekymringsmeldinger mottatt", 60, "mange"])
    path = folder / "tall.xlsx"
    book.save(path)
    return path


def opened(eksempelfil: Tjenestefil, qtbot: QtBot) -> Desk:
    desk = Desk(eksempelfil.bruker)
    desk.use(eksempelfil)
    return desk


def test_a_sheet_is_previewed_and_then_read(qtbot: QtBot, eksempelfil: Tjenestefil, tmp_path: Path) -> None:
    desk = opened(eksempelfil, qtbot)
    path = sheet_file(tmp_path)
    before = oppslag.export_figures(eksempelfil)
    dialog = LesInnDialog(desk, path, skjema.sheets_of(path), None)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    assert dialog.choice
    choose_data(dialog.choice.kvartal, Periode.parse("2026K1"))
    dialog.choice.note()
    assert "1 nye" in dialog.summary.text()
    assert "1 avvist" in dialog.summary.text()
    assert oppslag.export_figures(eksempelfil) == before
    assert unnamed(dialog) == []
    dialog.read_button.click()
    assert b"meldinger_mottatt;;Nordvik;2026K1;60" in oppslag.export_figures(eksempelfil)


def test_sheet_headings_and_columns_are_chosen_and_remembered(
    qtbot: QtBot, eksempelfil: Tjenestefil, tmp_path: Path
) -> None:
    desk = opened(eksempelfil, qtbot)
    book = Workbook()
    book.create_sheet("Tall").append(["Rapport fra fagsystemet"])
    for cells in (["Nr", "Hva", "A", "B"], [1, "Bekymringsmeldinger mottatt", 60, 61], [2, "  Ukjent tall", 1, 2]):
        book["Tall"].append(cells)
    path = tmp_path / "fagsystem.ods.xlsx"
    book.save(path)
    dialog = LesInnDialog(desk, path, skjema.sheets_of(path), None)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.show()
    assert unnamed(dialog) == []
    choice = dialog.choice
    assert choice
    assert "Velg hvilken kolonne" in dialog.summary.text()
    assert not dialog.read_button.isEnabled()
    for box, data, slot in ((choice.ark, 1, choice.note_sheet), (choice.overskrift, 1, choice.note_heading)):
        choose_data(box, data)
        slot()
    assert choice.indikator.currentText() == "Hva"
    nordvik = eksempelfil.deltakere()[0].id
    choose_data(choice.kommuner[nordvik], 3)
    choose_data(choice.kvartal, Periode.parse("2026K1"))
    choice.note()
    assert "1 nye, 0 endret, 0 uendret, 1 avvist" in dialog.summary.text()
    dialog.read_button.click()
    assert b"meldinger_mottatt;;Nordvik;2026K1;61" in oppslag.export_figures(eksempelfil)
    again = LesInnDialog(desk, path, skjema.sheets_of(path), None)  # type: ignore[arg-type]
    qtbot.addWidget(again)
    assert again.choice
    assert again.choice.valg.kommuner == ((3, nordvik),)
    assert (again.choice.valg.ark, again.choice.valg.overskrift, again.choice.valg.indikator) == (1, 1, 1)


def test_the_quarter_is_the_one_the_sheet_names(qtbot: QtBot, eksempelfil: Tjenestefil, tmp_path: Path) -> None:
    desk = opened(eksempelfil, qtbot)
    heads = ("Tall", "Nordvik")
    sheets = (
        Regneark("2. kvartal 2019", (heads, ("Bekymringsmeldinger mottatt", "60"))),
        Regneark("Ark2", (("Rapport for 1.\u00a0kv. 2025", ""), heads, ("Meldinger vi fikk", "60"))),
    )
    dialog = LesInnDialog(desk, tmp_path / "tall.xlsx", sheets, None)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    assert dialog.choice
    assert dialog.choice.valg.periode == dialog.choice.chosen_quarter() == Periode.parse("2019K2")
    assert "Knytt navn" not in dialog.summary.text()
    choose_data(dialog.choice.ark, 1)
    dialog.choice.note_sheet()
    assert dialog.choice.valg.periode == dialog.choice.chosen_quarter() == Periode.parse("2025K1")
    assert "Knytt navn" in dialog.summary.text()


def test_names_of_another_system_are_chosen_shown_at_once_and_remembered(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    desk, fil = window.desk, window.desk.file
    rows = (("Tall", "Nordvik"), ("Henlagte  meldinger", "6"), ("Sum", "99"), ("Bekymringsmeldinger mottatt", "40"))
    sheets = (Regneark("1. kvartal 2025", rows),)
    dialog = LesInnDialog(desk, tmp_path / "fagsystem.csv", sheets, window)
    dialog.show()
    assert "2 avvist" in dialog.summary.text()
    assert dialog.names_button.isVisible()
    names = NameDialog(desk, regnearkvalg.foreign_names(fil, sheets, dialog.choice.valg), {}, dialog)  # type: ignore[union-attr]
    names.chosen.connect(dialog.choice.take_names)  # type: ignore[union-attr]
    names.show()
    assert unnamed(names) == []
    assert list(names.boxes) == ["Henlagte  meldinger", "Sum"]
    first, second = names.boxes.values()
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert first.currentText() == "Meldinger henlagt (ikke grunnlag)", "the nearest is one key away"
    assert "1 avvist" in dialog.summary.text()
    choose_data(second, radnavn.BORTE)
    names.tell()
    assert {line.grunn for line in dialog.shown.linjer if line.utfall is Utfall.AVVIST} == {regnearkvalg.VALGT_BORT}
    assert "Knytt navn" not in dialog.summary.text()
    names.accept()
    dialog.read_button.click()
    assert b"meldinger_henlagt;;Nordvik;2025K1;6" in oppslag.export_figures(fil)
    page = window.current_page()
    assert isinstance(page, RegistreringPage)
    assert page.chooser.chosen_quarter() == Periode.parse("2025K1"), "the window shows what was read"
    again = LesInnDialog(desk, tmp_path / "neste.csv", (Regneark("2. kvartal 2025", rows),), window)
    assert again.shown.linjer[0].celle == Celle("meldinger_henlagt", "", fil.deltakere()[0].id, Periode.parse("2025K2"))
    assert again.names_button.isVisibleTo(again), "a choice can be made anew"
    radnavn.remember(fil, {"henlagte meldinger": None})
    assert "henlagte meldinger" not in radnavn.remembered(fil)


@pytest.mark.parametrize(
    ("navn", "likest"),
    [
        ("Antall henlagte meldinger", "Meldinger henlagt (ikke grunnlag)"),
        ("NYE UNDERSØKELSER", "Undersøkelser startet"),
        ("Barn i fosterhjem", "Barn under omsorg i fosterhjem"),
        ("Sum", ""),
        ("123 %", ""),
    ],
)
def test_the_nearest_name_is_suggested_and_none_where_none_is_near(eksempelfil: Tjenestefil, navn: str, likest: str) -> None:
    found = radnavn.suggestions(eksempelfil, navn)
    assert (found[0].etikett if found else "") == likest


@pytest.mark.parametrize(
    ("navn", "filnavn", "kode"),
    [
        ("Ark1", "Tall_1_kvartal_2025", "2025K1"),
        ("2024 K3", "Tall 1. kvartal 2025", "2024K3"),
        ("Ark1", "2025Q4", "2025K4"),
        ("1. kvartal 2024 og 1. kvartal 2025", "x", ""),
        ("Ark1", "Rapport 2025", ""),
        ("5. kvartal 2025", "uk1 2025", ""),
    ],
)
def test_a_quarter_is_read_from_names_only_when_there_is_no_doubt(navn: str, filnavn: str, kode: str) -> None:
    found = regnearkvalg.named_quarter(Regneark(navn, ()), filnavn, 0)
    assert found == (Periode.parse(kode) if kode else None)


def test_the_form_dialog_is_named_throughout_and_can_be_left(qtbot: QtBot, eksempelfil: Tjenestefil) -> None:
    dialog = SkjemaDialog(opened(eksempelfil, qtbot), None)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    assert unnamed(dialog) == []
    assert dialog.kommune.count() == 3
    cancel = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Avbryt")
    with qtbot.waitSignal(dialog.rejected):
        cancel.click()


@pytest.mark.parametrize(
    ("worked_with", "proposed"),
    [(None, "2025K4"), ("2024K2", "2024K2"), ("2024", "2024K4"), ("2026", "2026K1"), ("2031K1", "2025K4")],
)
def test_the_quarter_one_works_with_is_proposed_among_quarters_in_order(
    qtbot: QtBot, eksempelfil: Tjenestefil, tmp_path: Path, worked_with: str | None, proposed: str
) -> None:
    desk = opened(eksempelfil, qtbot)
    desk.arbeidsperiode = Periode.parse(worked_with) if worked_with else None
    form = SkjemaDialog(desk, None)  # type: ignore[arg-type]
    qtbot.addWidget(form)
    path = sheet_file(tmp_path)
    reading = LesInnDialog(desk, path, skjema.sheets_of(path), None)  # type: ignore[arg-type]
    qtbot.addWidget(reading)
    assert reading.choice
    for box in (form.kvartal, reading.choice.kvartal):
        assert box.currentData() == Periode.parse(proposed)
        offered = [box.itemData(at) for at in range(box.count())]
        assert offered == sorted(offered, reverse=True)
        assert offered[0] == Periode.parse("2026K1"), "today is in January 2026"
