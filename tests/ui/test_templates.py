"""The tab Maler: copy the standard, move, hide, add and rename chapters, use it, and exchange it as a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent

from bvdesk.services import mal
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.page_table import PageId
from bvdesk.ui.pages.rapport_page import RapportPage
from bvdesk.ui.rapport.template_import import TemplateImportDialog
from bvdesk.ui.rapport.template_view import TemplateView
from tests.ui.accessibility import unnamed
from tests.ui.keys import enter, press

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def view(window: MainWindow) -> TemplateView:
    window.navigation.choose(PageId.RAPPORT)
    page = window.current_page()
    assert isinstance(page, RapportPage)
    page.tabs.setCurrentWidget(page.template)
    return page.template


@pytest.fixture
def own(view: TemplateView, window: MainWindow) -> TemplateView:
    """The tab with a template of the service's own."""
    window.desk.run(mal.copy, mal.STANDARD, "Vår mal")
    view.bar.show_named("Vår mal")
    return view


def order(window: MainWindow) -> list[str]:
    return [k.nummer for k in mal.get(window.desk.file, "Vår mal").kapitler]


def choose(view: TemplateView, nummer: str) -> None:
    rows = [view.chapters.item(at).data(Qt.ItemDataRole.UserRole) for at in range(view.chapters.count())]
    view.chapters.setCurrentRow(rows.index(nummer))


def test_the_standard_template_is_shown_with_guidance_and_cannot_be_changed(view: TemplateView) -> None:
    view.bar.show_named(mal.STANDARD)
    assert unnamed(view) == []
    choose(view, "4.2")
    assert "hvem meldte" in view.guidance.text()
    assert view.title.isReadOnly()
    assert not view.add.isVisible()
    assert not view.bar.remove.isVisible()


def test_chapters_are_moved_with_keys_and_by_dragging(own: TemplateView, window: MainWindow) -> None:
    choose(own, "5")
    own.chapters.setFocus()
    press(Qt.Key.Key_Up, ALT)
    assert order(window).index("5") < order(window).index("4")
    assert own.chapters.chosen() == "5"
    assert own.chapters.hasFocus()
    choose(own, "2")
    target = own.chapters.visualItemRect(own.chapters.item(0))
    drop = QDropEvent(
        QPointF(target.center().x(), target.top() + 2),
        Qt.DropAction.MoveAction,
        QMimeData(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    own.chapters.dropEvent(drop)
    assert order(window)[0] == "2"
    assert own.chapters.chosen() == "2"


def test_chapters_are_hidden_added_named_and_taken_away(own: TemplateView, window: MainWindow) -> None:
    choose(own, "8")
    own.chapters.setFocus()
    press(Qt.Key.Key_Space)
    assert mal.get(window.desk.file, "Vår mal")["8"].skjult
    assert own.chapters.currentItem().data(Qt.ItemDataRole.AccessibleTextRole).endswith("skjult")
    choose(own, "3")
    assert not own.take_away.isVisible()
    own.add.click()
    assert own.title.hasFocus()
    enter("Barnehage og skole")
    stored = mal.get(window.desk.file, "Vår mal")["egen-1"]
    assert stored.titler["nb"] == "Barnehage og skole"
    assert order(window)[order(window).index("3") + 1] == "egen-1"
    own.automatic.click()
    assert not mal.get(window.desk.file, "Vår mal")["egen-1"].automatikk
    own.take_away.click()
    assert "egen-1" not in order(window)


def test_a_template_is_used_saved_to_a_file_and_fetched_again(own: TemplateView, window: MainWindow, tmp_path: Path) -> None:
    own.bar.use.click()
    assert mal.name_in_use(window.desk.file) == "Vår mal"
    assert "i bruk" in own.bar.template.currentText()
    own.bar.save_to(tmp_path / "felles.bvmal")
    own.bar.fetch_from(tmp_path / "felles.bvmal")
    dialog = own.bar.findChild(TemplateImportDialog)
    assert dialog is not None
    assert unnamed(dialog) == []
    assert dialog.chapters.count() == len(mal.standard().kapitler)
    assert dialog.name.text() == "Vår mal 2"
    dialog.name.setText("Vår mal")
    assert not dialog.keep.isEnabled()
    dialog.name.setText("Fra naboen")
    dialog.keep.click()
    assert "Fra naboen" in mal.names(window.desk.file)
    assert own.bar.name() == "Fra naboen"


def test_a_file_that_is_no_template_is_refused_with_what_to_do(
    own: TemplateView, window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "feil.bvmal").write_text('{"kapittel": []}', encoding="utf-8")
    own.bar.fetch_from(tmp_path / "feil.bvmal")
    assert "Malen kan ikke brukes" in window.notice_bar.text()
    assert own.bar.findChild(TemplateImportDialog) is None
