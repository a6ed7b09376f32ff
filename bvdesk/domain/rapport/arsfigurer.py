"""Charts over the years: a figure's development, and what the kommuner make of it together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bvdesk.domain.diagram.spec import INGEN_DEL, Diagram, Punkt, Rolle, Serie, Slag
from bvdesk.domain.rapport.figurdeler import MAX_STACKED, MIN_BARS, MIN_POINTS, as_serie, point, span, unit_title
from bvdesk.domain.rapport.klarering import Klarert
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Indikator, Kv, Niva
from bvdesk.domain.tall.omrade import LANDET, TJENESTEN
from bvdesk.domain.tall.periode import Periode


def years_chart(u: Utsnitt, indikator: Indikator) -> Diagram | None:
    """An indicator over the years, with the service and the country as references for a share; bars when there are two."""
    now = u.shown_period(indikator)
    ahead = u.ahead(now)
    years = (*u.years_known((indikator,), now), *((ahead,) if ahead and u.known(indikator, ahead) else ()))
    own = as_serie(u.short_name(u.home(indikator)), [u.figure(indikator, p) for p in years], Rolle.HOVED)
    if len(own.shown) < MIN_BARS:
        return None
    slag = Slag.LINJE if len(own.shown) >= MIN_POINTS else Slag.SOYLE
    serier = [own, *(_references(u, indikator, years) if slag is Slag.LINJE else ())]
    title = f"{u.name_of(indikator)}, {years[0].ar}–{years[-1].ar}"
    labels = tuple(u.heading(p) for p in years)
    return Diagram(slag, title, unit_title(u, indikator), labels, tuple(serier), desimaler=indikator.desimaler)


def _references(u: Utsnitt, indikator: Indikator, years: Sequence[Periode]) -> Iterator[Serie]:
    if indikator.kv is not Kv.FORHOLD:
        return
    home = u.home(indikator)
    for omrade in (TJENESTEN, LANDET):
        known = omrade == TJENESTEN or omrade in u.sammenligninger
        if known and omrade != home and home != LANDET:
            figures = [u.port.clear(Celle(indikator.id, "", omrade, p)) for p in years]
            serie = as_serie(u.short_name(omrade), figures, Rolle.SAMMENLIGNING)
            if len(serie.shown) >= MIN_BARS:
                yield serie


def stacked_years(u: Utsnitt, indikator: Indikator) -> Diagram | None:
    """The kommuner on top of one another, year by year; a year that is only known as a whole stands in one piece."""
    if not MIN_BARS <= len(u.kommuner) <= MAX_STACKED or indikator.niva is not Niva.KOMMUNE or not indikator.is_count:
        return None
    years = u.years_known((indikator,), u.shown_period(indikator))
    parts = {k: [u.at(k).figure(indikator, p) for p in years] for k in u.kommuner}
    split = [all(_stands(listed[i]) for listed in parts.values()) for i in range(len(years))]
    if len(years) < MIN_BARS or not any(split):
        return None
    serier = [Serie(u.navn(k), _where(listed, split)) for k, listed in parts.items()]
    if not all(split):
        whole = [u.figure(indikator, p) for p in years]
        serier.append(Serie(u.ord("uten_fordeling"), _where(whole, [not cut for cut in split])))
    title = u.ord("per_kommune", tema=u.name_of(indikator), periode=span(years))
    labels = tuple(u.heading(p) for p in years)
    return Diagram(Slag.STABLET, title, unit_title(u, indikator), labels, tuple(serier))


def _where(figures: Sequence[Klarert], wanted: Sequence[bool]) -> tuple[Punkt, ...]:
    return tuple(point(figure) if here else INGEN_DEL for figure, here in zip(figures, wanted, strict=True))


def _stands(figure: Klarert) -> bool:
    """Whether a figure is known, shown or not."""
    return figure.verdi is not None or figure.skjult
