from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.periode import Korn, Periode

ar = st.integers(1990, 2100)
periods = st.one_of(
    ar.map(Periode.year),
    st.builds(Periode.quarter, ar, st.integers(1, 4)),
    st.builds(lambda a, h: Periode(a, 6 * h - 5, 6 * h), ar, st.integers(1, 2)),
    st.builds(lambda a, m: Periode(a, m, m), ar, st.integers(1, 12)),
    st.builds(Periode.window, ar, st.just(1), st.just(3)),
    st.builds(Periode.window, ar, st.just(2), st.integers(3, 4)),
)


@given(periods)
def test_code_and_back(periode: Periode) -> None:
    assert Periode.parse(periode.kode) == periode


@given(periods)
def test_next_and_previous_are_opposites(periode: Periode) -> None:
    assert periode.next().previous() == periode
    assert periode.previous() < periode < periode.next()


@given(periods)
def test_compositions_cover_without_overlap(periode: Periode) -> None:
    for parts in periode.compositions():
        assert all(part in periode for part in parts)
        assert parts[0].forste == periode.forste
        assert parts[-1].siste == periode.siste
        assert all(a.siste + 1 == b.forste for a, b in pairwise(parts))


def test_a_year_has_seven_ways_into_quarters_and_a_quarter_one_into_months() -> None:
    assert len(list(Periode.year(2025).compositions())) == 7
    assert len(list(Periode.quarter(2025, 1).compositions())) == 1
    assert not list(Periode(2025, 3, 3).compositions())


@pytest.mark.parametrize(
    ("kode", "tekst", "korn"),
    [
        ("2025", "2025", Korn.AR),
        ("2025H2", "2. halvår 2025", Korn.HALVAR),
        ("2025K3", "3. kvartal 2025", Korn.KVARTAL),
        ("2025M03", "mars 2025", Korn.MANED),
        ("2025K1-K3", "1.–3. kvartal 2025", Korn.VINDU),
    ],
)
def test_words(kode: str, tekst: str, korn: Korn) -> None:
    assert Periode.parse(kode).tekst == tekst
    assert Periode.parse(kode).korn is korn


@pytest.mark.parametrize("kode", ["", "25", "2025K5", "2025M13", "2025K3-K1", "2025k1", " 2025", "1989", "2025K1-K1"])
def test_unreadable_codes_are_refused(kode: str) -> None:
    with pytest.raises(UserError):
        Periode.parse(kode)


def test_containment() -> None:
    assert Periode.parse("2025K3") in Periode.parse("2025K1-K3")
    assert Periode.parse("2025K4") not in Periode.parse("2025K1-K3")
    assert Periode.parse("2024K1") not in Periode.parse("2025")


def test_the_parts_of_a_period_are_all_that_figures_are_given_for_inside_it() -> None:
    windows = [f"2025K{first}-K{last}" for first in range(1, 4) for last in range(first + 1, 5)]
    finer = [f"2025{kind}" for kind in ("H1", "H2", "K1", "K2", "K3", "K4", *(f"M{month:02}" for month in range(1, 13)))]
    known = {Periode.parse(code) for code in ("2025", *finer, *windows)}
    for periode in known:
        assert periode.parts() == {other for other in known if other in periode and other is not periode}


def test_last_day() -> None:
    assert Periode.parse("2024M02").last_day.isoformat() == "2024-02-29"
    assert Periode.parse("2024").last_day.isoformat() == "2024-12-31"
