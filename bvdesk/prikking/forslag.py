"""Design advice: which of several ready-made tables shows most once it is protected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bvdesk.prikking.monster import Avbryt, Monster
from bvdesk.prikking.policy import Policy
from bvdesk.prikking.publikasjon import Publikasjon


@dataclass(frozen=True, slots=True)
class Forslag:
    """What one design would show.

    Attributes:
        navn: the design.
        vist: cells printed with their figure.
        trykt: cells printed, shown or hidden.
        ubeskyttet: small cells that cannot be protected in this design.
    """

    navn: str
    vist: int
    trykt: int
    ubeskyttet: int

    @property
    def andel_vist(self) -> float:
        """Share of the printed cells that show their figure, 0 to 1."""
        return self.vist / self.trykt if self.trykt else 1.0


def share_shown(navn: str, publikasjon: Publikasjon, monster: Monster) -> Forslag:
    """How much a pattern leaves of a design."""
    printed = [celle.id for celle in publikasjon.celler if celle.vises]
    shown = sum(not monster.tilstand[name].hidden for name in printed)
    return Forslag(navn, shown, len(printed), len({item.celle for item in monster.ubeskyttbare}))


def suggest_designs(designs: Mapping[str, Publikasjon], policy: Policy, cancel: Avbryt | None = None) -> tuple[Forslag, ...]:
    """The designs, best first: those that can be protected, then by share shown, then by number shown."""
    from bvdesk.prikking.motor import protect

    found = [
        share_shown(navn, publikasjon, protect(publikasjon, policy, cancel=cancel)) for navn, publikasjon in designs.items()
    ]
    return tuple(sorted(found, key=lambda design: (design.ubeskyttet > 0, -design.andel_vist, -design.vist)))
