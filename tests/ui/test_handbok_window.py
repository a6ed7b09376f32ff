"""The manual's window: opens at the page about what is on the screen, finds words, shows the real pictures."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bvdesk.ui.handbok_window import HandbokWindow
from tests.ui.accessibility import unnamed


def test_turns_to_a_page_and_finds_words(qtbot: QtBot) -> None:
    window = HandbokWindow(None)  # type: ignore[arg-type]
    qtbot.addWidget(window)
    window.show()
    window.show_page("registrering")
    assert window.contents.currentItem().text() == "Registrering"
    assert "Enter" in window.text.toPlainText()
    assert "\ufffc" in window.text.toPlainText()
    window.words.setText("kolon skjermleser")
    assert window.contents.currentItem().text() == "Personvern"
    window.words.setText("romskip")
    assert "Prøv færre ord" in window.text.toPlainText()


def test_every_control_has_a_name(qtbot: QtBot) -> None:
    window = HandbokWindow(None)  # type: ignore[arg-type]
    qtbot.addWidget(window)
    window.show()
    assert unnamed(window) == []


def test_escape_closes_it(qtbot: QtBot) -> None:
    window = HandbokWindow(None)  # type: ignore[arg-type]
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    QTest.keyClick(window.words, Qt.Key.Key_Escape)
    assert window.isHidden()
