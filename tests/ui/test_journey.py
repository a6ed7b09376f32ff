"""The recorded journey: a whole quarter for three kommuner with real keys in the real window; the file is right after each.

The clipboards in `tests/data/utklipp` were taken from LibreOffice Calc 7.4, in every form that Calc offers as text.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.tallformat import format_csv
from bvdesk.services import oversikt
from bvdesk.services.kvartalstatus import Kvartalstatus
from bvdesk.services.tjenestefil import Bruker, create_file, open_file
from bvdesk.ui.desk import Desk
from bvdesk.ui.grid.block import parse_block
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.page_table import PageId
from bvdesk.ui.pages.registrering_page import RegistreringPage
from tests.ui.keys import CTRL, enter, press, type_text

K4 = Periode.quarter(2025, 4)
KOMMUNER = ("Namsos", "Overhalla", "Flatanger")
CLIPBOARDS = Path(__file__).parents[1] / "data" / "utklipp"
Stored = dict[tuple[str, str, str, str], tuple[str | None, str]]


class Journey:
    """The window with a hand on the keyboard and an eye on the file."""

    def __init__(self, path: Path, bruker: Bruker, qtbot: QtBot) -> None:
        self.path, self.bruker, self.qtbot = path, bruker, qtbot
        self.expected: Stored = {}
        self.start()

    def start(self) -> None:
        self.desk = Desk(self.bruker)
        assert self.desk.open_path(self.path)
        self.window = MainWindow(self.desk)
        self.window.resize(1200, 760)
        self.window.show()
        self.window.activateWindow()
        self.qtbot.waitActive(self.window)
        self.window.navigation.choose(PageId.REGISTRERING)
        page = self.window.current_page()
        assert isinstance(page, RegistreringPage)
        self.page = page
        self.page.grid.setFocus()
        self.qtbot.waitUntil(self.page.grid.hasFocus)

    def stop(self) -> None:
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()

    def here(self) -> Celle:
        """The cell under the cursor."""
        grid = self.page.grid
        model = grid.grid_model
        celle = self.page.source.celle(model.rows[grid.current_row].key, model.columns[grid.current_column].key)
        assert celle is not None
        return celle

    def note(self, celle: Celle, tall: Decimal | None, status: str = "") -> None:
        """What the file should hold from now on."""
        key = (celle.indikator, celle.kategori, celle.omrade, celle.periode.kode)
        self.expected[key] = (None if tall is None else f"{tall:f}", status)

    def check(self) -> None:
        """What lies in the file, read as another program would, is what was typed: no more and no less."""
        assert self.stored() == self.expected

    def stored(self) -> Stored:
        with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as other:
            what = "indikator, kategori, id, periode, verdi, status"
            sql = f"SELECT {what} FROM registrering r JOIN omrade ON omrade.nr = r.omrade"
            return {row[:4]: row[4:] for row in other.execute(sql)}

    def status(self, omrade: str) -> str:
        with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as other:
            sql = "SELECT status FROM kvartalstatus s JOIN omrade o ON o.nr = s.omrade WHERE o.id = ? AND s.periode = ?"
            row = other.execute(sql, (omrade, K4.kode)).fetchone()
        return row[0] if row else ""

    def press_button(self, button: QWidget) -> None:
        """Reach a button with Tab alone, and press it with Space."""
        self.page.grid.setFocus()
        press(Qt.Key.Key_Tab, CTRL)
        for _ in range(30):
            if QApplication.focusWidget() is button:
                press(Qt.Key.Key_Space)
                return
            press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches {button}")


@pytest.fixture
def journey(qapp: QApplication, bruker: Bruker, tmp_path: Path, qtbot: QtBot) -> Iterator[Journey]:
    create_file(tmp_path / "ny.bvdesk", bruker, "Midtre Namdal", KOMMUNER).close()
    journey = Journey(tmp_path / "ny.bvdesk", bruker, qtbot)
    yield journey
    journey.stop()


def model_figures(example: Path, bruker: Bruker) -> list[dict[tuple[str, str, str], Decimal]]:
    """The figures of three kommuner that hang together: those of the example service."""
    with closing(open_file(example, bruker)) as fil:
        return [
            {
                (c.indikator, c.kategori, c.periode.kode): r.verdi.tall
                for c, r in fil.bok.cells(o.id, 2025)
                if r.verdi.tall is not None
            }
            for o in fil.deltakere()
        ]


def put_on_clipboard(name: str) -> str:
    """All that Calc offers at once, as Qt finds it there."""
    data = QMimeData()
    text = (CLIPBOARDS / f"{name}.txt").read_bytes().decode()
    data.setText(text)
    data.setHtml((CLIPBOARDS / f"{name}.html").read_text())
    QApplication.clipboard().setMimeData(data)
    return text


def test_a_whole_quarter(journey: Journey, example_path: Path, bruker: Bruker) -> None:
    page = journey.page
    kommuner = [o.id for o in journey.desk.file.deltakere()]
    figures = dict(zip(kommuner, model_figures(example_path, bruker), strict=True))
    page.grid.choose_first()
    while (celle := journey.here()).omrade in figures:
        value = figures[celle.omrade].get((celle.indikator, celle.kategori, celle.periode.kode))
        journey.note(celle, value, "" if value is not None else "ikke_aktuelt")
        enter(format_csv(value) if value is not None else "-")
        journey.check()
    assert not [missing for omrade in kommuner for missing in oversikt.missing_cells(journey.desk.file, omrade, K4)]
    complete = dict(journey.expected)

    page.go_to(Celle("meldinger_mottatt", "", kommuner[0], K4))
    put_on_clipboard("calc-norsk")
    press(Qt.Key.Key_V, CTRL)
    rows = ("meldinger_mottatt", "meldinger_til_undersokelse")
    pasted = [[(Decimal("1234.50"), ""), (Decimal("3.00"), ""), (None, "ikke_aktuelt")],
              [(Decimal("12.00"), ""), (Decimal("0.00"), ""), (None, "tilbakeholdt")]]  # fmt: skip
    for indikator, line in zip(rows, pasted, strict=True):
        for omrade, (tall, status) in zip(kommuner, line, strict=True):
            journey.note(Celle(indikator, "", omrade, K4), tall, status)
    journey.check()
    with_paste = dict(journey.expected)

    press(Qt.Key.Key_Z, CTRL)
    journey.expected = complete
    journey.check()
    assert "Angret: 6 celler, 4. kvartal 2025" in journey.window.notice_bar.text()
    press(Qt.Key.Key_Y, CTRL)
    journey.expected = with_paste
    journey.check()

    journey.stop()
    journey.start()
    page = journey.page
    assert journey.desk.undo_text() == "6 celler, 4. kvartal 2025"
    press(Qt.Key.Key_Z, CTRL)
    journey.expected = complete
    journey.check()

    here = Celle("meldinger_mottatt", "", kommuner[0], K4)
    page.go_to(here)
    page.show_cell()
    journey.press_button(page.panel.status.forward)
    assert journey.status(kommuner[0]) == Kvartalstatus.KLAR
    with journey.qtbot.waitSignal(page.panel.status.checking.finished):
        journey.press_button(page.panel.status.forward)
    assert journey.status(kommuner[0]) == Kvartalstatus.GODKJENT
    page.go_to(here)
    type_text("9")
    journey.check()
    page.go_to(here)
    page.show_cell()
    journey.press_button(page.panel.status.back)
    assert QApplication.focusWidget() is page.panel.status.reason
    enter("Feil i fagsystemet")
    assert journey.status(kommuner[0]) == Kvartalstatus.PABEGYNT
    journey.check()
    page.go_to(here)
    enter("90")
    journey.note(here, Decimal(90))
    journey.check()
    with closing(sqlite3.connect(journey.path)) as other:
        (log,) = other.execute("SELECT tekst FROM operasjon WHERE slag = 'status' ORDER BY nr DESC LIMIT 1").fetchone()
    assert log.endswith("Begrunnelse: Feil i fagsystemet")


@pytest.mark.parametrize("name", ["calc-tall", "calc-norsk"])
def test_calc_in_english_and_norwegian_dress_is_the_same_block(journey: Journey, name: str) -> None:
    corner = Celle("meldinger_mottatt", "", journey.desk.file.deltakere()[0].id, K4)
    journey.page.go_to(corner)
    put_on_clipboard(name)
    press(Qt.Key.Key_V, CTRL)
    registrering = journey.desk.file.bok.get(corner)
    assert registrering
    assert registrering.verdi.tall == Decimal("1234.5")


def test_headings_that_came_along_are_named_and_nothing_changes(journey: Journey) -> None:
    journey.page.go_to(Celle("meldinger_mottatt", "", journey.desk.file.deltakere()[0].id, K4))
    text = put_on_clipboard("calc-med-tekst")
    assert parse_block(text)[3] == ["Merknad med linjeskift", "", "..", "7"]
    press(Qt.Key.Key_V, CTRL)
    journey.check()
    assert journey.window.notice_bar.text()


EXCEL = {
    "linjeskift og tom linje sist": "12\t3\r\n4\t5\r\n",
    "uten siste linjeskift": "12\t3\r\n4\t5",
    "gåseøyne": '"12"\t"3"\r\n"4"\t"5"\r\n',
    "mellomrom": " 12 \t3 \r\n4\u00a0\t5\r\n",
}


@pytest.mark.parametrize("text", EXCEL.values(), ids=EXCEL.keys())
def test_a_block_as_excel_writes_it(journey: Journey, text: str) -> None:
    first, second = (o.id for o in journey.desk.file.deltakere()[:2])
    corner = Celle("meldinger_mottatt", "", first, K4)
    journey.page.go_to(corner)
    QApplication.clipboard().setText(text)
    press(Qt.Key.Key_V, CTRL)
    below = corner._replace(indikator="meldinger_til_undersokelse")
    for celle, tall in ((corner, 12), (corner._replace(omrade=second), 3), (below, 4), (below._replace(omrade=second), 5)):
        journey.note(celle, Decimal(tall))
    journey.check()


def test_a_quoted_cell_with_a_line_break_is_one_cell(journey: Journey) -> None:
    journey.page.go_to(Celle("meldinger_mottatt", "", journey.desk.file.deltakere()[0].id, K4))
    QApplication.clipboard().setText('"to\nlinjer"\t3\r\n4\t5\r\n')
    press(Qt.Key.Key_V, CTRL)
    journey.check()
    assert "Bekymringsmeldinger mottatt, Namsos" in journey.window.notice_bar.text()
