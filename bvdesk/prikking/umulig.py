"""Small figures that cannot be protected: which locks stand in the way, and what the user can do about it."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from bvdesk.prikking.blokkloser import Losning
from bvdesk.prikking.dekning import Dekning
from bvdesk.prikking.deler import STORRELSER, Nabolag
from bvdesk.prikking.monster import Ubeskyttbar
from bvdesk.prikking.policy import Nuller, Policy
from bvdesk.prikking.publikasjon import Blokk
from bvdesk.prikking.reduksjon import Redusert, reduce_block

GROVERE = "Velg en grovere tabell: færre kategorier, halvår eller år i stedet for kvartal, eller bare tjenesten samlet."
GODTA = "Godta at tallet kan regnes ut: Lås det som kjent på siden Personvern. Begrunnelsen lagres med navnet ditt."
SVAKERE = "Godta svakere vern for dette tallet: leseren kan se at det er lite, men ikke hvilket tall det er."
VIS_NULLER = "La nuller kunne skjules."

Mangel = tuple[str, str]
"""A small cell and the attacker it lacks protection from (empty: readers from outside)."""


def ways_out(blokk: Blokk, policy: Policy, answer: Losning) -> tuple[Ubeskyttbar, ...]:
    """A report on every small cell of the block that lacks the protection asked for."""
    if not answer.mangler:
        return ()
    near = Nabolag(blokk)
    whole = _Omegn(blokk, policy) if len(near) <= STORRELSER[-1] else None
    return tuple(
        _report(whole or _Omegn(near.part(lack[0], STORRELSER[-1]), policy), lack, partly=lack in answer.delvis)
        for lack in answer.mangler
    )


class _Omegn:
    """The surroundings of a cell, with every lock opened at a price."""

    def __init__(self, part: Blokk, policy: Policy) -> None:
        self._part = part
        self._policy = policy
        self._locked = {celle.id for celle in part.celler if celle.last}
        self.navn = {celle.id: celle.omtale for celle in part.celler}

    @cached_property
    def _opened(self) -> Redusert:
        return self._open(self._policy)

    @cached_property
    def _opened_with_zeros(self) -> Redusert:
        return self._open(replace(self._policy, nuller=Nuller.KAN_SKJULES))

    def _open(self, policy: Policy) -> Redusert:
        cells = tuple(
            replace(celle, last=False, vekt=1.0, liten=False) if celle.last else replace(celle, vekt=0.0)
            for celle in self._part.celler
        )
        return reduce_block(replace(self._part, celler=cells), policy)

    def locks(self, lack: Mangel) -> tuple[str, ...] | None:
        """The fewest locked cells whose release protects the cell; None when no release does."""
        return self._freed(self._opened, lack)

    def zeros_would_help(self, lack: Mangel) -> bool:
        """Whether the cell could be protected if zeros might be hidden."""
        return self._policy.nuller is Nuller.VIS and self._freed(self._opened_with_zeros, lack) is not None

    def _freed(self, block: Redusert, lack: Mangel) -> tuple[str, ...] | None:
        cell, attacker = lack
        tasks = [t for t in block.oppgaver if cell in t.celler and block.angripere[t.angriper] == attacker]
        if not tasks:
            return None
        cover = Dekning(block, tasks, self._policy.fro)
        y = cover.improve(cover.cover(block.tvunget))
        return None if cover.umulige else tuple(sorted(self._locked & block.expand(cover.settle(y)[0])))


def _report(near: _Omegn, lack: Mangel, *, partly: bool) -> Ubeskyttbar:
    locks = near.locks(lack)
    ways = [SVAKERE] if partly else []
    if locks:
        ways.append("Opphev låsen på " + ", ".join(near.navn[name] for name in locks) + ".")
    elif near.zeros_would_help(lack):
        ways.append(VIS_NULLER)
    return Ubeskyttbar(lack[0], lack[1], locks or (), (*ways, GROVERE, GODTA))
