"""What all public editions of a period print together, as the disclosure control sees it.

Cells come from the figures, relations from the catalogue's one declaration (`Relasjoner.sums`). The unit is the whole
publication: every kommune, tjenesten, the year and its parts, and the years printed beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from bvdesk import prikking
from bvdesk.domain.rapport.utsnitt import YEARS_BACK
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import COUNT_UNITS, Indikator, Niva
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Korn, Periode
from bvdesk.domain.tall.relasjon import Sum
from bvdesk.services.tjenestefil import Tjenestefil

MONTH_STAYS = frozenset({"måneder"})
_NEGATIVE_FLOOR = -1_000_000


def cell_id(celle: Celle) -> str:
    """A cell's id in the publication: «indikator|kategori|omrade|periode»."""
    return "|".join((celle.indikator, celle.kategori, celle.omrade, celle.periode.kode))


def subject(indikator: Indikator) -> bool:
    """Whether an indicator counts something that can point at a person."""
    counted = indikator.is_count or (indikator.enhet in COUNT_UNITS | MONTH_STAYS and indikator.formel is None)
    return indikator.pv > 0 and counted


def printed_periods(fil: Tjenestefil, celle: Celle) -> Iterator[Periode]:
    """The periods the editions print for a row: the report's own and last year's with their parts, and the years before.

    `celle` is the row at the report's period.
    """
    for span in (celle.periode, celle.periode.year_before()):
        yield span
        yield from span.quarters()
        yield from _entered_parts(fil, replace(celle, periode=span))
        running = fil.beregning.running(replace(celle, periode=span))
        if running and fil.beregning.resolve(replace(celle, periode=span)).verdi is None:
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


Verdier = Mapping[Celle, int]


@dataclass
class _Bygger:
    """Gathers cells and relations."""

    fil: Tjenestefil
    verdier: dict[Celle, int]
    skjulte_ledd: dict[Celle, int] = field(default_factory=dict)
    relasjoner: dict[prikking.Relasjon, None] = field(default_factory=dict)


def build(fil: Tjenestefil, periode: Periode, ogsa: Iterable[Celle] = ()) -> prikking.Publikasjon:
    """The publication of a period. `ogsa` are cells that nobody prints now but that readers may know from before."""
    printed = _printed_values(fil, periode)
    known = dict(printed)
    for celle in ogsa:
        value = _whole_number(fil, celle) if celle not in printed and celle.indikator in fil.katalog else None
        if value is not None:
            known[celle] = value
    gathered = _Bygger(fil, known)
    _add_relations(gathered, known)
    cells = tuple(_cell(gathered, celle, printed=celle in printed) for celle in (*known, *gathered.skjulte_ledd))
    weighed = prikking.Publikasjon(cells, tuple(gathered.relasjoner))
    return prikking.with_level_weights(weighed, prikking.Policy().vekter)


def _printed_values(fil: Tjenestefil, periode: Periode) -> dict[Celle, int]:
    values = ((celle, _whole_number(fil, celle)) for celle in _printed_cells(fil, periode))
    return {celle: value for celle, value in values if value is not None}


def _whole_number(fil: Tjenestefil, celle: Celle) -> int | None:
    """The figure as a whole number; None when there is none."""
    verdi = fil.beregning.resolve(celle).verdi
    return int(verdi) if verdi is not None and verdi == verdi.to_integral_value() else None


def _printed_cells(fil: Tjenestefil, periode: Periode) -> Iterator[Celle]:
    for indikator in fil.active():
        for omrade in _areas(fil, indikator, periode) if subject(indikator) else ():
            for kategori in ("", *_categories(fil, indikator, omrade, periode)):
                celle = Celle(indikator.id, kategori, omrade, _own_period(indikator, periode))
                yield from (replace(celle, periode=period) for period in printed_periods(fil, celle))


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


def _add_relations(gathered: _Bygger, values: Verdier) -> None:
    """Every declared sum that is true of the figures. A false one misleads the reader and cannot be reckoned with."""
    for celle in values:
        for candidate in gathered.fil.beregning.relasjoner.sums(celle):
            relation = _relation(gathered, candidate)
            if relation:
                gathered.relasjoner[relation] = None


def _relation(gathered: _Bygger, candidate: Sum) -> prikking.Relasjon | None:
    """The sum as a relation between cells; None when it is not true, or says nothing about what is printed."""
    terms = [(cell_id(candidate.hel), -1)]
    total = Decimal(-gathered.verdier[candidate.hel]) + candidate.konstant
    unknown: list[Celle] = []
    for coefficient, celle in candidate.ledd:
        if celle in gathered.verdier and coefficient == coefficient.to_integral_value():
            terms.append((cell_id(celle), int(coefficient)))
            total += coefficient * gathered.verdier[celle]
        elif gathered.fil.beregning.resolve(celle).verdi:
            return None
        elif gathered.fil.beregning.resolve(celle).term is None:
            unknown.append(celle)
    if len(unknown) == 1 and len(candidate.ledd) > 1:
        return _with_implied(gathered, candidate, terms, -total)
    return None if unknown or total != 0 else prikking.Relasjon(tuple(terms), -int(candidate.konstant))


def _with_implied(
    gathered: _Bygger, candidate: Sum, terms: list[tuple[str, int]], implied: Decimal
) -> prikking.Relasjon | None:
    """A total with one part missing gives that part away: it becomes a cell that nobody prints, and is protected too."""
    coefficient, celle = next((c, cell) for c, cell in candidate.ledd if gathered.fil.beregning.resolve(cell).term is None)
    if coefficient != 1 or implied < 0 or implied != implied.to_integral_value() or candidate.overlapp:
        return None
    if gathered.skjulte_ledd.setdefault(celle, int(implied)) != int(implied):
        return None
    return prikking.Relasjon((*terms, (cell_id(celle), 1)), -int(candidate.konstant))


def _cell(gathered: _Bygger, celle: Celle, *, printed: bool) -> prikking.Celle:
    value = gathered.verdier[celle] if celle in gathered.verdier else gathered.skjulte_ledd[celle]
    return prikking.Celle(
        cell_id(celle),
        value,
        nedre_grense=0 if value >= 0 else _NEGATIVE_FLOOR,
        gruppe=f"pv{gathered.fil.katalog[celle.indikator].pv}",
        vises=printed,
        navn=describe(gathered.fil, celle),
    )


def describe(fil: Tjenestefil, celle: Celle) -> str:
    """A cell in words: «Meldinger henlagt, Flatanger, 3. kvartal 2025»."""
    label = fil.katalog[celle.indikator].etikett
    category = f" ({celle.kategori})" if celle.kategori else ""
    return f"{label}{category}, {fil.name(celle.omrade)}, {celle.periode.tekst}"


def parse_id(key: str) -> Celle:
    """The cell of an id, the opposite of `cell_id`; an older version's id («…@5») gives the cell it is a version of."""
    indikator, kategori, omrade, periode = key.partition("@")[0].split("|")
    return Celle(indikator, kategori, OmradeId(omrade), Periode.parse(periode))
