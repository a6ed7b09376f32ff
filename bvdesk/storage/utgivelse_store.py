"""The ledger: every release with its figures, shown or hidden. A release that never left the house can be withdrawn."""

from __future__ import annotations

import json
from collections.abc import Iterable

from bvdesk.domain.record import record
from bvdesk.domain.tall.periode import Periode
from bvdesk.storage.database import Database


@record
class UtgittCelle:
    """A figure as it was released: its value then, its limits as readers knew them, and whether it was shown or hidden."""

    id: str
    verdi: int
    nedre_grense: int
    ovre_grense: int | None
    gruppe: str
    vist: bool
    skjult: bool


@record
class UtgittRelasjon:
    """A relation that a release told its readers: Σ coefficient · cell compared with `konstant`."""

    ledd: tuple[tuple[str, int], ...]
    konstant: int
    slag: str


@record
class Utgivelse:
    """One release. `trukket`: why it does not count, empty when it does."""

    nr: int
    tid: str
    person: str
    periode: Periode
    policy: str
    trukket: str


@record
class NyUtgivelse:
    """A release about to be recorded: when, by whom, for which period, under which rules, in which files."""

    tid: str
    person: str
    periode: Periode
    policy: str
    filer: tuple[tuple[str, str], ...]


@record
class Innhold:
    """What a release told, as rows without its number: writing some ten thousand of them is then all that waits."""

    celler: tuple[tuple[object, ...], ...]
    relasjoner: tuple[tuple[object, ...], ...]


def prepare(celler: Iterable[UtgittCelle], relasjoner: Iterable[UtgittRelasjon]) -> Innhold:
    """Figures and relations, ready to be written."""
    return Innhold(
        tuple((c.id, c.verdi, c.nedre_grense, c.ovre_grense, c.gruppe, c.vist, c.skjult) for c in celler),
        tuple((json.dumps(r.ledd), r.konstant, r.slag) for r in relasjoner),
    )


def add(database: Database, ny: NyUtgivelse, innhold: Innhold) -> int:
    """Record a release; returns its number."""
    sql = "INSERT INTO utgivelse (tid, person, periode, policy) VALUES (?, ?, ?, ?)"
    nr = int(database.execute(sql, (ny.tid, ny.person, ny.periode.kode, ny.policy)).lastrowid or 0)
    database.executemany("INSERT INTO utgitt_fil VALUES (?, ?, ?)", [(nr, *fil) for fil in ny.filer])
    database.executemany("INSERT INTO utgitt_celle VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [(nr, *row) for row in innhold.celler])
    database.executemany("INSERT INTO utgitt_relasjon VALUES (?, ?, ?, ?)", [(nr, *row) for row in innhold.relasjoner])
    return nr


def withdraw(database: Database, nr: int, tid: str, person: str, grunn: str) -> None:
    """Note that a release was never shared."""
    database.execute("INSERT INTO trukket_utgivelse VALUES (?, ?, ?, ?)", (nr, tid, person, grunn))


def releases(database: Database) -> tuple[Utgivelse, ...]:
    """Every release, oldest first."""
    sql = """SELECT u.nr, u.tid, u.person, u.periode, u.policy, coalesce(t.grunn, '')
        FROM utgivelse u LEFT JOIN trukket_utgivelse t ON t.utgivelse = u.nr ORDER BY u.nr"""
    return tuple(
        Utgivelse(nr, tid, person, Periode.parse(periode), policy, trukket)
        for nr, tid, person, periode, policy, trukket in database.execute(sql)
    )


def cells(database: Database, nr: int) -> tuple[UtgittCelle, ...]:
    """The figures of one release."""
    sql = """SELECT id, verdi, nedre_grense, ovre_grense, gruppe, vist, skjult
        FROM utgitt_celle WHERE utgivelse = ? ORDER BY id"""
    return tuple(
        UtgittCelle(key, verdi, low, high, gruppe, bool(vist), bool(skjult))
        for key, verdi, low, high, gruppe, vist, skjult in database.execute(sql, (nr,))
    )


def relations(database: Database, nr: int) -> tuple[UtgittRelasjon, ...]:
    """The relations of one release."""
    sql = "SELECT ledd, konstant, slag FROM utgitt_relasjon WHERE utgivelse = ?"
    return tuple(
        UtgittRelasjon(tuple((name, k) for name, k in json.loads(ledd)), konstant, slag)
        for ledd, konstant, slag in database.execute(sql, (nr,))
    )


def files(database: Database, nr: int) -> tuple[tuple[str, str], ...]:
    """(name, SHA-256) of the files of one release."""
    return tuple(database.execute("SELECT navn, sha256 FROM utgitt_fil WHERE utgivelse = ? ORDER BY navn", (nr,)))
