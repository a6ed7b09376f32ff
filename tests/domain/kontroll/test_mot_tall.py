"""Numbers and claims in a text against the service's figures."""

from decimal import Decimal
from itertools import permutations

import pytest

from bvdesk.domain.kontroll.funn import Niva
from bvdesk.domain.kontroll.tekst.lesning import Lesning
from bvdesk.domain.kontroll.tekst.ord import content_stems
from bvdesk.domain.kontroll.tekst.treff import Dom, slip
from tests.domain.kontroll.bygg import KATALOG, bilde, text_findings, text_result

ROWS = """
meldinger_mottatt Vik 2024 120
meldinger_mottatt Vik 2025 188
meldinger_mottatt Dal 2024 43
meldinger_mottatt Dal 2025 56
undersokelser_avsluttet tjenesten 2025 741
undersokelser_henlagt tjenesten 2025 440
sykefravar_prosent tjenesten 2023 10,1
sykefravar_prosent tjenesten 2024 11,8
sykefravar_prosent tjenesten 2025 12,8
barn_i_fosterhjem_aret tjenesten 2024 146
barn_i_fosterhjem_aret tjenesten 2025 128
brutto_252_per_plassert tjenesten 2025 539429
brutto_252_per_plassert fylket 2025 584252
omsorgsbarn_slutt Vik 2025K4 42
barn_hjelpetiltak_aret tjenesten 2025 81
"""

VERDICTS = {
    "Tjenesten mottok 244 bekymringsmeldinger i 2025.": Dom.BEKREFTET,
    "I Vik kom det 188 bekymringsmeldinger.": Dom.BEKREFTET,
    "Økningen i bekymringsmeldinger på 81 er stor.": Dom.AVLEDET,
    "Det ble avsluttet 471 undersøkelser i 2025.": Dom.NESTEN,
    "Sykefraværet var 15,8 % i 2025.": Dom.AVVIK,
    "Vi arrangerte 14 grillkvelder.": Dom.UKJENT,
    "Andelen undersøkelser som ble henlagt, var 59,4 %.": Dom.BEKREFTET,
}


@pytest.mark.parametrize("text", VERDICTS)
def test_a_number_is_judged(text: str) -> None:
    assert [hit.dom for hit in text_result(text, ROWS).treff] == [VERDICTS[text]]


@pytest.mark.parametrize(
    "text", ["8 Mål for 2026\n\n1. Sykefravær: 9 %.\n", "Rammen er i 1000 kroner, og utgiftene 30 % av den."]
)
def test_a_goal_and_a_unit_are_no_figures(text: str) -> None:
    assert not text_findings(text, "V30", ROWS)


def test_a_unit_said_once_holds_for_both_numbers() -> None:
    (text,) = Lesning.of("Utgiftene steg fra 124,5 til 130,5 millioner.", 2025).tall
    assert [number.verdi for number in text] == [124_500_000, 130_500_000]


def test_a_near_miss_names_the_figure_that_was_meant() -> None:
    (funn,) = text_findings("Det ble avsluttet 471 undersøkelser i 2025.", "V30", ROWS)
    assert funn.verdier == (471, 741)
    assert "sifrene er byttet om" in funn.melding
    assert funn.forslag == "{undersokelser_avsluttet}"


def test_a_series_goes_on_with_what_was_said() -> None:
    text = "Sykefraværet øker, og i 2025 er det 12,8 %.\n2023: 10,1 % | 2024: 11,1 %\n"
    (funn,) = text_findings(text, "V30", ROWS)
    assert funn.verdier == (Decimal("11.1"), Decimal("11.8"))


@pytest.mark.parametrize("text", ["- Meldinger mottatt: 244 (163)", "Barn i fosterhjem: 128, mot 146."])
def test_what_it_was_before_needs_no_year(text: str) -> None:
    assert not text_findings(text, "V30", ROWS)


def test_a_change_after_several_things_is_of_none_of_them_in_particular() -> None:
    text = "- 209 barn hadde tiltak: 81 i hjemmet og 128 i fosterhjem.\n- Økning på 4,1 % fra 201 i 2024."
    assert not [funn for funn in text_findings(text, "V30", ROWS) if "201" in funn.melding]


def test_last_years_figure_alone_is_wrong() -> None:
    assert text_findings("Tjenesten mottok 163 bekymringsmeldinger.", "V30", ROWS)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Sykefravær i tjenesten\n\n2023: 9,3 % | 2024: 11,8 % | 2025: 12,8 %", ["9,3"]),
        ("Sykefraværet har gått opp fra 10,2 prosent i fjor til 12,8 prosent i år.", ["10,2"]),
        ("Sykefravær i tjenesten\n\n2023: 10,1 % | 2024: 11,8 % | 2025: 12,8 %", []),
        ("Sykefraværet har gått opp fra 11,8 prosent i fjor til 12,8 prosent i år.", []),
        ("Sykefraværet har gått opp fra 10,1 prosent til 12,8 prosent.", []),  # since 2023
        ("Sykefraværet har gått opp fra 10,2 prosent i første halvår til 12,8 prosent.", []),
    ],
)
def test_a_number_is_read_with_one_confirmed_after_it(text: str, wrong: list[str]) -> None:
    assert [hit.tall.raa for hit in text_result(text, ROWS).treff if hit.dom in {Dom.AVVIK, Dom.NESTEN}] == wrong


