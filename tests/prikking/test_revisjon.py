"""The auditor against brute force, and the traps it was built for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import highspy
import numpy as np
import pytest

from bvdesk.prikking import (
    Angripere,
    Celle,
    Merke,
    Nuller,
    Policy,
    Publikasjon,
    Relasjon,
    Vern,
    audit,
    protect,
)
from tests.conftest import DATA
from tests.prikking.tabeller import (
    brute_force,
    cross_table,
    melder_block,
    share_relations,
    small_count,
    spans,
    sum_relation,
    table,
)

TABLES = 500
FELT = 30


def random_table(random: np.random.Generator, prefix: str = "") -> Publikasjon:
    """A two- or three-way table of small counts, some with zeros, some with tight upper limits."""
    shapes = [(2, 2), (2, 3), (3, 3), (2, 2, 2)]
    shape = shapes[random.integers(len(shapes))]
    mean = random.uniform(0.5, 3.0)
    axes = [(f"s{k}", {f"{k}{i}": {} for i in range(size)}) for k, size in enumerate(shape)]
    base = cross_table(axes, lambda _key: int(random.poisson(mean)), prefix)
    roof = int(random.integers(2, 5))
    return Publikasjon(tuple(replace(c, ovre_grense=c.verdi + roof) for c in base.celler), base.relasjoner)


def random_hidden(random: np.random.Generator, publikasjon: Publikasjon, policy: Policy, most: int) -> list[str]:
    names = [c.id for c in publikasjon.celler if policy.is_small(c)]
    others = [c.id for c in publikasjon.celler if not policy.is_small(c) and (policy.nuller is not Nuller.VIS or c.verdi)]
    random.shuffle(names)
    random.shuffle(others)
    hidden = names[: most - 2] + others
    return hidden[: int(random.integers(2, most + 1))]


@pytest.mark.parametrize("nuller", list(Nuller))
def test_intervals_are_those_of_brute_force(nuller: Nuller) -> None:
    random = np.random.default_rng(20260101)
    policy = Policy(nuller=nuller)
    cells = 0
    for number in range(TABLES // 3 + 1):
        publikasjon = random_table(random)
        hidden = random_hidden(random, publikasjon, policy, 8)
        marked = mark(publikasjon, hidden)
        verdict = audit(marked, hidden, policy)
        truth = brute_force(marked, hidden, spans(marked, policy))
        assert verdict.intervaller == truth, number
        assert set(verdict.avslorte_celler) == {name for name, (low, high) in truth.items() if low == high}
        cells += len(truth)
    assert cells > 600


def mark(publikasjon: Publikasjon, names: list[str]) -> Publikasjon:
    """The same publication with exactly these cells small, so that the auditor tells of each."""
    return Publikasjon(tuple(replace(c, liten=c.id in names) for c in publikasjon.celler), publikasjon.relasjoner)


ODD = [(0, 1), (1, 2), (0, 2)]


def test_three_cells_around_a_triangle() -> None:
    """Every pair of three hidden figures has a shown sum, which gives all three."""
    cells = [Celle(f"x{k}", value) for k, value in enumerate((1, 1, 1))]
    sums = [Celle(f"s{i}{j}", 2, last=True) for i, j in ODD]
    relations = [sum_relation(f"s{i}{j}", (f"x{i}", f"x{j}")) for i, j in ODD]
    publikasjon = Publikasjon((*cells, *sums), tuple(relations))
    verdict = audit(publikasjon, {"x0", "x1", "x2"}, Policy())
    assert verdict.intervaller == {"x0": (1, 1), "x1": (1, 1), "x2": (1, 1)}


def real_widths(publikasjon: Publikasjon, hidden: set[str], names: Sequence[str]) -> list[float]:
    """How wide an auditor who thinks in fractions would find each interval, straight from the solver."""
    columns = {c.id: k for k, c in enumerate(publikasjon.celler)}
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    for celle in publikasjon.celler:
        low, high = (0, 2 * celle.verdi + 100) if celle.id in hidden else (celle.verdi, celle.verdi)
        solver.addVar(low, high)
    for relasjon in publikasjon.relasjoner:
        index = np.array([columns[cell] for cell, _ in relasjon.ledd], np.int32)
        solver.addRow(0, 0, len(index), index, np.array([float(k) for _, k in relasjon.ledd]))
    return [furthest(solver, columns[name], -1.0) - furthest(solver, columns[name], 1.0) for name in names]


def furthest(solver: highspy.Highs, column: int, cost: float) -> float:
    solver.changeColCost(column, cost)
    solver.run()
    solver.changeColCost(column, 0.0)
    return float(solver.getSolution().col_value[column])


def test_a_whole_report_that_is_safe_in_fractions_and_open_in_whole_numbers() -> None:
    """Three kommuner, 300 cells: 30 small figures have an interval at least one wide, and one possible value."""
    trap = json.loads((DATA / "prikking" / "heltallsfelle.json").read_text(encoding="utf-8"))
    publikasjon = melder_block(trap["kommuner"], trap["rate"], trap["fro"])
    hidden = set(trap["skjulte"])
    verdict = audit(publikasjon, hidden, Policy())
    assert all(found.lav == found.hoy for found in verdict.avslort)
    assert verdict.milp > 0
    assert sum(width >= 1 for width in real_widths(publikasjon, hidden, verdict.avslorte_celler)) == FELT


def test_a_parity_trap_passes_linear_programming_and_fails_the_audit() -> None:
    """2x + 2y + z = 7 with z at most 2: fractions let z be anything from 0 to 2, whole numbers only 1."""
    publikasjon = Publikasjon(
        (Celle("x", 1), Celle("y", 2), Celle("z", 1, ovre_grense=2), Celle("n", 7, last=True)),
        (Relasjon((("x", 2), ("y", 2), ("z", 1), ("n", -1))),),
    )
    verdict = audit(publikasjon, {"x", "y", "z"}, Policy(terskel=1))
    assert verdict.intervaller["z"] == (1, 1)
    assert "z" in verdict.avslorte_celler
    assert verdict.milp > 0
    monster = protect(publikasjon, Policy(terskel=1))
    assert {item.celle for item in monster.ubeskyttbare} >= {"z"}


def test_a_shown_small_figure_is_disclosed_unless_it_is_known_already() -> None:
    shown = Publikasjon((Celle("a", 2),))
    assert audit(shown, (), Policy()).avslorte_celler == ("a",)
    known = audit(Publikasjon((Celle("a", 2, last=True),)), (), Policy())
    assert known.godkjent
    assert known.kjente == ("a",)


def test_a_cell_hidden_in_vain_is_named() -> None:
    publikasjon = table([[2, 30], [25, 40]])
    square = {"r0/c0", "r0/c1", "r1/c0", "r1/c1"}
    assert audit(publikasjon, square, Policy()).bortkastede == ()
    verdict = audit(publikasjon, {"r0/c0", "r0/c1"}, Policy())
    assert verdict.bortkastede == ("r0/c1",)
    assert verdict.avslorte_celler == ("r0/c0",)


def test_figures_that_can_be_told_to_be_small_are_warned_about() -> None:
    publikasjon = table([[2, 1, 30], [25, 40, 20]])
    hidden = {"r0/c0", "r0/c1", "r1/c0", "r1/c1"}
    verdict = audit(publikasjon, hidden, Policy())
    assert verdict.godkjent
    assert verdict.svake == ("r0/c0", "r0/c1")
    assert set(audit(publikasjon, hidden, Policy(vern=Vern.STERK)).avslorte_celler) == hidden & set(verdict.svake)


def test_a_rule_of_thumb_leaves_small_figures_derivable() -> None:
    """At least two hidden in every sum, the rule many use, is no protection."""
    leaked = 0
    for seed in range(3):
        publikasjon = melder_block(3, 8, seed)
        hidden = two_per_relation(publikasjon, Policy())
        leaked += len(audit(publikasjon, hidden, Policy()).avslorte_celler)
    assert leaked > 0


def two_per_relation(publikasjon: Publikasjon, policy: Policy) -> set[str]:
    hidden = {c.id for c in publikasjon.celler if policy.is_small(c)}
    grown = True
    while grown:
        grown = False
        for relasjon in publikasjon.relasjoner:
            names = [name for name, _ in relasjon.ledd]
            if sum(name in hidden for name in names) == 1:
                hidden.add(min((n for n in names if n not in hidden), key=lambda n: (publikasjon.celle(n).verdi, n)))
                grown = True
    return hidden


def test_each_report_protected_alone_leaks_when_they_lie_side_by_side() -> None:
    whole = melder_block(2, 8, 3)
    policy = Policy()
    hidden: set[str] = set()
    for part in ("K0", "K1"):
        ids = {c.id for c in whole.celler if c.id.startswith(part)}
        alone = Publikasjon(
            tuple(c for c in whole.celler if c.id in ids),
            tuple(r for r in whole.relasjoner if all(name in ids for name, _ in r.ledd)),
        )
        pattern = protect(alone, policy).skjulte
        assert audit(alone, pattern, policy).godkjent
        hidden |= pattern
    assert len(audit(whole, hidden, policy).avslorte_celler) > small_count(whole, policy) / 4
    assert audit(whole, protect(whole, policy).skjulte, policy).godkjent


def test_shares_beside_hidden_counts_give_all_of_them_away() -> None:
    publikasjon = table([[2, 7, 31], [5, 19, 16]])
    policy = Policy()
    hidden = protect(publikasjon, policy).skjulte
    assert audit(publikasjon, hidden, policy).godkjent
    values = publikasjon.verdier()
    shares = [
        relation
        for r, c in product(range(2), range(3))
        for relation in share_relations(f"r{r}/c{c}", f"r{r}/sum", percent(values[f"r{r}/c{c}"], values[f"r{r}/sum"]))
    ]
    leaking = Publikasjon(publikasjon.celler, (*publikasjon.relasjoner, *shares))
    assert audit(leaking, hidden, policy).avslorte_celler == ("r0/c0",)
    mended = protect(leaking, policy)
    assert audit(leaking, mended.skjulte, policy).godkjent


def percent(part: int, whole: int) -> int:
    return (200 * part + whole) // (2 * whole)


def test_a_split_marker_gives_small_figures_away_and_can_be_protected_too() -> None:
    common, split = Policy(grupper=()), Policy(grupper=(), merke=Merke.DELT)
    leaked = 0
    for seed in range(4):
        publikasjon = melder_block(2, 6, seed)
        pattern = protect(publikasjon, common).skjulte
        leaked += len(audit(publikasjon, pattern, split).avslorte_celler)
        mended = protect(publikasjon, split)
        assert set(audit(publikasjon, mended.skjulte, split).avslorte_celler) <= {item.celle for item in mended.ubeskyttbare}
    assert leaked > 0


def test_figures_found_in_the_printed_files_are_audited_anew() -> None:
    """The model hides two figures; one of them slips into a caption. What the files show is what counts."""
    publikasjon = table([[2, 30], [25, 40]])
    monster = protect(publikasjon, Policy())
    printed = {name: publikasjon.celle(name).verdi for name, state in monster.tilstand.items() if not state.hidden}
    assert audit(publikasjon, set(monster.tilstand) - set(printed), Policy()).godkjent
    leaked = printed | {"r1/c1": 40}
    assert audit(publikasjon, set(monster.tilstand) - set(leaked), Policy()).avslorte_celler == ("r0/c0",)


def with_insiders(publikasjon: Publikasjon) -> Publikasjon:
    """Each kommune knows its own rows of a table."""
    cells = tuple(replace(c, kjent_av=frozenset({c.id.split("/")[0]}) - {"sum", "tjenesten"}) for c in publikasjon.celler)
    return Publikasjon(cells, publikasjon.relasjoner)


def test_insiders_know_their_own_figures() -> None:
    publikasjon = with_insiders(table([[2, 30, 18], [25, 40, 11], [3, 14, 22]]))
    outsiders, insiders = Policy(), Policy(angripere=Angripere.INNSIDERE)
    pattern = protect(publikasjon, outsiders).skjulte
    assert audit(publikasjon, pattern, outsiders).godkjent
    leaks = audit(publikasjon, pattern, insiders).avslort
    assert {found.angriper for found in leaks} <= {"r0", "r1", "r2"}
    assert leaks
    mended = protect(publikasjon, insiders)
    assert audit(publikasjon, mended.skjulte, insiders).godkjent
    assert mended.kostnad > protect(publikasjon, outsiders).kostnad
