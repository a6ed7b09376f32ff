"""Bars, upright or lying, side by side or stacked. They always begin at zero.

A withheld figure is a hatched block of one constant size: beside the others on the base line, or on top of its
stack. A stack with a hole in it gets no sum, for the sum would give the hole away.
"""

from __future__ import annotations

from collections.abc import Iterator

from bvdesk.domain.diagram.axis import Axis, axis_for, exact_axis, max_steps, shown_extremes
from bvdesk.domain.diagram.bar_labels import draw_labels, labels_fit, widest_label
from bvdesk.domain.diagram.bars import HIDDEN_LENGTH, Mark, bar_looks, bars_of, draw_mark, is_stacked
from bvdesk.domain.diagram.labels import Lines, wrap, x_labels
from bvdesk.domain.diagram.legend import Entry, Sign, foot, head, note_entries
from bvdesk.domain.diagram.plot import (
    TICK_GAP,
    Plot,
    add_hits,
    draw_base,
    draw_lying_axis,
    draw_target_line,
    draw_value_axis,
    draw_x_labels,
    draw_y_labels,
    place_target_above,
    place_target_label,
    tick_texts,
)
from bvdesk.domain.diagram.primitives import Box
from bvdesk.domain.diagram.sheet import Sheet, Style
from bvdesk.domain.diagram.spec import Diagram, Slag, Tilstand
from bvdesk.domain.diagram.words import words_in

_LABEL_SHARE = 0.42
"""The share of the width that the labels of lying bars may take."""


def draw_bar_chart(sheet: Sheet, diagram: Diagram, area: Box, *, target_in_legend: bool) -> bool:
    """Draw bars, lying when the labels do not fit under them; says whether the target got its label."""
    style = sheet.style
    top = head(sheet, diagram, area.w, _entries(diagram, style, target_in_legend=target_in_legend))
    inner = Box(0, top, area.w, foot(sheet, diagram, area.w, area.bottom) - top)
    upright = None if diagram.slag is Slag.LIGGENDE else _upright(diagram, inner, style)
    if upright:
        plot, rows = upright
        draw_value_axis(sheet, plot)
        draw_x_labels(sheet, plot, rows, plot.box.bottom + _room_below(plot.axis, style))
    else:
        plot, rows = _lying(diagram, inner, style)
        draw_y_labels(sheet, plot, rows)
    _draw_bars(sheet, plot, diagram)
    add_hits(sheet, plot, diagram)
    if not diagram.mal or target_in_legend:
        return True
    return (place_target_above if plot.lying else place_target_label)(sheet, plot, diagram.mal)


def bar_height(diagram: Diagram, width: float, style: Style) -> float:
    """The height that lying bars need: one line of text per bar, and every label whole."""
    rows = _row_labels(diagram, width, style)
    bars = 1 if is_stacked(diagram) else len(diagram.serier)
    row = max(bars * 1.35 + 0.7, 1.25 * max(map(len, rows)) + 0.5) * style.size
    extra = style.line_height * (2.2 if diagram.mal else 1.2)
    return head_and_foot_height(diagram, width, style) + row * len(rows) + extra


def head_and_foot_height(diagram: Diagram, width: float, style: Style) -> float:
    """What title, legend and source take of the height."""
    sheet = Sheet(style)
    entries = _entries(diagram, style, target_in_legend=diagram.slag is not Slag.LIGGENDE)
    return head(sheet, diagram, width, entries) - foot(sheet, diagram, width, 0.0)


def _entries(diagram: Diagram, style: Style, *, target_in_legend: bool) -> Iterator[Entry]:
    if len(diagram.serier) > 1:
        for serie, looks in zip(diagram.serier, bar_looks(diagram, style.palette), strict=True):
            yield Entry(looks[0], serie.navn)
    yield from note_entries(diagram, words_in(style.malform))
    if diagram.mal and target_in_legend:
        yield Entry(Sign.TARGET, diagram.mal.tekst)


def _upright(diagram: Diagram, area: Box, style: Style) -> tuple[Plot, tuple[Lines, ...]] | None:
    """The plot of upright bars and the lines under it; None when the labels do not fit."""
    axis = axis_for(diagram, max_steps(area.h - 2.5 * style.line_height, style))
    left = max(map(style.width, tick_texts(axis)), default=0.0) + TICK_GAP
    rows = x_labels(diagram, (area.w - left) / len(diagram.x_etiketter), style)
    if rows is None:
        return None
    below = style.line_height * max(map(len, rows)) + 0.4 * style.size + _room_below(axis, style)
    above = _room_above(diagram, axis, area.h - below, style)
    return Plot(Box(left, area.y + above, area.w - left, area.h - above - below), axis, len(rows)), rows


def _room_above(diagram: Diagram, axis: Axis, height: float, style: Style) -> float:
    """Space over the axis for the number, or the withheld part, on the highest bar."""
    needed = (1.3 + (HIDDEN_LENGTH if _stack_has_hole(diagram) else 0.0)) * style.size
    highest = max(shown_extremes(diagram), default=0)
    spare = (1 - axis.share(highest)) * (height - needed)
    return max(needed - spare, 0.6 * style.line_height)


def _room_below(axis: Axis, style: Style) -> float:
    """Space under the axis for the numbers of negative bars."""
    return 1.1 * style.size if axis.low < 0 else 0.0


def _lying(diagram: Diagram, area: Box, style: Style) -> tuple[Plot, tuple[Lines, ...]]:
    """The plot of lying bars and the lines left of it, with room for values to the right and a target's name above."""
    rows = _row_labels(diagram, area.w, style)
    left = max(style.width(line) for lines in rows for line in lines) + TICK_GAP + 1
    above = 1.2 * style.line_height if diagram.mal else 0.3 * style.size
    right = widest_label(diagram, style) + (HIDDEN_LENGTH * style.size if _stack_has_hole(diagram) else 0.0) + 5
    box = Box(left, area.y + above, area.w - left - right, area.h - above - 0.2 * style.size)
    plot = Plot(box, exact_axis(diagram), len(rows), lying=True)
    if labels_fit(plot, diagram, style):
        return plot, rows
    shorter = Box(box.x, box.y, box.w, box.h - style.line_height)
    return Plot(shorter, axis_for(diagram, 4), len(rows), lying=True), rows


def _row_labels(diagram: Diagram, width: float, style: Style) -> tuple[Lines, ...]:
    return tuple(wrap(label, width * _LABEL_SHARE, style) for label in diagram.x_etiketter)


def _stack_has_hole(diagram: Diagram) -> bool:
    return is_stacked(diagram) and diagram.has(Tilstand.TILBAKEHOLDT)


def _draw_bars(sheet: Sheet, plot: Plot, diagram: Diagram) -> None:
    columns: list[list[Mark]] = bars_of(diagram, plot, sheet.style)
    labelled = labels_fit(plot, diagram, sheet.style)
    if plot.lying and not labelled:
        draw_lying_axis(sheet, plot)
    for mark in (mark for column in columns for mark in column):
        draw_mark(sheet, plot, mark)
    draw_base(sheet, plot)
    if diagram.mal:
        draw_target_line(sheet, plot, diagram.mal, cased=True)
    draw_labels(sheet, plot, diagram, columns, labelled=labelled)
