"""The rules of one publication: what is small, what protects it, what the reader is taken to know.

A policy is immutable and has a stable fingerprint, which is printed in the appendix of the report and kept
in the ledger. The defaults are those of the project's study of disclosure control: counts 1–3 are small,
zeros are shown but may be hidden to protect others, one common marker, and readers from outside.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import Enum
from hashlib import blake2b

from bvdesk.domain.errors import UserError
from bvdesk.prikking.publikasjon import Celle


class Nuller(Enum):
    """What happens to zeros."""

    VIS = "vis"
    """Never hidden. The reader then knows that a hidden figure is at least 1."""
    KAN_SKJULES = "kan_skjules"
    """Shown, unless one is needed to protect a small figure."""
    PRIKKES = "prikkes"
    """Small, like 1 and 2."""


class Vern(Enum):
    """What a small figure needs, in whole numbers."""

    EKSAKT = "eksakt"
    """At least two values are possible."""
    BREDDE = "bredde"
    """The largest possible value is at least two above the smallest."""
    STERK = "sterk"
    """A value above the threshold is possible: no one can even tell that the figure is small."""


class Merke(Enum):
    """Whether the printed marker tells small figures from those hidden to protect them."""

    FELLES = "felles"
    DELT = "delt"


class Angripere(Enum):
    """Whose knowledge the pattern must withstand."""

    UTENFORSTAENDE = "utenforstaende"
    """Readers who know what all editions print, and nothing more."""
    INNSIDERE = "innsidere"
    """Those too who know some cells already: each name in `Celle.kjent_av`, one at a time."""


@dataclass(frozen=True, slots=True)
class Gruppevern:
    """The rule of one group of cells; `terskel` None: nothing in the group is small (money, staff)."""

    terskel: int | None
    vern: Vern = Vern.EKSAKT


PV0 = "pv0"
PV2 = "pv2"
STANDARDGRUPPER = ((PV0, Gruppevern(None)), (PV2, Gruppevern(4, Vern.STERK)))


@dataclass(frozen=True, slots=True)
class Policy:
    """The switches of the disclosure control.

    Attributes:
        terskel: counts from 1 to this are small, in every group that has no rule of its own.
        nuller: what happens to zeros.
        vern: what protects a small figure, in every group that has no rule of its own.
        merke: one marker for all hidden figures, or one that gives the small ones away.
        angripere: whose knowledge is reckoned with.
        grupper: groups with rules of their own (privacy classes).
        vekter: weights of a leaf, a one-way sum, a two-way sum and a grand total (see `with_level_weights`).
        margin: a reader without other knowledge is taken to know a figure's size within `max(figure,
            margin)`.
        fro: seed of the random choices; the same seed gives the same pattern.
        forsok: random starts of the heuristic per block.
        tidsgrense: seconds of exact search per large block; small blocks are always solved exactly.
    """

    terskel: int = 3
    nuller: Nuller = Nuller.KAN_SKJULES
    vern: Vern = Vern.EKSAKT
    merke: Merke = Merke.FELLES
    angripere: Angripere = Angripere.UTENFORSTAENDE
    grupper: tuple[tuple[str, Gruppevern], ...] = STANDARDGRUPPER
    vekter: tuple[float, ...] = (1.0, 6.0, 30.0, 200.0)
    margin: int = 100
    fro: int = 0
    forsok: int = 1
    tidsgrense: float = 0.0

    def __post_init__(self) -> None:
        negative = min(self.terskel, self.fro, self.tidsgrense) < 0
        if negative or self.margin < 1 or self.forsok < 1 or not self.vekter:
            raise UserError(
                "Reglene for prikking har en verdi utenfor det mulige.",
                "Terskel, frø og tidsgrense kan ikke være negative; margin og forsøk må være minst 1.",
            )
        if self.merke is Merke.DELT and any(vern is Vern.STERK for vern in self._all_vern()):
            raise UserError(
                "Sterkt vern er umulig når merket viser hvilke tall som er små.",
                "Velg ett felles merke, eller en svakere vernregel.",
            )

    def _all_vern(self) -> tuple[Vern, ...]:
        return (self.vern, *(rule.vern for _, rule in self.grupper))

    def rule(self, celle: Celle) -> Gruppevern:
        """The threshold and protection that hold for the cell."""
        for name, rule in self.grupper:
            if name == celle.gruppe:
                return rule
        return Gruppevern(self.terskel, self.vern)

    def is_small(self, celle: Celle) -> bool:
        """Whether the figure itself must be protected."""
        if celle.liten is not None:
            return celle.liten
        terskel = self.rule(celle).terskel
        if terskel is None:
            return False
        return (0 if self.nuller is Nuller.PRIKKES else 1) <= celle.verdi <= terskel

    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that change when any switch does; the same on every machine."""
        text = ";".join(f"{field.name}={_spell(getattr(self, field.name))}" for field in fields(self))
        return blake2b(text.encode(), digest_size=6).hexdigest()


def _spell(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Gruppevern):
        return f"{value.terskel}/{value.vern.value}"
    if isinstance(value, tuple):
        return "(" + ",".join(_spell(item) for item in value) + ")"
    return repr(value)
