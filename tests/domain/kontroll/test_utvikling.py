"""Claims of development and comparison: each way of saying it fires when it is wrong and holds still when it is true."""

from __future__ import annotations

import pytest

from bvdesk.domain.kontroll.funn import Niva
from tests.domain.kontroll.bygg import text_result

ROWS = """
meldinger_mottatt Vik 2022 100
meldinger_mottatt Vik 2023 110
meldinger_mottatt Vik 2024 120
meldinger_mottatt Vik 2025K1 40
meldinger_mottatt Vik 2025K2 30
meldinger_mottatt Vik 2025K3 20
meldinger_mottatt Vik 2025K4 60
meldinger_mottatt Dal 2022 50
meldinger_mottatt Dal 2023 45
meldinger_mottatt Dal 2024 40
meldinger_mottatt Dal 2025K1 10
meldinger_mottatt Dal 2025K2 10
meldinger_mottatt Dal 2025K3 5
meldinger_mottatt Dal 2025K4 13
undersokelser_avsluttet Vik 2024 80
undersokelser_avsluttet Vik 2025 100
undersokelser_avsluttet Dal 2024 40
undersokelser_avsluttet Dal 2025 40
undersokelser_fristbrudd Vik 2024 20
undersokelser_fristbrudd Vik 2025 15
undersokelser_fristbrudd Dal 2024 4
undersokelser_fristbrudd Dal 2025 8
sykefravar_prosent tjenesten 2022 7,0
sykefravar_prosent tjenesten 2023 9,0
sykefravar_prosent tjenesten 2024 10,0
sykefravar_prosent tjenesten 2025 8,0
sykefravar_prosent fylket 2025 9,1
arsverk_i_alt tjenesten 2022 14,0
arsverk_i_alt tjenesten 2023 15,0
arsverk_i_alt tjenesten 2024 15,5
arsverk_i_alt tjenesten 2025 17,0
barn_i_fosterhjem_aret Vik 2023 20
barn_i_fosterhjem_aret Vik 2024 24
barn_i_fosterhjem_aret Vik 2025 30
barn_i_fosterhjem_aret Dal 2023 12
barn_i_fosterhjem_aret Dal 2024 10
barn_i_fosterhjem_aret Dal 2025 9
familierad_gjennomfort Vik 2023 11
familierad_gjennomfort Dal 2023 10
familierad_gjennomfort Vik 2024 20
familierad_gjennomfort Dal 2024 10
familierad_gjennomfort Vik 2025 30
familierad_gjennomfort Dal 2025 14
netto_drift_244 Vik 2024 10000000
netto_drift_251 Vik 2024 5000000
netto_drift_252 Vik 2024 5000000
netto_drift_244 Vik 2025 11000000
netto_drift_251 Vik 2025 5000000
netto_drift_252 Vik 2025 6000000
"""

