"""The charts of a report: cleared figures only, so that a withheld one is a gap with the same looks everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from bvdesk.domain.diagram.spec import Diagram, Rolle, Serie, Slag
from bvdesk.domain.rapport.arsfigurer import stacked_years, years_chart
from bvdesk.domain.rapport.disposisjon import Diagramvalg
from bvdesk.domain.rapport.egne_figurer import own_charts
from bvdesk.domain.rapport.figurdeler import (
    MAX_STACKED,
    MIN_BARS,
    Axis,
    as_serie,
    bars,
    highlighted,
    largest_first,
    make,
    says_something,
    span,
    unit_title,
)
from bvdesk.domain.rapport.modell import Figur
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Dimensjon, DimensjonSlag, Indikator, Niva
from bvdesk.domain.tall.omrade import LANDET, TJENESTEN, OmradeId

MIN_CATEGORIES = 3


def chapter_figures(u: Utsnitt, valg: Sequence[Diagramvalg], indikatorer: Sequence[Indikator]) -> Iterator[Figur]:
    """The charts the outline asks for, then one for each of the service's own indicators, when they say something."""
    here, asked = {i.id for i in indikatorer}, {v.indikator for v in valg}
    made = [(v.kode, _BUILDERS[v.slag](u, v)) for v in valg if v.dimensjon or v.indikator in here]
    told = [(kode, d) for kode, d in made if d and says_something(d)]
    told += own_charts(u, [i for i in indikatorer if i.egen and i.id not in asked])
    yield from (replace(make(u, d), kode=kode) for kode, d in told)


def _line(u: Utsnitt, valg: Diagramvalg) -> Diagram | None:
    """Over the years; with `mot`, beside another indicator (a goal, a budget)."""
    diagram = years_chart(u, u.beregning.katalog[valg.indikator])
    if not diagram or not valg.mot:
        few = diagram is None or diagram.slag is Slag.SOYLE
        return (stacked_years(u, u.beregning.katalog[valg.indikator]) if few else None) or diagram
    other, own = u.beregning.katalog[valg.mot], u.beregning.katalog[valg.indikator]
    years = u.years_known((own,), u.shown_period(own))
    beside = as_serie(u.name_of(other), [u.figure(other, p) for p in years], Rolle.SAMMENLIGNING)
    serier = (replace(diagram.serier[0], navn=u.name_of(own)), beside)
    return replace(diagram, slag=Slag.SOYLE, serier=serier) if beside.shown else diagram


def _quarters(u: Utsnitt, valg: Diagramvalg) -> Diagram | None:
    """The quarters of this period beside the same quarters last year."""
    indikator, quarters = u.beregning.katalog[valg.indikator], u.quarters()
    now = as_serie(str(u.periode.ar), [u.figure(indikator, q) for q in quarters], Rolle.HOVED)
    if len(now.shown) < MIN_BARS:
        return None
    before = [u.figure(indikator, q.year_before()) for q in quarters]
    last = as_serie(str(u.periode.ar - 1), before, Rolle.SAMMENLIGNING)
    serier = (last, now) if any(f.verdi is not None or f.skjult for f in before) else (now,)
    return _over_parts(u, indikator, serier)


def _quarters_by_kommune(u: Utsnitt, valg: Diagramvalg) -> Diagram | None:
    """The quarters of this period, a bar for every kommune."""
    indikator, quarters = u.beregning.katalog[valg.indikator], u.quarters()
    figures = {k: [u.at(k).figure(indikator, q) for q in quarters] for k in u.kommuner}
    serier = [as_serie(u.navn(k), listed) for k, listed in figures.items() if any(f.verdi or f.skjult for f in listed)]
    return _over_parts(u, indikator, tuple(serier)) if MIN_BARS <= len(serier) <= MAX_STACKED else None


def _over_parts(u: Utsnitt, indikator: Indikator, serier: tuple[Serie, ...]) -> Diagram:
    labels = tuple(u.part_heading(q) for q in u.quarters())
    title = u.ord("per_kvartal", tema=u.name_of(indikator))
    return Diagram(Slag.SOYLE, title, unit_title(u, indikator), labels, serier, desimaler=indikator.desimaler)


def _stacked(u: Utsnitt, valg: Diagramvalg) -> Diagram | None:
    """A partition over the quarters; when the period has too few, over the years."""
    dimensjon = _dimension(u, valg)
    parts = [u.beregning.katalog[k.indikator] for k in dimensjon.kategorier]
    years = u.years_known(parts)
    for periods, name, when in ((u.quarters(), u.part_heading, u.periode.tekst), (years, u.heading, span(years))):
        serier = [as_serie(u.short_label(i), [u.figure(i, p) for p in periods]) for i in parts]
        shown = tuple(s for s in serier if any(v for _, v in s.shown))
        full = {x for s in shown for x, _ in s.shown}
        if len(shown) > 1 and len(full) >= MIN_BARS:
            labels = tuple(name(p) for p in periods)
            return Diagram(Slag.STABLET, f"{u.dimension_name(dimensjon)}, {when}", unit_title(u, parts[0]), labels, shown)
    return None


