"""The whole content of a file, table by table: into memory to look at a copy, or into a file to restore it.

Going through rows, not pages, works between encrypted and plain files alike, and lets a copy in memory be migrated
without anything of it reaching the disk.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bvdesk.storage import database, helse
from bvdesk.storage.database import Database, Tilgang
from bvdesk.storage.kryptering import Nokkel

Row = tuple[Any, ...]
IN_MEMORY = "Kopien er åpnet bare for å leses."


def load(path: Path, nokkel: Nokkel | None, lesegrunn: str = IN_MEMORY) -> Database:
    """A copy of a file in memory, brought up to this program's schema. The file is only read."""
    terms = Tilgang(nokkel, lesegrunn=IN_MEMORY)
    source = database.open_existing(path, terms)
    try:
        copy = Database(path, sqlite3.connect(":memory:", isolation_level=None))
        replace(copy, source)
    finally:
        source.connection.close()
    database.migrate(copy)
    copy.lesegrunn = lesegrunn
    return copy


def replace(target: Database, source: Database, then: Callable[[], object] = lambda: None) -> None:
    """Make everything in `target` what stands in `source`, and do `then`: one transaction, all or nothing."""
    target.execute("PRAGMA foreign_keys = OFF")
    try:
        with target.atomic():
            _drop_all(target)
            application_id = source.execute("PRAGMA application_id").fetchone()[0]
            target.execute(f"PRAGMA application_id = {application_id}")
            _copy_all(target, source)
            then()
    finally:
        target.execute("PRAGMA foreign_keys = ON")


def tables(source: Database) -> tuple[str, ...]:
    """The names of the tables, SQLite's own left out."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
    return tuple(name for (name,) in source.execute(sql))


def differences(mine: Database, theirs: Database, leave_out: frozenset[str]) -> tuple[tuple[str, int], ...]:
    """(table, number of rows that are not in both) for every table that differs."""
    found = []
    for table in tables(mine):
        if table not in leave_out:
            ours, others = (_rows(database, table) for database in (mine, theirs))
            found.append((table, len(ours ^ others)))
    return tuple((table, count) for table, count in found if count)


def _rows(source: Database, table: str) -> set[Row]:
    return {row for row in source.execute(f'SELECT * FROM "{table}"') if row[0] != helse.LAST}


def _drop_all(target: Database) -> None:
    for name in tables(target):
        target.execute(f'DROP TABLE "{name}"')


def _copy_all(target: Database, source: Database) -> None:
    names = tables(source)
    for (sql,) in source.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"):
        target.execute(sql)
    for name in names:
        rows = source.execute(f'SELECT * FROM "{name}"')
        marks = ", ".join("?" * len(rows.description))
        target.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
    target.execute("DELETE FROM sqlite_sequence")
    target.executemany("INSERT INTO sqlite_sequence VALUES (?, ?)", source.execute("SELECT name, seq FROM sqlite_sequence"))
    for (sql,) in source.execute("SELECT sql FROM sqlite_master WHERE type <> 'table' AND sql IS NOT NULL"):
        target.execute(sql)
