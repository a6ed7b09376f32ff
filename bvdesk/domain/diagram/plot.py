"""What line and bar charts share: the plot area, its axes, its target line and its tooltips."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bvdesk.domain.diagram.axis import Axis
from bvdesk.domain.diagram.labels import Lines, centre
from bvdesk.domain.diagram.legend import TARGET_DASH, TARGET_WIDTH
from bvdesk.domain.diagram.primitives import Box, Hit, Line
from bvdesk.domain.diagram.sheet import CENTRE, Ink, Sheet, Style
from bvdesk.domain.diagram.spec import Diagram, Mal, Tall
from bvdesk.domain.diagram.words import absence, words_in
from bvdesk.domain.tall.tallformat import format_tall

TICK_GAP = 5.0
_TARGET_SCALE = 0.94
_CLEARANCE = 3.0


@dataclass(frozen=True, slots=True)
class Plot:
    """The plot area and its number axis, which runs upwards, or to the right when `lying`.

    Points share the whole label axis, unless `pitch` says how far apart they are.
    """

    box: Box
    axis: Axis
    count: int
    lying: bool = False
    pitch: float = 0.0

    @property
    def slot(self) -> float:
        """The share of the label axis that belongs to one point."""
        return self.pitch or (self.box.h if self.lying else self.box.w) / self.count

    def at(self, value: Tall) -> float:
        """Where a value lies: y, or x when lying."""
        share = self.axis.share(value)
        return self.box.x + self.box.w * share if self.lying else self.box.bottom - self.box.h * share

    def middle(self, index: int) -> float:
        """Where a point lies along the label axis."""
        return (self.box.y if self.lying else self.box.x) + self.slot * (index + 0.5)

    def bar(self, start: float, thickness: float, low: float, high: float) -> Box:
        """The box of a bar that begins at `start` along the label axis, between two positions on the number axis."""
        first, length = min(low, high), abs(high - low)
        return Box(first, start, length, thickness) if self.lying else Box(start, first, thickness, length)


def tick_texts(axis: Axis) -> tuple[str, ...]:
    """The numbers of the ticks."""
    return tuple(format_tall(tick, axis.decimals) for tick in axis.ticks) if axis.numbers else ()


def value_text(value: Tall, diagram: Diagram) -> str:
    """A value as printed in this chart."""
    return format_tall(value, diagram.desimaler)


def draw_value_axis(sheet: Sheet, plot: Plot) -> None:
    """Grid lines and numbers to the left of an upright number axis; zero is drawn stronger."""
    ink = Ink(sheet.palette.muted, "end")
    for tick, text in zip(plot.axis.ticks, tick_texts(plot.axis), strict=False):
        y = plot.at(tick)
        if tick:
            sheet.add(Line(plot.box.x, y, plot.box.right, y, sheet.palette.grid, 0.5))
        sheet.text(plot.box.x - TICK_GAP, y + CENTRE * sheet.style.size, text, ink)


def draw_base(sheet: Sheet, plot: Plot) -> None:
    """The zero line, or the lower edge of an axis that does not reach zero; on top of the bars."""
    base = plot.at(base_value(plot.axis))
    box = plot.box
    ends = (base, box.y, base, box.bottom) if plot.lying else (box.x, base, box.right, base)
    sheet.add(Line(*ends, sheet.palette.ink, 0.8))


def base_value(axis: Axis) -> Tall:
    """Zero where the axis holds it, else the tick nearest to it."""
    return min(max(Decimal(0), axis.ticks[0]), axis.ticks[-1])


def draw_x_labels(sheet: Sheet, plot: Plot, rows: tuple[Lines, ...], top: float) -> None:
    """The labels under an upright chart, from `top` downwards."""
    style = sheet.style
    for i, lines in enumerate(rows):
        half = max((style.width(line) for line in lines), default=0.0) / 2
        x = plot.box.x + centre(i, half, plot.slot, plot.count)
        for n, line in enumerate(lines):
            sheet.text(x, top + style.line_height * (n + 1), line, Ink(sheet.palette.ink, "middle"))


def draw_y_labels(sheet: Sheet, plot: Plot, rows: tuple[Lines, ...]) -> None:
    """The labels left of lying bars, each centred on its bars."""
    line = sheet.style.line_height
    for i, lines in enumerate(rows):
        first = plot.middle(i) - line * (len(lines) - 1) / 2 + CENTRE * sheet.style.size
        for n, text in enumerate(lines):
            sheet.text(plot.box.x - TICK_GAP, first + line * n, text, Ink(sheet.palette.ink, "end"))


def draw_lying_axis(sheet: Sheet, plot: Plot) -> None:
    """Grid lines and numbers below a lying number axis."""
    ink = Ink(sheet.palette.muted, "middle")
    for tick, text in zip(plot.axis.ticks, tick_texts(plot.axis), strict=False):
        x = plot.at(tick)
        if tick:
            sheet.add(Line(x, plot.box.y, x, plot.box.bottom, sheet.palette.grid, 0.5))
        sheet.text(x, plot.box.bottom + sheet.style.line_height, text, ink)


def draw_target_line(sheet: Sheet, plot: Plot, mal: Mal, *, cased: bool) -> None:
    """The target line; `cased` edges it with background so that it is seen over bars."""
    at, box, palette = plot.at(mal.verdi), plot.box, sheet.palette
    ends = (at, box.y, at, box.bottom) if plot.lying else (box.x, at, box.right, at)
    if cased:
        sheet.add(Line(*ends, palette.background, TARGET_WIDTH * 2.4))
    sheet.add(Line(*ends, palette.target, TARGET_WIDTH, TARGET_DASH))


def place_target_label(sheet: Sheet, plot: Plot, mal: Mal) -> bool:
    """Write the target's label beside its line where nothing else lies; says whether there was room."""
    ink = Ink(sheet.palette.target, scale=_TARGET_SCALE)
    size, box, at = sheet.style.size, plot.box, plot.at(mal.verdi)
    room = box.w - sheet.style.width(mal.tekst, _TARGET_SCALE) - 4
    for y in (at - 0.38 * size, at + 0.98 * size):
        for step in range(int(room / size) + 1 if room > 0 else 0):
            label = sheet.make_text(box.x + 2 + step * size, y, mal.tekst, ink)
            if box.y - size <= label.box.y and label.box.bottom <= box.bottom and sheet.free(_wider(label.box)):
                sheet.backed_text(label.x, y, mal.tekst, ink)
                return True
    return False


