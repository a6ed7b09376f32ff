"""What an operation changed: every screen looks at it and decides itself whether to redraw."""

from __future__ import annotations

from bvdesk.domain.record import record
from bvdesk.domain.tall.celle import Celle

FIGURES = "figurer"


@record
class Change:
    """The cells that were written, the indicators that may read otherwise, and a line for the reader."""

    tekst: str
    celler: tuple[Celle, ...] = ()
    indikatorer: frozenset[str] = frozenset()
    slag: str = FIGURES


EVERYTHING = Change("", slag="alt")
"""What a page is told when another file is opened, or when it has been hidden while something changed."""
