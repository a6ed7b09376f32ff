"""Which figure a clause names, surely enough to hold a number against: its subject, area and year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bvdesk.domain.kontroll.emner import Emne
from bvdesk.domain.kontroll.tallbilde import Tallbilde
from bvdesk.domain.kontroll.tekst.lesning import Lesning
from bvdesk.domain.kontroll.tekst.linjer import Setning
from bvdesk.domain.kontroll.tekst.ord import content_stems
from bvdesk.domain.kontroll.tekst.ordene_rundt import areas_meant, share_explained
from bvdesk.domain.kontroll.tekst.saertrekk import contradicts
from bvdesk.domain.record import record
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId

_LEDD = re.compile(r"[;:]|,(?!\d)| mens | medan | men ")
_FLEST = 8


@record
class Navngitt:
    """A subject and how well the words name it: the share of its name that is said, times the share of them it explains."""

    emne: Emne
    fit: float


def named(bilde: Tallbilde, words: str, least: float = 0.7) -> tuple[Navngitt, ...]:
    """The subjects that some words name, best first; none that the words' own marks set apart."""
    own = frozenset(content_stems(words)) - bilde.navnestammer
    if not own:
        return ()
    found = bilde.sok.find(dict.fromkeys(own, 1.0), least)[:_FLEST]
    fits = (Navngitt(emne, round(score * share_explained(bilde, own, emne), 6)) for score, emne in found)
    kept = (hit for hit in fits if hit.fit >= least and not contradicts(bilde, words, hit.emne))
    return tuple(sorted(kept, key=lambda hit: -hit.fit))


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the clause around a stretch begins and ends."""
    begins = max((m.end() for m in _LEDD.finditer(text, 0, start)), default=0)
    return begins, next((m.start() for m in _LEDD.finditer(text, end)), len(text))


def where(lest: Lesning, bilde: Tallbilde, setning: Setning, stretch: tuple[int, int]) -> OmradeId | None:
    """The area a clause speaks of: the kommune it names, else the sentence's; None when one cannot say, or it is another."""
    area = areas_meant(lest, bilde, setning)[0]
    if area != TJENESTEN and area not in bilde.deltakere:
        return None
    here = [key for key in bilde.deltakere if bilde.navn[key] in setning.tekst[slice(*stretch)]]
    if len(here) == 1:
        return here[0]
    return area if not here and len(lest.areas(setning)) <= 1 else None


def subject_of(bilde: Tallbilde, indikator: str) -> Emne | None:
    """The subject of an indicator as a whole, None when it has no figures."""
    return bilde.hele.get(indikator)


def wholes_of(bilde: Tallbilde, indikator: str) -> Iterator[Emne]:
    """What an indicator is declared to be a part of: by a limit, or as a category of a whole."""
    katalog = bilde.beregning.katalog
    keys = [limit.hel for limit in katalog.grenser_for.get(indikator, ()) if limit.del_ == indikator]
    keys += [
        dimension.hel
        for dimension in katalog.dimensjoner
        if dimension.hel and any(category.indikator == indikator for category in dimension.kategorier)
    ]
    for key in dict.fromkeys(keys):
        whole = subject_of(bilde, key)
        if whole:
            yield whole


def parts_of(bilde: Tallbilde, indikator: str) -> Iterator[Emne]:
    """What is declared to be a part of an indicator by a limit."""
    for limit in bilde.beregning.katalog.grenser_for.get(indikator, ()):
        part = subject_of(bilde, limit.del_) if limit.hel == indikator else None
        if part:
            yield part


def value_of(bilde: Tallbilde, indikator: str, area: OmradeId, ar: int) -> Decimal | None:
    """The year's figure of an indicator, None when there is none."""
    emne = subject_of(bilde, indikator)
    return bilde.year_value(emne, area, ar) if emne else None
