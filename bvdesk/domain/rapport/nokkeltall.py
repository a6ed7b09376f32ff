"""The key figures: a table with small trends, then the same figures as small charts; and the kommuner side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bvdesk.domain.diagram.spec import Diagram, Rolle, Serie, Slag
from bvdesk.domain.rapport.arsfigurer import years_chart
from bvdesk.domain.rapport.disposisjon import Nokkeltallvalg
from bvdesk.domain.rapport.felt.ordform import Ordform
from bvdesk.domain.rapport.figurdeler import make, point, says_something
from bvdesk.domain.rapport.figurer import compared_kommuner
from bvdesk.domain.rapport.klarering import Klarert
from bvdesk.domain.rapport.modell import Avsnitt, Blokk, Figur, Figurgruppe, Kolonne, Rad, Rute, Tabell
from bvdesk.domain.rapport.setninger import lack, sentences
from bvdesk.domain.rapport.spalter import Spalte, area_column, period_column, useful
from bvdesk.domain.rapport.tabeller import figures_table, table
from bvdesk.domain.rapport.tekst.beklagelse import apology
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.tall.indikator import Indikator, Kv
from bvdesk.domain.tall.omrade import LANDET, TJENESTEN
from bvdesk.domain.tall.periode import Periode

LEAST_ROWS, MAX_ROWS, MAX_CHARTS, MAX_SENTENCES = 7, 9, 6, 3


def key_figures(u: Utsnitt) -> Iterator[Blokk]:
    """The lead, the table and the charts; nothing when the period has none of the key figures."""
    chosen = choose(u)
    if chosen:
        yield from _verdict_in_words(u, chosen)
        yield from sentences(u, [v.indikator for v in chosen[:MAX_SENTENCES]])
    yield from key_table_with_reasons(u, chosen)
    yield from key_charts(u, chosen, MAX_CHARTS)


def choose(u: Utsnitt) -> tuple[Nokkeltallvalg, ...]:
    """The key figures that have a number in the period; where too few can be shown, other indicators that can.

    When most of the rows would hold nothing that is shown, those rows are left out: a table of signs tells nobody
    anything. Which they are, `key_table_with_reasons` says.
    """
    found = _with_number(u)
    shown = {v.indikator for v in found if _is_shown(u, v)}
    if len(shown) < LEAST_ROWS:
        taken = {v.indikator for v in found}
        others = (i for i in u.indikatorer if i.id not in taken and not i.dimensjon and i.kapittel.startswith("4"))
        more = [v for i in others if _has_number(u, i) and _is_shown(u, v := Nokkeltallvalg(i.id))]
        found += more[: LEAST_ROWS - len(shown)]
        shown |= {v.indikator for v in found if _is_shown(u, v)}
    mostly_hidden = len(shown) < len(found[:MAX_ROWS]) / 2
    return tuple([v for v in found if v.indikator in shown or not mostly_hidden][:MAX_ROWS])


def _with_number(u: Utsnitt) -> list[Nokkeltallvalg]:
    return [v for v in u.disposisjon.nokkeltall if _has_number(u, u.beregning.katalog[v.indikator])]


def _has_number(u: Utsnitt, indikator: Indikator) -> bool:
    return u.has_number(indikator, u.shown_period(indikator))


def _is_shown(u: Utsnitt, valg: Nokkeltallvalg) -> bool:
    return _figure(u, valg).verdi is not None


def _figure(u: Utsnitt, valg: Nokkeltallvalg) -> Klarert:
    indikator = u.beregning.katalog[valg.indikator]
    return u.figure(indikator, u.shown_period(indikator))


def key_table_with_reasons(u: Utsnitt, chosen: Sequence[Nokkeltallvalg]) -> Iterator[Tabell | Avsnitt]:
    """The table, and a sentence on the key figures that have no row because they cannot be shown."""
    if chosen:
        yield key_table(u, chosen)
    rows = {v.indikator for v in chosen}
    left_out = [v for v in _with_number(u)[:MAX_ROWS] if v.indikator not in rows and not _is_shown(u, v)]
    figures = [_figure(u, v) for v in left_out]
    lacks = [lack(u, figure, figure.celle) for figure in figures if figure.celle]
    if lacks:
        yield Avsnitt((apology(Ordform(u.ord), lacks),))


def key_table(u: Utsnitt, chosen: Sequence[Nokkeltallvalg]) -> Tabell:
    """One row per key figure: the last three years, the service and the country, the trend and what became of it."""
    lines = [(u.beregning.katalog[v.indikator], "") for v in chosen]
    years = u.years_known(i for i, _ in lines)
    shown = 3 if u.omrade == TJENESTEN else 2
    columns = [period_column(u, p, now=p == u.periode) for p in years[-shown:]]
    columns += [area_column(u, TJENESTEN, u.periode)] if u.omrade != TJENESTEN else []
    columns = useful([*columns, *_country(u)], lines)
    headings = [Kolonne(u.ord("indikator"), tall=False), *(c.kolonne for c in columns)]
    trend, change = len(years) > 2, len(years) > 1
    headings += [Kolonne(u.ord("utvikling", fra=str(years[0].ar), til=str(years[-1].ar)), tall=False)] if trend else []
    headings += [Kolonne(u.ord("siden", periode=u.heading(u.periode.year_before())), tall=False)] if change else []
    rows = []
    for valg, (indikator, _) in zip(chosen, lines, strict=True):
        cells: list[Rute] = [c.figure((indikator, "")) for c in columns]
        cells += [_spark(u, indikator, years)] if trend else []
        cells += [_verdict(u, indikator, valg.best)] if change else []
        rows.append(Rad(_row_label(u, indikator), tuple(cells)))
    return table(u, _title(u, columns), headings, rows)


def _country(u: Utsnitt) -> list[Spalte]:
    return [area_column(u, LANDET, u.periode)] if LANDET in u.sammenligninger else []


def _row_label(u: Utsnitt, indikator: Indikator) -> str:
    elsewhere = u.home(indikator) == TJENESTEN != u.omrade
    return f"{u.label(indikator)} ({u.ord('hele_tjenesten').lower()})" if elsewhere else u.label(indikator)


def _title(u: Utsnitt, columns: Sequence[Spalte]) -> str:
    areas = (TJENESTEN, *([LANDET] if LANDET in u.sammenligninger else []))
    headings = {c.kolonne.tittel for c in columns}
    named = [u.short_name(o).lower() for o in areas if u.short_name(o) in headings]
    if not named:
        return u.ord("nokkeltall", omrade=u.navn(u.omrade))
    return u.ord("nokkeltall_sammenlignet", omrade=u.navn(u.omrade), andre=u.ord("og").join(named))


def key_charts(u: Utsnitt, chosen: Sequence[Nokkeltallvalg], most: int) -> Iterator[Figurgruppe]:
    """The key figures that have a development worth a chart, side by side in pairs."""
    drawn = [d for d in (years_chart(u, u.beregning.katalog[v.indikator]) for v in chosen) if d and says_something(d)]
    for start in range(0, min(len(drawn), most) // 2 * 2, 2):
        yield Figurgruppe(tuple(make(u, replace(d, tittel=_plain(d))) for d in drawn[start : start + 2]), tett=True)


def _plain(diagram: Diagram) -> str:
    """The title without its years, which the axis shows."""
    return diagram.tittel.rpartition(", ")[0]


def kommune_charts(u: Utsnitt, most: int) -> Iterator[Figur]:
    """The shares among the key figures, kommune by kommune, with the service and the country."""
    keys = [v.indikator for v in u.disposisjon.nokkeltall if u.beregning.katalog[v.indikator].kv is Kv.FORHOLD]
    drawn = (compared_kommuner(u, u.beregning.katalog[key]) for key in keys)
    yield from [make(u, d) for d in drawn if d and says_something(d)][:most]


def side_by_side(u: Utsnitt) -> Iterator[Tabell]:
    """The kommuner beside one another, with the service and the country."""
    lines = [(u.beregning.katalog[v.indikator], "") for v in u.disposisjon.nokkeltall]
    kommuner = useful((area_column(u, k, u.periode) for k in u.kommuner), lines)
    own = [area_column(u, TJENESTEN, u.periode, strong=True), *_country(u)]
    shown = [linje for linje in lines if any(s.filled(linje) for s in kommuner)]
    title = u.ord("side_om_side", periode=u.periode.tekst)
    yield from figures_table(u, title, shown, [*kommuner, *useful(own, shown)]) if kommuner else ()


def _spark(u: Utsnitt, indikator: Indikator, years: Sequence[Periode]) -> Rute:
    figures = [u.figure(indikator, p) for p in years]
    if sum(f.verdi is not None for f in figures) < 2:
        return ""
    serie = Serie(u.name_of(indikator), tuple(map(point, figures)), Rolle.HOVED)
    labels = tuple(u.heading(p) for p in years)
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


def _verdict_in_words(u: Utsnitt, chosen: Sequence[Nokkeltallvalg]) -> Iterator[Avsnitt]:
    """How many of the key figures that have a wanted direction went that way."""
    verdicts = [_verdict(u, u.beregning.katalog[v.indikator], v.best) for v in chosen if v.best]
    known = [v for v in verdicts if v]
    better, names = known.count(u.ord("bedre")), u.ord.tallord
    if len(known) > 1:
        key = "bedre_enn_for" if u.periode.quarters()[1:] else "bedre_enn_samme"
        key = "ingen_bedre" if not better else key
        yield Avsnitt((u.ord(key, bedre=names[better].capitalize(), alle=names[len(known)]),), ingress=True)
