"""The dialogs that only show something."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bvdesk.ui.dialogs import AboutDialog
from bvdesk.ui.license_dialog import LicenseDialog
from bvdesk.ui.main_window import MainWindow
from tests.ui.accessibility import unnamed


def test_about_leads_to_the_licences(window: MainWindow, qtbot: QtBot) -> None:
    about = AboutDialog(window)
    qtbot.addWidget(about)
    about.show()
    about.licenses_button.click()
    shown = about.findChild(LicenseDialog)
    assert shown is not None
    assert not unnamed(about)
    assert not unnamed(shown)
    shown.close()


def test_every_part_shows_its_terms(window: MainWindow, qtbot: QtBot) -> None:
    dialog = LicenseDialog(window)
    qtbot.addWidget(dialog)
    dialog.show()
    for row in range(dialog.list.count()):
        dialog.list.setCurrentRow(row)
        assert len(dialog.text.toPlainText()) > 200
    qt = dialog.list.findItems("PySide6_Essentials 6.11.3", Qt.MatchFlag.MatchExactly)
    dialog.list.setCurrentItem(qt[0])
    assert dialog.terms.text() == "PySide6_Essentials: LGPL-3.0"
