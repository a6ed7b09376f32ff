"""Judges the numbers of one sentence against the figures; each is looked up by the words of its own stretch first."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product

from bvdesk.domain.kontroll.emner import VERB, Emne
from bvdesk.domain.kontroll.tallbilde import Tallbilde
from bvdesk.domain.kontroll.tekst.endringer import stated_pair
from bvdesk.domain.kontroll.tekst.lesning import Lesning
from bvdesk.domain.kontroll.tekst.linjer import Art, Setning
from bvdesk.domain.kontroll.tekst.ord import RETNINGSORD, Forbehold, content_stems, directions_in
from bvdesk.domain.kontroll.tekst.ordene_rundt import (
    TOM,
    area_beside,
    areas_meant,
    change_is_of_another,
    change_years,
    following,
    is_change,
    is_counted_so,
    is_loose,
    is_rate,
    own_words,
    share_explained,
    stretch,
    words_around,
)
from bvdesk.domain.kontroll.tekst.saertrekk import contradicts, counts_children
from bvdesk.domain.kontroll.tekst.tall import Enhet, Tall
from bvdesk.domain.kontroll.tekst.treff import Dom, Treff, agreeing, agrees, kind_of_miss, stated_as, stated_span
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Periode

_OM_ENDRING = re.compile(
    rf"{RETNINGSORD.pattern}|endring|endret|forskjell|differanse|\bmer enn|\bmindre enn|\bmeir\b|%|prosent", re.IGNORECASE
)
_FELLES = re.compile(
    r"\btjeneste\w*|\bsamlet|\btotalt|\bi alt\b|\btil sammen|\bhele\b|\bfelles|\balle\b|interkommunal", re.IGNORECASE
)
_FRA_TIL_AR = re.compile(r"\b[Ff]r[aå] (20\d\d) til (20\d\d)\b")
_FOR = re.compile(r"(?:\d\s?\(|\b(?:mot|fra|frå)\s)$")  # what it was before: «251, mot 288», «1583 (1635)»
_DATERT = re.compile(r"^\s*(?:i|for|per)\s(?:\w+\s)?\d{4}")
SIKKER, MULIG, _TYDELIG = 0.74, 0.5, 0.75
_MARGIN, _RESTEN, _SLEKT = 0.08, 0.6, 0.2
_FLEST = 10
_LIKE = Decimal("0.05")


class Dommer:
    """Judges the numbers of one sentence; each is looked up by the words of its own stretch first."""

    def __init__(self, lest: Lesning, bilde: Tallbilde, setning: Setning) -> None:
        self.lest, self.bilde, self.setning = lest, bilde, setning
        self.context = words_around(lest, setning)
        self.around = areas_meant(lest, bilde, setning)
        self.areas, self.named = self.around, len(lest.areas(setning)) == 1
        self.unsure = False  # the sentence before told of several things: one cannot say which is gone on with
        self.told = setning.tekst if setning.hode is None else f"{lest.setninger[setning.hode].tekst} {setning.tekst}"
        self.related = bilde.sok.find(self.context, _SLEKT)
        self.wide = [pair for pair in self.related if pair[0] >= MULIG][:_FLEST]

    def judge(self, number: Tall, series: Treff | None, said: Treff | None) -> Treff:
        """Confirmed, derivable, missed or unknown.

        Args:
            number: the number; its own stretch of words counts most.
            series: what the whole line speaks of, when it is a line of bare years and values.
            said: the last figure that was confirmed, for a number without words of its own.
        """
        ar = self._year(number)
        beside = area_beside(self.lest, self.bilde, self.setning, number)
        self.areas = (beside, self.bilde.ramme.omrade) if beside else self.around
        self.named = bool(beside) or len(self.lest.areas(self.setning)) == 1
        if series and not is_change(self.setning, number):
            return self.inherit(number, series, Periode.year(ar))
        own = own_words(self.lest, self.setning, number)
        here = self.lest.stems[self.setning.nr]
        context = {stem: near * (_RESTEN if stem in here else 1) for stem, near in self.context.items()}
        context |= dict.fromkeys(own, 1.0)
        found = self.bilde.sok.find(context, MULIG)[:_FLEST]
        local = self._of_kind(found, number)
        emner = list(dict.fromkeys(emne for _, emne in (*local, *self._of_kind(self.wide, number))))
        changed = is_change(self.setning, number)
        if changed and number.enhet is Enhet.PROSENT and not local:
            local = [(score, emne) for score, emne in found if emne.enhet is not Enhet.PROSENT]  # «økte med 12 prosent»
            emner = [emne for _, emne in local]
        hit = (None if changed else self._confirmed(number, ar, emner)) or self._derived(number, ar, emner)
        mixed = self._mixed_up(hit, (ar, own), local) if hit else None
        if mixed:
            return mixed
        if said and (hit is None or hit.dom is Dom.AVLEDET) and self._continues(number, said):
            span = stated_span(self.setning, ar) or Periode.year(ar)
            carried = self.inherit(number, said, span)
            same = said.setning is self.setning
            sure = same or not self.unsure or carried.dom is Dom.BEKREFTET
            return carried if sure else Treff(Dom.UKJENT, number, self.setning)
        missed = self._wrong_change(number, (ar, own), local, said) or self._missed(number, (ar, own), local)
        if hit and not (missed.emne and self._doubtful(hit, missed.emne, local)):
            return hit
        return missed

    def _year(self, number: Tall) -> int:
        """The number's year; the first of «fra 8,4 til 9,6» is the year before when none is named."""
        named, span = self.lest.named_year(self.setning, number), _FRA_TIL_AR.search(self.setning.tekst)
        pair = stated_pair(self.lest, self.setning, self.lest.numbers(self.setning)) if span or named is None else None
        if pair and pair[0] is number:
            return int(span.group(1)) if span else self.lest.ar - 1
        return named or self.lest.ar

    def _continues(self, number: Tall, said: Treff) -> bool:
        """A number that names only a period goes on with what was said last («… 161 i 2022 og 164 i 2021»)."""
        same = said.emne is not None and said.emne.enhet is number.enhet and not number.navn
        if not same or self.setning.art is Art.TABELLRAD or is_change(self.setning, number):
            return False
        bare = not set(content_stems(stretch(self.lest, self.setning, number))) - TOM
        here = said.setning.nr == self.setning.nr
        told = here or (said.setning.blokk == self.setning.blokk and not self._rest(number) - TOM)
        dated = _DATERT.match(self.setning.tekst[number.slutt :]) or (not here and stated_span(self.setning, 2000))
        return bare and told and bool(dated)

    def _rest(self, number: Tall) -> frozenset[str]:
        """The sentence's stems but for those that follow the other numbers, which are theirs."""
        theirs: set[str] = set()
        for other in self.lest.numbers(self.setning):
            if other is not number:
                theirs.update(content_stems(following(self.lest, self.setning, other)))
        return self.lest.stems[self.setning.nr] - theirs - VERB

    def inherit(self, number: Tall, subject: Treff, periode: Periode) -> Treff:
        """The number held against the figure that another was confirmed by, in another period."""
        unknown = Treff(Dom.UKJENT, number, self.setning)
        if subject.emne is None or subject.emne.enhet is not number.enhet:
            return unknown
        emne, area = subject.emne, subject.omrade
        whole = periode == Periode.year(periode.ar)
        value = self.bilde.year_value(emne, area, periode.ar) if whole else self.bilde.verdi(emne, area, periode)
        if value is None:
            return unknown
        dom = Dom.BEKREFTET if agrees(number, value, subject.emne) else kind_of_miss(number, value)
        return Treff(dom, number, self.setning, subject.emne, subject.omrade, periode, value)

    def _doubtful(self, hit: Treff, better: Emne, local: list[tuple[float, Emne]]) -> bool:
        """Whether a figure that agrees is named so much worse than one that does not that the agreement is chance."""
        scores = {emne: score for score, emne in local}
        return hit.emne is not None and scores.get(hit.emne, 0.0) < scores.get(better, 0.0) - 0.25

    def _of_kind(self, found: list[tuple[float, Emne]], number: Tall) -> list[tuple[float, Emne]]:
        """Those that are counted as the number is: a share for a share, årsverk for årsverk."""
        wanted = Enhet.PROSENT if number.enhet is Enhet.PROSENTPOENG else number.enhet
        return [pair for pair in found if pair[1].enhet is wanted and is_counted_so(number, pair[1].indikator)]

    def _confirmed(self, number: Tall, ar: int, emner: list[Emne]) -> Treff | None:
        """The best-named figure that agrees; when no area is named, a single kommune's figure will do."""
        elsewhere = () if self.lest.areas(self.setning) else self.bilde.deltakere
        for areas in (self.areas, elsewhere):
            for emne, area in product(emner, areas):
                found = agreeing(number, emne, self._figures(emne, area, ar))
                if found:
                    return Treff(Dom.BEKREFTET, number, self.setning, emne, area, *found)
        return None

    def _figures(self, emne: Emne, area: OmradeId, ar: int) -> tuple[tuple[Periode, Decimal], ...]:
        """The figures a number may be: those of the year, and of a stretch of it that only the sentence names."""
        known, span = self.bilde.figures(emne, area, ar), stated_span(self.setning, ar)
        if span is None or any(periode is span for periode, _ in known):
            return known
        value = self.bilde.verdi(emne, area, span)
        return known if value is None else (*known, (span, value))

    def _derived(self, number: Tall, ar: int, emner: list[Emne]) -> Treff | None:
        """A difference or a growth from the year before, or from the one that is named, where the sentence speaks of one."""
        if not _OM_ENDRING.search(self.setning.tekst):
            return None
        year, base = change_years(self.lest, self.setning, number, ar)
        for emne, area in product(emner, self.areas):
            now, earlier = self.bilde.year_value(emne, area, year), self.bilde.year_value(emne, area, base)
            if now is None or earlier is None:
                continue
            if any(number.fits(abs(change)) for change in stated_as(number, emne, (now, earlier))):
                return Treff(Dom.AVLEDET, number, self.setning, emne, area, Periode.year(year), now - earlier, base)
        return None

    def _mixed_up(self, hit: Treff, near: tuple[int, frozenset[str]], local: list[tuple[float, Emne]]) -> Treff | None:
        """The service's figure where the sentence speaks of one kommune, which has another figure of its own."""
        (ar, own), emne, area = near, hit.emne, self.areas[0]
        own_area = area in self.bilde.deltakere and self.bilde.navn[area] in self.setning.tekst
        if emne is None or hit.dom is not Dom.BEKREFTET or hit.omrade != TJENESTEN or not own_area or hit.tall.verdi < 5:
            return None
        plain = any(score * self._explained(hit.tall, own, e) >= SIKKER for score, e in local if e == emne)
        if not plain or _FELLES.search(self.setning.tekst) or is_loose(self.lest, self.setning, hit.tall):
            return None
        value = self.bilde.verdi(emne, area, hit.periode or Periode.year(ar))
        if value is None or not self.named:
            return None
        if any(agrees(number, value, emne) for number in self.lest.numbers(self.setning)):
            return None  # «242 av de 331» gives both
        return Treff(Dom.AVVIK, hit.tall, self.setning, emne, area, hit.periode, value)

    def _missed(self, number: Tall, near: tuple[int, frozenset[str]], candidates: list[tuple[float, Emne]]) -> Treff:
        """Nothing agrees: is the best-named figure near enough, in words, to say that the number is wrong?"""
        unknown = Treff(Dom.UKJENT, number, self.setning)
        ar, own = near
        if is_loose(self.lest, self.setning, number) or len(self.lest.areas(self.setning)) > 1:
            return unknown
        rate = is_rate(self.setning, number)
        ranked = [
            (score * self._explained(number, own, emne), score, emne)
            for score, emne in candidates
            if not self._unsaid(emne, own, ar)
            and (" per " in emne.indikator.etikett or not rate)
            and not counts_children(emne, own)
            and not contradicts(self.bilde, self.told, emne)
        ]
        ranked.sort(key=lambda row: -row[0])
        if not ranked:
            return unknown
        fit, score, emne = ranked[0]
        area, periode, value = self._meant(emne, ar)
        if value is None or self._rivals(ranked, value, ar):
            return unknown
        if number.forbehold is not Forbehold.NOYAKTIG and abs(value - number.verdi) * 4 < abs(value):
            return unknown
        kind = kind_of_miss(number, value)
        plain = fit >= SIKKER or (kind is Dom.NESTEN and score >= 0.65 and fit >= 0.4)
        if not plain or self._is_another(number, ar):
            return unknown
        return Treff(kind, number, self.setning, emne, area, periode, value)

    def _unsaid(self, emne: Emne, own: frozenset[str], ar: int) -> bool:
        """A subject without a figure, told from its like only by a verb that is not there («konkludert»), is not meant."""
        verbs = VERB & set(emne.stammer)
        return bool(verbs) and not verbs & own and self._meant(emne, ar)[2] is None

    def _explained(self, number: Tall, own: frozenset[str], emne: Emne) -> float:
        """How much of the number's words the subject accounts for; a lone noun also needs the sentence around it."""
        share = share_explained(self.bilde, own, emne)
        if len(own) > 1 or self.setning.art is Art.TABELLRAD:
            return share
        rest = self._rest(number)
        return share * (1 + share_explained(self.bilde, rest, emne)) / 2 if rest else share

    def _wrong_change(
        self, number: Tall, near: tuple[int, frozenset[str]], candidates: list[tuple[float, Emne]], told: Treff | None
    ) -> Treff | None:
        """A stated change («økningen i meldinger på 91») of a plainly named subject that the two years do not give.

        «… 109 barn, 22 færre enn året før» is of what the sentence has just told.
        """
        ar, own = near
        least = 5 if number.enhet is Enhet.ANTALL else 1
        if not is_change(self.setning, number) or number.forbehold is not Forbehold.NOYAKTIG or number.verdi < least:
            return None
        if not own and told and told.emne and told.setning is self.setning and told.emne.enhet is number.enhet:
            candidates, own = [(1.0, told.emne)], frozenset(told.emne.stammer)
        if change_is_of_another(self.setning, number) or stated_span(self.setning, ar):
            return None
        year, base = change_years(self.lest, self.setning, number, ar)
        words = [word for word in directions_in(self.setning.tekst) if word.end() <= number.start]
        said = frozenset(content_stems(self.setning.tekst[words[-1].end() : number.start])) if words else own
        said = said or own
        for score, emne in candidates:
            if score * self._explained(number, said, emne) < _TYDELIG or contradicts(self.bilde, self.told, emne):
                continue
            if emne.enhet is number.enhet is Enhet.PROSENT:
                continue  # percent or points: `endringer` asks
            area = self.areas[0]
            now, earlier = self.bilde.year_value(emne, area, year), self.bilde.year_value(emne, area, base)
            changes = stated_as(number, emne, (now, earlier)) if now is not None and earlier is not None else ()
            if changes and abs(abs(changes[0]) - number.verdi) >= (1 if emne.enhet is number.enhet else Decimal("0.5")):
                return Treff(Dom.ENDRING, number, self.setning, emne, area, Periode.year(year), changes[0], base)
        return None

    def _is_another(self, number: Tall, ar: int) -> bool:
        """Whether a related subject has this very figure, in the year or, where none is named, in one before it."""
        related = self._of_kind(self.related, number)
        was = number.desimaler or _FOR.search(self.setning.tekst, 0, number.start)
        years = self.bilde.ramme.ar if was and not self.lest.named_year(self.setning, number) else (ar,)
        values = (self.bilde.year_value(emne, area, year) for _, emne in related for area in self.areas for year in years)
        return any(value is not None and number.fits(value) for value in values)

    def _meant(self, emne: Emne, ar: int) -> tuple[OmradeId, Periode, Decimal | None]:
        """Area and period the sentence means (a half-year or quarter it names, else the year), and the figure there."""
        area = self.areas[0]
        span = stated_span(self.setning, ar)
        if span:
            return area, span, self.bilde.verdi(emne, area, span)
        value = self.bilde.year_value(emne, area, ar)
        if value is None and not self.lest.areas(self.setning):
            known = [(k, v) for k in self.bilde.deltakere if (v := self.bilde.year_value(emne, k, ar)) is not None]
            area, value = known[0] if len(known) == 1 else (area, None)
        return area, Periode.year(ar), value

    def _rivals(self, ranked: list[tuple[float, float, Emne]], value: Decimal, ar: int) -> bool:
        """Whether another subject is named as well and has quite another figure: one cannot say which was meant."""
        near = [emne for fit, _, emne in ranked[1:] if ranked[0][0] - fit <= _MARGIN]
        others = (self._meant(emne, ar)[2] for emne in near)
        return any(other is not None and abs(other - value) > _LIKE * abs(value) for other in others)
