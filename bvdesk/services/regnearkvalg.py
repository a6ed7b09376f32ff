"""Ordinary spreadsheets, read through the same preview as our own form; the choice of columns is remembered."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Korn, Periode
from bvdesk.importing.regneark import Regneark
from bvdesk.services import radnavn
from bvdesk.services.ark import due_period
from bvdesk.services.skjema import Forhandsvisning, Lest, Utfall, compared
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import innstilling_store

HEAD_ROWS = 20
UKJENT_NAVN = "Fant ingen indikator med dette navnet."
VALGT_BORT = "Valgt bort."
_NOT_NOW = {
    Korn.AR: "Dette er et tall for hele året: Les det inn sammen med 4. kvartal.",
    Korn.HALVAR: "Dette er et tall for et halvår: Les det inn sammen med 2. eller 4. kvartal.",
}
_QUARTER = re.compile(
    r"(?<!\w)(?:([1-4])\.? ?(?:kvartal|kv\.?),? ?(20\d\d)|[kq]([1-4])[ -]?(20\d\d)|(20\d\d)[ -]?[kq]([1-4]))(?!\w)", re.I
)


@dataclass(frozen=True, slots=True)
class Kolonnevalg:
    """What the columns of an ordinary sheet are. Numbers are column indexes from 0.

    Attributes:
        ark: which sheet.
        overskrift: the row with the headings; the figures stand under it.
        indikator: the column that names the indicator (its name or id).
        kommuner: the column of each kommune.
        periode: which period the figures are for.
        navn: what the user has now said of names of rows, see `radnavn.Radnavn`.
    """

    ark: int
    overskrift: int
    indikator: int
    kommuner: tuple[tuple[int, OmradeId], ...]
    periode: Periode
    navn: tuple[tuple[str, str | None], ...] = ()


def guess_columns(fil: Tjenestefil, sheets: Sequence[Regneark], periode: Periode) -> Kolonnevalg:
    """The columns as they were chosen for a sheet with these headings before, else as its headings say.

    When no sheet says anything: the first one, without any kommune, for the user to choose.
    """
    guesses = [guess_in_sheet(fil, sheets, number, None, periode) for number in range(len(sheets))]
    return next((guess for guess in guesses if guess.kommuner), guesses[0])


def guess_in_sheet(
    fil: Tjenestefil, sheets: Sequence[Regneark], ark: int, overskrift: int | None, periode: Periode
) -> Kolonnevalg:
    """The columns of one sheet, with the headings in the row given, or (None) in the first that names a kommune."""
    rows = sheets[ark].rader
    candidates = range(min(len(rows), HEAD_ROWS)) if overskrift is None else (overskrift,)
    for row in candidates:
        remembered = _remembered(fil, rows[row])
        if remembered:
            return Kolonnevalg(ark, row, remembered[0], remembered[1], periode)
        named = tuple((at, omrade) for at, text in enumerate(rows[row]) if (omrade := _kommune(fil, text)) is not None)
        if named:
            return Kolonnevalg(ark, row, _indicator_column(fil, sheets[ark], row), named, periode)
    first = overskrift or 0
    return Kolonnevalg(ark, first, _indicator_column(fil, sheets[ark], first), (), periode)


def named_quarter(sheet: Regneark, filnavn: str, overskrift: int) -> Periode | None:
    """The one quarter named by the sheet's name, else the file's, else the rows down to the headings; None if in doubt."""
    title = " ".join(cell for row in sheet.rader[: overskrift + 1] for cell in row)
    for text in (sheet.navn, filnavn, title):
        quarters = set(_quarters_in(text))
        if quarters:
            return quarters.pop() if len(quarters) == 1 else None
    return None


def _quarters_in(text: str) -> Iterator[Periode]:
    for number, ar, number_k, ar_k, ar_first, number_last in _QUARTER.findall(re.sub(r"[\s_]+", " ", text)):
        yield Periode.quarter(int(ar or ar_k or ar_first), int(number or number_k or number_last))


def preview_sheet(fil: Tjenestefil, sheets: Sequence[Regneark], valg: Kolonnevalg, kilde: str) -> Forhandsvisning:
    """What an ordinary sheet would do, with the columns chosen."""
    return Forhandsvisning(kilde, tuple(_sheet_lines(fil, sheets[valg.ark], valg)))


def foreign_names(fil: Tjenestefil, sheets: Sequence[Regneark], valg: Kolonnevalg) -> tuple[str, ...]:
    """The names of rows with figures that are not our own, in the order of the sheet: the user says what they are."""
    rows = sheets[valg.ark].rader[valg.overskrift + 1 :]
    labels = (_cell(row, valg.indikator) for row in rows if any(_cell(row, at) for at, _ in valg.kommuner))
    return radnavn.foreign((label for label in labels if label), _indicator_names(fil))


def remember_columns(fil: Tjenestefil, sheets: Sequence[Regneark], valg: Kolonnevalg) -> None:
    """Keep the choice for the next sheet with the same headings, and the names of rows for any sheet."""
    radnavn.remember(fil, dict(valg.navn))
    heads = sheets[valg.ark].rader[valg.overskrift]
    with fil.database.atomic():
        innstilling_store.put(fil.database, _setting(heads), json.dumps([valg.indikator, valg.kommuner]))


def _sheet_lines(fil: Tjenestefil, sheet: Regneark, valg: Kolonnevalg) -> Iterator[Lest]:
    names = _indicator_names(fil) | radnavn.remembered(fil) | dict(valg.navn)
    for number, row in enumerate(sheet.rader[valg.overskrift + 1 :], valg.overskrift + 2):
        label = _cell(row, valg.indikator)
        key = names.get(radnavn.as_key(label))
        for at, omrade in valg.kommuner if label else ():
            text, place = _cell(row, at), f"Rad {number}, kolonne {at + 1}"
            if not key and text:
                yield Lest(place, label, text, Utfall.AVVIST, grunn=UKJENT_NAVN if key is None else VALGT_BORT)
            elif key:
                yield _read_figure(
                    fil, key, omrade, valg.periode, Lest(place, f"{label}, {fil.name(omrade)}", text, Utfall.NY)
                )


def _read_figure(fil: Tjenestefil, indikator: str, omrade: OmradeId, kvartal: Periode, lest: Lest) -> Lest:
    """A figure for a year or a half-year comes with the quarter it ends with, as in our own sheet."""
    periode = due_period(fil.katalog[indikator], kvartal)
    if periode is not None:
        return compared(fil, replace(lest, celle=Celle(indikator, "", omrade, periode)), "")
    if not lest.tekst:
        return replace(lest, utfall=Utfall.UENDRET)
    return replace(lest, utfall=Utfall.AVVIST, grunn=_NOT_NOW[fil.katalog[indikator].entered_korn])


def _cell(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""


def _indicator_names(fil: Tjenestefil) -> dict[str, str | None]:
    named: dict[str, str | None] = {radnavn.as_key(i.etikett): i.id for i in fil.active()}
    return named | {i.id: i.id for i in fil.active()}


def _indicator_column(fil: Tjenestefil, sheet: Regneark, head: int) -> int:
    """The column in which most cells are names of indicators."""
    names, width = _indicator_names(fil), max((len(row) for row in sheet.rader), default=1)
    names |= radnavn.remembered(fil)
    hits = [sum(radnavn.as_key(_cell(row, at)) in names for row in sheet.rader[head + 1 :]) for at in range(width)]
    return hits.index(max(hits, default=0)) if hits else 0


def _kommune(fil: Tjenestefil, text: str) -> OmradeId | None:
    return next((o.id for o in fil.deltakere() if o.navn.casefold() == text.casefold()), None)


def _remembered(fil: Tjenestefil, heads: Sequence[str]) -> tuple[int, tuple[tuple[int, OmradeId], ...]] | None:
    stored = innstilling_store.get(fil.database, _setting(heads))
    if not stored:
        return None
    column, kommuner = json.loads(stored)
    return column, tuple((at, OmradeId(omrade)) for at, omrade in kommuner if omrade in fil.omrader)


def _setting(heads: Sequence[str]) -> str:
    return "kolonner:" + sha256("\x1f".join(heads).encode()).hexdigest()[:20]
