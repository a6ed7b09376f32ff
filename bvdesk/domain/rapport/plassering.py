"""Tables and charts the user has put together: which indicators, areas and periods, with sound defaults for the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bvdesk.domain.diagram.spec import Diagram, Rolle, Serie, Slag
from bvdesk.domain.rapport.disposisjon import Plassering, Plasseringsslag
from bvdesk.domain.rapport.felt.oppslag import relative_period
from bvdesk.domain.rapport.figurdeler import make, point, unit_title
from bvdesk.domain.rapport.klarering import Klarert
from bvdesk.domain.rapport.modell import Figur, Kolonne, Rad, Tabell
from bvdesk.domain.rapport.spalter import is_total
from bvdesk.domain.rapport.tabeller import table
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Indikator
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Korn, Periode

_CHART = {
    Plasseringsslag.LINJE: Slag.LINJE,
    Plasseringsslag.SOYLE: Slag.SOYLE,
    Plasseringsslag.STABLET: Slag.STABLET,
    Plasseringsslag.LIGGENDE: Slag.LIGGENDE,
}


@dataclass(frozen=True, slots=True)
class _Linje:
    """One series of figures: what it is called and the figure in each period."""

    navn: str
    indikator: Indikator
    tall: tuple[Klarert, ...]


def placed(u: Utsnitt, valg: Plassering, find_area: Callable[[str], OmradeId]) -> Tabell | Figur | None:
    """The part, or None when there is nothing to show. UserError when an area or period does not exist."""
    indikatorer = [u.beregning.katalog[key] for key in valg.indikatorer if key in u.beregning.katalog]
    named = (find_area(name) if name else u.omrade for name in valg.omrader)
    areas = tuple(dict.fromkeys(named)) or (u.omrade,)
    periods = tuple(relative_period(code, u.periode) for code in valg.perioder) or _default_periods(u, valg, indikatorer)
    lines = [line for i in indikatorer for area in areas if (line := _line(u, i, area, periods, areas))]
    if not lines:
        return None
    title = valg.tittel or _title(u, lines, periods)
    if valg.slag is Plasseringsslag.TABELL:
        return _table(u, title, lines, periods)
    return _figure(u, valg, title, lines, periods)


def _default_periods(u: Utsnitt, valg: Plassering, indikatorer: Sequence[Indikator]) -> tuple[Periode, ...]:
    """The years there are figures for; one period for bars that lie, and for several areas."""
    if valg.slag is Plasseringsslag.LIGGENDE or len(valg.omrader) > 1:
        return (u.periode,)
    return u.years_known(indikatorer)


def _line(
    u: Utsnitt, indikator: Indikator, area: OmradeId, periods: Sequence[Periode], areas: Sequence[OmradeId]
) -> _Linje | None:
    own = area == TJENESTEN or area in u.beregning.tjeneste.members(u.periode)
    home = u.at(area).home(indikator) if own else area
    figures = tuple(u.port.clear(Celle(indikator.id, "", home, p)) for p in periods)
    if all(f.verdi is None and not f.skjult for f in figures):
        return None
    place = u.short_name(area)
    name = u.label(indikator) if len(areas) == 1 else place
    return _Linje(name, indikator, figures)


def _title(u: Utsnitt, lines: Sequence[_Linje], periods: Sequence[Periode]) -> str:
    names = dict.fromkeys(u.name_of(line.indikator) for line in lines)
    span = periods[0].tekst if len(periods) == 1 else f"{u.heading(periods[0])}–{u.heading(periods[-1])}"
    return f"{', '.join(names)}, {span}"


def _table(u: Utsnitt, title: str, lines: Sequence[_Linje], periods: Sequence[Periode]) -> Tabell:
    columns = [Kolonne(u.ord("indikator"), tall=False), *(Kolonne(_heading(u, p), uthevet=p == u.periode) for p in periods)]
    names = dict.fromkeys(line.indikator.id for line in lines)
    rows: list[Rad] = []
    for key in names:
        group = [line for line in lines if line.indikator.id == key]
        if len(names) > 1 and len(group) > 1:
            rows.append(Rad(u.label(group[0].indikator), gruppe=True))
        rows += [Rad(line.navn, line.tall, sum=is_total(u, line.indikator) and len(group) == 1) for line in group]
    return table(u, title, columns, rows)


def _figure(u: Utsnitt, valg: Plassering, title: str, lines: Sequence[_Linje], periods: Sequence[Periode]) -> Figur:
    slag, unit = _CHART[valg.slag], unit_title(u, lines[0].indikator)
    decimals = lines[0].indikator.desimaler
    if slag is Slag.LIGGENDE or len(periods) == 1:
        labels, points = tuple(line.navn for line in lines), tuple(point(line.tall[-1]) for line in lines)
        serie = Serie(_heading(u, periods[-1]), points, Rolle.HOVED)
        return make(u, Diagram(Slag.LIGGENDE, title, unit, labels, (serie,), desimaler=decimals, tidsakse=False))
    roles = [Rolle.ANNEN if slag is Slag.STABLET else Rolle.SAMMENLIGNING for _ in lines]
    if slag is not Slag.STABLET:
        roles[0] = Rolle.HOVED
    series = tuple(Serie(line.navn, tuple(map(point, line.tall)), role) for line, role in zip(lines, roles, strict=True))
    labels = tuple(_heading(u, p) for p in periods)
    return make(u, Diagram(slag, title, unit, labels, series, desimaler=decimals))


def _heading(u: Utsnitt, periode: Periode) -> str:
    """A period over a column: with its year unless it is a quarter of the report's own year."""
    if periode.korn is Korn.KVARTAL and periode.ar == u.periode.ar:
        return u.part_heading(periode)
    return u.heading(periode)
