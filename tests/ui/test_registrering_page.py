"""The recorded journey: real window, real keys; the database is right after every step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Status, Verdi
from bvdesk.services import indikatorer, innskriving, kvartalstatus, oversikt
from bvdesk.services.ark import Rolle
from bvdesk.services.kvartalstatus import Kvartalstatus
from bvdesk.services.tjenestefil import Bruker, Tjenestefil, create_file, open_file
from bvdesk.ui import window_state
from bvdesk.ui.desk import Desk
from bvdesk.ui.grid.moving_view import EnterMove
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.page_table import PageId
from bvdesk.ui.pages.oversikt_page import OversiktPage
from bvdesk.ui.pages.registrering_page import RegistreringPage
from bvdesk.ui.registrering.sheet_chooser import View
from tests.ui.keys import CTRL, SHIFT, enter, press, type_text

K4 = Periode.quarter(2025, 4)


@pytest.fixture
def desk(qapp: QApplication, bruker: Bruker, tmp_path: Path) -> Iterator[Desk]:
    """A new service with three kommuner and no figures."""
    create_file(tmp_path / "ny.bvdesk", bruker, "Midtre Namdal", ("Namsos", "Overhalla", "Flatanger")).close()
    desk = Desk(bruker)
    assert desk.open_path(tmp_path / "ny.bvdesk")
    yield desk
    desk.close()


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> RegistreringPage:
    window.navigation.choose(PageId.REGISTRERING)
    page = window.current_page()
    assert isinstance(page, RegistreringPage)
    qtbot.waitActive(window)
    page.grid.setFocus()
    return page


def cell(page: RegistreringPage, indikator: str, kommune: str, periode: Periode = K4) -> Celle:
    area = next(o.id for o in page.desk.file.deltakere() if o.navn == kommune)
    return Celle(indikator, "", area, periode)


def stored(page: RegistreringPage, celle: Celle) -> Decimal | Status | None:
    """What lies in the file itself, read by another connection."""
    page.desk.file.database.connection.commit()
    registrering = page.desk.file.bok.get(celle)
    on_disk = page.desk.file.database.execute(
        "SELECT verdi, status FROM registrering r JOIN omrade o ON o.nr = r.omrade"
        " WHERE indikator = ? AND o.id = ? AND periode = ?",
        (celle.indikator, celle.omrade, celle.periode.kode),
    ).fetchone()
    assert (registrering is None) == (on_disk is None)
    if registrering is None:
        return None
    assert (registrering.verdi.status.value, registrering.verdi.tall) == (on_disk[1], on_disk[0] and Decimal(on_disk[0]))
    return registrering.verdi.status if registrering.verdi.tall is None else registrering.verdi.tall


def go(page: RegistreringPage, indikator: str, kommune: str) -> Celle:
    celle = cell(page, indikator, kommune)
    page.go_to(celle)
    return celle


def test_the_last_ended_quarter_is_shown_first(page: RegistreringPage) -> None:
    assert page.chooser.chosen_quarter() == K4


def test_type_enter_saved_and_sums_follow(page: RegistreringPage, window: MainWindow) -> None:
    first = go(page, "meldinger_mottatt", "Namsos")
    enter("12")
    assert stored(page, first) == 12
    assert window.saved_label.text() == "Lagret 14.32"
    second = go(page, "meldinger_mottatt", "Overhalla")
    enter("1 234,5")
    third = go(page, "meldinger_mottatt", "Flatanger")
    enter("12+5")
    assert stored(page, second) == Decimal("1234.5")
    assert stored(page, third) == 17
    row = next(i for i, r in enumerate(page.grid.grid_model.rows) if r.key == "meldinger_mottatt")
    total = next(i for i, c in enumerate(page.grid.grid_model.columns) if c.key == "tjenesten|NA")
    assert page.grid.grid_model.cell(row, total).text == "1\u00a0263,5"
    assert not page.grid.grid_model.editable(row, total)


def test_enter_goes_down_tab_to_the_right_and_both_skip_what_is_not_typed(page: RegistreringPage) -> None:
    go(page, "meldinger_flyttet_overfort", "Namsos")
    before = page.grid.current_row
    enter("1")
    passed = page.grid.grid_model.rows[before + 1]
    assert passed.key == "meldinger_konkludert"
    assert page.grid.current_row == before + 2
    column = page.grid.current_column
    press(Qt.Key.Key_Tab)
    assert page.grid.grid_model.columns[page.grid.current_column].group == "Overhalla"
    press(Qt.Key.Key_Tab, SHIFT)
    assert page.grid.current_column == column
    window_state.write("enter", EnterMove.HOYRE.value)
    page.read_habits()
    enter("2")
    assert page.grid.grid_model.columns[page.grid.current_column].group == "Overhalla"


def test_what_cannot_be_read_stays_in_the_editor_and_is_not_saved(page: RegistreringPage, window: MainWindow) -> None:
    celle = go(page, "meldinger_mottatt", "Namsos")
    enter("1.000")
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    assert "to måter" in window.notice_bar.text()
    assert stored(page, celle) is None
    press(Qt.Key.Key_Escape)
    enter("1000")
    assert stored(page, celle) == 1000


class PaintedArea(QObject):
    """How much of a widget has been painted."""

    pixels = 0

    def eventFilter(self, _widget: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.pixels += sum(rect.width() * rect.height() for rect in event.region())
        return False


def test_a_figure_typed_where_the_sheet_scrolls_paints_what_is_new_and_nothing_else(
    page: RegistreringPage, qapp: QApplication
) -> None:
    grid, area = page.grid, PaintedArea()
    for _ in range(len(grid.grid_model.rows)):
        if grid.verticalScrollBar().value() == 0:
            press(Qt.Key.Key_Return)
    before = grid.verticalScrollBar().value()
    qapp.processEvents()
    for part in (grid.viewport(), grid.verticalHeader().viewport()):
        part.installEventFilter(area)
    enter("7")
    qapp.processEvents()
    whole = sum(part.width() * part.height() for part in (grid.viewport(), grid.verticalHeader().viewport()))
    assert grid.verticalScrollBar().value() > before
    assert 0 < area.pixels < whole / 2
    area.pixels = 0
    grid.viewport().update()
    qapp.processEvents()
    assert area.pixels >= grid.viewport().width() * grid.viewport().height() / 2


@pytest.mark.parametrize(
    ("key", "modifiers", "expected"),
    [
        (Qt.Key.Key_0, CTRL, Decimal(0)),
        (Qt.Key.Key_K, CTRL | SHIFT, Status.KAN_IKKE_TALLFESTES),
        (Qt.Key.Key_A, CTRL | SHIFT, Status.IKKE_AKTUELT),
        (Qt.Key.Key_B, CTRL | SHIFT, Status.TILBAKEHOLDT),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, None),
    ],
)
def test_five_kinds_of_nothing(
    page: RegistreringPage, key: Qt.Key, modifiers: Qt.KeyboardModifier, expected: Decimal | Status | None
) -> None:
    celle = go(page, "meldinger_mottatt", "Namsos")
    enter("7")
    page.go_to(celle)
    press(key, modifiers)
    assert stored(page, celle) == expected
    shown = page.grid.grid_model.cell(page.grid.current_row, page.grid.current_column)
    assert shown.text == {Decimal(0): "0", Status.KAN_IKKE_TALLFESTES: "k.i.t.", Status.IKKE_AKTUELT: "i.a.",
                          Status.TILBAKEHOLDT: "tilb.", None: ""}[expected]  # fmt: skip


def test_a_block_from_calc_is_pasted_undone_redone_and_undone_after_a_restart(
    page: RegistreringPage, window: MainWindow, bruker: Bruker, tmp_path: Path
) -> None:
    corner = go(page, "meldinger_mottatt", "Namsos")
    QApplication.clipboard().setText("12\t3\t-\r\n1\xa0234,5\t0\t:\r\n")
    press(Qt.Key.Key_V, CTRL)
    below = cell(page, "meldinger_til_undersokelse", "Namsos")
    assert stored(page, corner) == 12
    assert stored(page, cell(page, "meldinger_mottatt", "Flatanger")) is Status.IKKE_AKTUELT
    assert stored(page, below) == Decimal("1234.5")
    assert stored(page, cell(page, "meldinger_til_undersokelse", "Flatanger")) is Status.TILBAKEHOLDT
    press(Qt.Key.Key_Z, CTRL)
    assert stored(page, corner) is None
    assert stored(page, below) is None
    press(Qt.Key.Key_Y, CTRL)
    assert stored(page, corner) == 12
    path = page.desk.file.path
    page.desk.close()
    assert page.desk.open_path(path)
    window.navigation.choose(PageId.REGISTRERING)
    press(Qt.Key.Key_Z, CTRL)
    assert page.desk.file.bok.get(corner) is None
    assert page.desk.redo_text() == "6 celler, 4. kvartal 2025"


def test_a_paste_that_cannot_be_read_or_does_not_fit_changes_nothing(page: RegistreringPage, window: MainWindow) -> None:
    corner = go(page, "meldinger_mottatt", "Namsos")
    QApplication.clipboard().setText("12\tabc\n")
    press(Qt.Key.Key_V, CTRL)
    assert "Bekymringsmeldinger mottatt, Overhalla" in window.notice_bar.text()
    assert "«abc» er ikke et tall" in window.notice_bar.text()
    assert stored(page, corner) is None
    QApplication.clipboard().setText("1\t2\t3\t4\t5\n")
    press(Qt.Key.Key_V, CTRL)
    assert "får ikke plass" in window.notice_bar.text()
    assert "uten overskrifter" not in window.notice_bar.text()
    QApplication.clipboard().setText("\tNamsos\tOverhalla\tFlatanger\tTjenesten\nMeldinger\t1\t2\t3\t6\n")
    press(Qt.Key.Key_V, CTRL)
    assert "Ta bare med tallene, uten overskrifter og navn" in window.notice_bar.text()
    assert stored(page, corner) is None


def put_quarter_before(page: RegistreringPage) -> None:
    before = cell(page, "meldinger_mottatt", "Namsos", K4.previous())
    page.desk.run(innskriving.write_values, [(before, Verdi(Decimal(5)))])
    page.show_sheet()


def test_comparisons_without_a_figure_take_no_room(page: RegistreringPage) -> None:
    def shown() -> set[Rolle]:
        columns = page.grid.grid_model.columns
        return {page.source.kolonne(columns[at].key).rolle for at in page.grid.seen_columns()}

    assert shown() == {Rolle.NA}
    names = [action.text() for action in page.chooser.compare.menu().actions()]
    assert names[0] == "Samme kvartal i fjor – ingen tall"
    put_quarter_before(page)
    assert shown() == {Rolle.NA, Rolle.FORRIGE, Rolle.HITTIL}
    page.chooser.choose(View.KVARTAL, quarter=K4.previous())
    assert shown() == {Rolle.NA}, "the running year would only say the quarter again"


def test_one_kommune_is_compared_with_last_year_where_there_is_one_and_it_is_wanted(page: RegistreringPage) -> None:
    def shown() -> list[str]:
        columns = page.grid.grid_model.columns
        return [columns[at].key for at in page.grid.seen_columns()]

    namsos = cell(page, "meldinger_mottatt", "Namsos")
    page.chooser.choose(View.KOMMUNE, quarter=K4, area=namsos.omrade)
    this_year = ["2025K1", "2025K2", "2025K3", "2025K4", "2025"]
    assert shown() == this_year
    last, *others = page.chooser.compare.menu().actions()
    assert last.text() == "Samme kvartal i fjor – ingen tall"
    assert not any(action.isVisible() for action in others)
    page.desk.run(innskriving.write_values, [(namsos.at(Periode.quarter(2024, 2)), Verdi(Decimal(5)))])
    for area in (namsos.omrade, TJENESTEN):
        page.chooser.choose(View.KOMMUNE, area=area)
        assert len(shown()) == 10
        last.trigger()
        assert shown() == this_year
        last.trigger()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_of_comparisons_stays_open_while_one_ticks(page: RegistreringPage, qtbot: QtBot) -> None:
    put_quarter_before(page)
    menu = page.chooser.compare.menu()
    first, *ticks = menu.actions()
    menu.popup(page.mapToGlobal(QPoint(50, 50)))
    for action in ticks:
        qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    assert menu.isVisible()
    assert [action.isChecked() for action in (first, *ticks)] == [True, False, False]
    assert len(page.grid.seen_columns()) == 4
    menu.setActiveAction(ticks[0])
    qtbot.keyClick(menu, Qt.Key.Key_Space)
    assert menu.isVisible()
    assert ticks[0].isChecked()
    menu.close()


def paste(text: str) -> None:
    QApplication.clipboard().setText(text)
    press(Qt.Key.Key_V, CTRL)


def test_a_paste_says_what_it_brought_and_what_a_blank_took_away(page: RegistreringPage, window: MainWindow) -> None:
    second = cell(page, "meldinger_til_undersokelse", "Namsos")
    page.desk.run(innskriving.write_values, [(second, Verdi(None, Status.KAN_IKKE_TALLFESTES))])
    page.show_sheet()
    go(page, "meldinger_mottatt", "Namsos")
    paste("7\n\n16\n")
    assert page.desk.file.bok.get(second) is None
    assert window.notice_bar.text() == (
        "2 tall er limt inn. 1 rute med innhold ble tømt: Meldinger videre til undersøkelse, Namsos 4. kv. 2025 (k.i.t.). "
        "Ctrl+Z angrer."
    )
    page.desk.undo()
    assert page.desk.file.bok.get(second) == Registrering(Verdi(None, Status.KAN_IKKE_TALLFESTES))
    go(page, "meldinger_mottatt", "Namsos")
    paste("7\n5\n16\n")
    assert window.notice_bar.text() == "3 tall er limt inn."
    go(page, "meldinger_mottatt", "Namsos")
    paste("\t\n" * 3)
    assert "0 tall er limt inn. 3 ruter med innhold ble tømt: Bekymringsmeldinger mottatt" in window.notice_bar.text()


def test_a_calculated_cell_in_a_pasted_block_goes_on_being_calculated(page: RegistreringPage, window: MainWindow) -> None:
    total = cell(page, "meldinger_konkludert", "Namsos")
    go(page, "meldinger_til_undersokelse", "Namsos")
    paste("29\n16\n11\n9\n1\n66\n")
    assert stored(page, cell(page, "meldinger_henlagt", "Namsos")) == 16
    assert page.desk.file.bok.get(total) is None
    assert page.desk.file.beregning.resolve(total).verdi == 66
    assert (
        window.notice_bar.text()
        == "5 tall er limt inn. 1 grå rute regner programmet ut selv, og får det samme som du limte inn."
    )


def test_a_calculated_cell_that_differs_from_what_was_pasted_is_named_and_can_be_taken(
    page: RegistreringPage, window: MainWindow
) -> None:
    total = cell(page, "meldinger_konkludert", "Namsos")
    go(page, "meldinger_til_undersokelse", "Namsos")
    paste("29\n16\n11\n9\n1\n65\n")
    assert page.desk.file.bok.get(total) is None
    assert "Meldinger konkludert, Namsos 4. kv. 2025 er 66, du limte inn 65" in window.notice_bar.text()
    page.chooser.choose(View.KVARTAL, quarter=Periode.quarter(2025, 3))  # the offer is about the cells it names
    window.notice_bar.act()
    assert stored(page, total) == 65
    assert window.notice_bar.text() == ""
    page.go_to(total)
    page.show_cell()
    assert page.panel.calculate.isVisible()
    page.panel.calculate.click()
    assert page.desk.file.bok.get(total) is None
    page.show_cell()
    assert not page.panel.calculate.isVisible()


def test_one_calculated_cell_alone_can_be_pasted_in_on_purpose(page: RegistreringPage) -> None:
    total = go(page, "meldinger_konkludert", "Namsos")
    paste("65")
    assert stored(page, total) == 65
    go(page, "meldinger_henlagt", "Overhalla")
    for _ in range(6):
        press(Qt.Key.Key_Down, SHIFT)
    paste("2")
    assert stored(page, cell(page, "meldinger_henlagt", "Overhalla")) == 2
    assert page.desk.file.bok.get(cell(page, "meldinger_konkludert", "Overhalla")) is None


def test_blank_lines_between_chapters_fall_on_the_headings(page: RegistreringPage, window: MainWindow) -> None:
    page.grid.choose_first()
    start, column = page.grid.current_row, page.grid.current_column
    kinds = [line.heading for line in page.grid.grid_model.rows[start : start + 4]]
    assert kinds == [False, True, False, False], "the sheet begins with a chapter of one row"
    paste("114\n\n3114\n15275\n")
    shown = [page.grid.grid_model.cell(row, column).text for row in range(start, start + 4)]
    assert shown == ["114", "", "3\u00a0114", "15\u00a0275"]
    assert "Tomme linjer er lest som kapitteloverskrifter" in window.notice_bar.text()


def test_a_blank_line_elsewhere_is_a_blank_cell(page: RegistreringPage) -> None:
    go(page, "meldinger_mottatt", "Namsos")
    enter("7")
    go(page, "meldinger_mottatt", "Namsos")
    paste("\n29\n")
    assert stored(page, cell(page, "meldinger_mottatt", "Namsos")) is None
    assert stored(page, cell(page, "meldinger_til_undersokelse", "Namsos")) == 29


@pytest.mark.parametrize("key", [Qt.Key.Key_V, Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_D, Qt.Key.Key_R])
def test_a_heading_has_no_cells_to_work_on(page: RegistreringPage, window: MainWindow, key: Qt.Key) -> None:
    go(page, "meldinger_mottatt", "Namsos")
    heading = next(row for row, line in enumerate(page.grid.grid_model.rows) if line.heading)
    while page.grid.current_row > heading:
        press(Qt.Key.Key_Up)
    QApplication.clipboard().setText("1\t2\n3\t4\n")
    press(key, CTRL)
    assert "overskrift har ingen celler" in window.notice_bar.text()


def test_one_value_fills_a_selection_and_ctrl_d_and_ctrl_r_fill(page: RegistreringPage) -> None:
    go(page, "meldinger_mottatt", "Namsos")
    QApplication.clipboard().setText("5")
    press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_V, CTRL)
    assert stored(page, cell(page, "meldinger_mottatt", "Namsos")) == 5
    assert stored(page, cell(page, "meldinger_til_undersokelse", "Namsos")) == 5
    go(page, "meldinger_til_undersokelse", "Namsos")
    press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_D, CTRL)
    assert stored(page, cell(page, "meldinger_henlagt", "Namsos")) == 5
    go(page, "meldinger_mottatt", "Overhalla")
    press(Qt.Key.Key_R, CTRL)
    assert stored(page, cell(page, "meldinger_mottatt", "Overhalla")) == 5


def test_copied_cells_are_tabs_and_decimal_commas_without_groups(page: RegistreringPage) -> None:
    go(page, "meldinger_mottatt", "Namsos")
    enter("1 234,5")
    go(page, "meldinger_mottatt", "Namsos")
    press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == "1234,5\n\n"
    press(Qt.Key.Key_X, CTRL)
    assert stored(page, cell(page, "meldinger_mottatt", "Namsos")) is None
    press(Qt.Key.Key_V, CTRL)
    assert stored(page, cell(page, "meldinger_mottatt", "Namsos")) == Decimal("1234.5")


def test_a_whole_sheet_is_copied_with_its_names_and_pasted_back_without(page: RegistreringPage) -> None:
    page.desk.run(innskriving.write_values, [(cell(page, "netto_drift_244", "Namsos"), Verdi(Decimal(1200)))])
    go(page, "meldinger_mottatt", "Namsos")
    enter("7")
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_C, CTRL)
    lines = [line.split("\t") for line in QApplication.clipboard().text().splitlines()]
    assert lines[0][:3] == ["", "Namsos 4. kv. 2025", "Overhalla 4. kv. 2025"]
    by_name = {line[0]: line[1:] for line in lines[1:]}
    assert len(lines) == 1 + len(page.grid.seen_rows())
    assert by_name["Bekymringsmeldinger mottatt"][0] == "7"
    assert by_name["Netto driftsutgifter 244 (saksbehandling og administrasjon) (kr)"][0] == "1200"
    emptied = go(page, "meldinger_mottatt", "Namsos")
    press(Qt.Key.Key_Delete)
    assert stored(page, emptied) is None
    page.grid.choose_first()
    press(Qt.Key.Key_V, CTRL)
    assert stored(page, emptied) == 7
    press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_C, CTRL)
    assert "Namsos" not in QApplication.clipboard().text(), "a part is figures alone"


def test_next_missing_find_and_folding_by_keyboard(page: RegistreringPage, window: MainWindow) -> None:
    go(page, "meldinger_mottatt", "Namsos")
    enter("1")
    go(page, "meldinger_mottatt", "Namsos")
    press(Qt.Key.Key_M, CTRL)
    assert page.grid.grid_model.rows[page.grid.current_row].key == "meldinger_til_undersokelse"
    press(Qt.Key.Key_F, CTRL)
    type_text("fristbrudd")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Escape)
    assert "fristbrudd" in page.grid.grid_model.rows[page.grid.current_row].label.casefold()
    assert page.grid.hasFocus()
    heading = next(i for i, row in enumerate(page.grid.grid_model.rows) if row.heading)
    page.grid.choose(heading, page.grid.current_column)
    press(Qt.Key.Key_Left)
    assert page.grid.isRowHidden(heading + 1)
    press(Qt.Key.Key_Right)
    assert not page.grid.isRowHidden(heading + 1)


def test_only_missing_hides_full_rows(page: RegistreringPage) -> None:
    for kommune in ("Namsos", "Overhalla", "Flatanger"):
        go(page, "meldinger_mottatt", kommune)
        enter("1")
    page.toggle_only_missing()
    rows = {page.grid.grid_model.rows[row].key for row in page.grid.seen_rows()}
    assert "meldinger_mottatt" not in rows
    assert "meldinger_konkludert" not in rows
    assert "meldinger_til_undersokelse" in rows


def test_a_comment_being_written_is_saved_when_the_window_closes(page: RegistreringPage, window: MainWindow) -> None:
    celle = go(page, "meldinger_mottatt", "Namsos")
    enter("3")
    page.go_to(celle)
    page.show_cell()
    path, bruker = page.desk.file.path, page.desk.bruker
    page.panel.comment.setFocus()
    page.panel.comment.setPlainText("Én melding kom to ganger")
    page.panel.source.setFocus()
    page.panel.source.setText("Familia")
    window.close()
    with closing(open_file(path, bruker)) as fil:
        registrering = fil.bok.get(celle)
    assert registrering is not None
    assert (registrering.merknad, registrering.kilde) == ("Én melding kom to ganger", "Familia")


def test_approve_lock_and_reopen_with_a_reason(page: RegistreringPage, window: MainWindow, qtbot: QtBot) -> None:
    celle = go(page, "meldinger_mottatt", "Namsos")
    enter("3")
    page.go_to(celle)
    page.show_cell()
    status = page.panel.status
    status.forward.click()
    assert kvartalstatus.status(page.desk.file, celle.omrade, K4) is Kvartalstatus.KLAR
    approve(page, qtbot)
    assert kvartalstatus.status(page.desk.file, celle.omrade, K4) is Kvartalstatus.GODKJENT
    assert not page.grid.grid_model.editable(page.grid.current_row, page.grid.current_column)
    QApplication.clipboard().setText("9")
    page.grid.setFocus()
    press(Qt.Key.Key_V, CTRL)
    assert stored(page, celle) == 3
    status.back.click()
    status.back.click()
    assert "Begrunnelse mangler" in window.notice_bar.text()
    status.reason.setText("Feil i fagsystemet")
    status.back.click()
    assert kvartalstatus.status(page.desk.file, celle.omrade, K4) is Kvartalstatus.PABEGYNT
    page.go_to(celle)
    enter("4")
    assert stored(page, celle) == 4


def test_a_comment_is_kept_shown_and_spoken(page: RegistreringPage) -> None:
    celle = go(page, "meldinger_mottatt", "Namsos")
    enter("3")
    page.go_to(celle)
    page.show_cell()
    page.panel.comment.setPlainText("Talt for hånd")
    page.panel.save_note()
    shown = page.grid.grid_model.cell(page.grid.current_row, page.grid.current_column)
    assert shown.comment
    spoken = page.grid.grid_model.spoken(page.grid.current_row, page.grid.current_column)
    assert spoken == "Bekymringsmeldinger mottatt, Namsos 4. kv. 2025: 3, kan fylles ut, har kommentar"
    page.grid.setFocus()
    enter("4")
    registrering = page.desk.file.bok.get(celle)
    assert registrering
    assert registrering.merknad == "Talt for hånd"


def test_escape_and_enter_lead_from_the_panel_back_to_the_figures(page: RegistreringPage) -> None:
    for field, key in ((page.panel.comment, Qt.Key.Key_Escape), (page.panel.source, Qt.Key.Key_Return)):
        go(page, "meldinger_mottatt", "Namsos")
        page.show_cell()
        field.setFocus()
        press(key)
        assert page.grid.hasFocus()


def test_a_figure_typed_where_none_can_stand_is_refused_aloud(page: RegistreringPage, window: MainWindow) -> None:
    put_quarter_before(page)
    go(page, "meldinger_mottatt", "Namsos")
    press(Qt.Key.Key_Home)
    assert page.grid.grid_model.columns[page.grid.current_column].quiet
    before = page.position()
    type_text("5")
    assert "her kan du ikke skrive" in window.notice_bar.text()
    assert page.position() == before
    window.notice_bar.hide()
    page.grid.choose(0, page.grid.current_column)
    type_text("6")
    assert "Overskriften har ingen tall" in window.notice_bar.text()
    press(Qt.Key.Key_Home, CTRL)
    assert page.grid.grid_model.awaits_entry(page.grid.current_row, page.grid.current_column)


def test_a_figure_in_the_wrong_column_is_told_where_it_belongs(page: RegistreringPage, window: MainWindow) -> None:
    page.chooser.choose(View.KOMMUNE, quarter=K4, area=page.desk.file.deltakere()[0].id)
    page.grid.choose_keys("folketall_i_alt", "2025K4")
    where = "Dette er et tall for hele året: Skriv det i kolonnen «Året»."
    type_text("4")
    assert where in window.notice_bar.text()
    window.notice_bar.hide()
    paste("430\n")
    assert where in window.notice_bar.text()
    paste("430\t431\n")
    assert f"«430» kan ikke limes inn her. {where}" in window.notice_bar.text()


def test_a_notice_moves_nothing_under_the_mouse(page: RegistreringPage, window: MainWindow, qtbot: QtBot) -> None:
    go(page, "meldinger_mottatt", "Namsos")
    enter("1")
    last = page.grid.rowAt(page.grid.viewport().height() - 2)
    page.grid.choose(last, page.grid.current_column)
    points = [QPoint(x, y) for x in (20, 200) for y in range(10, 200, 28)]
    before = [page.grid.indexAt(point) for point in points]
    place, height = page.grid.mapTo(window, QPoint()), page.grid.height()
    window.undo()
    assert window.notice_bar.text().startswith("Angret")
    qtbot.waitUntil(lambda: page.grid.height() < height)
    assert page.grid.mapTo(window, QPoint()) == place
    assert [page.grid.indexAt(point) for point in points] == before
    go(page, "meldinger_mottatt", "Namsos")
    enter("2")
    assert window.notice_bar.text() == "", "news of what was saved is over with the next that is"
    qtbot.waitUntil(lambda: page.grid.height() == height)


def test_a_thousand_written_the_english_way_is_not_taken_for_a_decimal(page: RegistreringPage, window: MainWindow) -> None:
    celle = go(page, "meldinger_mottatt", "Namsos")
    QApplication.clipboard().setText("12\n1,234\n")
    press(Qt.Key.Key_V, CTRL)
    assert "«1,234» kan leses på to måter" in window.notice_bar.text()
    assert stored(page, celle) is None
    enter("1,234")
    assert "Skriv 1234" in window.notice_bar.text()
    press(Qt.Key.Key_Escape)
    assert stored(page, celle) is None
    enter("1234")
    assert window.notice_bar.text() == "", "what was refused is over when something has been saved"
    window.desk.failed.emit(UserError("Sikkerhetskopien ble ikke laget."))
    enter("5")
    assert "Sikkerhetskopien" in window.notice_bar.text(), "what is not about typing stays"


def test_on_a_heading_the_panel_tells_of_the_area_of_its_column(page: RegistreringPage) -> None:
    go(page, "meldinger_mottatt", "Overhalla")
    page.show_cell()
    heading = next(row for row, line in enumerate(page.grid.grid_model.rows) if line.heading)
    page.grid.choose(heading, 0)
    page.show_cell()
    assert page.panel.status.title.text().startswith("Namsos")
    assert page.panel.name.text() == ""
    assert not page.panel.comment.isVisible()
    assert not page.panel.source.isVisible()
    go(page, "meldinger_mottatt", "Overhalla")
    page.show_cell()
    assert page.panel.comment.isVisible()


def test_the_other_view_shows_the_same_figures(page: RegistreringPage) -> None:
    celle = go(page, "meldinger_mottatt", "Namsos")
    enter("8")
    press(Qt.Key.Key_B, CTRL)
    assert page.chooser.view is View.KOMMUNE
    page.chooser.choose(View.KOMMUNE, quarter=K4, area=celle.omrade)
    model = page.grid.grid_model
    row = next(i for i, line in enumerate(model.rows) if line.key == "meldinger_mottatt")
    column = next(i for i, heading in enumerate(model.columns) if heading.key == "2025K4")
    assert model.cell(row, column).text == "8"


def test_a_new_category_gets_a_row_and_is_stored_with_its_figure(page: RegistreringPage) -> None:
    own = {"id": "ansatte_team", "etikett": "Ansatte i team", "enhet": "personer", "korn": "K", "niva": "tj", "type": "T"}
    rest = {"formel": "", "kv": "B", "kom": "-", "pv": "0", "kap": "3", "fro": "", "kilde": "", "kjerne": "0"}
    page.desk.run(indikatorer.add_own, own | rest | {"dimensjon": "Team"})
    page.grid.choose_keys("ansatte_team", "tjenesten|NA")
    page.show_cell()
    page.panel.category.setText("Mottak")
    page.panel.ask_for_category()
    assert page.grid.grid_model.rows[page.grid.current_row].label == "Mottak"
    enter("7")
    stored_cell = Celle("ansatte_team", "Mottak", TJENESTEN, K4)
    registrering = page.desk.file.bok.get(stored_cell)
    assert registrering
    assert registrering.verdi.tall == 7


def test_folded_chapters_are_remembered(page: RegistreringPage, desk: Desk) -> None:
    page.grid.toggle_chapter(0)
    folded = page.grid.collapsed()
    assert folded
    assert RegistreringPage(desk).grid.collapsed() == folded


def test_the_grid_is_no_trap(page: RegistreringPage, window: MainWindow) -> None:
    page.grid.setFocus()
    press(Qt.Key.Key_Tab, CTRL)
    assert not page.grid.hasFocus()
    page.grid.setFocus()
    press(Qt.Key.Key_F6)
    assert not page.grid.hasFocus()


def test_every_keystroke_that_was_committed_is_there_for_another_program(page: RegistreringPage, bruker: Bruker) -> None:
    celle = go(page, "meldinger_mottatt", "Namsos")
    enter("21")
    copy = page.desk.file.path.with_name("kopi.bvdesk")
    copy.write_bytes(page.desk.file.path.read_bytes())
    other: Tjenestefil = open_file(copy, bruker)
    registrering = other.bok.get(celle)
    other.close()
    assert registrering
    assert registrering.verdi.tall == 21


def test_what_is_missing_shrinks_as_one_types(page: RegistreringPage) -> None:
    celle = go(page, "meldinger_mottatt", "Namsos")
    before = len(oversikt.missing_cells(page.desk.file, celle.omrade, K4))
    enter("21")
    assert len(oversikt.missing_cells(page.desk.file, celle.omrade, K4)) == before - 1


def approve(page: RegistreringPage, qtbot: QtBot) -> None:
    """Press «Godkjenn» and wait for the checker."""
    status = page.panel.status
    with qtbot.waitSignal(status.checking.finished):
        status.forward.click()


def ready(page: RegistreringPage, omrade: str) -> Celle:
    """A kommune's quarter that says it is complete, with the cursor in it."""
    celle = go(page, "meldinger_mottatt", omrade)
    page.show_cell()
    page.panel.status.forward.click()
    assert kvartalstatus.status(page.desk.file, celle.omrade, K4) is Kvartalstatus.KLAR
    return celle


