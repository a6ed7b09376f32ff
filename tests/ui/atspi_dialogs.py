"""The program with all its dialogs open at once, for a reader on the accessibility bus. Argument: an example file."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path


def main() -> None:
    example = Path(sys.argv[1])
    folder = example.with_name("mappe")
    os.environ["BVDESK_MAPPE"] = str(folder)

    from bvdesk import app
    from bvdesk.services.tjenestefil import Bruker
    from bvdesk.ui.desk import Desk
    from bvdesk.ui.main_window import MainWindow
    from tests.ui.every_dialog import DIALOGS

    application = app.build_application([])
    desk = Desk(Bruker("Kari Leder", lambda: datetime(2026, 1, 15, 14, 32, tzinfo=UTC)))
    desk.open_path(example)
    window = MainWindow(desk)
    window.show()
    dialogs = []
    for kind, make in DIALOGS.items():
        own = folder / kind.__name__
        own.mkdir(parents=True)
        dialogs.append(make(window, own))
        dialogs[-1].setModal(False)
        dialogs[-1].show()
    application.exec()


if __name__ == "__main__":
    main()
