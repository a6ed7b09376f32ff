"""Findings that somebody has accepted, with the reason; the newest word on a finding counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bvdesk.storage.database import Database


@dataclass(frozen=True, slots=True)
class GodtattFunn:
    """An acceptance. An empty reason takes an earlier acceptance back."""

    nokkel: str
    grunn: str
    tid: str
    person: str


def append(database: Database, godtatt: GodtattFunn) -> None:
    """Write one word on a finding; nothing is ever changed or removed."""
    sql = "INSERT INTO godtatt_funn (nokkel, grunn, tid, person) VALUES (?, ?, ?, ?)"
    database.execute(sql, (godtatt.nokkel, godtatt.grunn, godtatt.tid, godtatt.person))


def standing(database: Database) -> dict[str, GodtattFunn]:
    """The acceptances that stand, by the finding's key."""
    newest = {row.nokkel: row for row in _rows(database)}
    return {nokkel: row for nokkel, row in newest.items() if row.grunn}


def _rows(database: Database) -> Iterator[GodtattFunn]:
    for row in database.execute("SELECT nokkel, grunn, tid, person FROM godtatt_funn ORDER BY nr"):
        yield GodtattFunn(*row)
