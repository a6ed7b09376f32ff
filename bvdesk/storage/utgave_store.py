"""How each area's edition looks, and its political treatment. An empty `omrade` holds the service's defaults."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.utgaveoppsett import Behandling, Meldingsnavn, Utgaveoppsett
from bvdesk.domain.tall.periode import Periode
from bvdesk.storage.database import Database


def setup(database: Database, omrade: str) -> Utgaveoppsett | None:
    """An area's choices, None when it has made none."""
    row = database.execute("SELECT innhold FROM utgaveoppsett WHERE omrade = ?", (omrade,)).fetchone()
    if row is None:
        return None
    data = json.loads(row[0])
    data.pop("saksnummer", None)  # stood here before 0.1.0; it belongs to one year's report, not to the looks of all
    navn, malform = Meldingsnavn(data.pop("navn")), Malform(data.pop("malform"))
    return Utgaveoppsett(navn, malform=malform, **data)


def remove_setup(database: Database, omrade: str) -> None:
    """Forget an area's choices."""
    database.execute("DELETE FROM utgaveoppsett WHERE omrade = ?", (omrade,))


def put_setup(database: Database, omrade: str, oppsett: Utgaveoppsett) -> None:
    """Store an area's choices."""
    data = {key: getattr(oppsett, key) for key in oppsett.__slots__}
    sql = "INSERT INTO utgaveoppsett VALUES (?, ?) ON CONFLICT DO UPDATE SET innhold = excluded.innhold"
    database.execute(sql, (omrade, json.dumps(data, ensure_ascii=False)))


def treatment(database: Database, periode: Periode, omrade: str) -> tuple[Behandling, ...]:
    """The political treatment of a period's report, in order."""
    sql = "SELECT dato, organ, saksnummer, vedtak FROM behandling WHERE periode = ? AND omrade = ? ORDER BY nr"
    return tuple(Behandling(*row) for row in database.execute(sql, (periode.kode, omrade)))


def put_treatment(database: Database, periode: Periode, omrade: str, steg: Sequence[Behandling]) -> None:
    """Replace the political treatment of a period's report."""
    database.execute("DELETE FROM behandling WHERE periode = ? AND omrade = ?", (periode.kode, omrade))
    rows = [(periode.kode, omrade, nr, b.dato, b.organ, b.saksnummer, b.vedtak) for nr, b in enumerate(steg)]
    database.executemany("INSERT INTO behandling VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
