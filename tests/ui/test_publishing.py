"""From the Rapport page to a frozen version, a correction, and the same bytes again."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bvdesk.domain.rapport.modell import Utgave
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Verdi
from bvdesk.services import innskriving, kontroll, publisering
from bvdesk.ui.desk import Desk
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.page_table import PageId
from bvdesk.ui.pages.rapport_page import RapportPage
from bvdesk.ui.rapport.publish_dialog import PublishDialog
from bvdesk.ui.widgets import choose_data
from tests.ui.accessibility import unnamed
from tests.ui.keys import press, type_text

P2025 = Periode.year(2025)


@pytest.fixture
def page(window: MainWindow) -> RapportPage:
    """The Rapport page, asked for Nordvik's internal edition."""
    window.navigation.choose(PageId.RAPPORT)
    page = window.current_page()
    assert isinstance(page, RapportPage)
    choose_data(page.edition, Utgave.INTERN)
    for at in range(1, page.areas.list.count()):
        page.areas.list.item(at).setCheckState(Qt.CheckState.Unchecked)
    return page


def make(page: RapportPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.press.finished):
        page.make.click()


def open_dialog(page: RapportPage, qtbot: QtBot) -> PublishDialog:
    page.publish.click()
    dialog = page.findChild(PublishDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.verdict.isVisible())
    return dialog


def publish(page: RapportPage, dialog: PublishDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.accepted):
        press(Qt.Key.Key_Return)
    assert page.tabs.currentWidget() is page.versions
    qtbot.waitUntil(lambda: page.findChild(PublishDialog) is None)


def test_a_version_is_published_looked_at_saved_and_corrected(page: RapportPage, qtbot: QtBot, tmp_path: Path) -> None:
    make(page, qtbot)
    dialog = open_dialog(page, qtbot)
    assert dialog.publish.text() == "Publiser versjon 1"
    assert dialog.publish.hasFocus()
    assert not dialog.corrections.isVisible()
    assert "Intern utgave" in dialog.privacy.text()
    assert unnamed(dialog) == []
    publish(page, dialog, qtbot)
    shown = page.versions
    assert shown.versions.item(0).text().startswith("2025, versjon 1")
    assert shown.preview.page_count() > 10
    shown.save_in(tmp_path / "a")
    frozen = (tmp_path / "a" / "kvalitetsmelding-nordvik-2025-intern.pdf").read_bytes()

    page.tabs.setCurrentIndex(0)
    assert page.preview.page_count() > 10, "what was published is still shown"
    nordvik = page.desk.file.deltakere()[0].id
    page.desk.run(innskriving.write_values, [(Celle("folketall_0_17", "", nordvik, P2025), Verdi(Decimal(1234)))])
    assert page.preview.page_count() == 0
    make(page, qtbot)
    dialog = open_dialog(page, qtbot)
    assert dialog.publish.text() == "Publiser versjon 2"
    assert any("er rettet til 1\u00a0234" in words for _, words in dialog.corrections.answers())
    dialog.corrections.fill(())
    dialog.show_whether_ready()
    assert not dialog.publish.isEnabled(), "a correction says what it corrects"
    dialog.corrections.add.click()
    type_text("Folketallet er rettet.")
    press(Qt.Key.Key_Tab)
    assert dialog.corrections.answers() == [("", "Folketallet er rettet.")]
    dialog.publish.setFocus()
    publish(page, dialog, qtbot)
    assert "Folketallet er rettet." in shown.corrections.text()
    shown.versions.setCurrentRow(1)
    shown.save_in(tmp_path / "b")
    assert (tmp_path / "b" / "kvalitetsmelding-nordvik-2025-intern.pdf").read_bytes() == frozen


def test_what_cannot_be_true_is_said_over_the_pages_and_stops_publishing(
    page: RapportPage, window: MainWindow, qtbot: QtBot
) -> None:
    fil = page.desk.file
    celle = Celle("undersokelser_fristbrudd", "", fil.deltakere()[0].id, Periode.quarter(2025, 2))
    page.desk.run(innskriving.write_values, [(celle, Verdi(Decimal(500)))])
    make(page, qtbot)
    assert "kan ikke stemme" in page.stops.text()
    dialog = open_dialog(page, qtbot)
    assert not dialog.publish.isVisible()
    assert "stopper publiseringen" in dialog.verdict.text()
    assert dialog.findings.count() >= len(kontroll.stops(fil, P2025))
    dialog.to_kontroll.click()
    assert window.current_page() is window.page(PageId.KONTROLL)
    assert publisering.versions(fil) == ()


def test_a_public_version_tells_of_privacy_and_can_be_left(page: RapportPage, desk: Desk, qtbot: QtBot) -> None:
    choose_data(page.edition, Utgave.OFFENTLIG)
    make(page, qtbot)
    dialog = open_dialog(page, qtbot)
    assert "tall vises ikke, og ingen små tall kan regnes ut" in dialog.privacy.text()
    press(Qt.Key.Key_Escape)
    assert publisering.versions(desk.file) == ()
