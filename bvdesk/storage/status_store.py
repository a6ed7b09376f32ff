"""How far a kommune has come with a quarter: påbegynt, klar or godkjent."""

from __future__ import annotations

from bvdesk.domain.tall.periode import Periode
from bvdesk.storage.database import Database


def all_statuses(database: Database) -> dict[tuple[int, Periode], str]:
    """Every status, by (area's row number, period)."""
    rows = database.execute("SELECT omrade, periode, status FROM kvartalstatus")
    return {(nr, Periode.parse(periode)): status for nr, periode, status in rows}


def put(database: Database, omrade_nr: int, periode: Periode, status: str) -> None:
    """Store a status."""
    sql = """INSERT INTO kvartalstatus (omrade, periode, status) VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET status = excluded.status"""
    database.execute(sql, (omrade_nr, periode.kode, status))


def get(database: Database, omrade_nr: int, periode: Periode) -> str:
    """One status; empty when none is stored."""
    sql = "SELECT status FROM kvartalstatus WHERE omrade = ? AND periode = ?"
    row = database.execute(sql, (omrade_nr, periode.kode)).fetchone()
    return row[0] if row else ""