def test_a_stated_change_is_held_against_both_years() -> None:
    (funn,) = text_findings("Vi hadde en økning i bekymringsmeldinger på 95 fra året før.", "T03", ROWS)
    assert funn.verdier == (95, 81)
    assert not text_findings("Vi hadde en økning i bekymringsmeldinger på 81 fra året før.", "T03", ROWS)


def test_part_of_a_year_beside_a_whole_year() -> None:
    rows = "meldinger_mottatt tjenesten 2024 80\nmeldinger_mottatt tjenesten 2025K1-K3 68"
    text = "Vi mottok 68 meldinger i 2025, mot 80 meldinger i 2024."
    found = text_result(text, rows, "2025K1-K3").funn
    assert "V34" in {funn.regel for funn in found}


def test_one_figure_under_two_names() -> None:
    rows = "nemnd_omsorg_sendt tjenesten 2025 19"
    text = "Det er sendt sak til nemnda om omsorgsovertakelse for 19 barn. Nemnda fikk 19 saker om omsorgsovertakelse."
    assert text_findings(text, "V31", rows)


def test_hedges_are_borne() -> None:
    assert not text_findings("Sykefraværet var ca. 13 % i 2025.", "V30", ROWS)


CLAIMS = {
    "T02": ("Det var en økning i barn i fosterhjem i 2025.", "Det var en nedgang i barn i fosterhjem i 2025."),
    "T07": (
        "Vi har høyere utgifter per barn på funksjon 252 enn fylket.",
        "Vi har lavere utgifter per barn på funksjon 252 enn fylket.",
    ),
    "T08": (
        "Både Vik og Dal har lavere utgifter per barn på funksjon 252 enn fylket.",
        "Tjenesten har lavere utgifter per barn på funksjon 252 enn fylket.",
    ),
    "T09": ("Antall hjelpetiltak har økt sammenlignet med 2024.", "Antall meldinger har økt sammenlignet med 2024."),
}


@pytest.mark.parametrize("regel", CLAIMS)
def test_claims_in_words(regel: str) -> None:
    wrong, right = CLAIMS[regel]
    assert text_findings(wrong, regel, ROWS)
    assert not text_findings(right, regel, ROWS)


def test_wishes_and_rules_are_no_claims() -> None:
    assert not text_findings("Vi ønsker at antall barn i fosterhjem har økt neste år.", "T02", ROWS)


@pytest.mark.parametrize("ordet", ["flere", "fleire"])
def test_a_comparing_word_without_two_times_is_no_claim_of_change(ordet: str) -> None:
    rows = "melder_barnevern tjenesten 2024 0\nmelder_barnevern tjenesten 2025 0"
    assert not text_findings(f"Barnevernsvakta er felles med {ordet} kommunar.", "T02", rows)


def test_a_stock_needs_a_date() -> None:
    (funn,) = text_findings("Vik kommune har 42 omsorgsbarn.", "V35", ROWS)
    assert funn.niva is Niva.INFO
    assert not text_findings("Vik kommune har 42 omsorgsbarn per 31.12.2025.", "V35", ROWS)


def test_slips_of_the_hand() -> None:
    assert slip(Decimal(471), Decimal(741)) == "sifrene er byttet om"
    assert slip(Decimal("40.2"), Decimal("4.02")) == "kommaet er flyttet"
    assert slip(Decimal(471), Decimal(512)) == ""


def test_a_comment_in_the_text_is_known() -> None:
    result = text_result("I Vik økte bekymringsmeldingene fra 120 i 2024 til 188 i 2025.", ROWS)
    assert ("meldinger_mottatt", "vik", 2025) in result.omtalt


@pytest.mark.parametrize("label", ["meldinger henlagt, aktive tiltak", "barn med melding per innbygger"])
def test_names_that_are_said_alike_stand_in_the_catalogues_order_however_the_words_came(label: str) -> None:
    figures = bilde("".join(f"{key} tjenesten 2025 {12 + n}\n" for n, key in enumerate(KATALOG.indikatorer)))
    orders = permutations(content_stems(label))
    found = [[(score, emne.navn) for score, emne in figures.sok.find(dict.fromkeys(order, 0.6), 0.2)] for order in orders]
    assert len(found[0]) > 5
    assert all(other == found[0] for other in found)
