"""An open service file: its database, its catalogue, and the figures resolved on demand."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from bvdesk import resources
from bvdesk.domain.errors import UserError
from bvdesk.domain.record import record
from bvdesk.domain.tall.beregning import Beregning
from bvdesk.domain.tall.celle import Block, Tallbok
from bvdesk.domain.tall.indikator import Indikator, Kv
from bvdesk.domain.tall.katalog import Katalog, from_row
from bvdesk.domain.tall.omrade import TJENESTEN, Deltakelse, Omrade, OmradeId, OmradeSlag, Tjeneste
from bvdesk.storage import (
    backup,
    database,
    feil,
    indikator_store,
    innstilling_store,
    kryptering,
    logg_store,
    omrade_store,
    registrering_store,
    tabellager,
)
from bvdesk.storage.database import Database, Tilgang
from bvdesk.storage.feil import DamagedFileError
from bvdesk.storage.indikator_store import Indikatorvalg
from bvdesk.storage.kryptering import Nokkel
from bvdesk.storage.las import FileBusyError, Las
from bvdesk.storage.logg_store import Celleendring, Innslag
from bvdesk.storage.omrade_store import OmradeRad

if TYPE_CHECKING:
    from bvdesk.domain.tall.kommuneregister import Kommune, Kommuneregister


@record
class Bruker:
    """Who is at the keyboard, and what the clock says."""

    navn: str
    clock: Callable[[], datetime]

    def now(self) -> str:
        """The time as a file keeps it."""
        return self.clock().isoformat(timespec="seconds")


class Tjenestefil:
    """Everything known about one open file. `reload()` after a change to areas or indicators."""

    katalog: Katalog
    tjeneste: Tjeneste
    bok: Tallbok
    beregning: Beregning
    omrader: dict[OmradeId, OmradeRad]
    valg: dict[str, Indikatorvalg]

    def __init__(self, database: Database, bruker: Bruker) -> None:
        self.database = database
        self.bruker = bruker
        self.reload()

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self.database.path

    @property
    def lesegrunn(self) -> str:
        """Why the file may only be read, in words for the user; empty when it may be written in."""
        return self.database.lesegrunn

    @property
    def was_cut_off(self) -> bool:
        """Whether the program stopped without closing the file the last time it was open on this machine."""
        las = self.database.tilgang.las
        return las is not None and las.cut_off

    def beat(self) -> None:
        """Tell others that the file is still in use; call it every few minutes."""
        las = self.database.tilgang.las
        if las is not None:
            with suppress(OSError):
                las.beat()

    def reload(self) -> None:
        """Read areas, catalogue and choices anew; figures are read again when next asked for."""
        self.omrader = {rad.omrade.id: rad for rad in omrade_store.all_omrader(self.database)}
        self.valg = indikator_store.choices(self.database)
        self.katalog = self._katalog()
        self.tjeneste = self._tjeneste()
        # No ring: a file let go is gone at once with its figures. The search for garbage holds up the window.
        block = partial(_block, self.database, self.omrader)
        self.bok = Tallbok(block, block)
        self.beregning = Beregning(self.katalog, self.tjeneste, self.bok)

    def log(self, slag: str, tekst: str, endringer: Iterable[Celleendring] = (), gjelder: int | None = None) -> int:
        """Write in the change log what the one at the keyboard did, in the transaction that does it; its number."""
        innslag = Innslag(self.bruker.now(), self.bruker.navn, slag, tekst, gjelder)
        return logg_store.append(self.database, innslag, endringer)

    def close(self) -> None:
        """Close the file."""
        self.database.close()

    def omrade(self, key: OmradeId) -> Omrade:
        """A stored area."""
        return self.omrader[key].omrade

    def name(self, key: OmradeId) -> str:
        """What the reader calls an area; tjenesten by its own name."""
        return self.tjeneste.navn if key == TJENESTEN else self.omrader[key].omrade.navn

    def deltakere(self) -> tuple[Omrade, ...]:
        """The deltakerkommuner, in the order the leader gave them."""
        return tuple(rad.omrade for rad in self.omrader.values() if rad.omrade.slag is OmradeSlag.DELTAKER)

    def comparisons(self) -> tuple[Omrade, ...]:
        """The areas one compares with that are in use."""
        return tuple(rad.omrade for rad in self.omrader.values() if rad.omrade.slag is OmradeSlag.SAMMENLIGNING)

    def find_omrade(self, tekst: str, ar: int | None = None) -> Omrade:
        """The area a file or a user means by a name or a number; UserError when there is none."""
        lowered = tekst.casefold()
        for rad in self.omrader.values():
            if rad.omrade.navn.casefold() == lowered:
                return rad.omrade
        # After the kommuner: a service is often called the same as its largest kommune.
        if lowered == self.tjeneste.navn.casefold():
            return self.omrade(TJENESTEN)
        found = kommuneregister().comparison(tekst, ar)
        return self.omrade(found.id) if found.id in self.omrader else found

    def active(self) -> tuple[Indikator, ...]:
        """The indicators in use: the catalogue's core and what the service has switched on, less what it has off."""
        return tuple(i for i in self.katalog.indikatorer.values() if self.is_active(i))

    def is_active(self, indikator: Indikator) -> bool:
        """Whether an indicator is shown."""
        valg = self.valg.get(indikator.id)
        return valg.aktiv if valg and valg.aktiv is not None else indikator.egen or not indikator.valgfri

    def years(self) -> tuple[int, ...]:
        """The years that have figures."""
        return registrering_store.years(self.database)

    def _katalog(self) -> Katalog:
        own = tuple(from_row(row) for row in indikator_store.own_rows(self.database))
        kv = {key: Kv(valg.kv) for key, valg in self.valg.items() if valg.kv}
        return katalog().with_own(own).with_kv(kv)

    def _tjeneste(self) -> Tjeneste:
        members = tuple(
            Deltakelse(rad.omrade.id, rad.fra_ar or 0, rad.til_ar or 9999)
            for rad in self.omrader.values()
            if rad.omrade.slag is OmradeSlag.DELTAKER
        )
        vert = innstilling_store.get(self.database, "vertskommune")
        return Tjeneste(innstilling_store.get(self.database, "tjeneste"), members, OmradeId(vert) if vert else None)