def test_one_may_go_on_while_the_checker_looks_and_cancel_it(page: RegistreringPage, qtbot: QtBot) -> None:
    celle = ready(page, "Namsos")
    status = page.panel.status
    status.forward.setFocus()
    status.forward.click()
    assert status.text.text().startswith("Kontrollerer")
    assert not status.cancel.isHidden()
    assert QApplication.focusWidget() is status.forward
    status.forward.click()  # once more changes nothing
    status.cancel.setFocus()
    status.cancel.click()
    assert not status.checking.working
    assert status.cancel.isHidden()
    assert QApplication.focusWidget() is status.forward
    assert status.text.text().startswith("Status: klar")
    page.desk.jobs.close()
    QApplication.processEvents()
    assert kvartalstatus.status(page.desk.file, celle.omrade, K4) is Kvartalstatus.KLAR
    approve(page, qtbot)
    assert kvartalstatus.status(page.desk.file, celle.omrade, K4) is Kvartalstatus.GODKJENT


def test_a_figure_changed_while_the_checker_looks_is_looked_at_too(
    page: RegistreringPage, window: MainWindow, qtbot: QtBot
) -> None:
    go(page, "undersokelser_avsluttet", "Namsos")
    enter("3")
    celle = ready(page, "Namsos")
    status = page.panel.status
    with qtbot.waitSignal(status.checking.finished):
        status.forward.click()
        go(page, "undersokelser_vedtak_tiltak", "Namsos")
        enter("9")
        assert status.checking.working
    assert "kan ikke godkjennes" in window.notice_bar.text()
    assert kvartalstatus.status(page.desk.file, celle.omrade, K4) is Kvartalstatus.KLAR


