"""The change log: every operation with what stood before and after, append-only, each link hashed with the one before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from bvdesk.domain.record import record
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Status, Verdi
from bvdesk.storage.database import Database

_JSON = json.JSONEncoder(ensure_ascii=False)


@record
class Operasjon:
    """One thing somebody did. `gjelder` is the operation that an undo or redo is about."""

    nr: int
    tid: str
    person: str
    slag: str
    tekst: str
    gjelder: int | None


@record
class Celleendring:
    """What stood in a cell before and after (None: blank)."""

    celle: Celle
    before: Registrering | None
    after: Registrering | None


@record
class Innslag:
    """A new entry for the log, before it has its number."""

    tid: str
    person: str
    slag: str
    tekst: str
    gjelder: int | None = None


def append(database: Database, innslag: Innslag, endringer: Iterable[Celleendring]) -> int:
    """Write an operation with its cell changes; returns its number."""
    rows = [_row(endring) for endring in endringer]
    previous = database.execute("SELECT kjede FROM operasjon ORDER BY nr DESC LIMIT 1").fetchone()
    chain = link(previous[0] if previous else b"", innslag, rows)
    cursor = database.execute(
        "INSERT INTO operasjon (tid, person, slag, tekst, gjelder, kjede) VALUES (?, ?, ?, ?, ?, ?)",
        (innslag.tid, innslag.person, innslag.slag, innslag.tekst, innslag.gjelder, chain),
    )
    nr = int(cursor.lastrowid or 0)
    sql = """INSERT INTO endring (operasjon, indikator, kategori, omrade, periode, for_verdi, etter_verdi)
        VALUES (?, ?, ?, ?, ?, ?, ?)"""
    database.executemany(sql, [(nr, *row) for row in rows])
    return nr


def link(previous: bytes, innslag: Innslag, rows: list[tuple[str | None, ...]]) -> bytes:
    """The hash of an operation together with everything before it."""
    import hashlib  # loads OpenSSL, which reading does without

    head = [innslag.tid, innslag.person, innslag.slag, innslag.tekst, innslag.gjelder]
    return hashlib.sha256(previous + _JSON.encode([head, rows]).encode()).digest()


_LINES = "FROM operasjon AS o LEFT JOIN endring AS e ON e.operasjon = o.nr"
_CHAIN = "SELECT nr, kjede, tid, person, slag, tekst, gjelder FROM operasjon ORDER BY nr"
_OPERATION = "SELECT nr, tid, person, slag, tekst, gjelder FROM operasjon"


def last_number(database: Database) -> int:
    """The number of the last operation; 0 in a new file."""
    return int(database.execute("SELECT coalesce(max(nr), 0) FROM operasjon").fetchone()[0])


def newest_first(database: Database) -> Iterator[Operasjon]:
    """Every operation, newest first, read as far as it is asked for."""
    for row in database.execute(f"{_OPERATION} ORDER BY nr DESC"):
        yield Operasjon(*row)


def lines(
    database: Database, wanted: Mapping[str, str], first: int, count: int
) -> Iterator[tuple[Operasjon, Celleendring | None]]:
    """From the log, newest first, one line per changed cell: the operation, and the cell when it changed one.

    `wanted` holds a text for some of person, omrade, periode, indikator; who asks for a cell gets only lines of cells.
    """
    where, values = _where(wanted)
    sql = f"""SELECT o.nr, o.tid, o.person, o.slag, o.tekst, o.gjelder,
        e.indikator, e.kategori, e.omrade, e.periode, e.for_verdi, e.etter_verdi {_LINES} {where}
        ORDER BY o.nr DESC, e.nr LIMIT ? OFFSET ?"""
    for row in database.execute(sql, (*values, count, first)):
        yield Operasjon(*row[:6]), None if row[6] is None else _endring(row[6:])


def count_lines(database: Database, wanted: Mapping[str, str]) -> int:
    """How many lines there are."""
    where, values = _where(wanted)
    return int(database.execute(f"SELECT count(*) {_LINES} {where}", values).fetchone()[0])


def people(database: Database) -> tuple[str, ...]:
    """Everybody who is in the log."""
    return tuple(person for (person,) in database.execute("SELECT DISTINCT person FROM operasjon ORDER BY person"))


def _where(wanted: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    columns = {"person": "o.person", "omrade": "e.omrade", "periode": "e.periode", "indikator": "e.indikator"}
    asked = [(f"{column} = ?", wanted[key]) for key, column in columns.items() if wanted.get(key)]
    return (f"WHERE {' AND '.join(part for part, _ in asked)}" if asked else ""), tuple(value for _, value in asked)


def operation(database: Database, nr: int) -> Operasjon:
    """One operation by its number."""
    return Operasjon(*database.execute(f"{_OPERATION} WHERE nr = ?", (nr,)).fetchone())


def changes(database: Database, operasjon_nr: int) -> tuple[Celleendring, ...]:
    """The cell changes of one operation, in order."""
    sql = "SELECT indikator, kategori, omrade, periode, for_verdi, etter_verdi FROM endring WHERE operasjon = ? ORDER BY nr"
    return tuple(_endring(row) for row in database.execute(sql, (operasjon_nr,)))


def history(database: Database, celle: Celle) -> tuple[tuple[Operasjon, Celleendring], ...]:
    """Who changed one cell, when, from what to what; newest first."""
    sql = """SELECT o.nr, o.tid, o.person, o.slag, o.tekst, o.gjelder,
        e.indikator, e.kategori, e.omrade, e.periode, e.for_verdi, e.etter_verdi
        FROM endring e JOIN operasjon o ON o.nr = e.operasjon
        WHERE e.indikator = ? AND e.kategori = ? AND e.omrade = ? AND e.periode = ? ORDER BY e.nr DESC"""
    key = (celle.indikator, celle.kategori, celle.omrade, celle.periode.kode)
    return tuple((Operasjon(*row[:6]), _endring(row[6:])) for row in database.execute(sql, key))


def chain(database: Database) -> tuple[tuple[int, bytes], ...]:
    """The links of the log, oldest first: (operation, hash)."""
    return tuple(database.execute("SELECT nr, kjede FROM operasjon ORDER BY nr"))


def cells_changed_since(database: Database, operasjon_nr: int) -> frozenset[Celle]:
    """The cells that later operations have written in."""
    sql = "SELECT DISTINCT indikator, kategori, omrade, periode FROM endring WHERE operasjon > ?"
    rows = database.execute(sql, (operasjon_nr,))
    return frozenset(Celle(i, k, OmradeId(o), Periode.parse(p)) for i, k, o, p in rows)


def chain_breaks(database: Database) -> tuple[int, ...]:
    """The operations whose hash does not fit what stands in the log: empty when nothing has been tampered with."""
    broken, previous = [], b""
    for nr, chain, *fields in database.execute(_CHAIN).fetchall():
        if _link_of(database, previous, nr, fields) != chain:
            broken.append(nr)
        previous = chain
    return tuple(broken)


def reseal(database: Database) -> int:
    """Hash every operation anew, in a salvaged file; how many did not fit."""
    broken, previous = len(chain_breaks(database)), b""
    for nr, _, *fields in database.execute(_CHAIN).fetchall():
        previous = _link_of(database, previous, nr, fields)
        database.execute("UPDATE operasjon SET kjede = ? WHERE nr = ?", (previous, nr))
    return broken


def _link_of(database: Database, previous: bytes, nr: int, fields: list[Any]) -> bytes:
    rows = [_row(endring) for endring in changes(database, nr)]
    return link(previous, Innslag(*fields), rows)


def _row(endring: Celleendring) -> tuple[str | None, ...]:
    c = endring.celle
    return c.indikator, c.kategori, c.omrade, c.periode.kode, _dump(endring.before), _dump(endring.after)


def _endring(row: tuple[str, ...]) -> Celleendring:
    indikator, kategori, omrade, periode, before, after = row
    return Celleendring(Celle(indikator, kategori, OmradeId(omrade), Periode.parse(periode)), load(before), load(after))


def _dump(r: Registrering | None) -> str | None:
    if r is None:
        return None
    tall = None if r.verdi.tall is None else f"{r.verdi.tall:f}"
    return _JSON.encode([tall, r.verdi.status.value, r.merknad, r.kilde, r.forelopig])


@lru_cache(maxsize=1 << 12)
def load(text: str | None) -> Registrering | None:
    """A value as the log keeps it; the same ones come again and again."""
    if text is None:
        return None
    tall, status, merknad, kilde, forelopig = json.loads(text)
    return Registrering(Verdi(None if tall is None else Decimal(tall), Status(status)), merknad, kilde, forelopig)
