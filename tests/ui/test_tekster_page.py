"""Writing in the window: what is typed is saved, chips are one piece and follow the figures, help goes into the text."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QFont, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.felt.syntaks import Felt
from bvdesk.domain.rapport.felt.utvalg import Feltvalg
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import mal as maler
from bvdesk.services import registrering, skrivehjelp, stavekontroll, tekst
from bvdesk.services.tekst import COMMON
from bvdesk.services.tekstmerker import Merkeslag
from bvdesk.services.tjenestefil import Bruker
from bvdesk.storage.tekst_store import Tekststed
from bvdesk.ui import theme
from bvdesk.ui.desk import Desk
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.page_table import PageId
from bvdesk.ui.pages.tekster_page import TeksterPage
from bvdesk.ui.tekster.own_words import OwnWords
from bvdesk.ui.tekster.text_editor import TextEditor
from tests.ui.keys import CTRL, press, type_text

ALT = Qt.KeyboardModifier.AltModifier


def place(nummer: str) -> Tekststed:
    return Tekststed(Periode.year(2025), COMMON, Malform.BOKMAL, nummer)


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> TeksterPage:
    """The page in the real window, at a chapter nobody has written in yet."""
    window.navigation.choose(PageId.TEKSTER)
    shown = window.current_page()
    assert isinstance(shown, TeksterPage)
    shown.chooser.choose("6")
    qtbot.waitUntil(lambda: not shown._suggesting.isActive())
    shown.editor.set_markdown("")
    shown.editor.setFocus()
    return shown


def at_end(editor: TextEditor) -> None:
    editor.moveCursor(QTextCursor.MoveOperation.End)


def test_the_signs_of_the_looks_are_quieter_than_the_words(page: TeksterPage) -> None:
    page.editor.set_markdown("- **Status** er *god*")
    quiet, runs = QColor(theme.tokens().subtle), page.editor.document().firstBlock().layout().formats()
    text = page.editor.toPlainText()
    looks = {text[run.start : run.start + run.length]: run.format for run in runs}
    assert [words for words, look in looks.items() if look.foreground().color() == quiet] == ["- **", "**", "*"]
    assert looks["Status"].fontWeight() == QFont.Weight.Bold
    assert looks["god"].fontItalic()


def test_typing_is_saved_and_going_to_another_chapter_loses_nothing(page: TeksterPage, desk: Desk) -> None:
    type_text("Fint.")
    page.chooser.choose("1")
    assert tekst.get(desk.file, place("6")).markdown == "Fint."
    assert page.editor.markdown() == tekst.get(desk.file, place("1")).markdown


def test_steady_typing_is_saved_all_the_same(page: TeksterPage, desk: Desk, qtbot: QtBot) -> None:
    page._saving.setInterval(50)
    for letter in "Vi skriver uten stans.":
        type_text(letter)
        qtbot.wait(10)
    assert tekst.get(desk.file, place("6")).markdown.startswith("Vi skr")


def test_a_field_is_found_with_the_keys_and_its_page_is_drawn(page: TeksterPage, qtbot: QtBot) -> None:
    type_text("Vi fikk")
    page.help.search.setFocus()
    type_text("bekymr")
    press(Qt.Key.Key_Return)
    assert page.editor.markdown() == "Vi fikk {meldinger_mottatt}"
    others = [page.help.variants.item(at).data(Qt.ItemDataRole.UserRole) for at in range(page.help.variants.count())]
    assert {valg.felt.navn for valg in others} == {"meldinger_mottatt"}, "other ways to say what is marked, and nothing else"
    page.help.search.setFocus()
    press(Qt.Key.Key_Down)
    assert page.help.fields.hasFocus()
    press(Qt.Key.Key_Return)
    assert page.editor.markdown().count("{meldinger_mottatt}") == 2
    with qtbot.waitSignal(page.press.finished):
        page.show_page()
    assert page.help.preview.page_count() >= 3


def test_a_figure_that_lacks_some_quarters_says_which(page: TeksterPage) -> None:
    lacking = (Periode.quarter(2025, 1), Periode.quarter(2025, 3))
    page.help.show_fields(
        (
            Feltvalg(Felt("meldinger_mottatt"), "Meldinger", "4.2", "", lacking),
            Feltvalg(Felt("arsverk_i_alt"), "Årsverk", "3", ""),
        )
    )
    shown = [page.help.fields.item(row).text() for row in range(page.help.fields.count())]
    assert shown == ["Meldinger (mangler 1. og 3. kvartal)", "Årsverk (ikke noe tall ennå)"]


def test_what_is_wrong_with_a_text_is_said_when_it_has_been_read(page: TeksterPage, qtbot: QtBot) -> None:
    page.editor.set_markdown("Vi fikk {finnes_ikke}.")
    with qtbot.waitSignal(page.press.finished):
        page.show_page()
    assert "finnes_ikke" in page.status.text()
    page.editor.set_markdown("Vi fikk mange.")
    with qtbot.waitSignal(page.press.finished):
        page.show_page()
    assert "finnes_ikke" not in page.status.text()


def test_a_code_typed_to_its_end_becomes_a_chip_that_goes_as_one_piece(page: TeksterPage) -> None:
    type_text("Vi fikk {meldinger_mottatt}")
    assert page.editor.toPlainText() == "Vi fikk \ufffc"
    assert page.editor.painter.chip("{meldinger_mottatt}").tekst == "331"
    press(Qt.Key.Key_Backspace)
    assert page.editor.markdown() == "Vi fikk "
    press(Qt.Key.Key_Z, CTRL)
    assert page.editor.markdown() == "Vi fikk {meldinger_mottatt}"


def test_a_word_typed_after_a_chip_keeps_its_distance(page: TeksterPage) -> None:
    type_text("Vi fikk {meldinger_mottatt}i fjor. {omrade}s tall, {omrade}barn.")
    assert page.editor.markdown() == "Vi fikk {meldinger_mottatt} i fjor. {omrade}s tall, {omrade} barn."


def test_chips_follow_the_figures(page: TeksterPage, desk: Desk) -> None:
    page.editor.set_markdown("Nordvik fikk {meldinger_mottatt|omrade=Nordvik|periode=K1}.")
    kode = "{meldinger_mottatt|omrade=Nordvik|periode=K1}"
    before = page.editor.painter.chip(kode).tekst
    nordvik = next(o for o in desk.file.deltakere() if o.navn == "Nordvik")
    celle = Celle("meldinger_mottatt", "", nordvik.id, Periode.parse("2025K1"))
    desk.run(registrering.save, [(celle, Registrering(Verdi(Decimal(4321))))], "endret")
    assert page.editor.painter.chip(kode).tekst == "4\u00a0321" != before
    desk.undo()
    assert page.editor.painter.chip(kode).tekst == before


def test_a_chip_without_a_figure_says_why(page: TeksterPage) -> None:
    page.editor.set_markdown("{meldinger_mottatt|periode=2019}")
    chip = page.editor.painter.chip("{meldinger_mottatt|periode=2019}")
    assert chip.mangler
    assert "registrert" in chip.tekst


def test_a_typed_number_becomes_a_live_field_with_one_key(page: TeksterPage, qtbot: QtBot) -> None:
    type_text("Tjenesten mottok 331 bekymringsmeldinger i 2025.")
    qtbot.waitUntil(lambda: any(m.slag is Merkeslag.TALL for m in page.editor.marks()))
    page.editor.moveCursor(QTextCursor.MoveOperation.Start)
    press(Qt.Key.Key_F7)
    assert page.editor.textCursor().selectedText() == "331"
    assert "levende tall" in page.status.text()
    press(Qt.Key.Key_Period, CTRL)
    assert page.editor.markdown() == "Tjenesten mottok {meldinger_mottatt|tall} bekymringsmeldinger i 2025."
    press(Qt.Key.Key_Z, CTRL)
    assert "331" in page.editor.markdown()


def test_a_placed_chart_moves_with_the_keys(page: TeksterPage, desk: Desk) -> None:
    page.chooser.choose("4.2")
    part = skrivehjelp.parts(desk.file, place("4.2"))[0]
    page.editor.set_markdown(f"En.\n\n{part.markdown}\n\nTo.")
    page.editor.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Up, ALT)
    assert page.editor.markdown() == f"{part.markdown}\n\nEn.\n\nTo."
    press(Qt.Key.Key_Down, ALT)
    press(Qt.Key.Key_Down, ALT)
    assert page.editor.markdown() == f"En.\n\nTo.\n\n{part.markdown}"


def test_history_brings_a_text_back(page: TeksterPage, desk: Desk) -> None:
    type_text("Gammel.")
    page.save()
    page.editor.set_markdown("Ny.")
    page.save()
    page.help.give_version(page.help.versions.item(page.help.versions.count() - 1))
    assert page.editor.markdown() == tekst.get(desk.file, place("6")).markdown != "Ny."


def test_copying_takes_the_codes_along(page: TeksterPage) -> None:
    page.editor.set_markdown("Vi fikk {meldinger_mottatt}.")
    page.editor.selectAll()
    copied = page.editor.createMimeDataFromSelection()
    assert copied.text() == "Vi fikk {meldinger_mottatt}."
    at_end(page.editor)
    page.editor.insertFromMimeData(copied)
    assert page.editor.markdown() == "Vi fikk {meldinger_mottatt}.Vi fikk {meldinger_mottatt}."


def test_a_footnote_gets_the_next_number(page: TeksterPage) -> None:
    type_text("Tallet er nytt")
    page.editor.add_note()
    type_text("Se vedlegg.")
    assert page.editor.markdown() == "Tallet er nytt[^1]\n\n[^1]: Se vedlegg."


def test_paste_from_word_keeps_structure(qapp: object, qtbot: QtBot) -> None:
    editor = TextEditor()
    qtbot.addWidget(editor)
    data = QMimeData()
    data.setHtml("<style>p{color:red}</style><h1>Tittel</h1><p><b>Fet</b> tekst<o:p></o:p></p><ul><li>en</li></ul>")
    editor.insertFromMimeData(data)
    assert editor.markdown() == "## Tittel\n\n**Fet** tekst\n\n- en"


def test_opening_a_chip_shows_what_else_it_can_say_and_takes_its_place(page: TeksterPage) -> None:
    type_text("I fjor {meldinger_mottatt}")
    QTest.keyClick(page.editor, Qt.Key.Key_Return, ALT)
    choices = page.help.variants
    assert choices.hasFocus()
    said = [choices.item(row).data(Qt.ItemDataRole.UserRole).felt.form for row in range(choices.count())]
    choices.setCurrentRow(said.index("forrige"))
    press(Qt.Key.Key_Return)
    assert page.editor.markdown() == "I fjor {meldinger_mottatt|forrige}"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_misspelt_word_is_marked_and_mended_from_the_keyboard(page: TeksterPage, qtbot: QtBot) -> None:
    type_text("Vi fikk mange meldigner i fjor.")
    qtbot.waitUntil(lambda: any(m.slag is Merkeslag.STAVING for m in page.editor.marks()))
    press(Qt.Key.Key_F7)
    assert page.editor.textCursor().selectedText() == "meldigner"
    press(Qt.Key.Key_Period, CTRL)
    menu = next(w for w in page.editor.findChildren(QMenu) if w.isVisible())
    assert menu.activeAction().text() == "meldinger"
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert page.editor.markdown() == "Vi fikk mange meldinger i fjor."


def test_an_own_word_is_never_marked_again(page: TeksterPage, desk: Desk, qtbot: QtBot) -> None:
    type_text("Skolelosxen kom.")
    qtbot.waitUntil(lambda: bool(page.editor.marks()))
    page.editor.learned.emit("Skolelosxen")
    qtbot.waitUntil(lambda: not page.editor.marks())
    dialog = OwnWords(desk)
    qtbot.addWidget(dialog)
    dialog.list.setCurrentRow(0)
    dialog.remove.click()
    assert not stavekontroll.own_words(desk.file)


def test_one_stays_where_one_was_in_the_page_while_typing(page: TeksterPage, qtbot: QtBot) -> None:
    page.chooser.choose("4.2")
    page.help.setCurrentIndex(page.help.count() - 1)
    with qtbot.waitSignal(page.press.finished):
        page.show_page()
    bar = page.help.preview.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 400)
    bar.setValue(300)
    at_end(page.editor)
    page.editor.setFocus()
    with qtbot.waitSignal(page.press.finished):
        type_text(" Mer.")
    qtbot.wait(50)
    assert bar.value() == 300


def test_the_common_text_is_beside_a_kommune_s_own(page: TeksterPage, desk: Desk) -> None:
    type_text("Felles ord.")
    assert "Felles" not in [page.help.tabText(i) for i in range(page.help.count()) if page.help.isTabVisible(i)]
    page.chooser.area.setCurrentIndex(1)
    assert "Felles" in [page.help.tabText(i) for i in range(page.help.count()) if page.help.isTabVisible(i)]
    assert page.help.common.toPlainText() == "Felles ord."
    page.editor.setFocus()
    type_text("Vi i tillegg.")
    page.save()
    own = Tekststed(Periode.year(2025), str(page.chooser.area.currentData()), Malform.BOKMAL, "6")
    assert tekst.get(desk.file, own).markdown == "Vi i tillegg."
    assert tekst.get(desk.file, place("6")).markdown == "Felles ord."


def test_a_new_year_begins_with_last_year_s_texts(page: TeksterPage, desk: Desk) -> None:
    kept = tekst.get(desk.file, place("4.2")).markdown
    page.chooser.choose("4.2")
    years = [page.chooser.period.itemData(i) for i in range(page.chooser.period.count())]
    newer = Periode.year(2026)
    if newer not in years:
        page.chooser.period.insertItem(0, "2026", newer)
    page.chooser.period.setCurrentIndex(page.chooser.period.findText("2026"))
    assert page.editor.markdown() == ""
    page.help.carry_over.click()
    assert page.editor.markdown() == kept


def test_the_keys_of_emphasis_are_the_editor_s(page: TeksterPage, window: MainWindow) -> None:
    type_text("ord")
    page.editor.selectAll()
    press(Qt.Key.Key_I, CTRL)
    assert page.editor.markdown() == "*ord*"
    press(Qt.Key.Key_B, CTRL)
    assert page.editor.markdown().count("**") == 2


def test_another_file_never_gets_the_text_of_the_one_before(
    page: TeksterPage, desk: Desk, bruker: Bruker, example_bytes: bytes, tmp_path: Path
) -> None:
    type_text("Bare i den gamle filen.")
    other = tmp_path / "annen.bvdesk"
    other.write_bytes(example_bytes)
    old = desk.file.path
    assert desk.open_path(other)
    page.save()
    assert "gamle" not in tekst.get(desk.file, place("6")).markdown
    assert desk.open_path(old)
    assert tekst.get(desk.file, place("6")).markdown == "Bare i den gamle filen."


def test_one_comes_back_to_the_chapter_one_was_writing(page: TeksterPage) -> None:
    page.help.setCurrentIndex(2)
    where = page.position()
    page.chooser.choose("1")
    page.return_to(where)
    assert page.chooser.place() == place("6")
    assert page.help.currentIndex() == 2


def test_a_chart_keeps_a_paragraph_of_its_own(page: TeksterPage, desk: Desk) -> None:
    kode = skrivehjelp.parts(desk.file, place("4.2"))[0].markdown
    page.chooser.choose("4.2")
    page.editor.set_markdown(kode)
    page.editor.setFocus()
    type_text("Foran ")
    assert page.editor.markdown().split() == ["Foran", kode]
    assert "\n\n" in page.editor.markdown()
    at_end(page.editor)
    type_text("etter")
    assert [line for line in page.editor.markdown().split("\n") if line.strip()] == ["Foran ", kode, "etter"]


def test_a_chart_dragged_into_a_sentence_parts_it(page: TeksterPage, desk: Desk) -> None:
    kode = skrivehjelp.parts(desk.file, place("4.2"))[0].markdown
    page.chooser.choose("4.2")
    page.editor.set_markdown("Før. Etter.")
    cursor = page.editor.textCursor()
    cursor.setPosition(5)
    page.editor.setTextCursor(cursor)
    dragged = QMimeData()
    dragged.setText(kode)
    page.editor.insertFromMimeData(dragged)
    assert page.editor.markdown() == f"Før. \n\n{kode}\n\nEtter."


def test_chapters_have_the_numbers_of_the_paper(page: TeksterPage, desk: Desk, qtbot: QtBot) -> None:
    chooser = page.chooser
    chooser.choose("8")
    qtbot.waitUntil(lambda: page.title.text() == "7 Kommunene hver for seg")
    chooser.choose("E")
    assert page.title.text() == "Kontroll"
    item = chooser.chapters.currentItem()
    assert item.data(Qt.ItemDataRole.AccessibleTextRole).startswith("Kontroll, ikke med i meldingen")
    mal = replace(maler.standard(), navn="Egen").moved("8", -1)
    desk.run(maler.add, mal)
    desk.run(maler.use, "Egen")
    chooser.choose("8")
    qtbot.waitUntil(lambda: page.title.text() == "6 Kommunene hver for seg")
