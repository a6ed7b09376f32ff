"""Is the file in good health? The structure of its pages, its log, and that its figures are those of the log."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from bvdesk.domain.record import record
from bvdesk.storage import feil, innstilling_store, logg_store
from bvdesk.storage.database import Database

INTERVAL = timedelta(days=7)
LAST = "sist_kontrollert"
"""The setting that remembers the last examination."""
_STORED = """SELECT r.indikator, r.kategori, o.id, r.periode, r.verdi, r.status, r.merknad, r.kilde, r.forelopig
    FROM registrering r JOIN omrade o ON o.nr = r.omrade"""


Cellenavn = tuple[str, str, str, str]
"""(indikator, kategori, omrade, periode) as they stand in the file"""


@record
class Helse:
    """What a whole examination found.

    Attributes:
        struktur: what is wrong with the pages, in SQLite's own words.
        brudd: operations whose hash does not fit.
        avvik: cells whose figure is not what the log says was written last.
        tekster: the same for texts of the report, by period and chapter.
    """

    struktur: tuple[str, ...]
    brudd: tuple[int, ...]
    avvik: tuple[Cellenavn, ...]
    tekster: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.struktur or self.brudd or self.avvik or self.tekster)

    def describe(self) -> tuple[str, ...]:
        """One line for each thing that is wrong, without a figure."""
        return (
            *(f"Filens oppbygning: {text}" for text in self.struktur),
            *(f"Endringsloggen: innslag {nr} er endret i ettertid" for nr in self.brudd),
            *(
                f"{indikator} {kategori} {omrade} {periode}: tallet er ikke det endringsloggen sier".replace("  ", " ")
                for indikator, kategori, omrade, periode in self.avvik
            ),
            *(f"Teksten i {sted} er ikke den endringsloggen sier" for sted in self.tekster),
        )


def examine(database: Database) -> Helse:
    """Examine everything: structure, indexes, references, the chain of the log, and every figure against the log."""
    try:
        structure = [text for (text,) in database.execute("PRAGMA integrity_check(20)") if text != "ok"]
        structure += [f"{table}: reference" for table, *_ in database.execute("PRAGMA foreign_key_check")]
        if structure:
            return Helse(tuple(structure), (), ())
        # The reports' texts: a whole module, which the start of the program shall not wait for.
        from bvdesk.storage import tekst_store

        broken = (*logg_store.chain_breaks(database), *tekst_store.chain_breaks(database))
        texts = tuple(
            f"{sted.periode.kode} {sted.kapittel} {sted.omrade}".strip() for sted in tekst_store.deviations(database)
        )
        return Helse((), tuple(sorted(set(broken))), tuple(sorted(deviations(database))), texts)
    except feil.unreadable() as fault:
        return Helse((type(fault).__name__,), (), ())


def is_due(database: Database, now: datetime) -> bool:
    """Whether a week has passed since the last examination (or the clock has been set back behind it)."""
    text = innstilling_store.get(database, LAST)
    try:
        last = datetime.fromisoformat(text)
        return not timedelta(0) <= now - last < INTERVAL
    except (ValueError, TypeError):
        return True


def note(database: Database, now: datetime) -> None:
    """Remember in the file that it was examined now and found good."""
    with database.atomic():
        innstilling_store.put(database, LAST, now.isoformat(timespec="seconds"))


def deviations(database: Database) -> dict[Cellenavn, tuple[str | None, list[object] | None]]:
    """Cells where log and figure part ways: what the log says was written last, and what stands there."""
    logged: dict[Cellenavn, str | None] = {}
    for *cell, after in database.execute(
        "SELECT indikator, kategori, omrade, periode, etter_verdi FROM endring ORDER BY nr"
    ):
        logged[_key(cell)] = after
    stored = {_key(row): list(row[4:]) for row in database.execute(_STORED)}
    cells = logged.keys() | stored.keys()
    return {cell: (logged.get(cell), stored.get(cell)) for cell in cells if _fields(logged.get(cell)) != stored.get(cell)}


def _key(row: Sequence[str]) -> Cellenavn:
    indikator, kategori, omrade, periode = row[:4]
    return indikator, kategori, omrade, periode


def _fields(text: str | None) -> list[object] | None:
    return None if text is None else list(json.loads(text))
