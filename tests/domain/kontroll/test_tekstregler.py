"""Each rule for texts fires on a fault and holds still on a sound sentence. The sentences are invented."""

import pytest

from bvdesk.domain.kontroll.funn import Niva
from bvdesk.domain.kontroll.register import BY_ID
from tests.domain.kontroll.bygg import text_findings, text_result

FIRES = {
    "V03": "Det ble gjort 39 undersøkelser, og 47 av disse førte til tiltak.",
    "V03 of which": "Det ble 31 flyttinger, hvorav 37 var frivillige.",
    "V03 of all": "Av 24 barn på institusjon var 26 over 15 år.",
    "V06 parts": "Tjenesten fikk 250 meldinger, fordelt på 56 meldinger i Dal og 188 meldinger i Vik.",
    "V06 column": "2023 2024\nSkole 10 20\nPoliti 12 14\nSum 22 43\n",
    "V06 row": "Saker 2025\nVik Dal Totalt\nSkole 97 18 115\nPoliti 71 8 97\n",
    "V06 thousands": "Utgifter\nFunksjon Vik Dal Sum\n244 14 700 2 300 17 000\n251 7 150 1 050 8 500\n",
    "V06 quarters": "1. kv. 2. kv. 3. kv. 4. kv. Året\nVik 31 28 35 42 136\nDal 4 3 6 5 18\nTil saman 35 31 41 47 145\n",
    "V06 together": "Det var 16 akuttvedtak og 12 flyttinger med samtykke, til sammen 26 hasteflyttinger.",
    "V06 kommuner": "27 barn bodde i fosterhjem i løpet av året, 24 fra Vik og fire fra Dal.",
    "V06 colon": "Det ble fattet sju akuttvedtak: fire om omsorgsovertakelse, to om institusjon og to andre.",
    "V06 all of these": "Av 152 saker endte 62 med vedtak, 72 ble henlagt etter vurdering og 28 etter ønske.",
    "V06 comma": "202 barn hadde tiltak, 153 i hjemmet og 59 utenfor.",
    "V06 next": "95 barn på Vik og 13 i Dal fekk hjelp. Til saman er det 118 barn.",
    "V06 bars": "| Melder | Vik | Dal | Sum |\n|---|---|---|---|\n| Skole | 97 | 18 | 115 |\n| Politi | 71 | 8 | 97 |\n",
    "V06 nynorsk": "95 barn på Vik og 13 i Dal fekk hjelpetiltak heime, til saman 118 barn.",
    "V19 column": "Krav Har plan Andel\nVik 88 79 89,8 %\nDal 21 20 92,5 %\nSum 109 99 90,8 %\n",
    "T03 column": "Barn 2024 2025 Endring\nVik 122 111 -11\nDal 24 27 +4\nSum 146 138 -8\n",
    "V06 plus": "Rammen er 29 627 000 + 1 500 000 31 172 000\n",
    "V11": "Barn utenfor hjemmet i alt: 196\n- Fosterhjem 2024: 128\n- Institusjon 2024: 29\n- Beredskapshjem 2024: 29\n",
    "V19 share": "Av de 471 undersøkelsene ble 440 henlagt. Dette tilsvarer 59,4 % av alle.",
    "V19 count": "Fristbruddene utgjorde 31,1 prosent, noe som tilsvarer 25 fristbrudd.",
    "V19 cut": "Meldinger mottatt: 1635\nSendt videre til undersøkelse: 771 (47,1 %)\n",
    "V21": "2024\nA 40 % 41 %\nB 30 % 30 %\nC 20 % 20 %\nD 5 % 5 %\n",
    "V30": "Antall barn i beredskapshjem 2025: 29\n\nI tillegg har vi hatt 18 barn i beredskapshjem, som er mange.",
    "V31 label": "Antall saker sendt til nemnda: 19 barn i 2025.",
    "V31 contrast": "Det er 15 barn på institusjon, men vi har hatt 31 plasseringer.",
    "V31 per": "Det er 13,8 barn per fagstilling hos oss. I fylket er det 11,3 barn per saksbehandler.",
    "V32 number": "Se https://tall.example/monitor?primary=3814 for mer.",
    "V32 fylke": "Snittet i Vestfold og Telemark er lavere.",
    "V35 undated": "Tjenesten har per i dag 29 barn i fosterhjem.",
    "V35 at the moment": "For øyeblikket er 24 barn på institusjon.",
    "V35 so far": "Tjenesten har 40 avvik hittil i år.",
    "V35 caption": "2021 2022 2023 2024 2025\n\nUtgifter til forebygging per innbygger (2024)\n",
    "V35 table": "Budsjett i kroner\n\nAdministrasjon\n\nTiltak\n\n86 130 339 kr\n\n47 709 245 kr\n",
    "V39": "Det var 2 barn i saken. De var begge 16 år gamle.",
    "V39 number": "Barnet har fødselsnummer 01019912345.",
    "V40 heading": "7.1 Økonomi\nTekst om økonomi i året som gikk.\n6.4 Ettervern\nTekst om ettervern.\n",
    "V40 field": "Vi mottok {meldinger_motatt} meldinger.",
    "V41 point": "Sykefraværet var 14.76 % i året, mot 12,1 % før.",
    "V41 space": "Det koster 47 753kr per barn.",
    "V41 unit twice": "Det tilsvarer 59,4 % prosent av alle.",
    "V41 broken": "Rammen er 12.049.00 kroner.",
    "V41 broken by spaces": "Rammen er 84 900 00 kroner.",
    "V41 not grouped": "Rammen er 84900000 kroner.",
    "V41 decimals": "Oslo: 12,3\nAsker: 11,2\nSandnes: 13,8\nBergen: 12,28\n",
    "V41 code": "Funksjon 2510 er lav.\nTabellen viser funksjon 251 per barn.\n",
    "V41 twice": "Det deltok fosterhjem fra ulike fem ulike kommuner.",
    "T02": "Det var en nedgang i brudd fra 7 i 2024 til 12 i 2025.",
    "T03 amount": "Vi fikk 163 meldinger i 2024 og 244 meldinger i 2025. Økningen på 91 meldinger er stor.",
    "T03 times": "Tallet er doblet fra 40 til 55 meldinger.",
    "T03 growth": "Antallet steg fra 100 til 115 meldinger. Det er en økning på 25 % på ett år.",
    "V24": "Vi har 4,6 % fristbrudd (40,2 % i 2024).",
    "T04": "Sykefraværet var 11,8 % i 2024 og 12,8 % i 2025. Det er en økning på 1 % fra året før.",
    "T05": "Vi har tre mål for året:\n1. Tidlig hjelp\n2. Bedre planer\n3. Færre brudd\n4. Godt miljø\n",
    "T05 described": "Tjenesten er fordelt på 3 ulike team i år.\n\nMottaksteam:\nTar imot.\n\nOmsorgsteam:\nFølger opp.\n",
    "T06": "Planarbeid og tilsyn\n\n12\n\nMer tekst her om planen.\n\n15\n\n"
    "Som nevnt på side 30 skal planarbeid og tilsyn styrkes.",
}

