"""What an operation changed: every screen looks at it and decides itself whether to redraw."""

from __future__ import annotations

from bvdesk.domain.record import record
from bvdesk.domain.tall.celle import Celle


@record
class Change:
    """The cells that were written, the indicators that may read otherwise, and a line for the reader."""

    tekst: str
    celler: tuple[Celle, ...] = ()
    indikatorer: frozenset[str] = frozenset()
    slag: str = "figurer"
