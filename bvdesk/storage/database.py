"""Open, create and guard a `*.bvdesk` file.

Rollback journal and `synchronous=EXTRA`: when a commit has returned, the figure and the directory entry are on the disk,
and a closed file is one file that can be copied or synced (a WAL would leave two more, and fails on network folders).
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bvdesk.domain.errors import UserError
from bvdesk.storage import migrations

APPLICATION_ID = 0x62766473  # «bvds»
SUFFIX = ".bvdesk"
_MIGRATIONS_TABLE = "_sqlite_migrations"


class Database:
    """A connection to one open file. Every write happens inside `atomic()`."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    def execute(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        return self.connection.execute(sql, values)

    def executemany(self, sql: str, rows: Iterator[Sequence[Any]] | Sequence[Sequence[Any]]) -> None:
        """Run one statement for many rows."""
        self.connection.executemany(sql, rows)

    @contextlib.contextmanager
    def atomic(self) -> Iterator[None]:
        """All or nothing: committed and on the disk when the block has ended, else untouched. May be nested."""
        if self.connection.in_transaction:
            yield
            return
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self.connection.close()


def create(path: Path) -> Database:
    """A new, empty file; UserError when something already lies there."""
    if path.exists():
        raise UserError(f"Filen {path.name} finnes allerede.", "Velg et annet navn, eller åpne filen.")
    try:
        database = _connect(path)
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _migrate(database)
    except sqlite3.OperationalError as fault:
        raise UserError(f"Kan ikke lage {path.name} i {path.parent}.", "Velg en mappe du kan skrive i.") from fault
    return database


def open_existing(path: Path) -> Database:
    """Open a file, after checking that it is ours and not from a newer program; pending migrations are applied."""
    if not path.is_file():
        raise UserError(f"Fant ikke filen {path}.", "Sjekk navnet, eller lag en ny fil med «bvdesk ny».")
    pending = _guard(path)
    try:
        database = _connect(path)
    except sqlite3.DatabaseError as fault:
        raise _not_ours(path) from fault
    if pending:
        _migrate(database)
    return database


def _connect(path: Path) -> Database:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    return Database(path, connection)


def _guard(path: Path) -> bool:
    """Refuse foreign and newer files before anything is written; True when migrations are pending."""
    try:
        with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise _not_ours(path)
            sql = f"SELECT name FROM {_MIGRATIONS_TABLE} WHERE migration_set = ?"
            applied = {name for (name,) in connection.execute(sql, (migrations.MIGRATION_SET,))}
    except sqlite3.DatabaseError as fault:
        raise _not_ours(path) from fault
    if applied - set(migrations.NAMES):
        raise UserError(
            f"{path.name} er laget med en nyere versjon av bvdesk.",
            "Oppdater bvdesk på denne maskinen, og åpne filen igjen. Filen er ikke endret.",
        )
    return applied != set(migrations.NAMES)


def _migrate(database: Database) -> None:
    from sqlite_utils import Database as SqliteUtilsDatabase

    migrations.build().apply(SqliteUtilsDatabase(database.connection, strict=True))


def _not_ours(path: Path) -> UserError:
    return UserError(f"{path.name} er ikke en bvdesk-fil, eller filen er skadet.", "Velg en fil som slutter på .bvdesk.")
