"""The key-figure page: a table with small trends, then the same figures as small charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bvdesk.domain.diagram.spec import Diagram, Rolle, Serie, Slag
from bvdesk.domain.rapport.disposisjon import Nokkeltallvalg
from bvdesk.domain.rapport.figurer import make, point, years_chart
from bvdesk.domain.rapport.klarering import Klarert
from bvdesk.domain.rapport.modell import Blokk, Figurgruppe, Kolonne, Rad, Rute, Tabell
from bvdesk.domain.rapport.tabeller import table
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Indikator
from bvdesk.domain.tall.omrade import LANDET

MAX_ROWS, MAX_CHARTS = 10, 6


def key_figures(u: Utsnitt) -> Iterator[Blokk]:
    """The table and the charts; nothing when the period has none of the key figures."""
    chosen = choose(u)
    if chosen:
        yield key_table(u, chosen)
        charts = [d for d in (years_chart(u, u.beregning.katalog[v.indikator]) for v in chosen) if d]
        for start in range(0, min(len(charts), MAX_CHARTS), 2):
            yield Figurgruppe(tuple(make(u, d) for d in charts[start : min(start + 2, MAX_CHARTS)]))


def choose(u: Utsnitt) -> tuple[Nokkeltallvalg, ...]:
    """The key figures that have a number in the period, at most ten; else the first indicators that have."""
    found = [v for v in u.disposisjon.nokkeltall if u.has_number(u.beregning.katalog[v.indikator], u.periode)]
    if len(found) < MAX_ROWS // 2:
        taken = {v.indikator for v in found}
        others = (i for i in u.indikatorer if i.id not in taken and not i.dimensjon and i.kapittel.startswith("4"))
        found += [Nokkeltallvalg(i.id) for i in others if u.has_number(i, u.periode)][: MAX_ROWS // 2]
    return tuple(found[:MAX_ROWS])


def key_table(u: Utsnitt, chosen: Sequence[Nokkeltallvalg]) -> Tabell:
    """One row per key figure: the last three years, the country, the trend and what became of it."""
    indikatorer = [u.beregning.katalog[v.indikator] for v in chosen]
    years = u.years_known(indikatorer)
    shown = years[-3:]
    country = any(_country(u, i).verdi is not None for i in indikatorer)
    trend = len(years) > 2
    change = len(years) > 1
    columns = [Kolonne(u.ord("indikator"), tall=False)]
    columns += [Kolonne(u.year_name(p), uthevet=p == u.periode) for p in shown]
    columns += [Kolonne(u.navn(LANDET).capitalize())] if country else []
    columns += [Kolonne(f"{u.ord('utvikling')} {years[0].ar}–{years[-1].ar}", tall=False)] if trend else []
    columns += [Kolonne(u.ord("vurdering"), tall=False)] if change else []
    rows = []
    for valg, indikator in zip(chosen, indikatorer, strict=True):
        cells: list[Rute] = [u.figure(indikator, p) for p in shown]
        cells += [_country(u, indikator)] if country else []
        cells += [_spark(u, indikator, years)] if trend else []
        cells += [_verdict(u, indikator, valg.best)] if change else []
        rows.append(Rad(u.label(indikator), tuple(cells)))
    return table(u, u.ord("nokkeltall", omrade=u.navn(u.omrade)), columns, rows)


def _country(u: Utsnitt, indikator: Indikator) -> Klarert:
    return u.port.clear(Celle(indikator.id, "", LANDET, u.periode))


def _spark(u: Utsnitt, indikator: Indikator, years: Sequence[object]) -> Rute:
    figures = [u.figure(indikator, p) for p in u.past()[-len(years) :]]
    if sum(f.verdi is not None for f in figures) < 2:
        return ""
    labels = tuple(u.year_name(p) for p in u.past()[-len(years) :])
    serie = Serie(u.name_of(indikator), tuple(map(point, figures)), Rolle.HOVED)
    return Diagram(Slag.SPARK, u.name_of(indikator), "", labels, (serie,), desimaler=indikator.desimaler)


def _verdict(u: Utsnitt, indikator: Indikator, best: str) -> str:
    """A word and a shape: better or worse where the law or the service has a direction, else up or down."""
    change = u.port.change(u.cell(indikator)).verdi
    if change is None:
        return ""
    if not change:
        return u.ord("uendret")
    if best:
        return u.ord("bedre" if (change > 0) == (best == "hoy") else "svakere")
    return u.ord("opp" if change > 0 else "ned")
