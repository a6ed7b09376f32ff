"""Tables, charts, pictures, key figures and measures from the writing page, as a person makes them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.innsats import Tiltaksstatus
from bvdesk.services import deler, innsats
from bvdesk.ui.desk import Desk
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.page_table import PageId
from bvdesk.ui.pages.tekster_page import TeksterPage
from bvdesk.ui.tekster.alter_dialog import AlterDialog
from bvdesk.ui.tekster.key_figures_dialog import KeyFiguresDialog
from bvdesk.ui.tekster.measures_dialog import MeasuresDialog
from bvdesk.ui.tekster.part_dialog import PartDialog
from bvdesk.ui.tekster.picture_dialog import PictureDialog
from bvdesk.ui.widgets import choose_data
from tests.ui.accessibility import unnamed

_CHECKED = Qt.CheckState.Checked


@pytest.fixture
def page(window: MainWindow) -> TeksterPage:
    window.navigation.choose(PageId.TEKSTER)
    shown = window.current_page()
    assert isinstance(shown, TeksterPage)
    shown.chooser.choose("4.2")
    return shown


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[QDialog], object]], None]:
    """What a person does in the next dialog, before OK."""

    def prepare(act: Callable[[QDialog], object]) -> None:
        def exec_(dialog: QDialog) -> int:
            dialog.show()
            assert not unnamed(dialog)
            act(dialog)
            dialog.accept()
            return dialog.result()

        for kind in (PartDialog, AlterDialog, PictureDialog, KeyFiguresDialog, MeasuresDialog):
            monkeypatch.setattr(kind, "exec", exec_)

    return prepare


def test_a_chart_is_put_together_placed_and_changed(page: TeksterPage, desk: Desk, answer) -> None:
    page.editor.set_markdown("Innledning.")

    def put_together(dialog: PartDialog) -> None:
        dialog.indicators.list.item(0).setCheckState(_CHECKED)
        assert dialog.preview.currentWidget() is dialog.chart
        assert dialog.alt.placeholderText()
        dialog.title_field.setText("Meldinger hos oss")

    answer(put_together)
    page.help.parts.make.click()
    assert page.editor.markdown() == "Innledning.\n\n[[egen:1]]"
    assert page.editor.painter.chip("[[egen:1]]").tekst == "Figur: Meldinger hos oss"
    answer(lambda dialog: dialog.title_field.setText("Andre ord"))
    page.editor.chip_opened.emit("[[egen:1]]")
    assert page.editor.painter.chip("[[egen:1]]").tekst == "Figur: Andre ord"
    row = next(i for i in range(page.help.parts.list.count()) if "Andre ord" in page.help.parts.list.item(i).text())
    page.help.parts.list.setCurrentRow(row)
    page.help.parts.remove.click()
    assert "egen:1" not in page.editor.markdown()


def test_a_search_keeps_what_is_ticked_in_sight(page: TeksterPage, desk: Desk, qtbot: QtBot) -> None:
    assert page._place
    dialog = PartDialog(desk, page._place, None, page)
    qtbot.addWidget(dialog)
    dialog.indicators.list.item(0).setCheckState(_CHECKED)
    dialog.search.setText("sykefravær")
    seen = [dialog.indicators.list.item(i) for i in range(dialog.indicators.list.count())]
    texts = [item.text() for item in seen if not item.isHidden()]
    assert len(texts) > 1
    assert all("sykefravær" in text.casefold() for text in texts[1:])
    assert not seen[0].isHidden()


def test_the_words_of_an_automatic_chart_are_altered(page: TeksterPage, desk: Desk, answer) -> None:
    answer(lambda dialog: dialog.fields["tittel"].setText("Egen tittel"))
    page.help.parts.list.setCurrentRow(0)
    page.help.parts.change.click()
    assert "Egen tittel" in page.help.parts.list.item(0).text()


def test_a_picture_must_have_words(page: TeksterPage, answer, tmp_path: Path) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    assert image.save(str(tmp_path / "b.png"))
    page.editor.set_markdown("")

    def describe(dialog: PictureDialog) -> None:
        assert not dialog.ok.isEnabled()
        dialog.alt.setText("Ungdomsrådet i møte")
        assert dialog.ok.isEnabled()

    answer(describe)
    page.actions_of_parts.take_picture(tmp_path / "b.png")
    code = page.editor.markdown()
    assert code.startswith("![Ungdomsrådet i møte](bilde:")
    assert page.editor.painter.chip(code).tekst == "Bilde: Ungdomsrådet i møte"
    answer(lambda dialog: dialog.alt.setText("Andre ord"))
    page.editor.chip_opened.emit(code)
    assert page.editor.markdown().startswith("![Andre ord](bilde:")


def test_key_figures_are_moved_and_stored(page: TeksterPage, desk: Desk, qtbot: QtBot) -> None:
    page.chooser.choose("1")
    assert page.made_here.isVisible()
    dialog = KeyFiguresDialog(desk, page)
    qtbot.addWidget(dialog)
    dialog.show()
    before = dialog.figures()
    dialog.down.click()
    choose_data(dialog.good, "lav")
    dialog.good.activated.emit(dialog.good.currentIndex())
    dialog.store()
    assert [v.indikator for v in deler.key_figures(desk.file)[:2]] == [before[1].indikator, before[0].indikator]
    assert deler.key_figures(desk.file)[1].best == "lav"


def test_measures_are_written_and_last_year_s_followed_up(page: TeksterPage, desk: Desk, qtbot: QtBot) -> None:
    page.chooser.choose("7")
    assert page.made_here.isVisible()
    assert page._place
    dialog = MeasuresDialog(desk, page._place, page)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not unnamed(dialog)
    dialog.planned.add.click()
    dialog.planned.goal.setPlainText("Færre fristbrudd")
    dialog.planned.when.setText("Høsten")
    dialog.planned.up.click()
    dialog.tabs.setCurrentIndex(1)
    dialog.followed.add.click()
    dialog.followed.goal.setPlainText("Flere årsverk")
    choose_data(dialog.followed.status, Tiltaksstatus.GJENNOMFORT)
    dialog.followed.status.activated.emit(dialog.followed.status.currentIndex())
    dialog.followed.result.setPlainText("To ble ansatt.")
    dialog.store()
    planned = innsats.measures(desk.file, 2026, "", Malform.BOKMAL)
    followed = innsats.measures(desk.file, 2025, "", Malform.BOKMAL)[-1]
    assert ("Færre fristbrudd", "Høsten") in [(t.mal, t.frist) for t in planned[:-1]]
    assert (followed.status, followed.oppfolging) == (Tiltaksstatus.GJENNOMFORT, "To ble ansatt.")