def _block(db: Database, rader: dict[OmradeId, OmradeRad], omrade: OmradeId, ar: int, bare: str | None = None) -> Block:
    return registrering_store.block(db, rader[omrade].nr, ar, bare) if omrade in rader else {}


@lru_cache(maxsize=1)
def katalog() -> Katalog:
    """The catalogue that comes with the program."""
    return Katalog.from_tables(tabellager.read("indikatorer.toml"), tabellager.read("rapport", "indikatorer_nn.toml"))


@lru_cache(maxsize=1)
def kommuneregister() -> Kommuneregister:
    """All kommuner that comes with the program."""
    from bvdesk.domain.tall.kommuneregister import Kommuneregister

    return Kommuneregister.parse(resources.text("kommuner.csv"), resources.text("distrikter.txt"))


@record
class Apning:
    """How a file is opened: its key, whether to take over an old lock, and whether to look into a damaged file."""

    nokkel: Nokkel | None = None
    take_over: bool = False
    damaged_ok: bool = False


def needs_password(path: Path) -> bool:
    """Whether a file is locked with a password."""
    return path.is_file() and kryptering.is_encrypted(path)


def open_file(path: Path, bruker: Bruker, apning: Apning | None = None) -> Tjenestefil:
    """Open a service file. When somebody else has it, or the folder cannot be written in, only for reading (`lesegrunn`).

    PasswordNeededError when it is locked with a password, DamagedFileError when it is damaged, else UserError.
    """
    apning = apning or Apning()
    las, reason = _lock(path, bruker, take_over=apning.take_over) if path.is_file() else (None, "")
    try:
        tilgang = Tilgang(apning.nokkel, las, reason)
        if las is not None:
            with suppress(OSError):
                backup.clear_unfinished(path)
        return _read(_up_to_date(database.open_existing(path, tilgang)), bruker)
    except BaseException as fault:
        if las is not None:
            las.release()
        if apning.damaged_ok and isinstance(fault, DamagedFileError):
            from bvdesk.storage import redning

            return _read(redning.look_into(path, apning.nokkel), bruker)
        raise


