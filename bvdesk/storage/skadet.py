"""Reading a damaged file all the same: lenient about its length, with its header made good, or with a new list of tables."""

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
_INTERIOR = 5  # SQLite's mark on a page that points at others
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
        yield _in_memory(_with_fresh_schema(content))


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


def _with_fresh_schema(content: bytes) -> bytes:
    """The list of tables as in a new file: they begin on the same pages in any file that this version made."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"ny{database.SUFFIX}"
        database.create(path)
        fresh = path.read_bytes()
    mended = bytearray(content)
    for nr in _schema_pages(fresh):
        mended[(nr - 1) * PAGE : nr * PAGE] = fresh[(nr - 1) * PAGE : nr * PAGE]
    mended[:_HEADER] = _good_header(content)
    return bytes(mended)


def _schema_pages(content: bytes) -> list[int]:
    """The pages that hold SQLite's list of tables: the first page and those it points at."""
    pages = [1]
    for nr in pages:
        page, start = content[(nr - 1) * PAGE : nr * PAGE], _HEADER if nr == 1 else 0
        if page[start] == _INTERIOR:
            count = int.from_bytes(page[start + 3 : start + 5], "big")
            cells = [int.from_bytes(page[at : at + 2], "big") for at in range(start + 12, start + 12 + 2 * count, 2)]
            pages += [int.from_bytes(page[at : at + 4], "big") for at in (*cells, start + 8)]
    return pages
