"""Cells that cannot deviate are dropped, cells that must deviate alike become one, redundant rows go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bvdesk.prikking.kunnskap import hideable, limits
from bvdesk.prikking.policy import Policy
from bvdesk.prikking.publikasjon import Blokk, Slag

Rad = dict[int, int]

PRIMTALL = (1 << 61) - 1


@dataclass(slots=True)
class Likning:
    """One relation in deviations: `terms @ d = 0`, or `<= slack` when there is a slack."""

    terms: Rad
    slack: int | None


class Sammenslaing:
    """The cells of a block by place, with what is left of the rows between them.

    Attributes:
        down: how far each standing cell can go down, in the reader's mind.
        up: how far it can go up.
        rows: the relations between standing cells.
    """

    def __init__(self, blokk: Blokk, policy: Policy) -> None:
        spans = [limits(celle, policy) for celle in blokk.celler]
        self.down = [celle.verdi - low for celle, (low, _) in zip(blokk.celler, spans, strict=True)]
        self.up = [high - celle.verdi for celle, (_, high) in zip(blokk.celler, spans, strict=True)]
        self._parent = list(range(len(blokk.celler)))
        self._fixed = [not hideable(celle, policy) for celle in blokk.celler]
        self.rows = list(_rows(blokk))

    def root(self, cell: int) -> int:
        """The cell that stands for this one."""
        parent = self._parent
        while parent[cell] != cell:
            parent[cell] = parent[parent[cell]]
            cell = parent[cell]
        return cell

    def fixed(self, cell: int) -> bool:
        """Whether the cell cannot deviate."""
        root = self.root(cell)
        return self._fixed[root] or (self.down[root] == 0 and self.up[root] == 0)

    def settle(self) -> None:
        """Sweep until nothing changes."""
        while self._sweep():
            pass

    def _sweep(self) -> bool:
        before = len(self.rows)
        kept: dict[tuple[object, ...], Likning] = {}
        for row in self.rows:
            terms = self._collapse(row.terms)
            if terms and not (row.slack is None and self._absorb(terms)):
                kept.setdefault(_signature(terms, row.slack), Likning(terms, row.slack))
        self.rows = list(kept.values())
        return len(self.rows) < before

    def _collapse(self, terms: Rad) -> Rad:
        collapsed: Rad = {}
        for cell, coefficient in terms.items():
            root = self.root(cell)
            if not self.fixed(root):
                collapsed[root] = collapsed.get(root, 0) + coefficient
        return {cell: coefficient for cell, coefficient in collapsed.items() if coefficient}

    def _absorb(self, terms: Rad) -> bool:
        if len(terms) == 1:
            self._fixed[next(iter(terms))] = True
            return True
        if len(terms) == 2:
            (left, plus), (right, minus) = terms.items()
            if plus == -minus:
                self._parent[right] = left
                self.down[left] = min(self.down[left], self.down[right])
                self.up[left] = min(self.up[left], self.up[right])
                return True
        return False


def _rows(blokk: Blokk) -> Iterable[Likning]:
    position = {celle.id: place for place, celle in enumerate(blokk.celler)}
    values = {celle.id: celle.verdi for celle in blokk.celler}
    for relasjon in blokk.relasjoner:
        terms: Rad = {}
        for name, coefficient in relasjon.ledd:
            terms[position[name]] = terms.get(position[name], 0) + coefficient
        whole = relasjon.slag is Slag.LIK
        yield Likning(terms, None if whole else relasjon.gap(values))


def _signature(terms: Rad, slack: int | None) -> tuple[object, ...]:
    sign = 1 if slack is not None or terms[min(terms)] > 0 else -1
    return (slack, *sorted((cell, sign * coefficient) for cell, coefficient in terms.items()))


def independent(rows: Sequence[Rad]) -> list[Rad]:
    """The rows less those that follow from the others (elimination modulo a prime of 61 bits)."""
    pivots: dict[int, Rad] = {}
    kept: list[Rad] = []
    for row in rows:
        rest = {cell: coefficient % PRIMTALL for cell, coefficient in row.items()}
        while rest and (lead := min(rest)) in pivots:
            factor = rest[lead]
            for cell, coefficient in pivots[lead].items():
                value = (rest.get(cell, 0) - factor * coefficient) % PRIMTALL
                if value:
                    rest[cell] = value
                else:
                    rest.pop(cell, None)
        if rest:
            inverse = pow(rest[lead], -1, PRIMTALL)
            pivots[lead] = {cell: coefficient * inverse % PRIMTALL for cell, coefficient in rest.items()}
            kept.append(row)
    return kept
