"""The two processes that `bench_start` compares. Each says on standard output when it was painted and when it was usable.

Nothing is imported here that a program would not import: what one of the two pays for, it must need.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

BARE, WHOLE = "bare", "whole"


def run_bare(started: float) -> None:
    """Nothing but Qt."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        pass

    app = QApplication([])
    window = Window()
    window.resize(1200, 760)
    window.show()
    watch(window, started, window.isVisible, window.close)
    app.exec()


def run_whole(started: float) -> None:
    """The program, through its own front door and with no word of which file; only its event loop is begun by us."""
    from bvdesk.__main__ import main as bvdesk

    class StandIn:
        """Found in place of `bvdesk.app` when the program comes to import it, so that it has chosen what comes before."""

        @staticmethod
        def run(args: list[str]) -> int:
            del sys.modules["bvdesk.app"]
            from PySide6.QtWidgets import QApplication, QMainWindow

            from bvdesk import app

            begin_loop = QApplication.exec

            def watched(*_: object) -> int:
                window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMainWindow))
                # Closed as a user does, so that the next start is not one after a crash, which has something to tell.
                watch(window, started, arrow_moves, window.close)
                return begin_loop()

            QApplication.exec = watched  # type: ignore[method-assign, assignment]
            return app.run(args)

    sys.modules["bvdesk.app"] = cast("ModuleType", StandIn)
    sys.argv = ["bvdesk"]
    bvdesk()


def watch(window: Any, started: float, works: Callable[[], bool], close: Callable[[], object]) -> None:
    """Look at a window from within its event loop, and close it and end the process when it has been seen to work."""
    from PySide6.QtCore import QTimer

    times: dict[str, float] = {}
    ordinary_paint = type(window).paintEvent

    def note(name: str) -> None:
        times[f"{name}_cpu"] = 1000 * time.process_time()
        times[f"{name}_wall"] = 1000 * (time.monotonic() - started)

    def paint(self: Any, event: Any) -> None:
        ordinary_paint(self, event)
        if not times:
            QTimer.singleShot(0, use)
        note("painted")  # the last of several, should there be more than one

    def use() -> None:
        if not works():
            sys.stderr.write("the window does not react\n")
            os._exit(1)
        note("usable")
        print(str(times).replace("'", '"'), flush=True)
        close()
        os._exit(0)

    type(window).paintEvent = paint


def arrow_moves() -> bool:
    """Whether the arrow key moves the mark in the table that has the focus."""
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication, QTableView

    table = QApplication.focusWidget()
    if not isinstance(table, QTableView) or not table.model().rowCount():
        return False
    before = table.currentIndex().row()
    QApplication.sendEvent(table, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier))
    return table.currentIndex().row() != before


if __name__ == "__main__":
    {BARE: run_bare, WHOLE: run_whole}[sys.argv[1]](float(sys.argv[2]))
