"""Numbers that a slip of the hand makes of a figure their sentence only hints at, and those that are something else."""

from __future__ import annotations

import pytest

from bvdesk.domain.kontroll.funn import Niva
from tests.domain.kontroll.bygg import text_findings, text_result

ROWS = """
meldinger_mottatt tjenesten 2024 1635
meldinger_mottatt tjenesten 2025 1583
meldinger_mottatt Vik 2025 1164
meldinger_mottatt Dal 2025 419
meldinger_til_undersokelse tjenesten 2024 771
meldinger_til_undersokelse tjenesten 2025 812
netto_drift_252 tjenesten 2025 84900000
barn_plassert_aret tjenesten 2025 49
akuttvedtak tjenesten 2025 12
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("I 2025 ble 821 meldinger til en undersøkelse.", "Mente du 812"),
        ("I 2025 tok vi imot 1164 meldinger fra Vik og 491 fra Dal.", "Mente du 419"),
        ("Regnskapet for barn utenfor hjemmet (252) endte på 89,4 millioner kroner.", "Mente du 84"),
    ],
)
def test_a_slip_of_a_hinted_figure_is_asked_about(text: str, said: str) -> None:
    found = [funn for funn in text_findings(text, "V30", ROWS) if "finnes ikke i tallene" in funn.melding]
    assert len(found) == 1
    assert said in found[0].melding
    assert found[0].niva is (Niva.ADVARSEL if "821" in text or "millioner" in text else Niva.INFO)


def test_a_number_whose_words_say_more_than_the_figure_is_only_worth_a_look() -> None:
    found = text_findings("Barnevernvakten fikk 1853 andre meldinger om støy.", "V30", ROWS)
    assert {funn.niva for funn in found if "finnes ikke i tallene" in funn.melding} <= {Niva.INFO}


@pytest.mark.parametrize(
    "text",
    [
        "I 2025 ble 812 meldinger til en undersøkelse.",
        "I 2024 ble 771 meldinger til en undersøkelse.",  # another year's figure
        "Kurset samlet 94 deltakere.",  # two digits, and nothing hinted at
        "FNs barnekonvensjon artikkel 3, 6, 9 og 21 gjelder for akuttvedtak.",
        "Vi regner med at om lag 821 meldinger blir til en undersøkelse.",  # about, and not exactly
        "Målet er 821 meldinger til undersøkelse.",  # planned
        "I august ble 821 meldinger til en undersøkelse.",
        "Det gir 821 meldinger per kommune.",
        "I 2025 ble 846 meldinger til en undersøkelse.",  # far from any figure
    ],
)
def test_other_numbers_are_not(text: str) -> None:
    assert not [funn for funn in text_result(text, ROWS).funn if "finnes ikke i tallene" in funn.melding]


def test_what_another_rule_has_said_is_not_said_twice() -> None:
    found = text_findings("Det ble mottatt 1853 bekymringsmeldinger i 2025.", "V30", ROWS)
    assert len(found) == 1
    assert "finnes ikke" not in found[0].melding
