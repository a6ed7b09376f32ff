"""Numbers in a text against the service's figures: confirmed, derivable, a near miss, or unknown (V30, T01)."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tallbilde import Emne, Tallbilde, best_area
from bvdesk.domain.kontroll.tekst.lesning import Lesning, around, is_plan
from bvdesk.domain.kontroll.tekst.linjer import Art, Setning
from bvdesk.domain.kontroll.tekst.ord import RETNINGSORD, Forbehold, content_stems
from bvdesk.domain.kontroll.tekst.tall import Tall
from bvdesk.domain.tall.omrade import FYLKET, LANDET, TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Periode

_REFERANSE = (
    (FYLKET, re.compile(r"\bfylke(?:t|ts|ssnitt\w*|sgjennomsnitt\w*)?\b", re.IGNORECASE)),
    (LANDET, re.compile(r"\bland(?:et|ssnitt\w*|sgjennomsnitt\w*|sbasis)\b|\bnasjonalt\b", re.IGNORECASE)),
)
_SERIE = re.compile(r"\b20\d\d\b|\b(?:tilsvarende|tidligere)\b", re.IGNORECASE)
_TOM = frozenset("tilsvarend tidligere tidlig tilsvarende samm".split())
HUNDRED = Decimal(100)
SIKKER, MULIG = 0.9, 0.5
_FLEST = 10


class Dom(enum.Enum):
    """What the figures say about a number in a text."""

    BEKREFTET = "bekreftet"
    AVLEDET = "avledet"
    NESTEN = "nesten"
    AVVIK = "avvik"
    UKJENT = "ukjent"


@dataclass(frozen=True, slots=True)
class Treff:
    """A number in the text and what it was held against; `verdi` is the figure, None when unknown."""

    dom: Dom
    tall: Tall
    setning: Setning
    emne: Emne | None = None
    omrade: OmradeId = TJENESTEN
    periode: Periode | None = None
    verdi: Decimal | None = None


def compare(lest: Lesning, bilde: Tallbilde) -> list[Treff]:
    """Hold every number of the text against the figures."""
    found: list[Treff] = []
    subject: Treff | None = None
    for setning, numbers in lest.pairs():
        if not numbers:
            continue
        wordless = not set(content_stems(setning.tekst)) - _TOM and bool(_SERIE.search(setning.tekst))
        inherited = subject if wordless and subject and setning.nr - subject.setning.nr <= 3 else None
        judge = _Dommer(lest, bilde, setning)
        for number in numbers:
            hit = _inherit(lest, bilde, inherited, (setning, number)) if inherited else judge.judge(number)
            found.append(hit)
            if hit.dom is Dom.BEKREFTET and not wordless:
                subject = hit
    return found


def check_numbers(hits: list[Treff], bilde: Tallbilde) -> Iterator[Funn]:
    """The findings among the comparisons: values that differ from the figures, and slips of the hand."""
    misses = {
        (hit.emne, hit.omrade, hit.periode.ar): hit for hit in hits if hit.dom in {Dom.NESTEN, Dom.AVVIK} and hit.periode
    }
    for hit in hits:
        if hit.dom in {Dom.NESTEN, Dom.AVVIK} and hit.emne and hit.verdi is not None:
            yield _finding(hit, hit.emne, hit.verdi, bilde)
        elif hit.dom is Dom.AVLEDET and hit.emne and hit.periode:
            contrary = misses.get((hit.emne, hit.omrade, hit.periode.ar - 1)) or misses.get(
                (hit.emne, hit.omrade, hit.periode.ar)
            )
            if contrary:
                yield _contrary(hit, hit.emne, contrary)


def _inherit(lest: Lesning, bilde: Tallbilde, subject: Treff, place: tuple[Setning, Tall]) -> Treff:
    """A line of bare years and values speaks of what the sentence before spoke of."""
    setning, number = place
    if subject.emne is None or subject.emne.enhet is not number.enhet:
        return Treff(Dom.UKJENT, number, setning)
    ar = lest.year(setning, number)
    value = bilde.year_value(subject.emne, subject.omrade, ar)
    if value is None:
        return Treff(Dom.UKJENT, number, setning)
    dom = Dom.BEKREFTET if _agrees(number, value) else _kind_of_miss(number, value)
    return Treff(dom, number, setning, subject.emne, subject.omrade, Periode.year(ar), value)


def _agrees(number: Tall, value: Decimal) -> bool:
    """The text's number is the figure, or the one is the other with fewer decimals."""
    exponent = value.as_tuple().exponent
    coarse = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2
    return number.fits(value) or (number.desimaler > 0 and abs(number.verdi - value) <= coarse)


