"""`bvdesk --selftest`: does an installed program work? A file, typeface, every chart, a report, every page, licences.

For those who build and roll out packages; needs no screen and leaves nothing behind.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bvdesk import __version__, resources
from bvdesk.cli.oppstart import opened
from bvdesk.services import eksempel, lisenser
from bvdesk.services.bruker import machine_user

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from bvdesk.domain.diagram.spec import Diagram, Slag

OPTION = "--selftest"


def run() -> int:
    """Run every check; returns 0 when all pass, else 1."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    print(f"bvdesk {__version__}")
    application = _application()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        # The user's own folder is left alone.
        os.environ["BVDESK_MAPPE"] = str(folder / "mappe")
        passed = [_passes(check, folder) for check in (_file, _typeface, _charts, _report, _window, _licenses)]
    application.quit()
    return 0 if all(passed) else 1


def _application() -> QApplication:
    from PySide6.QtWidgets import QApplication

    from bvdesk.ui.qt_texts import install_qt_texts

    application = QApplication(["bvdesk"])
    install_qt_texts(application)
    return application


def _passes(check: Callable[[Path], str], folder: Path) -> bool:
    try:
        print(f"  ok    {check(folder)}", flush=True)
    except Exception as fault:  # noqa: BLE001 - whatever a check meets is what is told
        print(f"  FEIL  {check.__name__.strip('_')}: {type(fault).__name__}: {fault}", flush=True)
        return False
    return True


def _example(folder: Path) -> Path:
    return folder / "eksempel.bvdesk"


def _file(folder: Path) -> str:
    with eksempel.create(_example(folder), machine_user()) as made:
        name = made.tjeneste.navn
    with opened(_example(folder)) as fil:
        _expect(fil.tjeneste.navn == name and bool(fil.years()), "the file read back is another")
        return f"fil: {name}, {len(fil.years())} år, {len(fil.active())} indikatorer"


def _typeface(_folder: Path) -> str:
    from PySide6.QtGui import QFontDatabase

    from bvdesk.ui import theme

    theme.load_fonts()
    _expect(theme.FONT_FAMILY in QFontDatabase.families(), f"Qt does not know {theme.FONT_FAMILY}")
    return f"skrift: {theme.FONT_FAMILY}"


def _charts(folder: Path) -> str:
    from bvdesk.domain.diagram.spec import Slag
    from bvdesk.services import trykking

    for slag in Slag:
        for suffix in (".png", ".svg"):
            _expect(len(trykking.picture(_chart(slag), suffix)) > 500, f"nothing drawn for {slag}")
    return f"diagrammer: {', '.join(Slag)}"


def _chart(slag: Slag) -> Diagram:
    from bvdesk.domain.diagram.spec import Diagram, Serie, vist

    quarters = tuple(f"{n}. kv." for n in range(1, 5))
    nordvik, elvedal = (tuple(vist(n * step) for n in range(1, 5)) for step in (3, 5))
    return Diagram(slag, "Prøve", "Meldinger", quarters, (Serie("Nordvik", nordvik), Serie("Elvedal", elvedal)))


def _report(folder: Path) -> str:
    from bvdesk.domain.tall.omrade import TJENESTEN
    from bvdesk.domain.tall.periode import Periode
    from bvdesk.services import rapport

    with opened(_example(folder)) as fil:
        valg = rapport.Rapportvalg((TJENESTEN,), Periode.year(max(fil.years())))
        path = rapport.print_all(fil, valg, folder / "rapporter")[0]
    return f"rapport: {path.stat().st_size // 1024} kB, godkjent som PDF/UA-1 og PDF/A-2a"


def _window(folder: Path) -> str:
    from bvdesk.ui.desk import Desk
    from bvdesk.ui.main_window import MainWindow
    from bvdesk.ui.page_table import PAGES

    desk = Desk(machine_user())
    window = MainWindow(desk)
    _expect(desk.open_path(_example(folder)), "the window cannot open the file")
    for page in PAGES:
        window.show_page(page.id)
        _expect(window.current_page() is not None and not window.grab().isNull(), f"{page.title} is not shown")
    window.close()
    return f"vindu: {', '.join(page.title for page in PAGES)}"


def _licenses(_folder: Path) -> str:
    parts = lisenser.parts()
    for part in parts:
        _expect(len(part.text()) > 200, f"{part.navn} has no licence text")
    _expect("LESSER GENERAL PUBLIC LICENSE" in resources.text(lisenser.FOLDER, "LGPL-3.0.txt"), "LGPL-3.0 is not the LGPL")
    return f"lisenser: {len(parts)} deler"


def _expect(true: bool, else_say: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not true:
        raise RuntimeError(else_say)
