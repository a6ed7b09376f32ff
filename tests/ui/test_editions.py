"""The tab Utseende: each edition's name, language, colour, logo, case and treatment, seen on the cover."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget
from pytestqt.qtbot import QtBot

from bvdesk.domain.kontrast import contrast
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.utgaveoppsett import Behandling, Meldingsnavn
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import utgave
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.page_table import PageId
from bvdesk.ui.pages.rapport_page import RapportPage
from bvdesk.ui.rapport.edition_view import EditionView
from bvdesk.ui.rapport.treatment_edit import TreatmentEdit, read_date
from bvdesk.ui.widgets import choose_data
from tests.ui.accessibility import unnamed
from tests.ui.keys import enter, press, type_text

P2025 = Periode.year(2025)


@pytest.fixture
def view(window: MainWindow) -> EditionView:
    window.navigation.choose(PageId.RAPPORT)
    page = window.current_page()
    assert isinstance(page, RapportPage)
    tabs = page.findChild(QTabWidget)
    assert tabs is not None
    tabs.setCurrentWidget(page.looks)
    return page.looks


def choose(view: EditionView, at: int) -> None:
    view.area.setCurrentIndex(at)
    view.area.activated.emit(at)


def test_a_kommune_gets_its_own_looks_and_can_follow_all_again(view: EditionView, qtbot: QtBot) -> None:
    fil = view._desk.file
    nordvik = fil.deltakere()[0].id
    assert unnamed(view) == []
    choose(view, 1)
    assert "følger valgene for alle" in view.state.text()
    with qtbot.waitSignal(view.drawing.finished):
        choose_data(view.name, Meldingsnavn.TILSTANDSRAPPORT)
        view.name.activated.emit(1)
    choose_data(view.language, Malform.NYNORSK)
    view.language.activated.emit(1)
    view.title.setFocus()
    enter("Barnevernet i Nordvik")
    stored = utgave.setup(fil, nordvik)
    assert (stored.navn, stored.malform) == (Meldingsnavn.TILSTANDSRAPPORT, Malform.NYNORSK)
    assert stored.tittel == "Barnevernet i Nordvik"
    assert view.state.text() == "Nordvik har egne valg."
    assert not view.cover.pixmap().isNull()
    view.follow.click()
    assert not utgave.has_own(fil, nordvik)
    assert view.title.text() == ""


def test_a_pale_colour_is_never_stored_and_a_darker_one_is_offered(view: EditionView) -> None:
    fil = view._desk.file
    view.colour.propose("#ffcc00")
    assert "for lys" in view.colour.verdict.text()
    assert utgave.setup(fil, fil.deltakere()[0].id).farge == ""
    view.colour.darker.click()
    stored = utgave.setup(fil, fil.deltakere()[0].id).farge
    assert contrast(stored, "#ffffff") >= 4.5
    assert view.colour.colour() == stored


def test_a_logo_is_kept_with_what_it_shows(view: EditionView, window: MainWindow, tmp_path: Path) -> None:
    out = BytesIO()
    Image.new("RGB", (60, 40), "#0b5d6b").save(out, "PNG")
    (tmp_path / "våpen.png").write_bytes(out.getvalue())
    choose(view, 1)
    view.use_logo(tmp_path / "våpen.png", " ")
    assert "mangler tekst" in window.notice_bar.text()
    view.use_logo(tmp_path / "våpen.png", "Kommunevåpenet til Nordvik")
    assert "Kommunevåpenet" in view.logo_state.text()
    view.remove_logo.click()
    assert view.logo_state.text() == "Ingen logo på forsiden."


def test_the_case_and_its_treatment_are_typed_and_belong_to_one_year(view: EditionView) -> None:
    fil = view._desk.file
    nordvik = fil.deltakere()[0].id
    choose(view, 1)
    view.case.setFocus()
    enter("26/00123")
    assert utgave.case_number(fil, P2025, nordvik) == "26/00123"
    assert utgave.case_number(fil, Periode.year(2024), nordvik) == ""
    view.treatment.add.click()
    type_text("12.3.2026")
    press(Qt.Key.Key_Tab)
    table = view.treatment.table
    assert utgave.treatment(fil, P2025, nordvik) == (), "no body yet"
    table.item(0, 1).setText("Kommunestyret")
    table.item(0, 3).setText("tatt til orientering")
    expected = (Behandling("2026-03-12", "Kommunestyret", "", "tatt til orientering"),)
    assert utgave.treatment(fil, P2025, nordvik) == expected
    table.item(0, 0).setText("32.3.2026")
    assert "ikke en dato" in view.treatment.hint.text()
    assert utgave.treatment(fil, P2025, nordvik) == ()
    view.treatment.remove.click()
    assert table.rowCount() == 0


def test_steps_are_read_as_they_are_shown() -> None:
    edit = TreatmentEdit()
    steps = (
        Behandling("2026-03-12", "Formannskapet", "7/26"),
        Behandling("2026-03-26", "Kommunestyret", "14/26", "vedtatt"),
    )
    edit.fill(steps)
    assert edit.steps() == steps
    assert read_date("2026-03-12") == read_date("12.03.2026") == "2026-03-12"
    edit.deleteLater()
