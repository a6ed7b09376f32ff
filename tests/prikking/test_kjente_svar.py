"""Tables with known answers: the literature's, SSB's and tau-Argus users', and those of real reports."""

from __future__ import annotations

import pytest

from bvdesk.prikking import Celle, Monster, Nuller, Policy, Publikasjon, Relasjon, Tilstand, Vern, audit, protect
from tests.prikking.tabeller import cross_table, table, weighed


def secondary(monster: Monster) -> set[str]:
    return {name for name, state in monster.tilstand.items() if state is Tilstand.SEKUNDAER}


def intervals(publikasjon: Publikasjon, hidden: set[str], policy: Policy) -> dict[str, tuple[int, int]]:
    """The auditor's interval of every hidden cell, small or not."""
    return dict(audit(mark_small(publikasjon, hidden), hidden, policy).intervaller)


def mark_small(publikasjon: Publikasjon, names: set[str]) -> Publikasjon:
    from dataclasses import replace

    cells = tuple(replace(celle, liten=celle.id in names) for celle in publikasjon.celler)
    return Publikasjon(cells, publikasjon.relasjoner)


def proven(publikasjon: Publikasjon, policy: Policy) -> Monster:
    """A pattern that is proven cheapest and passes the audit."""
    monster = protect(publikasjon, policy)
    verdict = audit(publikasjon, monster.skjulte, policy)
    assert verdict.godkjent
    assert verdict.bortkastede == ()
    assert monster.bevist
    assert monster.kostnad == pytest.approx(monster.nedre_grense)
    return monster


def test_handbook_example_3_has_the_intervals_of_geurts() -> None:
    publikasjon = table([[5, 2], [1, 2], [3, 3]])
    hidden = {"r0/c0", "r0/c1", "r1/c0", "r1/c1"}
    found = intervals(publikasjon, hidden, Policy())
    assert found == {"r0/c0": (3, 6), "r0/c1": (1, 4), "r1/c0": (0, 3), "r1/c1": (0, 3)}


SIMPLE_HEURISTIC = [[30, 47, 64, 89], [90, 124, 5, 31], [92, 100, 59, 85], [800, 991, 651, 685]]
SIMPLE_HIDDEN = {"r0/c0", "r0/c1", "r0/c2", "r1/c0", "r1/c2", "r2/c1", "r2/c3", "r3/c1", "r3/c3"}


def test_two_hidden_in_every_row_and_column_do_not_protect() -> None:
    """sdcTable's test of its simple heuristic: one cell is exactly 47 all the same, and one more cell saves it."""
    publikasjon = table(SIMPLE_HEURISTIC)
    found = intervals(publikasjon, SIMPLE_HIDDEN, Policy())
    assert {name for name, (low, high) in found.items() if low == high} == {"r0/c1"}
    assert found["r0/c1"] == (47, 47)
    monster = proven(mark_small(publikasjon, SIMPLE_HIDDEN), Policy())
    assert len(secondary(monster)) == 1


def test_one_unsafe_inner_cell_of_a_4x2_table_needs_three_more() -> None:
    publikasjon = table([[2, 40], [30, 50], [20, 25], [12, 19]])
    monster = proven(publikasjon, Policy())
    states = list(monster.tilstand.values())
    assert states.count(Tilstand.SEKUNDAER) == 3
    assert states.count(Tilstand.VIST) == 11


DATA1A = [[0, 1, 7, 1, 0], [2, 0, 0, 2, 8]]
DATA1B = [[1, 1, 7, 1, 0], [1, 0, 0, 2, 8]]
DATA0A = [[5, 0, 7, 0, 9], [5, 9, 9, 5, 8]]
DATA0B = [[0, 0, 7, 0, 9], [0, 9, 9, 2, 8]]


@pytest.mark.parametrize(
    ("data", "terskel", "nuller", "least"),
    [
        (DATA1A, 1, Nuller.VIS, 3),
        (DATA1B, 1, Nuller.VIS, 4),
        (DATA0A, 0, Nuller.PRIKKES, 4),
        (DATA0B, 0, Nuller.PRIKKES, 4),
        (DATA1A, 3, Nuller.VIS, 2),
        (DATA1B, 3, Nuller.VIS, 2),
        (DATA0A, 3, Nuller.PRIKKES, 4),
        (DATA0B, 3, Nuller.PRIKKES, 3),
    ],
)
def test_singletons_and_zeros(data: list[list[int]], terskel: int, nuller: Nuller, least: int) -> None:
    """easySdcTable's vignette: tables that break naive methods, with their proven minima at unit weights."""
    policy = Policy(terskel=terskel, nuller=nuller)
    monster = proven(table(data), policy)
    assert len(secondary(monster)) == least


@pytest.mark.parametrize("data", [DATA1A, DATA1B])
def test_ones_alone_are_all_disclosed_when_zeros_are_shown(data: list[list[int]]) -> None:
    policy = Policy(terskel=1, nuller=Nuller.VIS)
    publikasjon = table(data)
    ones = {celle.id for celle in publikasjon.celler if celle.verdi == 1}
    assert set(audit(publikasjon, ones, policy).avslorte_celler) == ones


def test_ssb_example_1_needs_spain_for_a_wider_interval() -> None:
    publikasjon = table([[17, 3, 1], [17, 10, 11]])
    hidden = {"r0/c1", "r0/c2", "r1/c1", "r1/c2"}
    found = intervals(publikasjon, hidden, Policy())
    assert found["r0/c1"] == found["r0/c2"] == (0, 4)
    wider = intervals(publikasjon, hidden | {"r0/c0", "r1/c0"}, Policy())
    assert wider["r0/c1"] == (0, 13)
    assert wider["r0/c2"] == (0, 12)


