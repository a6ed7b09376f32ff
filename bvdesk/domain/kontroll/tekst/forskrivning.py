"""Numbers that no figure confirms, but that a slip of the hand makes of the one figure the words hint at (V30).

`dommer` calls a number wrong when its words plainly name one figure. Here the figures bear witness too: few numbers are
another one with two digits swapped or one written wrong, so less need be said of what is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from bvdesk.domain.kontroll.emner import Emne
from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tallbilde import Tallbilde
from bvdesk.domain.kontroll.tekst.lesning import Lesning, around, is_plan
from bvdesk.domain.kontroll.tekst.linjer import Art, Setning
from bvdesk.domain.kontroll.tekst.ord import Forbehold
from bvdesk.domain.kontroll.tekst.ordene_rundt import (
    area_beside,
    areas_meant,
    is_average,
    is_counted_so,
    is_rate,
    names_a_month,
    own_words,
    share_explained,
    words_around,
)
from bvdesk.domain.kontroll.tekst.saertrekk import contradicts
from bvdesk.domain.kontroll.tekst.tall import Enhet, Tall
from bvdesk.domain.kontroll.tekst.treff import Dom, Treff, agreeing
from bvdesk.domain.record import record
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.tallformat import round_half_away

_ANTYDET, _NEVNT, _RESTEN, _FORKLART = 0.3, 0.45, 0.6, 0.6
_PER_MANGE = re.compile(r"(?:\s[^\s\d.;,()]+){0,3}?\s(?:per|pr\.?)\s(?:1[ .]?000|tusen|barn|innb|årsverk)", re.IGNORECASE)
_LANGT = 3  # digits; shorter numbers are often alike by chance


@record
class Ment:
    """A figure that the number may have been meant to be, and whether its words say no more than that."""

    emne: Emne
    omrade: OmradeId
    periode: Periode
    verdi: Decimal
    sikker: bool


def check_slips(lest: Lesning, bilde: Tallbilde, hits: Sequence[Treff]) -> Iterator[Funn]:
    """Every unknown number that is a slip of the hand away from the one figure its sentence hints at."""
    for hit in hits:
        if hit.dom is Dom.UKJENT and _is_told(lest, hit.setning, hit.tall):
            meant = _meant(lest, bilde, hit.setning, hit.tall)
            if meant:
                yield _finding(bilde, hit, meant)


def _is_told(lest: Lesning, setning: Setning, number: Tall) -> bool:
    """A number that is given as a figure: exact, with two digits, and neither planned nor in an unknown column."""
    if number.ord or number.forbehold is not Forbehold.NOYAKTIG or number.enhet is Enhet.PROSENTPOENG:
        return False
    if setning.art is Art.TABELLRAD and lest.named_year(setning, number) is None:
        return False
    if (
        names_a_month(setning.tekst)
        or is_average(setning, number)
        or (is_rate(setning, number) and not _PER_MANGE.match(setning.tekst, number.slutt))
    ):
        return False
    return len(_digits(number, number.verdi)) > 1 and setning.art is not Art.OVERSKRIFT and not is_plan(setning)


def _meant(lest: Lesning, bilde: Tallbilde, setning: Setning, number: Tall) -> Ment | None:
    """The one figure of the number's year that it is a slip of; none where any subject hinted at has the number itself."""
    areas, ar = _areas(lest, bilde, setning, number), lest.year(setning, number)
    hinted = list(_hinted(lest, bilde, setning, number))
    own = own_words(lest, setning, number)
    slips = [
        Ment(emne, area, periode, value, sure and score >= _NEVNT and len(_digits(number, value)) >= _LANGT)
        for score, emne in hinted
        for area in areas
        for sure in (share_explained(bilde, own, emne) >= _FORKLART,)
        for periode, value in bilde.figures(emne, area, ar)
        if _is_slip(number, value, score)
    ]
    if len({ment.verdi for ment in slips}) != 1:
        return None
    years = bilde.ramme.ar
    known = any(agreeing(number, emne, bilde.figures(emne, area, y)) for _, emne in hinted for area in areas for y in years)
    return None if known else slips[0]


def _hinted(lest: Lesning, bilde: Tallbilde, setning: Setning, number: Tall) -> Iterator[tuple[float, Emne]]:
    """The subjects that the number's words, and less those around it, hint at, and that are counted as it is."""
    here = lest.stems[setning.nr]
    context = {stem: near * (_RESTEN if stem in here else 1) for stem, near in words_around(lest, setning).items()}
    context |= dict.fromkeys(own_words(lest, setning, number), 1.0)
    for score, emne in bilde.sok.find(context, _ANTYDET):
        alike = emne.enhet is number.enhet and is_counted_so(number, emne.indikator)
        if alike and not contradicts(bilde, setning.tekst, emne):
            yield score, emne


def _areas(lest: Lesning, bilde: Tallbilde, setning: Setning, number: Tall) -> tuple[OmradeId, ...]:
    """The area named beside the number, else the sentence's; every kommune where it names none."""
    beside = area_beside(lest, bilde, setning, number)
    if beside:
        return (beside,)
    meant = areas_meant(lest, bilde, setning)
    return meant if lest.areas(setning) else tuple(dict.fromkeys((*meant, *bilde.deltakere)))


def _is_slip(number: Tall, value: Decimal, score: float) -> bool:
    """Two digits swapped, or one of at least three written wrong; the shorter the number, the more its words must say."""
    a, b = _digits(number, number.verdi), _digits(number, value)
    if len(a) != len(b) or (len(a) < _LANGT and score < _NEVNT):
        return False
    wrong = [at for at, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    swapped = len(wrong) == 2 and sorted(a) == sorted(b)
    return swapped or (len(wrong) == 1 and len(a) >= _LANGT and score >= _NEVNT)


def _digits(number: Tall, value: Decimal) -> str:
    """The digits of a value as far as the text gives them: «84,9 millioner» is 849."""
    return str(int(round_half_away(abs(value) / number.presisjon, 0)))


def _finding(bilde: Tallbilde, hit: Treff, ment: Ment) -> Funn:
    area, emne = bilde.area_name(ment.omrade), ment.emne
    text = (
        f"{hit.tall.raa} finnes ikke i tallene. Mente du {emne.text(ment.verdi)} ({emne.navn.lower()} for {area} i "
        f"{ment.periode.tekst})? Sjekk tallet, og rett det om et siffer er skrevet feil."
    )
    level = Niva.ADVARSEL if ment.sikker else Niva.INFO
    sted = around(hit.setning, hit.tall.start, hit.tall.slutt, 40)
    values = (hit.tall.verdi, ment.verdi)
    return Funn("V30", level, text, area, emne.indikator.id, ment.periode.kode, values, sted)
