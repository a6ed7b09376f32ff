"""Published versions: the files byte for byte, the state they were made from, and the corrections. Never changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from bvdesk.domain.tall.periode import Periode
from bvdesk.storage.database import Database


@dataclass(frozen=True, slots=True)
class Publikasjon:
    """One published version. `utgivelse`: its release in the ledger, None for one that never leaves the house."""

    nr: int
    periode: Periode
    versjon: int
    tid: str
    person: str
    utgivelse: int | None
    sha256: str


@dataclass(frozen=True, slots=True)
class NyPublikasjon:
    """A version about to be recorded. `tilstand`: texts, figures, template and looks as they were."""

    periode: Periode
    versjon: int
    tid: str
    person: str
    utgivelse: int | None
    tilstand: bytes


@dataclass(frozen=True, slots=True)
class Publisertfil:
    """A file of a version, with the area and edition it is."""

    navn: str
    omrade: str
    utgave: str
    innhold: bytes

    @property
    def sha256(self) -> str:
        """The checksum of the content."""
        return sha256(self.innhold).hexdigest()


def add(database: Database, ny: NyPublikasjon, filer: Iterable[Publisertfil], rettelser: Iterable[tuple[str, str]]) -> int:
    """Record a version with its files and its corrections (area, words); returns its number."""
    sql = """INSERT INTO publikasjon (periode, versjon, tid, person, utgivelse, tilstand, sha256)
        VALUES (?, ?, ?, ?, ?, ?, ?)"""
    checksum = sha256(ny.tilstand).hexdigest()
    values = (ny.periode.kode, ny.versjon, ny.tid, ny.person, ny.utgivelse, ny.tilstand, checksum)
    nr = int(database.execute(sql, values).lastrowid or 0)
    rows = [(nr, f.navn, f.omrade, f.utgave, f.sha256, f.innhold) for f in filer]
    database.executemany("INSERT INTO publikasjon_fil VALUES (?, ?, ?, ?, ?, ?)", rows)
    database.executemany("INSERT INTO publikasjon_rettelse VALUES (?, ?, ?)", [(nr, *r) for r in rettelser])
    return nr


_COLUMNS = "nr, periode, versjon, tid, person, utgivelse, sha256"


def versions(database: Database, periode: Periode | None = None) -> tuple[Publikasjon, ...]:
    """Every version, oldest first; of one period when given."""
    where, values = ("WHERE periode = ?", (periode.kode,)) if periode else ("", ())
    rows = database.execute(f"SELECT {_COLUMNS} FROM publikasjon {where} ORDER BY nr", values)
    return tuple(Publikasjon(row[0], Periode.parse(row[1]), *row[2:]) for row in rows)


def state(database: Database, nr: int) -> tuple[bytes, str]:
    """The state a version was made from, with its checksum."""
    row = database.execute("SELECT tilstand, sha256 FROM publikasjon WHERE nr = ?", (nr,)).fetchone()
    return row[0], row[1]


def files(database: Database, nr: int) -> tuple[tuple[Publisertfil, str], ...]:
    """The files of a version, each with the checksum it was recorded with."""
    sql = "SELECT navn, omrade, utgave, innhold, sha256 FROM publikasjon_fil WHERE publikasjon = ? ORDER BY navn"
    return tuple((Publisertfil(*row[:4]), row[4]) for row in database.execute(sql, (nr,)))


def held(database: Database, nr: int) -> tuple[tuple[str, str], ...]:
    """(area, edition) of everything a version holds."""
    return tuple(database.execute("SELECT DISTINCT omrade, utgave FROM publikasjon_fil WHERE publikasjon = ?", (nr,)))


def listed(database: Database, nr: int) -> tuple[tuple[str, str, str], ...]:
    """(area, name, checksum) of every file of a version, without its content."""
    sql = "SELECT omrade, navn, sha256 FROM publikasjon_fil WHERE publikasjon = ? ORDER BY navn"
    return tuple(database.execute(sql, (nr,)))


def corrections(database: Database, periode: Periode) -> tuple[tuple[int, str, str, str], ...]:
    """(version, time, area, words) of every correction to a period's report; an empty area is for all."""
    sql = """SELECT p.versjon, p.tid, r.omrade, r.tekst FROM publikasjon_rettelse r
        JOIN publikasjon p ON p.nr = r.publikasjon WHERE p.periode = ? ORDER BY p.versjon, r.rowid"""
    return tuple(database.execute(sql, (periode.kode,)))