def row(total: int, parts: list[int]) -> Publikasjon:
    cells = (Celle("sum", total), *(Celle(f"x{k}", value) for k, value in enumerate(parts)))
    return Publikasjon(cells, (Relasjon((("sum", -1), *((f"x{k}", 1) for k in range(len(parts))))),))


def test_zeros_and_ones_of_user_support_194() -> None:
    alone = intervals(row(0, [0, 0, 0]), {"x0", "x1"}, Policy())
    assert alone == {"x0": (0, 0), "x1": (0, 0)}
    zeros = intervals(row(15, [10, 5, 0, 0]), {"x2", "x3"}, Policy(nuller=Nuller.PRIKKES))
    assert zeros == {"x2": (0, 0), "x3": (0, 0)}
    shown = intervals(row(15, [10, 3, 1, 1]), {"x2", "x3"}, Policy(nuller=Nuller.VIS))
    assert shown == {"x2": (1, 1), "x3": (1, 1)}
    hideable = intervals(row(15, [10, 3, 1, 1]), {"x2", "x3"}, Policy())
    assert hideable == {"x2": (0, 2), "x3": (0, 2)}


def test_a_sum_of_two_small_figures_is_small_itself_in_user_support_307() -> None:
    policy = Policy(terskel=10, vern=Vern.STERK)
    publikasjon = row(23, [15, 5, 3])
    verdict = audit(publikasjon, {"x1", "x2"}, policy)
    assert verdict.intervaller == {"x1": (0, 8), "x2": (0, 8)}
    assert verdict.avslorte_celler == ("x1", "x2")
    monster = proven(weighed(publikasjon), policy)
    assert monster.skjulte == {"x0", "x1", "x2"}


MIDTRE_NAMDAL = [[88, 38, 45, 49], [19, 11, 7, 9], [7, 2, 1, 0]]
"""Meldinger to 30.09.2025 by outcome (undersøkelse, pågående, aktiv sak, henlagt): Namsos, Overhalla, Flatanger."""


@pytest.mark.parametrize(("nuller", "interval"), [(Nuller.VIS, (1, 2)), (Nuller.KAN_SKJULES, (0, 3))])
def test_midtre_namdal_hides_two_of_overhalla(nuller: Nuller, interval: tuple[int, int]) -> None:
    policy = Policy(nuller=nuller)
    publikasjon = weighed(table(MIDTRE_NAMDAL))
    values = publikasjon.verdier()
    assert [values[f"r{k}/sum"] for k in range(3)] == [220, 46, 10]
    assert [values[f"sum/c{k}"] for k in range(4)] == [114, 51, 53, 58]
    small = {"r2/c1", "r2/c2"}
    assert set(audit(publikasjon, small, policy).avslorte_celler) == small
    monster = proven(publikasjon, policy)
    assert monster.skjulte == small | {"r1/c1", "r1/c2"}
    assert audit(publikasjon, monster.skjulte, policy).intervaller == dict.fromkeys(small, interval)


def test_the_real_report_of_midtre_namdal_shows_all() -> None:
    publikasjon = table(MIDTRE_NAMDAL)
    assert set(audit(publikasjon, (), Policy()).avslorte_celler) == {"r2/c1", "r2/c2"}
    zeros_too = audit(publikasjon, (), Policy(nuller=Nuller.PRIKKES))
    assert set(zeros_too.avslorte_celler) == {"r2/c1", "r2/c2", "r2/c3"}


def test_holmestrand_placements() -> None:
    publikasjon = row(49, [32, 0, 2, 5, 10])
    assert audit(publikasjon, {"x2", "x3"}, Policy(nuller=Nuller.VIS)).intervaller == {"x2": (1, 6)}
    with_zero = {"x1", "x2"}
    assert audit(publikasjon, with_zero, Policy()).intervaller == {"x2": (0, 2)}
    assert audit(publikasjon, with_zero, Policy(vern=Vern.STERK)).avslorte_celler == ("x2",)
    assert proven(weighed(publikasjon), Policy(nuller=Nuller.VIS)).skjulte == {"x2", "x3"}


def test_one_child_in_a_whole_table_hides_the_chain_of_equal_cells() -> None:
    publikasjon = table([[1, 0], [0, 0]])
    monster = proven(publikasjon, Policy())
    assert {"r0/c0", "r0/sum", "sum/c0", "sum/sum"} <= monster.skjulte
    shown = protect(publikasjon, Policy(nuller=Nuller.VIS))
    assert shown.skjulte == {"r0/c0", "r0/sum", "sum/c0", "sum/sum"}


def test_all_zero_hides_nothing() -> None:
    assert protect(table([[0, 0], [0, 0]]), Policy()).skjulte == frozenset()


def test_two_kommuner_keep_their_total() -> None:
    publikasjon = weighed(table([[2, 30], [25, 40]]))
    monster = proven(publikasjon, Policy())
    assert monster.skjulte == {"r0/c0", "r0/c1", "r1/c0", "r1/c1"}


def test_the_engine_does_not_look_beyond_the_cells() -> None:
    """A table of three axes where every cell is small or a sum of small ones is still protected, or reported."""
    publikasjon = cross_table([("s", {"a": {}, "b": {}}), ("t", {"c": {}, "d": {}})], lambda _key: 1)
    monster = protect(publikasjon, Policy(nuller=Nuller.VIS))
    verdict = audit(publikasjon, monster.skjulte, Policy(nuller=Nuller.VIS))
    assert set(verdict.avslorte_celler) <= {item.celle for item in monster.ubeskyttbare}
