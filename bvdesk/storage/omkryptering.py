"""Write a file anew with another key, or none: a verified copy beside it takes its place in one step."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from pathlib import Path
from typing import cast

from bvdesk.domain.errors import UserError
from bvdesk.storage import backup, feil, kryptering
from bvdesk.storage.backup import sync_file, sync_folder
from bvdesk.storage.database import APPLICATION_ID
from bvdesk.storage.forbindelse import Modus, connect, uri
from bvdesk.storage.kryptering import Nokkel


def rewrite(path: Path, old: Nokkel | None, new: Nokkel | None) -> None:
    """Replace a closed file by the same content under another key. Whole or not at all; UserError when it cannot be done."""
    temporary = backup.unfinished(path)
    times = path.stat()
    try:
        backup.clear_unfinished(path)
        _export(path, old, temporary, new)
        _require_same(path, old, temporary, new)
        sync_file(temporary)
        os.utime(temporary, ns=(times.st_atime_ns, times.st_mtime_ns))
        os.replace(temporary, path)  # noqa: PTH105 - atomic, also on Windows
        sync_folder(path.parent)
    except feil.file_faults() as fault:
        reason = feil.explain(fault)
        raise UserError("Filen ble ikke skrevet på nytt, og er ikke endret.", reason.text if reason else "") from fault
    finally:
        with contextlib.suppress(OSError):
            backup.clear_unfinished(path)


def _export(path: Path, old: Nokkel | None, target: Path, new: Nokkel | None) -> None:
    from sqlcipher3 import dbapi2 as sqlcipher

    with contextlib.closing(cast("sqlite3.Connection", sqlcipher.connect(uri(path, Modus.SKRIV), uri=True))) as connection:
        connection.isolation_level = None
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute("PRAGMA temp_store = MEMORY")
        if old is not None:
            connection.execute(f'PRAGMA key = "{old.sql()}"')
        key = new.sql() if new else ""
        connection.execute(f'ATTACH DATABASE ? AS ny KEY "{key}"', (uri(target, Modus.NY),))
        connection.execute("SELECT sqlcipher_export('ny')").fetchone()
        connection.execute(f"PRAGMA ny.application_id = {APPLICATION_ID}")
        connection.execute("DETACH DATABASE ny")


def _require_same(path: Path, old: Nokkel | None, target: Path, new: Nokkel | None) -> None:
    if kryptering.is_plain(target) is not (new is None):
        raise UserError("Filen ble ikke kryptert.", "Den er ikke endret. Prøv igjen.")
    if _digest(path, old) != _digest(target, new):
        raise UserError("Den nye filen ble ikke lik den gamle.", "Filen er ikke endret. Prøv igjen.")


def _digest(path: Path, nokkel: Nokkel | None) -> str:
    """A fingerprint of schema and every row."""
    found = hashlib.sha256()
    with contextlib.closing(connect(path, nokkel, Modus.LES)) as connection:
        schema = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
        found.update(repr(schema).encode())
        for name in [name for kind, name, _ in schema if kind == "table"]:
            # The order of a full scan is that of the key, in both files.
            for row in connection.execute(f'SELECT * FROM "{name}"'):
                found.update(repr(row).encode())
    return found.hexdigest()
