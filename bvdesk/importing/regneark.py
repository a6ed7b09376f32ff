"""Spreadsheets from others (.xlsx, .ods, .csv) as rows of text. Nothing in them is ever run, and their size is limited."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import isfinite
from pathlib import Path
from typing import IO
from xml.parsers import expat

from bvdesk.domain.errors import UserError
from bvdesk.importing.tall_csv import read_text

MAX_BYTES = 20_000_000
MAX_UNPACKED = 200_000_000
MAX_ROWS, MAX_COLUMNS = 20_000, 200
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_CHUNK = 1_000_000
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,7})\$?([0-9]{1,12})")
_BROKEN = (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError, RuntimeError, EOFError)
_MACROS = ("vbaproject.bin", "basic/", "scripts/")


@dataclass(frozen=True, slots=True)
class Regneark:
    """One sheet: its name and its rows, cells as texts."""

    navn: str
    rader: tuple[tuple[str, ...], ...]


def read_sheets(path: Path) -> tuple[Regneark, ...]:
    """Every sheet of a file; UserError says why one cannot be read."""
    if path.suffix.casefold() == ".csv":
        return (Regneark(path.stem, _read_csv(path)),)
    _guard(path)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = tuple(_sheet(book, name, path) for name in book.sheet_names)
    except (CalamineError, OSError, ValueError) as fault:
        raise UserError(
            f"{path.name} er skadet eller ikke et regneark.", "Åpne filen i Excel og lagre den på nytt."
        ) from fault
    if not sheets:
        raise UserError(f"{path.name} har ingen ark med celler.", "Åpne filen i Excel og lagre den på nytt.")
    return sheets


def _sheet(book: object, name: str, path: Path) -> Regneark:
    sheet = book.get_sheet_by_name(name)  # type: ignore[attr-defined]
    if (sheet.total_height or 0) > MAX_ROWS or (sheet.total_width or 0) > MAX_COLUMNS:
        raise UserError(
            f"Arket «{name}» i {path.name} er for stort.",
            f"Et ark kan ha høyst {MAX_ROWS} rader og {MAX_COLUMNS} kolonner. Slett tomme rader og kolonner.",
        )
    rows = sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS)
    return Regneark(name, tuple(tuple(_as_text(cell) for cell in row) for row in rows))


def _as_text(cell: object) -> str:
    if isinstance(cell, bool):
        return "ja" if cell else "nei"
    if isinstance(cell, float) and isfinite(cell):
        return str(int(cell)) if cell == int(cell) and abs(cell) < 1e15 else repr(cell).replace(".", ",")
    if isinstance(cell, datetime | date | time | timedelta):
        return str(cell)
    return str(cell).strip()


def _guard(path: Path) -> None:
    """Refuse what is missing, huge, locked, macro-laden or no spreadsheet, before any library opens it."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4)
    except OSError as fault:
        raise UserError(f"Kan ikke lese {path.name}.", "Sjekk at filen finnes, og lukk den i andre programmer.") from fault
    if size > MAX_BYTES:
        raise UserError(f"{path.name} er for stor.", "Et regneark kan være på høyst 20 MB.")
    if head == _OLD_OFFICE:
        raise UserError(f"{path.name} er låst med passord eller i et gammelt format.", "Lagre den som .xlsx uten passord.")
    if head != _ZIP or path.suffix.casefold() not in (".xlsx", ".ods"):
        raise UserError(f"{path.name} er ikke et regneark.", "Velg en .xlsx-, .ods- eller .csv-fil.")
    _guard_archive(path)


def _guard_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive.namelist() else b""
    except _BROKEN as fault:
        raise UserError(f"{path.name} er skadet.", "Åpne filen i Excel og lagre den på nytt.") from fault
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise UserError(f"{path.name} er for stor.", "Filen pakkes ut til mer enn 200 MB.")
    if any(part.filename.casefold().startswith(m) or m in part.filename.casefold() for part in parts for m in _MACROS):
        raise UserError(f"{path.name} har makroer.", "Lagre den som .xlsx uten makroer. Makroer blir aldri kjørt.")
    _require_sound_parts(path)
    if b"encryption-data" in manifest:
        raise UserError(f"{path.name} er låst med passord.", "Lagre den uten passord.")


def _require_sound_parts(path: Path) -> None:
    """Unpack every part once, so that a part which says it is small cannot grow without limit in the next reader.

    Python's own reader stops at the size that is declared, and checks the sum. XML must be whole and declare no entities:
    the next reader goes round for ever in a table that is never closed.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            for part in archive.infolist():
                with archive.open(part) as content:
                    if part.filename.casefold().endswith((".xml", ".rels")):
                        _require_sound_xml(content, path)
                    else:
                        while content.read(_CHUNK):
                            pass
    except (*_BROKEN, zlib.error, expat.ExpatError, LookupError) as fault:
        raise UserError(f"{path.name} er skadet.", "Åpne filen i Excel og lagre den på nytt.") from fault


def _require_sound_xml(content: IO[bytes], path: Path) -> None:
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = _refuse_entity
    parser.StartElementHandler = _Extent(path).start
    parser.ParseFile(content)


class _Extent:
    """Where cells with content stand: the next reader makes room for all between the first and the last of them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._row = self._column = self._rows = self._columns = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag opens; UserError when a cell stands too far out."""
        name = tag.rpartition(":")[2]
        if name == "c":
            self._row, self._column = _place(attributes.get("r", ""))
        elif name == "table":
            self._row = self._rows = 0
        elif name == "table-row":
            self._row, self._column = self._row + self._rows, 0
            self._columns, self._rows = 0, int(attributes.get("table:number-rows-repeated", 1))
        elif name in ("table-cell", "covered-table-cell"):
            self._column += self._columns
            self._columns = int(attributes.get("table:number-columns-repeated", 1))
            if any(key.startswith("office:") for key in attributes):
                self._require_near()
        elif name in ("v", "is", "f", "p"):
            self._require_near()

    def _require_near(self) -> None:
        if self._row + self._rows > MAX_ROWS or self._column + self._columns > MAX_COLUMNS:
            raise UserError(
                f"{self._path.name} har en celle langt ute i arket.",
                f"Et ark kan ha høyst {MAX_ROWS} rader og {MAX_COLUMNS} kolonner. Slett det som står utenfor.",
            )


def _place(reference: str) -> tuple[int, int]:
    """Row and column of «B7», from one; (0, 0) when the cell does not say."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return 0, 0
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def _refuse_entity(*_declaration: object) -> None:
    raise ValueError("entities are not for spreadsheets")


def _read_csv(path: Path) -> tuple[tuple[str, ...], ...]:
    text = read_text(path)
    sample = text[:4000]
    delimiter = max(";\t,", key=sample.count)
    try:
        rows = tuple(
            tuple(cell.strip() for cell in row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        )
    except csv.Error as fault:
        raise UserError(f"{path.name} kan ikke leses.", "Lagre filen som «CSV UTF-8» med semikolon.") from fault
    if len(rows) > MAX_ROWS or any(len(row) > MAX_COLUMNS for row in rows):
        raise UserError(f"{path.name} er for stor.", f"Høyst {MAX_ROWS} rader og {MAX_COLUMNS} kolonner.")
    return rows
