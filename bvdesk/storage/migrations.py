"""Migrations: append-only, never edited after release, no domain imports.

`NAMES` is the list a file may carry; a file with a name that is not here comes from a newer program and is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

MIGRATION_SET = "bvdesk"
NAMES = ("m001_tall", "m002_godtatt_funn", "m003_utgivelse", "m004_verksted")


def build() -> Migrations:
    """The migration set. sqlite-utils is imported here, since only a file that must change needs it."""
    from sqlite_utils.migrations import Migrations

    migrations = Migrations(MIGRATION_SET)
    for migration in (m001_tall, m002_godtatt_funn, m003_utgivelse, m004_verksted):
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


def m004_verksted(db: Database) -> None:
    """The report workshop: texts with their history, templates, measures, editions, pictures and published versions."""
    for statement in _M004:
        db.execute(statement)


_M004 = (
    """CREATE TABLE tekst (
        periode TEXT NOT NULL, omrade TEXT NOT NULL, malform TEXT NOT NULL CHECK (malform IN ('nb', 'nn')),
        kapittel TEXT NOT NULL, rolle TEXT NOT NULL CHECK (rolle IN ('felles', 'tillegg', 'erstatning')),
        markdown TEXT NOT NULL, PRIMARY KEY (periode, omrade, malform, kapittel)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE tekst_endring (
        nr INTEGER PRIMARY KEY AUTOINCREMENT, operasjon INTEGER NOT NULL REFERENCES operasjon(nr),
        periode TEXT NOT NULL, omrade TEXT NOT NULL, malform TEXT NOT NULL, kapittel TEXT NOT NULL,
        rolle TEXT NOT NULL, markdown TEXT NOT NULL, kjede BLOB NOT NULL) STRICT""",
    """CREATE INDEX tekst_endring_sted ON tekst_endring(periode, kapittel, omrade, malform)""",
    """CREATE TABLE mal (
        navn TEXT PRIMARY KEY, innhold TEXT NOT NULL, brukes INTEGER NOT NULL DEFAULT 0) STRICT""",
    """CREATE TABLE innsats (
        ar INTEGER NOT NULL, omrade TEXT NOT NULL, malform TEXT NOT NULL, nr INTEGER NOT NULL,
        mal TEXT NOT NULL, tiltak TEXT NOT NULL, indikator TEXT NOT NULL, maltall TEXT NOT NULL,
        ansvarlig TEXT NOT NULL, frist TEXT NOT NULL, status TEXT NOT NULL, oppfolging TEXT NOT NULL,
        PRIMARY KEY (ar, omrade, malform, nr)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE utgaveoppsett (omrade TEXT PRIMARY KEY, innhold TEXT NOT NULL) STRICT""",
    """CREATE TABLE behandling (
        periode TEXT NOT NULL, omrade TEXT NOT NULL, nr INTEGER NOT NULL, dato TEXT NOT NULL, organ TEXT NOT NULL,
        saksnummer TEXT NOT NULL, vedtak TEXT NOT NULL, PRIMARY KEY (periode, omrade, nr)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE bilde (
        id TEXT PRIMARY KEY, navn TEXT NOT NULL, bredde INTEGER NOT NULL, hoyde INTEGER NOT NULL,
        innhold BLOB NOT NULL) STRICT""",
    """CREATE TABLE publikasjon (
        nr INTEGER PRIMARY KEY AUTOINCREMENT, periode TEXT NOT NULL, versjon INTEGER NOT NULL, tid TEXT NOT NULL,
        person TEXT NOT NULL, utgivelse INTEGER REFERENCES utgivelse(nr), tilstand BLOB NOT NULL, sha256 TEXT NOT NULL,
        UNIQUE (periode, versjon)) STRICT""",
    """CREATE TABLE publikasjon_fil (
        publikasjon INTEGER NOT NULL REFERENCES publikasjon(nr), navn TEXT NOT NULL, omrade TEXT NOT NULL,
        utgave TEXT NOT NULL, sha256 TEXT NOT NULL, innhold BLOB NOT NULL,
        PRIMARY KEY (publikasjon, navn)) STRICT""",
    """CREATE TABLE publikasjon_rettelse (
        publikasjon INTEGER NOT NULL REFERENCES publikasjon(nr), omrade TEXT NOT NULL, tekst TEXT NOT NULL) STRICT""",
    *(
        f"""CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table}
        BEGIN SELECT RAISE(ABORT, 'what has been written or published stays on record'); END"""
        for table in ("tekst_endring", "publikasjon", "publikasjon_fil", "publikasjon_rettelse")
        for verb in ("UPDATE", "DELETE")
    ),
)

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
