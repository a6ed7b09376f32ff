"""How a year is resolved, rule by rule."""

from collections.abc import Iterable
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bvdesk.domain.tall.beregning import Beregning, Opphav
from bvdesk.domain.tall.celle import Celle, Tallbok
from bvdesk.domain.tall.katalog import Katalog
from bvdesk.domain.tall.omrade import TJENESTEN, Deltakelse, OmradeId, Tjeneste
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Status, Verdi
from bvdesk.services.tjenestefil import katalog

A, B = OmradeId("a"), OmradeId("b")
NAMES = {"a": A, "b": B, "tj": TJENESTEN, "landet": OmradeId("landet")}

Entry = tuple[str, str, str, int | str]


def cell(indikator: str, omrade: str, periode: str, kategori: str = "") -> Celle:
    return Celle(indikator, kategori, NAMES[omrade], Periode.parse(periode))


def book(entries: Iterable[Entry], kat: Katalog | None = None) -> Beregning:
    bok = Tallbok(lambda _omrade, _ar: {})
    for indikator, omrade, periode, value in entries:
        verdi = (
            Verdi(None, Status(value))
            if (isinstance(value, str) and value.isalpha()) or "_" in str(value)
            else Verdi(Decimal(value))
        )
        bok.put(cell(indikator, omrade, periode), Registrering(verdi))
    return Beregning(kat or katalog(), Tjeneste("T", (Deltakelse(A), Deltakelse(B))), bok)


def quarters(indikator: str, omrade: str, values: Iterable[int | str]) -> list[Entry]:
    return [(indikator, omrade, f"2025K{k}", v) for k, v in enumerate(values, 1)]


def test_a_flow_is_summed_over_quarters_and_kommuner() -> None:
    b = book([*quarters("meldinger_mottatt", "a", [1, 2, 3, 4]), *quarters("meldinger_mottatt", "b", [10, 20, 30, 40])])
    assert b.resolve(cell("meldinger_mottatt", "tj", "2025")).verdi == 110
    assert b.resolve(cell("meldinger_mottatt", "tj", "2025H1")).verdi == 33
    assert b.resolve(cell("meldinger_mottatt", "a", "2025K1-K3")).verdi == 6


def test_an_incomplete_sum_stays_incomplete_and_says_how_far_it_has_come() -> None:
    b = book([*quarters("meldinger_mottatt", "a", [1, 2, 3]), *quarters("meldinger_mottatt", "b", [10, 20, 30])])
    result = b.resolve(cell("meldinger_mottatt", "tj", "2025"))
    assert result.verdi is None
    assert result.status is Status.UFULLSTENDIG
    running = b.running(cell("meldinger_mottatt", "tj", "2025"))
    assert running is not None
    assert (running[0].kode, running[1].verdi) == ("2025K1-K3", 66)
    assert running[0].til_og_med == "til og med 3. kvartal"


def test_a_stock_is_the_last_quarter_never_a_sum() -> None:
    b = book(quarters("undersokelser_apne_slutt", "a", [5, 6, 7, 8]))
    assert b.resolve(cell("undersokelser_apne_slutt", "a", "2025")).verdi == 8
    assert b.resolve(cell("undersokelser_apne_slutt", "a", "2025K1-K3")).verdi == 7
    assert (
        book(quarters("undersokelser_apne_slutt", "a", [5, 6, 7]))
        .resolve(cell("undersokelser_apne_slutt", "a", "2025"))
        .verdi
        is None
    )


def test_unique_children_are_never_derived_from_quarters() -> None:
    b = book(quarters("barn_med_tiltak_aret", "a", [5, 6, 7, 8]))
    assert b.resolve(cell("barn_med_tiltak_aret", "a", "2025")).status is Status.BLANK
    assert b.running(cell("barn_med_tiltak_aret", "a", "2025")) is None


def test_a_ratio_is_recomputed_never_averaged() -> None:
    b = book(
        [*quarters("undersokelser_fristbrudd", "a", [1, 0, 0, 0]), *quarters("undersokelser_avsluttet", "a", [1, 9, 10, 20])]
    )
    assert b.resolve(cell("andel_undersokelser_fristbrudd", "a", "2025K1")).verdi == 100
    assert b.resolve(cell("andel_undersokelser_fristbrudd", "a", "2025")).verdi == Decimal("2.5")


def test_a_typed_percent_per_quarter_gives_no_year() -> None:
    b = book(quarters("sykefravar_prosent", "tj", [5, 6, 7, 8]))
    assert b.resolve(cell("sykefravar_prosent", "tj", "2025")).verdi is None


def test_zero_in_the_denominator_is_blank_not_zero() -> None:
    b = book([("undersokelser_fristbrudd", "a", "2025K1", 0), ("undersokelser_avsluttet", "a", "2025K1", 0)])
    assert b.resolve(cell("andel_undersokelser_fristbrudd", "a", "2025K1")).status is Status.UDEFINERT


