"""Dated copies of a service file: made through SQLite's backup, verified by opening, thinned by a ladder.

A copy carries the time of change of the file it was taken from; that is how one sees whether there is anything new to copy,
whatever the clock says. An encrypted file gives encrypted copies, with the same key.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from bvdesk.domain.errors import UserError
from bvdesk.domain.record import record
from bvdesk.storage import feil, kryptering
from bvdesk.storage.forbindelse import Modus, connect
from bvdesk.storage.kryptering import Nokkel

SUFFIX = ".bvdesk"
UNFINISHED = ".ny"
RECENT, DAYS, MONTHS, SPECIAL = 5, 10, 12, 10
_NAME = re.compile(r"(\d{4}-\d\d-\d\d \d{6})(?:-\d+)? ([a-z-]+)\.bvdesk")
_TIME = "%Y-%m-%d %H%M%S"


class Slag(StrEnum):
    """Why a copy was made; the value stands in the file's name."""

    DAGLIG = "daglig"
    OPPGRADERING = "for-oppgradering"
    IMPORT = "for-import"
    GJENOPPRETTING = "for-gjenoppretting"
    PASSORD = "for-passordbytte"


@record
class Kopi:
    """One copy, as its file name tells."""

    path: Path
    tid: datetime
    slag: Slag


def make(connection: sqlite3.Connection, changed: int | None, nokkel: Nokkel | None, kopi: Kopi) -> Kopi:
    """Copy the open file to `kopi.path`. On the disk and verified, else UserError.

    `changed` is the original's time of change (ns), read before the copy is taken: a figure typed meanwhile makes the copy
    look older than it is, and gives another copy; never the other way round.
    """
    kopi.path.parent.mkdir(parents=True, exist_ok=True)
    temporary = unfinished(kopi.path)
    try:
        clear_unfinished(kopi.path)
        with contextlib.closing(connect(temporary, nokkel, Modus.NY)) as target:
            connection.backup(target)
        verify(temporary, nokkel)
        if changed is not None:
            os.utime(temporary, ns=(changed, changed))
        os.replace(temporary, kopi.path)  # noqa: PTH105 - replace on purpose
        sync_folder(kopi.path.parent)
    except feil.file_faults() as fault:
        with contextlib.suppress(OSError):
            clear_unfinished(kopi.path)
        raise _failed(fault) from fault
    return kopi


def planned(folder: Path, now: datetime, slag: Slag) -> Kopi:
    """The next copy's name: never one that is taken."""
    taken = {kopi.path.name for kopi in copies(folder)}
    stamp = now.strftime(_TIME)
    names = (f"{stamp}{f'-{n}' if n else ''} {slag}{SUFFIX}" for n in range(len(taken) + 1))
    return Kopi(folder / next(name for name in names if name not in taken), now.replace(microsecond=0, tzinfo=None), slag)


def copies(folder: Path) -> tuple[Kopi, ...]:
    """The copies in a folder, newest first. Other files are left alone."""
    found = [kopi for path in folder.glob(f"*{SUFFIX}") if (kopi := _parse(path))] if folder.is_dir() else []
    return tuple(sorted(found, key=lambda kopi: (kopi.tid, kopi.path.name), reverse=True))


def is_current(path: Path, kopier: Iterable[Kopi]) -> bool:
    """Whether some copy was taken of the file as it now stands."""
    changed = path.stat().st_mtime_ns
    return any(kopi.path.stat().st_mtime_ns == changed for kopi in kopier)


def superfluous(kopier: Iterable[Kopi]) -> tuple[Kopi, ...]:
    """What the ladder lets go. Kept: the last five, the newest of ten days, twelve months, every year; ten others."""
    ordered = sorted(kopier, key=lambda kopi: (kopi.tid, kopi.path.name), reverse=True)
    days = _newest([kopi for kopi in ordered if kopi.slag is Slag.DAGLIG], "%Y-%m-%d", DAYS)
    kept = days | _newest(ordered, "%Y-%m", MONTHS) | _newest(ordered, "%Y", len(ordered))
    kept |= set(ordered[:RECENT])
    kept |= set([kopi for kopi in ordered if kopi.slag is not Slag.DAGLIG][:SPECIAL])
    return tuple(kopi for kopi in ordered if kopi not in kept)


