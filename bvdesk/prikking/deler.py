"""Very large blocks, covered part by part.

A part is the neighbourhood of a small cell that still lacks protection. Cells outside it stand still while
it is solved, so whatever protects a cell in the part protects it in the whole. A cell that its part cannot
protect gets a larger one, in the end the whole block.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import replace

from bvdesk.prikking.blokkloser import Losning, hidden_anyhow, solve_reduced
from bvdesk.prikking.monster import Blokkmonster, Vitne
from bvdesk.prikking.policy import Policy
from bvdesk.prikking.publikasjon import Blokk, Relasjon
from bvdesk.prikking.reduksjon import reduce_block

STORRELSER = (300, 1200)
"""Cells in a part, first and second time; after that the whole block."""


class Nabolag:
    """The cells of a block and how near they are to each other."""

    def __init__(self, blokk: Blokk) -> None:
        self._cells = {celle.id: celle for celle in blokk.celler}
        self._touching: dict[str, list[Relasjon]] = defaultdict(list)
        for relasjon in sorted(blokk.relasjoner, key=lambda relasjon: len(relasjon.ledd)):
            for name, _ in relasjon.ledd:
                self._touching[name].append(relasjon)

    def __len__(self) -> int:
        return len(self._cells)

    def part(self, middle: str, size: int) -> Blokk:
        """The cells nearest to one, and their relations as seen when all others are shown."""
        names = self._nearest(middle, size)
        touching = {id(relasjon): relasjon for name in names for relasjon in self._touching[name]}
        return Blokk(
            tuple(self._cells[name] for name in names),
            tuple(self._seen_from(relasjon, names) for relasjon in touching.values()),
        )

    def _nearest(self, middle: str, size: int) -> dict[str, None]:
        names, queue = {middle: None}, deque([middle])
        while queue:
            for relasjon in self._touching[queue.popleft()]:
                for name, _ in relasjon.ledd:
                    if name not in names:
                        if len(names) >= size:
                            return names
                        names[name] = None
                        queue.append(name)
        return names

    def _seen_from(self, relasjon: Relasjon, names: dict[str, None]) -> Relasjon:
        inside = tuple(term for term in relasjon.ledd if term[0] in names)
        outside = sum(coefficient * self._cells[name].verdi for name, coefficient in relasjon.ledd if name not in names)
        return Relasjon(inside, relasjon.konstant - outside, relasjon.slag)


def solve_in_parts(blokk: Blokk, policy: Policy, _earlier: Blokkmonster | None = None) -> Losning:
    """The pattern of a large block; it is solved afresh whenever it changes."""
    return _Patchwork(blokk, policy).run()


class _Patchwork:
    def __init__(self, blokk: Blokk, policy: Policy) -> None:
        self._blokk = blokk
        self._policy = policy
        self._near = Nabolag(blokk)
        self._hidden = hidden_anyhow(blokk.celler, policy)
        self._witnesses: dict[str, tuple[Vitne, ...]] = {}
        self._unmet: tuple[tuple[str, str], ...] = ()
        self._partly: frozenset[tuple[str, str]] = frozenset()

    def run(self) -> Losning:
        free = self._hidden
        pending = {c.id: None for c in self._blokk.celler if self._policy.is_small(c) and not c.last}
        for size in STORRELSER:
            pending = self._stage(pending, size)
        if pending:
            answer = self._solve(next(iter(pending)), len(self._near), pending)
            self._accept(answer.vitner)
            self._unmet, self._partly = answer.mangler, answer.delvis
        cost = sum(c.vekt for c in self._blokk.celler if c.id in self._hidden and c.id not in free)
        return Losning(
            skjulte=self._hidden,
            vitner=self._witnesses,
            kostnad=cost,
            bevist=cost == 0.0,
            mangler=self._unmet,
            delvis=self._partly,
        )

    def _stage(self, pending: dict[str, None], size: int) -> dict[str, None]:
        """Solve parts of this size; returns the cells that need larger ones."""
        failed: dict[str, None] = {}
        while pending:
            middle = next(iter(pending))
            answer = self._solve(middle, size, pending)
            unmet = {name for name, _ in answer.mangler}
            met = {name: found for name, found in answer.vitner.items() if name not in unmet}
            self._accept(met)
            if middle not in met:
                failed[middle] = None
            for name in (middle, *met):
                pending.pop(name, None)
        return failed

    def _solve(self, middle: str, size: int, pending: dict[str, None]) -> Losning:
        part = reduce_block(self._near.part(middle, size), self._policy, self._hidden)
        wanted = replace(
            part,
            oppgaver=tuple(task for task in part.oppgaver if any(name in pending for name in task.celler)),
            fastlast=tuple(key for key in part.fastlast if key[0] in pending),
        )
        return solve_reduced(wanted, self._policy)

    def _accept(self, witnesses: dict[str, tuple[Vitne, ...]]) -> None:
        self._witnesses |= witnesses
        self._hidden = self._hidden.union(name for found in witnesses.values() for witness in found for name, _ in witness)
