"""Figures from a file: all or nothing, and a clear list of what is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from bvdesk.domain.errors import UserError
from bvdesk.domain.lesbar import UNPRINTABLE
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Indikator, Niva
from bvdesk.domain.tall.katalog import parse_own, to_row
from bvdesk.domain.tall.omrade import LANDET, Omrade
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import ENTERED, Registrering, Status, Verdi
from bvdesk.importing import tall_csv
from bvdesk.importing.tall_csv import TallRad
from bvdesk.services import innskriving, registrering
from bvdesk.services.feil import understandable
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import indikator_store
from bvdesk.storage.indikator_store import Indikatorvalg

_NUMBER = re.compile(r"-?[0-9]{1,15}(,[0-9]{1,6})?")
_MAX_TEXT = 5_000
_MAX_FAULT_TEXT = 200
_MAX_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Importert:
    """What came in."""

    nye: int
    endret: int
    uendret: int
    egne_indikatorer: int
    omrader: tuple[str, ...]
    perioder: tuple[Periode, ...]

    @property
    def tekst(self) -> str:
        """In one or two sentences."""
        rows = self.nye + self.endret + self.uendret
        first = f"{rows} rader lest: {self.nye} nye, {self.endret} endret, {self.uendret} uendret."
        own = f" {self.egne_indikatorer} egne indikatorer." if self.egne_indikatorer else ""
        span = f" Perioder fra {self.perioder[0].kode} til {self.perioder[-1].kode}." if self.perioder else ""
        return f"{first}{own} Områder: {', '.join(self.omrader)}.{span}"


def import_figures(fil: Tjenestefil, tall: Path, tillegg: Path | None = None) -> Importert:
    """Read a file of figures (and own indicators). UserError names the rows; then nothing at all has changed."""
    rows = tall_csv.read(tall)
    own = parse_own(tall_csv.read_text(tillegg), tillegg.name) if tillegg else ()
    try:
        with fil.database.atomic():
            if own:
                _add_own(fil, own)
            return _import_rows(fil, rows, tall.name, len(own))
    except BaseException:
        with understandable():
            fil.reload()
        raise


def _add_own(fil: Tjenestefil, own: tuple[Indikator, ...]) -> None:
    fil.katalog.with_own(own)
    for indikator in own:
        row = to_row(indikator)
        for text in row.values():
            _require_printable(text)
            if tall_csv.for_spreadsheet(text) != text:
                raise UserError(f"«{shorten(text)}» ser ut som en formel i et regneark.", "Begynn teksten med noe annet.")
        indikator_store.put_own(fil.database, row)
    fil.reload()


def _import_rows(fil: Tjenestefil, rows: list[TallRad], filnavn: str, own: int) -> Importert:
    cells = _validated(fil, rows, filnavn)
    known = [fil.bok.get(celle) for celle in cells]
    new = sum(before is None for before in known)
    unchanged = sum(before == after for before, after in zip(known, cells.values(), strict=True))
    innskriving.refuse_locked(fil, [celle for celle, after in cells.items() if fil.bok.get(celle) != after])
    _switch_on(fil, {celle.indikator for celle in cells})
    registrering.save(fil, cells.items(), f"Leste inn {filnavn} ({len(cells)} rader)", slag="import")
    names = dict.fromkeys(fil.name(celle.omrade) for celle in cells)
    periods = tuple(sorted({celle.periode for celle in cells}))
    return Importert(new, len(cells) - new - unchanged, unchanged, own, tuple(names), periods)


def _switch_on(fil: Tjenestefil, used: set[str]) -> None:
    """An optional indicator that gets figures is shown, unless the service has chosen otherwise."""
    for key in used:
        if not fil.is_active(fil.katalog[key]) and key not in fil.valg:
            fil.valg[key] = Indikatorvalg(key, aktiv=True)
            indikator_store.put_choice(fil.database, fil.valg[key])


def _validated(fil: Tjenestefil, rows: list[TallRad], filnavn: str) -> dict[Celle, Registrering]:
    reader = RowReader(fil)
    cells: dict[Celle, Registrering] = {}
    faults: list[str] = []
    for row in rows:
        if len(faults) == _MAX_FAULTS:  # looking for more could take for ever in a file of another kind
            break
        try:
            celle, verdi = reader.read(row)
        except UserError as fault:
            faults.append(f"{filnavn}, rad {row.linje}: {shorten(f'{fault.text} {fault.advice}'.rstrip())}")
            continue
        if celle in cells:
            faults.append(f"{filnavn}, rad {row.linje}: {row.indikator} for {row.omrade} i {row.periode} står to ganger.")
        cells[celle] = verdi
    if faults:
        more = f" Her vises de {_MAX_FAULTS} første feilene." if len(faults) == _MAX_FAULTS else ""
        text = f"{filnavn} er ikke lest inn, og ingenting er endret.{more}"
        raise UserError(text, "Rett radene og prøv igjen.", tuple(faults))
    for omrade in reader.omrader.values():
        registrering.ensure_area(fil, omrade)
    return cells


class RowReader:
    """Turns rows of text into cells and values, looking each name up once."""

    def __init__(self, fil: Tjenestefil) -> None:
        self.fil = fil
        self.omrader: dict[tuple[str, int], Omrade] = {}

    def read(self, row: TallRad) -> tuple[Celle, Registrering]:
        """The cell and what stands in it; UserError says what is wrong with the row."""
        indikator = self._indikator(row)
        periode = Periode.parse(row.periode)
        omrade = self._omrade(row.omrade, periode.ar)
        if indikator.niva is Niva.NASJONAL and omrade.id != LANDET:
            raise UserError(f"{indikator.etikett} er en nasjonal sats.", "Den skal stå på området «landet».")
        for text in (row.kategori, row.merknad, row.kilde):
            _require_printable(text)
        celle = Celle(indikator.id, row.kategori, omrade.id, periode)
        return celle, Registrering(_verdi(row), row.merknad, row.kilde)

    def _indikator(self, row: TallRad) -> Indikator:
        if row.indikator not in self.fil.katalog:
            raise UserError(f"Ukjent indikator «{row.indikator}».", "Legg den til med --tillegg, eller rett skrivemåten.")
        indikator = self.fil.katalog[row.indikator]
        if row.kategori and not indikator.dimensjon:
            raise UserError(f"{indikator.etikett} har ingen kategorier.", f"Fjern «{row.kategori}».")
        return indikator

    def _omrade(self, tekst: str, ar: int) -> Omrade:
        key = (tekst, ar)
        if key not in self.omrader:
            self.omrader[key] = self.fil.find_omrade(tekst, ar)
        return self.omrader[key]


def _require_printable(text: str) -> None:
    if len(text) > _MAX_TEXT:
        raise UserError(f"En tekst er på {len(text)} tegn.", f"Kort den ned til {_MAX_TEXT}.")
    if UNPRINTABLE.search(text):
        raise UserError("En tekst har tegn som ikke kan vises eller skrives ut.", "Skriv teksten på nytt.")


def shorten(text: str) -> str:
    """A message that quotes a foreign file, no longer than can be read."""
    return text if len(text) <= _MAX_FAULT_TEXT else f"{text[:_MAX_FAULT_TEXT]} …"


def _verdi(row: TallRad) -> Verdi:
    if bool(row.verdi) == bool(row.status):
        raise UserError("Nøyaktig ett av feltene verdi og status skal fylles ut.")
    if row.status:
        if row.status not in ENTERED:
            raise UserError(f"Ukjent status «{row.status}».", f"Bruk {', '.join(sorted(s for s in ENTERED if s))}.")
        return Verdi(None, Status(row.status))
    if not _NUMBER.fullmatch(row.verdi):
        raise UserError(f"«{row.verdi}» er ikke et tall.", "Skriv desimalkomma og ingen mellomrom, for eksempel 1234,5.")
    return Verdi(Decimal(row.verdi.replace(",", ".")))
