"""Tables of indicators with categories of their own (team, type of placement, …)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bvdesk.domain.rapport.klarering import Tegn
from bvdesk.domain.rapport.modell import Kolonne, Rad, Rute, Tabell
from bvdesk.domain.rapport.tabeller import coded, is_small, table
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import DimensjonSlag, Indikator, Niva
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Periode


def category_tables(u: Utsnitt, indikatorer: Sequence[Indikator]) -> Iterator[Tabell]:
    """A table per indicator over the years; those that share categories, with one year each, beside one another."""
    left = [i for i in indikatorer if i.dimensjon and category_years(u, i) and not is_small(u, i, indikatorer)]
    while left:
        first = left[0]
        kin = [i for i in left if i is first or _alike(u, first, i)]
        left = [i for i in left if i not in kin]
        yield from coded(f"tabell:{first.id}", _beside(u, kin) if len(kin) > 1 else _over_years(u, first))
    yield from coded("tabell:andre_steder", _elsewhere(u, [i for i in indikatorer if i.dimensjon]))


def category_years(u: Utsnitt, indikator: Indikator) -> tuple[Periode, ...]:
    """The years that have categories, with the year ahead where it is planned."""
    now = u.shown_period(indikator)
    ahead = u.ahead(now)
    listed = (*u.past(now), *((ahead,) if ahead else ()))
    return tuple(p for p in listed if _known(u, indikator, p))


def _known(u: Utsnitt, indikator: Indikator, periode: Periode) -> bool:
    return any(u.known(indikator, periode, name) for name in u.categories(indikator, periode))


def _alike(u: Utsnitt, first: Indikator, other: Indikator) -> bool:
    """Whether two indicators have categories in common and are known for the same single year."""
    years, others = category_years(u, first), category_years(u, other)
    if len(years) > 2 or years[0] != others[0] or u.home(first) != u.home(other):
        return False
    return bool(set(u.categories(first, years[0])) & set(u.categories(other, years[0])))


def _over_years(u: Utsnitt, indikator: Indikator) -> Iterator[Tabell]:
    """Categories down and years across, with the sum where the categories make a whole."""
    years, now = category_years(u, indikator), u.shown_period(indikator)
    names = tuple(dict.fromkeys(name for p in reversed(years) for name in u.categories(indikator, p)))
    columns = [Kolonne(indikator.dimensjon, tall=False), *(Kolonne(u.heading(p), uthevet=p == now) for p in years)]
    rows = [Rad(name, tuple(u.figure(indikator, p, name) for p in years)) for name in names]
    if indikator.dimensjon_slag is DimensjonSlag.DELER and len(names) > 1:
        total = tuple(u.figure(indikator, p) for p in years)
        rows += [Rad(u.ord("sum"), total, sum=True)] if any(f.tegn is not Tegn.BLANK for f in total) else []
    yield table(u, u.label(indikator), columns, rows)


def _beside(u: Utsnitt, indikatorer: Sequence[Indikator]) -> Iterator[Tabell]:
    """Categories down and the indicators across: no sum, for the columns need not be parts of one whole."""
    for year in dict.fromkeys(p for i in indikatorer for p in category_years(u, i)):
        shown = [i for i in indikatorer if _known(u, i, year)]
        names = tuple(dict.fromkeys(name for i in shown for name in u.categories(i, year)))
        columns = [Kolonne(max((i.dimensjon for i in shown), key=len), tall=False), *(Kolonne(u.label(i)) for i in shown)]
        rows = [Rad(name, tuple(u.figure(i, year, name) if u.known(i, year, name) else "" for i in shown)) for name in names]
        title = u.ord("etter", tema=_listed(u, shown), dimensjon=columns[0].tittel.lower(), periode=year.tekst)
        yield table(u, title, columns, rows)


def _listed(u: Utsnitt, indikatorer: Sequence[Indikator]) -> str:
    return u.name_of(indikatorer[0]) if len(indikatorer) == 1 else u.ord("flere_tall")


def _elsewhere(u: Utsnitt, indikatorer: Sequence[Indikator]) -> Iterator[Tabell]:
    """The categories of an area one compares with, when the service itself has none of them."""
    for omrade in u.sammenligninger if u.omrade == TJENESTEN else ():
        strangers = [i for i in indikatorer if i.niva is not Niva.KOMMUNE and not category_years(u, i)]
        shown = [i for i in strangers if _names(u, i, omrade)]
        names = tuple(dict.fromkeys(name for i in shown for name in _names(u, i, omrade)))
        if names:
            columns = [Kolonne(shown[0].dimensjon, tall=False), *(Kolonne(u.label(i)) for i in shown)]
            rows = [Rad(name, tuple(_elsewhere_cell(u, i, omrade, name) for i in shown)) for name in names]
            year = Periode.year(u.periode.ar)
            title = u.ord("etter", tema=u.navn(omrade), dimensjon=shown[0].dimensjon.lower(), periode=year.tekst)
            yield table(u, title, columns, rows)


def _names(u: Utsnitt, indikator: Indikator, omrade: OmradeId) -> tuple[str, ...]:
    return u.beregning.relasjoner.categories(indikator.id, omrade, Periode.year(u.periode.ar))


def _elsewhere_cell(u: Utsnitt, indikator: Indikator, omrade: OmradeId, name: str) -> Rute:
    figure = u.port.clear(Celle(indikator.id, name, omrade, Periode.year(u.periode.ar)))
    return "" if figure.tegn is Tegn.BLANK else figure
