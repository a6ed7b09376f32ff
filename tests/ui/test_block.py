"""Blocks of cells as Excel, LibreOffice and plain text put them on the clipboard."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.verdi import Status, Verdi
from bvdesk.ui.grid.block import Target, format_block, has_headings, parse_block, plan_paste


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\t2\n3\t4", [["1", "2"], ["3", "4"]]),
        ("1\r2\r", [["1"], ["2"]]),
        ("1\t2\t3\n4\n", [["1", "2", "3"], ["4", "", ""]]),
        ('"to\nlinjer"\t5\n', [["to\nlinjer", "5"]]),
        ('"sa ""hei"""\t1', [['sa "hei"', "1"]]),
        ("\t\n\t7\n", [["", ""], ["", "7"]]),
        ("", []),
        ("\n\n", []),
    ],
)
def test_pasted_text_becomes_cells(text: str, cells: list[list[str]]) -> None:
    assert parse_block(text) == cells


_cell = st.text(st.characters(blacklist_characters='\t\n\r"', blacklist_categories=("Cs",)), max_size=6)


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(_cell, min_size=n, max_size=n), min_size=1, max_size=5)))
def test_what_is_copied_can_be_pasted(cells: list[list[str]]) -> None:
    if any(any(row) for row in cells):
        expected = cells
        assert parse_block(format_block(expected))[: len(cells)] == expected


def test_too_much_is_refused() -> None:
    with pytest.raises(UserError, match="for stort"):
        parse_block("\t" * 300_000 + "1")


def target(name: str, *, editable: bool = True, plain: str = "") -> Target:
    return Target(0, 0, name, editable, plain)


def test_a_comma_before_three_digits_is_refused_only_where_one_counts() -> None:
    counted = replace(target("A"), whole=True)
    with pytest.raises(UserError):
        plan_paste([["1,234"]], [[counted]])
    assert plan_paste([["1,234"]], [[target("A")]])[0].verdi == Verdi(Decimal("1.234"))
    assert plan_paste([["1 234"]], [[counted]])[0].verdi == Verdi(Decimal(1234))


def test_every_cell_that_cannot_be_read_or_written_is_named_and_nothing_is_planned() -> None:
    targets = [[target("A"), target("B"), target("C", editable=False, plain="15")]]
    with pytest.raises(UserError) as caught:
        plan_paste([["tolv", "2", "16"]], targets)
    assert caught.value.details[0] == "A: «tolv» er ikke et tall."
    assert caught.value.details[1] == "C: «16» kan ikke limes inn her."


@pytest.mark.parametrize(
    ("block", "headings"),
    [
        ("\tNamsos\tOverhalla\nMeldinger mottatt\t29\t7\nHenlagt\t3\t2\n", True),
        ("Namsos\n29\n", True),
        ("Meldinger mottatt\t29\t7\n", True),
        ("4. kv. 2025\t1. kv. 2026\n29\t7\n", True),
        ("\n\t\nMeldinger mottatt\t29\n\t\nHenlagt\t3\n", True),
        ("k.i.t.\t7\ni.a.\t8\n", False),
        ("29\ttolv\n3\t2\n", False),
        ("29\t7\ntolv\t2\n3\t4\n", False),
        ("1.000\t1.000\n2\t3\n", False),
        ("\t7\n\t8\n", False),
    ],
)
def test_headings_and_names_that_came_along_are_seen(block: str, headings: bool) -> None:
    assert has_headings(parse_block(block)) == headings


def test_the_advice_is_to_leave_headings_and_names_out() -> None:
    with pytest.raises(UserError) as caught:
        plan_paste([["Henlagt", "2"]], [[target("A"), target("B")]])
    assert caught.value.advice == "Ta bare med tallene, uten overskrifter og navn, og lim inn på nytt."
    with pytest.raises(UserError) as caught:
        plan_paste([["2", "tolv"]], [[target("A"), target("B")]])
    assert caught.value.advice == "Rett cellene og lim inn på nytt."


def test_a_computed_cell_accepts_its_own_value_and_a_blank() -> None:
    targets = [[target("A"), target("S", editable=False, plain="15"), target("T", editable=False, plain="2")]]
    placed = plan_paste([["-", "15,0", ""]], targets)
    assert [p.verdi for p in placed] == [Verdi(None, Status.IKKE_AKTUELT)]
    assert plan_paste([["3"]], [[target("A")]])[0].verdi == Verdi(Decimal(3))
