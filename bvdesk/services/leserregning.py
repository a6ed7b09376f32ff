"""The reckoning a reader can do with the printed figures: every declared sum, balance and limit that is true of them.

A false one misleads the reader and cannot be reckoned with. A figure that nobody prints but that the printed ones give
away (the one part that is left out of a total) becomes a cell of its own, and is protected like the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Balanse, DimensjonSlag
from bvdesk.domain.tall.periode import Korn, Periode
from bvdesk.domain.tall.relasjon import Grunnlag, Sum
from bvdesk.prikking import Relasjon, Slag
from bvdesk.services.tjenestefil import Tjenestefil


def cell_id(celle: Celle) -> str:
    """A cell's id in the publication: «indikator|kategori|omrade|periode»."""
    return "|".join((celle.indikator, celle.kategori, celle.omrade, celle.periode.kode))


def whole_number(fil: Tjenestefil, celle: Celle) -> int | None:
    """The figure as a whole number; None when there is none."""
    verdi = fil.beregning.resolve(celle).verdi
    return int(verdi) if verdi is not None and verdi == verdi.to_integral_value() else None


class Leserregning:
    """Relations between known cells; finds the unprinted ones on its way.

    Attributes:
        verdier: every cell that is printed or known, with its value.
        utrykte: cells that nobody prints, but that stand in a relation with those.
    """

    def __init__(self, fil: Tjenestefil, verdier: Mapping[Celle, int]) -> None:
        self._fil = fil
        self.verdier = verdier
        self.utrykte: dict[Celle, int] = {}
        self._part_of = _limits(fil)

    def relations(self) -> tuple[Relasjon, ...]:
        """Every relation, each once; those of cells found on the way too."""
        found: dict[Relasjon, None] = {}
        queue = list(self.verdier)
        while queue:
            before = set(self.utrykte)
            for celle in queue:
                found |= dict.fromkeys(self._of(celle))
            queue = [celle for celle in self.utrykte if celle not in before]
        return tuple(found)

    def _of(self, celle: Celle) -> Iterator[Relasjon]:
        for candidate in self._fil.beregning.relasjoner.sums(celle):
            relation = self._sum(candidate)
            if relation:
                yield relation
        if not celle.kategori:
            yield from self._balances(celle)
        yield from self._at_most(celle)

    def _value(self, celle: Celle) -> int:
        return self.verdier[celle] if celle in self.verdier else self.utrykte[celle]

    def _knows(self, celle: Celle) -> bool:
        return celle in self.verdier or celle in self.utrykte

    def _sum(self, candidate: Sum) -> Relasjon | None:
        """The sum as a relation between cells; None when it is not true, or says nothing about what is printed."""
        terms = [(cell_id(candidate.hel), -1)]
        total = Decimal(-self._value(candidate.hel)) + candidate.konstant
        unknown: list[Celle] = []
        for coefficient, celle in candidate.ledd:
            result = self._fil.beregning.resolve(celle)
            if coefficient != coefficient.to_integral_value():
                return None
            if self._knows(celle) or (result.verdi and self._take_in(celle, candidate)):
                terms.append((cell_id(celle), int(coefficient)))
                total += coefficient * self._value(celle)
            elif result.verdi:
                return None
            elif result.term is None:
                unknown.append(celle)
        if len(unknown) == 1 and len(candidate.ledd) > 1:
            return self._with_implied(candidate, terms, (unknown[0], -total))
        return None if unknown or total != 0 else Relasjon(tuple(terms), -int(candidate.konstant))

    def _take_in(self, celle: Celle, candidate: Sum) -> bool:
        """Make a part that is registered but not printed a cell; shorter periods are in other sums already."""
        value = whole_number(self._fil, celle)
        if value is None or value < 0 or candidate.grunnlag is Grunnlag.PERIODER:
            return False
        self.utrykte[celle] = value
        return True

    def _with_implied(self, candidate: Sum, terms: list[tuple[str, int]], implied: tuple[Celle, Decimal]) -> Relasjon | None:
        """A total with one part missing gives that part away."""
        celle, value = implied
        coefficient = next(c for c, cell in candidate.ledd if cell == celle)
        if coefficient != 1 or value < 0 or value != value.to_integral_value() or candidate.overlapp:
            return None
        if self.utrykte.setdefault(celle, int(value)) != int(value):
            return None
        return Relasjon((*terms, (cell_id(celle), 1)), -int(candidate.konstant))

    def _balances(self, slutt: Celle) -> Iterator[Relasjon]:
        """Closing stock = opening stock + what came in − what went out."""
        for balanse in self._fil.katalog.balanser:
            if balanse.slutt == slutt.indikator:
                yield from (r for r in (self._balance(balanse, slutt, p) for p in _openings(slutt.periode)) if r)

    def _balance(self, balanse: Balanse, slutt: Celle, for_: Periode) -> Relasjon | None:
        start = slutt.at(for_)
        moved_in, moved_out = slutt._replace(indikator=balanse.inn), slutt._replace(indikator=balanse.ut)
        terms = ((slutt, 1), (start, -1), (moved_in, -1), (moved_out, 1))
        if not all(self._knows(celle) for celle, _ in terms):
            return None
        true = sum(sign * self._value(celle) for celle, sign in terms) == 0
        return Relasjon(tuple((cell_id(celle), sign) for celle, sign in terms)) if true else None

    def _at_most(self, celle: Celle) -> Iterator[Relasjon]:
        """A part is never larger than its whole."""
        for hel in () if celle.kategori else self._part_of.get(celle.indikator, ()):
            whole = celle._replace(indikator=hel)
            if self._knows(whole) and self._value(celle) <= self._value(whole):
                yield Relasjon(((cell_id(celle), 1), (cell_id(whole), -1)), 0, Slag.HOYST)


def _openings(periode: Periode) -> Iterator[Periode]:
    """The periods that end the day before this one begins: a stock then is what this one starts with."""
    last_year = Periode.year(periode.ar - 1)
    if periode.forste == 1:
        yield from (last_year, last_year.quarters()[-1])
    elif periode.korn in (Korn.KVARTAL, Korn.HALVAR, Korn.MANED):
        yield periode.previous()


def _limits(fil: Tjenestefil) -> Mapping[str, tuple[str, ...]]:
    """Part → wholes: the limits of the catalogue, and the categories that may overlap."""
    found: dict[str, dict[str, None]] = {}
    for grense in fil.katalog.grenser:
        found.setdefault(grense.del_, {})[grense.hel] = None
    for dimensjon in fil.katalog.dimensjoner:
        if dimensjon.slag is DimensjonSlag.OVERLAPPER and dimensjon.hel:
            for kategori in dimensjon.kategorier:
                found.setdefault(kategori.indikator, {})[dimensjon.hel] = None
    return {part: tuple(wholes) for part, wholes in found.items()}
