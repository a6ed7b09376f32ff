"""The style of charts on screen: measured with the same bundled fonts as on paper."""

from __future__ import annotations

from bvdesk.domain.diagram.looks import PAPER, Palette
from bvdesk.domain.diagram.sheet import Style
from bvdesk.services.trykking import font_measure


def screen_style(palette: Palette = PAPER) -> Style:
    """A chart style for the window, in the colours of a theme."""
    return Style(font_measure(), palette)
