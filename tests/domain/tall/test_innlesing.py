from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.innlesing import parse_inntasting
from bvdesk.domain.tall.tallformat import format_csv, format_tall
from bvdesk.domain.tall.verdi import Status, Verdi


@pytest.mark.parametrize(
    ("tekst", "tall"),
    [
        ("0", "0"),
        ("12", "12"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("1\u202f234\u202f567", "1234567"),
        ("1234.5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1,234,567.25", "1234567.25"),
        ("12345.678", "12345.678"),
        ("0.125", "0.125"),
        ("1,000", "1.000"),
        (",5", "0.5"),
        ("-3", "-3"),
        ("−3,5", "-3.5"),
        ("(12)", "-12"),
        ("12,5 %", "12.5"),
        ("kr 1 200,-", "1200"),
        ("1 200,50 kr", "1200.50"),
        ("12+5", "17"),
        ("=12 + 5 - 2,5", "14.5"),
        ("  7\t", "7"),
    ],
)
def test_numbers_are_read(tekst: str, tall: str) -> None:
    assert parse_inntasting(tekst) == Verdi(Decimal(tall))


@pytest.mark.parametrize(
    ("tekst", "status"),
    [
        ("-", Status.IKKE_AKTUELT),
        ("–", Status.IKKE_AKTUELT),
        (" - ", Status.IKKE_AKTUELT),
        (".", Status.IKKE_AKTUELT),
        ("..", Status.IKKE_RAPPORTERT),
        ("k.i.t.", Status.KAN_IKKE_TALLFESTES),
        ("I.a.", Status.IKKE_AKTUELT),
        ("tilb.", Status.TILBAKEHOLDT),
        (":", Status.TILBAKEHOLDT),
        ("Ikke aktuelt", Status.IKKE_AKTUELT),
        ("tilbakeholdt", Status.TILBAKEHOLDT),
        ("kan ikke tallfestes", Status.KAN_IKKE_TALLFESTES),
        ("ikke rapportert", Status.IKKE_RAPPORTERT),
    ],
)
def test_the_signs_and_words_for_nothing_are_told_apart(tekst: str, status: Status) -> None:
    assert parse_inntasting(tekst) == Verdi(None, status)


@pytest.mark.parametrize("tekst", ["", "   ", "\u00a0", "\t\n"])
def test_an_empty_cell_is_no_value(tekst: str) -> None:
    assert parse_inntasting(tekst) is None


UNCLEAR = [
    *("1.000", "12.345", "100.000", "1.000+5", "12a", "a", "12 34", "1 23,5", "1,2,3", "1..2", "12+", "+", "1e5", "٣"),
    *("½", "1:2", "12+5=", "--3", "3--2", "ufullstendig", "9" * 16, "(3", "1.234,", "%", "kr"),
]


@pytest.mark.parametrize("tekst", UNCLEAR)
def test_what_is_unclear_is_refused_with_words(tekst: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_inntasting(tekst)
    assert caught.value.advice


def test_the_refusal_of_a_group_names_both_readings() -> None:
    with pytest.raises(UserError, match="to måter") as caught:
        parse_inntasting("1.000")
    assert "1000" in caught.value.advice
    assert "1,000" in caught.value.advice


@given(st.decimals(-(10**9), 10**9, places=2))
def test_what_the_program_shows_can_be_typed_back(tall: Decimal) -> None:
    assert parse_inntasting(format_tall(tall, 2)) == Verdi(tall)
    assert parse_inntasting(format_csv(tall)) == Verdi(tall)


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=6))
def test_a_typed_sum_is_the_sum(ledd: list[int]) -> None:
    assert parse_inntasting("+".join(map(str, ledd))) == Verdi(Decimal(sum(ledd)))


@given(st.text(max_size=12))
def test_any_text_is_a_value_or_a_clear_refusal(tekst: str) -> None:
    try:
        verdi = parse_inntasting(tekst)
    except UserError as error:
        verdi = None
        said = error.text and error.advice
    else:
        said = "read"
    assert said
    assert verdi is None or isinstance(verdi, Verdi)
