"""A block as the engine solves it: deviations from the true figures, less everything decided beforehand.

The reader's possible tables are the true one plus a deviation `d` that keeps every relation and stays within
what the reader holds possible. Cells that cannot deviate are dropped, cells that must deviate alike become
one class, and redundant rows go. What remains is a handful of classes even for a block of some hundred cells.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from bvdesk.prikking.kunnskap import requirement
from bvdesk.prikking.monster import Vitne
from bvdesk.prikking.policy import Angripere, Policy
from bvdesk.prikking.publikasjon import Blokk, Celle
from bvdesk.prikking.sammenslaing import Sammenslaing, independent

Heltall = NDArray[np.int64]
Flagg = NDArray[np.bool_]

SMATT = 0.4
"""The trifles for size of all classes of a block sum to less than this: they never outweigh a whole cell."""


@dataclass(frozen=True, slots=True)
class Oppgave:
    """One requirement: the class must be able to move this far, for readers who know what `angriper` knows.

    Attributes:
        klasse: the class.
        krav: how far, in whole numbers.
        opp: upwards; otherwise counted from the lowest to the highest possible value.
        angriper: index into `Redusert.angripere`.
        celler: the small cells that ask for it.
    """

    klasse: int
    krav: int
    opp: bool
    angriper: int
    celler: tuple[str, ...]

    def weaker(self) -> Oppgave:
        """The least protection there is: two possible values."""
        return replace(self, krav=1, opp=False)


@dataclass(frozen=True, slots=True)
class Rader:
    """Sparse integer rows, the equations first: `rows @ d = 0`, then `rows @ d <= slakk`."""

    start: NDArray[np.int32]
    index: NDArray[np.int32]
    value: Heltall
    likninger: int
    slakk: Heltall

    @property
    def antall(self) -> int:
        """How many rows there are."""
        return len(self.start) - 1

    def hold(self, d: Heltall) -> bool:
        """Whether the deviation keeps every relation, in exact integers."""
        if self.antall == 0:
            return True
        sides = np.add.reduceat(self.value * d[self.index], self.start[:-1])
        return not sides[: self.likninger].any() and bool((sides[self.likninger :] <= self.slakk).all())


@dataclass(frozen=True, slots=True)
class Redusert:
    """A reduced block.

    Attributes:
        medlemmer: ids of the cells in each class.
        klasse: the class of each cell that can deviate.
        ned: how far each class can go down, in the reader's mind.
        opp: how far it can go up.
        vekt: what hiding the class costs.
        pris: the same with a trifle for size, so that of two equal choices the smaller figure is hidden, and a
            zero last: next to a zero, a small figure is protected but can be told to be small.
        tvunget: classes that are hidden anyhow.
        rader: the relations between the classes.
        angripere: names of the attackers; the first is the reader from outside, whose name is empty.
        kjent: per attacker, the classes known to it.
        oppgaver: the requirements.
        fastlast: small cells that cannot deviate at all, each with the attacker that knows.
        skjulte: ids hidden before anything is solved.
    """

    medlemmer: tuple[tuple[str, ...], ...]
    klasse: dict[str, int]
    ned: Heltall
    opp: Heltall
    vekt: NDArray[np.float64]
    pris: NDArray[np.float64]
    tvunget: Flagg
    rader: Rader
    angripere: tuple[str, ...]
    kjent: tuple[Flagg, ...]
    oppgaver: tuple[Oppgave, ...]
    fastlast: tuple[tuple[str, str], ...]
    skjulte: frozenset[str]

    @property
    def antall(self) -> int:
        """How many classes there are."""
        return len(self.medlemmer)

    def expand(self, y: Flagg) -> frozenset[str]:
        """Ids of the cells hidden when the classes in `y` are."""
        return self.skjulte.union(*(self.medlemmer[k] for k in np.flatnonzero(y)))

    def to_witness(self, d: Heltall) -> Vitne:
        """The deviation cell by cell."""
        return tuple((name, int(d[k])) for k in np.flatnonzero(d) for name in self.medlemmer[k])

    def from_witness(self, witness: Vitne) -> Heltall | None:
        """The deviation class by class, or None when it no longer keeps the relations and the limits."""
        d = np.zeros(self.antall, np.int64)
        for name, move in witness:
            k = self.klasse.get(name)
            if k is None or d[k] not in (0, move):
                return None
            d[k] = move
        complete = sum(len(self.medlemmer[k]) for k in np.flatnonzero(d)) == len(witness)
        return d if complete and self.possible(d) else None

    def possible(self, d: Heltall) -> bool:
        """Whether the reader must hold this deviation possible."""
        return bool((d >= -self.ned).all() and (d <= self.opp).all()) and self.rader.hold(d)


def reduce_block(blokk: Blokk, policy: Policy, skjult: Collection[str] = ()) -> Redusert:
    """The reduced form of a block.

    Args:
        blokk: the cells and their relations.
        policy: the rules.
        skjult: ids hidden already, at no further cost.
    """
    merger = Sammenslaing(blokk, policy)
    merger.settle()
    return _Builder(blokk, policy, frozenset(skjult), merger).build()


@dataclass(slots=True)
class _Builder:
    """Numbers the classes that are left and gathers their arrays."""

    blokk: Blokk
    policy: Policy
    skjult: frozenset[str]
    merger: Sammenslaing
    members: dict[int, list[Celle]] = field(default_factory=dict)
    number: dict[int, int] = field(default_factory=dict)
    small: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()

    def build(self) -> Redusert:
        cells = [celle for celle in self.blokk.celler if not celle.last]
        self.small = frozenset(celle.id for celle in cells if self.policy.is_small(celle))
        unseen = (celle.id for celle in cells if celle.skjult_for or not celle.vises or celle.id in self.skjult)
        self.hidden = self.small.union(unseen)
        for place, celle in enumerate(self.blokk.celler):
            if not self.merger.fixed(place):
                self.members.setdefault(self.merger.root(place), []).append(celle)
        self.number = {root: k for k, root in enumerate(self.members)}
        attackers = self._attackers()
        known = tuple(self._known(name) for name in attackers)
        tasks, stuck = self._tasks(attackers, known)
        cost = np.array([self._cost(cells) for cells in self.members.values()], np.float64)
        return Redusert(
            medlemmer=tuple(tuple(celle.id for celle in cells) for cells in self.members.values()),
            klasse={celle.id: self.number[root] for root, cells in self.members.items() for celle in cells},
            ned=np.array([self.merger.down[root] for root in self.members], np.int64),
            opp=np.array([self.merger.up[root] for root in self.members], np.int64),
            vekt=cost,
            pris=cost + self._trifles(cost),
            tvunget=self._flags(self._forces) | ~self._flags(self._is_shown),
            rader=self._matrix(),
            angripere=attackers,
            kjent=known,
            oppgaver=tasks,
            fastlast=stuck,
            skjulte=self.hidden,
        )

    def _flags(self, test: Callable[[Celle], bool]) -> Flagg:
        return np.array([any(test(celle) for celle in cells) for cells in self.members.values()], np.bool_)

    def _known(self, attacker: str) -> Flagg:
        return self._flags(lambda celle: attacker in celle.kjent_av)

    def _is_shown(self, celle: Celle) -> bool:
        return celle.id not in self.hidden

    def _forces(self, celle: Celle) -> bool:
        return celle.id in self.small or celle.id in self.skjult

    def _cost(self, cells: Iterable[Celle]) -> float:
        return sum(celle.vekt for celle in cells if celle.id not in self.hidden)

    def _trifles(self, cost: NDArray[np.float64]) -> NDArray[np.float64]:
        if (cost != np.rint(cost)).any():
            return np.zeros_like(cost)
        size = np.array([max(celle.verdi for celle in cells) for cells in self.members.values()], np.float64)
        share = np.where(size > 0, size / (size + 50.0), 1.0)
        return SMATT * share / max(len(size), 1)

    def _attackers(self) -> tuple[str, ...]:
        insiders: set[str] = set()
        if self.policy.angripere is Angripere.INNSIDERE:
            insiders = {name for celle in self.blokk.celler for name in celle.kjent_av}
        return ("", *sorted(insiders))

    def _tasks(
        self, attackers: tuple[str, ...], known: tuple[Flagg, ...]
    ) -> tuple[tuple[Oppgave, ...], tuple[tuple[str, str], ...]]:
        wanted: dict[tuple[int, int, bool, int], list[str]] = {}
        stuck: list[tuple[str, str]] = []
        for place, celle in enumerate(self.blokk.celler):
            if celle.id not in self.small:
                continue
            up, need = requirement(celle, self.policy)
            for attacker, name in enumerate(attackers):
                if name in celle.kjent_av:
                    continue
                klasse = self.number.get(self.merger.root(place))
                if klasse is None or known[attacker][klasse]:
                    stuck.append((celle.id, name))
                    continue
                wanted.setdefault((attacker, klasse, up, need), []).append(celle.id)
        tasks = (Oppgave(k, need, up, a, tuple(names)) for (a, k, up, need), names in wanted.items())
        return tuple(tasks), tuple(stuck)

    def _matrix(self) -> Rader:
        numbered = [
            ({self.number[cell]: coefficient for cell, coefficient in row.terms.items()}, row.slack)
            for row in self.merger.rows
        ]
        equations = independent([terms for terms, slack in numbered if slack is None])
        bounded = [(terms, slack) for terms, slack in numbered if slack is not None]
        rows = equations + [terms for terms, _ in bounded]
        return Rader(
            start=np.cumsum([0, *(len(row) for row in rows)], dtype=np.int32),
            index=np.array([cell for row in rows for cell in row], np.int32),
            value=np.array([coefficient for row in rows for coefficient in row.values()], np.int64),
            likninger=len(equations),
            slakk=np.array([slack for _, slack in bounded], np.int64),
        )
