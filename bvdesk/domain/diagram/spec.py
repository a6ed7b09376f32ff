"""What a chart shows: series of points over labels, with unit, target and source.

A withheld point carries no number at all. A chart can therefore not leak what the disclosure control hid, whatever the
layout, the axes, the tooltips or the alternative text do with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum

Tall = Decimal | int | float


class Slag(StrEnum):
    """The kinds of chart."""

    LINJE = "linje"
    SOYLE = "soyle"
    STABLET = "stablet"
    LIGGENDE = "liggende"
    SPARK = "spark"


class Rolle(StrEnum):
    """What a series is to the reader: the subject, something to compare with, or one of several equals."""

    HOVED = "hoved"
    SAMMENLIGNING = "sammenligning"
    ANNEN = "annen"


class Monster(Enum):
    """Fill of a bar, told apart without colour. Slanted hatching is kept for withheld figures alone."""

    HEL = "solid"
    OMRISS = "pale with outline"
    STRIPER = "horizontal stripes"
    PRIKKER = "dots"
    STOLPER = "vertical stripes"
    RUTER = "grid"


class Tilstand(Enum):
    """Whether a point has a number, and if not, why: a series may also have no part in one of the stacks."""

    VIST = "vist"
    MANGLER = "mangler"
    TILBAKEHOLDT = "tilbakeholdt"
    INGEN_DEL = "ingen del"


@dataclass(frozen=True, slots=True)
class Punkt:
    """One point.

    Attributes:
        verdi: the number; None unless `tilstand` is VIST.
        tilstand: shown, missing, withheld, or no part of its stack.
        merknad: a reservation shown with the point («til og med 3. kvartal»), or why it is missing («ikke aktuelt»).
    """

    verdi: Tall | None = None
    tilstand: Tilstand = Tilstand.MANGLER
    merknad: str = ""

    def __post_init__(self) -> None:
        if (self.verdi is not None) != (self.tilstand is Tilstand.VIST):
            raise ValueError(f"A point that is {self.tilstand.value} must not carry a number, a shown one must")


MANGLER = Punkt()
TILBAKEHOLDT = Punkt(tilstand=Tilstand.TILBAKEHOLDT)
INGEN_DEL = Punkt(tilstand=Tilstand.INGEN_DEL)


def vist(verdi: Tall, merknad: str = "") -> Punkt:
    """A point that shows `verdi`."""
    return Punkt(verdi, Tilstand.VIST, merknad)


@dataclass(frozen=True, slots=True)
class Serie:
    """One line or one colour of bars; `monster` None lets the layout choose the fill."""

    navn: str
    verdier: tuple[Punkt, ...]
    rolle: Rolle = Rolle.ANNEN
    monster: Monster | None = None

    @property
    def shown(self) -> tuple[tuple[int, Tall], ...]:
        """(index, number) of the points that have a number."""
        return tuple((i, p.verdi) for i, p in enumerate(self.verdier) if p.verdi is not None)


@dataclass(frozen=True, slots=True)
class Mal:
    """A target line with its whole label («Mål: høyst 5 %»)."""

    verdi: Tall
    tekst: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """A chart.

    Attributes:
        x_etiketter: one label per point; its last word goes on a line of its own where space is short («1. kv. 2024»).
        enhet: the unit as an axis title («Meldinger», «Prosent»).
        desimaler: decimals of every number printed; None leaves it to the number formatter.
        tidsakse: the labels follow one another in time (else they are categories, and none may be left out).
        fra_null: the number axis starts at zero; bars always do.
        brudd: indices of points where a new definition starts; no line is drawn across.
        uthev: indices of bars to stand out in a chart of one series; empty means all alike.
    """

    slag: Slag
    tittel: str
    enhet: str
    x_etiketter: tuple[str, ...]
    serier: tuple[Serie, ...]
    mal: Mal | None = None
    kilde: str = ""
    desimaler: int | None = None
    tidsakse: bool = True
    fra_null: bool = True
    brudd: frozenset[int] = frozenset()
    uthev: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if not self.serier or not self.x_etiketter:
            raise ValueError("A chart needs at least one series and one label")
        for serie in self.serier:
            if len(serie.verdier) != len(self.x_etiketter):
                raise ValueError(f"Series «{serie.navn}» has {len(serie.verdier)} points for {len(self.x_etiketter)} labels")

    @property
    def hoved(self) -> Serie:
        """The series the chart is about: the first with that role, else the first."""
        return next((s for s in self.serier if s.rolle is Rolle.HOVED), self.serier[0])

    def has(self, tilstand: Tilstand) -> bool:
        """Whether any point is in this state."""
        return any(p.tilstand is tilstand for s in self.serier for p in s.verdier)

    @property
    def merknader(self) -> tuple[str, ...]:
        """The different reservations on shown points, in order of appearance."""
        return tuple(dict.fromkeys(p.merknad for s in self.serier for p in s.verdier if p.merknad and p.verdi is not None))
