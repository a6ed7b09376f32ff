"""Two files of the same service: what differs, cell by cell, and one made of both.

The logs tell where the files parted: the last link of the chain that both have. What only one of them changed since
has an obvious answer; what both changed must be chosen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from bvdesk.domain.change import Change
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.katalog import to_row
from bvdesk.domain.tall.verdi import Registrering
from bvdesk.services import innskriving, registrering
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import indikator_store, innhold, konflikter, kryptering, logg_store
from bvdesk.storage.database import Database
from bvdesk.storage.kryptering import Nokkel
from bvdesk.storage.logg_store import Operasjon

SLAG = "sammenslaing"
_FIGURE_TABLES = frozenset({"registrering", "endring", "operasjon", "_sqlite_migrations"})

_NAVN = {
    "innstilling": "innstillinger",
    "omrade": "kommuner og områder",
    "indikator_egen": "egne indikatorer",
    "indikator_valg": "valg for indikatorer",
    "kvartalstatus": "status for kvartaler",
    "godtatt_funn": "godtatte funn",
}


class Forslag(Enum):
    """Whose figure to keep."""

    MIN = "min"
    ANDRE = "andre"
    VELG = "velg"


@dataclass(frozen=True, slots=True)
class Celleforskjell:
    """A cell in which two files differ (None: blank), and what follows from who changed it last."""

    celle: Celle
    min: Registrering | None
    andre: Registrering | None
    forslag: Forslag


@dataclass(frozen=True, slots=True)
class Sammenligning:
    """What differs: cells, and other things (name, rows that are not in both). `felles` is the last common operation."""

    celler: tuple[Celleforskjell, ...]
    annet: tuple[tuple[str, int], ...]
    felles: Operasjon | None

    @property
    def like(self) -> bool:
        """Whether nothing differs."""
        return not (self.celler or self.annet)


def conflict_copies(path: Path) -> tuple[Path, ...]:
    """Copies that a sync program has left beside the file."""
    return konflikter.conflict_copies(path)


def synced_by(path: Path) -> str:
    """The sync program in whose folder the file lies, by its name; empty when there is none."""
    return konflikter.synced_by(path)


def load_copy(fil: Tjenestefil, path: Path, nokkel: Nokkel | None = None) -> Tjenestefil:
    """Another file of the service, read into memory; it is only read. The open file's own key is tried first."""
    return Tjenestefil(innhold.load(path, nokkel or key_for(fil, path)), fil.bruker)


def key_for(fil: Tjenestefil, path: Path) -> Nokkel | None:
    """The open file's key when the other file is locked with the same."""
    own = fil.database.tilgang.nokkel
    return own if own and kryptering.is_encrypted(path) and kryptering.read_salt(path) == own.salt else None


def compare(fil: Tjenestefil, other: Tjenestefil) -> Sammenligning:
    """Every difference between the open file and another one."""
    mine, theirs = _figures(fil), _figures(other)
    fork, felles = _fork(fil.database, other.database)
    changed_here = logg_store.cells_changed_since(fil.database, fork)
    changed_there = logg_store.cells_changed_since(other.database, fork)
    cells = [celle for celle in {**mine, **theirs} if mine.get(celle) != theirs.get(celle)]
    differing = tuple(
        Celleforskjell(c, mine.get(c), theirs.get(c), _suggest(c in changed_here, c in changed_there)) for c in cells
    )
    other_rows = innhold.differences(fil.database, other.database, _FIGURE_TABLES)
    return Sammenligning(differing, tuple((_NAVN.get(table, table), n) for table, n in other_rows), felles)


def merge(fil: Tjenestefil, other: Tjenestefil, chosen: Iterable[Celleforskjell]) -> Change:
    """Take the other file's figure in the chosen cells: one operation, which undo takes back whole."""
    wanted = list(chosen)
    innskriving.refuse_locked(fil, [forskjell.celle for forskjell in wanted])
    with fil.database.atomic():
        _bring_indicators(fil, other, {forskjell.celle.indikator for forskjell in wanted})
        for forskjell in wanted:
            registrering.ensure_area(fil, other.omrade(forskjell.celle.omrade))
        cells = [(forskjell.celle, forskjell.andre) for forskjell in wanted]
        return registrering.save(fil, cells, f"Hentet {len(cells)} tall fra {other.path.name}", slag=SLAG)


def _figures(fil: Tjenestefil) -> dict[Celle, Registrering]:
    years = fil.years()
    return {celle: r for omrade in fil.omrader for ar in years for celle, r in fil.bok.cells(omrade, ar)}


def _fork(mine: Database, theirs: Database) -> tuple[int, Operasjon | None]:
    ours, others = logg_store.chain(mine), logg_store.chain(theirs)
    common = [nr for (nr, link), (nr2, link2) in zip(ours, others, strict=False) if (nr, link) == (nr2, link2)]
    return (common[-1], logg_store.operation(mine, common[-1])) if common else (0, None)


def _suggest(here: bool, there: bool) -> Forslag:  # noqa: FBT001
    if here == there:
        return Forslag.VELG
    return Forslag.MIN if here else Forslag.ANDRE


def _bring_indicators(fil: Tjenestefil, other: Tjenestefil, used: set[str]) -> None:
    missing = [other.katalog[key] for key in used if key not in fil.katalog]
    for indikator in missing:
        indikator_store.put_own(fil.database, to_row(indikator))
    if missing:
        fil.reload()
