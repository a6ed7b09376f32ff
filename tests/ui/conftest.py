"""Every UI test runs without a screen, in its own folder, and leaves neither windows nor threads behind."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import threading
from collections.abc import Callable, Iterator
from functools import partialmethod
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bvdesk import app as bvdesk_app
from bvdesk.services import eksempel
from bvdesk.services.tjenestefil import Bruker
from bvdesk.storage import mapper
from bvdesk.ui.desk import Desk
from bvdesk.ui.main_window import MainWindow


@pytest.fixture(scope="session")
def qapp(tmp_path_factory: pytest.TempPathFactory) -> QApplication:
    os.environ[mapper.VARIABLE] = str(tmp_path_factory.mktemp("bruker"))
    return bvdesk_app.build_application([])


PATIENCE_MS = 120_000


class PatientBot(QtBot):
    """Waits longer than anything takes on the slowest machine; what never comes, fails all the same."""

    waitSignal = partialmethod(QtBot.waitSignal, timeout=PATIENCE_MS)  # noqa: N815 - as pytest-qt spells it
    waitUntil = partialmethod(QtBot.waitUntil, timeout=PATIENCE_MS)  # noqa: N815 - as pytest-qt spells it
    waitActive = partialmethod(QtBot.waitActive, timeout=PATIENCE_MS)  # noqa: N815 - as pytest-qt spells it


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "bruker"
    folder.mkdir()
    monkeypatch.setenv(mapper.VARIABLE, str(folder))


@pytest.fixture(autouse=True)
def _nothing_left_behind(qapp: QApplication) -> Iterator[None]:
    threads = set(threading.enumerate())
    yield
    for widget in qapp.topLevelWidgets():
        if not widget.isHidden() or isinstance(widget, MainWindow):
            widget.close()
            widget.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
    left = [widget for widget in qapp.topLevelWidgets() if not widget.isHidden()]
    assert not left, left
    # A dummy is Qt's own pool thread that Python has heard of; Python never forgets it, whether it runs or not.
    ours = [thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)]
    assert not [thread for thread in ours if thread not in threads and thread.is_alive()]


@pytest.fixture(scope="session")
def example_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The example service as a closed file, made once."""
    from datetime import UTC, datetime

    path = tmp_path_factory.mktemp("eksempel") / "eksempel.bvdesk"
    with eksempel.create(path, Bruker("Kari Leder", lambda: datetime(2026, 1, 15, 14, 32, tzinfo=UTC))):
        pass
    return path.read_bytes()


@pytest.fixture
def example_path(example_bytes: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "eksempel.bvdesk"
    path.write_bytes(example_bytes)
    return path


@pytest.fixture
def desk(qapp: QApplication, bruker: Bruker, example_path: Path) -> Iterator[Desk]:
    """A desk with the example service open."""
    desk = Desk(bruker)
    assert desk.open_path(example_path)
    yield desk
    desk.close()


@pytest.fixture
def open_window(qapp: QApplication) -> Iterator[Callable[[Desk], MainWindow]]:
    """Makes windows, and holds them until the test is over.

    A window that nobody holds any more is taken away by Python's search for garbage, in any order,
    and that may come while one of its own pages works.
    """
    held: list[MainWindow] = []

    def make(desk: Desk) -> MainWindow:
        held.append(MainWindow(desk))
        return held[-1]

    yield make
    for window in held:
        window.close()
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(desk: Desk, open_window: Callable[[Desk], MainWindow]) -> MainWindow:
    """The whole window on the example service, active so that keys go where they should."""
    window = open_window(desk)
    window.resize(1200, 760)
    window.show()
    window.activateWindow()
    return window