def test_a_refusal_and_the_mark_that_caused_it_go_when_the_figure_is_corrected(
    page: RegistreringPage, window: MainWindow, qtbot: QtBot
) -> None:
    go(page, "undersokelser_avsluttet", "Namsos")
    enter("3")
    wrong = go(page, "undersokelser_vedtak_tiltak", "Namsos")
    enter("9")
    celle = ready(page, "Namsos")
    approve(page, qtbot)
    assert "kan ikke godkjennes" in window.notice_bar.text()
    page.panel.status.jump.click()
    qtbot.waitUntil(lambda: bool(page.marks.found))
    page.go_to(wrong)
    enter("2")
    qtbot.waitUntil(lambda: not page.marks.found)
    assert window.notice_bar.text() == ""
    go(page, "meldinger_mottatt", "Namsos")
    page.show_cell()
    approve(page, qtbot)
    assert kvartalstatus.status(page.desk.file, celle.omrade, K4) is Kvartalstatus.GODKJENT


def test_a_mark_goes_when_either_figure_of_it_is_corrected_and_stays_gone_after_the_approval(
    page: RegistreringPage, window: MainWindow, qtbot: QtBot
) -> None:
    """A part that is larger than its whole was said of both, and only the one that was corrected was looked at again."""
    go(page, "undersokelser_avsluttet", "Namsos")
    enter("3")
    wrong = go(page, "undersokelser_fristbrudd", "Namsos")
    enter("25")
    celle = ready(page, "Namsos")
    approve(page, qtbot)
    page.panel.status.jump.click()
    with qtbot.waitSignal(page.marks.checked):
        pass
    assert page.marks.stopping == {wrong}
    enter("1")
    approve(page, qtbot)
    assert kvartalstatus.status(page.desk.file, celle.omrade, K4) is Kvartalstatus.GODKJENT
    qtbot.waitUntil(lambda: not page.marks.stopping)
    page.go_to(wrong)
    page.show_cell()
    assert "mer enn" not in page.panel.finding.text()
    status = page.panel.status
    status.back.click()
    status.reason.setText("Mer å føre")
    status.back.click()
    assert not status.stops.isVisible()


