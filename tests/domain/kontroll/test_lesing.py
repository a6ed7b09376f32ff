"""Reading Norwegian text: lines to sentences, numbers with what they count, years and areas."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdesk.domain.kontroll.tekst.lesning import Lesning
from bvdesk.domain.kontroll.tekst.linjer import Art, read_sentences
from bvdesk.domain.kontroll.tekst.ord import Forbehold, canonical, content_stems
from bvdesk.domain.kontroll.tekst.tall import Enhet, find_numbers
from bvdesk.domain.tall.tallformat import format_tall

NUMBERS = {
    "Vi fikk 1 635 meldinger.": [("1635", "melding")],
    "Det kostet 539.429 kr.": [("539429", "")],
    "Sykefraværet var 14.76 % i fjor.": [("14.76", "")],
    "Merforbruket er 2,3 millioner kroner.": [("2300000.0", "")],
    "Satsen er 190 tusen kroner per måned.": [("190000", "")],
    "Tjenesten har to team og åtte ansatte.": [("2", "team"), ("8", "ansat")],
    "Det var ingen lovbrudd.": [("0", "lovbrudd")],
    "Barn 0–17 år, § 15-3, 31.12.2024, side 7 og tlf. 22 33 44 55.": [],
    "I 2024 fikk 17 barn hjelp innen 3 måneder.": [("17", "barn")],
    "Nedgang på −3,5 prosentpoeng siden 2021–2023.": [("-3.5", "")],
    "Det ble 2021 barn i 2024.": [("2021", "barn")],
    "1. Tidlig innsats for 12 familier": [("12", "famili")],
    "Utgiftene på funksjon 251 og 252 steg.": [],
    "Kapittel 2.2 og 3. kvartal": [],
    "Fristen på éi veke, sju dagar eller tre månader": [],
}


@pytest.mark.parametrize("text", NUMBERS)
def test_numbers_and_what_they_count(text: str) -> None:
    assert [(str(n.verdi), n.navn) for n in find_numbers(text)] == NUMBERS[text]


@given(st.integers(0, 999_999_999))
def test_a_formatted_number_is_read_back(value: int) -> None:
    (number,) = find_numbers(f"Det var {format_tall(value)} kroner.")
    assert number.verdi == value
    assert number.enhet is Enhet.KRONER


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    lest = Lesning.of(text, 2025)
    for setning, numbers in lest.pairs():
        assert all(0 <= number.start < number.slutt <= len(setning.tekst) for number in numbers)


def test_units_and_hedges() -> None:
    (number,) = find_numbers("en vekst på nærmere 50 %")
    assert (number.enhet, number.forbehold) == (Enhet.PROSENT, Forbehold.NESTEN)
    assert number.fits(Decimal("49.7"))
    assert not number.fits(Decimal("40"))
    (points,) = find_numbers("opp 1,7 prosentpoeng")
    assert points.enhet is Enhet.PROSENTPOENG


def test_a_number_fits_what_it_is_rounded_from() -> None:
    (share,) = find_numbers("40 % av sakene")
    assert share.fits(Decimal("39.95"))
    assert not share.fits(Decimal("39.4"))
    (million,) = find_numbers("17,3 millioner kroner")
    assert million.fits(Decimal(17_349_000))


def test_rows_are_read_cell_by_cell() -> None:
    assert [int(n.verdi) for n in find_numbers("Mål 200 100 200 250", separate=True)] == [200, 100, 200, 250]


def test_wrapped_lines_are_joined_and_items_stand_alone() -> None:
    prose = "I 2024 mottok tjenesten til sammen 244 meldinger om barn og\nunge fra begge kommunene. Det er flere."
    text = f"{prose}\n\n• Team A: 4\n• Team B: 5\n"
    sentences = read_sentences(text)
    assert [s.art for s in sentences] == [Art.TEKST, Art.TEKST, Art.PUNKT, Art.PUNKT]
    assert sentences[0].tekst.endswith("begge kommunene.")
    assert sentences[2].hode == sentences[1].nr
    assert sentences[3].linje == 5


def test_headings_rows_and_abbreviations() -> None:
    text = "2.1 Meldinger\nTabellen viser ca. 40 meldinger, jf. kap. 3 i rapporten for året.\n2023 2024\nSkole 12 % 14 %\n"
    kinds = [s.art for s in read_sentences(text)]
    assert kinds == [Art.OVERSKRIFT, Art.TEKST, Art.TABELLRAD, Art.TABELLRAD]


def test_years_of_numbers() -> None:
    lest = Lesning.of("Antallet er 24 (19 i 2023). Vi hadde 12 brudd i 2024, opp fra 7 i 2023.", 2024)
    years = [lest.year(s, n) for s, numbers in lest.pairs() for n in numbers]
    assert years == [2024, 2023, 2024, 2023]


def test_a_year_to_compare_with_is_not_the_numbers_own() -> None:
    lest = Lesning.of("Det er en nedgang på 1,7 % sammenlignet med 2023.", 2024)
    assert [lest.year(s, n) for s, numbers in lest.pairs() for n in numbers] == [2024]


def test_columns_carry_the_years_of_the_header() -> None:
    lest = Lesning.of("2022 2023 2024\nSkole 8 % 9 % 10 %\n", 2024)
    assert [lest.year(s, n) for s, numbers in lest.pairs() for n in numbers] == [2022, 2023, 2024]


def test_areas_come_from_the_sentence_or_its_heading() -> None:
    text = "4. Vik\n\nDet kom 70 meldinger i fjor i kommunen.\n\nI Dal kom det 12 meldinger i løpet av året.\n"
    lest = Lesning.of(text, 2024, ("Vik", "Dal"))
    assert [sorted(lest.areas(s)) for s, numbers in lest.pairs() if numbers] == [["Vik"], ["Dal"]]


def test_all_kommuner_together_are_the_service() -> None:
    lest = Lesning.of("I Vik og Dal kom det 82 meldinger.", 2024, ("Vik", "Dal"))
    assert not lest.areas(lest.setninger[0])


def test_words_in_other_forms_are_the_same_word() -> None:
    assert canonical("bekymringsmeldingene") == canonical("meldinger")
    assert canonical("henleggelser") == canonical("henlagt")
    assert content_stems("barne- vernstiltakene") == content_stems("barnevernstiltakene")
