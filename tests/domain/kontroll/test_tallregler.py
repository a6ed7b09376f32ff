"""Each rule for figures fires on a fault and holds still on the right figures."""

from decimal import Decimal

import pytest

from bvdesk.domain.kontroll.funn import Niva
from bvdesk.domain.kontroll.register import BY_ID
from bvdesk.domain.kontroll.regler.importerte import differs
from bvdesk.domain.kontroll.tallkontroll import check_all, check_cells, touched
from tests.domain.kontroll.bygg import celle, findings, grunn, rules

BASE = "undersokelser_avsluttet tjenesten 2025 39"

FIRES = {
    "V01 negative": ("V01", "meldinger_mottatt Vik 2025K1 -3"),
    "V01 half a child": ("V01", "meldinger_mottatt Vik 2025K1 3,5"),
    "V02": ("V02", "sykefravar_prosent tjenesten 2025 112"),
    "V03 limit": ("V03", f"{BASE}\nundersokelser_vedtak_tiltak tjenesten 2025 47"),
    "V03 herav": ("V03", "klager_grunn/Ny_ordning tjenesten 2025 4\nklager_grunn_tidlig tjenesten 2025 6"),
    "V03 named category": ("V03", "klager_grunn/Ny_ordning tjenesten 2025 4\nklager_grunn_sen tjenesten 2025 6"),
    "V03 category": ("V03", "klager tjenesten 2025 4\nklager_grunn/Annet tjenesten 2025 6"),
    "V04": ("V04", "meldinger_mottatt Vik 2025 100\nmeldinger_konkludert Vik 2025 130"),
    "V05": (
        "V05",
        "undersokelser_apne_slutt Vik 2024K4 10\nundersokelser_startet Vik 2025K1 20\n"
        "undersokelser_avsluttet Vik 2025K1 15\nundersokelser_apne_slutt Vik 2025K1 25",
    ),
    "V06": (
        "V06",
        "undersokelser_avsluttet Vik 2025 100\nundersokelser_vedtak_tiltak Vik 2025 50\n"
        "undersokelser_til_nemnd Vik 2025 5\nundersokelser_henlagt Vik 2025 44",
    ),
    "V07": (
        "V07",
        "barn_med_tiltak_slutt Vik 2024K4 10\nnye_barn_med_tiltak Vik 2025K1 4\n"
        "barn_tiltak_avsluttet Vik 2025K1 2\nbarn_med_tiltak_slutt Vik 2025K1 20",
    ),
    "V08": ("V08", "barn_med_tiltak_slutt Vik 2025K4 40\nbarn_med_tiltak_slutt Vik 2025 42"),
    "V11": ("V11", "barn_utenfor_hjemmet_slutt Vik 2025 30\nbarn_plassert_aret Vik 2025 25"),
    "V09": (
        "V09",
        "meldinger_mottatt Vik 2025 90\n"
        + "\n".join(
            f"melder_{who} Vik 2025 10"
            for who in ("foresatte", "privat", "barnevern", "politi", "barnehage", "skole", "helsestasjon", "lege_sykehus")
        )
        + "\nmelder_andre Vik 2025 1",
    ),
    "V10": ("V10", "meldinger_til_undersokelse Vik 2025 50\nundersokelser_startet Vik 2025 40"),
    "V12": (
        "V12",
        "akuttvedtak Vik 2025 20\nakuttvedtak_omsorg Vik 2025 5\nakuttvedtak_institusjon Vik 2025 9\n"
        "akuttvedtak_annet Vik 2025 0",
    ),
    "V13": (
        "V13",
        "budsjett_barnevern tjenesten 2025 1000001\nbudsjett_244 tjenesten 2025 400001\n"
        "budsjett_251 tjenesten 2025 300001\nbudsjett_252 tjenesten 2025 200001",
    ),
    "V14": ("V14", "meldinger_mottatt tjenesten 2025 90\nmeldinger_mottatt Vik 2025 40\nmeldinger_mottatt Dal 2025 41"),
    "V15": ("V15", "barn_med_melding tjenesten 2025 90\nbarn_med_melding Vik 2025 40\nbarn_med_melding Dal 2025 41"),
    "V16": (
        "V16",
        "meldinger_mottatt Vik 2025 50\n" + "\n".join(f"meldinger_mottatt Vik 2025K{k} 10" for k in (1, 2, 3, 4)),
    ),
    "V17": (
        "V17",
        "\n".join(f"barn_med_tiltak_slutt Vik 2025K{k} 40" for k in (1, 2, 3)) + "\nbarn_med_tiltak_slutt Vik 2025 160",
    ),
    "V18": ("V18", "netto_drift_251 Vik 2025K1 500000\nnetto_drift_251 Vik 2025K2 300000"),
    "V19": (
        "V19",
        "undersokelser_avsluttet Vik 2025 100\nundersokelser_henlagt Vik 2025 60\nandel_undersokelser_henlagt Vik 2025 52",
    ),
    "V20": ("V20", "barn_med_tiltak_slutt Vik 2025K2 50\nbarn_med_tiltak_aret Vik 2025 40"),
    "V21": ("V21", "\n".join(f"andel_grunn/{n} tjenesten 2025 {v}" for n, v in zip("ABCD", (40, 30, 20, 18), strict=True))),
    "V22 zero": ("V22", "\n".join(f"meldinger_mottatt Vik 2025K{k} {v}" for k, v in ((1, 12), (2, 9), (3, 11), (4, 0)))),
    "V22 gap": ("V22", "meldinger_mottatt Vik 2025K1 12\nmeldinger_mottatt Vik 2025K3 11"),
    "V23": ("V23", "meldinger_mottatt Vik 2024 161\nmeldinger_mottatt Vik 2025 72"),
    "V24": ("V24", "sykefravar_prosent tjenesten 2024 4,6\nsykefravar_prosent tjenesten 2025 40,2"),
    "V25": ("V25", "undersokelser_fristbrudd Vik 2025K1 5"),
    "V26": ("V26", "undersokelser_avsluttet Vik 2025K1 0\nundersokelser_fristbrudd Vik 2025K1 2 forklart"),
    "V27": ("V27", "undersokelser_utvidet_frist Vik 2025 3\nundersokelser_fristbrudd Vik 2025 4 forklart"),
    "V28": ("V28", "omsorg_fosterhjem_slutt Vik 2025H2 12\ntilsyn_barn_krav Vik 2025H2 0"),
    "V29": ("V29", "arsverk_i_alt tjenesten 2024 16\narsverk_i_alt tjenesten 2025 12"),
    "V31": ("V31", "saker_barn tjenesten 2025 3"),
    "V36 sign": ("V36", "meldinger_mottatt fylket 2025 0 : @SSB 12275"),
    "V36 zero": ("V36", "meldinger_mottatt fylket 2024 812\nmeldinger_mottatt fylket 2025 0"),
    "V36 year": ("V36", "sykefravar_prosent fylket 2025 9,1 @KOSTRA 2023"),
    "V37 sum": (
        "V37",
        "meldinger_mottatt tjenesten 2025 99 @KOSTRA 2025\nmeldinger_mottatt Vik 2025 40\nmeldinger_mottatt Dal 2025 41",
    ),
    "V37 year": (
        "V37",
        "meldinger_mottatt Vik 2025 50 @Bufdir\n" + "\n".join(f"meldinger_mottatt Vik 2025K{k} 10" for k in (1, 2, 3, 4)),
    ),
    "V37 share": (
        "V37",
        "undersokelser_avsluttet Vik 2025 100\nundersokelser_henlagt Vik 2025 60\n"
        "andel_undersokelser_henlagt Vik 2025 52 @SSB 12275",
    ),
    "V33": ("V33", "meldinger_mottatt Vik 2026K2 12"),
}