# rule: (wrong, true); several ways of saying the same thing. Meldinger 160 → 188, Vik 120 → 150, Dal 40 → 38.
PAR = {
    "T03": [
        (
            "I alt 44 familieråd ble gjennomført, fjorten færre enn i 2024.",
            "I alt 44 familieråd ble gjennomført, fjorten flere enn i 2024.",
        ),
        ("39 barn bodde i fosterhjem, ett færre enn i 2024.", "I Dal bodde ni barn i fosterhjem, ett færre enn i 2024."),
        (
            "Tjenesten mottok 188 meldinger. Det er en økning på 12 prosent.",
            "Tjenesten mottok 188 meldinger. Det er en økning på 17,5 prosent.",
        ),
        (
            "Vi fekk 188 meldingar. Året før fekk vi 160. Det er ein auke på 14,9 prosent.",
            "Vi fekk 188 meldingar. Året før fekk vi 160. Det er ein auke på 17,5 prosent.",
        ),
        ("Antallet meldinger steg med 38 fra 2024.", "Antallet meldinger steg med 28 fra 2024."),
        (
            "I Vik steg antallet meldinger med 20,0 prosent fra 2024.",
            "I Vik steg antallet meldinger med 25,0 prosent fra 2024.",
        ),
        ("Siden 2022 er bemanningen styrket med 2,0 årsverk.", "Siden 2022 er bemanningen styrket med 3,0 årsverk."),
        ("Sykefraværet falt med 3,0 prosentpoeng fra i fjor.", "Sykefraværet falt med 2,0 prosentpoeng fra i fjor."),
        ("Sjukefråværet gjekk ned med 1,0 prosentpoeng frå 2024.", "Sjukefråværet gjekk ned med 2,0 prosentpoeng frå 2024."),
        ("Tjenesten mottok 188 meldinger, 18 flere enn året før.", "Tjenesten mottok 188 meldinger, 28 flere enn året før."),
        (
            "I Vik økte netto driftsutgifter til barnevern med 15 prosent fra 2024 til 2025.",
            "I Vik økte netto driftsutgifter til barnevern med 10 prosent fra 2024 til 2025.",
        ),
        (
            "I løpet av to år har antallet barn i fosterhjem økt med 9.",
            "I løpet av to år har antallet barn i fosterhjem økt med 7.",
        ),
        ("Antallet familieråd er mer enn tredoblet siden 2023.", "Antallet familieråd er mer enn doblet siden 2023."),
        ("Talet på fristbrot i Dal er halvert sidan 2024.", "Talet på fristbrot i Dal er dobla sidan 2024."),
        (
            "Det ble holdt 44 familieråd i 2025. Antallet er tredoblet siden 2023.",
            "Det ble holdt 44 familieråd i 2025. Antallet er doblet siden 2023.",
        ),
    ],
    "T04": [
        (
            "Andelen undersøkelser med fristbrudd i Dal økte med 10 prosent fra 2024.",
            "Andelen undersøkelser med fristbrudd i Dal økte med 10 prosentpoeng fra 2024.",
        ),
        ("Sykefraværet gikk ned med 2,0 prosent fra 2024.", "Sykefraværet gikk ned med 20,0 prosent fra 2024."),
    ],
    "T02": [
        ("Antallet meldinger gikk ned i 2025.", "Antallet meldinger gikk opp i 2025."),
        ("Talet på meldingar har minka sidan 2023.", "Talet på meldingar har auka sidan 2023."),
        (
            "I Dal økte antallet meldinger noe sammenlignet med året før.",
            "I Dal sank antallet meldinger noe sammenlignet med året før.",
        ),
        ("Begge kommunene mottok flere meldinger enn i 2024.", "Tjenesten mottok flere meldinger enn i 2024."),
        ("Antallet meldinger har falt hvert år siden 2022.", "Antallet meldinger har økt hvert år siden 2022."),
        ("Talet på meldingar gjekk ned for tredje år på rad.", "Talet på meldingar gjekk opp for tredje år på rad."),
        ("Meldingene i Dal har økt tre år på rad.", "Meldingene i Dal har falt tre år på rad."),
        ("Bemanningen har gått ned år for år siden 2022.", "Bemanningen har gått opp år for år siden 2022."),
        ("Sykefraværet er det høyeste siden 2022.", "Sykefraværet er det laveste siden 2023."),
        ("Antallet meldinger er det laveste på fire år.", "Antallet meldinger er det høyeste på fire år."),
        (
            "Sykefraværet var 8,0 prosent. Det er det høyeste nivået siden 2023.",
            "Sykefraværet var 8,0 prosent. Det er det laveste nivået siden 2023.",
        ),
        ("Aldri før har tjenesten mottatt så få meldinger.", "Aldri før har tjenesten mottatt så mange meldinger."),
        (
            "Det er rekordlavt antall meldinger i 2025, det laveste siden 2022.",
            "Det er det høyeste antallet meldinger siden 2022.",
        ),
        (
            "Det er gledelig at antallet familieråd er redusert i 2025.",
            "Det er gledelig at antallet familieråd er økt i 2025.",
        ),
        ("Tjenesten mottok færre meldinger enn tidligere år.", "Tjenesten mottok flere meldinger enn tidligere år."),
        ("Utgiftene til saksbehandling gikk ned i Vik.", "Utgiftene til saksbehandling gikk opp i Vik."),
        ("Sykefraværet har gått opp siden i fjor.", "Sykefraværet har gått tilbake siden i fjor."),
    ],
    "T07": [
        ("Andelen undersøkelser med fristbrudd var høyest i Vik.", "Andelen undersøkelser med fristbrudd var høyest i Dal."),
        ("Dal hadde flest barn i fosterhjem i 2025.", "Vik hadde flest barn i fosterhjem i 2025."),
        ("Færrest meldinger kom det i Vik.", "Færrest meldinger kom det i Dal."),
        ("Det var flest meldinger i tredje kvartal.", "Det var flest meldinger i fjerde kvartal."),
        ("Talet på meldingar var lågast i fyrste kvartal.", "Talet på meldingar var lågast i tredje kvartal."),
        ("Det kom flest meldinger i første halvår.", "Det kom flest meldinger i andre halvår."),
        ("Det kom flere meldinger fra Dal enn fra Vik.", "Det kom flere meldinger fra Vik enn fra Dal."),
        (
            "Sammenlignet med fylket har vi høyere sykefravær.",
            "Sammenlignet med fylket har vi lavere sykefravær.",
        ),
        ("Mer enn halvparten av meldingene kom fra Dal.", "Mer enn halvparten av meldingene kom fra Vik."),
        ("Sykefraværet ligger over snittet for fylket.", "Sykefraværet ligger under snittet for fylket."),
        ("Sjukefråværet er høgare enn i fylket.", "Sjukefråværet er lågare enn i fylket."),
        (
            "Sykefraværet var 8,0 prosent. Vi ligger altså over fylket, som har 9,1.",
            "Sykefraværet var 8,0 prosent. Vi ligger altså under fylket, som har 9,1.",
        ),
    ],
    "T10": [
        ("Målet på 50 familieråd ble nådd.", "Målet på 40 familieråd ble nådd."),
        ("Målet om et sykefravær under 7,5 prosent ble nådd.", "Målet om et sykefravær under 8,5 prosent ble nådd."),
        ("Målet på 40 familieråd ble ikke nådd.", "Målet på 50 familieråd ble ikke nådd."),
    ],
}
WRONG = [(regel, wrong) for regel, pairs in PAR.items() for wrong, _ in pairs]
TRUE = [true for pairs in PAR.values() for _, true in pairs]


