"""What all public editions of a period print together, as the disclosure control sees it.

Cells come from the figures, relations from what the catalogue declares (`leserregning`). The unit is the whole
publication: every kommune, tjenesten, the year and its parts, and the years printed beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bvdesk import prikking
from bvdesk.domain.rapport.tabellvalg import Grovhet, Tabellvalg
from bvdesk.domain.rapport.utsnitt import YEARS_BACK
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Indikator, Kv, Niva
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Korn, Periode
from bvdesk.services.innskriving import cell_name
from bvdesk.services.leserregning import Leserregning, cell_id, whole_number
from bvdesk.services.tjenestefil import Tjenestefil

_NEGATIVE_FLOOR = -1_000_000
_MONEY = re.compile(r"\bkr\b|krone", re.IGNORECASE)
_MEASURED = re.compile(
    r"prosent|promille|%|årsverk|stilling|dag|døgn|uke|time|minutt|poeng|andel|snitt|median|\bper\b|/", re.IGNORECASE
)
"""Units of what is measured, averaged or divided. Any other word («saker», «vedtak», «måneder») is counted."""


def subject(indikator: Indikator) -> bool:
    """Whether an indicator counts something that can point at a person, whatever the unit is called."""
    if indikator.pv == 0 or indikator.is_count:
        return indikator.pv > 0
    plain = indikator.formel is None and indikator.kv is not Kv.FORHOLD and indikator.fast_desimaler is None
    return plain and not _MONEY.search(indikator.enhet) and not _MEASURED.search(indikator.enhet)


def entered_rate(indikator: Indikator) -> bool:
    """Whether an indicator is a share or an average over persons that the program cannot see the counts behind."""
    return (
        indikator.pv > 0
        and indikator.formel is None
        and not subject(indikator)
        and not (_MONEY.search(indikator.enhet) and indikator.kv is not Kv.FORHOLD)
    )


def printed_periods(fil: Tjenestefil, celle: Celle) -> Iterator[Periode]:
    """The periods the editions print for a row: the report's own and last year's with their parts, and the years before.

    `celle` is the row at the report's period.
    """
    for span in (celle.periode, celle.periode.year_before()):
        yield span
        yield from span.quarters()
        row = celle.at(span)
        yield from _entered_parts(fil, row)
        running = fil.beregning.running(row)
        if running and fil.beregning.resolve(row).verdi is None:
            yield running[0]
    past = celle.periode
    for _ in range(YEARS_BACK):
        yield past
        past = past.year_before()


def _entered_parts(fil: Tjenestefil, celle: Celle) -> Iterator[Periode]:
    """Half-years, months and spans within the period that somebody has entered, for the row or for its kommuner."""
    areas = (celle.omrade, *(fil.tjeneste.members(celle.periode) if celle.omrade == TJENESTEN else ()))
    for omrade in areas:
        row = fil.bok.row(celle.indikator, celle.kategori, omrade, celle.periode.ar)
        yield from (period for period in row if period in celle.periode)
    if Korn.HALVAR in fil.katalog[celle.indikator].korn and celle.periode.korn is Korn.AR:
        yield from (Periode(celle.periode.ar, first, first + 5) for first in (1, 7))


def build(fil: Tjenestefil, valg: Tabellvalg, ogsa: Iterable[Celle] = ()) -> prikking.Publikasjon:
    """The publication of a period, as fine as chosen. `ogsa`: cells nobody prints now but that readers may know."""
    printed = _printed_values(fil, valg)
    known = dict(printed)
    for celle in ogsa:
        value = whole_number(fil, celle) if celle not in printed and celle.indikator in fil.katalog else None
        if value is not None:
            known[celle] = value
    reckoning = Leserregning(fil, known)
    relations = reckoning.relations()
    shown = {celle for celle in printed if not valg.leaves_out(celle)}
    cells = tuple(_cell(fil, c, value, printed=c in shown) for c, value in (known | reckoning.utrykte).items())
    return prikking.with_level_weights(prikking.Publikasjon(cells, relations), prikking.Policy().vekter)


def _printed_values(fil: Tjenestefil, valg: Tabellvalg) -> dict[Celle, int]:
    cells = (*_printed_cells(fil, valg.periode), *(_halves(fil, valg) if Grovhet.HALVAR_KOMMUNE in valg.valgt else ()))
    values = ((celle, whole_number(fil, celle)) for celle in cells)
    return {celle: value for celle, value in values if value is not None}


def _halves(fil: Tjenestefil, valg: Tabellvalg) -> Iterator[Celle]:
    """The half-years that stand where the quarters of the kommuner stood."""
    for celle in _printed_cells(fil, valg.periode) if valg.periode.korn is Korn.AR else ():
        if celle.periode == valg.periode and celle.omrade in valg.kommuner:
            yield from (celle.at(Periode(celle.periode.ar, first, first + 5)) for first in (1, 7))


def _printed_cells(fil: Tjenestefil, periode: Periode) -> Iterator[Celle]:
    for indikator in fil.active():
        for omrade in _areas(fil, indikator, periode) if subject(indikator) else ():
            for kategori in ("", *_categories(fil, indikator, omrade, periode)):
                celle = Celle(indikator.id, kategori, omrade, _own_period(indikator, periode))
                printed = (celle.at(period) for period in printed_periods(fil, celle))
                yield from (cell for cell in printed if fil.beregning.rader.may_have_figures(cell))


def _own_period(indikator: Indikator, periode: Periode) -> Periode:
    """The year for what has only yearly figures."""
    return Periode.year(periode.ar) if indikator.only_yearly else periode


def _categories(fil: Tjenestefil, indikator: Indikator, omrade: OmradeId, periode: Periode) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for _ in range(YEARS_BACK if indikator.dimensjon else 0):
        found |= dict.fromkeys(fil.beregning.relasjoner.categories(indikator.id, omrade, periode))
        periode = periode.year_before()
    return tuple(found)


def _areas(fil: Tjenestefil, indikator: Indikator, periode: Periode) -> tuple[OmradeId, ...]:
    """Where an indicator is printed; areas one compares with are protected like one's own."""
    others = tuple(omrade.id for omrade in fil.comparisons())
    own = () if indikator.niva is Niva.TJENESTE else fil.tjeneste.members(periode)
    return (*own, TJENESTEN, *others)


def _cell(fil: Tjenestefil, celle: Celle, value: int, *, printed: bool) -> prikking.Celle:
    return prikking.Celle(
        cell_id(celle),
        value,
        nedre_grense=0 if value >= 0 else _NEGATIVE_FLOOR,
        gruppe=f"pv{fil.katalog[celle.indikator].pv}",
        vises=printed,
        navn=cell_name(fil, celle),
    )


def describe_id(fil: Tjenestefil, key: str) -> str:
    """A cell in words by its id; the id itself when its indicator or area is no longer in the file."""
    celle = parse_id(key)
    known = celle.indikator in fil.katalog and (celle.omrade in fil.omrader or celle.omrade == TJENESTEN)
    return cell_name(fil, celle) if known else key


@lru_cache(maxsize=1 << 16)
def parse_id(key: str) -> Celle:
    """The cell of an id, the opposite of `cell_id`; an older version's id («…@5») gives the cell it is a version of."""
    indikator, kategori, omrade, periode = key.partition("@")[0].split("|")
    return Celle(indikator, kategori, OmradeId(omrade), Periode.parse(periode))
