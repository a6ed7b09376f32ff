"""Shares and multiples in words, with their hedges, against the numbers beside them and against the figures."""

from decimal import Decimal

import pytest

from bvdesk.domain.kontroll.tekst.andelsord import share_words
from bvdesk.domain.kontroll.tekst.lesning import Lesning
from bvdesk.domain.kontroll.tekst.ord import Forbehold
from tests.domain.kontroll.bygg import text_findings

WORDS = {
    "Over halvparten av sakene gjaldt skole.": (Decimal("0.5"), Forbehold.OVER),
    "Hver femte sak tok lang tid.": (Decimal("0.2"), Forbehold.NOYAKTIG),
    "Omtrent tre av fire foreldre svarte.": (Decimal("0.75"), Forbehold.OMTRENT),
    "Nesten to tredjedeler ble henlagt.": (2 / Decimal(3), Forbehold.NESTEN),
    "En tredel av barna flyttet.": (1 / Decimal(3), Forbehold.NOYAKTIG),
    "Under ein fjerdedel av sakene vart avslutta.": (Decimal("0.25"), Forbehold.UNDER),
    "Kvar tredje melding kom frå skulen.": (1 / Decimal(3), Forbehold.NOYAKTIG),
}


@pytest.mark.parametrize("text", WORDS)
def test_a_share_in_words_is_read(text: str) -> None:
    (said,) = share_words(Lesning.of(text, 2025).setninger[0])
    assert (round(said.andel, 6), said.forbehold) == (round(WORDS[text][0], 6), WORDS[text][1])


@pytest.mark.parametrize(
    "text", ["Vi møtes hver tredje uke.", "To av disse flyttet.", "Det kom halvparten så mange.", "Hver gang ringer vi."]
)
def test_what_only_looks_like_a_share_is_none(text: str) -> None:
    assert not list(share_words(Lesning.of(text, 2025).setninger[0]))


ROWS = """
meldinger_mottatt Vik 2024 40
meldinger_mottatt Vik 2025 84
meldinger_mottatt Dal 2024 20
meldinger_mottatt Dal 2025 18
undersokelser_avsluttet tjenesten 2025 100
undersokelser_henlagt tjenesten 2025 59
undersokelser_fristbrudd tjenesten 2025 19
"""

WRONG = {
    "Nesten halvparten av undersøkelsene (59,4 %) ble henlagt.": "V19",
    "Av 120 saker ble 30 avsluttet, altså halvparten.": "V19",
    "Under halvparten av undersøkelsene ble henlagt i 2025.": "V19",
    "Tre av fire undersøkelser ble henlagt.": "V19",
    "Det var fristbrudd i hver tredje undersøkelse.": "V19",
    "I Vik kom det tre ganger så mange meldinger som i 2024.": "T03",
    "I Dal kom det dobbelt så mange meldinger som i fjor.": "T03",
    "Det var dobbelt så mange saker, 55 mot 40 året før.": "T03",
}
RIGHT = (
    "Over halvparten av undersøkelsene (59,4 %) ble henlagt.",
    "Av 120 saker ble 30 avsluttet, altså hver fjerde.",
    "Over halvparten av undersøkelsene ble henlagt i 2025.",
    "Tre av fem undersøkelser ble henlagt.",
    "Det var fristbrudd i nesten hver femte undersøkelse.",
    "I Vik kom det dobbelt så mange meldinger som i 2024.",
    "Halvparten av undersøkelsene som ble henlagt, gjaldt gutter.",
    "Det var dobbelt så mange saker, 81 mot 40 året før.",
    "Halvparten av barna bor hjemme, mens 20 % bor i fosterhjem.",
    "Målet er at halvparten av undersøkelsene skal være henlagt.",
)


@pytest.mark.parametrize("text", WRONG)
def test_words_that_the_numbers_do_not_bear(text: str) -> None:
    (funn,) = [f for f in text_findings(text, WRONG[text], ROWS) if "«" in f.melding]
    assert funn.sted is not None
    assert funn.melding.endswith("tallene.")


@pytest.mark.parametrize("text", RIGHT)
def test_words_that_the_numbers_bear(text: str) -> None:
    assert not text_findings(text, "V19", ROWS) + text_findings(text, "T03", ROWS)
