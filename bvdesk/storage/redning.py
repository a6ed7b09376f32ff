"""Save what can be read from a damaged file, into a new one. The damaged file is only read."""

from __future__ import annotations

import contextlib
import itertools
import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.indikator import Kv
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Status
from bvdesk.storage import database, feil, helse, innhold, logg_store, rydding, skadet
from bvdesk.storage.database import Database
from bvdesk.storage.forbindelse import Modus, connect
from bvdesk.storage.helse import Helse
from bvdesk.storage.kryptering import Nokkel

Row = tuple[Any, ...]
_MISSES = 3_000
_TOO_LARGE = 10**12  # no number of ours; one past SQLite's largest would stop every later entry
DAMAGED = "Filen er skadet. Her vises det som kan leses; filen er ikke endret."
_OWN_RECORD = "_sqlite_migrations"


@dataclass(frozen=True, slots=True)
class Redning:
    """What was saved.

    Attributes:
        rader: rows by table.
        fra_logg: figures rebuilt from the change log.
        ufullstendige: tables that could not be read whole.
        helse: the examination of the new file.
    """

    rader: dict[str, int]
    fra_logg: int
    ufullstendige: tuple[str, ...]
    helse: Helse


def salvage(path: Path, nokkel: Nokkel | None, target: Path) -> Redning:
    """Write what can be read to a new file with the same key; UserError when not even the list of tables can be read."""
    rescue = _Rescue(_source(path, nokkel), nokkel)
    try:
        database.create(target, rescue.fill, nokkel)
    finally:
        rescue.source.connection.close()
    with contextlib.closing(connect(target, nokkel, Modus.LES)) as saved:
        health = helse.examine(Database(target, saved))
    return Redning(rescue.rows, rescue.rebuilt, tuple(rescue.partial), health)


def look_into(path: Path, nokkel: Nokkel | None) -> Database:
    """What can be read, in memory, to be looked at; UserError when nothing can."""
    rescue = _Rescue(_source(path, nokkel), nokkel)
    found = Database(path, sqlite3.connect(":memory:", isolation_level=None))
    try:
        database.migrate(found)
        with found.atomic():
            rescue.fill(found)
    finally:
        rescue.source.connection.close()
    found.lesegrunn = DAMAGED
    return found


def _source(path: Path, nokkel: Nokkel | None) -> Database:
    source = skadet.open_damaged(path, nokkel)
    if source is None:
        raise UserError(f"Ingenting i {path.name} kan leses.", "Gjenopprett siste gode sikkerhetskopi.")
    return source


class _Rescue:
    def __init__(self, source: Database, nokkel: Nokkel | None) -> None:
        self.source = source
        self._nokkel = nokkel
        self.rows: dict[str, int] = {}
        self.partial: list[str] = []
        self.rebuilt = 0

    def fill(self, new: Database) -> None:
        """Everything that can be read, put into a new file."""
        new.execute("PRAGMA defer_foreign_keys = ON")
        with rydding.guards_off(new):
            for table in innhold.tables(new):
                if table != _OWN_RECORD:
                    self.rows[table] = self._copy(new, table)
            self.rebuilt = rydding.tidy(new)
            rydding.seal(new)

    def _copy(self, new: Database, table: str) -> int:
        columns = [name for name in _columns(self.source, table) if name in _columns(new, table)]
        if not columns:
            return 0
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" * len(columns))
        sql = f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({marks})'
        sound = _Soundness(table, columns)
        return sum(_insert(new, sql, row) for row in self._readable(table, names) if sound(row))

    def _readable(self, table: str, names: str) -> Iterator[Row]:
        """Every row that can be read: from the front; when that stops, from the back, and one by one between."""
        key = _key(self.source, table)
        front, whole = self._until_fault(f'SELECT {key}, {names} FROM "{table}" ORDER BY {key}')
        yield from (row[1:] for row in front)
        if whole:
            return
        self.partial.append(table)
        back, _ = self._until_fault(f'SELECT {key}, {names} FROM "{table}" ORDER BY {key} DESC')
        yield from (row[1:] for row in back)
        if key == "rowid":
            first = front[-1][0] + 1 if front else 1
            yield from self._one_by_one(
                f'SELECT {names} FROM "{table}" WHERE rowid = ', first, back[-1][0] if back else None
            )

    def _until_fault(self, sql: str) -> tuple[list[Row], bool]:
        """The rows until one cannot be read, and whether that was all."""
        found: list[Row] = []
        try:
            for row in self.source.execute(sql):
                found.append(row)  # noqa: PERF402 - those before the fault are wanted
        except feil.faults():
            self._reopen()
            return found, False
        return found, True

    def _reopen(self) -> None:
        """After one page with a broken seal SQLCipher refuses all the others; a new connection reads them."""
        fresh = skadet.open_damaged(self.source.path, self._nokkel) if self._nokkel else None
        if fresh is not None:
            self.source.connection.close()
            self.source = fresh

    def _one_by_one(self, sql: str, first: int, stop: int | None) -> Iterator[Row]:
        misses = 0
        for rowid in itertools.count(first):
            if rowid == stop or misses > _MISSES:
                return
            found, _ = self._until_fault(f"{sql}{rowid}")
            misses = 0 if found else misses + 1
            yield from found


class _Soundness:
    """Whether a row says something that the program can read; the table's own rules judge the rest."""

    def __init__(self, table: str, columns: list[str]) -> None:
        self._checks = [
            (at, check)
            for at, column in enumerate(columns)
            if (check := _READ_AS.get(column) or _READ_AS.get(f"{table}.{column}"))
        ]

    def __call__(self, row: Row) -> bool:
        try:
            for at, check in self._checks:
                check(row[at])
        except (UserError, ValueError, TypeError, ArithmeticError):
            return False
        return not any(isinstance(value, int) and abs(value) > _TOO_LARGE for value in row)


def _figure(text: str | None) -> None:
    if text is not None:
        Decimal(text)


def _setting(text: str) -> None:
    if text.startswith("{"):
        json.loads(text)


# How the program reads a column: it raises when the value is damaged.
_READ_AS: dict[str, Callable[[Any], object]] = {
    "periode": Periode.parse,
    "tid": datetime.fromisoformat,
    "for_verdi": logg_store.load,
    "etter_verdi": logg_store.load,
    "indikator_egen.rad": json.loads,
    "indikator_valg.kv": lambda kv: kv and Kv(kv),
    "innstilling.verdi": _setting,
    "registrering.verdi": _figure,
    "registrering.status": Status,
    "utgaveoppsett.innhold": json.loads,
    "utgitt_relasjon.ledd": json.loads,
}


def _insert(new: Database, sql: str, row: Row) -> int:
    try:
        return new.execute(sql, row).rowcount
    except feil.faults():  # a value of the wrong kind: the row is damaged
        return 0


def _columns(source: Database, table: str) -> list[str]:
    return [row[1] for row in source.execute(f'PRAGMA table_info("{table}")')]


def _key(source: Database, table: str) -> str:
    """What a table is ordered by: its row number, or the first column of its key when it has none."""
    info = source.execute(f'PRAGMA table_list("{table}")').fetchone()
    if info and not info[4]:
        return "rowid"
    places = [(row[5], str(row[1])) for row in source.execute(f'PRAGMA table_info("{table}")') if row[5]]
    return min(places)[1]
