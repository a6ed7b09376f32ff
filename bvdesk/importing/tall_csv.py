"""bvdesk's own file of figures: UTF-8, `;`, one figure a row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bvdesk.domain.errors import UserError

COLUMNS = ("indikator", "kategori", "omrade", "periode", "verdi", "status", "merknad", "kilde")
MAX_BYTES = 100_000_000


# What a spreadsheet would run as a formula. A number with a minus is none, nor is a lone dash or one before a space.
_FORMULA = re.compile(r"'*([=+@\t\r\n]|-(?![\s]|$|[0-9.,]+$))")


@dataclass(frozen=True, slots=True)
class TallRad:
    """One row as it stands in the file; `linje` is its line number, the header being line 1."""

    linje: int
    indikator: str
    kategori: str
    omrade: str
    periode: str
    verdi: str
    status: str
    merknad: str
    kilde: str


def read_text(path: Path) -> str:
    """The text of a CSV file; UserError when it is missing, too large or not UTF-8."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UserError(f"{path.name} er for stor.", "En tallfil kan være på høyst 100 MB.")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UserError(f"{path.name} er ikke lagret som UTF-8.", "Lagre filen som «CSV UTF-8» og prøv igjen.") from fault
    except OSError as fault:
        raise UserError(
            f"Kan ikke lese {path}.", "Sjekk at filen finnes, og at den ikke er åpen i et annet program."
        ) from fault


def read_dicts(path: Path) -> tuple[tuple[str, ...], list[tuple[int, dict[str, str]]]]:
    """(columns, [(line number, row)]) of any `;`-separated file; UserError names a row with too few or many fields."""
    reader = csv.reader(io.StringIO(read_text(path), newline=""), delimiter=";", strict=True)
    try:
        header = tuple(next(reader, ()))
        rows = [(reader.line_num, row) for row in reader if row]
    except csv.Error as fault:
        raise UserError(f"{path.name} kan ikke leses.", f"Se på linje {reader.line_num}: {fault}.") from fault
    wrong = [f"Rad {line}: {len(row)} felt i stedet for {len(header)}" for line, row in rows if len(row) != len(header)]
    if wrong:
        raise UserError(f"{path.name} har rader med feil antall felt.", "Skill feltene med semikolon.", tuple(wrong[:20]))
    return header, [(line, dict(zip(header, row, strict=True))) for line, row in rows]


def read(path: Path) -> list[TallRad]:
    """The rows of a file of figures."""
    header, rows = read_dicts(path)
    if header != COLUMNS:
        raise UserError(f"{path.name} har feil overskrift.", f"Første linje skal være: {';'.join(COLUMNS)}")
    return [TallRad(line, **{column: from_spreadsheet(text) for column, text in row.items()}) for line, row in rows]


def for_spreadsheet(text: str) -> str:
    """A text that a spreadsheet shows and does not run: an apostrophe before what looks like a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def from_spreadsheet(text: str) -> str:
    """The opposite: what `for_spreadsheet` put before a text is taken away again."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def write(rows: Iterable[tuple[str, ...]], header: tuple[str, ...] = COLUMNS) -> bytes:
    """The file's bytes: UTF-8 without a byte order mark, line feed, quotes only where needed."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")
