"""Goals and measures of an open file, and their follow-up a year later."""

from __future__ import annotations

from collections.abc import Sequence

from bvdesk.domain.change import Change
from bvdesk.domain.errors import UserError
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.innsats import Tiltak
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import innsats_store

MAX_MEASURES, MAX_WORDS = 50, 1000


def measures(fil: Tjenestefil, ar: int, omrade: str, malform: Malform) -> tuple[Tiltak, ...]:
    """The measures for a year; `omrade` is empty for what all kommuner have in common."""
    return innsats_store.measures(fil.database, ar, omrade, malform)


def save(fil: Tjenestefil, ar: int, omrade: str, malform: Malform, tiltak: Sequence[Tiltak]) -> Change:
    """Replace the measures for a year."""
    if len(tiltak) > MAX_MEASURES:
        raise UserError(f"Det er for mange mål til at noen følger dem. Grensen er {MAX_MEASURES}.", "Slå sammen noen.")
    for t in tiltak:
        if not t.mal.strip() or max(len(t.mal), len(t.tiltak), len(t.oppfolging)) > MAX_WORDS:
            raise UserError("Hvert mål må ha en tekst, og den kan ikke være lang.", "Skriv målet med én eller to setninger.")
    with fil.database.atomic():
        innsats_store.put(fil.database, ar, omrade, malform, tiltak)
    return Change(f"Målene for {ar} er lagret.", slag="innsats")
