"""What a text speaks of, sentence by sentence: subject, areas and years, named or carried on from what was said before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from bvdesk.domain.kontroll.emner import VERB, Emne
from bvdesk.domain.kontroll.tallbilde import Tallbilde
from bvdesk.domain.kontroll.tekst.lesning import Lesning, is_plan
from bvdesk.domain.kontroll.tekst.linjer import Art, Setning
from bvdesk.domain.kontroll.tekst.ord import canonical, content_stems
from bvdesk.domain.kontroll.tekst.ord import words as words_in
from bvdesk.domain.kontroll.tekst.ordene_rundt import share_explained, words_around
from bvdesk.domain.kontroll.tekst.pastander import is_wish
from bvdesk.domain.kontroll.tekst.saertrekk import contradicts, counts_children
from bvdesk.domain.kontroll.tekst.tall import Enhet
from bvdesk.domain.kontroll.tekst.treff import Dom, Treff
from bvdesk.domain.kontroll.utvikling.ordtabeller import ANDEL, BEGGE, DEMONSTRATIV, TOMME
from bvdesk.domain.record import record
from bvdesk.domain.tall.omrade import FYLKET, LANDET, TJENESTEN, OmradeId

SIKKER, _MULIG, _MARGIN, _RESTEN = 0.58, 0.45, 0.07, 0.6
_ALENE, _KAPITTEL, _KORT = 0.75, 0.4, 80
_NUMMERERT = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+[A-ZÆØÅ][^.:]*$")
_SKILLE_ETTER = re.compile(r"[;:(]|,(?!\d)| mot | hvorav | herav | mens | medan ")
_MINST = 12
_TILBAKE, _ANTYDET, _TYDELIG_TALL = 2, 0.2, 5
_SKILLE = re.compile(
    r"[;:(]|,(?!\d)| men | mens | medan | samtidig som | noe som | noko som | hvorav | herav | og"
    r" (?=(?:i|på|det|dei|de|for|her)\b)"
    r"| fordi | ettersom | siden det | slik at "
)
_SNEVRER = re.compile(
    r"\b(?:om|med|fra|frå|for|på|av|til|blant|hos|ved|uten|utan|under|etter)\s(?:[^\W\d]+\s)?[^\W\d]+", re.IGNORECASE
)
_FYLKE = re.compile(r"\bfylke(?:t|ts|ssnitt\w*|sgjennomsnitt\w*|ssnittet)?\b", re.IGNORECASE)
_LAND = re.compile(
    r"\bland(?:et|ets|ssnitt\w*|sgjennomsnitt\w*|sbasis)\b|\bnasjonalt\b|\bi Norge\b|\bi Noreg\b", re.IGNORECASE
)
_PER = re.compile(r"\b(?:per|pr|hver\w*|kvar\w*|snitt\w*|gjennomsnitt\w*|målt|mot|belastning\w*)\b", re.IGNORECASE)
_DER = re.compile(r"\W*(?:(?:og|men)\s)?(?:der|her)\s", re.IGNORECASE)
_FELLES = re.compile(
    r"\btjenesten\b|\btenesta\b|\bsamla\b|\bsamlet\b|\btotalt\b|\btil sammen\b|\btil saman\b|\bi alt\b|\bunder ett\b",
    re.IGNORECASE,
)
_UTGIFTER = re.compile(r"^\W*(?:\w+\s){0,2}\w*(?:utgift|kostnad)\w*\b", re.IGNORECASE)
_ANTALL = re.compile(r"\bantall(?:et)?\b|\bt(?:al|alet|allet) på\b", re.IGNORECASE)
Passer = Callable[[Emne], bool]


@record
class Omtale:
    """What a stretch of text is about.

    Attributes:
        emner: the subjects it may mean, best first; more than one when the words do not tell them apart.
        omrader: the areas it speaks of.
        hver: it is said of each of the areas, not of them together.
        sikker: the words are plain enough to call a claim wrong.
    """

    emner: tuple[Emne, ...]
    omrader: tuple[OmradeId, ...]
    hver: bool
    sikker: bool


class Samtale:
    """Follows a text: what each stretch is about, by its own words or by those it goes on from."""

    def __init__(self, lest: Lesning, bilde: Tallbilde, hits: Iterable[Treff]) -> None:
        self.lest, self.bilde = lest, bilde
        self._hits: dict[int, list[Treff]] = {}
        for hit in hits:
            if hit.emne is not None and hit.dom not in {Dom.UKJENT, Dom.AVLEDET, Dom.ENDRING}:
                self._hits.setdefault(hit.setning.nr, []).append(hit)

    def clause(self, setning: Setning, at: int) -> tuple[int, int]:
        """Where the clause around a place begins and ends."""
        text = setning.tekst
        start = max((m.end() for m in _SKILLE.finditer(text, 0, at)), default=0)
        end = next((m.start() for m in _SKILLE.finditer(text, at)), len(text))
        return start, end

    def about(self, setning: Setning, span: tuple[int, int], fits: Passer) -> Omtale | None:
        """What a stretch of a sentence is about, among the subjects that fit; None when nobody can say."""
        named = self._named(setning, setning.tekst[span[0] : span[1]], fits)
        if named is not None:
            emner, score = named
            areas, each = self.areas(setning, span)
            return Omtale(emner, areas, each, sikker=score >= SIKKER) if emner else None
        return self._carried(setning, span, fits)

    def _named(self, setning: Setning, words: str, fits: Passer) -> tuple[tuple[Emne, ...], float] | None:
        """The subjects a stretch names, with the best score; None when it names none and goes on from what was said."""
        own = frozenset(content_stems(words)) - TOMME - self.bilde.navnestammer
        if not own or own <= VERB:
            return None
        context = dict.fromkeys(self.lest.stems[setning.nr], _RESTEN)
        around = dict.fromkeys(self._chapters[setning.nr], _KAPITTEL)
        around |= {stem: near for stem, near in words_around(self.lest, setning).items() if near < 1}
        found = self.bilde.sok.find(around | context | dict.fromkeys(own, 1.0), _MULIG)
        told = f"{setning.overskrift} {setning.tekst}"
        counted = own - self._unsaid(words, own)
        if not counted and DEMONSTRATIV.match(words.lstrip(" -•–*")):
            return None  # «Det er en tydelig bedring»
        per = bool(_PER.search(told))
        ranked = [
            (score * share_explained(self.bilde, counted, emne), emne)
            for score, emne in found
            if fits(emne)
            and (per or " per " not in emne.indikator.etikett)
            and not counts_children(emne, own)
            and not contradicts(self.bilde, told, emne)
        ]
        best = max((score for score, _ in ranked), default=0.0)
        if best < _MULIG:
            return (), 0.0
        second = max((score for score, _ in ranked if best - score > _MARGIN), default=0.0)
        near = sorted((pair for pair in ranked if best - pair[0] <= _MARGIN), key=lambda pair: -pair[0])
        counts = [emne for _, emne in near if emne.enhet is not Enhet.PROSENT]
        alone = second < _ALENE * best and share_explained(self.bilde, counted, near[0][1]) > 1 - _MARGIN
        return tuple(counts or [emne for _, emne in near]), max(best, SIKKER) if alone else best

    @cached_property
    def _chapters(self) -> tuple[tuple[str, ...], ...]:
        """The stems of the numbered headings that each sentence stands under."""
        found: list[tuple[str, ...]] = []
        chapter: tuple[str, ...] = ()
        for setning in self.lest.setninger:
            if _NUMMERERT.match(setning.tekst) and setning.art is not Art.TABELLRAD and len(setning.tekst) < _KORT:
                chapter = content_stems(setning.tekst)
            found.append(chapter)
        return tuple(found)

    def _unsaid(self, words: str, own: frozenset[str]) -> frozenset[str]:
        """The stems that no subject knows and that do not narrow what is spoken of: verbs and fillers, not «fra naboer»."""
        narrowing: set[str] = set()
        for match in _SNEVRER.finditer(words):
            narrowing.update(content_stems(match.group()))
        beside = pairwise(map(canonical, words_in(words)))  # «nye meldinger», but not «gledelig at meldingene»
        before_known = {a for a, b in beside if self.bilde.sok.knows(b) and b not in TOMME}
        return frozenset(stem for stem in own if not self.bilde.sok.knows(stem) and stem not in narrowing | before_known)

    def _carried(self, setning: Setning, span: tuple[int, int], fits: Passer, steps: int = _TILBAKE) -> Omtale | None:
        """What was said just before: earlier in the sentence, then in the sentences or items above it."""
        own_areas = self.named_areas(setning.tekst[span[0] : span[1]])
        for place, end in self._earlier(setning, span[0]):
            said = self._told(place, end, fits, steps)
            if said is None and place is setning and self._named(setning, _main_part(setning.tekst[:end]), fits):
                return None  # it is of what stands before in the sentence, whatever that is
            if said is None:
                continue
            if own_areas or _FELLES.search(setning.tekst[span[0] : span[1]]):
                areas, each = self.areas(setning, span)
                return Omtale(said.emner, areas, each, said.sikker)
            return said
        return None

    def _earlier(self, setning: Setning, start: int) -> Iterable[tuple[Setning, int]]:
        """The stretches a pronoun may point back to, nearest first."""
        if start > 0:
            yield setning, start
        for step in range(1, _TILBAKE + 1):
            before = self.lest.before(setning, step)
            if before is None or before.art in {Art.OVERSKRIFT, Art.TABELLRAD}:
                return
            same_list = setning.art is Art.PUNKT and before.art is Art.PUNKT and before.overskrift == setning.overskrift
            near = before.blokk == setning.blokk or same_list
            if not near and (step > 1 or before.overskrift != setning.overskrift or setning.art is not before.art):
                return
            yield before, len(before.tekst)
            if not near:
                return

    def _told(self, setning: Setning, end: int, fits: Passer, steps: int) -> Omtale | None:
        """What a sentence, up to a place, speaks of: its confirmed figures, else its words."""
        if is_plan(setning):
            return None
        named = self._named(setning, _main_part(setning.tekst[:end]), fits)
        if named and named[0] and named[1] >= SIKKER:
            areas, each = self.areas(setning, (0, end))
            return Omtale(named[0], areas, each, sikker=True)
        hits = [hit for hit in self._hits.get(setning.nr, ()) if hit.tall.start < end and hit.emne and fits(hit.emne)]
        hits = [hit for hit in hits if hit.dom is Dom.BEKREFTET] or hits
        if hits:
            emner = tuple(dict.fromkeys(hit.emne for hit in hits if hit.emne))
            areas = tuple(dict.fromkeys(hit.omrade for hit in hits if hit.emne == emner[0]))[:1]
            return Omtale(emner, areas, hver=False, sikker=len(emner) <= _TILBAKE)
        if named is None and steps > 0:
            share = of_share(setning.tekst[:end])
            return self._carried(setning, (0, end), lambda emne: fits(emne) and share(emne), steps - 1)
        return self._by_value(setning, end, fits)

    def _by_value(self, setning: Setning, end: int, fits: Passer) -> Omtale | None:
        """A subject that the words only hint at, and whose figures are the numbers of the sentence."""
        areas, each = self.areas(setning, (0, end))
        if not areas:
            return None
        numbers = [number for number in self.lest.numbers(setning) if number.slutt <= end and not number.ord]
        found = []
        for _, emne in self.bilde.sok.find(dict.fromkeys(self.lest.stems[setning.nr], 1.0), _ANTYDET):
            values = [self.value(emne, areas[0], self.lest.ar - back) for back in (0, 1)] if fits(emne) else []
            told = [n for n in numbers for value in values if value is not None and n.fits(value) and value >= _TYDELIG_TALL]
            if len(told) > 1 or any(number.desimaler for number in told):
                found.append(emne)
        return Omtale(tuple(found), areas, each, sikker=len(found) == 1) if found else None

    def told_of(self, setning: Setning) -> tuple[Emne, ...]:
        """The subjects whose figures a sentence and the one before it give."""
        hits = (hit for nr in (setning.nr, setning.nr - 1) for hit in self._hits.get(nr, ()) if hit.dom is Dom.BEKREFTET)
        return tuple(dict.fromkeys(hit.emne for hit in hits if hit.emne))

    def value(self, emne: Emne, omrade: OmradeId, ar: int) -> Decimal | None:
        """The figure of a year; where the service is one kommune, what is kept for the one is of the other too."""
        value = self.bilde.year_value(emne, omrade, ar)
        if value is not None or self.bilde.deltakere not in {(omrade,), (self.bilde.ramme.omrade,)}:
            return value
        return self.bilde.year_value(emne, TJENESTEN, ar)

    def areas(self, setning: Setning, span: tuple[int, int]) -> tuple[tuple[OmradeId, ...], bool]:
        """The areas a stretch speaks of, and whether it is said of each of them."""
        words = setning.tekst[span[0] : span[1]]
        named = self.named_areas(words)
        if BEGGE.search(words) and (len(named) != 1):
            return named or self.bilde.deltakere, True
        if len(named) > 1:
            return (self.bilde.ramme.omrade,), False
        if named:
            return named, False
        if _FELLES.search(words):
            return (self.bilde.ramme.omrade,), False
        above = self.named_areas(setning.tekst[: span[0]])
        if len(above) == 1:
            return above, False
        if _DER.match(words) or (not above and _DER.match(setning.tekst)):
            return self._there(setning), False
        heading = self.named_areas(setning.overskrift)
        return (heading if len(heading) == 1 else (self.bilde.ramme.omrade,)), False

    def _there(self, setning: Setning) -> tuple[OmradeId, ...]:
        """The place that «der» points back to; none when the sentence before does not name one."""
        before = self.lest.before(setning)
        named = self.named_areas(before.tekst) if before else ()
        return named if len(named) == 1 else ()

    def named_areas(self, words: str) -> tuple[OmradeId, ...]:
        """The areas named in some words: kommuner, then fylke, land and the others one compares with."""
        found = [key for key, pattern in self._names.items() if pattern.search(words)]
        return tuple(dict.fromkeys(found))

    @cached_property
    def _names(self) -> dict[OmradeId, re.Pattern[str]]:
        names = {
            key: re.compile(rf"\b{re.escape(name)}s?\b")
            for key, name in self.bilde.navn.items()
            if key not in {TJENESTEN, FYLKET, LANDET} and len(name) > 1
        }
        return names | {FYLKET: _FYLKE, LANDET: _LAND}


def _main_part(words: str) -> str:
    """What a sentence says first, before it goes into parts and comparisons."""
    cut = _SKILLE_ETTER.search(words, _MINST)
    return words[: cut.start()] if cut else words


def tells_what_was(setning: Setning, words: str) -> bool:
    """Whether a stretch of a sentence tells what has been: not a heading, a table, a plan or a wish."""
    return setning.art not in {Art.OVERSKRIFT, Art.TABELLRAD} and not is_plan(setning) and not is_wish(words)


def share_wanted(words: str) -> bool:
    """Whether the words speak of a share."""
    return bool(ANDEL.search(words))


def of_share(words: str) -> Passer:
    """Subjects that a claim may be about: shares when its words say share, kroner for costs, counts for «antall»."""
    if share_wanted(words):
        return lambda emne: emne.enhet is Enhet.PROSENT
    if _UTGIFTER.search(words):
        return lambda emne: emne.enhet is Enhet.KRONER
    if _ANTALL.search(words):
        return lambda emne: emne.enhet is Enhet.ANTALL
    return lambda emne: True
