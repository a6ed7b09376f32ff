"""Which of the service's figures some words name, surely enough to hold a number against."""

from __future__ import annotations

from functools import lru_cache

from bvdesk.domain.kontroll.emner import Emne
from bvdesk.domain.kontroll.tallbilde import Tallbilde
from bvdesk.domain.kontroll.tekst.ord import content_stems
from bvdesk.domain.kontroll.tekst.ordene_rundt import share_explained
from bvdesk.domain.kontroll.tekst.saertrekk import contradicts
from bvdesk.domain.record import record

_FLEST = 8


@record
class Navngitt:
    """A subject and how well the words name it: the share of its name that is said, times the share of them it explains."""

    emne: Emne
    fit: float


def named(bilde: Tallbilde, words: str, least: float = 0.7) -> tuple[Navngitt, ...]:
    """The subjects that some words name, best first; none that the words' own marks set apart."""
    return _named(bilde, words, least)


@lru_cache(maxsize=512)
def _named(bilde: Tallbilde, words: str, least: float) -> tuple[Navngitt, ...]:
    own = frozenset(content_stems(words))
    if not own:
        return ()
    found = bilde.sok.find(dict.fromkeys(own, 1.0), least)[:_FLEST]
    fits = (Navngitt(emne, round(score * share_explained(bilde, own, emne), 6)) for score, emne in found)
    kept = (hit for hit in fits if hit.fit >= least and not contradicts(bilde, words, hit.emne))
    return tuple(sorted(kept, key=lambda hit: -hit.fit))
