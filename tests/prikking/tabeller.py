"""Tables for the tests: small helpers and the study's seeded generator of realistic blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product

import numpy as np

from bvdesk.prikking import Celle, Nuller, Policy, Publikasjon, Relasjon, Slag, with_level_weights

Tre = Mapping[str, "Tre"]

MELDERE: Tre = {
    "offentlig": {"barnehage": {}, "skole": {}, "helse": {}, "politi": {}, "annet": {}},
    "privat": {"foreldre": {}, "barnet": {}, "naboer": {}},
    "ukjent": {},
}
ANDELER = dict(
    zip(
        ("barnehage", "skole", "helse", "politi", "annet", "foreldre", "barnet", "naboer", "ukjent"),
        (0.08, 0.20, 0.12, 0.15, 0.10, 0.12, 0.04, 0.08, 0.11),
        strict=True,
    )
)
INNBYGGERE = {
    2: (10400, 4100),
    3: (15000, 3900, 1200),
    4: (18000, 6000, 3000, 1200),
    6: (30000, 9000, 5000, 3200, 1800, 1000),
}
RATER = (18, 14, 10, 8, 6, 4, 3, 2, 1, 0.5)


def sum_relation(total: str, parts: Iterable[str]) -> Relasjon:
    """`total = sum of parts`, with the total as the one negative term."""
    return Relasjon(((total, -1), *((part, 1) for part in parts)))


def share_relations(teller: str, nevner: str, hundredeler: int, desimaler: int = 0) -> tuple[Relasjon, Relasjon]:
    """What a printed percentage tells the reader: two inequalities.

    Args:
        teller: the cell counted.
        nevner: the cell it is counted out of.
        hundredeler: the printed percentage without its comma (3,6 % with one decimal is 36).
        desimaler: decimals printed.

    The percentage is rounded half up: `s - 1/2 <= 100 * 10**desimaler * teller / nevner < s + 1/2`.
    Multiplied by two and with the strict side made an integer one, both rows are exact.
    """
    scale = 200 * 10**desimaler
    floor = Relasjon(((nevner, 2 * hundredeler - 1), (teller, -scale)), 0, Slag.HOYST)
    ceiling = Relasjon(((teller, scale), (nevner, -(2 * hundredeler + 1))), -1, Slag.HOYST)
    return floor, ceiling


def _below(name: str, tree: Tre) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield name, tuple(tree)
    for child, subtree in tree.items():
        yield from _below(child, subtree)


def _leaves(name: str, children: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    below = children[name]
    return (name,) if not below else tuple(leaf for child in below for leaf in _leaves(child, children))


def cross_table(axes: Sequence[tuple[str, Tre]], leaf: Callable[[tuple[str, ...]], int], prefix: str = "") -> Publikasjon:
    """Every combination of nodes along the axes, with the sums along each of them.

    Args:
        axes: name of the root and its tree, one per dimension.
        leaf: the value of a combination of leaves.
        prefix: put before every id.
    """
    children = [dict(_below(name, tree)) for name, tree in axes]
    leaves = [{name: _leaves(name, axis) for name in axis} for axis in children]
    values = {key: leaf(key) for key in product(*(ends[axes[k][0]] for k, ends in enumerate(leaves)))}

    def ident(key: Sequence[str]) -> str:
        return prefix + "/".join(key)

    cells = [
        Celle(ident(key), sum(values[end] for end in product(*(leaves[k][name] for k, name in enumerate(key)))))
        for key in product(*children)
    ]
    relations = []
    for k, axis in enumerate(children):
        others = [list(other) for place, other in enumerate(children) if place != k]
        for name, below in axis.items():
            for rest in product(*others) if below else ():
                at = [ident((*rest[:k], node, *rest[k:])) for node in (name, *below)]
                relations.append(sum_relation(at[0], at[1:]))
    return Publikasjon(tuple(cells), tuple(relations))


def table(values: Sequence[Sequence[int]], prefix: str = "") -> Publikasjon:
    """A two-way table with its sums: `r0/c0`, row sums `r0/sum`, column sums `sum/c0`, and `sum/sum`."""
    rows = {f"r{i}": {} for i in range(len(values))}
    columns = {f"c{j}": {} for j in range(len(values[0]))}
    return cross_table([("sum", rows), ("sum", columns)], lambda key: values[int(key[0][1:])][int(key[1][1:])], prefix)


def melder_block(kommuner: int, rate: float, seed: int, prefix: str = "") -> Publikasjon:
    """The study's three-level block: kommuner and service, four quarters and year, two levels of melder."""
    random = np.random.default_rng(seed)

    def draw(key: tuple[str, ...]) -> int:
        people = INNBYGGERE[kommuner][int(key[0][1:])]
        return int(random.poisson(rate * people / 1000 * ANDELER[key[2]] / 4))

    return cross_table(
        [
            ("tjenesten", {f"K{i}": {} for i in range(kommuner)}),
            ("aret", {f"Q{q}": {} for q in range(1, 5)}),
            ("alle", MELDERE),
        ],
        draw,
        prefix,
    )


