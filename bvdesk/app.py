"""The window's composition root: log, fonts, theme, Qt's texts, the file, the window."""

from __future__ import annotations

import gc
import logging
import os
import sys
import traceback
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from bvdesk import __version__
from bvdesk.services.bruker import machine_user
from bvdesk.services.feil import as_user_error
from bvdesk.ui import theme, window_state
from bvdesk.ui.desk import Desk
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.qt_texts import install_qt_texts
from bvdesk.ui.theme import ThemeName

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

LOG_NAME = "bvdesk.log"
MAX_LOG_BYTES = 500_000
NEWS_AFTER_MS = 2_000
SETTLED_AFTER_MS = 200
WARM_AFTER_MS = 3_000
# How long a job may keep the interpreter from the window. Python's own 5 ms, waited for at each of the many calls of one
# repaint, is felt.
SWITCH_SECONDS = 0.0005

_log = logging.getLogger(__name__)


def run(args: Sequence[str]) -> int:
    """Open the window, on a file when one is named; returns the exit code."""
    sys.setswitchinterval(SWITCH_SECONDS)
    start_log(window_state.user_folder())
    take_size()
    app = build_application(list(args))
    desk = Desk(machine_user())
    window = MainWindow(desk)
    catcher = BugCatcher(window)
    sys.excepthook = catcher.catch
    _open_first(desk, args)
    window.show()
    QTimer.singleShot(0, collect_garbage_again)
    QTimer.singleShot(SETTLED_AFTER_MS, stand_in_documents)
    QTimer.singleShot(NEWS_AFTER_MS, window, window.tell_news)
    QTimer.singleShot(WARM_AFTER_MS, window, partial(warm_up, window))
    return app.exec()


def warm_up(window: MainWindow) -> None:
    """Fetch what the other pages need, so that each opens at once."""
    from bvdesk.ui.warming import Warming

    Warming(window).begin()


def stand_in_documents() -> None:
    """The system's own dialogs, such as the printer's, begin among the user's documents, not where the program lies."""
    from bvdesk.ui.file_dialog import documents

    os.chdir(documents())


def take_size() -> None:
    """The size the user has chosen, on top of the screen's own; one that the environment gives goes first."""
    size = window_state.read_text(window_state.SIZE, window_state.NORMAL_SIZE)
    if size != window_state.NORMAL_SIZE:
        os.environ.setdefault("QT_SCALE_FACTOR", size)


def collect_garbage_again() -> None:
    """The window is there: collect garbage from now on, without going through all that start-up made and keeps."""
    gc.freeze()
    gc.enable()


def build_application(args: list[str]) -> QApplication:
    """The QApplication with typeface, theme and Norwegian texts."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(["bvdesk", "-style", "fusion", *args])
    app.setApplicationName("bvdesk")
    app.setApplicationVersion(__version__)
    theme.load_fonts()
    app.setFont(theme.base_font())
    theme.apply_theme(app, ThemeName(window_state.read_text("tema", ThemeName.SYSTEM.value)))
    install_qt_texts(app)
    return app


def _open_first(desk: Desk, args: Sequence[str]) -> None:
    """The named file, else the last one; the start page when there is none."""
    paths = [Path(arg).absolute() for arg in args] or window_state.recent_files()
    if paths:
        desk.open_path(paths[0])


def start_log(folder: Path) -> None:
    """Log to one file in the user's folder, with one older file kept. Figures and texts are never logged."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LOG_NAME
    if path.exists() and path.stat().st_size > MAX_LOG_BYTES:
        path.replace(path.with_suffix(".1.log"))
    logging.basicConfig(
        filename=path, encoding="utf-8", level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )


def describe_fault(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Where a fault happened and of what kind. Its message is left out: it may hold a figure."""
    places = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
    return "\n".join([f"bvdesk {__version__}, Python {sys.version.split()[0]}", *places, kind.__name__])


class BugCatcher(QObject):
    """Every exception nobody expected: log it, tell the user once, go on."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._dialog: QMessageBox | None = None

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """The excepthook."""
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        understood = as_user_error(error)
        if understood is not None:  # a full disk, a memory stick pulled out: nothing of ours
            self._window.desk.failed.emit(understood)
            return
        details = describe_fault(kind, trace)
        _log.error("unexpected fault\n%s", details)
        if self._dialog is None:
            from bvdesk.ui.bug_dialog import BugDialog

            self._dialog = BugDialog(details, self._window)
            self._dialog.finished.connect(self.forget)
            # Shown from the event loop: the fault may have come while Qt was painting.
            QTimer.singleShot(0, self._dialog.open)

    @Slot()
    def forget(self) -> None:
        """The dialog was closed."""
        self._dialog = None