def _wider(box: Box) -> Box:
    return Box(box.x - _CLEARANCE, box.y, box.w + 2 * _CLEARANCE, box.h)


def place_target_above(sheet: Sheet, plot: Plot, mal: Mal) -> bool:
    """Write the target's label over its line through lying bars; there is always room."""
    half = sheet.style.width(mal.tekst, _TARGET_SCALE) / 2
    x = max(half, min(plot.at(mal.verdi), plot.box.right - half))
    sheet.text(x, plot.box.y - 0.4 * sheet.style.size, mal.tekst, Ink(sheet.palette.target, "middle", _TARGET_SCALE))
    return True


def add_hits(sheet: Sheet, plot: Plot, diagram: Diagram) -> None:
    """One tooltip per label: every series' value there."""
    for i, label in enumerate(diagram.x_etiketter):
        start = plot.middle(i) - plot.slot / 2
        box = plot.box
        area = Box(box.x, start, box.w, plot.slot) if plot.lying else Box(start, box.y, plot.slot, box.h)
        sheet.hits.append(Hit(area, "\n".join([label, *_values_at(diagram, i, sheet.style)])))


def _values_at(diagram: Diagram, index: int, style: Style) -> Iterator[str]:
    words = words_in(style.malform)
    for serie in diagram.serier:
        punkt = serie.verdier[index]
        if punkt.verdi is None:
            yield f"{serie.navn}: {absence(punkt, words)}"
        else:
            note = f" ({punkt.merknad})" if punkt.merknad else ""
            yield f"{serie.navn}: {value_text(punkt.verdi, diagram)}{note}"