@pytest.mark.parametrize(("regel", "text"), WRONG)
def test_a_wrong_claim_is_seen(regel: str, text: str) -> None:
    found = text_result(text, ROWS).funn
    assert regel in {funn.regel for funn in found if funn.niva >= Niva.ADVARSEL}, [f.melding for f in found]


TRUE_TOO = [
    "Sykefraværet var 8,0 prosent, det laveste siden 2022.",  # since the year it was lower
    "Dal har relativt sett flere barn i fosterhjem enn Vik.",  # by size, which is not known
    "Fylket har høyere sykefravær enn oss, 9,1 prosent mot 8,0 prosent.",
    "Tjenesten brøt fristen i 23 undersøkelser. Det er 1 færre enn i 2024.",
    "Tjenesten mottok 188 meldinger. 140 av dem ble undersøkt, en økning på 20.",  # of the part
    "Det ble holdt 44 familieråd. Nemnda fikk 15 saker, seks flere enn i 2024.",  # of what the sentence itself speaks of
    "Fra tredje til fjerde kvartal økte antallet meldinger med 48.",
    "Fra 2022 til 2025 er antallet meldinger økt med 38.",
    "Meldingenes andel av henvendelsene er 21,6 prosent, opp fra 19,0.",
    "Ingen av de 15 sakene er anket. Meldinger om vold utgjorde 21 prosent.",
]


@pytest.mark.parametrize("text", [*TRUE, *TRUE_TOO])
def test_a_true_claim_is_let_be(text: str) -> None:
    assert not [funn.melding for funn in text_result(text, ROWS).funn if funn.niva >= Niva.ADVARSEL]


BACKWARD_WRONG = [
    ("T03", "Vik fikk 150 meldinger, mot 120 året før. Økningen svarer til 20 prosent."),
    ("T03", "Vik fikk 150 meldinger i 2025, mot 120 i 2024. Veksten siste året er 20 prosent."),
    ("T02", "Vik fikk 150 meldinger, mot 120 året før. I 2022 var tallet 120."),
    ("T02", "Sykefraværet var 8,0 prosent. Det er det høyeste fraværet i perioden 2022–2025."),
    ("T03", "Netto utgifter økte med 5,5 millioner kroner, fra 60,0 til 62,5 millioner."),
    ("T07", "Dal hadde den sterkeste veksten i antall meldinger."),
    ("T07", "Det var travelt i tredje kvartal, da vi mottok flest meldinger."),
]
BACKWARD_TRUE = [
    "Vik fikk 150 meldinger, mot 120 året før. Økningen svarer til 25 prosent.",
    "Vik fikk 150 meldinger i 2025, mot 120 i 2024. Veksten siste året er 25 prosent.",
    "Vik fikk 150 meldinger, mot 120 året før. I 2022 var tallet 100.",
    "Sykefraværet var 8,0 prosent. Det er ikke det høyeste i perioden 2022–2024.",
    "Netto utgifter økte med 2,5 millioner kroner, fra 60,0 til 62,5 millioner.",
    "Vik hadde den sterkeste veksten i antall meldinger.",
    "Det var travelt i fjerde kvartal, da vi mottok flest meldinger.",
    "I Dal gikk antallet samtaler ned fra 20 til 15. I Vik økte tallet med 40 prosent.",
    "Posten gikk ned fra 45,2 til 44,8 millioner, mens leie av lokaler økte med 7,9 prosent.",
    "Vik bekymrer oss. Der ble fristen brutt i 15 undersøkelser, fem færre enn i 2024.",
    "Målt mot barnetallet har Dal flest meldinger.",
    "Til neste år vil vi ha et sykefravær på 7 prosent eller lavere.",
    "For sent var vi i 34 saker, mot 21 året før. Det er 2,3 prosent av meldingene, og er en økning på 62 prosent.",
]


@pytest.mark.parametrize(("regel", "text"), BACKWARD_WRONG)
def test_a_wrong_claim_that_leans_on_the_words_before_is_seen(regel: str, text: str) -> None:
    assert regel in {funn.regel for funn in text_result(f"Året 2025\n\n{text}", ROWS).funn}


@pytest.mark.parametrize("text", BACKWARD_TRUE)
def test_a_true_claim_that_leans_on_the_words_before_is_let_be(text: str) -> None:
    found = text_result(f"Året 2025\n\n{text}", ROWS).funn
    assert not [funn for funn in found if funn.niva is not Niva.INFO]
