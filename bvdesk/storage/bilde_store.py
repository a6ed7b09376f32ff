"""Pictures of the report, kept in the file under a name made from their content."""

from __future__ import annotations

from dataclasses import dataclass

from bvdesk.storage.database import Database


@dataclass(frozen=True, slots=True)
class Bildefil:
    """A picture: its id, the name it came with, its size in pixels and the file."""

    id: str
    navn: str
    bredde: int
    hoyde: int
    innhold: bytes


def put(database: Database, bilde: Bildefil) -> None:
    """Keep a picture; the same picture twice is one."""
    database.execute(
        "INSERT OR IGNORE INTO bilde VALUES (?, ?, ?, ?, ?)",
        (bilde.id, bilde.navn, bilde.bredde, bilde.hoyde, bilde.innhold),
    )


def get(database: Database, bilde_id: str) -> Bildefil | None:
    """A picture by its id."""
    row = database.execute("SELECT id, navn, bredde, hoyde, innhold FROM bilde WHERE id = ?", (bilde_id,)).fetchone()
    return Bildefil(*row) if row else None
