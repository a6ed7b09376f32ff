"""What follows typing or a change comes a little later, so that nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def delayed(owner: QObject, milliseconds: int, slot: Callable[[], None]) -> QTimer:
    """Calls a slot once, this long after it was last started."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(slot)
    return timer
