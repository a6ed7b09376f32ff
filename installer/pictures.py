"""The pictures of README and manual, taken of the real program with the example service: run it when looks have changed."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from parts import ROOT

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from bvdesk.services.tjenestefil import Bruker
    from bvdesk.ui.main_window import MainWindow

FOLDER = ROOT / "resources" / "manual" / "bilder"
REPORT_PAGE = 3
WIDTH, HEIGHT, SCALE = 1200, 740, "1.5"
SETTLE_MS = 500
PATIENCE = 240


def main() -> None:
    """Take them all."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = SCALE
    sys.path.insert(0, str(ROOT))
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        os.environ["BVDESK_MAPPE"] = name
        example = Path(name) / "Fjordbygda.bvdesk"
        take_report(example)
        take_window(example)


def leader() -> Bruker:
    """Who uses the program in the pictures, some weeks after the end of the example's last year."""
    from bvdesk.services.tjenestefil import Bruker

    return Bruker("Kari Leder", lambda: datetime(2026, 1, 15, 9, 30, tzinfo=UTC))


def take_report(example: Path) -> None:
    """A page of the printed report."""
    import pypdfium2

    from bvdesk.domain.tall.omrade import TJENESTEN
    from bvdesk.domain.tall.periode import Periode
    from bvdesk.services import eksempel, rapport

    with eksempel.create(example, leader()) as fil:
        printed = rapport.make_all(fil, rapport.Rapportvalg((TJENESTEN,), Periode.year(2025))).rapporter[0].pdf
    page = pypdfium2.PdfDocument(printed)[REPORT_PAGE - 1]
    save(page.render(scale=1.6).to_pil(), "rapportside")


def take(window: QWidget, name: str) -> None:
    """What the window shows now."""
    from PIL import Image

    wait()
    for _ in range(PATIENCE):
        if not busy(window):
            break
        wait()
    window.grab().save(str(FOLDER / f"{name}.png"), "PNG")
    save(Image.open(FOLDER / f"{name}.png"), name)


def wait() -> None:
    """Let the program work for a while: in an event loop, which lets other threads run (`QTest.qWait` does not)."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(SETTLE_MS, loop.quit)
    loop.exec()


def busy(window: QWidget) -> bool:
    """Whether something is still being worked out: a bar, or words that say so («Kontrollerer tallene …»)."""
    from PySide6.QtWidgets import QLabel, QProgressBar

    said = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    bars = [bar for bar in window.findChildren(QProgressBar) if bar.isVisible()]
    return bool(bars) or any(text.endswith(" …") for text in said)


def take_window(example: Path) -> None:
    """Every page of the window, under the name it has there."""
    from bvdesk import app
    from bvdesk.ui.desk import Desk
    from bvdesk.ui.main_window import MainWindow
    from bvdesk.ui.page_table import PAGES, PageId

    _application = app.build_application([])  # kept: Qt dies with the last reference
    desk = Desk(leader())
    window = MainWindow(desk)
    window.resize(WIDTH, HEIGHT)
    window.show()
    take(window, "start")
    desk.open_path(example)
    for page in PAGES:
        window.navigation.choose(page.id)
        if page.id is PageId.RAPPORT:
            make_reports(window)
        take(window, page.id.name.lower())
    window.close()


def make_reports(window: MainWindow) -> None:
    """So that the page of reports has something to show."""
    from bvdesk.ui.pages.rapport_page import RapportPage

    page = window.current_page()
    assert isinstance(page, RapportPage)
    page.make.click()


def save(picture: object, name: str) -> None:
    """Write a picture with few colours: they are drawings, not photographs."""
    from PIL import Image

    assert isinstance(picture, Image.Image)
    picture.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
