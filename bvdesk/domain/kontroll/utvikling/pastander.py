"""Runs every check of claims of development and comparison over a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bvdesk.domain.kontroll.funn import Funn
from bvdesk.domain.kontroll.tallbilde import Tallbilde
from bvdesk.domain.kontroll.tekst.lesning import Lesning
from bvdesk.domain.kontroll.tekst.linjer import Art
from bvdesk.domain.kontroll.tekst.treff import Treff
from bvdesk.domain.kontroll.utvikling.endring import check_amounts
from bvdesk.domain.kontroll.utvikling.maal import check_references, check_targets
from bvdesk.domain.kontroll.utvikling.rangering import check_majority, check_rankings
from bvdesk.domain.kontroll.utvikling.retning import check_directions
from bvdesk.domain.kontroll.utvikling.samtale import Samtale
from bvdesk.domain.kontroll.utvikling.toppnivaer import check_earlier_levels, check_multiples, check_peaks

_REGLER = (
    check_amounts,
    check_directions,
    check_peaks,
    check_earlier_levels,
    check_multiples,
    check_rankings,
    check_majority,
    check_references,
    check_targets,
)


def check_developments(lest: Lesning, bilde: Tallbilde, hits: Sequence[Treff]) -> Iterator[Funn]:
    """All findings about how things went and how they stand beside each other."""
    samtale = Samtale(lest, bilde, hits)
    for setning, numbers in lest.pairs():
        if setning.art in {Art.OVERSKRIFT, Art.TABELLRAD}:
            continue
        for check in _REGLER:
            yield from check(samtale, setning, numbers)
