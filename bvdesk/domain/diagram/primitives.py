"""The few things a back end must be able to paint, in points from the top left corner, y downwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

HATCH_SPACING = 3.6
HATCH_WIDTH = 0.6
OUTLINE_WIDTH = 0.4
ASCENT = 0.74
DESCENT = 0.22


class Weight(Enum):
    """Font weights in use."""

    REGULAR = "regular"
    SEMIBOLD = "semibold"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of space."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.h

    def overlaps(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


@dataclass(frozen=True, slots=True)
class Line:
    """A straight stroke; `dash` is (on, off, …) in points, empty for solid."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str
    width: float
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled rectangle, with an outline inside its edge when `stroke` is given."""

    box: Box
    fill: str
    stroke: str = ""
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Poly:
    """A stroked polyline, or a filled polygon when `fill` is given."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float
    dash: tuple[float, ...] = ()
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle, ringed with `stroke` when given."""

    x: float
    y: float
    r: float
    fill: str
    stroke: str = ""
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text from `x` to `x + width`, on the baseline `y`."""

    x: float
    y: float
    text: str
    width: float
    size: float
    colour: str
    weight: Weight = Weight.REGULAR

    @property
    def box(self) -> Box:
        """The space the letters take."""
        return Box(self.x, self.y - ASCENT * self.size, self.width, (ASCENT + DESCENT) * self.size)


@dataclass(frozen=True, slots=True)
class Hatch:
    """Slanted hatching: a figure that is withheld."""

    box: Box
    colour: str

    def lines(self) -> Iterator[Line]:
        """The outline, then strokes that rise to the right, cut at the edges of the box."""
        box = self.box
        corners = (box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom), (box.x, box.y)
        for start, end in pairwise(corners):
            yield Line(*start, *end, self.colour, OUTLINE_WIDTH)
        count = int((box.w + box.h) / HATCH_SPACING) + 1
        for offset in (HATCH_SPACING * (i + 0.5) for i in range(count)):
            left, right = max(0.0, offset - box.h), min(offset, box.w)
            if left < right:
                yield Line(
                    box.x + left, box.y + offset - left, box.x + right, box.y + offset - right, self.colour, HATCH_WIDTH
                )


Primitive = Line | Rect | Poly | Dot | Text | Hatch


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a tooltip shows, and what it says."""

    box: Box
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A laid out chart: paint the primitives in order."""

    width: float
    height: float
    primitives: tuple[Primitive, ...]
    hits: tuple[Hit, ...] = ()
