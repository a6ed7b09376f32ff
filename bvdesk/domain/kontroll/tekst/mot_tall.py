"""Numbers in a text against the service's figures: confirmed, derivable, a near miss, or unknown (V19, V30)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bvdesk.domain.kontroll.emner import Emne
from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tallbilde import Tallbilde
from bvdesk.domain.kontroll.tekst.andelsord import in_share_words
from bvdesk.domain.kontroll.tekst.dommer import Dommer
from bvdesk.domain.kontroll.tekst.endringer import stated_pair
from bvdesk.domain.kontroll.tekst.lesning import Lesning, around, is_plan
from bvdesk.domain.kontroll.tekst.ord import Forbehold
from bvdesk.domain.kontroll.tekst.ordene_rundt import is_series
from bvdesk.domain.kontroll.tekst.tall import Enhet, Tall
from bvdesk.domain.kontroll.tekst.treff import Dom, Treff, slip, stated_span
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.tallformat import format_tall

_FAA = 2


def compare(lest: Lesning, bilde: Tallbilde) -> list[Treff]:
    """Hold every number of the text against the figures."""
    found: list[Treff] = []
    subject: Treff | None = None
    several = False
    for setning, numbers in lest.pairs():
        if not numbers:
            continue
        judge = Dommer(lest, bilde, setning)
        judge.unsure = several
        serial = is_series(setning)
        if subject and setning.nr - subject.setning.nr > (3 if serial else 1):
            subject = None
        confirmed: Treff | None = None
        emner: set[Emne | None] = set()
        first = len(found)
        for number in numbers:
            hit = judge.judge(number, subject if serial and not several else None, confirmed or subject)
            if hit.dom in {Dom.NESTEN, Dom.AVVIK} and in_share_words(setning, number):
                hit = Treff(Dom.UKJENT, number, setning)
            found.append(hit)
            if hit.dom is Dom.BEKREFTET:
                confirmed = hit
                emner.add(hit.emne)
        found[first:] = _carried_back(judge, found[first:], serial=serial)
        subject = subject if serial and subject else confirmed
        several = several if serial else len(emner) > 1 or len(numbers) > _FAA
    return found


def _carried_back(judge: Dommer, hits: list[Treff], *, serial: bool) -> list[Treff]:
    """The hits of a sentence, with those numbers read again that go with one confirmed after them.

    «2022: 9,3 % | 2023: 11,8 %» and «fra 13,2 prosent i fjor til 10,4 prosent» tell of one thing throughout.
    """
    known = [hit for hit in hits if hit.dom is Dom.BEKREFTET]
    lest, setning = judge.lest, judge.setning
    if not known or len({hit.emne for hit in known}) != 1 or is_plan(setning) or stated_span(setning, lest.ar):
        return hits
    pair = stated_pair(lest, setning, tuple(hit.tall for hit in hits))
    earlier = pair[0] if pair and pair[2] is setning else None
    read = []
    for hit in hits:
        ar = lest.named_year(setning, hit.tall)
        goes_on = hit.dom is Dom.UKJENT and hit.tall.forbehold is Forbehold.NOYAKTIG
        if goes_on and ((serial and ar) or (hit.tall is earlier and _is_alike(hit.tall, known[0].tall))):
            carried = judge.inherit(hit.tall, known[0], Periode.year(ar or lest.ar - 1))
            read.append(carried if ar or not _was_ever(judge, carried) else hit)
        else:
            read.append(hit)
    return read


def _is_alike(number: Tall, other: Tall) -> bool:
    return number.enhet is other.enhet and number.navn in {"", other.navn}


def _was_ever(judge: Dommer, hit: Treff) -> bool:
    """Whether the number is the figure of some other year, where none is named."""
    years = judge.bilde.ramme.ar
    values = (judge.bilde.year_value(hit.emne, hit.omrade, ar) for ar in years) if hit.emne else ()
    return any(value is not None and hit.tall.fits(value) for value in values)


def check_numbers(hits: list[Treff], bilde: Tallbilde) -> Iterator[Funn]:
    """The findings among the comparisons: values that differ from the figures, and slips of the hand."""
    misses = {
        (hit.emne, hit.omrade, hit.periode.ar): hit for hit in hits if hit.dom in {Dom.NESTEN, Dom.AVVIK} and hit.periode
    }
    for hit in hits:
        if hit.dom in {Dom.NESTEN, Dom.AVVIK} and hit.emne and hit.verdi is not None:
            yield _finding(hit, hit.emne, hit.verdi, bilde)
        elif hit.dom is Dom.ENDRING and hit.emne and hit.verdi is not None and hit.periode:
            yield _wrong_change(hit, hit.emne, hit.verdi, bilde)
        elif hit.dom is Dom.AVLEDET and hit.emne and hit.periode:
            contrary = misses.get((hit.emne, hit.omrade, hit.periode.ar - 1)) or misses.get(
                (hit.emne, hit.omrade, hit.periode.ar)
            )
            if contrary:
                yield _contrary(hit, hit.emne, contrary)


def _finding(hit: Treff, emne: Emne, value: Decimal, bilde: Tallbilde) -> Funn:
    area = bilde.area_name(hit.omrade)
    period = hit.periode.tekst if hit.periode else ""
    cause = slip(hit.tall.verdi, value)
    why = f"Kanskje {cause}. " if cause else ""
    text = (
        f"Teksten sier {hit.tall.raa}, men {emne.navn.lower()} for {area} i {period} er {emne.text(value)} i tallene. "
        f"{why}Rett teksten eller tallet, eller sett inn et levende felt."
    )
    rounding = abs(hit.tall.verdi - value) <= hit.tall.presisjon and hit.tall.desimaler > 0
    return Funn(
        "V19" if rounding else "V30",
        Niva.INFO if rounding else Niva.ADVARSEL,
        text,
        omrade=area,
        indikator=emne.indikator.id,
        periode=hit.periode.kode if hit.periode else "",
        verdier=(hit.tall.verdi, value),
        sted=around(hit.setning, hit.tall.start, hit.tall.slutt, 40),
        forslag=f"{{{emne.indikator.id}}}",
    )


def _wrong_change(hit: Treff, emne: Emne, change: Decimal, bilde: Tallbilde) -> Funn:
    area, ar = bilde.area_name(hit.omrade), hit.periode.ar if hit.periode else 0
    if emne.enhet is Enhet.PROSENT:
        went = f"{format_tall(change, 1)} prosentpoeng"
    else:
        went = f"{format_tall(change, 1)} prosent" if hit.tall.enhet is Enhet.PROSENT else emne.text(change)
    text = (
        f"Teksten sier en endring på {hit.tall.raa}, men {emne.navn.lower()} for {area} endret seg med "
        f"{went} fra {hit.fra} til {ar}. Rett endringen."
    )
    sted = around(hit.setning, hit.tall.start, hit.tall.slutt, 40)
    values = (hit.tall.verdi, change)
    return Funn("T03", Niva.ADVARSEL, text, area, emne.indikator.id, str(ar), values, sted)


def _contrary(hit: Treff, emne: Emne, other: Treff) -> Funn:
    """A stated change that fits the figures, but not the value the text itself gives for one of the years."""
    text = (
        f"Endringen på {hit.tall.raa} stemmer med tallene for "
        f"{emne.navn.lower()}, men ikke med {other.tall.raa} som teksten "
        f"oppgir på linje {other.setning.linje}. Bruk samme tall begge steder."
    )
    values = (hit.tall.verdi, other.tall.verdi)
    sted = around(hit.setning, hit.tall.start, hit.tall.slutt, 30)
    return Funn("V30", Niva.INFO, text, indikator=emne.indikator.id, verdier=values, sted=sted)
