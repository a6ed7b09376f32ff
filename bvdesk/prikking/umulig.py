"""Small figures that cannot be protected: which locks stand in the way, and what the user can do about it."""

from __future__ import annotations

from dataclasses import replace

from bvdesk.prikking.blokkloser import Losning
from bvdesk.prikking.dekning import Dekning
from bvdesk.prikking.deler import STORRELSER, Nabolag
from bvdesk.prikking.monster import Ubeskyttbar
from bvdesk.prikking.policy import Nuller, Policy
from bvdesk.prikking.publikasjon import Blokk
from bvdesk.prikking.reduksjon import reduce_block

GROVERE = "Velg en grovere tabell: færre kategorier, halvår eller år i stedet for kvartal, eller bare tjenesten samlet."
GODTA = "Godta avsløringen, med en begrunnelse og et navn som lagres."
SVAKERE = "Godta svakere vern for dette tallet: leseren kan se at det er lite, men ikke hvilket tall det er."
VIS_NULLER = "La nuller kunne skjules."


def ways_out(blokk: Blokk, policy: Policy, answer: Losning) -> tuple[Ubeskyttbar, ...]:
    """A report on every small cell of the block that lacks the protection asked for."""
    if not answer.mangler:
        return ()
    near = Nabolag(blokk)
    return tuple(_report(near, policy, key, partly=key in answer.delvis) for key in answer.mangler)


def _report(near: Nabolag, policy: Policy, key: tuple[str, str], *, partly: bool) -> Ubeskyttbar:
    cell, attacker = key
    part = near.part(cell, STORRELSER[-1])
    locks = _locks(part, policy, key)
    ways = [SVAKERE] if partly else []
    if locks:
        names = {celle.id: celle.omtale for celle in part.celler}
        ways.append("Opphev låsen på " + ", ".join(names[name] for name in locks) + ".")
    elif policy.nuller is Nuller.VIS and _locks(part, replace(policy, nuller=Nuller.KAN_SKJULES), key) is not None:
        ways.append(VIS_NULLER)
    return Ubeskyttbar(cell, attacker, locks or (), (*ways, GROVERE, GODTA))


def _locks(part: Blokk, policy: Policy, key: tuple[str, str]) -> tuple[str, ...] | None:
    """The fewest locked cells whose release protects the cell; None when no release does."""
    cell, attacker = key
    locked = {celle.id for celle in part.celler if celle.last}
    opened = tuple(
        replace(celle, last=False, vekt=1.0, liten=False) if celle.last else replace(celle, vekt=0.0)
        for celle in part.celler
    )
    block = reduce_block(replace(part, celler=opened), policy)
    tasks = [t for t in block.oppgaver if cell in t.celler and block.angripere[t.angriper] == attacker]
    if not tasks:
        return None
    cover = Dekning(block, tasks, policy.fro)
    y = cover.improve(cover.cover(block.tvunget))
    return None if cover.umulige else tuple(sorted(locked & block.expand(cover.settle(y)[0])))
