"""Line charts: names at the ends of the lines, gaps where figures are missing, hatched columns where they are withheld."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bvdesk.domain.diagram.axis import axis_for, max_steps, spread
from bvdesk.domain.diagram.labels import Lines, x_labels
from bvdesk.domain.diagram.legend import Entry, Sign, foot, head, note_entries
from bvdesk.domain.diagram.lines import draw_breaks, draw_serie, draw_withheld
from bvdesk.domain.diagram.looks import LineLook, line_looks
from bvdesk.domain.diagram.plot import (
    TICK_GAP,
    Plot,
    add_hits,
    draw_base,
    draw_target_line,
    draw_value_axis,
    draw_x_labels,
    place_target_label,
    tick_texts,
    value_text,
)
from bvdesk.domain.diagram.primitives import Box, Line, Weight
from bvdesk.domain.diagram.sheet import CENTRE, Ink, Sheet, Style
from bvdesk.domain.diagram.spec import Diagram, Serie
from bvdesk.domain.diagram.words import words_in

_END_GAP = 9.0
_BEYOND = 4.0
_VALUE_GAP = 0.3
_MOST_FOR_LABELS = 0.4
"""The share of the width that names at the line ends may take before a legend is used instead."""


@dataclass(frozen=True, slots=True)
class EndLabel:
    """A series' name, and its last value when the line reaches the end."""

    name: str
    value: str

    def width(self, style: Style) -> float:
        """The width of both."""
        return style.width(self.name, weight=Weight.SEMIBOLD) + _VALUE_GAP * style.size + style.width(self.value)


def draw_line_chart(sheet: Sheet, diagram: Diagram, area: Box, *, target_in_legend: bool) -> bool:
    """Draw a chart of lines; says whether the target got its label."""
    style = sheet.style
    looks = line_looks(diagram.serier, sheet.palette)
    labels = tuple(_end_label(s, diagram, style) for s in diagram.serier)
    direct = _labels_fit(labels, area, style)
    entries = list(_entries(diagram, looks, direct=direct, style=style))
    if diagram.mal and target_in_legend:
        entries.append(Entry(Sign.TARGET, diagram.mal.tekst))
    top = head(sheet, diagram, area.w, entries)
    bottom = foot(sheet, diagram, area.w, area.bottom)
    right = max(label.width(style) for label in labels) + _END_GAP + 1 if direct else 0.0
    plot, rows = _plot(diagram, Box(0, top, area.w, bottom - top), right, style)
    draw_value_axis(sheet, plot)
    draw_x_labels(sheet, plot, rows, plot.box.bottom)
    draw_withheld(sheet, plot, diagram)
    draw_breaks(sheet, plot, diagram)
    draw_base(sheet, plot)
    if diagram.mal:
        draw_target_line(sheet, plot, diagram.mal, cased=False)
    for serie, look in sorted(zip(diagram.serier, looks, strict=True), key=lambda pair: pair[1].width):
        draw_serie(sheet, plot, look, serie, diagram.brudd)
    if direct:
        _draw_end_labels(sheet, plot, diagram, looks, labels)
    add_hits(sheet, plot, diagram)
    return not diagram.mal or target_in_legend or place_target_label(sheet, plot, diagram.mal)


def _entries(diagram: Diagram, looks: tuple[LineLook, ...], *, direct: bool, style: Style) -> Iterator[Entry]:
    for serie, look in zip(diagram.serier, looks, strict=True):
        if not direct or not serie.shown:
            yield Entry(look, serie.navn)
    yield from note_entries(diagram, words_in(style.malform))


def _end_label(serie: Serie, diagram: Diagram, style: Style) -> EndLabel:
    last = serie.verdier[-1].verdi
    return EndLabel(serie.navn, "" if last is None else value_text(last, diagram))


def _labels_fit(labels: tuple[EndLabel, ...], area: Box, style: Style) -> bool:
    widest = max(label.width(style) for label in labels)
    return widest <= area.w * _MOST_FOR_LABELS and len(labels) * style.line_height <= area.h - 4 * style.line_height


def _plot(diagram: Diagram, area: Box, right: float, style: Style) -> tuple[Plot, tuple[Lines, ...]]:
    """The plot within an area that also holds its numbers to the left, names of width `right`, and labels below."""
    line = style.line_height
    axis = axis_for(diagram, max_steps(area.h - 2.5 * line, style))
    left = max(map(style.width, tick_texts(axis)), default=0.0) + TICK_GAP
    count, inner = len(diagram.x_etiketter), area.w - left
    pitch = min((inner - right) / (count - 0.5), inner / count)
    rows = x_labels(diagram, pitch, style) or ()
    below = line * max(map(len, rows), default=0) + 0.4 * style.size
    width = pitch * (count - 0.5) + _BEYOND if right else inner
    box = Box(area.x + left, area.y + 0.6 * line, width, area.h - 0.6 * line - below)
    return Plot(box, axis, count, pitch=pitch), rows


def _draw_end_labels(
    sheet: Sheet, plot: Plot, diagram: Diagram, looks: tuple[LineLook, ...], labels: tuple[EndLabel, ...]
) -> None:
    """Names right of the lines, pushed apart, with a thin leader where a name had to move."""
    style = sheet.style
    named = [(s, look, label) for s, look, label in zip(diagram.serier, looks, labels, strict=True) if s.shown]
    ends = [(plot.middle(s.shown[-1][0]), plot.at(s.shown[-1][1])) for s, _look, _label in named]
    half = style.line_height / 2
    spots = spread([y for _x, y in ends], style.line_height, plot.box.y, plot.box.bottom - half)
    last = plot.middle(plot.count - 1)
    x = last + _END_GAP
    for (_serie, look, label), (end, y), spot in zip(named, ends, spots, strict=True):
        if abs(spot - y) > half or end < last:
            sheet.add(Line(end + 3, y, x - 1.5, spot, look.colour, 0.5, (0.8, 1.6) if end < last else ()))
        name = sheet.text(x, spot + CENTRE * style.size, label.name, Ink(look.colour, weight=Weight.SEMIBOLD))
        if label.value:
            sheet.text(name.x + name.width + _VALUE_GAP * style.size, name.y, label.value, Ink(look.colour))
