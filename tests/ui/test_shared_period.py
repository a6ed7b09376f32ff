"""The quarter or year that was chosen stays chosen from page to page; the pages of the report have a period of their own."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from bvdesk.domain.tall.periode import Periode
from bvdesk.ui.desk import Desk
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.page_table import PageId
from bvdesk.ui.pages.diagrammer_page import DiagrammerPage
from bvdesk.ui.pages.kontroll_page import KontrollPage
from bvdesk.ui.pages.oversikt_page import OversiktPage
from bvdesk.ui.pages.personvern_page import PersonvernPage
from bvdesk.ui.pages.registrering_page import RegistreringPage
from bvdesk.ui.pages.tekster_page import TeksterPage
from bvdesk.ui.registrering.sheet_chooser import View
from bvdesk.ui.widgets import choose_if_there


def pick(box: QComboBox, data: object) -> None:
    """As the user does."""
    assert choose_if_there(box, data)
    box.activated.emit(box.currentIndex())


def test_a_quarter_chosen_on_one_page_is_shown_by_the_others(window: MainWindow) -> None:
    window.go(PageId.OVERSIKT, None)
    overview = window.page(PageId.OVERSIKT)
    assert isinstance(overview, OversiktPage)
    pick(overview.year, 2024)
    window.go(PageId.REGISTRERING, None)
    sheet = window.page(PageId.REGISTRERING)
    assert isinstance(sheet, RegistreringPage)
    assert sheet.chooser.chosen_quarter() == Periode.quarter(2024, 4)
    pick(sheet.chooser.quarter, Periode.quarter(2023, 2))
    assert sheet.source.ark.tittel == "2. kvartal 2023"
    window.go(PageId.OVERSIKT, None)
    assert overview.year.currentData() == 2023
    window.go(PageId.DIAGRAMMER, None)
    charts = window.page(PageId.DIAGRAMMER)
    assert isinstance(charts, DiagrammerPage)
    assert charts.period.currentData().ar == 2023
    pick(charts.period, Periode.year(2025))
    window.go(PageId.REGISTRERING, None)
    assert sheet.chooser.chosen_quarter() == Periode.quarter(2025, 4)
    assert sheet.source.ark.tittel == "4. kvartal 2025"
    pick(sheet.chooser.quarter, Periode.quarter(2025, 2))
    window.go(PageId.OVERSIKT, None)
    window.go(PageId.REGISTRERING, None)
    assert sheet.chooser.chosen_quarter() == Periode.quarter(2025, 2), "a year does not take the quarter away"


def test_one_kommune_through_a_year_follows_the_year(window: MainWindow) -> None:
    window.go(PageId.REGISTRERING, None)
    sheet, overview = window.page(PageId.REGISTRERING), window.page(PageId.OVERSIKT)
    assert isinstance(sheet, RegistreringPage)
    assert isinstance(overview, OversiktPage)
    sheet.chooser.choose(View.KOMMUNE)
    window.go(PageId.OVERSIKT, None)
    pick(overview.year, 2023)
    window.go(PageId.REGISTRERING, None)
    assert (sheet.chooser.view, sheet.chooser.chosen_year()) == (View.KOMMUNE, 2023)


def test_the_pages_of_the_report_share_its_period_and_another_file_begins_anew(window: MainWindow, desk: Desk) -> None:
    own, spring = Periode.year(2025), Periode(2024, 1, 6)
    window.go(PageId.KONTROLL, None)
    check = window.page(PageId.KONTROLL)
    assert isinstance(check, KontrollPage)
    assert check.period.chosen() == own
    pick(check.period, spring)
    window.go(PageId.TEKSTER, None)
    texts = window.page(PageId.TEKSTER)
    assert isinstance(texts, TeksterPage)
    assert texts.chooser.period.chosen() == spring
    pick(texts.chooser.period, Periode.year(2024))
    window.go(PageId.PERSONVERN, None)
    privacy = window.page(PageId.PERSONVERN)
    assert isinstance(privacy, PersonvernPage)
    assert privacy.period.chosen() == Periode.year(2024)
    window.go(PageId.KONTROLL, None)
    assert check.period.chosen() == Periode.year(2024)
    assert desk.arbeidsperiode is None, "what one reports on is not what one registers"
    window.go(PageId.KONTROLL, Periode.year(2023))
    assert check.period.chosen() == Periode.year(2023)
    assert desk.rapportperiode == Periode.year(2024)
