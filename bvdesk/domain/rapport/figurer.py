"""The charts of a report: cleared figures only, so that a withheld one is a gap with the same looks everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bvdesk.domain.diagram.alt import alt_text
from bvdesk.domain.diagram.spec import MANGLER, TILBAKEHOLDT, Diagram, Punkt, Rolle, Serie, Slag, vist
from bvdesk.domain.rapport.disposisjon import Diagramvalg
from bvdesk.domain.rapport.klarering import Klarert
from bvdesk.domain.rapport.modell import Figur
from bvdesk.domain.rapport.tabeller import short_name
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import DimensjonSlag, Indikator
from bvdesk.domain.tall.omrade import LANDET
from bvdesk.domain.tall.periode import Periode

MIN_YEARS, MIN_BARS = 3, 2
MAX_CATEGORIES = 14


def chapter_figures(u: Utsnitt, valg: Sequence[Diagramvalg], indikatorer: Sequence[Indikator]) -> Iterator[Figur]:
    """The charts the outline asks for, then one for each of the service's own indicators that has enough to show."""
    here = {i.id for i in indikatorer}
    for ett in valg:
        figur = _BUILDERS[ett.slag](u, ett)
        if figur and (ett.dimensjon or ett.indikator in here):
            yield replace(figur, kode=ett.kode)
    asked = {ett.indikator for ett in valg}
    for indikator in indikatorer:
        if indikator.egen and indikator.id not in asked:
            figur = _own(u, indikator)
            if figur:
                yield replace(figur, kode=f"figur:{indikator.id}")


def point(figure: Klarert) -> Punkt:
    """A cleared figure as a point of a chart."""
    if figure.skjult:
        return TILBAKEHOLDT
    if figure.verdi is None:
        return MANGLER
    return vist(figure.verdi, Periode.parse(figure.merknad).til_og_med if figure.merknad else "")


def make(u: Utsnitt, diagram: Diagram) -> Figur:
    """The chart with its caption and alternative text."""
    return Figur(diagram.tittel, diagram, alt_text(diagram, u.ord.malform), diagram.kilde)


def unit_title(u: Utsnitt, indikator: Indikator) -> str:
    """The unit as the title of an axis."""
    return u.ord("antall") if indikator.enhet == "antall" else u.ord.unit(indikator.enhet).capitalize()


def years_chart(u: Utsnitt, indikator: Indikator, slag: Slag = Slag.LINJE) -> Diagram | None:
    """An indicator over the years, with the country as reference; None when there are fewer than two years."""
    years = u.years_known((indikator,))
    own = [u.figure(indikator, p) for p in years]
    if sum(f.verdi is not None or f.skjult for f in own) < (MIN_YEARS if slag is Slag.LINJE else MIN_BARS):
        return None
    serier = [Serie(short_name(u), tuple(map(point, own)), Rolle.HOVED)]
    reference = [u.port.clear(Celle(indikator.id, "", LANDET, p)) for p in years] if u.home(indikator) != LANDET else []
    if sum(f.verdi is not None for f in reference) >= MIN_BARS:
        serier.append(Serie(u.navn(LANDET).capitalize(), tuple(map(point, reference)), Rolle.SAMMENLIGNING))
    labels = tuple(u.year_name(p) for p in years)
    title = f"{u.name_of(indikator)}, {years[0].ar}–{years[-1].ar}"
    return Diagram(slag, title, unit_title(u, indikator), labels, tuple(serier), desimaler=indikator.desimaler)


def _line(u: Utsnitt, valg: Diagramvalg) -> Figur | None:
    indikator = u.beregning.katalog[valg.indikator]
    diagram = years_chart(u, indikator) or years_chart(u, indikator, Slag.SOYLE)
    return make(u, diagram) if diagram else None


def _quarters(u: Utsnitt, valg: Diagramvalg) -> Figur | None:
    """The quarters of this period beside the same quarters last year."""
    indikator, quarters = u.beregning.katalog[valg.indikator], u.quarters()
    if sum(u.has_number(indikator, q) for q in quarters) < MIN_BARS:
        return None
    before = [u.figure(indikator, q.year_before()) for q in quarters]
    now = [u.figure(indikator, q) for q in quarters]
    serier = [Serie(str(u.periode.ar), tuple(map(point, now)), Rolle.HOVED)]
    if any(f.verdi is not None or f.skjult for f in before):
        serier.insert(0, Serie(str(u.periode.ar - 1), tuple(map(point, before)), Rolle.SAMMENLIGNING))
    title = u.ord("per_kvartal", tema=u.name_of(indikator))
    labels = tuple(u.period_name(q) for q in quarters)
    diagram = Diagram(Slag.SOYLE, title, unit_title(u, indikator), labels, tuple(serier), desimaler=indikator.desimaler)
    return make(u, diagram)


