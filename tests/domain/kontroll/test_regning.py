"""Numbers that follow from the figures by arithmetic: averages, rates, spending against the budget."""

import pytest

from tests.domain.kontroll.bygg import text_result

ROWS = """
meldinger_mottatt Vik 2025 190
meldinger_mottatt Dal 2025 27
folketall_0_17 Vik 2025 4230
folketall_0_17 Dal 2025 670
barn_med_melding tjenesten 2025 170
arsverk_i_alt tjenesten 2025 16,7
netto_drift_244 Vik 2025 14700000
netto_drift_251 Vik 2025 7150000
netto_drift_252 Vik 2025 22400000
netto_drift_244 Dal 2025 2300000
netto_drift_251 Dal 2025 1050000
netto_drift_252 Dal 2025 2900000
budsjett_244 Vik 2025 14500000
budsjett_251 Vik 2025 7000000
budsjett_252 Vik 2025 21500000
budsjett_244 Dal 2025 2400000
budsjett_251 Dal 2025 1100000
budsjett_252 Dal 2025 3000000
"""

WRONG = {
    "Det bor 4900 barn her. Det gir 54,3 meldinger per 1000 barn.": "V30",
    "Tjenesten mottok dermed 42,3 meldinger per 1000 barn.": "V30",
    "I Vik kom det 49,4 meldinger per 1000 barn.": "V30",
    "I snitt kom det 48,3 meldingar per kvartal.": "V30",
    "Vi fikk 22 meldinger i måneden.": "V30",
    "Vi fikk 5,3 meldinger i uken.": "V30",
    "Kvart årsverk hadde 15 meldingar.": "V30",
    "Barnevernet kostet 13 006 kroner per barn i kommunen.": "V30",
    "Samlet merforbruk ble 2,0 millioner kroner.": "V30",
    "Dal fekk eit meirforbruk på 250 000 kroner.": "T02",
    "Vik brukte 1,25 millioner mindre enn budsjettert.": "T02",
    "Vik brukte 2,25 millionar for mykje, medan Dal hadde eit mindreforbruk på 250 000 kroner.": "V30",
    "Merforbruket på funksjon 252 var 0,9 millioner kroner.": "V30",
    "Tiltak utenfor hjemmet fikk et merforbruk på 0,8 millioner kroner i Vik.": "V30",
}
RIGHT = (
    "Det bor 4900 barn her. Det gir 44,3 meldinger per 1000 barn.",
    "Tjenesten mottok 44,3 meldinger per 1000 barn.",
    "Det er 1,3 meldinger per barn.",
    "I snitt kom det 54,3 meldinger per kvartal, om lag 18 i måneden.",
    "Barnevernet kostet 10 306 kroner per barn.",
    "Landet hadde 45 meldinger per 1000 barn.",
    "Hvert barn skal ha besøk 4 ganger i året.",
    "Samlet merforbruk ble én million kroner.",
    "Vik fikk et merforbruk på 1,25 millioner kroner.",
    "Dal fikk et mindreforbruk på 250 000 kroner.",
    "Merforbruket på funksjon 252 var 0,8 millioner kroner.",
    "Et merforbruk på 3 millioner kroner er ventet i 2026.",
)


@pytest.mark.parametrize("text", WRONG)
def test_what_the_figures_do_not_give_is_told(text: str) -> None:
    found = text_result(text, ROWS).funn
    assert WRONG[text] in {funn.regel for funn in found}, [funn.melding for funn in found]


@pytest.mark.parametrize("text", RIGHT)
def test_what_the_figures_give_is_left_alone(text: str) -> None:
    assert not [funn.melding for funn in text_result(text, ROWS).funn if funn.regel in {"V30", "V19", "T02", "T03", "V06"}]
