"""Prose against the text's own tables, totals of tables with plain headers, and parts told in the sentence before."""

import pytest

from tests.domain.kontroll.bygg import text_result

ROWS = """
meldinger_mottatt Vik 2025 190
meldinger_mottatt Dal 2025 27
barn_i_institusjon_aret tjenesten 2024 9
barn_i_institusjon_aret tjenesten 2025 14
barn_med_tiltak_aret tjenesten 2025 640
"""
MOTTAK = """3 Meldinger

Tabell 1 Meldinger per bydel
Bydel 2024 2025
Nordre 211 238
Søndre 187 203
Strand 94 115
Sum 492 556

"""
SAKER = "Tabell 3 Saker i 2025\nBydel Åpnet Lukket Anket\nNordre 61 40 5\nSøndre 33 28 4\nStrand 20 19 0\nSum {} 87 9\n"
KONTOR = "Tabell 2 Årsverk per kontor\nKontor Årsverk\nNordre 12,5\nSøndre 8,1\nStrand 7,0\nSum {}\n\n"
WRONG = {
    KONTOR.format("26,7"): "V06",
    KONTOR.format("27,6") + "Nordrekontoret hadde 15,2 årsverk ved utgangen av året.": "V30",
    MOTTAK + "Søndre mottok 230 meldinger i 2025.": "V30",
    MOTTAK + "I Strand kom det 105 meldinger, og ventetiden var kort.": "V30",
    MOTTAK + "Nordre og Strand mottok til sammen 335 meldinger.": "V06",
    SAKER.format(141): "V06",
    "Det ble fattet 31 vedtak i 2025. Sammen med 14 avtaler om flytting gir det 54 flyttinger.": "V06",
    "Vi sendte 32 saker til retten. Kommunen fikk medhold i 28 av dem, det vil si 78,5 prosent.": "V19",
    "I snitt kom det 180 meldinger per kommune.": "V30",
}
RIGHT = (
    KONTOR.format("27,6") + "Nordrekontoret hadde 12,5 årsverk, og Søndre 8,1. Strand fikk 2 nye årsverk.",
    MOTTAK + "Søndre mottok 203 meldinger i 2025, mot 187 i 2024.",
    MOTTAK + "I Strand kom det 115 meldinger. Strand fikk 12 henvendelser om natten.",
    MOTTAK + "Nordre og Strand mottok til sammen 353 meldinger, og alle tre 556.",
    MOTTAK + "Nordre mottok 40 meldinger i desember.",
    SAKER.format(114),
    "Det ble fattet 31 vedtak i 2025, to færre enn året før. Sammen med 14 avtaler om flytting gir det 45 flyttinger.",
    "Vi sendte 32 saker til retten. Kommunen fikk medhold i 28 av dem, det vil si 87,5 prosent.",
    "I snitt kom det 109 meldinger per kommune.",
    "Fire av fem barn (81,3 prosent) bor hjemme.",
    "Om lag to av tre (64,4 prosent) fikk hjelp hjemme.",
    "Ni av ti barn med tiltak bor hjemme.",
    "Antallet barn og unge i institusjon gikk opp fra 2024, og endte på 14.",
)


@pytest.mark.parametrize("text", WRONG)
def test_what_does_not_hold_is_told(text: str) -> None:
    assert WRONG[text] in {funn.regel for funn in text_result(text, ROWS).funn}


@pytest.mark.parametrize("text", RIGHT)
def test_what_holds_is_left_alone(text: str) -> None:
    found = [funn.melding for funn in text_result(text, ROWS).funn if funn.regel in {"V06", "V19", "V30"}]
    assert not found
