"""The form a kommune fills in itself: made, and read back through a preview; written only when accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from bvdesk.domain.change import Change
from bvdesk.domain.errors import UserError
from bvdesk.domain.skjema import VERSION, Skjema, Skjemarad
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.innlesing import parse_inntasting
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.tallformat import format_csv, short_unit
from bvdesk.domain.tall.verdi import STATUS_TEXT, Registrering, Verdi
from bvdesk.importing.regneark import Regneark, read_sheets
from bvdesk.services import indikatorer, innskriving, kapitler, oversikt, registrering, sikkerhetskopi
from bvdesk.services.kvartalstatus import quarter_of
from bvdesk.services.tjenestefil import Tjenestefil

_MARK = f"bvdesk-skjema {VERSION}|"


class Utfall(StrEnum):
    """What reading a cell would do."""

    NY = "ny"
    ENDRET = "endret"
    UENDRET = "uendret"
    AVVIST = "avvist"


@dataclass(frozen=True, slots=True)
class Lest:
    """One cell of a sheet, compared with what is stored. `grunn` says why a cell is rejected."""

    sted: str
    navn: str
    tekst: str
    utfall: Utfall
    celle: Celle | None = None
    etter: Registrering | None = None
    for_tekst: str = ""
    grunn: str = ""


@dataclass(frozen=True, slots=True)
class Forhandsvisning:
    """Everything a sheet would do, before anything is written."""

    kilde: str
    linjer: tuple[Lest, ...]

    def count(self, utfall: Utfall) -> int:
        """How many cells have an outcome."""
        return sum(linje.utfall is utfall for linje in self.linjer)

    @property
    def tekst(self) -> str:
        """«12 nye, 3 endret, 1 avvist»."""
        named = {Utfall.NY: "nye", Utfall.ENDRET: "endret", Utfall.UENDRET: "uendret", Utfall.AVVIST: "avvist"}
        return ", ".join(f"{self.count(utfall)} {word}" for utfall, word in named.items())


def build_form(fil: Tjenestefil, omrade: OmradeId, kvartal: Periode) -> Skjema:
    """The form for one kommune and quarter, with what is registered already and last year's figures."""
    rows = tuple(_question(fil, celle) for celle in oversikt.quarter_cells(fil, omrade, kvartal))
    return Skjema(fil.tjeneste.navn, omrade, fil.name(omrade), kvartal, rows)


def write_form(fil: Tjenestefil, omrade: OmradeId, kvartal: Periode) -> bytes:
    """The form as an .xlsx file."""
    from bvdesk.reports.skjema_xlsx import write_form as write

    return write(build_form(fil, omrade, kvartal))


def preview_form(fil: Tjenestefil, path: Path) -> Forhandsvisning:
    """What a form that came back would do. UserError when the file is not one of our forms, or for another service."""
    rows = read_sheets(path)[0].rader
    omrade, kvartal = _origin(fil, rows, path.name)
    lines = tuple(
        _read_question(fil, omrade, kvartal, number, row) for number, row in enumerate(rows, 1) if _is_question(row)
    )
    return Forhandsvisning(path.name, lines)


def sheets_of(path: Path) -> tuple[Regneark, ...]:
    """Every sheet of a file."""
    return read_sheets(path)


def is_form(sheets: Sequence[Regneark]) -> bool:
    """Whether a file is one of our forms."""
    return bool(sheets and sheets[0].rader and sheets[0].rader[0] and sheets[0].rader[0][0].startswith("bvdesk-skjema "))


def accept(fil: Tjenestefil, forhandsvisning: Forhandsvisning) -> Change:
    """Write what is new and changed, as one operation; rejected cells are left alone."""
    rows = [(r.celle, r.etter) for r in forhandsvisning.linjer if r.celle and r.utfall in (Utfall.NY, Utfall.ENDRET)]
    innskriving.refuse_locked(fil, [celle for celle, _ in rows])
    sikkerhetskopi.before_import(fil)
    return registrering.save(fil, rows, f"Leste inn {forhandsvisning.kilde} ({len(rows)} celler)", slag="import")


