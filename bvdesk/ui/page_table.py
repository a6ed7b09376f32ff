"""The pages of the window, in the order of the navigation: one line each. A page's module is imported on first visit."""

from __future__ import annotations

import importlib
import sys
from enum import Enum, auto
from types import ModuleType

from bvdesk.domain.record import record
from bvdesk.ui.desk import Desk
from bvdesk.ui.pages.page import Page


class PageId(Enum):
    """One name per page."""

    OVERSIKT = auto()
    REGISTRERING = auto()
    DIAGRAMMER = auto()
    KONTROLL = auto()
    PERSONVERN = auto()
    TEKSTER = auto()
    RAPPORT = auto()
    INDIKATORER = auto()
    ENDRINGSLOGG = auto()
    TRYGGHET = auto()
    INNSTILLINGER = auto()


@record
class PageSpec:
    """One page: its name to the user, its icon, and where its class is."""

    id: PageId
    title: str
    icon: str
    module: str
    class_name: str

    def is_fetched(self) -> bool:
        """Whether the page's module has been imported."""
        return f"bvdesk.ui.pages.{self.module}" in sys.modules

    def fetch(self) -> ModuleType:
        """Import the page's module."""
        return importlib.import_module(f"bvdesk.ui.pages.{self.module}")

    def build(self, desk: Desk) -> Page:
        """Import the page's module and make the page."""
        page_class = getattr(self.fetch(), self.class_name)
        page = page_class(desk)
        if not isinstance(page, Page):
            raise TypeError(f"{self.class_name} is not a Page")
        return page


PAGES: tuple[PageSpec, ...] = (
    PageSpec(PageId.OVERSIKT, "Oversikt", "oversikt", "oversikt_page", "OversiktPage"),
    PageSpec(PageId.REGISTRERING, "Registrering", "registrering", "registrering_page", "RegistreringPage"),
    PageSpec(PageId.DIAGRAMMER, "Diagrammer", "diagrammer", "diagrammer_page", "DiagrammerPage"),
    PageSpec(PageId.KONTROLL, "Kontroll", "kontroll", "kontroll_page", "KontrollPage"),
    PageSpec(PageId.PERSONVERN, "Personvern", "personvern", "personvern_page", "PersonvernPage"),
    PageSpec(PageId.TEKSTER, "Tekster", "kommentar", "tekster_page", "TeksterPage"),
    PageSpec(PageId.RAPPORT, "Rapport", "rapport", "rapport_page", "RapportPage"),
    PageSpec(PageId.INDIKATORER, "Indikatorer", "indikatorer", "indikatorer_page", "IndikatorerPage"),
    PageSpec(PageId.ENDRINGSLOGG, "Endringslogg", "endringslogg", "endringslogg_page", "EndringsloggPage"),
    PageSpec(PageId.TRYGGHET, "Trygghet", "laas", "trygghet_page", "TrygghetPage"),
    PageSpec(PageId.INNSTILLINGER, "Innstillinger", "innstillinger", "innstillinger_page", "InnstillingerPage"),
)
