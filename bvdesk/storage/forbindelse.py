"""Connections: plain SQLite, or SQLCipher when there is a key. The same settings for both.

Everything temporary stays in memory, so that nothing of an encrypted file is ever written in the clear.
"""

from __future__ import annotations

import contextlib
import sqlite3
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from bvdesk.storage.kryptering import Nokkel

_READING = ("PRAGMA temp_store = MEMORY", "PRAGMA cell_size_check = ON", "PRAGMA trusted_schema = OFF")
_SETTINGS = (
    *_READING,
    "PRAGMA synchronous = EXTRA",
    "PRAGMA fullfsync = ON",  # macOS: past the disk's own cache; nothing elsewhere
    "PRAGMA foreign_keys = ON",
)
KEPT_JOURNAL = ("PRAGMA journal_mode = PERSIST", f"PRAGMA journal_size_limit = {1 << 20}")
REMOVED_JOURNAL = ("PRAGMA journal_mode = DELETE",)
JOURNAL = KEPT_JOURNAL if sys.platform == "win32" else REMOVED_JOURNAL
"""How a commit ends. See `database`: on Windows the removal of a file cannot be forced to the disk."""


class Modus(StrEnum):
    """How a file is opened; the values are SQLite's."""

    LES = "ro"
    SKRIV = "rw"
    NY = "rwc"


def connect(path: Path, nokkel: Nokkel | None, modus: Modus, *, lenient: bool = False) -> sqlite3.Connection:
    """An open connection; the library's own error when the file cannot be read (or the key is wrong).

    `lenient` puts up with a file that has been cut off.
    """
    connection = _open(uri(path, modus), nokkel)
    try:
        if lenient:
            connection.execute("PRAGMA writable_schema = ON")
        for setting in _READING if modus is Modus.LES else _SETTINGS:
            connection.execute(setting)
        for setting in JOURNAL if modus is Modus.SKRIV else ():
            connection.execute(setting)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def let_go(connection: sqlite3.Connection) -> None:
    """Close, and leave one single file: a journal that is kept from commit to commit is not kept longer than that."""
    with contextlib.suppress(Exception):  # the file may be gone, or the disk; then there is nothing to tidy
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()


def in_memory(path: Path, nokkel: Nokkel | None) -> sqlite3.Connection:
    """A copy of the file as it stands now, page by page, never on the disk; for reading only.

    A commit waits for everyone who reads, and who asks twice may see two states. So a long reader takes all in one short
    breath (4 MB: 7 ms, encrypted 28 ms) and keeps nobody waiting.
    """
    copy = _open(":memory:", nokkel)
    try:
        with contextlib.closing(connect(path, nokkel, Modus.LES)) as source:
            source.backup(copy)
        for setting in (*_READING, "PRAGMA query_only = ON"):
            copy.execute(setting)
    except BaseException:
        copy.close()
        raise
    return copy


def uri(path: Path, modus: Modus) -> str:
    """The file as SQLite's URI; a UNC path (network share) keeps its server behind four slashes."""
    text = path.absolute().as_uri()
    if not text.startswith("file:///"):
        text = text.replace("file://", "file:////", 1)
    return f"{text}?mode={modus}"


def _open(address: str, nokkel: Nokkel | None) -> sqlite3.Connection:
    if nokkel is None:
        return sqlite3.connect(address, uri=True, isolation_level=None)
    from sqlcipher3 import dbapi2 as sqlcipher

    connection = sqlcipher.connect(address, uri=True, isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f'PRAGMA key = "{nokkel.sql()}"')
    return cast("sqlite3.Connection", connection)
