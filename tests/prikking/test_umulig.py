"""Impossible cases are reported with their locks and ways out, never passed over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bvdesk.domain.errors import UserError
from bvdesk.prikking import (
    Angripere,
    Celle,
    Gruppevern,
    Merke,
    Nuller,
    Policy,
    Publikasjon,
    Relasjon,
    Tilstand,
    Vern,
    audit,
    protect,
)
from bvdesk.prikking.forklaring import explain_all
from bvdesk.prikking.forslag import suggest_designs
from tests.prikking.tabeller import MELDERE, cross_table, melder_block, table, weighed


def lock(publikasjon: Publikasjon, names: set[str]) -> Publikasjon:
    return Publikasjon(tuple(replace(c, last=c.id in names) for c in publikasjon.celler), publikasjon.relasjoner)


def test_locked_totals_and_a_locked_kommune_make_protection_impossible() -> None:
    publikasjon = table([[2, 30], [25, 40]])
    locks = {c.id for c in publikasjon.celler if "sum" in c.id or c.id.startswith("r1")}
    locked = lock(publikasjon, locks)
    monster = protect(locked, Policy())
    (impossible,) = monster.ubeskyttbare
    assert impossible.celle == "r0/c0"
    assert audit(locked, monster.skjulte, Policy()).avslorte_celler == ("r0/c0",)
    assert set(impossible.laser) < locks
    freed = lock(publikasjon, locks - set(impossible.laser))
    assert protect(freed, Policy()).ubeskyttbare == ()
    assert impossible.utveier[0] == "Opphev låsen på " + ", ".join(impossible.laser) + "."
    assert len(impossible.utveier) == 3
    assert "Kan ikke beskyttes" in explain_all(locked, monster)["r0/c0"]


def test_the_fewest_locks_are_named() -> None:
    publikasjon = table([[2, 30, 40], [25, 40, 50], [60, 70, 80]])
    locks = {c.id for c in publikasjon.celler if "sum" in c.id} | {"r1/c1", "r1/c2", "r2/c1"}
    (impossible,) = protect(lock(publikasjon, locks | {"r2/c2"}), Policy()).ubeskyttbare
    assert len(impossible.laser) == 1


def test_other_cells_are_protected_beside_an_impossible_one() -> None:
    publikasjon = table([[2, 30, 20], [25, 40, 10], [3, 15, 12]])
    row_and_column = {c.id for c in publikasjon.celler if c.id.startswith("r2") or "c0" in c.id}
    locked = lock(publikasjon, row_and_column - {"r0/c0", "r2/c0"})
    monster = protect(locked, Policy())
    verdict = audit(locked, monster.skjulte, Policy())
    assert {item.celle for item in monster.ubeskyttbare} == set(verdict.avslorte_celler)
    assert "r2/c0" in verdict.avslorte_celler


def test_showing_zeros_can_be_the_cause() -> None:
    publikasjon = Publikasjon(
        (Celle("sum", 1, last=True), Celle("x", 1), Celle("y", 0)), (Relasjon((("sum", -1), ("x", 1), ("y", 1))),)
    )
    (impossible,) = protect(publikasjon, Policy(nuller=Nuller.VIS)).ubeskyttbare
    assert impossible.laser == ("sum",)
    alone = Publikasjon(
        (Celle("x", 1, ovre_grense=1), Celle("y", 0), Celle("z", 5, ovre_grense=5)),
        (Relasjon((("x", 1), ("y", 1), ("z", 1)), 6),),
    )
    (impossible,) = protect(alone, Policy(nuller=Nuller.VIS)).ubeskyttbare
    assert "La nuller kunne skjules." in impossible.utveier


def test_out_of_reach_of_strong_protection_gets_what_there_is() -> None:
    publikasjon = Publikasjon(
        (Celle("sum", 3, last=True), Celle("x", 1), Celle("y", 2)), (Relasjon((("sum", -1), ("x", 1), ("y", 1))),)
    )
    monster = protect(publikasjon, Policy(vern=Vern.STERK))
    assert monster.skjulte == {"x", "y"}
    assert {item.celle for item in monster.ubeskyttbare} == {"x", "y"}
    assert monster.ubeskyttbare[0].utveier[0].startswith("Godta svakere vern")
    assert audit(publikasjon, monster.skjulte, Policy()).godkjent


def test_width_over_three_ones_with_zeros_shown_is_reported_and_ends() -> None:
    """3 = 1 + 1 + 1, all printed as hidden and none of them zero: each is 1."""
    parts = ("x", "y", "z")
    publikasjon = Publikasjon(
        (Celle("sum", 3, last=True), *(Celle(name, 1) for name in parts)),
        (Relasjon((("sum", -1), *((name, 1) for name in parts))),),
    )
    monster = protect(publikasjon, Policy(nuller=Nuller.VIS, vern=Vern.BREDDE))
    assert {item.celle for item in monster.ubeskyttbare} == set(parts)


def test_a_kommune_of_two_works_out_the_other_from_a_known_total() -> None:
    cells = (
        Celle("a", 2, kjent_av=frozenset({"a"})),
        Celle("b", 9, kjent_av=frozenset({"b"})),
        Celle("sum", 11, last=True),
    )
    publikasjon = Publikasjon(cells, (Relasjon((("sum", -1), ("a", 1), ("b", 1))),))
    monster = protect(publikasjon, Policy(angripere=Angripere.INNSIDERE))
    assert [(item.celle, item.angriper, item.laser) for item in monster.ubeskyttbare] == [("a", "b", ("sum",))]


def test_an_upper_limit_that_leaves_no_room() -> None:
    single = Publikasjon((Celle("x", 1, ovre_grense=1, nedre_grense=1),))
    (impossible,) = protect(single, Policy()).ubeskyttbare
    assert impossible.laser == ()
    assert protect(Publikasjon((Celle("x", 1, ovre_grense=1),)), Policy()).ubeskyttbare == ()


def test_explanations_name_what_is_protected() -> None:
    publikasjon = weighed(table([[2, 30], [25, 40]]))
    named = Publikasjon(tuple(replace(c, navn=f"«{c.id}»") for c in publikasjon.celler), publikasjon.relasjoner)
    monster = protect(named, Policy())
    assert explain_all(named, monster)["r1/c1"] == "Skjult for å beskytte «r0/c0»."
    assert explain_all(named, monster)["sum/sum"] == "Vises."
    assert explain_all(named, monster)["r0/c0"].startswith("Skjult, fordi antallet er så lite")
    assert all(explain_all(named, monster).values())


def test_every_chosen_cell_has_a_reason() -> None:
    publikasjon = weighed(melder_block(3, 6, 2))
    monster = protect(publikasjon, Policy())
    reasons = monster.protects()
    chosen = {name for name, state in monster.tilstand.items() if state is Tilstand.SEKUNDAER}
    assert chosen <= set(reasons)


def test_the_coarser_design_that_shows_most_comes_first() -> None:
    fine = melder_block(2, 6, 1)
    quarters = {f"Q{q}": {} for q in range(1, 5)}
    kommuner = {"K0": {}, "K1": {}}
    values = fine.verdier()
    totals = cross_table([("tjenesten", kommuner), ("aret", quarters)], lambda key: values[f"{key[0]}/{key[1]}/alle"])
    of_service = cross_table([("alle", MELDERE)], lambda key: values[f"tjenesten/aret/{key[0]}"])
    ranked = suggest_designs({"alt": fine, "bare summer": totals, "bare tjenesten": of_service}, Policy())
    assert [design.navn for design in ranked][-1] == "alt"
    assert ranked[0].andel_vist >= ranked[1].andel_vist >= ranked[2].andel_vist
    assert ranked[0].ubeskyttet == 0
    assert 0 < ranked[-1].andel_vist < 0.8


def test_rules_that_contradict_themselves_are_refused() -> None:
    with pytest.raises(UserError, match="Sterkt vern er umulig"):
        Policy(vern=Vern.STERK, merke=Merke.DELT)
    with pytest.raises(UserError, match="utenfor det mulige"):
        Policy(margin=0)
    with pytest.raises(UserError, match="både som vist og som skjult"):
        Publikasjon((Celle("a", 1, last=True, skjult_for=True),))


def test_the_fingerprint_follows_every_switch() -> None:
    base = Policy()
    others = [
        Policy(terskel=2),
        Policy(nuller=Nuller.VIS),
        Policy(vern=Vern.BREDDE),
        Policy(grupper=(("pv2", Gruppevern(5)),)),
        Policy(vekter=(1.0, 2.0)),
        Policy(margin=50),
        Policy(fro=1),
    ]
    prints = {policy.fingerprint() for policy in (base, *others)}
    assert len(prints) == len(others) + 1
    assert base.fingerprint() == Policy().fingerprint() == "1821bb987fc9"
