"""The service's figures as the checks look them up: by subject, area and period, and by the words that name them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from bvdesk.domain.kontroll.tekst.ord import content_stems
from bvdesk.domain.kontroll.tekst.tall import Enhet
from bvdesk.domain.tall.beregning import Beregning
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Indikator
from bvdesk.domain.tall.omrade import TJENESTEN, Omrade, OmradeId, OmradeSlag
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.tallformat import format_med_enhet

_PARENTES = re.compile(r"\([^)]*\)")
_NAER = frozenset({("utgift", "budsjett"), ("utgift", "ramm"), ("plassert", "institusjon"), ("henlagt", "avslutt")})
_SVAKE = frozenset("mottatt gjennomfør avslutt behandl start motta årsverk hjemm barn tjenest slutt netto brutto".split())


@dataclass(frozen=True, slots=True)
class Emne:
    """What a figure can be about: an indicator, or one category of it, with the stems that name it."""

    indikator: Indikator
    kategori: str
    stammer: tuple[str, ...]
    kortform: tuple[str, ...] = ()

    @property
    def navn(self) -> str:
        """As a reader sees it: label, and category when there is one."""
        return f"{self.indikator.etikett}: {self.kategori}" if self.kategori else self.indikator.etikett

    @property
    def enhet(self) -> Enhet:
        """The kind of number, as a text writes it."""
        if self.indikator.enhet == "prosent":
            return Enhet.PROSENT
        return Enhet.KRONER if "kr" in self.indikator.enhet else Enhet.ANTALL

    def text(self, verdi: Decimal) -> str:
        """The value as printed, with its unit."""
        return format_med_enhet(verdi, self.indikator.enhet, self.indikator.desimaler)


@dataclass(frozen=True, slots=True)
class Ramme:
    """What is checked: the report's period and area, all areas with figures, and the years that hold any."""

    periode: Periode
    omrade: OmradeId
    omrader: tuple[Omrade, ...]
    ar: tuple[int, ...]


