"""Registered figures. A block is one area's year, the unit the program reads in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from bvdesk.domain.tall.celle import Rad
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Status, Verdi
from bvdesk.storage.database import Database
from bvdesk.storage.feil import DamagedFileError

StoredCell = tuple[int, str, str, Periode]
"""(area's row number, indikator, kategori, periode)"""

_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")
_YEARS = """WITH RECURSIVE step(omrade, ar) AS (
        SELECT o.nr, (SELECT min(r.ar) FROM registrering AS r WHERE r.omrade = o.nr) FROM omrade AS o
        UNION ALL
        SELECT omrade, (SELECT min(r.ar) FROM registrering AS r WHERE r.omrade = step.omrade AND r.ar > step.ar)
        FROM step WHERE ar IS NOT NULL)
    SELECT DISTINCT ar FROM step WHERE ar IS NOT NULL ORDER BY ar"""
"""From year to year along the table's key, area by area: the rows themselves are never read."""
_VALUES = "verdi, status, merknad, kilde, forelopig"


def block(
    database: Database, omrade_nr: int, ar: int, indikator: str | None = None
) -> dict[Rad, dict[Periode, Registrering]]:
    """Everything registered for one area in one year, or of it one indicator (the table's key leads straight to it)."""
    one = "" if indikator is None else "AND indikator = ?"
    asked = (omrade_nr, ar) if indikator is None else (omrade_nr, ar, indikator)
    sql = f"SELECT indikator, kategori, periode, {_VALUES} FROM registrering WHERE omrade = ? AND ar = ? {one} ORDER BY nr"
    found: dict[Rad, dict[Periode, Registrering]] = {}
    for key, kategori, periode, verdi, status, merknad, kilde, forelopig in database.execute(sql, asked):
        row = found.setdefault((key, kategori), {})
        row[Periode.parse(periode)] = _registrering(verdi, status, merknad, kilde, forelopig)
    return found


def put_many(database: Database, rows: Iterable[tuple[StoredCell, Registrering]]) -> None:
    """Insert or replace; a row that exists keeps its place in the order of entry."""
    first = database.execute("SELECT coalesce(max(nr), 0) + 1 FROM registrering").fetchone()[0]
    database.executemany(
        f"""INSERT INTO registrering (omrade, ar, indikator, kategori, periode, {_VALUES}, nr)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET verdi = excluded.verdi, status = excluded.status, merknad = excluded.merknad,
        kilde = excluded.kilde, forelopig = excluded.forelopig""",
        ((*_key(cell), *_columns(registrering), nr) for nr, (cell, registrering) in enumerate(rows, first)),
    )


def delete(database: Database, cell: StoredCell) -> None:
    """Make a cell blank."""
    sql = "DELETE FROM registrering WHERE omrade = ? AND ar = ? AND indikator = ? AND kategori = ? AND periode = ?"
    database.execute(sql, _key(cell))


def in_order(database: Database) -> Iterator[tuple[StoredCell, Registrering]]:
    """Every figure in the order it was first entered."""
    sql = f"SELECT omrade, indikator, kategori, periode, {_VALUES} FROM registrering ORDER BY nr"
    for omrade, indikator, kategori, periode, *values in database.execute(sql):
        yield (omrade, indikator, kategori, Periode.parse(periode)), _registrering(*values)


def years(database: Database) -> tuple[int, ...]:
    """The years that have figures, in order."""
    return tuple(ar for (ar,) in database.execute(_YEARS))


def used_periods(database: Database) -> tuple[Periode, ...]:
    """Every period that has figures, in order."""
    return tuple(sorted(Periode.parse(p) for (p,) in database.execute("SELECT DISTINCT periode FROM registrering")))


def _key(cell: StoredCell) -> tuple[int, int, str, str, str]:
    omrade_nr, indikator, kategori, periode = cell
    return omrade_nr, periode.ar, indikator, kategori, periode.kode


def _columns(r: Registrering) -> tuple[str | None, str, str, str, int]:
    return None if r.verdi.tall is None else f"{r.verdi.tall:f}", r.verdi.status.value, r.merknad, r.kilde, int(r.forelopig)


@lru_cache(maxsize=1 << 15)
def _registrering(verdi: str | None, status: str, merknad: str, kilde: str, forelopig: int) -> Registrering:
    """A figure from its columns; small numbers come again and again, and are the same unchanging value."""
    if verdi is not None and not _NUMBER.fullmatch(verdi):
        raise DamagedFileError("Et tall i filen kan ikke leses.", "Filen er skadet. Gjenopprett en sikkerhetskopi.")
    tall = None if verdi is None else Decimal(verdi)
    return Registrering(Verdi(tall, Status(status)), merknad, kilde, bool(forelopig))
