"""Charts for indicators the program has never seen: what they are made of decides what is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bvdesk.domain.diagram.spec import Diagram, Rolle, Slag
from bvdesk.domain.rapport.arsfigurer import years_chart
from bvdesk.domain.rapport.figurdeler import (
    MIN_BARS,
    MIN_POINTS,
    Axis,
    as_serie,
    bars,
    largest_first,
    says_something,
    span,
    unit_title,
)
from bvdesk.domain.rapport.kategorier import category_years
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.tall.indikator import DimensjonSlag, Indikator, Niva
from bvdesk.domain.tall.periode import Korn, Periode

MIN_CATEGORIES, MAX_PARTS, MIN_MONTHS = 3, 6, 9


def own_charts(u: Utsnitt, indikatorer: Sequence[Indikator]) -> Iterator[tuple[str, Diagram]]:
    """The charts of the service's own indicators that say something; what a sum shows in parts is not drawn again."""
    sums = {i.id: chart for i in indikatorer if (chart := _parts_of_sum(u, i)) and says_something(chart)}
    shown = {part for key in sums for part in _terms(u.beregning.katalog[key])}
    for indikator in indikatorer:
        chart = sums.get(indikator.id) or (None if indikator.id in shown else _chart(u, indikator))
        if chart and says_something(chart):
            yield f"figur:{indikator.id}", chart


def _chart(u: Utsnitt, indikator: Indikator) -> Diagram | None:
    """Its categories, else its months, its kommuner or its years."""
    if indikator.dimensjon:
        return _categories(u, indikator)
    months = Korn.MANED in indikator.korn and _months(u, indikator)
    years = years_chart(u, indikator)
    if years and years.slag is Slag.LINJE:
        return months or years
    return months or _kommuner(u, indikator) or years


def _parts_of_sum(u: Utsnitt, indikator: Indikator) -> Diagram | None:
    """The terms of a sum beside one another over the years; they may overlap, so they are not piled up."""
    terms = [u.beregning.katalog[key] for key in _terms(indikator)]
    years = u.years_known(terms) if terms else ()
    if not MIN_BARS <= len(terms) <= MAX_PARTS or len(years) < MIN_BARS:
        return None
    serier = tuple(as_serie(u.name_of(i), [u.figure(i, p) for p in years]) for i in terms)
    if any(len(serie.shown) < MIN_BARS for serie in serier):
        return None
    labels = tuple(u.heading(p) for p in years)
    return Diagram(Slag.SOYLE, f"{u.name_of(indikator)}, {span(years)}", unit_title(u, indikator), labels, serier)


def _terms(indikator: Indikator) -> tuple[str, ...]:
    """The indicators that an indicator is the plain sum of."""
    linear = indikator.formel.linear() if indikator.formel else None
    plain = linear and set(linear.values()) == {1}
    return tuple(key for key in linear or () if key) if plain else ()


def _kommuner(u: Utsnitt, indikator: Indikator) -> Diagram | None:
    """The kommuner beside one another, with a bar for each of the years that are known: last year, this and the next."""
    now = u.shown_period(indikator)
    ahead = u.ahead(now)
    years = [now.year_before(), now, *((ahead,) if ahead else ())]
    if not u.kommuner or indikator.niva is not Niva.KOMMUNE:
        return None
    found = [(p, as_serie(u.heading(p), [u.at(k).figure(indikator, p) for k in u.kommuner])) for p in years]
    known = [(p, replace(serie, rolle=Rolle.SAMMENLIGNING)) for p, serie in found if len(serie.shown) >= MIN_BARS]
    if len(known) < MIN_BARS:
        return None
    serier = (*(serie for _, serie in known[:-1]), replace(known[-1][1], rolle=Rolle.HOVED))
    title = u.ord("per_kommune", tema=u.name_of(indikator), periode=span([p for p, _ in known]))
    labels = tuple(u.navn(k) for k in u.kommuner)
    unit = unit_title(u, indikator)
    return Diagram(Slag.SOYLE, title, unit, labels, serier, desimaler=indikator.desimaler, tidsakse=False)


def _months(u: Utsnitt, indikator: Indikator) -> Diagram | None:
    """The months of this year, or of last year when this one has none."""
    for year in (u.periode, Periode.year(u.periode.ar - 1)):
        months = year.month_periods()
        serie = as_serie(str(year.ar), [u.figure(indikator, m) for m in months], Rolle.HOVED)
        if len(serie.shown) >= MIN_MONTHS:
            labels = tuple(m.kort[:3].capitalize() for m in months)
            title = u.ord("i_perioden", tema=u.name_of(indikator), periode=year.tekst)
            return Diagram(Slag.SOYLE, title, unit_title(u, indikator), labels, (serie,))
    return None


def _categories(u: Utsnitt, indikator: Indikator) -> Diagram | None:
    """The parts of a whole piled up over the years, else the categories as lying bars."""
    years = category_years(u, indikator)
    now = u.shown_period(indikator)
    names = u.categories(indikator, now)
    whole = indikator.dimensjon_slag is DimensjonSlag.DELER and indikator.is_count
    if whole and len(years) >= MIN_POINTS and MIN_BARS <= len(names) <= MAX_PARTS:
        serier = tuple(as_serie(name, [u.figure(indikator, p, name) for p in years]) for name in names)
        labels = tuple(u.heading(p) for p in years)
        title = f"{u.name_of(indikator)}, {span(years)}"
        return Diagram(Slag.STABLET, title, unit_title(u, indikator), labels, serier)
    if len(names) < MIN_CATEGORIES:
        return None
    figures = [(name, u.figure(indikator, now, name)) for name in names]
    return bars(f"{u.name_of(indikator)}, {now.tekst}", largest_first(figures), Axis.of(u, indikator))
