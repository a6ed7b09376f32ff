"""The tables of a chapter, made from the indicators that have something to show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bvdesk.domain.rapport.klarering import Klarert
from bvdesk.domain.rapport.modell import Kolonne, Rad, Rute, Tabell
from bvdesk.domain.rapport.tegn import legend
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import DimensjonSlag, Indikator, Niva
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Korn

MAX_KOMMUNER = 7


def chapter_tables(u: Utsnitt, tema: str, indikatorer: Sequence[Indikator]) -> Iterator[Tabell]:
    """Quarters, then years, half-years, months, categories, kommuner side by side, and comparisons."""
    plain = [i for i in indikatorer if not i.dimensjon]
    by_quarter = [i for i in plain if any(u.known(i, q) for q in u.quarters()) and len(u.quarters()) > 1]
    by_year = [i for i in plain if i not in by_quarter and any(u.known(i, p) for p in u.past())]
    yield from _coded("tabell:kvartal", _quarter_table(u, tema, by_quarter))
    yield from _coded("tabell:ar", _year_table(u, tema, by_year))
    yield from _coded("tabell:halvar", _half_table(u, tema, plain))
    yield from _coded("tabell:maned", _month_table(u, tema, plain))
    for indikator in indikatorer:
        if indikator.dimensjon:
            yield from _coded(f"tabell:{indikator.id}", _category_table(u, indikator))
    yield from _coded("tabell:kommuner", _kommune_table(u, tema, plain))
    yield from _coded("tabell:sammenlignet", _comparison_table(u, tema, plain))


def _coded(kode: str, tables: Iterable[Tabell]) -> Iterator[Tabell]:
    """The tables with the name a text places them by; the second of a kind gets a number."""
    for i, tabell in enumerate(tables):
        yield replace(tabell, kode=f"{kode}:{i + 1}" if i else kode)


def table(u: Utsnitt, tittel: str, kolonner: Iterable[Kolonne], rader: Iterable[Rad]) -> Tabell:
    """A table with the explanation of the signs that stand in it."""
    made = Tabell(tittel, tuple(kolonner), tuple(rader))
    return Tabell(tittel, made.kolonner, made.rader, legend(u.ord, made.figures))


def is_total(u: Utsnitt, indikator: Indikator) -> bool:
    """Whether an indicator is the whole of a partition."""
    dimensions = u.beregning.katalog.dimensjoner
    return any(d.hel == indikator.id and d.slag is DimensjonSlag.DELER for d in dimensions)


def _quarter_table(u: Utsnitt, tema: str, indikatorer: Sequence[Indikator]) -> Iterator[Tabell]:
    if not indikatorer:
        return
    before = u.periode.year_before()
    with_past = any(u.has_number(i, before) for i in indikatorer)
    columns = [Kolonne(u.ord("indikator"), tall=False), *(Kolonne(u.period_name(q)) for q in u.quarters())]
    columns.append(Kolonne(u.period_name(u.periode), uthevet=True))
    if with_past:
        columns += [Kolonne(u.year_name(before)), Kolonne(u.ord("endring"))]
    rows = []
    for i in indikatorer:
        cells: list[Rute] = [u.figure(i, q) for q in u.quarters()]
        cells.append(u.figure(i))
        if with_past:
            cells += [u.figure(i, before), u.port.change(u.cell(i))]
        rows.append(Rad(u.label(i), tuple(cells), sum=is_total(u, i)))
    yield table(u, u.ord("per_kvartal", tema=tema), columns, rows)


def _year_table(u: Utsnitt, tema: str, indikatorer: Sequence[Indikator]) -> Iterator[Tabell]:
    if not indikatorer:
        return
    years = u.years_known(indikatorer)
    with_change = any(u.port.change(u.cell(i)).verdi is not None for i in indikatorer)
    columns = [Kolonne(u.ord("indikator"), tall=False)]
    columns += [Kolonne(u.year_name(p), uthevet=p == u.periode) for p in years]
    columns += [Kolonne(u.ord("endring"))] if with_change else []
    rows = []
    for i in indikatorer:
        cells: list[Rute] = [u.figure(i, p) for p in years]
        cells += [u.port.change(u.cell(i))] if with_change else []
        rows.append(Rad(u.label(i), tuple(cells), sum=is_total(u, i)))
    yield table(u, u.ord("per_ar", tema=tema), columns, rows)


def _half_table(u: Utsnitt, tema: str, indikatorer: Sequence[Indikator]) -> Iterator[Tabell]:
    """Half-years, for what is reported by half-year."""
    halves = u.halves()
    shown = [i for i in indikatorer if Korn.HALVAR in i.korn and any(u.known(i, h) for h in halves)]
    if not shown:
        return
    columns = [Kolonne(u.ord("indikator"), tall=False), *(Kolonne(h.kort) for h in halves)]
    columns.append(Kolonne(u.period_name(u.periode), uthevet=True))
    rows = [Rad(u.label(i), (*(u.figure(i, h) for h in halves), u.figure(i))) for i in shown]
    yield table(u, u.ord("per_halvar", tema=tema), columns, rows)


def _month_table(u: Utsnitt, tema: str, indikatorer: Sequence[Indikator]) -> Iterator[Tabell]:
    """Months down and indicators across, for what is counted by month."""
    monthly = [i for i in indikatorer if Korn.MANED in i.korn]
    for year in dict.fromkeys((u.periode, u.periode.year_before())):
        months = year.month_periods()
        shown = [i for i in monthly if any(u.known(i, m) for m in months)]
        if not shown:
            continue
        columns = [Kolonne(u.ord("maned"), tall=False), *(Kolonne(u.label(i)) for i in shown)]
        rows = [Rad(m.kort, tuple(u.figure(i, m) for i in shown)) for m in months]
        rows.append(Rad(u.ord("sum"), tuple(u.figure(i, year) for i in shown), sum=True))
        title = u.ord("per_maned", tema=tema)
        yield table(u, title if year == u.periode else f"{title}, {year.ar}", columns, rows)


def _category_table(u: Utsnitt, indikator: Indikator) -> Iterator[Tabell]:
    """Categories down and years (or quarters) across, with the sum where the categories make a whole."""
    years = [p for p in u.past() if u.categories(indikator, p)]
    if not years:
        return
    names = tuple(dict.fromkeys(name for p in reversed(years) for name in u.categories(indikator, p)))
    columns = [Kolonne(indikator.dimensjon, tall=False), *(Kolonne(u.year_name(p), uthevet=p == u.periode) for p in years)]
    rows = [Rad(name, tuple(u.figure(indikator, p, name) for p in years)) for name in names]
    if indikator.dimensjon_slag is DimensjonSlag.DELER and len(names) > 1:
        rows.append(Rad(u.ord("sum"), tuple(u.figure(indikator, p) for p in years), sum=True))
    yield table(u, u.label(indikator), columns, rows)


def _kommune_table(u: Utsnitt, tema: str, indikatorer: Sequence[Indikator]) -> Iterator[Tabell]:
    """The kommuner side by side, with the service last."""
    kommuner = u.kommuner
    if not kommuner or len(kommuner) > MAX_KOMMUNER:
        return
    shown = [i for i in indikatorer if i.niva is Niva.KOMMUNE and any(u.at(k).known(i, u.periode) for k in kommuner)]
    if not shown:
        return
    columns = [Kolonne(u.ord("indikator"), tall=False), *(Kolonne(u.navn(k)) for k in kommuner)]
    columns.append(Kolonne(u.navn(TJENESTEN) if len(u.navn(TJENESTEN)) < 18 else u.ord("tjeneste"), uthevet=True))
    rows = [Rad(u.label(i), _across(u, i, kommuner), sum=is_total(u, i)) for i in shown]
    title = u.ord("per_kommune", tema=tema, periode=u.periode.tekst)
    yield table(u, title, columns, rows)


def _across(u: Utsnitt, indikator: Indikator, kommuner: Sequence[OmradeId]) -> tuple[Klarert, ...]:
    return (*(u.at(k).figure(indikator) for k in kommuner), u.figure(indikator))


def _comparison_table(u: Utsnitt, tema: str, indikatorer: Sequence[Indikator]) -> Iterator[Tabell]:
    """The view's own figure beside the country, the county and others."""

    def other(indikator: Indikator, omrade: OmradeId) -> Celle:
        return Celle(indikator.id, "", omrade, u.periode)

    def known(indikator: Indikator, omrade: OmradeId) -> bool:
        return u.beregning.resolve(other(indikator, omrade)).verdi is not None

    ordinary = [i for i in indikatorer if i.niva is not Niva.NASJONAL]
    areas = [o for o in u.sammenligninger if any(known(i, o) for i in ordinary)][:MAX_KOMMUNER]
    shown = [i for i in ordinary if any(known(i, o) for o in areas)]
    if not shown:
        return
    columns = [Kolonne(u.ord("indikator"), tall=False), Kolonne(short_name(u), uthevet=True)]
    columns += [Kolonne(u.navn(o).capitalize()) for o in areas]
    rows = [Rad(u.label(i), (u.figure(i), *(u.port.clear(other(i, o)) for o in areas))) for i in shown]
    yield table(u, u.ord("sammenlignet", tema=tema, periode=u.periode.tekst), columns, rows)


def short_name(u: Utsnitt) -> str:
    """The area's name where there is little room."""
    name = u.navn(u.omrade)
    return name if len(name) < 18 or u.omrade != TJENESTEN else u.ord("tjeneste")