def simple_block(kommuner: int, rate: float, seed: int, prefix: str = "") -> Publikasjon:
    """Kommuner and service, four quarters and year."""
    random = np.random.default_rng(seed)

    def draw(key: tuple[str, ...]) -> int:
        return int(random.poisson(rate * INNBYGGERE[kommuner][int(key[0][1:])] / 1000 / 4))

    return cross_table(
        [("tjenesten", {f"K{i}": {} for i in range(kommuner)}), ("aret", {f"Q{q}": {} for q in range(1, 5)})],
        draw,
        prefix,
    )


def join(parts: Sequence[Publikasjon]) -> Publikasjon:
    """One publication of several that share no cell."""
    return Publikasjon(
        tuple(celle for part in parts for celle in part.celler),
        tuple(relasjon for part in parts for relasjon in part.relasjoner),
    )


def service_year(kommuner: int, seed: int = 1, simple: int = 85) -> Publikasjon:
    """The study's whole service-year: simple indicators and ten three-level blocks."""
    parts = [simple_block(kommuner, RATER[k % len(RATER)], seed * 1000 + k, f"s{k}/") for k in range(simple)]
    parts += [melder_block(kommuner, rate, seed * 100 + k, f"m{k}/") for k, rate in enumerate(RATER)]
    return join(parts)


def weighed(publikasjon: Publikasjon) -> Publikasjon:
    """With the policy's default weights: leaves cheap, totals dear."""
    return with_level_weights(publikasjon, Policy().vekter)


def small_count(publikasjon: Publikasjon, policy: Policy) -> int:
    """How many cells are small."""
    return sum(policy.is_small(celle) for celle in publikasjon.celler)


def spans(publikasjon: Publikasjon, policy: Policy) -> dict[str, tuple[int, int]]:
    """What a reader holds possible of each cell alone; for tables whose upper limits are all given."""
    return {
        c.id: (min(c.verdi, max(c.nedre_grense, int(policy.nuller is Nuller.VIS))), c.ovre_grense or 0)
        for c in publikasjon.celler
    }


def brute_force(
    publikasjon: Publikasjon, hidden: Sequence[str], limits: Mapping[str, tuple[int, int]]
) -> dict[str, tuple[int, int]]:
    """Smallest and largest value of each hidden cell, by trying every table there is.

    The tables grow one cell at a time; those that break a relation whose cells are all in place are dropped.
    """
    values = publikasjon.verdier()
    order: list[str] = []
    tables = np.zeros((1, 0), np.int64)
    while len(order) < len(hidden):
        order.append(_next_cell(publikasjon, hidden, order))
        choices = np.arange(limits[order[-1]][0], limits[order[-1]][1] + 1)
        tables = np.column_stack([np.repeat(tables, len(choices), axis=0), np.tile(choices, len(tables))])
        for relasjon in publikasjon.relasjoner:
            unknown = {name for name, _ in relasjon.ledd if name in hidden}
            if order[-1] in unknown and unknown <= set(order):
                tables = tables[_holds(relasjon, order, values, tables)]
    return {name: (int(tables[:, k].min()), int(tables[:, k].max())) for k, name in enumerate(order)}


def _next_cell(publikasjon: Publikasjon, hidden: Sequence[str], order: Sequence[str]) -> str:
    """The cell that leaves the fewest unknowns in some relation."""

    def left(name: str) -> int:
        unknowns = [{n for n, _ in r.ledd if n in hidden} for r in publikasjon.relasjoner]
        return min((len(u - set(order)) for u in unknowns if name in u), default=len(hidden))

    return min((name for name in hidden if name not in order), key=left)


def _holds(relasjon: Relasjon, order: list[str], values: Mapping[str, int], tables: np.ndarray) -> np.ndarray:
    left = np.zeros(len(tables), np.int64)
    for name, coefficient in relasjon.ledd:
        left += coefficient * (tables[:, order.index(name)] if name in order else values[name])
    return left == relasjon.konstant if relasjon.slag.value == "=" else left <= relasjon.konstant