def test_the_focus_stays_on_what_takes_the_place_of_the_button(
    page: RegistreringPage, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(1200, 480)
    ready(page, "Namsos")
    status, scrolled = page.panel.status, page.panel.verticalScrollBar()
    status.forward.setFocus()
    approve(page, qtbot)
    assert QApplication.focusWidget() is status.back
    assert status.back.text() == "Åpne igjen"
    assert not status.text.visibleRegion().isEmpty()
    scrolled.setValue(scrolled.maximum())
    press(Qt.Key.Key_Space)
    assert QApplication.focusWidget() is status.reason
    enter("Mer å føre")
    assert status.text.text().startswith("Status: påbegynt")
    assert QApplication.focusWidget() is status.forward
    qtbot.waitUntil(lambda: not status.text.visibleRegion().isEmpty())
    press(Qt.Key.Key_Space)
    status.back.setFocus()
    press(Qt.Key.Key_Space)
    assert QApplication.focusWidget() is status.forward
    assert status.forward.text() == "Meld klar"


def test_a_new_service_chooses_among_the_same_years_everywhere_and_both_views_show_the_same(
    page: RegistreringPage, window: MainWindow
) -> None:
    chooser = page.chooser
    assert chooser.chosen_quarter() == K4
    chooser._buttons[View.KOMMUNE].click()
    assert (chooser.view, chooser.chosen_year()) == (View.KOMMUNE, 2025)
    years = [chooser.year.itemData(at) for at in range(chooser.year.count())]
    assert years == [2026, 2025]
    chooser.year.setCurrentIndex(0)
    chooser.year.activated.emit(0)
    page.switch_view()
    assert (chooser.view, chooser.chosen_quarter()) == (View.KVARTAL, Periode.quarter(2026, 1))
    window.desk.go(PageId.OVERSIKT)
    overview = window.current_page()
    assert isinstance(overview, OversiktPage)
    assert [overview.year.itemData(at) for at in range(overview.year.count())] == years


def test_what_was_asked_for_is_approved_wherever_one_has_gone(page: RegistreringPage, qtbot: QtBot) -> None:
    celle = ready(page, "Namsos")
    status = page.panel.status
    with qtbot.waitSignal(status.checking.finished):
        status.forward.click()
        other = go(page, "meldinger_mottatt", "Overhalla")
        page.show_cell()
        assert status.cancel.isHidden()
        assert not status.text.text().startswith("Kontrollerer")
    assert kvartalstatus.status(page.desk.file, celle.omrade, K4) is Kvartalstatus.GODKJENT
    assert kvartalstatus.status(page.desk.file, other.omrade, K4) is not Kvartalstatus.GODKJENT
    assert status.title.text().startswith("Overhalla")


def test_a_checker_that_cannot_read_the_file_approves_nothing(
    page: RegistreringPage, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    celle = ready(page, "Namsos")

    def unreadable(*_: object) -> None:
        raise UserError("Filen kan ikke leses.", "Prøv igjen.")

    monkeypatch.setattr(kvartalstatus, "stops", unreadable)
    status = page.panel.status
    with qtbot.waitSignal(status.checking.stopped):
        status.forward.click()
    assert "Filen kan ikke leses" in window.notice_bar.text()
    assert status.text.text().startswith("Status: klar")
    assert kvartalstatus.status(page.desk.file, celle.omrade, K4) is Kvartalstatus.KLAR


def test_a_refused_approval_leads_to_the_figure_that_stops_it(
    page: RegistreringPage, window: MainWindow, qtbot: QtBot
) -> None:
    go(page, "undersokelser_avsluttet", "Namsos")
    enter("3")
    wrong = go(page, "undersokelser_vedtak_tiltak", "Namsos")
    enter("9")
    first = go(page, "meldinger_mottatt", "Namsos")
    page.show_cell()
    status = page.panel.status
    status.forward.click()
    approve(page, qtbot)
    assert "kan ikke godkjennes" in window.notice_bar.text()
    assert kvartalstatus.status(page.desk.file, first.omrade, K4) is Kvartalstatus.KLAR
    status.jump.click()
    assert page.grid.grid_model.rows[page.grid.current_row].key == wrong.indikator
    enter("2")
    page.go_to(first)
    page.show_cell()
    approve(page, qtbot)
    assert kvartalstatus.status(page.desk.file, first.omrade, K4) is Kvartalstatus.GODKJENT
    assert status.jump.isHidden()


def test_what_will_stop_the_approval_is_said_before_it_is_asked_for(
    page: RegistreringPage, window: MainWindow, qtbot: QtBot
) -> None:
    go(page, "undersokelser_avsluttet", "Namsos")
    enter("3")
    wrong = go(page, "undersokelser_vedtak_tiltak", "Namsos")
    enter("9")
    status = page.panel.status
    qtbot.waitUntil(lambda: status.stops.isVisible())
    assert status.stops.text().startswith("1 funn stopper godkjenningen")
    go(page, "meldinger_mottatt", "Overhalla")
    page.show_cell()
    assert not status.stops.isVisible(), "nothing stops the other kommune"
    go(page, "meldinger_mottatt", "Namsos")
    page.show_cell()
    status.jump.click()
    assert page.source.celle(*keys(page)) == wrong
    enter("2")
    qtbot.waitUntil(lambda: not status.stops.isVisible())


def test_reported_ready_the_checker_is_asked_at_once(page: RegistreringPage, window: MainWindow, qtbot: QtBot) -> None:
    go(page, "undersokelser_avsluttet", "Namsos")
    enter("3")
    wrong = go(page, "undersokelser_vedtak_tiltak", "Namsos")
    enter("9")
    page.go_to(wrong)
    page.marks.stop()
    page.show_cell()
    status = page.panel.status
    with qtbot.waitSignal(status.checking.finished):
        status.forward.click()
    assert kvartalstatus.status(page.desk.file, wrong.omrade, K4) is Kvartalstatus.KLAR
    assert window.notice_bar.text() == ""
    assert status.stops.isVisible()
    status.findings.click()
    assert window.current_page() is window.page(PageId.KONTROLL)


def keys(page: RegistreringPage) -> tuple[str, str]:
    model = page.grid.grid_model
    return model.rows[page.grid.current_row].key, model.columns[page.grid.current_column].key
