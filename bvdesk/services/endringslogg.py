"""The change log as the leader reads it: one line per changed cell or other operation, filtered, exported."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.tallformat import format_csv
from bvdesk.domain.tall.verdi import STATUS_TEXT, Registrering
from bvdesk.importing import tall_csv
from bvdesk.services.innskriving import cell_name
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import logg_store, registrering_store
from bvdesk.storage.logg_store import Celleendring, Operasjon

COLUMNS = ("tid", "person", "hva", "indikator", "kategori", "omrade", "periode", "fra", "til")
ALL_LINES = 1_000_000
_SLAG = {
    "registrering": "Registrering",
    "import": "Import",
    "angre": "Angret",
    "gjenta": "Gjort om",
    "sammenslaing": "Sammenslåing",
    "tapt": "Tapt",
    "redning": "Redning",
    "gjenoppretting": "Gjenoppretting",
    "gjenoppretting_angret": "Gjenoppretting angret",
}


@dataclass(frozen=True, slots=True)
class Loggfilter:
    """What to show; an empty field means all."""

    omrade: str = ""
    periode: str = ""
    person: str = ""
    indikator: str = ""


@dataclass(frozen=True, slots=True)
class Logglinje:
    """One line of the log."""

    tid: str
    person: str
    slag: str
    tekst: str
    celle: Celle | None
    fra: str
    til: str


def lines(fil: Tjenestefil, wanted: Loggfilter, limit: int = ALL_LINES, first: int = 0) -> tuple[Logglinje, ...]:
    """The lines that pass the filter, newest first, `first` of them passed over."""
    found = logg_store.lines(fil.database, asdict(wanted), first, limit)
    return tuple(_line(operasjon, endring) for operasjon, endring in found)


def count(fil: Tjenestefil, wanted: Loggfilter) -> int:
    """How many lines pass the filter."""
    return logg_store.count_lines(fil.database, asdict(wanted))


def periods(fil: Tjenestefil) -> tuple[Periode, ...]:
    """Every period that has figures, in order."""
    return registrering_store.used_periods(fil.database)


def people(fil: Tjenestefil) -> tuple[str, ...]:
    """Everybody who is in the log."""
    return logg_store.people(fil.database)


def history(fil: Tjenestefil, celle: Celle) -> tuple[Logglinje, ...]:
    """What happened to one cell, newest first."""
    return tuple(_line(operasjon, endring) for operasjon, endring in logg_store.history(fil.database, celle))


def export(fil: Tjenestefil, wanted: Loggfilter) -> bytes:
    """The filtered log as CSV (UTF-8, semicolons)."""
    return tall_csv.write((_columns(fil, line) for line in lines(fil, wanted)), COLUMNS)


def describe(fil: Tjenestefil, linje: Logglinje) -> str:
    """What a line is about."""
    return cell_name(fil, linje.celle) if linje.celle and linje.celle.indikator in fil.katalog else linje.tekst


def _line(operasjon: Operasjon, endring: Celleendring | None) -> Logglinje:
    before = value_text(endring.before) if endring else ""
    after = value_text(endring.after) if endring else ""
    slag = _SLAG.get(operasjon.slag, operasjon.slag.capitalize())
    celle = endring.celle if endring else None
    return Logglinje(operasjon.tid, operasjon.person, slag, operasjon.tekst, celle, before, after)


def value_text(registrering: Registrering | None) -> str:
    """A registered value in words: «12,5», «ikke aktuelt», «tom»; with its comment when there is one."""
    if registrering is None:
        return "tom"
    verdi = registrering.verdi
    text = STATUS_TEXT[verdi.status] if verdi.tall is None else format_csv(verdi.tall)
    return f"{text} ({registrering.merknad})" if registrering.merknad else text


def _columns(fil: Tjenestefil, linje: Logglinje) -> tuple[str, ...]:
    celle = linje.celle
    where = (
        (celle.indikator, celle.kategori, fil.name(celle.omrade), celle.periode.kode) if celle else (linje.tekst, "", "", "")
    )
    return tuple(
        tall_csv.for_spreadsheet(text) for text in (linje.tid, linje.person, linje.slag, *where, linje.fra, linje.til)
    )
