"""The sheet a chart is drawn on: style, and the primitives so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bvdesk.domain.diagram.advances import Measure
from bvdesk.domain.diagram.looks import PAPER, Palette
from bvdesk.domain.diagram.primitives import Box, Dot, Hit, Line, Poly, Primitive, Rect, Text, Weight
from bvdesk.domain.malform import Malform

Anchor = Literal["start", "middle", "end"]
_SHIFT = {"start": 0.0, "middle": 0.5, "end": 1.0}
CENTRE = 0.34
"""From the middle of a line of text down to its baseline, as a share of the size."""


@dataclass(frozen=True, slots=True)
class Style:
    """How charts look and speak; `size` is the font size in points, `heading` puts title and source into the picture."""

    measure: Measure
    palette: Palette = PAPER
    size: float = 8.5
    malform: Malform = Malform.BOKMAL
    heading: bool = False

    @property
    def line_height(self) -> float:
        """From baseline to baseline."""
        return self.size * 1.25

    def width(self, text: str, scale: float = 1.0, weight: Weight = Weight.REGULAR) -> float:
        """The width of a text at a share of the font size."""
        return self.measure(text, self.size * scale, weight)


@dataclass(frozen=True, slots=True)
class Ink:
    """How a text is set: colour, share of the font size, weight, and which end of it stands at x."""

    colour: str
    anchor: Anchor = "start"
    scale: float = 1.0
    weight: Weight = Weight.REGULAR


@dataclass(slots=True)
class Sheet:
    """A chart in the making; what is added later is painted on top."""

    style: Style
    primitives: list[Primitive] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)

    @property
    def palette(self) -> Palette:
        """The colours in use."""
        return self.style.palette

    def add(self, *primitives: Primitive) -> None:
        """Paint these."""
        self.primitives.extend(primitives)

    def text(self, x: float, y: float, text: str, ink: Ink) -> Text:
        """A line of text with its baseline at y."""
        made = self.make_text(x, y, text, ink)
        self.add(made)
        return made

    def make_text(self, x: float, y: float, text: str, ink: Ink) -> Text:
        """The same without painting it: for trying a place."""
        width = self.style.width(text, ink.scale, ink.weight)
        left = x - width * _SHIFT[ink.anchor]
        return Text(left, y, text, width, self.style.size * ink.scale, ink.colour, ink.weight)

    def backed_text(self, x: float, y: float, text: str, ink: Ink) -> None:
        """A line of text on a patch of background, over grid and target lines."""
        made = self.make_text(x, y, text, ink)
        box = made.box
        self.add(Rect(Box(box.x - 0.8, box.y, box.w + 1.6, box.h), self.palette.background), made)

    def free(self, box: Box) -> bool:
        """Whether nothing but grid lines lies in the box."""
        return not any(_touches(p, box, self.palette.grid) for p in self.primitives)


def _touches(primitive: Primitive, box: Box, grid: str) -> bool:
    if isinstance(primitive, Poly):
        pairs = zip(primitive.points, primitive.points[1:], strict=False)
        return any(_crosses(*a, *b, box) for a, b in pairs)
    if isinstance(primitive, Line):
        return primitive.colour != grid and _crosses(primitive.x1, primitive.y1, primitive.x2, primitive.y2, box)
    if isinstance(primitive, Dot):
        r = primitive.r
        return box.overlaps(Box(primitive.x - r, primitive.y - r, 2 * r, 2 * r))
    return box.overlaps(primitive.box)


def _crosses(x1: float, y1: float, x2: float, y2: float, box: Box) -> bool:
    """Whether a stroke passes through a box (Liang and Barsky's clipping)."""
    enter, leave = 0.0, 1.0
    dx, dy = x2 - x1, y2 - y1
    for step, distance in ((-dx, x1 - box.x), (dx, box.right - x1), (-dy, y1 - box.y), (dy, box.bottom - y1)):
        if step == 0:
            if distance < 0:
                return False
        elif step < 0:
            enter = max(enter, distance / step)
        else:
            leave = min(leave, distance / step)
    return enter <= leave
