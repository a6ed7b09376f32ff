"""Labels under an axis: wrapped where they are long, thinned out where time is dense, never one over another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bvdesk.domain.diagram.primitives import Weight
from bvdesk.domain.diagram.sheet import Style
from bvdesk.domain.diagram.spec import Diagram

Lines = tuple[str, ...]
_YEAR_LAST = re.compile(r"^(.+?)[ \u00a0](\d{4})$")
_GAP = 0.55
"""Least space between two labels, as a share of the font size."""


def x_labels(diagram: Diagram, slot: float, style: Style) -> tuple[Lines, ...] | None:
    """The lines under each point (none where thinned out); None when categories do not fit at all.

    Args:
        diagram: the chart.
        slot: the width of one point's share of the axis.
        style: measures the labels.
    """
    labels = diagram.x_etiketter
    if diagram.tidsakse:
        return next(option for option in _time_options(labels) if _fits(option, slot, style))
    wrapped = tuple(wrap(label, slot - _GAP * style.size, style) for label in labels)
    return wrapped if max(map(len, wrapped)) <= 3 and _fits(wrapped, slot, style) else None


def wrap(text: str, width: float, style: Style, weight: Weight = Weight.REGULAR) -> Lines:
    """Break a text between words; a word longer than `width` stays whole."""
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and style.width(joined, weight=weight) > width:
            lines.append(word)
        else:
            lines[-1:] = [joined]
    return tuple(lines)


def _time_options(labels: Sequence[str]) -> Iterator[tuple[Lines, ...]]:
    """From all labels on one line to the last one alone, at steps that keep the same quarter of each year."""
    per_year = _labels_per_year(labels)
    for step in range(1, len(labels) + 1):
        if per_year == 1 or step % per_year == 0 or per_year % step == 0:
            kept = [label if (len(labels) - 1 - i) % step == 0 else "" for i, label in enumerate(labels)]
            yield tuple((label,) if label else () for label in kept)
            if per_year > 1:
                yield _year_below(kept)
    yield tuple(() for _ in labels)


def _labels_per_year(labels: Sequence[str]) -> int:
    years = [match[2] for label in labels if (match := _YEAR_LAST.match(label))]
    return max(map(years.count, years), default=1)


def _year_below(labels: Sequence[str]) -> tuple[Lines, ...]:
    """«1. kv. 2024» in two lines, the year only where it is new."""
    rows: list[Lines] = []
    before = ""
    for label in labels:
        match = _YEAR_LAST.match(label)
        if not match:
            rows.append((label,) if label else ())
        elif match[2] == before:
            rows.append((match[1],))
        else:
            rows.append((match[1], match[2]))
            before = match[2]
    return tuple(rows)


def centre(index: int, half: float, slot: float, count: int) -> float:
    """The middle of a label from the start of the axis: under its point, but inside the axis."""
    return min(max(slot * (index + 0.5), half), slot * count - half)


def _fits(rows: Sequence[Lines], slot: float, style: Style) -> bool:
    """Whether no label touches the next one."""
    end = float("-inf")
    for i, lines in enumerate(rows):
        if lines:
            half = max(map(style.width, lines)) / 2
            middle = centre(i, half, slot, len(rows))
            if middle - half < end + _GAP * style.size:
                return False
            end = middle + half
    return True
