"""The service's figures as the checks look them up: by subject, area and period, and by the words that name them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from bvdesk.domain.kontroll.tekst.ord import canonical, content_stems
from bvdesk.domain.kontroll.tekst.tall import Enhet
from bvdesk.domain.tall.beregning import Beregning
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Indikator
from bvdesk.domain.tall.omrade import TJENESTEN, Omrade, OmradeId, OmradeSlag
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.tallformat import format_med_enhet

_NAMED_AT_LEAST = 0.4  # a name of which less is said is not meant, even where its category is said in full
_PARENTES = re.compile(r"\([^)]*\)")
NEAR = frozenset({("utgift", "budsjett"), ("utgift", "ramm"), ("plassert", "institusjon"), ("henlagt", "avslutt")})
_SVAKE = frozenset(canonical(word) for word in "årsverk hjemmet barn tjeneste slutt netto brutto".split())
VERB = frozenset(canonical(word) for word in "mottatt gjennomført avsluttet behandlet startet konkludert".split())


@dataclass(frozen=True, slots=True)
class Emne:
    """What a figure can be about: an indicator, or one category of it, with the stems that name it."""

    indikator: Indikator
    kategori: str
    stammer: tuple[str, ...]
    kortform: tuple[str, ...] = ()
    kategoristammer: tuple[str, ...] = ()

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
    """The figures of a service within a frame; nothing is resolved before it is asked for.

    `sparse` looks once through what is registered, and is then spared from resolving what cannot be there: right for a
    whole run, not for one edit.
    """

    def __init__(self, beregning: Beregning, ramme: Ramme, *, sparse: bool = True) -> None:
        self.beregning = beregning
        self.sparse = sparse
        self.ramme = ramme
        self.navn: Mapping[OmradeId, str] = {omrade.id: omrade.navn for omrade in ramme.omrader}
        self.deltakere = tuple(o.id for o in ramme.omrader if o.slag is OmradeSlag.DELTAKER)
        self._likenesses: dict[str, tuple[tuple[str, float], ...]] = {}
        self._figures: dict[tuple[str, str, OmradeId, int], tuple[tuple[Periode, Decimal], ...]] = {}
        self.sammenligning = tuple(o.id for o in ramme.omrader if o.slag is OmradeSlag.SAMMENLIGNING)

    @cached_property
    def navnestammer(self) -> frozenset[str]:
        """The stems of the areas' names."""
        return frozenset(stem for name in self.navn.values() for stem in content_stems(name))

    @cached_property
    def registrert(self) -> Mapping[tuple[str, str], frozenset[tuple[OmradeId, int]]]:
        """The indicators and categories with something registered, and the areas and years where."""
        found: dict[tuple[str, str], set[tuple[OmradeId, int]]] = {}
        for omrade in self.navn:
            for ar in self.ramme.ar:
                for rad, row in self.beregning.bok.rows(omrade, ar):
                    if any(registrering.verdi.tall is not None for registrering in row.values()):
                        found.setdefault(rad, set()).add((omrade, ar))
        return {key: frozenset(places) for key, places in found.items()}

    @cached_property
    def _reach(self) -> Mapping[tuple[str, str], set[tuple[OmradeId, int]]]:
        """Where a subject can have a figure at all: its own places, those of its operands, and tjenesten above them."""
        reach: dict[tuple[str, str], set[tuple[OmradeId, int]]] = {}
        for (key, category), places in self.registrert.items():
            above = {(TJENESTEN, ar) for omrade, ar in places if omrade in self.deltakere}
            for derived in (key, *self.beregning.katalog.affected_by(key)):
                reach.setdefault((derived, ""), set()).update(places, above)
            if category:
                reach.setdefault((key, category), set()).update(places, above)
        return reach

    @cached_property
    def emner(self) -> tuple[Emne, ...]:
        """Every subject that has figures or follows from figures."""
        katalog = self.beregning.katalog
        known = {key for key, _ in self.registrert}
        reached = {derived for key in known for derived in katalog.affected_by(key)}
        plain = [_subject(katalog[key]) for key in katalog.indikatorer if key in known | reached]
        split = [
            Emne(katalog[key], category, _stems(f"{katalog[key].etikett} {category}"), (), tuple(content_stems(category)))
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
        return {stem: math.log(1 + total / n) * _importance(stem) for stem, n in frequency.items()}

    @property
    def stems(self) -> Iterable[str]:
        """Every stem of a subject's name."""
        return self._by_stem.keys()

    @cached_property
    def _by_stem(self) -> Mapping[str, tuple[tuple[int, float], ...]]:
        """For each stem: the names that hold it, and its share of the name's weight.

        A name's number is twice its subject's place among `emner`; one more for its short name.
        """
        index: dict[str, list[tuple[int, float]]] = {}
        for at, emne in enumerate(self.emner):
            for form, stems in enumerate((emne.stammer, emne.kortform)):
                whole = sum(self._weights[stem] for stem in stems)
                for stem in stems:
                    index.setdefault(stem, []).append((2 * at + form, self._weights[stem] / whole))
        return {stem: tuple(found) for stem, found in index.items()}

    def find(self, context: Mapping[str, float], least: float = 0.45) -> list[tuple[float, Emne]]:
        """The subjects that the words name, best first; `context` gives each stem's nearness (0–1).

        The score is the share of the label's weight that the words cover.
        """
        matched: dict[str, float] = {}
        for word, nearness in context.items():
            for stem, likeness in self._alike(word):
                matched[stem] = max(matched.get(stem, 0.0), nearness * likeness)
        covered: dict[int, float] = {}
        by_stem = self._by_stem
        for stem, nearness in matched.items():
            for name, share in by_stem[stem]:
                covered[name] = covered.get(name, 0.0) + nearness * share
        worth = min(least, _NAMED_AT_LEAST)
        best: dict[int, float] = {}
        for name, found in covered.items():
            # Rounded, so that names that are covered alike stand in the catalogue's order, however the words came.
            share = round(found, 9) if found > worth - 1e-9 else 0.0
            if share >= worth and share > best.get(name // 2, 0.0):
                best[name // 2] = share
        scored = ((_score(self.emner[at], best[at], matched), self.emner[at]) for at in sorted(best))
        return sorted((pair for pair in scored if pair[0] >= least), key=lambda pair: -pair[0])

    def _alike(self, word: str) -> tuple[tuple[str, float], ...]:
        """The labels' stems that a word of the text stands for, remembered per word."""
        found = self._likenesses.get(word)
        if found is None:
            near = {stem for stem in self._parts_of(word) if stem in self._by_stem} | self._ending_in.get(word, set())
            pairs = ((stem, _likeness(stem, word)) for stem in sorted(near))
            found = self._likenesses[word] = tuple((stem, likeness) for stem, likeness in pairs if likeness)
        return found

    def _parts_of(self, word: str) -> Iterator[str]:
        """The word itself, its endings and beginnings, and the words it is near in meaning."""
        yield word
        yield from (word[at:] for at in range(1, len(word) - 4))
        yield from (word[:at] for at in range(6, len(word)))
        yield from (stem for stem, other in NEAR if other == word)

    @cached_property
    def _ending_in(self) -> Mapping[str, set[str]]:
        """The labels' compounds by the words they end in."""
        endings: dict[str, set[str]] = {}
        for stem in self._by_stem:
            for at in range(1, len(stem) - 5):
                endings.setdefault(stem[at:], set()).add(stem)
        return endings

    def verdi(self, emne: Emne, omrade: OmradeId, periode: Periode) -> Decimal | None:
        """The resolved figure, None when there is none."""
        return self.figure(Celle(emne.indikator.id, emne.kategori, omrade, periode))

    def figure(self, celle: Celle) -> Decimal | None:
        """The resolved figure of a cell: typed, else computed where something is registered at or below it."""
        typed = self.beregning.bok.get(celle)
        if typed is not None:
            return typed.verdi.tall
        if self.sparse and (celle.omrade, celle.periode.ar) not in self._reach.get((celle.indikator, celle.kategori), ()):
            return None
        return self.beregning.resolve(celle).verdi

    def year_value(self, emne: Emne, omrade: OmradeId, ar: int) -> Decimal | None:
        """The figure of a year: the report's own stretch of the year first, then the whole year."""
        for periode in self._whole_years(ar):
            value = self.verdi(emne, omrade, periode)
            if value is not None:
                return value
        return None

    def _whole_years(self, ar: int) -> tuple[Periode, ...]:
        p = self.ramme.periode
        if p.months == 12:
            return (Periode.year(ar),)
        return tuple(dict.fromkeys((Periode(ar, p.forste, p.siste), Periode.year(ar), Periode(ar, 1, p.siste))))

    def figures(self, emne: Emne, omrade: OmradeId, ar: int) -> tuple[tuple[Periode, Decimal], ...]:
        """The figures of a year that a sentence may mean, with their periods; remembered."""
        place = (emne.indikator.id, emne.kategori, omrade, ar)
        found = self._figures.get(place)
        if found is None:
            key, category, area, _ = place
            values = ((periode, self.figure(Celle(key, category, area, periode))) for periode in self.periods(ar))
            found = self._figures[place] = tuple((periode, value) for periode, value in values if value is not None)
        return found

    def periods(self, ar: int) -> tuple[Periode, ...]:
        """The periods of a year that a sentence may mean: the report's stretch, the year, and every one in use."""
        p = self.ramme.periode
        return tuple(dict.fromkeys((Periode(ar, p.forste, p.siste), Periode.year(ar), *self._in_use.get(ar, ()))))

    @cached_property
    def _in_use(self) -> Mapping[int, tuple[Periode, ...]]:
        """The periods with something registered, by year; halves too, where quarters are."""
        found: dict[int, set[Periode]] = {}
        for ar in self.ramme.ar:
            periods = {periode for omrade in self.navn for _, row in self.beregning.bok.rows(omrade, ar) for periode in row}
            if any(periode.months == 3 for periode in periods):
                periods |= {Periode(ar, 1, 6), Periode(ar, 7, 12)}
            found[ar] = periods
        return {ar: tuple(sorted(periods)) for ar, periods in found.items()}

    def area_name(self, omrade: OmradeId) -> str:
        """The area's name in a message."""
        return "tjenesten" if omrade == TJENESTEN else self.navn.get(omrade, omrade)


def _subject(indikator: Indikator) -> Emne:
    """The indicator as a subject, with its short name: a word in parentheses, before a comma, or after a colon."""
    core = _stems(indikator.etikett)
    short = [
        word for inside in _PARENTES.findall(indikator.etikett) if len(inside.split()) <= 2 for word in content_stems(inside)
    ]
    head, mark, rest = indikator.etikett.partition(":")
    if mark:  # «Melder: politi»: what stands before the colon says what kind of split it is
        return Emne(indikator, "", core, _stems(rest))
    if len(short) == 1 and len(short[0]) >= 8:
        return Emne(indikator, "", core, (short[0],))
    head, mark, _ = indikator.etikett.partition(",")
    if mark and len(_stems(head)) == 1:  # «Turnover, faste ansatte»
        return Emne(indikator, "", core, _stems(head))
    return Emne(indikator, "", core, (core[0], *short) if short and core else ())


def _stems(label: str) -> tuple[str, ...]:
    core = content_stems(_PARENTES.sub("", label))
    return tuple(dict.fromkeys(core or content_stems(label)))


def _importance(stem: str) -> float:
    """What happened to the thing counted matters less than the thing; words that stand everywhere matter less too."""
    return 0.15 if stem in VERB else 0.4 if stem in _SVAKE else 1.0


def _score(emne: Emne, covered: float, matched: Mapping[str, float]) -> float:
    """The share of the name that is covered; nearly all of it when the category is named outright."""
    category = emne.kategoristammer
    named = category and covered >= _NAMED_AT_LEAST and all(matched.get(stem, 0.0) >= 0.95 for stem in category)
    return max(covered, 0.9) if named else covered


def _likeness(stem: str, word: str) -> float:
    """How much a word of the text is the label's word: itself 1, as the last or first part of a compound less."""
    if stem == word:
        return 1.0
    if len(stem) >= 5 and word.endswith(stem):
        return 0.85
    if len(stem) >= 6 and word.startswith(stem):
        return 0.7
    if len(word) >= 6 and (stem.endswith(word) or stem.startswith(word)):
        return 0.5
    return 0.5 if (stem, word) in NEAR else 0.0


def best_area(bilde: Tallbilde, names: Sequence[str]) -> tuple[OmradeId, ...]:
    """The areas with these names; the frame's own area when none is named."""
    named = tuple(key for key, name in bilde.navn.items() if name in names)
    return named or (bilde.ramme.omrade,)
