from decimal import Decimal

import pytest

from bvdesk.domain.tall.tallformat import format_csv, format_endring, format_med_enhet, format_tall

D = Decimal


@pytest.mark.parametrize(
    ("verdi", "desimaler", "tekst"),
    [
        (D(0), None, "0"),
        (D("1234567"), None, "1\u00a0234\u00a0567"),
        (D("1000"), 0, "1\u00a0000"),
        (D("-0.05"), 1, "\u22120,1"),
        (D("2.5"), 0, "3"),
        (D("-2.5"), 0, "\u22123"),
        (D("0.25"), 1, "0,3"),
        (D("47.16"), 1, "47,2"),
        (D("12.50"), None, "12,5"),
        (D("-0.04"), 1, "0,0"),
        (12.5, 1, "12,5"),
    ],
)
def test_numbers(verdi: Decimal, desimaler: int | None, tekst: str) -> None:
    assert format_tall(verdi, desimaler).replace("\u22120,0", "0,0") == tekst
    assert not format_tall(verdi, desimaler).startswith("\u22120,0") or tekst.startswith("\u22120,0")


def test_units() -> None:
    assert format_med_enhet(D("47.155"), "prosent") == "47,2\u00a0prosent"
    assert format_med_enhet(D("81"), "antall") == "81"
    assert format_med_enhet(D("15.4"), "årsverk") == "15,4\u00a0årsverk"


def test_changes_carry_their_sign() -> None:
    assert format_endring(D(81)) == "+81"
    assert format_endring(D("-1.7")) == "\u22121,7"
    assert format_endring(D(0)) == "0"
    assert format_endring(D("0.04"), 1) == "0,0"


def test_files_keep_the_decimals_as_entered() -> None:
    assert format_csv(D("2.50")) == "2,50"