def _question(fil: Tjenestefil, celle: Celle) -> Skjemarad:
    indikator = fil.katalog[celle.indikator]
    before = fil.bok.get(celle.at(celle.periode.year_before()))
    now = fil.bok.get(celle)
    category = f": {celle.kategori}" if celle.kategori else ""
    month = f" ({celle.periode.tekst})" if celle.periode.months == 1 else ""
    return Skjemarad(
        nokkel=f"{celle.indikator}|{celle.kategori}|{celle.periode.kode}",
        kapittel=kapitler.overskrift(indikator.kapittel),
        etikett=indikator.etikett + category + month,
        enhet=short_unit(indikator.enhet),
        forklaring=indikatorer.definition(fil.katalog, indikator),
        fjor=before.verdi if before else None,
        verdi=now.verdi if now else None,
    )


def _as_text(r: Registrering | None) -> str:
    if r is None:
        return ""
    return STATUS_TEXT[r.verdi.status] if r.verdi.tall is None else format_csv(r.verdi.tall)


def _origin(fil: Tjenestefil, rows: Sequence[Sequence[str]], name: str) -> tuple[OmradeId, Periode]:
    mark = rows[0][0] if rows and rows[0] else ""
    if not mark.startswith(_MARK):
        raise UserError(f"{name} er ikke et skjema fra bvdesk.", "Les den inn som et vanlig regneark.")
    _, omrade, kode = mark.split("|")
    if OmradeId(omrade) not in fil.omrader:
        raise UserError(
            f"{name} er laget for en kommune som ikke er med i tjenesten.", "Åpne filen til riktig tjeneste først."
        )
    return OmradeId(omrade), Periode.parse(kode)


def _is_question(row: Sequence[str]) -> bool:
    return bool(row) and row[0].count("|") >= 2 and not row[0].startswith("bvdesk-skjema")


def _read_question(fil: Tjenestefil, omrade: OmradeId, kvartal: Periode, number: int, row: Sequence[str]) -> Lest:
    key, label, _, value, reason, note = (*row, "", "", "", "", "")[:6]
    indikator, _, rest = key.partition("|")
    kategori, _, kode = rest.rpartition("|")
    place = f"Rad {number}"
    if indikator not in fil.katalog:
        return Lest(place, label, value, Utfall.AVVIST, grunn=f"Indikatoren «{indikator}» finnes ikke.")
    periode = _asked_period(fil, indikator, kode, kvartal)
    if periode is None:
        return Lest(place, label, value, Utfall.AVVIST, grunn="Perioden er endret i skjemaet.")
    celle = Celle(indikator, kategori, omrade, periode)
    if value and reason:
        return Lest(place, label, value, Utfall.AVVIST, grunn="Både tall og grunn er fylt ut. Velg ett av dem.")
    return compared(fil, Lest(place, label, value or reason, Utfall.NY, celle), note)


def _asked_period(fil: Tjenestefil, indikator: str, kode: str, kvartal: Periode) -> Periode | None:
    """The period a quarter's form asks for: a month, the quarter, or the half-year or year that ends with it; else None."""
    try:
        periode = Periode.parse(kode)
    except UserError:
        return None
    asked = periode.korn is fil.katalog[indikator].entered_korn and quarter_of(periode) == kvartal
    return periode if asked else None


def compared(fil: Tjenestefil, lest: Lest, note: str) -> Lest:
    """The cell read as a value and compared with what is stored; an empty cell changes nothing."""
    assert lest.celle is not None
    before = fil.bok.get(lest.celle)
    try:
        value = parse_inntasting(lest.tekst)
    except UserError as fault:
        return replace(lest, utfall=Utfall.AVVIST, grunn=fault.text)
    if value is None:
        return replace(lest, utfall=Utfall.UENDRET, for_tekst=_as_text(before))
    fault_text = _unlikely(fil, lest.celle, value)
    if fault_text:
        return replace(lest, utfall=Utfall.AVVIST, grunn=fault_text)
    after = Registrering(value, note or (before.merknad if before else ""), before.kilde if before else "")
    outcome = Utfall.NY if before is None else Utfall.UENDRET if before == after else Utfall.ENDRET
    return replace(lest, utfall=outcome, etter=after, for_tekst=_as_text(before))


def _unlikely(fil: Tjenestefil, celle: Celle, value: Verdi) -> str:
    """Why a value cannot be right for its indicator; empty when it can."""
    if value.tall is not None and fil.katalog[celle.indikator].is_count:
        if value.tall != value.tall.to_integral_value():
            return "Antall må være hele tall."
        if value.tall < 0:
            return "Antall kan ikke være negative."
    return ""
