"""Colours, strokes and fills. Series differ in lightness and in dash, marker or fill, so that they are told apart in grey.

Contrast on the background (tested): text and lines with a label ≥ 4.5, other strokes that carry meaning ≥ 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import count

from bvdesk.domain.diagram.primitives import Box, Dot, Line, Primitive, Rect
from bvdesk.domain.diagram.spec import Monster, Rolle, Serie


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a chart; `series` are those of equals, the first taken by the subject of the chart."""

    background: str
    ink: str
    muted: str
    grid: str
    tint: str
    target: str
    series: tuple[str, ...]


PAPER = Palette(
    background="#ffffff",
    ink="#1d2b36",
    muted="#5b6b78",
    grid="#d9dfe4",
    tint="#cfe3e6",
    target="#b3541e",
    series=("#0b5d6b", "#96480f", "#1d2b36", "#7a6200", "#7a3b78", "#5b6b78"),
)
DARK = Palette(
    background="#17181a",
    ink="#ececec",
    muted="#a9b6c0",
    grid="#3a4651",
    tint="#2d4d55",
    target="#f0a06a",
    series=("#5cc0cf", "#f0a06a", "#eef2f5", "#d9c25a", "#d79bd5", "#a9b6c0"),
)
HIGH_CONTRAST = Palette(
    background="#000000",
    ink="#ffffff",
    muted="#ffffff",
    grid="#6e6e6e",
    tint="#303030",
    target="#ffd24d",
    series=("#4de1ff", "#ffd24d", "#ffffff", "#8dff8d", "#ff9df5", "#d0d0d0"),
)


class Marker(Enum):
    """Shapes at the end of a line and at points without neighbours."""

    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    POINT_DOWN = "point down"


@dataclass(frozen=True, slots=True)
class LineLook:
    """How one series is stroked."""

    colour: str
    width: float
    dash: tuple[float, ...]
    marker: Marker


@dataclass(frozen=True, slots=True)
class FillLook:
    """How one series fills its bars; `stroke` is empty where the fill alone has contrast enough."""

    fill: str
    stroke: str
    monster: Monster


_LINES: tuple[tuple[float, tuple[float, ...], Marker], ...] = (
    (2.0, (), Marker.CIRCLE),
    (1.3, (), Marker.SQUARE),
    (1.5, (1.5, 2.0), Marker.TRIANGLE),
    (1.4, (7.0, 2.0), Marker.DIAMOND),
    (1.3, (6.0, 2.0, 1.5, 2.0), Marker.POINT_DOWN),
    (1.2, (3.0, 1.5), Marker.CIRCLE),
)
_COMPARED: tuple[tuple[float, tuple[float, ...], Marker], ...] = (
    (1.4, (4.5, 2.5), Marker.DIAMOND),
    (1.4, (1.4, 2.2), Marker.TRIANGLE),
)
_FILLS = (Monster.HEL, Monster.OMRISS, Monster.STRIPER, Monster.HEL, Monster.PRIKKER, Monster.STOLPER, Monster.RUTER)
_FILL_COLOURS = (0, 0, 1, 2, 3, 5, 4)


def line_looks(series: Iterable[Serie], palette: Palette) -> tuple[LineLook, ...]:
    """One look per series: the subject thick and solid, comparisons grey and broken, the others in turn."""
    series = tuple(series)
    compared, others = count(), count(1 if any(s.rolle is Rolle.HOVED for s in series) else 0)
    looks = []
    for serie in series:
        if serie.rolle is Rolle.HOVED:
            looks.append(LineLook(palette.series[0], *_LINES[0]))
        elif serie.rolle is Rolle.SAMMENLIGNING:
            looks.append(LineLook(palette.muted, *_COMPARED[next(compared) % len(_COMPARED)]))
        else:
            i = next(others) % len(_LINES)
            looks.append(LineLook(palette.series[i], *_LINES[i]))
    return tuple(looks)


def fill_looks(series: Iterable[Serie], palette: Palette) -> tuple[FillLook, ...]:
    """One look per series: the subject solid, the first comparison pale with an outline, then patterns in turn."""
    series = tuple(series)
    free = _free_fills(series)
    looks = []
    for serie in series:
        i = 0 if serie.rolle is Rolle.HOVED else next(free)
        monster = serie.monster or _FILLS[i]
        looks.append(fill_look(palette.series[_FILL_COLOURS[i]], monster, palette))
    return tuple(looks)


def fill_look(colour: str, monster: Monster, palette: Palette) -> FillLook:
    """A colour and a pattern as a look."""
    if monster is Monster.OMRISS:
        return FillLook(palette.tint, colour, monster)
    return FillLook(colour, "", monster)


def _free_fills(series: tuple[Serie, ...]) -> Iterator[int]:
    start = 1 if any(s.rolle is Rolle.HOVED for s in series) else 0
    return (i % len(_FILLS) for i in count(start))


def fill(box: Box, look: FillLook, background: str) -> Iterator[Primitive]:
    """A bar: its colour, then its pattern in the background's colour, cut at the edges."""
    yield Rect(box, look.fill, look.stroke, 1.0 if look.stroke else 0.0)
    if look.monster in (Monster.STRIPER, Monster.RUTER):
        yield from (Line(box.x, y, box.right, y, background, 0.9) for y in _steps(box.bottom, -box.h))
    if look.monster in (Monster.STOLPER, Monster.RUTER):
        yield from (Line(x, box.y, x, box.bottom, background, 0.9) for x in _steps(box.x, box.w))
    if look.monster is Monster.PRIKKER:
        yield from (Dot(x, y, 0.75, background) for y in _steps(box.bottom, -box.h) for x in _steps(box.x, box.w))


def _steps(start: float, length: float) -> list[float]:
    """Positions inside a length (may be negative), half a step from its ends at least."""
    step = 3.2
    sign = 1 if length >= 0 else -1
    number = int((abs(length) - 1.0) / step)
    return [start + sign * step * (i + 0.5) for i in range(number + 1) if step * (i + 0.5) < abs(length) - 0.8]
