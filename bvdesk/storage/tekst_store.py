"""Texts of the report, and everything they have been: each change with a hash of itself and all before it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from bvdesk.domain.malform import Malform
from bvdesk.domain.tall.periode import Periode
from bvdesk.storage.database import Database


@dataclass(frozen=True, slots=True)
class Tekststed:
    """Where a text stands. `omrade` is empty for what all kommuner have in common."""

    periode: Periode
    omrade: str
    malform: Malform
    kapittel: str


@dataclass(frozen=True, slots=True)
class Tekst:
    """A text. `rolle`: «felles», or what an area's own text is to the common one («tillegg», «erstatning»)."""

    markdown: str
    rolle: str


@dataclass(frozen=True, slots=True)
class Tekstversjon:
    """A text as it has been: which change, when and by whom."""

    nr: int
    tid: str
    person: str
    tekst: Tekst


Place = tuple[str, ...]
"""(periode, omrade, malform, kapittel) as they stand in the file"""
Content = tuple[str, str]
"""(rolle, markdown)"""
_PLACE = "periode, omrade, malform, kapittel"
_CHAIN = """SELECT nr, kjede, operasjon, periode, omrade, malform, kapittel, rolle, markdown
    FROM tekst_endring ORDER BY nr"""
_WHERE = "periode = ? AND omrade = ? AND malform = ? AND kapittel = ?"


def get(database: Database, sted: Tekststed) -> Tekst | None:
    """The text, None where nothing has been written."""
    row = database.execute(f"SELECT markdown, rolle FROM tekst WHERE {_WHERE}", _key(sted)).fetchone()
    return Tekst(*row) if row else None


def put(database: Database, sted: Tekststed, tekst: Tekst, operasjon: int) -> None:
    """Write the text and remember it. A text without words is no text, but its role and emptiness are remembered."""
    key = _key(sted)
    if _stands(tekst.rolle, tekst.markdown):
        database.execute("INSERT OR REPLACE INTO tekst VALUES (?, ?, ?, ?, ?, ?)", (*key, tekst.rolle, tekst.markdown))
    else:
        database.execute(f"DELETE FROM tekst WHERE {_WHERE}", key)
    previous = database.execute("SELECT kjede FROM tekst_endring ORDER BY nr DESC LIMIT 1").fetchone()
    row = (operasjon, *key, tekst.rolle, tekst.markdown)
    sql = """INSERT INTO tekst_endring (operasjon, periode, omrade, malform, kapittel, rolle, markdown, kjede)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
    database.execute(sql, (*row, _link(previous[0] if previous else b"", row)))


def in_period(database: Database, periode: Periode, malform: Malform) -> dict[tuple[str, str], Tekst]:
    """Every text of a period in one written language, by (area, chapter)."""
    sql = "SELECT omrade, kapittel, markdown, rolle FROM tekst WHERE periode = ? AND malform = ?"
    rows = database.execute(sql, (periode.kode, malform.value))
    return {(omrade, kapittel): Tekst(markdown, rolle) for omrade, kapittel, markdown, rolle in rows}


def history(database: Database, sted: Tekststed) -> tuple[Tekstversjon, ...]:
    """What a text has been, newest first."""
    sql = f"""SELECT e.nr, o.tid, o.person, e.markdown, e.rolle FROM tekst_endring e
        JOIN operasjon o ON o.nr = e.operasjon WHERE {_WHERE} ORDER BY e.nr DESC"""
    rows = database.execute(sql, _key(sted))
    return tuple(Tekstversjon(nr, tid, person, Tekst(markdown, rolle)) for nr, tid, person, markdown, rolle in rows)


def chain_breaks(database: Database) -> tuple[int, ...]:
    """The operations with a change whose hash does not fit what stands there: empty when nothing has been tampered with."""
    broken, previous = [], b""
    for _, chain, *row in database.execute(_CHAIN):
        if _link(previous, tuple(row)) != chain:
            broken.append(int(row[0]))
        previous = chain
    return tuple(broken)


def reseal(database: Database) -> int:
    """Hash every change anew, in a salvaged file; how many did not fit."""
    broken, previous = len(chain_breaks(database)), b""
    for nr, _, *row in database.execute(_CHAIN).fetchall():
        previous = _link(previous, tuple(row))
        database.execute("UPDATE tekst_endring SET kjede = ? WHERE nr = ?", (previous, nr))
    return broken


def deviations(database: Database) -> tuple[Tekststed, ...]:
    """Where the text is not what the log says was written last."""
    logged: dict[Place, Content] = {}
    for *place, rolle, markdown in database.execute(f"SELECT {_PLACE}, rolle, markdown FROM tekst_endring ORDER BY nr"):
        logged[tuple(place)] = (rolle, markdown)
    expected = {place: content for place, content in logged.items() if _stands(*content)}
    rows = database.execute(f"SELECT {_PLACE}, rolle, markdown FROM tekst")
    stored: dict[Place, Content] = {tuple(place): (rolle, markdown) for *place, rolle, markdown in rows}
    differing = sorted(p for p in expected.keys() | stored.keys() if expected.get(p) != stored.get(p))
    return tuple(Tekststed(Periode.parse(p), omrade, Malform(m), kapittel) for p, omrade, m, kapittel in differing)


def _stands(rolle: str, markdown: str) -> bool:
    """A text without words is no text, unless it takes the place of another."""
    return bool(markdown.strip()) or rolle == "erstatning"


def _link(previous: bytes, row: tuple[object, ...]) -> bytes:
    return hashlib.sha256(previous + json.dumps(row, ensure_ascii=False).encode()).digest()


def _key(sted: Tekststed) -> tuple[str, str, str, str]:
    return sted.periode.kode, sted.omrade, sted.malform.value, sted.kapittel
