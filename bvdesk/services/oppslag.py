"""Looking figures up, and writing them out again."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Indikator
from bvdesk.domain.tall.katalog import CSV_COLUMNS, NYNORSK_COLUMN, to_row
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.tallformat import format_csv, format_endring, format_med_enhet, round_half_away
from bvdesk.domain.tall.verdi import STATUS_TEXT, Status
from bvdesk.importing import tall_csv
from bvdesk.importing.tall_csv import for_spreadsheet
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import registrering_store

CHANGE, CHANGE_PERCENT = "endring", "endring_prosent"
_QUESTION = ("indikator", "kategori", "omrade", "periode", "type")
_FILE_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Svar:
    """The answer to one question: a number for a file, its status, and words for a reader."""

    verdi: str
    status: str
    tekst: str


def answer_file(fil: Tjenestefil, sporsmal: Path) -> bytes:
    """The rows of a file of questions with verdi, status and tekst added. UserError names the rows it cannot read."""
    header, rows = tall_csv.read_dicts(sporsmal)
    missing = [column for column in _QUESTION if column not in header]
    if missing:
        raise UserError(f"{sporsmal.name} mangler kolonnen {', '.join(missing)}.", f"Kolonnene er {';'.join(_QUESTION)}.")
    answers, faults = [], []
    for line, row in rows:
        try:
            svar = answer(fil, _cell(fil, row), row["type"])
            answers.append((*map(for_spreadsheet, row.values()), svar.verdi, svar.status, svar.tekst))
        except UserError as fault:
            faults.append(f"{sporsmal.name}, rad {line}: {fault.text} {fault.advice}".rstrip())
    if faults:
        raise UserError(f"{sporsmal.name} har spørsmål som ikke kan besvares.", "Rett radene.", tuple(faults[:20]))
    return tall_csv.write(answers, (*map(for_spreadsheet, header), "verdi", "status", "tekst"))


def answer(fil: Tjenestefil, celle: Celle, type_: str) -> Svar:
    """The value, or for `endring` and `endring_prosent` the change from the same period one year before."""
    indikator = fil.katalog[celle.indikator]
    if type_ in (CHANGE, CHANGE_PERCENT):
        return _change(fil, indikator, celle, percent=type_ == CHANGE_PERCENT)
    result = fil.beregning.resolve(celle)
    if result.verdi is None:
        return Svar("", result.status.value, missing_text(fil, celle, result.status))
    return Svar(_number(result.verdi), "", format_med_enhet(result.verdi, indikator.enhet, indikator.desimaler))


def missing_text(fil: Tjenestefil, celle: Celle, status: Status) -> str:
    """Why there is no figure; an incomplete span says how far it has come."""
    running = fil.beregning.running(celle) if status in (Status.UFULLSTENDIG, Status.BLANK) else None
    if running is None or running[1].verdi is None:
        return STATUS_TEXT[status]
    indikator = fil.katalog[celle.indikator]
    value = format_med_enhet(running[1].verdi, indikator.enhet, indikator.desimaler)
    return f"{value} {running[0].til_og_med}"


def _change(fil: Tjenestefil, indikator: Indikator, celle: Celle, *, percent: bool) -> Svar:
    change = fil.beregning.change_percent(celle) if percent else fil.beregning.change(celle)
    if change is None:
        return Svar("", Status.UFULLSTENDIG.value, STATUS_TEXT[Status.UFULLSTENDIG])
    if percent:
        return Svar(_number(change), "", f"{format_endring(change, 1)}\u00a0prosent")
    unit = "prosentpoeng" if indikator.enhet == "prosent" else "" if indikator.enhet == "antall" else indikator.enhet
    return Svar(_number(change), "", f"{format_endring(change, indikator.desimaler)}\u00a0{unit}".rstrip())


def _number(verdi: Decimal) -> str:
    places = -int(verdi.as_tuple().exponent)
    rounded = round_half_away(verdi, _FILE_DECIMALS).normalize() if places > _FILE_DECIMALS else verdi
    return format_csv(rounded)


def _cell(fil: Tjenestefil, row: dict[str, str]) -> Celle:
    if row["indikator"] not in fil.katalog:
        raise UserError(f"Ukjent indikator «{row['indikator']}».")
    periode = Periode.parse(row["periode"])
    return Celle(row["indikator"], row["kategori"], fil.find_omrade(row["omrade"], periode.ar).id, periode)


def export_figures(fil: Tjenestefil) -> bytes:
    """Every registered figure in the order of entry; `importer` reads it back to the same bytes."""
    by_number = {rad.nr: rad.omrade.navn for rad in fil.omrader.values()}
    return tall_csv.write(
        (
            indikator,
            for_spreadsheet(kategori),
            for_spreadsheet(by_number[nr]),
            periode.kode,
            "" if r.verdi.tall is None else format_csv(r.verdi.tall),
            r.verdi.status.value,
            for_spreadsheet(r.merknad),
            for_spreadsheet(r.kilde),
        )
        for (nr, indikator, kategori, periode), r in registrering_store.in_order(fil.database)
    )


def export_own(fil: Tjenestefil) -> bytes:
    """The service's own indicators, for `importer --tillegg`; with a column of nynorsk names when one has such a name."""
    own = [to_row(i) for i in fil.katalog.indikatorer.values() if i.egen]
    columns = (*CSV_COLUMNS, NYNORSK_COLUMN) if any(NYNORSK_COLUMN in row for row in own) else CSV_COLUMNS
    return tall_csv.write((tuple(row.get(c, "") for c in columns) for row in own), columns)
