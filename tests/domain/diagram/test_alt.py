from __future__ import annotations

from dataclasses import replace

import pytest

from bvdesk.domain.diagram.alt import alt_text
from bvdesk.domain.malform import Malform
from tests.domain.diagram.charts import (
    ALL,
    FRISTBRUDD,
    INGEN_VISES,
    MED_HULL,
    MELDERE_LIGGENDE,
    MELDINGER,
    TILTAK,
    hoved,
)


def test_sentences_come_before_numbers() -> None:
    assert alt_text(FRISTBRUDD).startswith(
        "Linjediagram: Undersøkelser over frist, fra 2015 til 2024. Enhet: prosent. "
        "Nordvik er høyest i 2018 (16,7) og lavest i 2021 (7,0). "
        "Siste tall er 9,5 i 2024, ned fra 12,8 i 2015. "
        "Da er Nordvik lavere enn Landet (18,5) og høyere enn Elvedal (2,9). "
        "Mål: høyst 5 prosent. "
        "Alle tall for Nordvik: 2015: 12,8; 2016: 10,9; "
    )


def test_withheld_and_missing_are_said() -> None:
    text = alt_text(MED_HULL)
    assert "2017: vises ikke av personvernhensyn; 2018: 16,7; 2019: mangler;" in text
    assert "av tallene som vises" in text


def test_half_a_year_is_not_compared_with_a_whole_one() -> None:
    text = alt_text(MED_HULL)
    assert "Siste tall er 9,5 (til og med 3. kvartal) i 2024. Tallene fra og med 2021 kan ikke" in text
    assert "lavest i 2021 (7,0)" in text


def test_a_break_hides_the_change_across_it() -> None:
    broken = replace(FRISTBRUDD, brudd=frozenset({6}))
    assert "Siste tall er 9,5 i 2024, opp fra 7,0 i 2021." in alt_text(broken)


def test_nynorsk_is_nynorsk_throughout() -> None:
    text = alt_text(MED_HULL, Malform.NYNORSK)
    assert "er høgast i 2018 (16,7) og lågast i 2021 (7,0) av tala som blir viste" in text
    assert "2017: blir ikkje vist av omsyn til personvernet" in text
    assert not {"høyest", "lavest", "ikke", "fra", "tall"} & set(text.replace(",", " ").split())


def test_nothing_shown() -> None:
    assert "2024 har ingen tall som vises." in alt_text(INGEN_VISES)


def test_categories_are_not_read_as_time() -> None:
    text = alt_text(MELDERE_LIGGENDE)
    assert "2024 er høyest for Barnevernvakt, politi og lensmann (1\u00a0143) og lavest for Anonyme (7)" in text
    assert "Siste tall" not in text


def test_quarters_are_spoken_in_full() -> None:
    assert "i 1. kvartal (82) og lavest i 2. kvartal (42)" in alt_text(replace(MELDINGER, serier=MELDINGER.serier[:1]))


def test_equal_figures_and_a_single_figure() -> None:
    same = replace(MELDINGER, serier=(hoved("2024", 5, 5, 5, 5),))
    assert "2024 er 5 hele veien." in alt_text(same)
    alone = replace(MELDINGER, serier=(hoved("2024", None, 5, None, None),))
    assert "2024 har ett tall som vises: 5 i 2. kvartal." in alt_text(alone)


def test_a_stack_names_its_parts() -> None:
    assert "delt i Hjelpetiltak i hjemmet, Frivillig plassering, Omsorgstiltak og Ettervern." in alt_text(TILTAK)


@pytest.mark.parametrize("malform", Malform)
@pytest.mark.parametrize("name", ALL)
def test_every_chart_has_sentences_and_its_last_value(name: str, malform: Malform) -> None:
    text = alt_text(ALL[name], malform)
    assert text.endswith(".")
    assert "{" not in text
    assert "  " not in text
    assert text.count(". ") >= 2
