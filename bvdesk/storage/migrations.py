"""Migrations: append-only, never edited after release, no domain imports.

`NAMES` is the list a file may carry; a file with a name that is not here comes from a newer program and is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

MIGRATION_SET = "bvdesk"
NAMES = ("m001_tall", "m002_godtatt_funn", "m003_utgivelse")


def build() -> Migrations:
    """The migration set. sqlite-utils is imported here, since only a file that must change needs it."""
    from sqlite_utils.migrations import Migrations

    migrations = Migrations(MIGRATION_SET)
    for migration in (m001_tall, m002_godtatt_funn, m003_utgivelse):
        migrations()(migration)
    return migrations


def m001_tall(db: Database) -> None:
    """Areas, figures, own indicators, choices, quarter status and the change log."""
    for statement in _M001:
        db.execute(statement)


def m002_godtatt_funn(db: Database) -> None:
    """Findings that were accepted with a reason; append-only."""
    for statement in _M002:
        db.execute(statement)


def m003_utgivelse(db: Database) -> None:
    """Everything ever published: each release with its figures, shown or hidden. Rows are never changed or removed."""
    for statement in _M003:
        db.execute(statement)


_M003 = (
    """CREATE TABLE utgivelse (
        nr INTEGER PRIMARY KEY AUTOINCREMENT, tid TEXT NOT NULL, person TEXT NOT NULL,
        periode TEXT NOT NULL, policy TEXT NOT NULL) STRICT""",
    """CREATE TABLE utgitt_fil (
        utgivelse INTEGER NOT NULL REFERENCES utgivelse(nr), navn TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT""",
    """CREATE TABLE utgitt_celle (
        utgivelse INTEGER NOT NULL REFERENCES utgivelse(nr), id TEXT NOT NULL, verdi INTEGER NOT NULL,
        nedre_grense INTEGER NOT NULL, ovre_grense INTEGER, gruppe TEXT NOT NULL,
        vist INTEGER NOT NULL, skjult INTEGER NOT NULL, PRIMARY KEY (utgivelse, id)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE utgitt_relasjon (
        utgivelse INTEGER NOT NULL REFERENCES utgivelse(nr), ledd TEXT NOT NULL, konstant INTEGER NOT NULL,
        slag TEXT NOT NULL) STRICT""",
    """CREATE TABLE trukket_utgivelse (
        utgivelse INTEGER PRIMARY KEY REFERENCES utgivelse(nr), tid TEXT NOT NULL, person TEXT NOT NULL,
        grunn TEXT NOT NULL) STRICT""",
    *(
        f"""CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table}
        BEGIN SELECT RAISE(ABORT, 'what has been published stays on record'); END"""
        for table in ("utgivelse", "utgitt_fil", "utgitt_celle", "utgitt_relasjon", "trukket_utgivelse")
        for verb in ("UPDATE", "DELETE")
    ),
)

_M002 = (
    """CREATE TABLE godtatt_funn (
        nr INTEGER PRIMARY KEY AUTOINCREMENT, nokkel TEXT NOT NULL, grunn TEXT NOT NULL,
        tid TEXT NOT NULL, person TEXT NOT NULL) STRICT""",
    *(
        f"""CREATE TRIGGER godtatt_funn_{verb.lower()} BEFORE {verb} ON godtatt_funn
        BEGIN SELECT RAISE(ABORT, 'accepted findings are append-only'); END"""
        for verb in ("UPDATE", "DELETE")
    ),
)

_M001 = (
    """CREATE TABLE innstilling (navn TEXT PRIMARY KEY, verdi TEXT NOT NULL) STRICT""",
    """CREATE TABLE omrade (
        nr INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, navn TEXT NOT NULL,
        slag TEXT NOT NULL CHECK (slag IN ('deltaker', 'tjeneste', 'sammenligning')),
        fra_ar INTEGER, til_ar INTEGER) STRICT""",
    """CREATE TABLE indikator_egen (id TEXT PRIMARY KEY, rad TEXT NOT NULL) STRICT""",
    """CREATE TABLE indikator_valg (
        id TEXT PRIMARY KEY, aktiv INTEGER, merknad TEXT NOT NULL DEFAULT '', kv TEXT) STRICT""",
    """CREATE TABLE registrering (
        omrade INTEGER NOT NULL REFERENCES omrade(nr), ar INTEGER NOT NULL, indikator TEXT NOT NULL,
        kategori TEXT NOT NULL DEFAULT '', periode TEXT NOT NULL, verdi TEXT, status TEXT NOT NULL DEFAULT '',
        merknad TEXT NOT NULL DEFAULT '', kilde TEXT NOT NULL DEFAULT '', forelopig INTEGER NOT NULL DEFAULT 0,
        nr INTEGER NOT NULL, CHECK ((verdi IS NULL) = (status <> '')),
        PRIMARY KEY (omrade, ar, indikator, kategori, periode)) STRICT, WITHOUT ROWID""",
    """CREATE INDEX registrering_nr ON registrering(nr)""",
    """CREATE TABLE kvartalstatus (
        omrade INTEGER NOT NULL REFERENCES omrade(nr), periode TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('pabegynt', 'klar', 'godkjent')),
        PRIMARY KEY (omrade, periode)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE operasjon (
        nr INTEGER PRIMARY KEY AUTOINCREMENT, tid TEXT NOT NULL, person TEXT NOT NULL, slag TEXT NOT NULL,
        tekst TEXT NOT NULL, gjelder INTEGER REFERENCES operasjon(nr), kjede BLOB NOT NULL) STRICT""",
    """CREATE TABLE endring (
        nr INTEGER PRIMARY KEY AUTOINCREMENT, operasjon INTEGER NOT NULL REFERENCES operasjon(nr),
        indikator TEXT NOT NULL, kategori TEXT NOT NULL, omrade TEXT NOT NULL, periode TEXT NOT NULL,
        for_verdi TEXT, etter_verdi TEXT) STRICT""",
    """CREATE INDEX endring_operasjon ON endring(operasjon)""",
    """CREATE INDEX endring_celle ON endring(indikator, omrade, periode)""",
    *(
        f"""CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table}
        BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END"""
        for table in ("operasjon", "endring")
        for verb in ("UPDATE", "DELETE")
    ),
)
