"""Where the bars of a chart lie."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bvdesk.domain.diagram.looks import FillLook, Palette, fill, fill_look, fill_looks
from bvdesk.domain.diagram.plot import Plot, base_value
from bvdesk.domain.diagram.primitives import Box, Hatch
from bvdesk.domain.diagram.sheet import Sheet, Style
from bvdesk.domain.diagram.spec import Diagram, Monster, Punkt, Slag, Tilstand

HIDDEN_LENGTH = 1.6
"""The constant length of a withheld bar, in font sizes."""
_FILLED = 0.72
"""The share of the label axis that bars take."""
_THICKEST = 4.4
_THICKEST_LYING = 1.7
"""The thickest bars, in font sizes."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar: its point, its look, its place along the label axis, and the sum of the bars it stands on."""

    punkt: Punkt
    look: FillLook
    start: float
    thickness: float
    base: Decimal

    @property
    def end(self) -> Decimal:
        """The value the bar reaches."""
        return self.base + Decimal(str(self.punkt.verdi or 0))


def is_stacked(diagram: Diagram) -> bool:
    """Whether the series stand on one another."""
    return diagram.slag is Slag.STABLET


def bar_thickness(diagram: Diagram, plot: Plot, style: Style) -> float:
    """The thickness of one bar, gap included."""
    beside = 1 if is_stacked(diagram) else len(diagram.serier)
    return min(plot.slot * _FILLED / beside, (_THICKEST_LYING if plot.lying else _THICKEST) * style.size)


def bar_looks(diagram: Diagram, palette: Palette) -> tuple[tuple[FillLook, ...], ...]:
    """Per series, the look of each of its points."""
    count = len(diagram.x_etiketter)
    looks = fill_looks(diagram.serier, palette)
    if len(looks) == 1 and diagram.uthev:
        pale = fill_look(palette.series[0], Monster.OMRISS, palette)
        return (tuple(looks[0] if i in diagram.uthev else pale for i in range(count)),)
    return tuple((look,) * count for look in looks)


def bars_of(diagram: Diagram, plot: Plot, style: Style) -> list[list[Mark]]:
    """The bars under each label; in a stack, those that are withheld lie on top of the others."""
    looks = bar_looks(diagram, style.palette)
    columns = []
    for i in range(len(diagram.x_etiketter)):
        points = [(serie.verdier[i], look[i]) for serie, look in zip(diagram.serier, looks, strict=True)]
        thickness = bar_thickness(diagram, plot, style)
        columns.append((_stacked if is_stacked(diagram) else _beside)(points, plot.middle(i), thickness))
    return columns


def _beside(points: list[tuple[Punkt, FillLook]], middle: float, thickness: float) -> list[Mark]:
    first = middle - thickness * len(points) / 2
    gap = 1.2 if len(points) > 1 else 0.0
    return [
        Mark(punkt, look, first + thickness * n + gap / 2, thickness - gap, Decimal(0))
        for n, (punkt, look) in enumerate(points)
    ]


def _stacked(points: list[tuple[Punkt, FillLook]], middle: float, thickness: float) -> list[Mark]:
    marks: list[Mark] = []
    shown_first = sorted(points, key=lambda pair: pair[0].tilstand is not Tilstand.VIST)
    base = Decimal(0)
    for punkt, look in shown_first:
        mark = Mark(punkt, look, middle - thickness / 2, thickness, base)
        marks.append(mark)
        base = mark.end
    return marks


def mark_box(plot: Plot, mark: Mark, style: Style) -> Box:
    """The space a bar takes: to scale when shown, of constant length when withheld, none when missing."""
    base = plot.at(mark.base if mark.base else base_value(plot.axis))
    if mark.punkt.tilstand is Tilstand.VIST:
        return plot.bar(mark.start, mark.thickness, base, plot.at(mark.end))
    hidden = HIDDEN_LENGTH * style.size if mark.punkt.tilstand is Tilstand.TILBAKEHOLDT else 0.0
    return plot.bar(mark.start, mark.thickness, base, base + hidden if plot.lying else base - hidden)


def draw_mark(sheet: Sheet, plot: Plot, mark: Mark) -> None:
    """Paint a bar; a missing one leaves its place empty."""
    box = mark_box(plot, mark, sheet.style)
    if mark.punkt.tilstand is Tilstand.TILBAKEHOLDT:
        sheet.add(Hatch(box, sheet.palette.muted))
    elif mark.punkt.verdi:
        sheet.add(*fill(box, mark.look, sheet.palette.background))
