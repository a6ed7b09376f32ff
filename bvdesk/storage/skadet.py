"""Reading a damaged file all the same: lenient about its length, with its header made good, or with a new first page."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bvdesk.storage import database, feil
from bvdesk.storage.database import APPLICATION_ID, Database
from bvdesk.storage.forbindelse import Modus, connect
from bvdesk.storage.kryptering import PAGE, SQLITE_MAGIC, Nokkel

_HEADER = 100
_NEEDED = {"registrering", "endring", "operasjon", "omrade"}


def open_damaged(path: Path, nokkel: Nokkel | None) -> Database | None:
    """The file opened for reading in the first way that shows its tables; None when none does. It is never written in."""
    for connection in _ways(path, nokkel):
        with contextlib.suppress(*feil.faults()):
            names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if names >= _NEEDED:
                return Database(path, connection)
        connection.close()
    return None


def _ways(path: Path, nokkel: Nokkel | None) -> Iterator[sqlite3.Connection]:
    with contextlib.suppress(*feil.file_faults()):
        yield connect(path, nokkel, Modus.LES, lenient=True)
    if nokkel is None:
        content = path.read_bytes()
        yield _in_memory(_good_header(content) + content[_HEADER:])
        yield _in_memory(_good_header(content) + _fresh_page()[_HEADER:] + content[PAGE:])


def _in_memory(content: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(content[: len(content) // PAGE * PAGE])
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def _good_header(content: bytes) -> bytes:
    """SQLite's first 100 bytes as they stand in every file of ours; the list of free pages is left out."""
    pages = (len(content) // PAGE).to_bytes(4, "big")
    one, four = (1).to_bytes(4, "big"), (4).to_bytes(4, "big")
    fixed = SQLITE_MAGIC + PAGE.to_bytes(2, "big") + bytes((1, 1, 0, 64, 32, 32)) + one + pages + bytes(8)
    rest = one + four + bytes(8) + one + bytes(8) + APPLICATION_ID.to_bytes(4, "big") + bytes(20) + one + bytes(4)
    return fixed + rest


def _fresh_page() -> bytes:
    """The first page of a new file: its tables begin on the same pages as in any file that this version made."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"ny{database.SUFFIX}"
        database.create(path)
        return path.read_bytes()[:PAGE]