def thin(folder: Path, just_made: Kopi) -> None:
    """Remove what the ladder lets go; never the copy just made (the clock may have been set back)."""
    for left in folder.glob(f"*{SUFFIX}{UNFINISHED}*"):
        with contextlib.suppress(OSError):
            left.unlink()
    for kopi in superfluous(copies(folder)):
        if kopi != just_made:
            with contextlib.suppress(OSError):
                kopi.path.unlink()


def verify(path: Path, nokkel: Nokkel | None) -> None:
    """Open a copy and check it; DamagedFileError when it is not good, and a plain copy of an encrypted file never is."""
    if nokkel is not None and kryptering.is_plain(path):
        raise feil.DamagedFileError("Kopien ble ikke kryptert.", "Prøv igjen. Den ukrypterte kopien er fjernet.")
    with contextlib.closing(connect(path, nokkel, Modus.LES)) as connection:
        answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if answer != "ok":
        raise feil.DamagedFileError("Kopien kan ikke leses.", "Sjekk disken og prøv igjen.")


def copy_file(kopi: Path, folder: Path) -> Path:
    """Put a copy in a second place, verified byte for byte."""
    target = folder / kopi.name
    temporary = unfinished(target)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(kopi, temporary)
        sync_file(temporary)
        if temporary.read_bytes() != kopi.read_bytes():
            raise OSError
        changed = kopi.stat().st_mtime_ns
        os.utime(temporary, ns=(changed, changed))
        os.replace(temporary, target)  # noqa: PTH105 - replace on purpose
    except OSError as fault:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise UserError(
            f"Kopien kom ikke fram til {folder}.", "Sjekk at minnepennen eller mappen er tilgjengelig og har plass."
        ) from fault
    return target


def put_back(kopi: Path, path: Path, kept: Path) -> None:
    """Put a copy in the place of `path`. What stood there is kept in `kept`; there is a file at `path` all the time."""
    temporary = unfinished(path)
    journal = path.with_name(path.name + "-journal")
    shutil.copyfile(kopi, temporary)
    for old, new in ((path, kept), (journal, kept.with_name(kept.name + "-journal"))):
        if old.exists():
            shutil.copyfile(old, new)
            sync_file(new)
    sync_file(temporary)
    journal.unlink(missing_ok=True)  # or SQLite would play it back into the copy
    os.replace(temporary, path)  # noqa: PTH105 - atomic, also on Windows
    sync_folder(path.parent)


def unfinished(path: Path) -> Path:
    """Where a file is built before it takes its place in one step."""
    return path.with_name(path.name + UNFINISHED)


def clear_unfinished(path: Path) -> None:
    """Remove what a killed program left of it; the journal first, or SQLite would play it back into the next one."""
    unfinished(path).with_name(f"{unfinished(path).name}-journal").unlink(missing_ok=True)
    unfinished(path).unlink(missing_ok=True)


def sync_file(path: Path) -> None:
    """Force a file's bytes to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Force a folder's list of names to the disk; Windows does so by itself."""
    if os.name != "nt":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _newest(ordered: list[Kopi], pattern: str, count: int) -> set[Kopi]:
    first: dict[str, Kopi] = {}
    for kopi in ordered:
        first.setdefault(kopi.tid.strftime(pattern), kopi)
    return set(list(first.values())[:count])


def _parse(path: Path) -> Kopi | None:
    match = _NAME.fullmatch(path.name)
    if match is None or match[2] not in set(Slag):
        return None
    try:
        return Kopi(path, datetime.strptime(match[1], _TIME), Slag(match[2]))  # noqa: DTZ007 - local time, as the name shows it
    except ValueError:
        return None


def _failed(fault: Exception) -> UserError:
    reason = feil.explain(fault)
    words = f"{reason.text} {reason.advice}" if reason else ""
    return UserError("Sikkerhetskopien ble ikke laget.", words.strip())
