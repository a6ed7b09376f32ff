"""Settings that belong to the service and travel with its file."""

from __future__ import annotations

from bvdesk.storage.database import Database


def get(database: Database, navn: str, default: str = "") -> str:
    """One setting."""
    row = database.execute("SELECT verdi FROM innstilling WHERE navn = ?", (navn,)).fetchone()
    return row[0] if row else default


def put(database: Database, navn: str, verdi: str) -> None:
    """Store one setting."""
    sql = "INSERT INTO innstilling (navn, verdi) VALUES (?, ?) ON CONFLICT DO UPDATE SET verdi = excluded.verdi"
    database.execute(sql, (navn, verdi))
