"""Writing in the window: what is typed is saved, chips are one piece, help goes into the text."""

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bvdesk.domain.malform import Malform
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import tekst
from bvdesk.services.tekst import COMMON
from bvdesk.storage.tekst_store import Tekststed
from bvdesk.ui.desk import Desk
from bvdesk.ui.pages.tekster_page import TeksterPage
from bvdesk.ui.tekster.text_editor import TextEditor


def shown(desk: Desk, qtbot: QtBot, nummer: str) -> TeksterPage:
    page = TeksterPage(desk)
    qtbot.addWidget(page)
    page.show()
    rows = [i for i in range(page.chapters.count()) if page.chapters.item(i).data(Qt.ItemDataRole.UserRole).nummer == nummer]
    page.chapters.setCurrentRow(rows[0])
    return page


def place(nummer: str) -> Tekststed:
    return Tekststed(Periode.year(2025), COMMON, Malform.BOKMAL, nummer)


def test_typing_is_saved_and_going_to_another_chapter_loses_nothing(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot, "6")
    page.editor.setPlainText("Første.")
    page.chapters.setCurrentRow(0)
    assert tekst.get(desk.file, place("6")).markdown == "Første."
    assert page.editor.toPlainText() == tekst.get(desk.file, place("1")).markdown


def test_a_field_is_found_and_put_in_and_its_page_is_drawn(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot, "6")
    page.editor.setPlainText("Vi fikk")
    page.editor.moveCursor(page.editor.textCursor().MoveOperation.End)
    page.help.search.setText("bekymr")
    page.help.give_field(page.help.fields.item(0))
    assert page.editor.toPlainText() == "Vi fikk {meldinger_mottatt}"
    with qtbot.waitSignal(page.press.finished, timeout=20_000):
        page.show_page()
    assert page.help.preview.page_count() >= 3


def test_history_brings_a_text_back(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot, "6")
    before = page.editor.toPlainText()
    page.editor.setPlainText("Ny.")
    page.save()
    page.help.give_version(page.help.versions.item(page.help.versions.count() - 1))
    assert page.editor.toPlainText() == before


def test_a_chip_goes_as_one_piece(qapp: object, qtbot: QtBot) -> None:
    editor = TextEditor()
    qtbot.addWidget(editor)
    editor.setPlainText("Vi fikk {meldinger_mottatt|telt}")
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.toPlainText() == "Vi fikk "


def test_paste_from_word_keeps_structure(qapp: object, qtbot: QtBot) -> None:
    editor = TextEditor()
    qtbot.addWidget(editor)
    data = QMimeData()
    data.setHtml("<style>p{color:red}</style><h1>Tittel</h1><p><b>Fet</b> tekst<o:p></o:p></p><ul><li>en</li></ul>")
    editor.insertFromMimeData(data)
    assert editor.toPlainText() == "## Tittel\n\n**Fet** tekst\n\n- en"
