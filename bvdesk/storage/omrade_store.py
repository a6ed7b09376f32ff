"""The areas of a file: tjenesten, the deltakerkommuner with their dates, and areas to compare with."""

from __future__ import annotations

from bvdesk.domain.record import record
from bvdesk.domain.tall.omrade import Omrade, OmradeId, OmradeSlag
from bvdesk.storage.database import Database


@record
class OmradeRad:
    """An area as stored: its row number, itself, and the years of membership for a deltakerkommune."""

    nr: int
    omrade: Omrade
    fra_ar: int | None
    til_ar: int | None


def all_omrader(database: Database) -> tuple[OmradeRad, ...]:
    """Every area, in the order they were added."""
    rows = database.execute("SELECT nr, id, navn, slag, fra_ar, til_ar FROM omrade ORDER BY nr")
    return tuple(
        OmradeRad(nr, Omrade(OmradeId(key), navn, OmradeSlag(slag)), fra, til) for nr, key, navn, slag, fra, til in rows
    )


def add(database: Database, omrade: Omrade) -> int:
    """Store an area; returns its row number."""
    cursor = database.execute("INSERT INTO omrade (id, navn, slag) VALUES (?, ?, ?)", (omrade.id, omrade.navn, omrade.slag))
    return int(cursor.lastrowid or 0)


def set_membership(database: Database, omrade: OmradeId, fra_ar: int | None, til_ar: int | None) -> None:
    """The years in which a kommune takes part (None: open)."""
    database.execute("UPDATE omrade SET fra_ar = ?, til_ar = ? WHERE id = ?", (fra_ar, til_ar, omrade))