def test_accounts_so_far_this_year() -> None:
    b = book(quarters("netto_drift_244", "a", [100, 250, 300, 450]))
    assert b.resolve(cell("netto_drift_244", "a", "2025")).verdi == 450
    assert b.resolve(cell("netto_drift_244", "a", "2025K1-K3")).verdi == 300
    assert b.resolve(cell("netto_drift_244", "a", "2025H2")).verdi == 200


def test_not_applicable_counts_as_zero_and_every_other_status_breaks_the_sum() -> None:
    assert (
        book(quarters("meldinger_mottatt", "a", [1, "ikke_aktuelt", 3, 4]))
        .resolve(cell("meldinger_mottatt", "a", "2025"))
        .verdi
        == 8
    )
    for status in ("ikke_rapportert", "kan_ikke_tallfestes", "tilbakeholdt"):
        result = book(quarters("meldinger_mottatt", "a", [1, status, 3, 4])).resolve(cell("meldinger_mottatt", "a", "2025"))
        assert result.status is Status.UFULLSTENDIG


def test_a_typed_total_is_never_replaced_by_a_partial_sum() -> None:
    b = book([("meldinger_mottatt", "tj", "2025", 1635), ("meldinger_mottatt", "a", "2025", 70)])
    result = b.resolve(cell("meldinger_mottatt", "tj", "2025"))
    assert (result.verdi, result.opphav) == (1635, Opphav.TASTET)


def test_a_total_that_has_only_a_comment_is_computed_all_the_same() -> None:
    noted = ("meldinger_mottatt", "a", "2025", "ikke_rapportert")
    total = cell("meldinger_mottatt", "a", "2025")
    assert book([*quarters("meldinger_mottatt", "a", [1, 2, 3, 4]), noted]).resolve(total).verdi == 10
    short = book([*quarters("meldinger_mottatt", "a", [1, 2]), noted]).resolve(total)
    assert (short.verdi, short.status) == (None, Status.IKKE_RAPPORTERT)


def test_a_window_and_the_last_quarter_make_a_year() -> None:
    b = book([("meldinger_mottatt", "a", "2025K1-K3", 220), ("meldinger_mottatt", "a", "2025K4", 50)])
    assert b.resolve(cell("meldinger_mottatt", "a", "2025")).verdi == 270


def test_months_make_quarters_and_years() -> None:
    b = book([("meldinger_mottatt", "a", f"2025M{m:02}", m) for m in range(1, 13)])
    assert b.resolve(cell("meldinger_mottatt", "a", "2025K2")).verdi == 15
    assert b.resolve(cell("meldinger_mottatt", "a", "2025")).verdi == 78


def test_a_yearly_national_rate_is_used_in_a_quarter() -> None:
    b = book([("institusjon_maneder", "a", "2025K1", 2), ("sats_institusjon", "landet", "2025", 190000)])
    assert b.resolve(cell("kostnad_institusjon", "a", "2025K1")).verdi == 380000


def test_change_is_against_the_same_period_one_year_before() -> None:
    b = book([("meldinger_mottatt", "a", "2025K1-K3", 150), ("meldinger_mottatt", "a", "2024K1-K3", 100)])
    assert b.change(cell("meldinger_mottatt", "a", "2025K1-K3")) == 50
    assert b.change_percent(cell("meldinger_mottatt", "a", "2025K1-K3")) == 50
    assert b.change(cell("meldinger_mottatt", "a", "2025")) is None


@given(st.lists(st.integers(0, 50), min_size=8, max_size=8), st.integers(0, 7), st.integers(0, 50))
def test_an_edit_gives_the_same_as_reading_everything_anew(values: list[int], where: int, new: int) -> None:
    def entries(numbers: list[int]) -> list[Entry]:
        rows = [
            *quarters("undersokelser_fristbrudd", "a", numbers[:4]),
            *quarters("undersokelser_avsluttet", "a", numbers[4:]),
        ]
        return [
            *rows,
            *quarters("undersokelser_fristbrudd", "b", numbers[:4]),
            *quarters("undersokelser_avsluttet", "b", numbers[4:]),
        ]

    asked = [
        cell(i, o, p)
        for i in ("andel_undersokelser_fristbrudd", "undersokelser_fristbrudd")
        for o in ("a", "tj")
        for p in ("2025", "2025H1", "2025K2")
    ]
    b = book(entries(values))
    for c in asked:
        b.resolve(c)
    indikator = "undersokelser_fristbrudd" if where < 4 else "undersokelser_avsluttet"
    edited = cell(indikator, "a", f"2025K{where % 4 + 1}")
    b.bok.put(edited, Registrering(Verdi(Decimal(new))))
    b.changed([edited])
    fresh = Beregning(b.katalog, b.tjeneste, b.bok)
    assert [b.resolve(c) for c in asked] == [fresh.resolve(c) for c in asked]
