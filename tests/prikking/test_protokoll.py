"""Release after release: quarters, the year, a corrected edition. Nothing small may ever be worked out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bvdesk.prikking import Celle, Merke, Monster, Nuller, Policy, Publikasjon, Relasjon, Tilstand, audit, protect
from bvdesk.prikking.protokoll import Protokoll, release
from tests.prikking.tabeller import join, melder_block, simple_block, weighed

POLICY = Policy()


def publish(ledger: Protokoll, navn: str, publikasjon: Publikasjon, policy: Policy = POLICY) -> tuple[Protokoll, Monster]:
    """Print one release as the program does: bind, protect, audit, record."""
    bound = ledger.bind(publikasjon)
    monster = protect(bound, policy)
    verdict = audit(bound, monster.skjulte, policy)
    assert set(verdict.avslorte_celler) <= {item.celle for item in monster.ubeskyttbare}
    return Protokoll((*ledger.utgivelser, release(navn, publikasjon, monster.skjulte, policy))), monster


def only(publikasjon: Publikasjon, periods: set[str]) -> Publikasjon:
    """The cells of some periods, and the relations that stay within them."""
    ids = {c.id for c in publikasjon.celler if c.id.split("/")[2] in periods}
    return Publikasjon(
        tuple(c for c in publikasjon.celler if c.id in ids),
        tuple(r for r in publikasjon.relasjoner if all(name in ids for name, _ in r.ledd)),
    )


def year(kommuner: int = 3) -> Publikasjon:
    parts = [simple_block(kommuner, rate, 3 + k, f"s{k}/") for k, rate in enumerate((3, 6, 9, 14))]
    return weighed(join([*parts, melder_block(kommuner, 8, 5, "m/")]))


def side_by_side(ledger: Protokoll, policy: Policy) -> set[str]:
    """What a reader works out who has kept every release, judged on all of them at once."""
    nothing = Publikasjon(())
    bound = ledger.bind(nothing)
    return set(audit(bound, (), policy).avslorte_celler)


@pytest.mark.parametrize("policy", [POLICY, Policy(nuller=Nuller.VIS)])
def test_quarters_then_the_year_then_a_correction(policy: Policy) -> None:
    whole = year()
    ledger = Protokoll()
    for quarter in ("Q1", "Q2", "Q3"):
        ledger, monster = publish(ledger, quarter, only(whole, {quarter}), policy)
        assert monster.ubeskyttbare == ()
    ledger, monster = publish(ledger, "aret", whole, policy)
    impossible = {item.celle for item in monster.ubeskyttbare}
    for freed in ledger.utgivelser[0].celler:
        state = monster.tilstand[freed.celle.id]
        assert state is (Tilstand.LAST if freed.vist else state)
        assert state.hidden == freed.skjult
    corrected = correct(whole, "s2/K1/Q3", 2)
    ledger, monster = publish(ledger, "rettet", corrected, policy)
    impossible |= {item.celle for item in monster.ubeskyttbare}
    assert {name.split("@")[0] for name in side_by_side(ledger, policy)} <= {name.split("@")[0] for name in impossible}
    if policy == POLICY:
        assert side_by_side(ledger, policy) == set()


def correct(publikasjon: Publikasjon, leaf: str, more: int) -> Publikasjon:
    """The same tables with a leaf counted anew, and every sum above it."""
    prefix, _, quarter = leaf.split("/")
    raised = {leaf, f"{prefix}/tjenesten/{quarter}", leaf.replace(quarter, "aret"), f"{prefix}/tjenesten/aret"}
    return Publikasjon(
        tuple(replace(c, verdi=c.verdi + more * (c.id in raised)) for c in publikasjon.celler), publikasjon.relasjoner
    )


def row(total: int, *parts: int) -> Publikasjon:
    cells = (Celle("sum", total, vekt=5), *(Celle(f"x{k}", value) for k, value in enumerate(parts)))
    return Publikasjon(cells, (Relasjon((("sum", -1), *((f"x{k}", 1) for k in range(len(parts))))),))


def test_a_figure_shown_once_is_known_for_good() -> None:
    ledger, monster = publish(Protokoll(), "forst", row(30, 9, 10, 11))
    assert not monster.skjulte
    bound = ledger.bind(row(30, 9, 10, 11))
    assert all(celle.last for celle in bound.celler)


def test_a_figure_hidden_once_stays_hidden_while_it_is_unchanged() -> None:
    first = row(24, 2, 10, 12)
    ledger, monster = publish(Protokoll(), "forst", first)
    assert monster.skjulte == {"x0", "x1"}
    coarser = Publikasjon((Celle("x1", 10),))
    _, later = publish(ledger, "senere", coarser)
    assert later.tilstand["x1"] is Tilstand.SEKUNDAER


def test_a_cell_hidden_once_and_shown_later_is_caught() -> None:
    ledger, _ = publish(Protokoll(), "forst", row(24, 2, 10, 12))
    shown = ledger.bind(Publikasjon((Celle("x1", 10, last=True),)))
    assert audit(shown, (), POLICY).avslorte_celler == ("x0@forst",)


def test_a_corrected_figure_is_a_new_cell_and_the_old_one_stays_known() -> None:
    ledger, _ = publish(Protokoll(), "forst", row(30, 9, 10, 11))
    bound = ledger.bind(row(23, 2, 10, 11))
    assert bound.celle("x0@forst").last
    assert bound.celle("x0@forst").verdi == 9
    assert not bound.celle("x0").last
    monster = protect(bound, POLICY)
    assert monster.tilstand["x0"] is Tilstand.PRIMAER
    assert monster.tilstand["x1"] is Tilstand.LAST
    assert monster.tilstand["sum"] is Tilstand.SEKUNDAER


def test_two_editions_side_by_side_are_judged_together() -> None:
    """Hidden 2 and 10 of 24; the corrected edition moves one child from the third figure to the second."""
    ledger, first = publish(Protokoll(), "forst", row(24, 2, 10, 12))
    assert first.skjulte == {"x0", "x1"}
    bound = ledger.bind(row(24, 2, 11, 11))
    assert bound.celle("x1@forst").skjult_for
    naive = {"x0"}
    assert "x0" in audit(bound, naive, POLICY).avslorte_celler
    monster = protect(bound, POLICY)
    assert audit(bound, monster.skjulte, POLICY).godkjent


def test_what_the_marker_told_then_is_remembered() -> None:
    """Zeros were never hidden then, so that the hidden figures are at least 1 for ever."""
    past = release("forst", row(13, 1, 2, 10), {"x0", "x1"}, Policy(nuller=Nuller.VIS))
    ledger = Protokoll((past,))
    verdict = audit(ledger.bind(row(13, 1, 2, 10)), {"x0", "x1"}, Policy())
    assert verdict.intervaller == {"x0": (1, 2), "x1": (1, 2)}
    split = Policy(nuller=Nuller.VIS, merke=Merke.DELT, grupper=())
    other = Protokoll((release("forst", row(15, 1, 4, 10), {"x0", "x1"}, split),))
    assert audit(other.bind(row(15, 1, 4, 10)), {"x0", "x1"}, Policy()).avslorte_celler == ("x0",)


def test_quarter_four_is_released_with_the_year() -> None:
    """Releasing the fourth quarter alone first can only hide more, or make protection impossible."""
    whole = year()
    ledger = Protokoll()
    for quarter in ("Q1", "Q2", "Q3"):
        ledger, _ = publish(ledger, quarter, only(whole, {quarter}))
    together, with_year = publish(ledger, "aret", whole)
    alone, _ = publish(ledger, "Q4", only(whole, {"Q4"}))
    alone, after = publish(alone, "aret", whole)
    assert side_by_side(together, POLICY) == set()

    def hidden_years(monster: Monster) -> int:
        return sum(monster.tilstand[c.id].hidden for c in whole.celler if "/aret" in c.id)

    assert hidden_years(after) + len(after.ubeskyttbare) >= hidden_years(with_year)


def test_cells_that_no_edition_prints_are_remembered_without_locks() -> None:
    base = row(24, 2, 10, 12)
    hidden = Publikasjon(tuple(replace(c, vises=c.id != "x1") for c in base.celler), base.relasjoner)
    past = release("forst", hidden, {"x0"}, POLICY)
    states = {freed.celle.id: (freed.vist, freed.skjult) for freed in past.celler}
    assert states == {"sum": (True, False), "x0": (False, True), "x1": (False, False), "x2": (True, False)}
    bound = Protokoll((past,)).bind(base)
    assert not bound.celle("x1").last
    assert not bound.celle("x1").skjult_for