def _stacked(u: Utsnitt, valg: Diagramvalg) -> Figur | None:
    """A partition over the quarters; when the period has too few, over the years."""
    dimensjon = next(d for d in u.beregning.katalog.dimensjoner if d.id == valg.dimensjon)
    parts = [u.beregning.katalog[k.indikator] for k in dimensjon.kategorier]
    for periods, name in ((u.quarters(), u.period_name), (u.years_known(parts), u.year_name)):
        shown = [i for i in parts if any(u.has_number(i, p) for p in periods)]
        if len(shown) > 1 and sum(any(u.has_number(i, p) for i in shown) for p in periods) >= MIN_BARS:
            serier = tuple(Serie(u.name_of(i), tuple(point(u.figure(i, p)) for p in periods)) for i in shown)
            labels = tuple(name(p) for p in periods)
            unit = unit_title(u, shown[0])
            return make(u, Diagram(Slag.STABLET, f"{u.dimension_name(dimensjon)}, {u.periode.tekst}", unit, labels, serier))
    return None


def _parts(u: Utsnitt, valg: Diagramvalg) -> Figur | None:
    """A dimension in the period as lying bars."""
    dimensjon = next(d for d in u.beregning.katalog.dimensjoner if d.id == valg.dimensjon)
    parts = [u.beregning.katalog[k.indikator] for k in dimensjon.kategorier]
    shown = [i for i in parts if u.known(i, u.periode)]
    if dimensjon.slag is not DimensjonSlag.DELER:
        shown = [i for i in shown if u.beregning.katalog[i.id] in u.indikatorer]
    return _bars(
        u, f"{u.dimension_name(dimensjon)}, {u.periode.tekst}", [(_short(u, i), u.figure(i)) for i in shown], shown[:1]
    )


def _per_kommune(u: Utsnitt, valg: Diagramvalg) -> Figur | None:
    indikator = u.beregning.katalog[valg.indikator]
    figures = [(u.navn(k), u.at(k).figure(indikator)) for k in u.kommuner]
    title = u.ord("per_kommune", tema=u.name_of(indikator), periode=u.periode.tekst)
    return _bars(u, title, figures, (indikator,))


def _own(u: Utsnitt, indikator: Indikator) -> Figur | None:
    """A chart for an indicator the program has never seen: its categories, else its years, else the kommuner."""
    names = u.categories(indikator) if indikator.dimensjon else ()
    if names:
        figures = [(name, u.figure(indikator, None, name)) for name in names]
        return _bars(u, f"{u.name_of(indikator)}, {u.periode.tekst}", figures, (indikator,))
    diagram = years_chart(u, indikator)
    return make(u, diagram) if diagram else None


def _bars(u: Utsnitt, title: str, figures: Sequence[tuple[str, Klarert]], units: Sequence[Indikator]) -> Figur | None:
    shown = [(name, f) for name, f in figures if f.verdi is not None or f.skjult]
    if not MIN_BARS <= len(shown) <= MAX_CATEGORIES or not any(f.verdi for _, f in shown):
        return None
    labels, points = tuple(name for name, _ in shown), tuple(point(f) for _, f in shown)
    serie = Serie(short_name(u), points, Rolle.HOVED)
    diagram = Diagram(
        Slag.LIGGENDE, title, unit_title(u, units[0]), labels, (serie,), desimaler=units[0].desimaler, tidsakse=False
    )
    return make(u, diagram)


def _short(u: Utsnitt, indikator: Indikator) -> str:
    """The name of a category without the words it shares with its kin («Melder: skole» → «Skole»)."""
    name = u.name_of(indikator)
    tail = name.partition(": ")[2]
    return tail[:1].upper() + tail[1:] if tail else name


_BUILDERS = {"linje": _line, "kvartal": _quarters, "stablet": _stacked, "deler": _parts, "kommuner": _per_kommune}
