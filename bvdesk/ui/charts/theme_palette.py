"""The chart colours that go with the window's theme."""

from __future__ import annotations

from bvdesk.domain.diagram.looks import DARK, HIGH_CONTRAST, PAPER, Palette
from bvdesk.ui import theme


def chart_palette() -> Palette:
    """The palette of charts for the theme in use."""
    return {id(theme.MORK): DARK, id(theme.KONTRAST): HIGH_CONTRAST}.get(id(theme.tokens()), PAPER)
