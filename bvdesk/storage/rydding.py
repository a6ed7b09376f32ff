"""Put a salvaged file in order: what points at something lost, what only the log remembers, and the seals of the log.

A file that came out of a salvage must open, be found in good health and be backed up as any other; that its log was
damaged and is sealed anew stands in the log itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from bvdesk import resources
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.kommuneregister import Kommuneregister
from bvdesk.domain.tall.omrade import TJENESTEN, Omrade, OmradeId, OmradeSlag
from bvdesk.domain.tall.periode import Periode
from bvdesk.storage import helse, innhold, innstilling_store, logg_store, omrade_store, tekst_store
from bvdesk.storage.database import Database
from bvdesk.storage.logg_store import Celleendring, Innslag

Row = tuple[Any, ...]
SLAG = "redning"
LOST_NAME = "Reddet tjeneste"


@contextmanager
def guards_off(new: Database) -> Iterator[None]:
    """While a file is filled and put in order, the triggers that keep the log append-only are away."""
    guards = new.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        new.execute(f'DROP TRIGGER "{name}"')
    yield
    for _, sql in guards:
        new.execute(sql)


def tidy(new: Database) -> int:
    """Make the parts fit together; returns how many figures were put back from the log."""
    _add_lost_operations(new)
    for table in innhold.tables(new):
        _let_go_of_orphans(new, table)
    _add_lost_areas(new)
    if not innstilling_store.get(new, "tjeneste"):
        innstilling_store.put(new, "tjeneste", LOST_NAME)
    _rebuild_texts(new)
    return _rebuild_figures(new)


def seal(new: Database) -> None:
    """Seal the log anew, and say in it how much did not fit, and which figures are not what it said."""
    broken = logg_store.reseal(new) + tekst_store.reseal(new)
    changes = [_deviation(cell, *values) for cell, values in helse.deviations(new).items()]
    text = "Reddet det som kunne leses av en skadet fil."
    if broken:
        text += f" {broken} innslag i loggen passet ikke med resten, og loggen er forseglet på nytt."
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    nr = logg_store.append(new, Innslag(now, "bvdesk", SLAG, text), changes)
    for sted in tekst_store.deviations(new):
        tekst = tekst_store.get(new, sted)
        if tekst is not None:
            tekst_store.put(new, sted, tekst, nr)


def _deviation(cell: helse.Cellenavn, logged: str | None, stored: list[object] | None) -> Celleendring:
    indikator, kategori, omrade, periode = cell
    now = None if stored is None else json.dumps([*stored[:-1], bool(stored[-1])])
    before, after = logg_store.load(logged), logg_store.load(now)
    return Celleendring(Celle(indikator, kategori, OmradeId(omrade), Periode.parse(periode)), before, after)


def _references(new: Database, table: str) -> list[tuple[str, str, str]]:
    """(column, the table it points at, the column there) for every foreign key of a table."""
    keys = new.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
    return [(column, parent, target) for _, _, parent, column, target, *_ in keys]


def _add_lost_operations(new: Database) -> None:
    """An entry for each operation that any table speaks of but that could not be read."""
    spoken = " UNION ".join(
        f'SELECT "{column}" AS nr FROM "{table}" WHERE "{column}" IS NOT NULL'
        for table in innhold.tables(new)
        for column, parent, _ in _references(new, table)
        if parent == "operasjon"
    )
    new.execute(
        f"""INSERT INTO operasjon (nr, tid, person, slag, tekst, gjelder, kjede)
        SELECT DISTINCT nr, '', '', 'tapt', 'Innslaget gikk tapt da filen ble skadet', NULL, x'' FROM ({spoken})
        WHERE nr NOT IN (SELECT nr FROM operasjon)"""
    )


def _let_go_of_orphans(new: Database, table: str) -> None:
    """What points at something that could not be read points at nothing, or is left out when it cannot stand alone."""
    optional = {row[1] for row in new.execute(f'PRAGMA table_info("{table}")') if not row[3] and not row[5]}
    for column, parent, target in _references(new, table):
        lost = f'"{column}" NOT IN (SELECT "{target}" FROM "{parent}")'
        way = f'UPDATE "{table}" SET "{column}" = NULL' if column in optional else f'DELETE FROM "{table}"'
        new.execute(f"{way} WHERE {lost}")


def _add_lost_areas(new: Database) -> None:
    """The areas that the log has figures for. Those with figures by quarter took part; the leader may put it right."""
    if not new.execute("SELECT 1 FROM omrade WHERE slag = 'tjeneste'").fetchone():
        new.execute("INSERT OR IGNORE INTO omrade (id, navn, slag) VALUES (?1, ?1, 'tjeneste')", (TJENESTEN,))
    spoken = new.execute(
        """SELECT omrade, max(periode LIKE '____K_') FROM endring
        WHERE omrade NOT IN (SELECT id FROM omrade) GROUP BY omrade ORDER BY min(nr)"""
    ).fetchall()
    if spoken:
        names = {kommune.id: kommune.navn for kommune in Kommuneregister.parse(resources.text("kommuner.csv")).kommuner}
        for key, by_quarter in spoken:
            navn = names.get(key) or key.rpartition(":")[2].capitalize()
            slag = OmradeSlag.DELTAKER if by_quarter else OmradeSlag.SAMMENLIGNING
            omrade_store.add(new, Omrade(OmradeId(key), navn, slag))
    if not new.execute("SELECT 1 FROM omrade WHERE slag = 'deltaker'").fetchone():
        omrade_store.add(new, Omrade(OmradeId("ukjent"), "Ukjent kommune", OmradeSlag.DELTAKER))


def _rebuild_figures(new: Database) -> int:
    """Put back the figures that the log has and the table has lost."""
    stored = set(new.execute("SELECT omrade, indikator, kategori, periode FROM registrering"))
    logged: dict[Row, str | None] = {}
    for *cell, after in new.execute(
        """SELECT o.nr, e.indikator, e.kategori, e.periode, e.etter_verdi
        FROM endring e JOIN omrade o ON o.id = e.omrade ORDER BY e.nr"""
    ):
        logged[tuple(cell)] = after
    lost = [(cell, json.loads(after)) for cell, after in logged.items() if after is not None and cell not in stored]
    first = new.execute("SELECT coalesce(max(nr), 0) + 1 FROM registrering").fetchone()[0]
    for nr, ((omrade, indikator, kategori, periode), values) in enumerate(lost, first):
        row = (omrade, Periode.parse(periode).ar, indikator, kategori, periode, *values, nr)
        new.execute("INSERT OR IGNORE INTO registrering VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    return len(lost)


def _rebuild_texts(new: Database) -> None:
    """Put back the texts of the report that their log has and the table has lost."""
    new.execute(
        """INSERT OR IGNORE INTO tekst (periode, omrade, malform, kapittel, rolle, markdown)
        SELECT periode, omrade, malform, kapittel, rolle, markdown FROM tekst_endring
        WHERE nr IN (SELECT max(nr) FROM tekst_endring GROUP BY periode, omrade, malform, kapittel)
        AND (trim(markdown) <> '' OR rolle = 'erstatning')"""
    )