HOLDS = {
    "V03": "Det ble gjort 47 undersøkelser, og 39 av disse førte til tiltak.",
    "V06": "Tjenesten fikk 244 meldinger, fordelt på 56 meldinger i Dal og 188 meldinger i Vik.",
    "V03 a change before": "Det ble gjort 52 undersøkelser, to færre enn året før. I 24 av dem ble fristen brutt.",
    "V03 of which": "I de tre kommunene bor det 4000 barn, hvorav 2890 i Vik.",
    "V03 of which, another thing": "Det ble 12 familieråd, hvorav 31 barn var omfattet.",
    "V03 of all, another thing": "Av 24 barn på institusjon fikk 31 familier besøk.",
    "V03 next sentence": "Det ble meldt 34 avvik, seks flere enn i 2024. 27 av dem er lukket.",
    "V06 signed cell": "Barn 2024 2025 Endring\nVik 24 27 +3\nDal 16 15 -1\n",
    "V06 row": "Saker 2025\nVik Dal Totalt\nSkole 97 18 115\nPoliti 71 8 79\nI alt 168 26 194\n",
    "V06 together": "Det var 16 akuttvedtak og 12 flyttinger med samtykke, til sammen 28 hasteflyttinger.",
    "V06 all of these": "Av 152 saker endte 62 med vedtak, 72 ble henlagt etter vurdering og 18 etter ønske.",
    "V06 comma": "202 barn hadde tiltak, 153 i hjemmet og 49 utenfor.",
    "V06 next": "Vi hadde 40 kurs og 12 møter. Det er 55 deltakere i alt.",
    "V06 dash": "Saker\nMelder Vik Dal Sum\nSkole 97 18 115\nPoliti 71 – 74\nSum 168 21 189\n",
    "V06 another year": "Vi fikk 217 meldinger, 190 i Vik og 27 i Dal, og i 2024 til sammen 197.",
    "V06 another thing": "Vi hadde 12 kurs og 14 møter, og i alt 30 familier deltok.",
    "V06 not all parts": "Det kom 45 søknader (12 fra menn og 20 fra kvinner over 40).",
    "V19 column": "Krav Har plan Andel\nVik 88 79 89,8 %\nDal 21 20 95,2 %\nSum 109 99 90,8 %\n",
    "T03 column": "Funksjon Regnskap Budsjett Avvik\n244 43,5 43,2 0,3\n251 15,0 15,6 -0,6\n252 68,5 71,7 -3,2\n",
    "T03 growth column": "Melder 2024 2025 Endring i %\nSkole 97 118 21,6 %\nPoliti 71 78 9,9 %\nAndre 50 55 10,0 %\n",
    "V06 rate": "Kommune Årsverk Barn Barn per årsverk\nVik 10,0 140 14,0\nDal 5,0 60 12,0\nSum 15,0 200 13,3\n",
    "V06 stock": "1. kv. 2. kv. 3. kv. 4. kv. Året\nVik 131 128 135 142 142\nDal 34 33 36 35 35\nSum 165 161 171 177 177\n",
    "V06 rounded shares": "Melder 2024 2025\nSkole 21 23\nPoliti 18 17\nAndre 60 61\nSum 100 100\n",
    "V06 balance": "Funksjon Regnskap Budsjett Avvik\n244 11 000 10 500 500\n251 5 000 5 200 -200\nSum 16 000 15 700 300\n",
    "V06 other things": "Det er 194 årsverk fordelt på 262 ansatte.",
    "V11": "Barn utenfor hjemmet i alt: 186\n- Fosterhjem 2024: 128\n- Institusjon 2024: 29\n- Beredskapshjem 2024: 29\n",
    "V19": "Av de 741 undersøkelsene ble 440 henlagt. Dette tilsvarer 59,4 % av alle.",
    "V21": "2024\nA 40 % 41 %\nB 30 % 29 %\nC 20 % 20 %\nD 10 % 10 %\n",
    "V30": "Antall barn i beredskapshjem 2025: 29\n\nVi har hatt 29 barn i beredskapshjem, som er mange.",
    "V30 year": "Antall barn i beredskapshjem 2025: 29\n\nI 2024 hadde vi 18 barn i beredskapshjem.",
    "V31": "Antall barn sendt til nemnda: 19 barn i 2025.",
    "V32": "I 2023 var snittet i Vestfold og Telemark lavere.",
    "V35": "Tjenesten har per 31.12.2025 29 barn i fosterhjem.",
    "V35 now, without a count": "Nå har tjenesten fått flere ansatte enn i 2024.",
    "V39": "Det var 2 barn som fikk hjelp. Mange fikk råd.",
    "V40": "6.4 Ettervern\nTekst om ettervern.\n7.1 Økonomi\nTekst om økonomi.\n",
    "V41": "Sykefraværet var 14,76 % 31.12.2024, og det kostet 47 753 kr.",
    "V41 grouped": "Rammen er 84 900 000 kroner, med 12 500 kroner per barn.",
    "T02": "Det var en økning i brudd fra 7 i 2024 til 12 i 2025.",
    "T03": "Vi fikk 163 meldinger i 2024 og 244 meldinger i 2025. Økningen på 81 meldinger er stor.",
    "T03 growth": "Antallet steg fra 100 til 115 meldinger. Det er en økning på 15 % på ett år.",
    "V24": "Vi har 4,6 % fristbrudd (5,2 % i 2024).",
    "T04": "Vi fikk 100 meldinger i 2024 og 101 meldinger i 2025. Det er en økning på 1 % fra året før.",
    "T05": "Vi har tre mål for året:\n1. Tidlig hjelp\n2. Bedre planer\n3. Færre brudd\n",
    "T05 described": "Tjenesten er fordelt på 2 ulike team i år.\n\nMottaksteam:\nTar imot.\n\nOmsorgsteam:\nFølger opp.\n",
    "T06": "Planarbeid og tilsyn\n\n12\n\nMer tekst.\n\n15\n\nSom nevnt på side 11 skal planarbeid og tilsyn styrkes.",
}


