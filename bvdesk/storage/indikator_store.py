"""A service's own indicators and its choices for the catalogue's."""

from __future__ import annotations

import json

from bvdesk.domain.record import record
from bvdesk.storage.database import Database


@record
class Indikatorvalg:
    """What a service has chosen for an indicator: shown or not (None: the catalogue decides), its note, another kv."""

    id: str
    aktiv: bool | None = None
    merknad: str = ""
    kv: str | None = None


def own_rows(database: Database) -> tuple[dict[str, str], ...]:
    """The service's own indicators as catalogue rows, in the order they were added."""
    return tuple(json.loads(rad) for (rad,) in database.execute("SELECT rad FROM indikator_egen ORDER BY rowid"))


def put_own(database: Database, rad: dict[str, str]) -> None:
    """Add or replace an own indicator."""
    sql = "INSERT INTO indikator_egen (id, rad) VALUES (?, ?) ON CONFLICT DO UPDATE SET rad = excluded.rad"
    database.execute(sql, (rad["id"], json.dumps(rad, ensure_ascii=False)))


def choices(database: Database) -> dict[str, Indikatorvalg]:
    """The choices made so far, by indicator."""
    rows = database.execute("SELECT id, aktiv, merknad, kv FROM indikator_valg")
    return {key: Indikatorvalg(key, None if aktiv is None else bool(aktiv), merknad, kv) for key, aktiv, merknad, kv in rows}


def put_choice(database: Database, valg: Indikatorvalg) -> None:
    """Store a choice."""
    sql = """INSERT INTO indikator_valg (id, aktiv, merknad, kv) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET aktiv = excluded.aktiv, merknad = excluded.merknad, kv = excluded.kv"""
    database.execute(sql, (valg.id, None if valg.aktiv is None else int(valg.aktiv), valg.merknad, valg.kv))