@pytest.mark.parametrize("case", FIRES)
def test_a_rule_fires(case: str) -> None:
    regel, rows = FIRES[case]
    periode = "2026" if regel == "V33" else "2025"
    found = findings(rows, regel, periode)
    assert found, f"{regel} said nothing"
    assert all(funn.melding.endswith(".") or funn.melding.endswith("?") for funn in found)
    assert regel in BY_ID


HOLDS = """
meldinger_mottatt Vik 2024 70
meldinger_mottatt Vik 2025 72
meldinger_mottatt Dal 2025 18
meldinger_mottatt tjenesten 2025 90
meldinger_til_undersokelse Vik 2025 40
meldinger_henlagt Vik 2025 22
meldinger_henlagt_aktive_tiltak Vik 2025 6
meldinger_i_pagaende_undersokelse Vik 2025 4
meldinger_flyttet_overfort Vik 2025 0
meldinger_konkludert Vik 2025 72
undersokelser_startet Vik 2025 40
undersokelser_avsluttet Vik 2025 39
undersokelser_vedtak_tiltak Vik 2025 20
undersokelser_til_nemnd Vik 2025 1
undersokelser_henlagt Vik 2025 18
andel_undersokelser_henlagt Vik 2025 46,2
undersokelser_fristbrudd Vik 2025 2 sykdom_i_mai,_nå_ansatt_vikar
undersokelser_utvidet_frist Vik 2025 0
barn_med_tiltak_slutt Vik 2025K1 40
barn_med_tiltak_slutt Vik 2025K2 41
barn_med_tiltak_slutt Vik 2025K3 40
barn_med_tiltak_slutt Vik 2025K4 39
barn_med_tiltak_slutt Vik 2025 39
barn_med_tiltak_aret Vik 2025 60
netto_drift_251 Vik 2025K1 300000
netto_drift_251 Vik 2025K2 500000
arsverk_i_alt tjenesten 2024 16
arsverk_i_alt tjenesten 2025 15,5
sykefravar_prosent tjenesten 2024 8,1
sykefravar_prosent tjenesten 2025 9,2
klager tjenesten 2025 6
klager_grunn/Ny_ordning tjenesten 2025 4
klager_grunn/Annet tjenesten 2025 2
klager_grunn_tidlig tjenesten 2025 3
andel_grunn/A tjenesten 2025 40
andel_grunn/B tjenesten 2025 30
andel_grunn/C tjenesten 2025 20
andel_grunn/D tjenesten 2025 10
tilsyn_barn_krav Vik 2025H2 12
omsorg_fosterhjem_slutt Vik 2025H2 12
"""