def _dimension(u: Utsnitt, valg: Diagramvalg) -> Dimensjon:
    return next(d for d in u.beregning.katalog.dimensjoner if d.id == valg.dimensjon)


def _parts(u: Utsnitt, valg: Diagramvalg) -> Diagram | None:
    """A dimension in the period as lying bars."""
    dimensjon = _dimension(u, valg)
    parts = [u.beregning.katalog[k.indikator] for k in dimensjon.kategorier]
    if dimensjon.slag is not DimensjonSlag.DELER:
        parts = [i for i in parts if i in u.indikatorer]
    now = u.shown_period(parts[0])
    figures = [(u.short_label(i), u.figure(i, now)) for i in parts]
    return bars(f"{u.dimension_name(dimensjon)}, {now.tekst}", largest_first(figures), Axis.of(u, parts[0]))


def _per_kommune(u: Utsnitt, valg: Diagramvalg) -> Diagram | None:
    """An indicator, or the parts of a dimension on top of one another, for each kommune."""
    if valg.dimensjon:
        return _stacked_kommuner(u, _dimension(u, valg))
    indikator = u.beregning.katalog[valg.indikator]
    now = u.shown_period(indikator)
    figures = [(u.navn(k), u.at(k).figure(indikator, now)) for k in u.kommuner]
    title = u.ord("per_kommune", tema=u.name_of(indikator), periode=now.tekst)
    return bars(title, figures, Axis.of(u, indikator))


def _stacked_kommuner(u: Utsnitt, dimensjon: Dimensjon) -> Diagram | None:
    parts = [u.beregning.katalog[k.indikator] for k in dimensjon.kategorier]
    figures = [[u.at(k).figure(i) for k in u.kommuner] for i in parts]
    serier = [as_serie(u.short_label(i), listed) for i, listed in zip(parts, figures, strict=True)]
    shown = tuple(s for s in serier if any(v for _, v in s.shown))
    if len(shown) < MIN_BARS or any(not any(s.verdier[k].verdi for s in shown) for k in range(len(u.kommuner))):
        return None
    title = u.ord("per_kommune", tema=u.dimension_name(dimensjon), periode=u.periode.tekst)
    labels = tuple(u.navn(k) for k in u.kommuner)
    return Diagram(Slag.STABLET, title, unit_title(u, parts[0]), labels, shown, tidsakse=False)


def _compared(u: Utsnitt, valg: Diagramvalg) -> Diagram | None:
    """The view's own figure among other areas', sorted, its own bar standing out."""
    indikator = u.beregning.katalog[valg.indikator]
    now, home = u.shown_period(indikator), u.home(indikator)
    areas: list[OmradeId] = [home, *(o for o in (TJENESTEN, *u.sammenligninger) if o != home)]
    if indikator.niva is not Niva.KOMMUNE:
        areas = [o for o in areas if o == home or o != TJENESTEN]
    figures = [(u.short_name(o), u.port.clear(Celle(indikator.id, "", o, now))) for o in areas]
    title = u.ord("sammenlignet", tema=u.name_of(indikator), periode=now.tekst)
    known = sum(f.verdi is not None for _, f in figures)
    if known < MIN_CATEGORIES or figures[0][1].verdi is None:
        return None
    return highlighted(bars(title, largest_first(figures), Axis.of(u, indikator)), u.short_name(home))


def compared_kommuner(u: Utsnitt, indikator: Indikator) -> Diagram | None:
    """A share in every kommune, with the service standing out and the country."""
    now = u.shown_period(indikator)
    areas = [*u.kommuner, TJENESTEN, *([LANDET] if LANDET in u.sammenligninger else [])]
    figures = [(u.short_name(o), u.port.clear(Celle(indikator.id, "", o, now))) for o in areas]
    if sum(f.verdi is not None for _, f in figures[: len(u.kommuner)]) < MIN_BARS:
        return None
    title = u.ord("per_kommune", tema=u.name_of(indikator), periode=now.tekst)
    return highlighted(bars(title, figures, Axis.of(u, indikator)), u.short_name(TJENESTEN))


_BUILDERS: Mapping[str, Callable[[Utsnitt, Diagramvalg], Diagram | None]] = {
    "linje": _line,
    "kvartal": _quarters,
    "kvartal_kommuner": _quarters_by_kommune,
    "stablet": _stacked,
    "deler": _parts,
    "kommuner": _per_kommune,
    "sammenlign": _compared,
}
