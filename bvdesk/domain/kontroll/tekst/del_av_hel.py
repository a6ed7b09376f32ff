"""A part and its whole in a text («112 av 121 barn»), and sums over some kommuner, against the figures (V30)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from bvdesk.domain.kontroll.emner import Emne
from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tallbilde import Tallbilde
from bvdesk.domain.kontroll.tekst.delsummer import TIL_SAMMEN, near, total_after
from bvdesk.domain.kontroll.tekst.lesning import Lesning, around, counts, is_plan
from bvdesk.domain.kontroll.tekst.linjer import Art, Setning
from bvdesk.domain.kontroll.tekst.navngitt import clause, named, parts_of, where, wholes_of
from bvdesk.domain.kontroll.tekst.ord import Forbehold
from bvdesk.domain.kontroll.tekst.tall import TALLORD, Enhet, Tall
from bvdesk.domain.kontroll.tekst.treff import Dom, Treff
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.tallformat import format_tall

_AV = re.compile(r"^\s(?:\w+\s)?av\s(?:de\s|dei\s|i alt\s|totalt\s|til sammen\s)?$", re.IGNORECASE)
_AV_FORST = re.compile(r"\b[Aa]v\s(?:de\s|dei\s|i alt\s|totalt\s)?$")
_ANDRE = re.compile(r"\b(?:(?:de|dei)\s(?:(?P<antall>\w+)\s)?(?:andre|øvrige)|resten av|øvrige)\skommun\w+", re.IGNORECASE)
_RESTEN = re.compile(r"\b(?:de|dei)\s(?:andre|øvrige|resterende|resterande|attverande|gjenværende)\s$", re.IGNORECASE)
_FULL, _MULIG = 0.7, 0.45


def check_parts(lest: Lesning, bilde: Tallbilde, hits: list[Treff]) -> Iterator[Funn]:
    """All findings about parts, wholes, rests and sums over kommuner."""
    confirmed = {(hit.setning.nr, hit.tall.start): hit for hit in hits if hit.dom is Dom.BEKREFTET}
    for setning, numbers in lest.pairs():
        if setning.art in {Art.TABELLRAD, Art.OVERSKRIFT} or is_plan(setning) or not numbers:
            continue
        yield from _pairs(lest, bilde, setning, numbers)
        yield from _over_kommuner(lest, bilde, setning, numbers)
        yield from _rest(lest, bilde, setning, confirmed)


def _pairs(lest: Lesning, bilde: Tallbilde, setning: Setning, numbers: tuple[Tall, ...]) -> Iterator[Funn]:
    """«112 av 121»: one of the two is the figure, and the other, of the declared part or whole, is not."""
    text = setning.tekst
    for first, second in pairwise(counts(numbers)):
        if second.forbehold is not Forbehold.NOYAKTIG or first.forbehold is not Forbehold.NOYAKTIG or second.verdi < 11:
            continue
        if _AV.match(text[first.slutt : second.start]):
            part, whole = first, second
        elif _AV_FORST.search(text[: first.start]):
            part, whole = second, first
        else:
            continue
        stretch = clause(text, first.start, second.slutt)
        area = where(lest, bilde, setning, stretch)
        if area is not None:
            yield from _anchored(bilde, setning, (part, whole), (area, lest.year(setning, whole)))


def _anchored(bilde: Tallbilde, setning: Setning, said: tuple[Tall, Tall], when: tuple[OmradeId, int]) -> Iterator[Funn]:
    part, whole = said
    found = []
    for smaller, larger in _declared(bilde, setning.tekst):
        d, h = bilde.year_value(smaller, *when), bilde.year_value(larger, *when)
        if d is None or h is None:
            continue
        if part.verdi == d and whole.verdi == h:
            return
        if (part.verdi == d) is not (whole.verdi == h):
            wrong, emne, value = (whole, larger, h) if part.verdi == d else (part, smaller, d)
            if near(wrong.verdi, value):
                found.append((wrong, emne, value))
    if found:
        yield _differs(bilde, setning, found[0], when)


def _declared(bilde: Tallbilde, words: str) -> Iterator[tuple[Emne, Emne]]:
    """The declared parts and wholes of which the words name the one or the other."""
    for hit in named(bilde, words, _MULIG):
        key = hit.emne.indikator.id
        yield from ((hit.emne, whole) for whole in wholes_of(bilde, key))
        yield from ((part, hit.emne) for part in parts_of(bilde, key))


def _differs(
    bilde: Tallbilde, setning: Setning, what: tuple[Tall, Emne, Decimal], when: tuple[OmradeId, int], how: str = ""
) -> Funn:
    number, emne, value = what
    name = how or bilde.area_name(when[0])
    text = (
        f"Teksten sier {number.raa}, men {emne.navn.lower()} for {name} i {when[1]} er {emne.text(value)} i tallene. "
        "Rett teksten eller tallet."
    )
    sted = around(setning, number.start, number.slutt, 40)
    return Funn("V30", Niva.ADVARSEL, text, name, emne.indikator.id, str(when[1]), (number.verdi, value), sted)


def _over_kommuner(lest: Lesning, bilde: Tallbilde, setning: Setning, numbers: tuple[Tall, ...]) -> Iterator[Funn]:
    """«De to andre kommunene mottok til sammen 74»: the sum of the figures of the kommuner that are meant."""
    areas, said = _meant(lest, bilde, setning)
    if not areas:
        return
    for total, _ in total_after(setning, counts(numbers)):
        if total.forbehold is not Forbehold.NOYAKTIG:
            continue
        start, end = clause(setning.tekst, total.start, total.slutt)
        words = setning.tekst[start : total.start] + setning.tekst[total.slutt : end]
        ar = lest.year(setning, total)
        found = []
        for hit in named(bilde, TIL_SAMMEN.sub(" ", said.sub(" ", words)), _FULL):
            values = [bilde.year_value(hit.emne, area, ar) for area in areas]
            if hit.emne.enhet is Enhet.ANTALL and hit.emne.indikator.is_count and all(v is not None for v in values):
                found.append((total, hit.emne, sum((v for v in values if v is not None), Decimal(0))))
        if found and all(value != total.verdi for _, _, value in found):
            names = " og ".join(bilde.area_name(area) for area in areas)
            yield _differs(bilde, setning, found[0], (areas[0], ar), f"{names} til sammen")


def _meant(lest: Lesning, bilde: Tallbilde, setning: Setning) -> tuple[tuple[OmradeId, ...], re.Pattern[str]]:
    """The kommuner a sum is over: «de to andre» than the ones last named, or some that the sentence names itself."""
    match = _ANDRE.search(setning.tekst)
    if match is None:
        named_here = tuple(key for key in bilde.deltakere if bilde.navn[key] in lest.areas(setning))
        return (named_here if 1 < len(named_here) < len(bilde.deltakere) else ()), _ANDRE
    before = lest.before(setning)
    last = lest.areas(before) if before else frozenset[str]()
    others = tuple(key for key in bilde.deltakere if bilde.navn[key] not in last)
    number = TALLORD.get((match.group("antall") or "").lower(), len(others))
    return (others if last and 1 < len(others) == number else ()), _ANDRE


def _rest(lest: Lesning, bilde: Tallbilde, setning: Setning, confirmed: dict[tuple[int, int], Treff]) -> Iterator[Funn]:
    """«112 gikk videre. De andre 105 ble henlagt.»: what is left of the whole when the part is taken away."""
    for number in counts(lest.numbers(setning)):
        if not _RESTEN.search(setning.tekst[: number.start]) or (setning.nr, number.start) in confirmed:
            continue
        before = lest.before(setning)
        known = [hit for (nr, _), hit in confirmed.items() if before and nr == before.nr and hit.emne and hit.periode]
        rests = [
            (number, whole, total - hit.tall.verdi)
            for hit in known
            if hit.emne and hit.periode
            for whole in wholes_of(bilde, hit.emne.indikator.id)
            if (total := bilde.year_value(whole, hit.omrade, hit.periode.ar)) is not None
        ]
        if (
            rests
            and known[-1].periode
            and all(rest != number.verdi for _, _, rest in rests)
            and near(rests[0][2], number.verdi)
        ):
            text = (
                f"Teksten sier at det er {number.raa} igjen, men {rests[0][1].navn.lower()} minus det som er nevnt, gir "
                f"{format_tall(rests[0][2])}. Rett delene eller helheten."
            )
            sted = around(setning, number.start, number.slutt, 40)
            yield Funn("V06", Niva.ADVARSEL, text, verdier=(number.verdi, rests[0][2]), sted=sted)
