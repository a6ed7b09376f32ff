"""Forms and spreadsheets in the window: the preview says what will happen, and only then is anything written."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from pytestqt.qtbot import QtBot

from bvdesk.domain.tall.periode import Periode
from bvdesk.services import oppslag, skjema
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.ui.desk import Desk
from bvdesk.ui.regneark.les_inn_dialog import LesInnDialog
from bvdesk.ui.regneark.skjema_dialog import SkjemaDialog
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
    dialog.kvartal.setCurrentIndex(1)
    assert dialog.kvartal.currentData() == Periode.parse("2026K1")
    assert "1 nye" in dialog.summary.text()
    assert "1 avvist" in dialog.summary.text()
    assert oppslag.export_figures(eksempelfil) == before
    assert unnamed(dialog) == []
    dialog.read_button.click()
    assert b"meldinger_mottatt;;Nordvik;2026K1;60" in oppslag.export_figures(eksempelfil)


def test_the_form_dialog_is_named_throughout(qtbot: QtBot, eksempelfil: Tjenestefil) -> None:
    dialog = SkjemaDialog(opened(eksempelfil, qtbot), None)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    assert unnamed(dialog) == []
    assert dialog.kommune.count() == 3
