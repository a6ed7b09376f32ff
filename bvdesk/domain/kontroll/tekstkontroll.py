"""Runs every check of a text, with the figures when there are any."""

from __future__ import annotations

from collections.abc import Iterator

from bvdesk.domain.kontroll.funn import Funn
from bvdesk.domain.kontroll.tallbilde import Tallbilde
from bvdesk.domain.kontroll.tekst.andelsgrunnlag import check_shares_in_figures
from bvdesk.domain.kontroll.tekst.andelsord import check_share_words, check_share_words_in_figures
from bvdesk.domain.kontroll.tekst.del_av_hel import check_parts
from bvdesk.domain.kontroll.tekst.delmengder import check_subsets
from bvdesk.domain.kontroll.tekst.delsummer import check_sums
from bvdesk.domain.kontroll.tekst.endringer import check_changes
from bvdesk.domain.kontroll.tekst.forskrivning import check_slips
from bvdesk.domain.kontroll.tekst.gjentak import check_repeats
from bvdesk.domain.kontroll.tekst.lesning import Lesning
from bvdesk.domain.kontroll.tekst.mot_tall import check_numbers, compare
from bvdesk.domain.kontroll.tekst.omrader import check_areas
from bvdesk.domain.kontroll.tekst.ord import directions_in
from bvdesk.domain.kontroll.tekst.pastander import check_claims
from bvdesk.domain.kontroll.tekst.pengeavvik import check_budget
from bvdesk.domain.kontroll.tekst.per_enhet import check_rates
from bvdesk.domain.kontroll.tekst.personvern import check_fields, check_privacy
from bvdesk.domain.kontroll.tekst.regnestykker import check_arithmetic
from bvdesk.domain.kontroll.tekst.skrivemate import check_writing
from bvdesk.domain.kontroll.tekst.struktur import check_structure
from bvdesk.domain.kontroll.tekst.tabeller import check_tables
from bvdesk.domain.kontroll.tekst.tidspunkt import check_names, check_periods, check_times
from bvdesk.domain.kontroll.tekst.treff import Dom, Treff
from bvdesk.domain.kontroll.utvikling.pastander import check_developments
from bvdesk.domain.record import record
from bvdesk.domain.tall.kommuneregister import Kommuneregister
from bvdesk.domain.tall.omrade import OmradeId

TEKSTREGLER = (
    check_writing,
    check_structure,
    check_arithmetic,
    check_subsets,
    check_sums,
    check_tables,
    check_changes,
    check_share_words,
    check_repeats,
    check_privacy,
    check_fields,
)


@record
class Tekstkontroll:
    """What came out of a text: the findings, and what each number was held against."""

    funn: tuple[Funn, ...]
    treff: tuple[Treff, ...] = ()

    @property
    def omtalt(self) -> frozenset[tuple[str, OmradeId, int]]:
        """(indicator, area, year) whose development the text speaks of: with a word of direction, or with both years."""
        named = {
            (hit.emne.indikator.id, hit.omrade, hit.periode.ar): hit
            for hit in self.treff
            if hit.emne and hit.periode and hit.dom is Dom.BEKREFTET
        }
        spoken = {key for key, hit in named.items() if directions_in(hit.setning.tekst)}
        # «økning fra 163 i 2023» speaks of the year after as well.
        spoken |= {(key, area, ar + 1) for key, area, ar in spoken}
        return frozenset(spoken | {(key, area, ar) for key, area, ar in named if (key, area, ar - 1) in named})

    @property
    def nevnt(self) -> frozenset[tuple[str, OmradeId, int]]:
        """(indicator, area, year) that the text gives at all."""
        return frozenset(
            (hit.emne.indikator.id, hit.omrade, hit.periode.ar)
            for hit in self.treff
            if hit.emne and hit.periode and hit.dom is Dom.BEKREFTET
        )


def check_text(text: str, lest: Lesning, bilde: Tallbilde | None, register: Kommuneregister | None = None) -> Tekstkontroll:
    """Check a text by itself, and against the figures when they are given."""
    hits = compare(lest, bilde) if bilde else []
    found: dict[str, Funn] = {}
    for funn in _findings(text, lest, bilde, register, hits):
        found.setdefault(funn.nokkel, funn)
    for funn in check_developments(lest, bilde, hits) if bilde else ():
        if not any(_says_the_same(funn, other) for other in found.values()):
            found[funn.nokkel] = funn
    for funn in check_slips(lest, bilde, hits) if bilde else ():
        if not any(_has_said(funn, other) for other in found.values()):
            found[funn.nokkel] = funn
    ordered = sorted(found.values(), key=lambda funn: funn.sted.linje if funn.sted else 0)
    return Tekstkontroll(tuple(ordered), tuple(hits))


def _says_the_same(funn: Funn, other: Funn) -> bool:
    """Whether another check has found the same fault at the same place."""
    here, there = funn.sted, other.sted
    if funn.regel != other.regel or here is None or there is None or other.niva < funn.niva:
        return False
    return (
        here.utdrag in there.utdrag
        or there.utdrag in here.utdrag
        or (here.linje, funn.verdier) == (there.linje, other.verdier)
    )


def _has_said(funn: Funn, other: Funn) -> bool:
    """Whether another check has said that the same number there is wrong."""
    here, there = funn.sted, other.sted
    return bool(here and there and here.linje == there.linje and funn.verdier[0] in other.verdier)


def _findings(
    text: str, lest: Lesning, bilde: Tallbilde | None, register: Kommuneregister | None, hits: list[Treff]
) -> Iterator[Funn]:
    for check in TEKSTREGLER:
        yield from check(lest)
    if register:
        yield from check_areas(text, lest, register)
    if bilde:
        yield from check_numbers(hits, bilde)
        yield from check_claims(lest, bilde)
        yield from check_share_words_in_figures(lest, bilde)
        yield from check_shares_in_figures(lest, bilde, hits)
        yield from check_parts(lest, bilde, hits)
        yield from check_budget(lest, bilde)
        yield from check_rates(lest, bilde, hits)
        yield from check_times(hits)
        yield from check_periods(hits)
        yield from check_names(hits)
