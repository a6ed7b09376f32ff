"""What is new is said once after an upgrade, and never in the way of anything else."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from bvdesk import __version__
from bvdesk.services import handbok
from bvdesk.ui import news, window_state
from bvdesk.ui.handbok_window import HandbokWindow
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.notices import NoticeKind


def test_this_version_has_something_to_say() -> None:
    assert handbok.page(news.PAGE).nokkel == news.PAGE
    assert handbok.news_of(__version__)
    assert handbok.news_of("99.0") == ""


def test_the_first_start_is_not_an_upgrade(window: MainWindow) -> None:
    window.tell_news()
    assert window.notice_bar.isHidden()
    window.tell_news()
    assert window.notice_bar.isHidden()


def test_an_upgrade_is_told_once_and_leads_to_the_manual(window: MainWindow, qtbot: QtBot) -> None:
    window_state.write("sett_versjon", "0.0.1")
    window.tell_news()
    assert window.notice_bar.text().startswith(f"bvdesk er oppdatert til versjon {__version__}. ")
    window.notice_bar.action_clicked.emit(news.SEE)
    manual = window.findChild(HandbokWindow)
    assert manual is not None
    assert manual.isVisible()
    assert manual.text.toPlainText().startswith("Nytt i bvdesk")
    manual.close()
    window.notice_bar.hide()
    window.tell_news()
    assert window.notice_bar.isHidden()


@pytest.mark.parametrize("kind", [NoticeKind.ERROR, NoticeKind.WARNING])
def test_news_wait_while_something_else_is_said(window: MainWindow, kind: NoticeKind) -> None:
    window_state.write("sett_versjon", "0.0.1")
    window.show_notice(kind, "Filen er åpnet bare for lesing.", "Gå til Trygghet")
    window.tell_news()
    assert window.notice_bar.text() == "Filen er åpnet bare for lesing."
    assert news.unseen()
