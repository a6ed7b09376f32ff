"""What the charts of a report are made of: cleared figures as points, series and bars; and whether a chart says anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bvdesk.domain.diagram.alt import alt_text
from bvdesk.domain.diagram.spec import MANGLER, TILBAKEHOLDT, Diagram, Punkt, Rolle, Serie, Slag, vist
from bvdesk.domain.rapport.klarering import Klarert
from bvdesk.domain.rapport.modell import Figur, Figurgruppe
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.tall.indikator import Indikator
from bvdesk.domain.tall.periode import Periode

MIN_POINTS, MIN_BARS, MAX_CATEGORIES, MAX_STACKED = 3, 2, 14, 6
MIN_COUNT = 4
MIN_SPREAD = 0.05
MAX_SMALL = 6
_REST = ("andre", "annen", "annet", "anna")


def paired(figurer: Sequence[Figur]) -> list[Figur | Figurgruppe]:
    """Charts over time two and two beside one another; a last one alone, and lying bars, have the whole width."""
    small = [f for f in figurer if f.diagram.slag in (Slag.LINJE, Slag.SOYLE) and len(f.diagram.x_etiketter) <= MAX_SMALL]
    small = small[: len(small) // 2 * 2]
    made: list[Figur | Figurgruppe] = [Figurgruppe((a, b)) for a, b in zip(small[::2], small[1::2], strict=True)]
    return made + [f for f in figurer if f not in small]


def says_something(diagram: Diagram) -> bool:
    """Whether a chart shows more than one glance at the table: different figures, and not only a handful."""
    values = [float(v) for s in diagram.serier for _, v in s.shown]
    if len(values) < MIN_BARS or not any(values):
        return False
    high, low = max(values), min(values)
    if diagram.slag is Slag.LINJE:
        return len(diagram.hoved.shown) >= MIN_POINTS and high - low > MIN_SPREAD * abs(high)
    return high > low and (diagram.desimaler is not None or high >= MIN_COUNT)


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


def as_serie(name: str, figures: Sequence[Klarert], rolle: Rolle = Rolle.ANNEN) -> Serie:
    """Cleared figures as a series of a chart."""
    return Serie(name, tuple(map(point, figures)), rolle)


def span(years: Sequence[Periode]) -> str:
    """«2022–2025»."""
    return f"{years[0].ar}–{years[-1].ar}"


def highlighted(diagram: Diagram | None, name: str) -> Diagram | None:
    """The chart with the bar of that name standing out."""
    if diagram is None or name not in diagram.x_etiketter:
        return diagram
    return replace(diagram, uthev=frozenset({diagram.x_etiketter.index(name)}))


@dataclass(frozen=True, slots=True)
class Axis:
    """What the numbers of a bar chart are."""

    name: str
    unit: str
    desimaler: int | None

    @staticmethod
    def of(u: Utsnitt, indikator: Indikator) -> Axis:
        """The axis for an indicator."""
        return Axis(u.short_name(u.home(indikator)), unit_title(u, indikator), indikator.desimaler)


def largest_first(figures: Sequence[tuple[str, Klarert]]) -> list[tuple[str, Klarert]]:
    """Largest first; withheld ones in their own order after them, and what is left over («Andre») last."""

    def place(item: tuple[str, Klarert]) -> tuple[bool, bool, float]:
        name, figure = item
        return name.casefold().startswith(_REST), figure.skjult, -float(figure.verdi or 0)

    return sorted(figures, key=place)


def bars(title: str, figures: Sequence[tuple[str, Klarert]], axis: Axis) -> Diagram | None:
    """Lying bars with their names; None when there are too few or too many."""
    shown = [(name, f) for name, f in figures if f.verdi is not None or f.skjult]
    if not MIN_BARS <= len(shown) <= MAX_CATEGORIES:
        return None
    labels, points = tuple(name for name, _ in shown), tuple(point(f) for _, f in shown)
    serie = Serie(axis.name, points, Rolle.HOVED)
    return Diagram(Slag.LIGGENDE, title, axis.unit, labels, (serie,), desimaler=axis.desimaler, tidsakse=False)