def open_reader(path: Path, bruker: Bruker, nokkel: Nokkel | None) -> Tjenestefil:
    """A second view of a file that is open, as it stands now: for long work in another thread. Nobody waits for it."""
    return _read(database.open_snapshot(path, nokkel), bruker)


def _up_to_date(db: Database) -> Database:
    """An older file that may only be read is read from a copy in memory, brought up to this program's schema."""
    if not db.lesegrunn or not database.pending(db):
        return db
    from bvdesk.storage import innhold

    db.close()
    return innhold.load(db.path, db.tilgang.nokkel, db.lesegrunn)


def _read(db: Database, bruker: Bruker) -> Tjenestefil:
    try:
        return Tjenestefil(db, bruker)
    except feil.unreadable() as fault:
        # Nothing but the file's own content has been read: what cannot be understood is damage.
        db.connection.close()
        raise DamagedFileError(
            f"{db.path.name} er skadet.",
            "Filen er ikke endret. Gjenopprett siste gode sikkerhetskopi, eller redd det som kan leses.",
        ) from fault


def _lock(path: Path, bruker: Bruker, *, take_over: bool) -> tuple[Las | None, str]:
    if not os.access(path, os.W_OK):
        return None, f"{path.name} er skrivebeskyttet."
    try:
        return Las.take(path, bruker.navn, bruker.clock, take_over=take_over), ""
    except FileBusyError as busy:
        return None, str(busy)
    except OSError:
        return None, f"Mappen {path.parent} kan ikke skrives i."


def create_file(path: Path, bruker: Bruker, navn: str, kommuner: tuple[str, ...], vertskommune: str = "") -> Tjenestefil:
    """A new service with its deltakerkommuner (names or numbers). Nothing is left behind when something is wrong."""
    found = tuple(kommuneregister().find(kommune) for kommune in kommuner)
    deltakere = tuple(Omrade(k.id, k.navn, OmradeSlag.DELTAKER) for k in found)
    return create_with(path, bruker, navn, deltakere, _host(found, vertskommune))


def create_with(path: Path, bruker: Bruker, navn: str, kommuner: tuple[Omrade, ...], vert: OmradeId) -> Tjenestefil:
    """A new service with areas that are already known (an example may have kommuner of its own making)."""
    if not navn.strip():
        raise UserError("Tjenesten mangler navn.", "Skriv navnet på tjenesten.")
    if len({omrade.id for omrade in kommuner}) != len(kommuner) or not kommuner:
        raise UserError("Kommunene må være ulike, og minst én.", "Skriv hver deltakerkommune én gang.")

    def fill(db: Database) -> None:
        innstilling_store.put(db, "tjeneste", navn.strip())
        innstilling_store.put(db, "vertskommune", vert)
        omrade_store.add(db, Omrade(TJENESTEN, TJENESTEN, OmradeSlag.TJENESTE))
        for omrade in kommuner:
            omrade_store.add(db, omrade)

    database.create(path, fill)
    return open_file(path, bruker)


def _host(kommuner: tuple[Kommune, ...], vertskommune: str) -> OmradeId:
    if not vertskommune:
        return kommuner[0].id if kommuner else OmradeId("")
    vert = kommuneregister().find(vertskommune)
    if vert not in kommuner:
        raise UserError(
            f"{vert.navn} er ikke blant deltakerkommunene.", "Vertskommunen må være en av kommunene i tjenesten."
        )
    return vert.id
