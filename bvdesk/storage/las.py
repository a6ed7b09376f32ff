"""One writer at a time: a lock file beside the service file says who, where and since when.

On one machine the operating system's own lock on that file decides: it falls away when the process dies, so a lock left
by a crash heals by itself. Between machines (network folder, synced folder) only the text can tell: a fresh heartbeat is
respected, an old one may be taken over after asking. Whoever lost the lock while asleep sees it before the next write.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from pathlib import Path

from bvdesk.domain.errors import UserError
from bvdesk.domain.record import record

SUFFIX = "-las"
FRESH = timedelta(minutes=15)
_FAR_AWAY = 1_000_000  # the byte that is locked on Windows, where a locked byte cannot be read
_MAX_BYTES = 4096

Clock = Callable[[], datetime]


@record
class Holder:
    """Who has the file open. Times are ISO 8601 with offset."""

    vert: str
    pid: int
    person: str
    siden: str
    puls: str

    def is_fresh(self, now: datetime) -> bool:
        """Whether the heartbeat is recent; a clock that was set back counts as recent, so nobody is thrown out by it."""
        with suppress(ValueError, TypeError):
            return now - datetime.fromisoformat(self.puls) < FRESH
        return False


class FileBusyError(UserError):
    """Somebody else writes in the file. `old` when their machine has not been heard from: one may ask to take over."""

    def __init__(self, path: Path, holder: Holder | None, *, old: bool) -> None:
        who = f"{holder.person} på {holder.vert}" if holder else "noen andre"
        since = _clock_text(holder.siden) if holder else "ukjent tid"
        text = f"{path.name} er åpen hos {who} siden {since}."
        advice = "Du kan lese, men ikke endre, til filen er lukket der."
        if old:
            text = f"{path.name} ble åpnet av {who} {since}, og er ikke lukket."
            advice = "Maskinen har ikke gitt lyd fra seg på en stund. Er filen lukket der, kan du ta over."
        super().__init__(text, advice)
        self.holder = holder
        self.old = old


class Las:
    """A held lock. `release` removes the file. `cut_off`: the last one to hold it, on this machine, did not release it."""

    def __init__(self, path: Path, descriptor: int, holder: Holder, clock: Clock) -> None:
        self.cut_off = False
        self.path = path
        self.clock = clock
        self._descriptor = descriptor
        self._holder = holder
        self._content = b""
        self._released = False
        self.beat()

    @classmethod
    def take(cls, path: Path, person: str, clock: Clock, *, take_over: bool = False) -> Las:
        """The lock for a service file. FileBusyError when somebody has it, OSError when the folder cannot be written in."""
        descriptor = _open_locked(lock_path(path))
        if descriptor is None:
            raise FileBusyError(path, read_holder(path), old=False)
        content = _read_all(descriptor)
        before = _parse(content)
        if before and before.vert != machine_name() and not take_over:
            os.close(descriptor)
            raise FileBusyError(path, before, old=not before.is_fresh(clock()))
        now = clock().isoformat(timespec="seconds")
        las = cls(lock_path(path), descriptor, Holder(machine_name(), os.getpid(), person, now, now), clock)
        las.cut_off = bool(content) and (before is None or before.vert == machine_name())
        return las

    def beat(self) -> None:
        """Say that we are still here."""
        now = self.clock().isoformat(timespec="seconds")
        content = json.dumps(asdict(self._holder) | {"puls": now}, ensure_ascii=False).encode()
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.write(self._descriptor, content)
        os.ftruncate(self._descriptor, len(content))
        self._content = content

    def is_ours(self) -> bool:
        """Whether the lock is still ours; a few microseconds, so it is asked before every write."""
        try:
            return self.path.read_bytes() == self._content
        except OSError:
            return False

    def retake(self) -> bool:
        """Take the lock again when its file has been cleared away; False when somebody else has it now."""
        if self.path.exists():
            return False
        try:
            descriptor = _open_locked(self.path)
        except OSError:
            return False
        if descriptor is None or _read_all(descriptor):
            return False
        os.close(self._descriptor)
        self._descriptor = descriptor
        self.beat()
        return True

    def release(self) -> None:
        """Give the file free. Leaves the lock file alone when it is no longer ours. May be called again."""
        if self._released:
            return
        self._released = True
        ours = self.is_ours()
        if sys.platform == "win32":
            os.close(self._descriptor)
            if ours:
                self.path.unlink(missing_ok=True)
            return
        if ours:
            self.path.unlink(missing_ok=True)
        os.close(self._descriptor)


def machine_name() -> str:
    """The name of this machine, as `platform.node` gives it; asked of the system directly where that is quicker."""
    if sys.platform == "win32":
        import platform

        return platform.node()
    return os.uname().nodename


def lock_path(path: Path) -> Path:
    """The lock file of a service file."""
    return path.with_name(path.name + SUFFIX)


def read_holder(path: Path) -> Holder | None:
    """Who has a file, as its lock file says; None when there is none, or it cannot be read."""
    with suppress(OSError), lock_path(path).open("rb") as file:
        return _parse(file.read(_MAX_BYTES))
    return None


def _parse(content: bytes) -> Holder | None:
    with suppress(ValueError, TypeError, RecursionError):
        stored = json.loads(content)
        holder = Holder(**{each.name: stored[each.name] for each in fields(Holder) if each.name in stored})
        if all(isinstance(text, str) for text in (holder.vert, holder.person, holder.siden, holder.puls)):
            return holder
    return None


def _open_locked(path: Path) -> int | None:
    """The lock file opened and locked by this process; None when another process has it."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        if not _lock(descriptor):
            os.close(descriptor)
            return None
        # Between open and lock the former owner may have removed the file: then we hold a file without a name.
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(descriptor), path.stat()):
                return descriptor
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR_AWAY, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _read_all(descriptor: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.read(descriptor, _MAX_BYTES)


def _clock_text(iso: str) -> str:
    try:
        return f"{datetime.fromisoformat(iso):%d.%m.%Y kl. %H.%M}"
    except ValueError:
        return "ukjent tid"
