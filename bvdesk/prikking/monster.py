"""The answer of the engine: which cells are hidden, why, and what could not be protected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

Avbryt = Callable[[], bool]
"""Asked between blocks: True means stop."""

Vitne = tuple[tuple[str, int], ...]
"""A witness: moves of some cells that keep every relation true, so that the figures may be other figures."""


class Avbrutt(Exception):  # noqa: N818 - not an error: the caller asked for it
    """The engine stopped because the caller asked it to."""


class Tilstand(Enum):
    """What becomes of a cell."""

    VIST = "vist"
    PRIMAER = "primaer"
    """Hidden because it is small."""
    SEKUNDAER = "sekundaer"
    """Hidden to protect small figures (or not printed, or hidden in an earlier release)."""
    LAST = "last"
    """Shown, because readers know it already."""

    @property
    def hidden(self) -> bool:
        """Whether the marker is printed instead of the figure."""
        return self in (Tilstand.PRIMAER, Tilstand.SEKUNDAER)


@dataclass(frozen=True, slots=True)
class Ubeskyttbar:
    """A small figure that cannot be given the protection the policy asks for.

    Attributes:
        celle: id of the cell.
        angriper: name of the insider who can derive it; empty for readers from outside.
        laser: the fewest locked cells whose release would make protection possible.
        utveier: what the user can do, in Norwegian, best first.
    """

    celle: str
    angriper: str
    laser: tuple[str, ...]
    utveier: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blokkmonster:
    """The pattern of one block, kept so that a block whose data have not changed need not be solved again.

    Attributes:
        nokkel: fingerprint of the block's data and the policy.
        celler: ids in the block.
        skjulte: ids that are hidden.
        vitner: per small cell, the witnesses that protect it.
        ubeskyttbare: small cells without full protection.
        kostnad: summed weight of what was hidden without being small.
        nedre_grense: no pattern is cheaper than this.
        bevist: whether `kostnad` is proven least.
    """

    nokkel: str
    celler: frozenset[str]
    skjulte: frozenset[str]
    vitner: tuple[tuple[str, tuple[Vitne, ...]], ...]
    ubeskyttbare: tuple[Ubeskyttbar, ...]
    kostnad: float
    nedre_grense: float
    bevist: bool


@dataclass(frozen=True, slots=True)
class Monster:
    """What every cell of a publication becomes.

    Attributes:
        tilstand: the state of each cell by id.
        blokker: the patterns of the blocks; handed to the next `protect` as its memory.
        policy: fingerprint of the policy.
        sekunder: time used.
    """

    tilstand: Mapping[str, Tilstand]
    blokker: tuple[Blokkmonster, ...]
    policy: str
    sekunder: float

    @property
    def skjulte(self) -> frozenset[str]:
        """Ids of all hidden cells."""
        return frozenset(name for name, state in self.tilstand.items() if state.hidden)

    @property
    def ubeskyttbare(self) -> tuple[Ubeskyttbar, ...]:
        """Small figures that the policy's protection is out of reach for."""
        return tuple(item for block in self.blokker for item in block.ubeskyttbare)

    @property
    def kostnad(self) -> float:
        """Summed weight of the cells hidden to protect others."""
        return sum(block.kostnad for block in self.blokker)

    @property
    def nedre_grense(self) -> float:
        """No pattern is cheaper than this."""
        return sum(block.nedre_grense for block in self.blokker)

    @property
    def bevist(self) -> bool:
        """Whether no cheaper pattern exists."""
        return all(block.bevist for block in self.blokker)

    def protects(self) -> dict[str, tuple[str, ...]]:
        """For each hidden cell, the small cells that need it hidden."""
        users: dict[str, list[str]] = {}
        for block in self.blokker:
            for small, witnesses in block.vitner:
                for name in {name for witness in witnesses for name, _ in witness if name != small}:
                    users.setdefault(name, []).append(small)
        return {name: tuple(sorted(smalls)) for name, smalls in users.items()}
