"""Open, create and guard a `*.bvdesk` file.

**What «Lagret» means.** Rollback journal and `synchronous=EXTRA`: before a commit returns, SQLite has forced the old pages
(the journal) and then the new pages to the disk with fsync (FlushFileBuffers on Windows, F_FULLFSYNC on macOS), removed the
journal, and forced that removal (the folder) too. Windows cannot force a removal, and a power cut could bring the journal
back, which would take the last figure with it: there the journal is kept, its head is struck out and that is forced, and
it is removed when the file is closed. A kill, a crash or a power cut before that point gives the state before the
operation, after it the state after: never something in between. A disk that lies about writing cannot be mended here.

**Why this journal.** A commit forces the disk five times: the journal, its place in the folder, its head, the file, and the
end of the journal. Measured (20 000 rows, one figure and its log a commit, median) where forcing once takes 4.5 ms: DELETE
28 ms, PERSIST 24 ms, WAL 4 ms; where it takes 0.1 ms: 0.6, 0.5 and 0.2 ms. A WAL forces once, but the newest figures lie
outside the file while it is open, it does not work on network folders, and a sync program may take the parts apart. On
systems where an open file can be moved, a journal left behind would also keep what is open from being read and rescued.

**What is checked.** Before anything is written: that the file is ours and not from a newer program. At every opening
`quick_check` (the structure of every page); a very large file has it weekly, with the rest of `helse`. A damaged file is
never written in.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bvdesk.domain.errors import UserError
from bvdesk.domain.record import record
from bvdesk.storage import backup, feil, kryptering, mapper, migrations
from bvdesk.storage.feil import DamagedFileError, PasswordNeededError
from bvdesk.storage.forbindelse import Modus, connect, in_memory, let_go
from bvdesk.storage.kryptering import Nokkel
from bvdesk.storage.las import Las

APPLICATION_ID = 0x62766473  # «bvds»
SUFFIX = backup.SUFFIX
_MIGRATIONS_TABLE = "_sqlite_migrations"
_ID_PLACE = slice(68, 72)
_QUICK_CHECK_BYTES = 100_000_000


@record
class Tilgang:
    """On what terms a file is opened: its key, the lock held, why it may only be read; a copy also when it changed (ns)."""

    nokkel: Nokkel | None = None
    las: Las | None = None
    lesegrunn: str = ""
    endret: int = 0


class Database:
    """A connection to one open file. Every write happens inside `atomic()`. `lesegrunn` says why it may only be read."""

    def __init__(self, path: Path, connection: sqlite3.Connection, tilgang: Tilgang | None = None) -> None:
        self.path = path
        self.connection = connection
        self.tilgang = tilgang or Tilgang()
        self.lesegrunn = self.tilgang.lesegrunn

    def execute(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        return self.connection.execute(sql, values)

    def executemany(self, sql: str, rows: Iterator[Sequence[Any]] | Sequence[Sequence[Any]]) -> None:
        """Run one statement for many rows."""
        self.connection.executemany(sql, rows)

    @contextlib.contextmanager
    def atomic(self) -> Iterator[None]:
        """All or nothing: committed and on the disk when the block has ended, else untouched. May be nested.

        UserError when the disk is full, the file has gone, or it is open only for reading.
        """
        if self.connection.in_transaction:
            yield
            return
        self._require_writable()
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            yield
            self.connection.execute("COMMIT")
        except BaseException as fault:
            self._roll_back()
            understood = feil.explain(fault) if isinstance(fault, feil.faults()) else None
            if understood is None:
                raise
            raise understood from fault

    def use(self, connection: sqlite3.Connection, nokkel: Nokkel | None) -> None:
        """Go on with another connection to the same place (the file has been written anew, with another key or none)."""
        self.connection = connection
        self.tilgang = Tilgang(nokkel, self.tilgang.las, self.tilgang.lesegrunn)

    def changed(self) -> int:
        """The file's time of change in nanoseconds; of a copy in memory, as it was when the copy was taken."""
        return self.tilgang.endret or self.path.stat().st_mtime_ns

    def close(self) -> None:
        """Close the file and give it free."""
        let_go(self.connection)
        if self.tilgang.las is not None:
            self.tilgang.las.release()

    def _require_writable(self) -> None:
        las = self.tilgang.las
        if las is not None and not self.lesegrunn and not (las.is_ours() or las.retake()):
            self.lesegrunn = "Filen er overtatt av en annen maskin, eller flyttet. Åpne den på nytt for å skrive videre."
        if self.lesegrunn:
            raise UserError("Filen er åpen bare for lesing.", self.lesegrunn)

    def _roll_back(self) -> None:
        with contextlib.suppress(*feil.faults()):
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")


def create(path: Path, fill: Callable[[Database], None] = lambda _: None, nokkel: Nokkel | None = None) -> None:
    """Make a new file, holding what `fill` writes; UserError when something already lies there. Whole or not at all."""
    if path.exists():
        raise UserError(f"Filen {path.name} finnes allerede.", "Velg et annet navn, eller åpne filen.")
    temporary = backup.unfinished(path)
    try:
        backup.clear_unfinished(path)
        _build(temporary, fill, nokkel)
        os.replace(temporary, path)  # noqa: PTH105 - atomic, also on Windows
        backup.sync_folder(path.parent)
    except feil.file_faults() as fault:
        raise UserError(f"Kan ikke lage {path.name} i {path.parent}.", "Velg en mappe du kan skrive i.") from fault
    finally:
        with contextlib.suppress(OSError):
            backup.clear_unfinished(path)


