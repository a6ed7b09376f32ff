"""The style of charts on screen: measured with the same bundled fonts as on paper."""

from __future__ import annotations

from functools import cache

from bvdesk import resources
from bvdesk.domain.diagram.advances import Measure, measure_from
from bvdesk.domain.diagram.looks import PAPER, Palette
from bvdesk.domain.diagram.sheet import Style


def screen_style(palette: Palette = PAPER) -> Style:
    """A chart style for the window, in the colours of a theme."""
    return Style(_measure(), palette)


@cache
def _measure() -> Measure:
    regular, semibold = (resources.path("fonts", f"SourceSans3-{name}.ttf").read_bytes() for name in ("Regular", "SemiBold"))
    return measure_from(regular, semibold)
