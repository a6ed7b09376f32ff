"""The service's figures as the checks look them up: by subject, area and period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from bvdesk.domain.kontroll.emner import Emne, Emnesok, category_subject, subject
from bvdesk.domain.kontroll.tekst.ord import content_stems
from bvdesk.domain.record import record
from bvdesk.domain.tall.beregning import Beregning
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN, Omrade, OmradeId, OmradeSlag
from bvdesk.domain.tall.periode import Periode


@record
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
        plain = [subject(katalog[key]) for key in katalog.indikatorer if key in known | reached]
        split = [category_subject(katalog[key], category) for key, category in sorted(self.registrert) if category]
        return tuple(plain + split)

    @cached_property
    def hele(self) -> Mapping[str, Emne]:
        """The subjects that are an indicator as a whole, by its id."""
        return {emne.indikator.id: emne for emne in self.emner if not emne.kategori}

    @cached_property
    def sok(self) -> Emnesok:
        """Finds the subjects that words name."""
        return Emnesok(self.emner)

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


def best_area(bilde: Tallbilde, names: Sequence[str]) -> tuple[OmradeId, ...]:
    """The areas with these names; the frame's own area when none is named."""
    named = tuple(key for key, name in bilde.navn.items() if name in names)
    return named or (bilde.ramme.omrade,)