class Tallbilde:
    """The figures of a service within a frame; nothing is resolved before it is asked for."""

    def __init__(self, beregning: Beregning, ramme: Ramme) -> None:
        self.beregning = beregning
        self.ramme = ramme
        self.navn: Mapping[OmradeId, str] = {omrade.id: omrade.navn for omrade in ramme.omrader}
        self.deltakere = tuple(o.id for o in ramme.omrader if o.slag is OmradeSlag.DELTAKER)
        self._likenesses: dict[str, tuple[tuple[str, float], ...]] = {}
        self.sammenligning = tuple(o.id for o in ramme.omrader if o.slag is OmradeSlag.SAMMENLIGNING)

    @cached_property
    def registrert(self) -> Mapping[tuple[str, str], frozenset[int]]:
        """The indicators and categories with something registered, and the years it is registered for."""
        found: dict[tuple[str, str], set[int]] = {}
        for omrade in self.navn:
            for ar in self.ramme.ar:
                for cell, row in self.beregning.bok.cells(omrade, ar):
                    if row.verdi.tall is not None:
                        found.setdefault((cell.indikator, cell.kategori), set()).add(ar)
        return {key: frozenset(years) for key, years in found.items()}

    @cached_property
    def _years(self) -> Mapping[tuple[str, str], set[int]]:
        """The years in which a subject can have a figure: its own, and those of anything it is computed from."""
        reach: dict[tuple[str, str], set[int]] = {key: set(years) for key, years in self.registrert.items()}
        for (key, _), years in self.registrert.items():
            for derived in self.beregning.katalog.affected_by(key):
                reach.setdefault((derived, ""), set()).update(years)
        return reach

    @cached_property
    def emner(self) -> tuple[Emne, ...]:
        """Every subject that has figures or follows from figures."""
        katalog = self.beregning.katalog
        known = {key for key, _ in self.registrert}
        reached = {derived for key in known for derived in katalog.affected_by(key)}
        plain = [_subject(katalog[key]) for key in katalog.indikatorer if key in known | reached]
        split = [
            Emne(katalog[key], category, _stems(f"{katalog[key].etikett} {category}"))
            for key, category in sorted(self.registrert)
            if category
        ]
        return tuple(plain + split)

    @cached_property
    def _weights(self) -> Mapping[str, float]:
        frequency: dict[str, int] = {}
        for emne in self.emner:
            for stem in {*emne.stammer, *emne.kortform}:
                frequency[stem] = frequency.get(stem, 0) + 1
        total = len(self.emner) + 1
        return {s: math.log(1 + total / n) * (0.4 if s in _SVAKE else 1.0) for s, n in frequency.items()}

    @cached_property
    def _by_stem(self) -> Mapping[str, tuple[int, ...]]:
        index: dict[str, list[int]] = {}
        for at, emne in enumerate(self.emner):
            for stem in {*emne.stammer, *emne.kortform}:
                index.setdefault(stem, []).append(at)
        return {stem: tuple(found) for stem, found in index.items()}

    def find(self, context: Mapping[str, float], least: float = 0.45) -> list[tuple[float, Emne]]:
        """The subjects that the words name, best first; `context` gives each stem's nearness (0–1).

        The score is the share of the label's weight that the words cover.
        """
        matched: dict[str, float] = {}
        for word, nearness in context.items():
            for stem, likeness in self._alike(word):
                matched[stem] = max(matched.get(stem, 0.0), nearness * likeness)
        near = {at for stem in matched for at in self._by_stem[stem]}
        scored = [(self._score(self.emner[at], matched), self.emner[at]) for at in near]
        return sorted((pair for pair in scored if pair[0] >= least), key=lambda pair: -pair[0])

    def _alike(self, word: str) -> tuple[tuple[str, float], ...]:
        """The labels' stems that a word of the text stands for, remembered per word."""
        found = self._likenesses.get(word)
        if found is None:
            pairs = ((stem, _likeness(stem, word)) for stem in self._by_stem)
            found = self._likenesses[word] = tuple((stem, likeness) for stem, likeness in pairs if likeness)
        return found

    def _score(self, emne: Emne, matched: Mapping[str, float]) -> float:
        return max(self._covered(emne.stammer, matched), self._covered(emne.kortform, matched))

    def _covered(self, stems: tuple[str, ...], matched: Mapping[str, float]) -> float:
        weights = self._weights
        whole = sum(weights[stem] for stem in stems)
        return sum(weights[stem] * matched.get(stem, 0.0) for stem in stems) / whole if whole else 0.0

    def verdi(self, emne: Emne, omrade: OmradeId, periode: Periode) -> Decimal | None:
        """The resolved figure, None when there is none (a year with nothing registered below it is not asked for)."""
        if periode.ar not in self._years.get((emne.indikator.id, emne.kategori), ()):
            return None
        return self.beregning.resolve(Celle(emne.indikator.id, emne.kategori, omrade, periode)).verdi

    def year_value(self, emne: Emne, omrade: OmradeId, ar: int) -> Decimal | None:
        """The figure of a year: the report's own stretch of the year first, then the whole year."""
        p = self.ramme.periode
        stretch = Periode(ar, p.forste, p.siste)
        for periode in dict.fromkeys((stretch, Periode.year(ar), Periode(ar, 1, p.siste))):
            value = self.verdi(emne, omrade, periode)
            if value is not None:
                return value
        return None

    def periods(self, ar: int) -> tuple[Periode, ...]:
        """The periods of a year that a sentence may mean: the report's stretch, the year, and every one in use."""
        p = self.ramme.periode
        return tuple(dict.fromkeys((Periode(ar, p.forste, p.siste), Periode.year(ar), *self._in_use.get(ar, ()))))

    @cached_property
    def _in_use(self) -> Mapping[int, tuple[Periode, ...]]:
        """The periods with something registered, by year; halves too, where quarters are."""
        found: dict[int, set[Periode]] = {}
        for ar in self.ramme.ar:
            periods = {cell.periode for omrade in self.navn for cell, _ in self.beregning.bok.cells(omrade, ar)}
            if any(periode.months == 3 for periode in periods):
                periods |= {Periode(ar, 1, 6), Periode(ar, 7, 12)}
            found[ar] = periods
        return {ar: tuple(sorted(periods)) for ar, periods in found.items()}

    def area_name(self, omrade: OmradeId) -> str:
        """The area's name in a message."""
        return "tjenesten" if omrade == TJENESTEN else self.navn.get(omrade, omrade)


def _subject(indikator: Indikator) -> Emne:
    """The indicator as a subject; a word or two in parentheses («(fristbrudd)») is its short name."""
    core = _stems(indikator.etikett)
    short = [
        word for inside in _PARENTES.findall(indikator.etikett) if len(inside.split()) <= 2 for word in content_stems(inside)
    ]
    return Emne(indikator, "", core, (core[0], *short) if short and core else ())


def _stems(label: str) -> tuple[str, ...]:
    core = content_stems(_PARENTES.sub("", label))
    return tuple(dict.fromkeys(core or content_stems(label)))


def _likeness(stem: str, word: str) -> float:
    """How much a word of the text is the label's word: itself 1, as the last or first part of a compound less."""
    if stem == word:
        return 1.0
    if len(stem) >= 5 and word.endswith(stem):
        return 0.85
    if len(stem) >= 6 and word.startswith(stem):
        return 0.7
    if len(word) >= 6 and stem.endswith(word):
        return 0.8
    return 0.5 if (stem, word) in _NAER else 0.0


def best_area(bilde: Tallbilde, names: Sequence[str]) -> tuple[OmradeId, ...]:
    """The areas with these names; the frame's own area when none is named."""
    named = tuple(key for key, name in bilde.navn.items() if name in names)
    return named or (bilde.ramme.omrade,)
