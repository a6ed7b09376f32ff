"""What a rule for figures is given, and how it says what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tallbilde import Tallbilde
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Indikator
from bvdesk.domain.tall.katalog import Katalog
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.tallformat import format_med_enhet


@dataclass(frozen=True, slots=True)
class Terskler:
    """Limits a service may set for itself.

    Attributes:
        sprang_z: how many standard deviations a count must jump from last year (3 does not drown small kommuner).
        sprang_minst: the least jump that is worth a comment.
        arsverk_prosent: how far årsverk may move in a period before it is worth a look.
        kroner_prosent: the same for money.
    """

    sprang_z: Decimal = Decimal(3)
    sprang_minst: Decimal = Decimal(5)
    arsverk_prosent: Decimal = Decimal(15)
    kroner_prosent: Decimal = Decimal(40)


@dataclass(frozen=True, slots=True)
class Grunn:
    """Everything a rule may look at.

    Attributes:
        bilde: the figures within the frame.
        i_dag: today, for periods that are not over.
        omtalt: (indicator, area, year) whose development the report's text speaks of.
        nevnt: (indicator, area, year) that the report's text gives at all.
    """

    bilde: Tallbilde
    i_dag: date
    terskler: Terskler = field(default_factory=Terskler)
    omtalt: frozenset[tuple[str, OmradeId, int]] = frozenset()
    nevnt: frozenset[tuple[str, OmradeId, int]] = frozenset()

    @property
    def katalog(self) -> Katalog:
        """The catalogue."""
        return self.bilde.beregning.katalog

    def indikator(self, celle: Celle) -> Indikator:
        """The cell's indicator."""
        return self.bilde.beregning.katalog.indikatorer[celle.indikator]

    def verdi(self, celle: Celle) -> Decimal | None:
        """The resolved figure of a cell."""
        return self.bilde.figure(celle)

    def year_before(self, celle: Celle) -> Decimal | None:
        """The resolved figure of the same period one year before."""
        return self.bilde.figure(celle.at(celle.periode.year_before()))

    def typed(self, celle: Celle) -> Decimal | None:
        """The figure as registered, None when nothing is."""
        row = self.bilde.beregning.bok.get(celle)
        return row.verdi.tall if row else None

    def merknad(self, celle: Celle) -> str:
        """The note on a registered figure."""
        row = self.bilde.beregning.bok.get(celle)
        return row.merknad if row else ""

    def kilde(self, celle: Celle) -> str:
        """Where a registered figure was fetched, as written."""
        row = self.bilde.beregning.bok.get(celle)
        return row.kilde if row else ""

    def navn(self, celle: Celle) -> str:
        """The figure's name in a message: label, and category in quotes."""
        label = self.indikator(celle).etikett
        return f"{label} («{celle.kategori}»)" if celle.kategori else label

    def hvor(self, celle: Celle) -> str:
        """Area and period in a message."""
        return f"{self.bilde.area_name(celle.omrade)}, {celle.periode.tekst}"

    def tekst(self, celle: Celle, verdi: Decimal) -> str:
        """A value as printed."""
        indikator = self.indikator(celle)
        return format_med_enhet(verdi, indikator.enhet, indikator.desimaler)

    def in_report(self, celle: Celle) -> bool:
        """Whether the cell belongs to the report's own year."""
        return celle.periode.ar == self.bilde.ramme.periode.ar


Tallregel = Callable[[Grunn, Celle, Decimal], Iterable[Funn]]
"""What a rule has to say of a figure. Most figures are sound, so a rule that sees that at once returns `()`: in a file of
ten years every rule is asked 18 000 times, and making a generator that yields nothing costs more than the rule itself."""


def finding(grunn: Grunn, what: tuple[str, Niva], celle: Celle, melding: str, verdier: tuple[Decimal, ...]) -> Funn:
    """A finding about a cell (`what` is rule and level); the message is given the cell's area and period in front."""
    return Funn(
        what[0],
        what[1],
        f"{grunn.hvor(celle)}: {melding}",
        omrade=grunn.bilde.area_name(celle.omrade),
        indikator=celle.indikator,
        periode=celle.periode.kode,
        verdier=verdier,
    )