class _Dommer:
    """Judges the numbers of one sentence; what the words name is looked up once."""

    def __init__(self, lest: Lesning, bilde: Tallbilde, setning: Setning) -> None:
        self.lest, self.bilde, self.setning = lest, bilde, setning
        self.context = _context(lest, setning)
        self.candidates = bilde.find(self.context, MULIG)[:_FLEST]
        self.areas = _areas(lest, bilde, setning)

    def judge(self, number: Tall) -> Treff:
        """Confirmed, derivable, missed or unknown."""
        ar = self.lest.year(self.setning, number)
        candidates = [(s, e) for s, e in self.candidates if _same_kind(e, number, self.context)]
        hit = self._confirmed(number, ar, [emne for _, emne in candidates])
        if hit:
            return hit
        return self._derived(number, ar, [emne for _, emne in candidates]) or self._missed(number, ar, candidates)

    def _confirmed(self, number: Tall, ar: int, emner: list[Emne]) -> Treff | None:
        """The best-named figure that agrees; when no area is named, a single kommune's figure will do."""
        elsewhere = () if self.lest.areas(self.setning) else self.bilde.deltakere
        for areas in (self.areas, elsewhere):
            for emne in emner:
                for area in areas:
                    for periode in self.bilde.periods(ar):
                        value = self.bilde.verdi(emne, area, periode)
                        if value is not None and _agrees(number, value):
                            return Treff(Dom.BEKREFTET, number, self.setning, emne, area, periode, value)
        return None

    def _derived(self, number: Tall, ar: int, emner: list[Emne]) -> Treff | None:
        """A difference or a growth from the year before."""
        for emne in emner:
            for area in self.areas:
                now, earlier = self.bilde.year_value(emne, area, ar), self.bilde.year_value(emne, area, ar - 1)
                if now is None or earlier is None:
                    continue
                growth = bool(earlier) and number.fits(HUNDRED * abs(now - earlier) / earlier)
                if growth or number.fits(abs(now - earlier)):
                    return Treff(Dom.AVLEDET, number, self.setning, emne, area, Periode.year(ar), now - earlier)
        return None

    def _missed(self, number: Tall, ar: int, candidates: list[tuple[float, Emne]]) -> Treff:
        """Nothing agrees: is the best-named figure near enough, in words, to say that the number is wrong?"""
        unknown = Treff(Dom.UKJENT, number, self.setning)
        if not candidates or _loose(self.lest, self.setning, number) or len(self.lest.areas(self.setning)) > 1:
            return unknown
        score, emne = candidates[0]
        value = self.bilde.year_value(emne, self.areas[0], ar)
        if value is None:
            return unknown
        kind = _kind_of_miss(number, value)
        explained = _explained(self.lest, self.bilde, self.setning, emne)
        if (kind is Dom.NESTEN and score >= 0.75 and explained >= 0.3) or (score >= SIKKER and explained >= 0.75):
            return Treff(kind, number, self.setning, emne, self.areas[0], Periode.year(ar), value)
        return unknown


def _context(lest: Lesning, setning: Setning) -> dict[str, float]:
    """The stems around a number with their nearness: the sentence, its list's head, the one before, the heading."""
    before = lest.before(setning)
    near: dict[str, float] = dict.fromkeys(content_stems(setning.overskrift), 0.5)
    if before is not None and (before.blokk == setning.blokk or before.tekst.endswith(":")):
        near |= dict.fromkeys(lest.stems[before.nr], 0.5)
    if setning.hode is not None:
        near |= dict.fromkeys(lest.stems[setning.hode], 0.7)
    return near | dict.fromkeys(lest.stems[setning.nr], 1.0)


def _same_kind(emne: Emne, number: Tall, context: dict[str, float]) -> bool:
    if emne.enhet is not number.enhet:
        return False
    fte = emne.indikator.enhet == "årsverk"
    return fte == (number.navn == "årsverk") if fte or number.navn == "årsverk" else "andel" not in context


def _areas(lest: Lesning, bilde: Tallbilde, setning: Setning) -> tuple[OmradeId, ...]:
    for area, pattern in _REFERANSE:
        if pattern.search(setning.tekst):
            return (area, bilde.ramme.omrade)
    others = [
        bilde.navn[key] for key in bilde.sammenligning if re.search(rf"\b{re.escape(bilde.navn[key])}\b", setning.tekst)
    ]
    named = best_area(bilde, others or sorted(lest.areas(setning)))
    return tuple(dict.fromkeys((*named, bilde.ramme.omrade)))


def _loose(lest: Lesning, setning: Setning, number: Tall) -> bool:
    """Numbers one may not hold against a figure: plans, hedges, parts, small number words, stated changes."""
    if setning.art is Art.TABELLRAD and lest.named_year(setning, number) is None:
        return True
    if setning.art is Art.OVERSKRIFT or is_plan(setning) or number.av or number.ord:
        return True
    ahead = setning.tekst[max(0, number.start - 30) : number.start]
    return number.forbehold is not Forbehold.NOYAKTIG or bool(RETNINGSORD.search(ahead)) or number.verdi < 5


def _explained(lest: Lesning, bilde: Tallbilde, setning: Setning, emne: Emne) -> float:
    """The share of the sentence's own meaning-bearing words that the subject accounts for."""
    names = {stem for name in bilde.navn.values() for stem in content_stems(name)}
    own = lest.stems[setning.nr] - names
    label = set(emne.stammer) | set(content_stems(emne.indikator.etikett))
    hit = sum(any(word == s or word.endswith(s) or s.endswith(word) for s in label) for word in own)
    return hit / len(own) if own else 0.0


def _kind_of_miss(number: Tall, value: Decimal) -> Dom:
    return Dom.NESTEN if slip(number.verdi, value) else Dom.AVVIK


def slip(written: Decimal, meant: Decimal) -> str:
    """How a hand may have turned the one number into the other; empty when no slip explains it."""
    a, b = (format(abs(x).normalize(), "f").replace(".", "") for x in (written, meant))
    if a != b and len(a) > 1 and sorted(a) == sorted(b):
        return "sifrene er byttet om"
    if meant and written and written / meant in {Decimal(10), Decimal("0.1"), Decimal(100), Decimal("0.01")}:
        return "kommaet er flyttet"
    return ""


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