def test_all_rules_hold_still_on_a_sound_service() -> None:
    assert [funn.melding for funn in check_all(grunn(HOLDS))] == []


def test_a_total_with_one_unknown_kommune_is_information_with_the_difference() -> None:
    (funn,) = findings(
        "meldinger_mottatt tjenesten 2025 90\nmeldinger_mottatt Vik 2025 40\nmeldinger_mottatt Dal 2025 !", "V14"
    )
    assert funn.niva is Niva.INFO
    assert funn.verdier == (90, 40, 50)


def test_small_kommuner_do_not_drown_in_jumps() -> None:
    assert "V23" not in rules("meldinger_mottatt Dal 2024 2\nmeldinger_mottatt Dal 2025 6")


def test_a_noted_jump_is_only_information() -> None:
    (noted,) = findings("meldinger_mottatt Vik 2024 161\nmeldinger_mottatt Vik 2025 72 nytt_fagsystem", "V23")
    assert noted.niva is Niva.INFO


def test_a_jump_that_looks_like_swapped_digits_says_so() -> None:
    (funn,) = findings("undersokelser_avsluttet tjenesten 2024 730\nundersokelser_avsluttet tjenesten 2025 471", "V23")
    assert "741" in funn.melding


def test_a_break_in_the_series_is_marked() -> None:
    rows = "meldinger_henlagt Vik 2025 20\nmeldinger_henlagt Vik 2026 22"
    assert findings(rows, "V34", "2026")
    assert not findings(rows, "V34", "2025")


def test_rounding_of_money_is_no_fault() -> None:
    rows = """budsjett_barnevern tjenesten 2025 901000
        budsjett_244 tjenesten 2025 400000
        budsjett_251 tjenesten 2025 300000
        budsjett_252 tjenesten 2025 200000"""
    assert "V13" not in rules(rows)


def test_a_truncated_share_is_milder_than_a_wrong_one() -> None:
    rows = (
        "undersokelser_avsluttet Vik 2025 1635\nundersokelser_henlagt Vik 2025 771\nandel_undersokelser_henlagt Vik 2025 {}"
    )
    assert findings(rows.format("47,1"), "V19")[0].niva is Niva.INFO
    assert findings(rows.format("41,7"), "V19")[0].niva is Niva.ADVARSEL


def test_a_national_figure_may_differ_a_little() -> None:
    rows = "meldinger_mottatt tjenesten 2025 {} @KOSTRA 2025\nmeldinger_mottatt Vik 2025 40\nmeldinger_mottatt Dal 2025 41"
    assert not rules(rows.format(84)) & {"V14", "V37"}
    assert rules(rows.format(84).replace(" @KOSTRA 2025", "")) & {"V14"}
    assert "V37" in rules(rows.format(99))
    assert "V14" not in rules(rows.format(99))


def test_few_of_something_may_differ_by_three() -> None:
    assert not differs(Decimal(4), Decimal(6))
    assert not differs(Decimal(100), Decimal(103))
    assert differs(Decimal(100), Decimal(110))


def test_a_benchmark_with_its_sign_kept_is_sound() -> None:
    assert "V36" not in rules("meldinger_mottatt fylket 2024 812\nmeldinger_mottatt fylket 2025 ! : @SSB 12275, 2025")
    assert "V36" not in rules("meldinger_mottatt Dal 2025 0 ingen meldinger: rolig år.")


def test_a_change_is_checked_alone_and_says_the_same_as_the_whole_run() -> None:
    rows = f"{BASE}\nundersokelser_vedtak_tiltak tjenesten 2025 47\nmeldinger_mottatt Vik 2025K1 -3"
    whole = check_all(grunn(rows))
    ground = grunn(rows)
    for changed in ("undersokelser_vedtak_tiltak", "undersokelser_avsluttet"):
        part = check_cells(ground, touched(ground, celle(changed)))
        assert {funn.regel for funn in part} == {"V02", "V03"}
        assert {funn.nokkel for funn in part} < {funn.nokkel for funn in whole}


def test_every_message_names_area_and_period_and_both_numbers() -> None:
    (funn,) = findings(f"{BASE}\nundersokelser_vedtak_tiltak tjenesten 2025 47", "V03")
    assert all(word in funn.melding for word in ("tjenesten", "2025", "47", "39"))