def open_existing(path: Path, tilgang: Tilgang | None = None) -> Database:
    """Open a file, after checking that it is ours, whole, and not from a newer program; pending migrations are applied.

    Nothing is written in a file that is refused. A backup is made before migrations.
    """
    tilgang = tilgang or Tilgang()
    if not path.is_file():
        raise UserError(f"Fant ikke filen {path}.", "Sjekk navnet, eller lag en ny fil med «bvdesk ny».")
    database = _opened(path, tilgang)
    try:
        _refuse_other(database)
        _check(database)
        if not database.lesegrunn and pending(database):
            _upgrade(database)
    except feil.faults() as fault:
        let_go(database.connection)
        raise feil.explain(fault) or _not_ours(path) from fault
    except BaseException:
        let_go(database.connection)
        raise
    return database


def open_snapshot(path: Path, nokkel: Nokkel | None) -> Database:
    """The file as it stands now, in memory: for long reading beside the one who types. Checked as `open_existing` does."""
    try:
        terms = Tilgang(nokkel, lesegrunn="Bare for lesing.", endret=path.stat().st_mtime_ns)
        database = Database(path, in_memory(path, nokkel), terms)
    except feil.file_faults() as fault:
        raise _cannot_open(path, nokkel, fault) from fault
    try:
        _refuse_other(database)
        _check(database)
    except BaseException:
        database.connection.close()
        raise
    return database


def pending(database: Database) -> bool:
    """Whether the file lacks migrations of this program."""
    return _applied(database) != set(migrations.NAMES)


def _build(path: Path, fill: Callable[[Database], None], nokkel: Nokkel | None) -> None:
    with contextlib.closing(connect(path, nokkel, Modus.NY)) as connection:
        database = Database(path, connection)
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(database)
        with database.atomic():
            fill(database)


def _opened(path: Path, tilgang: Tilgang) -> Database:
    try:
        _refuse_foreign(path, tilgang.nokkel)
        connection = connect(path, tilgang.nokkel, Modus.LES if tilgang.lesegrunn else Modus.SKRIV)
    except feil.file_faults() as fault:
        raise _cannot_open(path, tilgang.nokkel, fault) from fault
    return Database(path, connection, tilgang)


def _refuse_foreign(path: Path, nokkel: Nokkel | None) -> None:
    """Read the file's first bytes before SQLite sees it: not even a leftover journal of a foreign file is touched."""
    if kryptering.is_encrypted(path):
        if nokkel is None:
            raise PasswordNeededError(f"{path.name} er låst med passord.", "Skriv passordet eller gjenopprettingsnøkkelen.")
        return
    with path.open("rb") as file:
        head = file.read(100)
    if not head.startswith(kryptering.SQLITE_MAGIC) or head[_ID_PLACE] != APPLICATION_ID.to_bytes(4, "big"):
        raise _not_ours(path)


def _refuse_other(database: Database) -> None:
    if database.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise _not_ours(database.path)
    if _applied(database) - set(migrations.NAMES):
        raise UserError(
            f"{database.path.name} er laget med en nyere versjon av bvdesk.",
            "Oppdater bvdesk på denne maskinen, og åpne filen igjen. Filen er ikke endret.",
        )


def _check(database: Database) -> None:
    if database.path.stat().st_size <= _QUICK_CHECK_BYTES and not _is_whole(database):
        raise _damaged(database.path)


def _is_whole(database: Database) -> bool:
    try:
        return bool(database.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except feil.faults() as fault:
        if isinstance(feil.explain(fault), DamagedFileError):
            return False
        raise


def _applied(database: Database) -> set[str]:
    sql = f"SELECT name FROM {_MIGRATIONS_TABLE} WHERE migration_set = ?"
    return {name for (name,) in database.execute(sql, (migrations.MIGRATION_SET,))}


def _upgrade(database: Database) -> None:
    folder = mapper.backup_folder(database.path)
    now = database.tilgang.las.clock() if database.tilgang.las else datetime.now().astimezone()
    kopi = backup.planned(folder, now, backup.Slag.OPPGRADERING)
    backup.make(database.connection, database.changed(), database.tilgang.nokkel, kopi)
    try:
        migrate(database)
    except feil.faults() as fault:
        raise feil.explain(fault) or UserError("Filen kunne ikke oppgraderes.", "Den er ikke endret.") from fault


def migrate(database: Database) -> None:
    """Apply the migrations that are pending, each in a transaction of its own."""
    from sqlite_utils import Database as SqliteUtilsDatabase

    migrations.build().apply(SqliteUtilsDatabase(database.connection, strict=True))


def _cannot_open(path: Path, nokkel: Nokkel | None, fault: Exception) -> UserError:
    understood = feil.explain(fault)
    if understood is None or not isinstance(understood, DamagedFileError):
        return understood or _not_ours(path)
    if nokkel is not None and not kryptering.fits(path, nokkel):
        return PasswordNeededError(f"Feil passord til {path.name}.", "Prøv igjen. Filen er ikke endret.")
    return _damaged(path)


def _damaged(path: Path) -> DamagedFileError:
    return DamagedFileError(
        f"{path.name} er skadet.",
        "Filen er ikke endret. Gjenopprett siste gode sikkerhetskopi, eller redd det som kan leses.",
    )


def _not_ours(path: Path) -> UserError:
    text = f"{path.name} er ikke en bvdesk-fil, eller filen er skadet."
    return DamagedFileError(text, "Velg en fil som slutter på .bvdesk.")
