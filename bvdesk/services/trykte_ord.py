"""Every word that people have typed and a report prints: its chapters' texts, and all that stands beside them."""

from __future__ import annotations

from collections.abc import Iterator

from bvdesk.domain.rapport.bygger import Bestilling
from bvdesk.domain.rapport.felt.syntaks import FIELD
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.services.kontroll import Kontrolltekst


def all_words(u: Utsnitt, bestilling: Bestilling) -> Kontrolltekst:
    """One text for the privacy control; a live field is not a number, and withholds by itself.

    A goal is no figure of today, and is left out.
    """
    parts = (*bestilling.skrevet.tekster.values(), *_beside(u, bestilling))
    return Kontrolltekst("\n\n".join(FIELD.sub("…", part) for part in parts if part.strip()), u.omrade)


def _beside(u: Utsnitt, bestilling: Bestilling) -> Iterator[str]:
    skrevet = bestilling.skrevet
    yield bestilling.oppsett.tittel
    yield from (steg.vedtak for steg in bestilling.behandling)
    for tiltak in (*skrevet.tiltak, *skrevet.fjorarets_tiltak):
        yield from (tiltak.tiltak, tiltak.oppfolging)
    yield from (rettelse.tekst for rettelse in skrevet.rettelser)
    yield from u.merknader.values()
    for kapittel in u.disposisjon.kapitler:
        yield kapittel.title(u.ord.malform)
        for placed in kapittel.plassert:
            yield from (placed.tittel, placed.kilde, placed.alt)
        yield from (text for change in kapittel.endringer.values() for text in change.values())
