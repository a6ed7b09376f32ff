"""Shares, parts of a whole and sums over kommuner in a text, against what the figures give."""

import pytest

from tests.domain.kontroll.bygg import text_result

ROWS = """
meldinger_mottatt Vik 2025 190
meldinger_mottatt Dal 2025 27
meldinger_henlagt Vik 2025 90
meldinger_henlagt Dal 2025 15
meldinger_til_undersokelse Vik 2025 100
meldinger_til_undersokelse Dal 2025 12
melder_skole tjenesten 2025 48
undersokelser_avsluttet Vik 2025 90
undersokelser_avsluttet Dal 2025 14
undersokelser_fristbrudd Vik 2025 11
undersokelser_fristbrudd Dal 2025 1
undersokelser_vedtak_tiltak Vik 2025 41
undersokelser_vedtak_tiltak Dal 2025 6
barn_krav_tiltaksplan Vik 2025K4 100
barn_med_tiltaksplan Vik 2025K4 89
barn_krav_tiltaksplan Dal 2025K4 21
barn_med_tiltaksplan Dal 2025K4 22
fosterhjem_slekt_aret tjenesten 2025 29
fosterhjem_utenfor_slekt_aret tjenesten 2025 34
barn_i_fosterhjem_aret tjenesten 2025 63
netto_drift_244 tjenesten 2025 14700000
netto_drift_251 tjenesten 2025 7150000
netto_drift_252 tjenesten 2025 22400000
ansatte_sluttet tjenesten 2025 4
faste_ansatte_snitt tjenesten 2025 44
"""

WRONG = {
    "Skolen sto for 24,1 prosent av meldingene i 2025.": "V19",
    "To av tre meldinger blir altså lagt bort.": "V19",
    "To av tre meldingar blei lagde bort.": "V19",
    "Om lag hver fjerde undersøkelse ble avsluttet for sent.": "V19",
    "To av tre fosterhjem er i slekt eller nettverk.": "V19",
    "Per 31.12.2025 hadde 112 av 121 barn en gyldig plan.": "V30",
    "Av 127 barn med krav om tiltaksplan hadde 111 en plan.": "V30",
    "De fleste undersøkelsene endte med vedtak om tiltak i Vik.": "V19",
    "8 av 10 meldinger ble henlagt.": "V19",
    "En femdel av meldingene ble henlagt.": "V19",
    "Vik sto for 78,6 prosent av meldingene.": "V19",
    "To av tre meldinger kom fra Vik.": "V19",
    "Fire av 44 fast ansatte sluttet, en turnover på 11,1 prosent.": "V19",
    "62 prosent av utgiftene gjaldt tiltak utenfor hjemmet.": "V19",
    "112 meldinger gikk videre til undersøkelse. De andre 115 ble henlagt.": "V06",
    "Andelen undersøkelser over fristen i Vik var 11,5 prosent, og i Dal 7,1 prosent.": "V19",
}
RIGHT = (
    "Skolen sto for 22,1 prosent av meldingene i 2025.",
    "Nær halvparten av meldingene ble henlagt.",
    "111 av 121 barn hadde en gyldig plan.",
    "Vik sto for 87,6 prosent av meldingene.",
    "50,6 prosent av utgiftene gjaldt tiltak utenfor hjemmet.",
    "112 meldinger gikk videre til undersøkelse. De andre 105 ble henlagt.",
    "27 av 30 kontrollerte saker var i orden (90 prosent).",
    "To av ti kontaktpersoner i Vik er flyttet.",
    "I Ungdata svarte 11 prosent av elevene at de ikke har noen å snakke med.",
    "Fire av 44 fast ansatte sluttet, mot 14,3 prosent i 2024.",
    "Andelen undersøkelser over fristen i Vik var 12,2 prosent, og i Dal 7,1 prosent.",
)


@pytest.mark.parametrize("text", WRONG)
def test_a_share_the_figures_do_not_give_is_told(text: str) -> None:
    found = text_result(text, ROWS).funn
    assert WRONG[text] in {funn.regel for funn in found}, [funn.melding for funn in found]


@pytest.mark.parametrize("text", RIGHT)
def test_a_share_the_figures_give_is_left_alone(text: str) -> None:
    assert not [funn.melding for funn in text_result(text, ROWS).funn if funn.regel in {"V30", "V19", "T02", "T03", "V06"}]
