"""How long the event loop is away: by the clock, in processor time of its own thread, and with what.

A timer beats every other millisecond; what lies between two beats is one stretch. While a stretch is long, a signal looks at
the stack now and then, so that the longest one can be told by name. A thread that looked would make Python search for
garbage there, and a Qt object that is freed in another thread than its own takes the program with it.
"""

from __future__ import annotations

import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from types import FrameType

from PySide6.QtCore import QObject, Qt, QTimer, Slot

BEAT_MS = 2
LOOK_SECONDS = 0.004
LONG_SECONDS = 0.015


@dataclass(slots=True)
class Stretch:
    """One time away, in milliseconds, and the stacks seen in it."""

    clock: float = 0.0
    cpu: float = 0.0
    stacks: Counter[str] = field(default_factory=Counter)

    def where(self) -> str:
        """The stack seen most often, innermost function last; empty where Python was not seen at work."""
        return self.stacks.most_common(1)[0][0] if self.stacks else ""


class Watch(QObject):
    """Beats while the event loop runs; `longest` (processor) and `slowest` (clock) are of what happened since `begin`."""

    def __init__(self) -> None:
        super().__init__()
        self._mark = (time.perf_counter(), time.thread_time())
        self._seen: Counter[str] = Counter()
        self.longest, self.slowest = Stretch(), Stretch()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.beat)
        self._timer.start(BEAT_MS)
        signal.signal(signal.SIGALRM, self._look)
        signal.setitimer(signal.ITIMER_REAL, LOOK_SECONDS, LOOK_SECONDS)

    def begin(self) -> None:
        """Forget what was; called from the event loop."""
        self.beat()
        self.longest, self.slowest = Stretch(), Stretch()

    @Slot()
    def beat(self) -> None:
        """Back again."""
        now, seen = (time.perf_counter(), time.thread_time()), self._seen
        found = Stretch(1000 * (now[0] - self._mark[0]) - BEAT_MS, 1000 * (now[1] - self._mark[1]), seen)
        self.longest = max(self.longest, found, key=lambda one: one.cpu)
        self.slowest = max(self.slowest, found, key=lambda one: one.clock)
        if seen:
            self._seen = Counter()
        self._mark = now

    def end(self) -> None:
        """No more."""
        signal.setitimer(signal.ITIMER_REAL, 0)
        self._timer.stop()

    def _look(self, _number: int, frame: FrameType | None) -> None:
        if time.perf_counter() - self._mark[0] > LONG_SECONDS:
            self._seen[_stack(frame)] += 1


def _stack(frame: FrameType | None) -> str:
    """The program's own functions, outermost first; of others' only the innermost."""
    found: list[str] = []
    while frame is not None:
        module = str(frame.f_globals.get("__name__", ""))
        if module.startswith("bvdesk") or not found:
            found.append(f"{module.removeprefix('bvdesk.')}.{frame.f_code.co_name}:{frame.f_lineno}")
        frame = frame.f_back
    return " > ".join(reversed(found))
