"""The lines of a chart and their gaps."""

from __future__ import annotations

from bvdesk.domain.diagram.looks import LineLook
from bvdesk.domain.diagram.markers import marker
from bvdesk.domain.diagram.plot import Plot
from bvdesk.domain.diagram.primitives import Box, Hatch, Line, Poly
from bvdesk.domain.diagram.sheet import Sheet
from bvdesk.domain.diagram.spec import Diagram, Serie, Tilstand

Point = tuple[int, float, float]


def draw_withheld(sheet: Sheet, plot: Plot, diagram: Diagram) -> None:
    """A hatched column from top to bottom wherever a series is withheld: a gap that says nothing of the figure."""
    width = min(plot.slot * 0.6, 1.6 * sheet.style.size)
    for i, column in enumerate(zip(*(s.verdier for s in diagram.serier), strict=True)):
        if any(p.tilstand is Tilstand.TILBAKEHOLDT for p in column):
            sheet.add(Hatch(Box(plot.middle(i) - width / 2, plot.box.y, width, plot.box.h), sheet.palette.muted))


def draw_breaks(sheet: Sheet, plot: Plot, diagram: Diagram) -> None:
    """A dotted upright before each point where a new definition starts."""
    for i in sorted(diagram.brudd):
        x = plot.middle(i) - plot.slot / 2
        sheet.add(Line(x, plot.box.y, x, plot.box.bottom, sheet.palette.muted, 0.7, (1.0, 2.0)))


def _segments(serie: Serie, plot: Plot, brudd: frozenset[int]) -> list[list[Point]]:
    """The unbroken stretches of a line, as (index, x, y)."""
    stretches: list[list[Point]] = [[]]
    for i, punkt in enumerate(serie.verdier):
        if punkt.verdi is None or i in brudd:
            stretches.append([])
        if punkt.verdi is not None:
            stretches[-1].append((i, plot.middle(i), plot.at(punkt.verdi)))
    return [stretch for stretch in stretches if stretch]


def draw_serie(sheet: Sheet, plot: Plot, look: LineLook, serie: Serie, brudd: frozenset[int]) -> None:
    """A line with its gaps; its end, points without neighbours and points with a reservation are marked."""
    stretches = _segments(serie, plot, brudd)
    for stretch in stretches:
        if len(stretch) > 1:
            sheet.add(Poly(tuple((x, y) for _i, x, y in stretch), look.colour, look.width, look.dash))
    for stretch in stretches:
        for i, x, y in stretch:
            alone = len(stretch) == 1 or (stretch is stretches[-1] and i == stretch[-1][0])
            reserved = bool(serie.verdier[i].merknad)
            if alone or reserved:
                sheet.add(marker(x, y, look, sheet.palette.background, hollow=reserved))
