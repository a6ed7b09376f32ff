"""Goals and measures by year. A row's `omrade` is empty for what all kommuner have in common."""

from __future__ import annotations

from collections.abc import Sequence

from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.innsats import Tiltak, Tiltaksstatus
from bvdesk.storage.database import Database

_COLUMNS = "mal, tiltak, indikator, maltall, ansvarlig, frist, status, oppfolging"


def measures(database: Database, ar: int, omrade: str, malform: Malform) -> tuple[Tiltak, ...]:
    """The measures of a year, in order."""
    sql = f"SELECT {_COLUMNS} FROM innsats WHERE ar = ? AND omrade = ? AND malform = ? ORDER BY nr"
    rows = database.execute(sql, (ar, omrade, malform.value))
    return tuple(_measure(row) for row in rows)


def put(database: Database, ar: int, omrade: str, malform: Malform, tiltak: Sequence[Tiltak]) -> None:
    """Replace the measures of a year."""
    database.execute("DELETE FROM innsats WHERE ar = ? AND omrade = ? AND malform = ?", (ar, omrade, malform.value))
    rows = [
        (
            ar,
            omrade,
            malform.value,
            nr,
            t.mal,
            t.tiltak,
            t.indikator,
            t.maltall,
            t.ansvarlig,
            t.frist,
            t.status,
            t.oppfolging,
        )
        for nr, t in enumerate(tiltak)
    ]
    database.executemany("INSERT INTO innsats VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _measure(row: tuple[str, ...]) -> Tiltak:
    mal, tiltak, indikator, maltall, ansvarlig, frist, status, oppfolging = row
    return Tiltak(mal, tiltak, indikator, maltall, ansvarlig, frist, Tiltaksstatus(status), oppfolging)