@pytest.mark.parametrize("case", FIRES)
def test_a_rule_fires(case: str) -> None:
    regel = case.split()[0]
    found = text_findings(FIRES[case], regel)
    assert found, f"{regel} said nothing: {[(f.regel, f.melding) for f in text_result(FIRES[case]).funn]}"
    assert all(funn.sted and funn.sted.utdrag for funn in found)
    assert regel in BY_ID


@pytest.mark.parametrize("case", HOLDS)
def test_a_rule_holds_still(case: str) -> None:
    assert not text_findings(HOLDS[case], case.split()[0])


def test_swapped_digits_are_guessed() -> None:
    (funn,) = text_findings(FIRES["V19 share"], "V19")
    assert funn.forslag == "741"


def test_a_place_in_the_text_can_be_found_again() -> None:
    text = "Første linje om året.\n\nTjenesten har per i dag 29 barn i fosterhjem.\n"
    (funn,) = text_findings(text, "V35")
    assert funn.sted is not None
    assert funn.sted.linje == 3
    assert funn.sted.utdrag in text


def test_a_birth_number_stops() -> None:
    (funn,) = text_findings(FIRES["V39 number"], "V39")
    assert funn.niva is Niva.STOPP


def test_a_contents_list_does_not_put_the_headings_out_of_order() -> None:
    contents = "\n".join(f"{k}.1 Kapittel {name}" for k, name in enumerate(("om", "to", "tre"), 1))
    assert not text_findings(f"{contents}\n\n{contents}\n", "V40")


def test_an_empty_text_has_nothing_wrong() -> None:
    assert text_result("").funn == ()
