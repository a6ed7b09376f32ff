"""The service's own templates, as text, and which of them is in use."""

from __future__ import annotations

from bvdesk.storage.database import Database


def names(database: Database) -> tuple[str, ...]:
    """The templates by name."""
    return tuple(navn for (navn,) in database.execute("SELECT navn FROM mal ORDER BY navn"))


def get(database: Database, navn: str) -> str | None:
    """A template's text."""
    row = database.execute("SELECT innhold FROM mal WHERE navn = ?", (navn,)).fetchone()
    return row[0] if row else None


def put(database: Database, navn: str, innhold: str) -> None:
    """Add or replace a template."""
    sql = "INSERT INTO mal (navn, innhold) VALUES (?, ?) ON CONFLICT DO UPDATE SET innhold = excluded.innhold"
    database.execute(sql, (navn, innhold))


def remove(database: Database, navn: str) -> None:
    """Take a template away."""
    database.execute("DELETE FROM mal WHERE navn = ?", (navn,))


def in_use(database: Database) -> str:
    """The name of the template in use, empty for the program's own."""
    row = database.execute("SELECT navn FROM mal WHERE brukes = 1").fetchone()
    return row[0] if row else ""


def use(database: Database, navn: str) -> None:
    """Use this template from now on; an empty name goes back to the program's own."""
    database.execute("UPDATE mal SET brukes = (navn = ?)", (navn,))
