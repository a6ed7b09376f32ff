"""One block, from cells to pattern: reduce, cover, improve, prove."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from bvdesk.prikking.dekning import Dekning
from bvdesk.prikking.eksakt import Eksakt, solve_exactly
from bvdesk.prikking.loser import EPS
from bvdesk.prikking.monster import Blokkmonster, Vitne
from bvdesk.prikking.policy import Policy
from bvdesk.prikking.publikasjon import Blokk, Celle
from bvdesk.prikking.reduksjon import Flagg, Oppgave, Redusert, reduce_block

LETT = 1500
"""Free classes times requirements: blocks below this are always solved exactly, in some hundredths of a second."""
SEKUNDER = 10.0
"""A net under a light block that is not light after all; wide, since a busy machine must hide what an idle one hides."""


@dataclass(frozen=True, slots=True)
class Losning:
    """What was found for one block.

    Attributes:
        skjulte: ids that are hidden.
        vitner: per small cell, the witnesses that protect it.
        kostnad: summed weight of what was hidden to protect others.
        nedre_grense: no pattern is cheaper.
        bevist: whether the two are equal.
        mangler: small cells without the protection asked for, each with the attacker (empty: outside).
        delvis: those of them that have at least two possible values.
    """

    skjulte: frozenset[str]
    vitner: dict[str, tuple[Vitne, ...]] = field(default_factory=dict)
    kostnad: float = 0.0
    nedre_grense: float = 0.0
    bevist: bool = True
    mangler: tuple[tuple[str, str], ...] = ()
    delvis: frozenset[tuple[str, str]] = frozenset()


def hidden_anyhow(celler: Iterable[Celle], policy: Policy) -> frozenset[str]:
    """Ids of the cells that are hidden before anything is solved: small, hidden before, or not printed."""
    return frozenset(
        celle.id for celle in celler if not celle.last and (celle.skjult_for or not celle.vises or policy.is_small(celle))
    )


def solve_block(blokk: Blokk, policy: Policy, earlier: Blokkmonster | None = None) -> Losning:
    """The pattern of one block.

    Args:
        blokk: cells and relations.
        policy: the rules.
        earlier: the block's pattern before an edit: it is kept where it still protects. Small blocks start
            afresh.
    """
    return solve_reduced(reduce_block(blokk, policy), policy, earlier)


def solve_reduced(block: Redusert, policy: Policy, earlier: Blokkmonster | None = None) -> Losning:
    """The pattern of one reduced block."""
    light = int((~block.tvunget).sum()) * len(block.oppgaver) <= LETT
    kept = None if light else earlier
    tasks, unmet = list(block.oppgaver), dict.fromkeys(block.fastlast, False)
    while True:
        cover = Dekning(block, tasks, policy.fro)
        y = _keep(cover, kept) if kept else _afresh(cover, policy.forsok)
        if not cover.umulige:
            break
        tasks = _relax(tasks, cover.umulige, unmet, block)
    seconds = SEKUNDER if light else 0.0 if kept else policy.tidsgrense
    free = cover.cost(y) == 0.0
    proof = Eksakt(y, 0.0, bevist=free) if free or not seconds else solve_exactly(cover, y, seconds)
    return _finish(cover, proof, unmet)


def _afresh(cover: Dekning, starts: int) -> Flagg:
    cover.start()
    patterns = [cover.improve(cover.cover(cover.block.tvunget)) for _ in range(starts)]
    return min(patterns, key=cover.price)


def _keep(cover: Dekning, earlier: Blokkmonster) -> Flagg:
    """The earlier pattern, mended."""
    for witness in dict.fromkeys(witness for _, witnesses in earlier.vitner for witness in witnesses):
        deviation = cover.block.from_witness(witness)
        if deviation is not None:
            cover.vitner.add(deviation)
    hidden = [any(name in earlier.skjulte for name in members) for members in cover.block.medlemmer]
    return cover.cover(cover.block.tvunget | np.array(hidden, np.bool_))


def _relax(
    tasks: Sequence[Oppgave],
    failed: Sequence[Oppgave],
    unmet: dict[tuple[str, str], bool],
    block: Redusert,
) -> list[Oppgave]:
    """The tasks, with the impossible ones weakened or else left out; `unmet` notes which."""
    kept = [task for task in tasks if task not in failed]
    for task in failed:
        weaker = task.weaker()
        possible = weaker != task
        unmet.update({(name, block.angripere[task.angriper]): possible for name in task.celler})
        if possible:
            kept.append(weaker)
    return kept


def _finish(cover: Dekning, proof: Eksakt, unmet: dict[tuple[str, str], bool]) -> Losning:
    y, chosen = cover.settle(proof.y)
    forced = float(cover.block.vekt[y & cover.block.tvunget].sum())
    witnesses: dict[str, tuple[Vitne, ...]] = {}
    for task, deviations in zip(cover.vitner.oppgaver, chosen, strict=True):
        found = tuple(cover.block.to_witness(deviation) for deviation in deviations)
        for name in task.celler:
            witnesses[name] = witnesses.get(name, ()) + found
    cost = cover.cost(y)
    return Losning(
        skjulte=cover.block.expand(y),
        vitner=witnesses,
        kostnad=forced + cost,
        nedre_grense=forced + proof.nedre_grense,
        bevist=proof.bevist or proof.nedre_grense >= cost - EPS,
        mangler=tuple(unmet),
        delvis=frozenset(key for key, partly in unmet.items() if partly),
    )
